import QtQuick
import QtQuick.Templates as T
import Alcove
import Alcove.Chats

// Where the next question is written. While an input method composes, every key belongs to it.
Flickable {
    id: view

    required property Conversation conversation
    required property bool enterSends
    required property string placeholder

    signal sendAsked
    signal editLastAsked
    signal undoAsked // nothing was written that could be taken back

    readonly property bool composing: edit.inputMethodComposing
    readonly property int textHeight: Math.max(Theme.reading.body.line, edit.implicitHeight) // empty, it has its font's height

    function take() {
        edit.forceActiveFocus()
    }
    function takeAtEnd() {
        edit.cursorPosition = edit.length
        take()
    }
    function typeAtCaret(text: string) {
        edit.insert(edit.cursorPosition, text)
        take()
    }
    function insertAtCaret(text: string) {
        const before = edit.cursorPosition > 0 ? edit.getText(edit.cursorPosition - 1, edit.cursorPosition) : ""
        edit.insert(edit.cursorPosition, before === "" || before.trim() === "" ? text : " " + text)
        take()
    }

    contentWidth: width
    contentHeight: edit.implicitHeight
    clip: contentHeight > height
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    T.ScrollBar.vertical: ScrollMark {}

    onConversationChanged: edit.text = conversation.draft
    Connections {
        target: view.conversation
        function onDraftChanged() {
            if (edit.text !== view.conversation.draft)
                edit.text = view.conversation.draft
        }
    }

    TextEdit {
        id: edit
        y: -Theme.reading.body.lift
        width: view.width
        height: Math.max(implicitHeight, view.height)
        focus: true
        activeFocusOnTab: true
        textFormat: TextEdit.PlainText
        wrapMode: TextEdit.Wrap
        selectByMouse: true
        font: Theme.reading.body.font
        color: Theme.colors.text
        selectionColor: Theme.colors.selection
        selectedTextColor: Theme.colors.text
        cursorDelegate: Caret {}
        LineHeight {
            document: edit.textDocument
            pixels: Theme.reading.body.line
        }

        Accessible.role: Accessible.EditableText
        Accessible.multiLine: true
        //: The field in which the next question is written
        Accessible.name: qsTr("Message")
        Accessible.description: view.placeholder

        onTextChanged: view.conversation.draft = text
        onCursorRectangleChanged: view.follow(cursorRectangle)

        Keys.onPressed: event => {
            if (inputMethodComposing)
                return
            switch (event.key) {
            case Qt.Key_Return:
            case Qt.Key_Enter:
                event.accepted = view.enter(event.modifiers)
                break
            case Qt.Key_Up:
                event.accepted = edit.length === 0
                if (event.accepted)
                    view.editLastAsked()
                break
            case Qt.Key_Z:
                event.accepted = event.matches(StandardKey.Undo) && !edit.canUndo
                if (event.accepted)
                    view.undoAsked()
                break
            case Qt.Key_V:
                if (event.matches(StandardKey.Paste))
                    event.accepted = view.conversation.paste()
                break
            }
        }

        TextLabel {
            y: Theme.reading.body.lift + Theme.reading.body.drop
            width: parent.width
            visible: edit.length === 0 && edit.preeditText === ""
            text: view.placeholder
            role: Theme.reading.body
            color: Theme.colors.text3
            Accessible.ignored: true
        }
    }

    function enter(modifiers: int): bool {
        const held = modifiers & (Qt.ShiftModifier | Qt.ControlModifier)
        const sends = view.enterSends ? held === 0 : held === Qt.ControlModifier
        if (sends)
            view.sendAsked()
        else
            edit.insert(edit.cursorPosition, "\n")
        return true
    }

    // The caret stays in view while the text is longer than the field.
    function follow(caret: rect) {
        if (caret.y < contentY)
            contentY = caret.y
        else if (caret.y + caret.height > contentY + height)
            contentY = caret.y + caret.height - height
    }
}
