pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove

// The accents, each shown as it looks in the present scheme.
Row {
    id: choice

    required property list<string> accents
    required property string current

    signal chosen(name: string)

    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Accent")

    function wordFor(name: string): string {
        switch (name) {
        case "pine":
            return qsTr("Pine")
        case "ink":
            return qsTr("Ink")
        case "clay":
            return qsTr("Clay")
        case "plum":
            return qsTr("Plum")
        case "ochre":
            return qsTr("Ochre")
        case "slate":
            return qsTr("Slate")
        }
        return name
    }

    Repeater {
        model: choice.accents
        T.RadioButton {
            id: button
            required property string modelData
            implicitWidth: Theme.size.touch
            implicitHeight: Theme.size.touch
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            checked: modelData === choice.current
            text: choice.wordFor(modelData)
            onClicked: {
                checked = Qt.binding(() => modelData === choice.current)
                choice.chosen(modelData)
            }
            Accessible.name: text
            contentItem: Item {
                Rectangle {
                    anchors.centerIn: parent
                    width: Theme.measure.swatch
                    height: width
                    radius: width / 2
                    color: Theme.accentFor(button.modelData).accent
                    Icon {
                        anchors.centerIn: parent
                        visible: button.checked
                        name: "check"
                        side: Theme.measure.iconMinor
                        tone: Theme.accentFor(button.modelData).accentInk
                    }
                }
            }
            background: Item {
                FocusRing {
                    visible: button.visualFocus
                }
            }
            HintLoader {
                wanted: button.hovered
                text: button.text
            }
        }
    }
}
