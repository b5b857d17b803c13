import QtQuick
import Alcove

// The question that is sent when the present answer ends: faded, with a cross.
Item {
    id: queued

    required property string text

    signal cancelled

    implicitHeight: bubble.height + Theme.measure.turnGap

    Bubble {
        id: bubble
        anchors.right: cross.left
        anchors.rightMargin: Theme.space.s2
        y: Theme.measure.turnGap
        opacity: Theme.contrast ? 1 : Theme.measure.queuedOpacity
        text: queued.text
        recordings: []
        room: Math.min(Theme.size.bubbleMax, queued.width * Theme.measure.bubbleShare)
        Accessible.role: Accessible.Grouping
        //: A question that is sent after the present answer, for assistive tools
        Accessible.name: qsTr("Next question")
    }
    IconButton {
        id: cross
        anchors.right: parent.right
        anchors.verticalCenter: bubble.verticalCenter
        iconName: "close"
        glyph: Theme.measure.iconMinor
        //: Puts a queued question back into the composer
        text: qsTr("Do not send")
        onClicked: queued.cancelled()
    }
}
