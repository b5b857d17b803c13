pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Markdown

// What the model said: thinking, blocks, how it ended, what can be done with it. Plain on the page.
FocusScope {
    id: answer

    required property int index
    required property int messageId
    required property BlockModel blocks
    required property string thinking
    required property int thinkingSeconds
    required property int state
    required property string errorWhat
    required property string errorRemedy
    required property int version
    required property int versionCount
    required property int tokens
    required property real seconds
    required property real tokensPerSecond
    required property date time
    required property bool canGoOn

    required property Conversation conversation
    required property EngineThread engine
    required property int column
    required property bool last
    required property bool narrow

    signal selecting

    readonly property bool begun: (blocks?.count ?? 0) > 0
    readonly property bool thinkingNow: state === MessageModel.Streaming && conversation.activity === Conversation.Thinking
    readonly property bool working: state === MessageModel.Queued || state === MessageModel.Waiting || state === MessageModel.Streaming
    readonly property bool hot: last || hover.hovered || activeFocus

    implicitHeight: parts.y + parts.height

    Accessible.role: Accessible.Grouping
    //: A message for assistive tools; %1 is the time
    Accessible.name: qsTr("Model, %1").arg(time.toLocaleTimeString(Qt.locale(), Locale.ShortFormat)) + (versionCount > 1 ? ", " + qsTr("version %1 of %2").arg(version).arg(versionCount) : "")

    Column {
        id: parts
        x: (answer.width - answer.column) / 2
        y: fold.visible ? Theme.space.s4 : Theme.measure.answerGap
        width: answer.column

        ThinkingFold {
            id: fold
            width: parent.width
            visible: answer.thinking !== "" || answer.thinkingNow
            thinking: answer.thinking
            seconds: answer.thinkingNow ? answer.conversation.thinkingSeconds : answer.thinkingSeconds
            busy: answer.thinkingNow
        }
        Loader {
            width: parent.width
            active: answer.working && !answer.begun && !answer.thinkingNow
            visible: active
            sourceComponent: AnswerStatus {
                conversation: answer.conversation
                engine: answer.engine
            }
        }
        AnswerBlocks {
            width: parent.width
            blocks: answer.blocks
            writing: answer.state === MessageModel.Streaming && !answer.thinkingNow
            onSelecting: answer.selecting()
        }
        Item {
            width: parent.width
            height: answer.begun ? Theme.space.s4 : 0
            visible: note.active
        }
        Loader {
            id: note
            width: parent.width
            active: !answer.working && answer.state !== MessageModel.Done
            visible: active
            sourceComponent: AnswerNotice {
                messageState: answer.state
                errorWhat: answer.errorWhat
                errorRemedy: answer.errorRemedy
                canGoOn: answer.canGoOn
                last: answer.last
                onGoOnAsked: answer.conversation.goOnWriting(answer.messageId)
                onRegenerateAsked: answer.conversation.regenerate(answer.messageId)
            }
        }
        Item {
            width: parent.width
            height: Theme.measure.footGap
        }
        AnswerFoot {
            width: parent.width
            visible: !answer.working
            hot: answer.hot
            canWriteAgain: answer.conversation.activity === Conversation.Idle
            narrow: answer.narrow
            version: answer.version
            versionCount: answer.versionCount
            tokens: answer.tokens
            seconds: answer.seconds
            tokensPerSecond: answer.tokensPerSecond
            onCopyAsked: answer.conversation.copyAsText(answer.messageId)
            onMarkdownAsked: answer.conversation.copyAsMarkdown(answer.messageId)
            onRegenerateAsked: answer.conversation.regenerate(answer.messageId)
            onFlipped: delta => answer.conversation.showVersion(answer.messageId, delta)
        }
    }
    HoverHandler {
        id: hover
    }
}
