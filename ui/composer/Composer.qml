pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Voice

// The sill of the window: the one raised thing, where the next question is written or spoken.
Region {
    id: composer

    required property Conversation conversation
    required property EngineThread engine
    required property Recorder recorder
    required property bool enterSends
    required property bool narrow
    required property int mostHeight
    property bool dropping: false

    signal filesAsked
    signal editLastAsked
    signal undoAsked
    signal sent

    property bool writtenDown: false

    readonly property bool composing: words.composing
    readonly property bool busy: conversation.activity !== Conversation.Idle
    readonly property bool recording: recorder.state === Recorder.State.Recording || recorder.state === Recorder.State.Starting
    readonly property bool deaf: engine.modelState === EngineThread.Ready && !engine.hasSpeech
    readonly property int trayHeight: tray.visible ? tray.implicitHeight + Theme.measure.rowInset : 0

    function take() {
        words.take()
    }
    function takeAtEnd() {
        words.takeAtEnd()
    }
    function typeAtCaret(text: string) {
        words.typeAtCaret(text)
    }
    function insertAtCaret(text: string) {
        words.insertAtCaret(text)
    }
    function record() {
        if (!deaf && !recording && conversation.activity !== Conversation.WritingDown)
            recorder.start()
    }
    function send() {
        if (!conversation.canSend)
            return
        conversation.send()
        writtenDown = false
        take()
        sent()
    }
    function writeDown() {
        conversation.writeDown()
        take()
    }

    implicitHeight: Math.max(Theme.size.composerMin, Math.min(mostHeight, trayHeight + words.textHeight + 2 * Theme.measure.composerTextTop))

    Accessible.role: Accessible.Pane
    //: The foot of the window, where one writes, for assistive tools
    Accessible.name: qsTr("Message")

    Connections {
        target: composer.conversation
        function onTranscribed(text: string) {
            composer.insertAtCaret(text)
            composer.writtenDown = true
        }
        function onDraftChanged() {
            if (composer.conversation.draft === "")
                composer.writtenDown = false
        }
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radius.composer
        color: Theme.colors.raised
        border.width: composer.dropping || Theme.contrast ? Theme.stroke.focus : Theme.stroke.control
        border.color: composer.dropping ? Theme.accent.accent : Theme.contrast || composer.activeFocus ? Theme.colors.border : Theme.colors.line
        Shadow {}
    }
    AttachmentTray {
        id: tray
        x: Theme.space.s5
        y: Theme.measure.rowInset
        width: parent.width - 2 * Theme.space.s5
        visible: count > 0 && !composer.recording
        attachments: composer.conversation.attachments
        onInsertAsked: row => composer.conversation.insertPastedText(row)
    }
    ComposerText {
        id: words
        anchors.left: attach.right
        anchors.leftMargin: Theme.radius.tag
        anchors.right: tools.left
        anchors.rightMargin: Theme.space.s3
        y: composer.trayHeight + Theme.measure.composerTextTop
        height: parent.height - y - Theme.measure.composerTextTop
        visible: !composer.recording
        focus: true
        conversation: composer.conversation
        enterSends: composer.enterSends
        placeholder: composer.busy ? qsTr("You can already write the next question") : qsTr("Ask, or drop a picture here")
        onSendAsked: composer.send()
        onEditLastAsked: composer.editLastAsked()
        onUndoAsked: composer.undoAsked()
    }
    AttachButton {
        id: attach
        anchors.left: parent.left
        anchors.leftMargin: Theme.measure.rowInset
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.measure.rowInset
        visible: !composer.recording
        offersThinking: composer.narrow
        thinkFirst: composer.conversation.thinkFirst
        onFilesAsked: composer.filesAsked()
        onThinkFirstAsked: on => composer.conversation.thinkFirst = on
    }
    ComposerTools {
        id: tools
        anchors.right: parent.right
        anchors.rightMargin: Theme.measure.rowInset
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.measure.rowInset
        visible: !composer.recording
        conversation: composer.conversation
        narrow: composer.narrow
        deaf: composer.deaf
        onRecordAsked: composer.record()
        onSendAsked: composer.send()
    }
    Loader {
        anchors.fill: parent
        active: composer.recording
        sourceComponent: RecordingRow {
            recorder: composer.recorder
            narrow: composer.narrow
            onWriteDownAsked: composer.writeDown()
            onSendAsked: composer.conversation.sendRecording()
        }
    }
}
