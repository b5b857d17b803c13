pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Voice

// What went wrong around the message being written, above the composer; the newest lowest.
Column {
    id: stack

    required property Conversation conversation
    required property EngineThread engine
    required property Recorder recorder

    signal voiceAsked // open the page where a microphone is chosen
    signal modelAsked

    spacing: Theme.space.s4

    ListModel {
        id: notices
    }
    Connections {
        target: stack.conversation
        function onNotice(what: string, remedy: string) {
            notices.append({
                "what": what,
                "remedy": remedy
            })
        }
    }
    Connections {
        target: stack.recorder
        function onStateChanged() {
            microphone.dismissed = false
        }
    }
    onConversationChanged: notices.clear()

    NoticeBox {
        width: parent.width
        visible: stack.engine.modelState === EngineThread.Failed
        tone: NoticeBox.Tone.Danger
        iconName: "model"
        title: stack.engine.errorWhat
        detail: stack.engine.errorRemedy
        actions: [qsTr("Try again"), qsTr("Model")]
        onActed: index => index === 0 ? stack.engine.load() : stack.modelAsked()
    }
    NoticeBox {
        id: unprepared
        property bool dismissed: false
        width: parent.width
        visible: stack.engine.notice !== "" && !dismissed
        iconName: "model"
        title: qsTr("The model has to be prepared anew at each start.")
        detail: stack.engine.notice
        closable: true
        onClosed: dismissed = true
    }
    Repeater {
        model: notices
        NoticeBox {
            required property int index
            required property string what
            required property string remedy
            width: stack.width
            iconName: "document"
            title: what
            detail: remedy
            closable: true
            onClosed: notices.remove(index)
        }
    }
    NoticeBox {
        id: microphone
        property bool dismissed: false
        readonly property bool absent: stack.recorder.state === Recorder.State.NoDevice
        width: parent.width
        visible: (absent || stack.recorder.state === Recorder.State.NoPermission) && !dismissed
        iconName: "mic"
        title: absent ? qsTr("No microphone was found.") : qsTr("Alcove may not use the microphone.")
        detail: absent ? qsTr("Connect one, or choose another in Settings, Voice. Typing works as always.") : qsTr("Allow it in the settings of your desktop. Typing works as always.")
        actions: absent ? [qsTr("Choose a microphone")] : []
        closable: true
        onActed: stack.voiceAsked()
        onClosed: dismissed = true
    }
}
