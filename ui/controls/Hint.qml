import QtQuick
import QtQuick.Templates as T
import Alcove

// What a control is called and which keys do the same; after resting on it for a while.
T.ToolTip {
    id: hint

    property string keys

    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? parent.height + Theme.space.s2 : 0
    margins: Theme.space.s3
    padding: Theme.space.s3
    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    delay: Theme.motion.hoverDelay
    closePolicy: T.Popup.NoAutoClose

    contentItem: Row {
        spacing: Theme.space.s3
        TextLabel {
            text: hint.text
            role: Theme.type.small
            color: Theme.colors.tooltipInk
        }
        TextLabel {
            text: hint.keys
            visible: text !== ""
            role: Theme.type.small
            color: Theme.colors.tooltipInk
            opacity: Theme.contrast ? 1 : Theme.measure.headLine
        }
    }
    background: Rectangle {
        color: Theme.colors.tooltip
        radius: Theme.radius.tag
    }
}
