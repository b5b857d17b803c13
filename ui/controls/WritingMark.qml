import QtQuick
import Alcove

// Stands behind the last letter while the model writes; breathes while it waits.
Arch {
    id: mark

    property bool waiting: false

    implicitWidth: Theme.measure.markWidth
    implicitHeight: Theme.measure.markHeight
    width: implicitWidth
    height: implicitHeight
    foot: Theme.measure.markFoot
    fill: Theme.accent.accent

    SequentialAnimation on opacity {
        running: mark.visible && mark.waiting
        loops: Animation.Infinite
        alwaysRunToEnd: true
        NumberAnimation { to: Theme.measure.markRest; duration: Theme.motion.caretPeriod / 2; easing.type: Easing.InOutSine }
        NumberAnimation { to: 1; duration: Theme.motion.caretPeriod / 2; easing.type: Easing.InOutSine }
    }
}
