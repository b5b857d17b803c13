pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Voice

// The promise on one side, tokens held on the other. During work the promise gives way to what happens.
Item {
    id: foot

    required property Conversation conversation
    required property EngineThread engine
    required property Recorder recorder
    required property bool narrow
    required property bool writtenDown // a transcript was just inserted

    readonly property bool recording: recorder.state === Recorder.State.Recording || recorder.state === Recorder.State.Starting
    readonly property real share: conversation.tokensTotal > 0 ? conversation.tokensHeld / conversation.tokensTotal : 0
    readonly property bool nearlyFull: share >= Theme.measure.meterWarn

    implicitHeight: Theme.measure.composerFoot

    FootWords {
        id: words
        conversation: foot.conversation
        engine: foot.engine
        recorder: foot.recorder
        recording: foot.recording
        writtenDown: foot.writtenDown
        microphone: microphone.item as MicrophoneName
    }
    Loader {
        id: microphone
        active: foot.recording
        sourceComponent: MicrophoneName {
            device: foot.recorder.microphone
        }
    }
    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space.s5
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.radius.tag
        visible: words.text !== ""
        Icon {
            id: glyph
            anchors.verticalCenter: parent.verticalCenter
            name: words.iconName
            side: Theme.measure.iconSlight
            tone: Theme.colors.text3
        }
        TextLabel {
            width: Math.min(implicitWidth, foot.width - meter.width - glyph.width - 3 * Theme.space.s6)
            text: words.text
            role: Theme.type.caption
            tabular: true
            color: Theme.colors.text3
        }
    }
    Row {
        id: meter
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.s5
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space.s3
        visible: foot.conversation.tokensTotal > 0
        TextLabel {
            id: held
            visible: !foot.narrow
            //: How much of the conversation's room is used
            text: qsTr("%1 of %2 tokens").arg(Amounts.whole(foot.conversation.tokensHeld)).arg(Amounts.whole(foot.conversation.tokensTotal))
            role: Theme.type.caption
            tabular: true
            color: foot.nearlyFull ? Theme.colors.warn : Theme.colors.text3
            HoverHandler {
                id: hover
            }
            HintLoader {
                wanted: hover.hovered
                //: Explains the word token
                text: qsTr("About three quarters of a word")
            }
        }
        ProgressLine {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.measure.meterWidth
            name: held.text
            share: foot.share
            tone: foot.nearlyFull ? Theme.colors.warn : Theme.colors.text3
        }
    }
}
