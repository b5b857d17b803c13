import QtQuick
import QtQuick.Templates as T
import Alcove

T.Button {
    id: suggestion

    required property string iconName
    required property string detail
    property bool lined: false

    implicitHeight: Math.max(Theme.measure.suggestion, words.implicitHeight + Theme.space.s6)
    focusPolicy: Qt.TabFocus
    hoverEnabled: true

    Accessible.name: text
    Accessible.description: detail

    contentItem: Item {
        Icon {
            anchors.left: parent.left
            anchors.leftMargin: Theme.space.s2
            anchors.verticalCenter: parent.verticalCenter
            name: suggestion.iconName
            side: Theme.measure.iconWide
            tone: Theme.accent.accentText
        }
        Column {
            id: words
            anchors.left: parent.left
            anchors.leftMargin: Theme.measure.suggestionText
            anchors.right: arrow.left
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space.s1
            TextLabel {
                width: parent.width
                text: suggestion.text
                role: Theme.type.lead
            }
            TextLabel {
                width: parent.width
                text: suggestion.detail
                role: Theme.type.small
                color: Theme.colors.text3
                wrapMode: Text.Wrap
            }
        }
        Icon {
            id: arrow
            anchors.right: parent.right
            anchors.rightMargin: Theme.space.s2
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            side: Theme.measure.iconMinor
            tone: Theme.colors.text3
        }
    }
    background: Item {
        Hairline {
            visible: suggestion.lined
            width: parent.width
        }
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: -Theme.space.s4
            anchors.rightMargin: -Theme.space.s4
            radius: Theme.radius.block
            color: suggestion.down ? Theme.colors.pressed : suggestion.hovered ? Theme.colors.hover : "transparent"
            Behavior on color { ColorAnimation { duration: Theme.motion.quick } }
            FocusRing {
                visible: suggestion.visualFocus
            }
        }
    }
}
