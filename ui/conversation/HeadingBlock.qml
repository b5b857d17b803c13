import QtQuick
import Alcove

BlockFrame {
    id: block

    required property string html
    required property int level

    words: text

    RichText {
        id: text
        width: parent.width
        html: block.html
        role: block.level <= 2 ? Theme.reading.heading : Theme.reading.strong
        rightToLeft: block.rightToLeft
        Accessible.role: Accessible.Heading
        onSelecting: block.selecting()
    }
}
