import QtQuick
import Alcove

// Text of a message with inline marks; it can be selected, and its links show where they lead.
TextEdit {
    id: rich

    required property string html
    property TypeRole role: Theme.reading.body
    property bool numbers: false
    property bool preformatted: false
    property bool rightToLeft: false
    property bool toEnd: false // numbers in a table
    property bool centred: false

    signal selecting

    readonly property string plain: getText(0, length)
    readonly property real natural: implicitWidth
    readonly property rect end: width > 0 ? positionToRectangle(length) : Qt.rect(0, 0, 0, 0)

    // Qt's rich text has no other way to a fixed line height and to the looks of inline marks.
    readonly property string looks: "<style>p,pre{margin:0;line-height:" + role.line + "px;-qt-line-height-type:fixed}"
        + "b{font-weight:600}"
        + "code{font-family:'JetBrains Mono';font-size:" + Math.floor(Theme.reading.codeInline.size) + "px;background-color:" + Theme.colors.sunken + "}"
        + "pre{font-family:'JetBrains Mono'}"
        + "a{color:" + Theme.accent.accentText + "}</style>"
    readonly property string frame: preformatted ? "pre" : "p"
    readonly property string side: centred ? " align=\"center\"" : toEnd ? " align=\"right\"" : ""

    text: looks + "<" + frame + (rightToLeft ? " dir=\"rtl\"" : "") + side + ">" + html + "</" + frame + ">"
    textFormat: TextEdit.RichText
    font: numbers ? role.numbers : role.font
    color: Theme.colors.text
    selectionColor: Theme.colors.selection
    selectedTextColor: Theme.colors.text
    wrapMode: TextEdit.Wrap
    readOnly: true
    selectByMouse: true
    activeFocusOnTab: false

    // Each paragraph has its own direction, whatever the window's.
    LayoutMirroring.enabled: false
    horizontalAlignment: rightToLeft ? TextEdit.AlignRight : TextEdit.AlignLeft

    Accessible.role: Accessible.Paragraph
    Accessible.name: plain

    onSelectedTextChanged: if (selectedText !== "") rich.selecting()
    onLinkActivated: link => Qt.openUrlExternally(link)

    HoverHandler {
        cursorShape: rich.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
    }
    HintLoader {
        wanted: rich.hoveredLink !== ""
        text: rich.hoveredLink
    }
}
