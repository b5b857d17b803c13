import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Voice

// What the line under the composer says now, and the icon before it.
QtObject {
    id: words

    required property Conversation conversation
    required property EngineThread engine
    required property Recorder recorder
    required property bool recording
    required property bool writtenDown
    required property MicrophoneName microphone

    readonly property string text: recording ? voiceText : activityText !== "" ? activityText : writtenDown ? qsTr("Written down on this computer. Check it, then send.") : engine.offlineProven ? qsTr("Nothing leaves this computer") : ""
    readonly property string iconName: recording ? "mic" : activityText !== "" ? "speed" : writtenDown ? "check" : "lock"

    readonly property string voiceText: {
        if (recorder.muted)
            return qsTr("The microphone is muted.")
        if (recorder.silent)
            return qsTr("Nothing is heard. Speak closer, or choose another microphone.")
        if (recorder.state === Recorder.State.Starting)
            return qsTr("Opening the microphone")
        //: %1 is the name of the microphone
        return qsTr("%1 · Esc discards the recording").arg(microphone?.name ?? "")
    }
    readonly property string activityText: {
        switch (conversation.activity) {
        case Conversation.Writing:
            return qsTr("Writing · %1 tokens per second · Esc stops").arg(Amounts.tenths(conversation.tokensPerSecond))
        case Conversation.Thinking:
            return qsTr("Thinking · %1 s").arg(conversation.thinkingSeconds)
        case Conversation.Reading:
            if (conversation.progressTotal > 0)
                return qsTr("Reading your message · %1 of %2 tokens").arg(Amounts.whole(conversation.progressDone)).arg(Amounts.whole(conversation.progressTotal))
            return qsTr("Reading your message")
        case Conversation.Seeing:
            return qsTr("Looking at the picture")
        case Conversation.Loading:
            return qsTr("Your question is kept and comes next")
        case Conversation.Waiting:
            return qsTr("Waiting for the answer in another chat")
        case Conversation.WritingDown:
            return qsTr("Writing down what you said · Esc stops")
        }
        return ""
    }
}
