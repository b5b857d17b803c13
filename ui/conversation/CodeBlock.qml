pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove

// Code, never wrapped: it scrolls sideways inside, and folds when it is long. Always left to right.
BlockFrame {
    id: block

    required property string language
    required property string code
    required property string codeHtml

    property bool open: false

    readonly property int lineCount: code === "" ? 0 : code.replace(/\n$/, "").split("\n").length
    readonly property bool folded: lineCount > Theme.measure.codeFoldedLines && !open

    Rectangle {
        width: parent.width
        implicitHeight: Theme.measure.codeHead + view.height + (more.visible ? more.implicitHeight : Theme.space.s5)
        height: implicitHeight
        radius: Theme.radius.block
        color: Theme.colors.sunken
        border.width: Theme.contrast ? Theme.stroke.hair : 0
        border.color: Theme.colors.border
        LayoutMirroring.enabled: false
        LayoutMirroring.childrenInherit: true

        Accessible.role: Accessible.StaticText
        //: A block of code for assistive tools; %n is its number of lines, %1 its language
        Accessible.name: block.language === "" ? qsTr("Code, %n line(s)", "", block.lineCount) : qsTr("%1 code, %n line(s)", "", block.lineCount).arg(block.language)
        Accessible.description: block.code

        TextLabel {
            x: Theme.space.s5
            height: Theme.measure.codeHead
            verticalAlignment: Text.AlignVCenter
            text: block.language
            role: Theme.type.label
            color: Theme.colors.text3
        }
        IconButton {
            anchors.right: parent.right
            anchors.rightMargin: Theme.radius.tag
            iconName: copied.running ? "check" : "copy"
            glyph: Theme.measure.iconMinor
            text: qsTr("Copy the code")
            onClicked: {
                plain.selectAll()
                plain.copy()
                copied.restart()
            }
            Timer {
                id: copied
                interval: Theme.motion.caretPeriod
            }
        }
        TextEdit {
            id: plain
            visible: false
            text: block.code
            textFormat: TextEdit.PlainText
        }
        Flickable {
            id: view
            x: Theme.space.s5
            y: Theme.measure.codeHead
            width: parent.width - 2 * Theme.space.s5
            height: block.folded ? Theme.measure.codeFoldedLines * Theme.reading.code.line : text.implicitHeight
            contentWidth: text.implicitWidth
            contentHeight: height
            flickableDirection: Flickable.HorizontalFlick
            interactive: contentWidth > width
            boundsBehavior: Flickable.StopAtBounds
            clip: interactive || block.folded
            T.ScrollBar.horizontal: ScrollMark {}
            RichText {
                id: text
                html: block.codeHtml
                preformatted: true
                role: Theme.reading.code
                color: Theme.colors.codeText
                wrapMode: TextEdit.NoWrap
                Accessible.ignored: true
                onSelecting: block.selecting()
            }
        }
        LinkButton {
            id: more
            x: Theme.space.s5
            anchors.bottom: parent.bottom
            visible: block.lineCount > Theme.measure.codeFoldedLines
            //: Unfolds or folds a long block of code
            text: block.open ? qsTr("Show less") : qsTr("Show all %n line(s)", "", block.lineCount)
            onClicked: block.open = !block.open
        }
    }
}
