import QtQuick
import Alcove
import Alcove.Chats

// Why an answer ended before its end, and how to go on.
NoticeBox {
    id: notice

    required property int messageState
    required property string errorWhat
    required property string errorRemedy
    required property bool canGoOn
    required property bool last

    signal goOnAsked
    signal regenerateAsked

    readonly property bool stopped: messageState === MessageModel.Stopped
    //: A button: the model continues a cut answer
    readonly property string goOn: qsTr("Go on writing")
    readonly property string again: qsTr("Write again")

    visible: title !== ""
    tone: messageState === MessageModel.Failed ? NoticeBox.Tone.Danger : stopped || messageState === MessageModel.LengthLimit ? NoticeBox.Tone.Plain : NoticeBox.Tone.Warn
    iconName: stopped || messageState === MessageModel.LengthLimit ? "info" : messageState === MessageModel.ContextFull ? "memory" : "warning"
    title: {
        switch (messageState) {
        case MessageModel.Stopped:
            return qsTr("Stopped here. What was written is kept.")
        case MessageModel.LengthLimit:
            return qsTr("The answer reached its longest length.")
        case MessageModel.ContextFull:
            return qsTr("The conversation is full. What was written is kept.")
        case MessageModel.Looped:
            return qsTr("Stopped: the model began to repeat itself.")
        case MessageModel.Failed:
            return errorWhat
        }
        return ""
    }
    detail: messageState === MessageModel.Failed ? errorRemedy : messageState === MessageModel.ContextFull ? qsTr("Start a new chat, or choose a longer conversation in Settings, Memory & speed.") : ""
    actions: last ? (canGoOn && messageState !== MessageModel.ContextFull ? [goOn, again] : [again]) : []
    onActed: index => actions[index] === goOn ? notice.goOnAsked() : notice.regenerateAsked()
}
