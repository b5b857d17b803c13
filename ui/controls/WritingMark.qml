import QtQuick
import Alcove

// Stands behind the last letter while the model writes; breathes while it waits.
Arch {
    id: mark

    property bool waiting: false

    // Fixed: a Shape makes its implicit size of its path, and the path is made of the size.
    width: Theme.measure.markWidth
    height: Theme.measure.markHeight
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
