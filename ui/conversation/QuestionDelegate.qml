pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats

// What the person said: pictures, then the bubble, at the end side.
FocusScope {
    id: question

    required property int index
    required property int messageId
    required property string text
    required property list<url> pictures
    required property list<int> recordings
    required property list<string> pastedTexts
    required property int version
    required property int versionCount
    required property date time
    required property Conversation conversation
    required property int column
    required property bool editing

    signal editAsked
    signal editEnded

    readonly property bool hot: hover.hovered || activeFocus
    readonly property int room: Math.min(Theme.size.bubbleMax, column * Theme.measure.bubbleShare)

    implicitHeight: parts.y + parts.height

    Accessible.role: Accessible.Grouping
    //: A message for assistive tools; %1 is the time
    Accessible.name: qsTr("You, %1").arg(time.toLocaleTimeString(Qt.locale(), Locale.ShortFormat)) + (versionCount > 1 ? ", " + qsTr("version %1 of %2").arg(version).arg(versionCount) : "")

    Column {
        id: parts
        x: (question.width - question.column) / 2
        y: question.index === 0 ? 0 : Theme.measure.turnGap
        width: question.column
        spacing: Theme.space.s3

        QuestionPictures {
            anchors.right: parent.right
            width: Math.min(implicitWidth, parent.width)
            sources: question.pictures
        }
        Repeater {
            model: question.pastedTexts
            PastedTextCard {
                required property string modelData
                anchors.right: parent?.right
                width: Math.min(implicitWidth, question.room)
                text: modelData
            }
        }
        Bubble {
            id: bubble
            anchors.right: parent.right
            visible: !question.editing && (question.text !== "" || question.recordings.length > 0)
            room: question.room
            text: question.text
            recordings: question.recordings

            QuestionActs {
                x: bubble.LayoutMirroring.enabled ? bubble.width + Theme.space.s2 : -width - Theme.space.s2
                anchors.bottom: parent.bottom
                visible: question.hot
                onEditAsked: question.editAsked()
                onCopyAsked: question.conversation.copyAsText(question.messageId)
            }
        }
        Loader {
            anchors.right: parent.right
            active: question.editing
            visible: active
            width: parent.width
            sourceComponent: QuestionEditor {
                text: question.text
                onSent: text => {
                    question.editEnded()
                    question.conversation.editQuestion(question.messageId, text)
                }
                onCancelled: question.editEnded()
            }
        }
        VersionFlip {
            anchors.right: parent.right
            visible: question.versionCount > 1 && !question.editing
            version: question.version
            count: question.versionCount
            onFlipped: delta => question.conversation.showVersion(question.messageId, delta)
        }
    }
    HoverHandler {
        id: hover
    }
}
