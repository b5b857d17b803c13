import QtQuick
import Alcove

// Where the next letter goes.
Rectangle {
    id: caret

    property bool lit: true

    width: Theme.stroke.focus
    color: lit ? Theme.accent.accent : "transparent"
    onXChanged: lit = true
    onYChanged: lit = true

    Timer {
        running: caret.visible && interval > 0
        repeat: true
        interval: Application.styleHints.cursorFlashTime / 2
        onTriggered: caret.lit = !caret.lit
    }
}
