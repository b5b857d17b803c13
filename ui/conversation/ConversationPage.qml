pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Settings
import Alcove.Voice

// One chat: header, messages or the empty chat, notices, composer, foot.
FocusScope {
    id: page

    required property Chats chats
    required property EngineThread engine
    required property Settings settings
    required property Recorder recorder

    signal sidebarAsked
    signal settingsAsked(settingsPage: int)
    signal filesAsked
    signal modelFileAsked
    signal renameAsked

    readonly property Conversation conversation: chats.current
    readonly property bool narrow: width < Theme.size.medium
    readonly property bool low: height < Theme.measure.lowWindow
    readonly property int margin: narrow ? Theme.measure.narrowMargin : Theme.size.columnMargin
    readonly property int column: Math.min(Theme.reading.column, width - 2 * margin)
    readonly property int composerWidth: narrow ? width - 2 * Theme.measure.narrowComposerMargin : column
    readonly property bool isEmpty: conversation.messages.count === 0
    readonly property bool composing: composer.composing
    readonly property bool recording: composer.recording
    readonly property bool editing: list.editing !== 0
    readonly property int imageTokens: engine.isDemo ? engine.pictureBudget(settings.imageTokens) : settings.imageTokens

    property alias header: header
    property alias composer: composer
    property alias messages: list

    function toggleRecording() {
        if (composer.recording)
            composer.writeDown()
        else
            composer.record()
    }

    Keys.onPressed: event => {
        // Typing anywhere goes to the composer.
        const typed = event.text.length > 0 && event.text.charCodeAt(0) >= 32 && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
        if (typed && event.key !== Qt.Key_Delete && event.key !== Qt.Key_Space) {
            composer.typeAtCaret(event.text)
            event.accepted = true
        }
    }

    PageHeader {
        id: header
        width: parent.width
        title: page.conversation.title
        subtitle: words.name + " · " + words.stateText
        narrow: page.narrow
        listed: !page.isEmpty
        lined: !page.isEmpty
        onSidebarAsked: page.sidebarAsked()
        onNewChatAsked: page.chats.newChat()
        onMenuAsked: anchor => menu.openAt(anchor)
    }
    ModelWords {
        id: words
        engine: page.engine
    }
    HeaderMenu {
        id: menu
        onRenameAsked: page.renameAsked()
        onRemoveAsked: page.chats.remove(page.conversation.chatId)
    }
    Item {
        id: middle
        anchors.top: header.bottom
        anchors.bottom: above.top
        width: parent.width

        MessageList {
            id: list
            anchors.fill: parent
            visible: !page.isEmpty
            conversation: page.conversation
            engine: page.engine
            column: page.column
            narrow: page.narrow
        }
        Loader {
            anchors.fill: parent
            active: page.isEmpty
            sourceComponent: EmptyChat {
                column: page.column
                canSee: page.engine.modelState !== EngineThread.Ready || page.engine.hasPictures
                canHear: page.engine.modelState !== EngineThread.Ready || page.engine.hasSpeech
                onPictureAsked: {
                    page.conversation.draft = qsTr("What is on this picture?")
                    page.filesAsked()
                }
                onWordsAsked: {
                    page.conversation.draft = qsTr("Say this in plain words:") + "\n"
                    composer.takeAtEnd()
                }
                onVoiceAsked: composer.record()
            }
        }
    }
    Column {
        id: above
        anchors.bottom: composer.top
        anchors.bottomMargin: height > 0 ? Theme.space.s4 : 0
        x: (parent.width - width) / 2
        width: page.composerWidth
        spacing: Theme.space.s4
        NoticeStack {
            width: parent.width
            visible: height > 0
            conversation: page.conversation
            engine: page.engine
            recorder: page.recorder
            onVoiceAsked: page.settingsAsked(SettingsView.Page.Voice)
            onModelAsked: page.settingsAsked(SettingsView.Page.Model)
        }
        DemoBadge {
            width: parent.width
            visible: page.engine.isDemo && !page.low
            onOpenAsked: page.modelFileAsked()
        }
    }
    Composer {
        id: composer
        anchors.bottom: foot.top
        x: (parent.width - width) / 2
        width: page.composerWidth
        height: implicitHeight
        focus: true
        conversation: page.conversation
        engine: page.engine
        recorder: page.recorder
        enterSends: page.settings.enterSends
        narrow: page.narrow
        mostHeight: page.height * (page.low ? Theme.measure.lowShare : Theme.size.composerMaxShare)
        dropping: drop.pageShown
        onFilesAsked: page.filesAsked()
        onEditLastAsked: list.editLast()
        onUndoAsked: page.chats.undo()
        onSent: list.goToEnd()
    }
    ComposerFoot {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space.s1
        x: (parent.width - width) / 2
        width: page.composerWidth
        visible: !page.low
        height: visible ? implicitHeight : Theme.space.s3
        conversation: page.conversation
        engine: page.engine
        recorder: page.recorder
        narrow: page.narrow
        writtenDown: composer.writtenDown
    }
    UndoLine {
        anchors.bottom: composer.top
        anchors.bottomMargin: Theme.space.s4
        anchors.horizontalCenter: parent.horizontalCenter
        text: page.chats.undoText
        onUndone: page.chats.undo()
        onExpired: page.chats.dismissUndo()
    }
    Item {
        id: cover
        anchors.top: parent.top
        anchors.bottom: composer.top
        anchors.left: parent.left
        anchors.right: parent.right
    }
    DropTarget {
        id: drop
        anchors.fill: parent
        imageTokens: page.imageTokens
        cover: cover
        onTaken: files => {
            page.conversation.addFiles(files)
            composer.take()
        }
    }
}
