import QtQuick
import QtQuick.Templates as T
import Alcove
import Alcove.Chats

// A question becomes a small composer in its place.
Rectangle {
    id: editor

    required property string text

    signal sent(text: string)
    signal cancelled

    implicitHeight: column.implicitHeight + 2 * Theme.space.s4
    radius: Theme.radius.bubble
    color: Theme.colors.raised
    border.width: Theme.focusWidth
    border.color: Theme.colors.focus

    Column {
        id: column
        x: Theme.space.s5
        y: Theme.space.s4
        width: parent.width - 2 * Theme.space.s5
        spacing: Theme.space.s3
        T.TextArea {
            id: field
            width: parent.width
            font: Theme.reading.body.font
            color: Theme.colors.text
            selectionColor: Theme.colors.selection
            selectedTextColor: Theme.colors.text
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            LineHeight {
                document: field.textDocument
                pixels: Theme.reading.body.line
            }
            //: The field in which a question is edited
            Accessible.name: qsTr("Question")
            Component.onCompleted: {
                text = editor.text
                cursorPosition = length
                forceActiveFocus()
            }
            Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape && !inputMethodComposing
            Keys.onEscapePressed: editor.cancelled()
            Keys.onReturnPressed: event => {
                event.accepted = !inputMethodComposing && !(event.modifiers & Qt.ShiftModifier)
                if (event.accepted)
                    editor.send()
            }
        }
        Row {
            anchors.right: parent.right
            spacing: Theme.space.s3
            PushButton {
                text: qsTr("Cancel")
                onClicked: editor.cancelled()
            }
            PushButton {
                kind: PushButton.Kind.Primary
                text: qsTr("Send")
                enabled: field.text.trim() !== ""
                onClicked: editor.send()
            }
        }
    }

    function send() {
        if (field.text.trim() !== "")
            editor.sent(field.text)
    }
}
