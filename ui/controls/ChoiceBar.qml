pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove

// A small choice, all of it visible. A refused value stays selected in the warning colour until
// another is chosen; what is in force is the setting's affair.
FocusScope {
    id: bar

    required property string name
    required property list<string> options
    required property int current
    property int refused: -1
    property real room: Infinity // cells grow narrower rather than leave it

    signal chosen(index: int)
    signal considered(index: int) // under the pointer; -1: none

    property real widest: Theme.measure.choiceCell

    readonly property real cellWidth: Math.min(widest, (room - 2 * Theme.measure.choiceInset) / options.length)
    readonly property int shown: refused >= 0 ? refused : current

    implicitWidth: row.implicitWidth + 2 * Theme.measure.choiceInset
    implicitHeight: Theme.size.touch

    Accessible.role: Accessible.Grouping
    Accessible.name: name

    component Cell: T.RadioButton {
        id: cell

        readonly property bool no: checked && bar.refused >= 0

        implicitWidth: bar.cellWidth
        implicitHeight: bar.implicitHeight
        topInset: Theme.measure.choiceInset
        bottomInset: Theme.measure.choiceInset
        focusPolicy: Qt.StrongFocus
        hoverEnabled: true

        Accessible.name: text

        contentItem: TextLabel {
            id: label
            text: cell.text
            tabular: true
            onImplicitWidthChanged: bar.widest = Math.max(bar.widest, implicitWidth + 2 * Theme.space.s4)
            role: cell.checked ? Theme.type.uiMedium : Theme.type.ui
            color: cell.no ? Theme.colors.warn : cell.checked ? Theme.colors.text : Theme.colors.text2
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
        background: Rectangle {
            radius: Theme.radius.control - Theme.stroke.hair
            color: cell.checked ? Theme.colors.raised : cell.hovered ? Theme.colors.hover : "transparent"
            border.width: cell.checked ? Theme.lineWidth : 0
            border.color: cell.no ? Theme.colors.warn : Theme.colors.border
            Behavior on color { ColorAnimation { duration: Theme.motion.quick } }
            FocusRing {
                visible: cell.visualFocus
            }
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius.control + Theme.stroke.hair
        color: Theme.colors.sunken
        border.width: Theme.stroke.hair
        border.color: Theme.contrast ? Theme.colors.border : Theme.colors.line
    }
    Row {
        id: row
        x: Theme.measure.choiceInset
        Repeater {
            model: bar.options
            Cell {
                required property int index
                required property string modelData
                text: modelData
                checked: index === bar.shown
                onClicked: {
                    checked = Qt.binding(() => index === bar.shown)
                    bar.chosen(index)
                }
                onHoveredChanged: bar.considered(hovered ? index : -1)
            }
        }
    }
}
