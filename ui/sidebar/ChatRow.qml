pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove

// One chat in the list.
T.ItemDelegate {
    id: row

    required property int index
    required property int chatId
    required property string title
    required property bool pinned
    required property bool writing
    required property bool waiting
    required property bool current
    required property bool renaming
    required property bool focused // the list's keyboard focus is on this row

    signal menuAsked(anchor: Item)
    signal renamed(title: string)
    signal renameCancelled

    implicitHeight: Theme.size.row
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    text: title

    Accessible.role: Accessible.ListItem
    Accessible.name: title
    //: What is true of a chat in the list, for assistive tools
    Accessible.description: [pinned ? qsTr("Pinned") : "", writing ? qsTr("Writing") : "", waiting ? qsTr("Waiting") : ""].filter(part => part !== "").join(", ")
    Accessible.selected: current

    contentItem: Item {
        TextLabel {
            anchors.left: parent.left
            anchors.leftMargin: Theme.measure.rowInset
            anchors.right: end.left
            anchors.rightMargin: Theme.space.s2
            anchors.verticalCenter: parent.verticalCenter
            visible: !row.renaming
            text: row.title
            role: row.current ? Theme.type.uiMedium : Theme.type.ui
            color: row.current || row.hovered ? Theme.colors.text : Theme.colors.text2
        }
        Row {
            id: end
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: !row.renaming
            WritingMark {
                anchors.verticalCenter: parent.verticalCenter
                visible: row.writing && !row.hovered
                scale: Theme.measure.headLine
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: row.waiting && !row.hovered
                width: Theme.measure.recordDot
                height: width
                radius: width / 2
                color: "transparent"
                border.width: Theme.measure.lampLine
                border.color: Theme.colors.border
            }
            Item {
                width: row.writing || row.waiting ? Theme.measure.rowInset : 0
                height: Theme.stroke.hair
                visible: !more.visible
            }
            IconButton {
                id: more
                visible: row.hovered || row.current
                focusPolicy: Qt.NoFocus
                iconName: "more"
                glyph: Theme.measure.iconMinor
                //: Opens what can be done with a chat
                text: qsTr("More")
                onClicked: row.menuAsked(more)
            }
        }
        Loader {
            anchors.fill: parent
            active: row.renaming
            sourceComponent: RenameField {
                title: row.title
                onRenamed: title => row.renamed(title)
                onCancelled: row.renameCancelled()
            }
        }
    }
    background: RowGround {
        current: row.current
        hot: row.hovered
        down: row.down
        FocusRing {
            visible: row.focused
        }
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: row.menuAsked(more)
    }
}
