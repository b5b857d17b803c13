import QtQuick
import Alcove

BlockFrame {
    id: block

    required property string html

    words: text

    RichText {
        id: text
        width: parent.width
        html: block.html
        rightToLeft: block.rightToLeft
        onSelecting: block.selecting()
    }
}
