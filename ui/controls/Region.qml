import QtQuick

// A part of the window that F6 reaches.
FocusScope {
    // Gives the keyboard to the first thing in it; some regions know better.
    function take() {
        const first = nextItemInFocusChain(true)
        first?.forceActiveFocus(Qt.TabFocusReason)
    }
}
