import QtQuick
import Alcove

BlockFrame {
    id: block

    required property string html
    required property string marker
    required property int indent

    readonly property int hang: Math.max(1, indent) * Theme.measure.listHang

    words: text

    TextLabel {
        x: block.rightToLeft ? parent.width - block.hang + Theme.space.s3 : block.hang - Theme.measure.listHang + Theme.space.s2
        width: Theme.measure.listHang - Theme.space.s3 - Theme.space.s2 / 2
        text: block.marker
        role: Theme.reading.body
        tabular: true
        elide: Text.ElideNone
        color: Theme.colors.text2
        topPadding: text === "" ? 0 : (role.line - contentHeight) / 2
        LayoutMirroring.enabled: false
        horizontalAlignment: block.rightToLeft ? Text.AlignRight : Text.AlignLeft
    }
    RichText {
        id: text
        x: block.rightToLeft ? 0 : block.hang
        width: parent.width - block.hang
        html: block.html
        rightToLeft: block.rightToLeft
        Accessible.role: Accessible.ListItem
        onSelecting: block.selecting()
    }
}
