import QtQuick
import QtQuick.Templates as T
import Alcove

// The thin mark at the edge of what scrolls; there while it moves or the pointer is near.
T.ScrollBar {
    id: bar

    implicitWidth: Theme.measure.scrollMark + leftPadding + rightPadding
    padding: Theme.stroke.focus
    minimumSize: Theme.motion.out[0] / 2
    visible: size < 1
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: Theme.measure.scrollMark - Theme.stroke.focus
        radius: width / 2
        color: bar.pressed ? Theme.colors.text3 : Theme.colors.border
        opacity: bar.active ? Theme.contrast ? 1 : Theme.measure.headLine : 0
        Behavior on opacity { NumberAnimation { duration: Theme.motion.normal } }
    }
}
