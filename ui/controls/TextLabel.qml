import QtQuick
import Alcove

// A piece of the window's own text, set in a role of the theme.
Text {
    id: label

    property TypeRole role: Theme.type.ui
    property bool tabular: false

    readonly property bool wraps: wrapMode !== Text.NoWrap

    font: tabular ? role.numbers : role.font
    color: Theme.colors.text
    textFormat: Text.PlainText
    elide: wraps ? Text.ElideNone : Text.ElideRight
    lineHeightMode: wraps ? Text.FixedHeight : Text.ProportionalHeight
    lineHeight: wraps ? role.line : 1
    topPadding: wraps ? role.drop : 0
    bottomPadding: -topPadding
    horizontalAlignment: Text.AlignLeft
}
