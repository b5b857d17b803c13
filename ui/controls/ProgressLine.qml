import QtQuick
import Alcove

// How much of a known amount is done.
Rectangle {
    id: bar

    required property string name
    required property real share // 0 to 1
    property color tone: Theme.accent.accent

    implicitHeight: Theme.measure.trackHeight
    radius: height / 2
    color: Theme.contrast ? "transparent" : Theme.colors.selected
    border.width: Theme.contrast ? Theme.stroke.hair : 0
    border.color: Theme.colors.border

    Accessible.role: Accessible.ProgressBar
    Accessible.name: name

    Rectangle {
        anchors.left: parent.left
        width: parent.width * Math.min(1, Math.max(0, bar.share))
        height: parent.height
        radius: parent.radius
        color: bar.tone
        Behavior on width { NumberAnimation { duration: Theme.motion.linearProgress } }
    }
}
