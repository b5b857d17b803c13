import QtQuick
import QtQuick.Templates as T
import Alcove
import Alcove.Engine

// The lamp with the model's name and state; a click opens Settings, Model.
Item {
    id: row

    required property EngineThread engine

    signal modelAsked
    signal settingsAsked

    implicitHeight: Theme.measure.lampRow

    readonly property ModelWords words: ModelWords {
        engine: row.engine
    }

    T.Button {
        anchors.fill: parent
        anchors.rightMargin: gear.width
        focusPolicy: Qt.TabFocus
        hoverEnabled: true
        onClicked: row.modelAsked()

        Accessible.name: row.words.name + ", " + row.words.stateText

        contentItem: Item {
            Lamp {
                id: lamp
                anchors.left: parent.left
                anchors.leftMargin: Theme.measure.rowInset
                anchors.verticalCenter: parent.verticalCenter
                light: row.words.light
            }
            Column {
                anchors.left: lamp.right
                anchors.leftMargin: Theme.space.s4
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                TextLabel {
                    width: parent.width
                    text: row.words.name
                    role: Theme.type.smallStrong
                }
                TextLabel {
                    width: parent.width
                    text: row.words.stateText
                    role: Theme.type.caption
                    color: Theme.colors.text3
                    tabular: true
                }
            }
        }
        background: RowGround {
            hot: (parent as T.Button)?.hovered ?? false
            down: (parent as T.Button)?.down ?? false
            FocusRing {
                visible: (parent.parent as T.Button)?.visualFocus ?? false
            }
        }
    }
    IconButton {
        id: gear
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        iconName: "settings"
        text: qsTr("Settings")
        keys: qsTr("Ctrl ,")
        onClicked: row.settingsAsked()
    }
}
