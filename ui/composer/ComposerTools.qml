import QtQuick
import Alcove
import Alcove.Chats

// The buttons at the end of the composer: think first, microphone, send or stop.
Row {
    id: tools

    required property Conversation conversation
    required property bool narrow
    required property bool deaf

    signal recordAsked
    signal sendAsked

    readonly property bool busy: conversation.activity !== Conversation.Idle

    spacing: Theme.space.s1

    IconButton {
        visible: !tools.narrow
        implicitWidth: Theme.measure.composerButton
        implicitHeight: Theme.measure.composerButton
        iconName: "thinking"
        //: A switch: the model thinks before it answers
        text: qsTr("Think first")
        keys: qsTr("Ctrl Shift T")
        checkable: true
        checked: tools.conversation.thinkFirst
        onToggled: tools.conversation.thinkFirst = checked
    }
    IconButton {
        implicitWidth: Theme.measure.composerButton
        implicitHeight: Theme.measure.composerButton
        iconName: "mic"
        text: qsTr("Record")
        keys: qsTr("Ctrl Shift M")
        enabled: !tools.deaf && tools.conversation.activity !== Conversation.WritingDown
        whyNot: tools.deaf ? qsTr("This model does not understand speech") : qsTr("The recording before is being written down")
        onClicked: tools.recordAsked()
    }
    Item {
        width: Theme.space.s2
        height: Theme.stroke.hair
    }
    ArchButton {
        iconName: tools.busy ? "stop" : "send"
        text: tools.busy ? qsTr("Stop writing") : qsTr("Send")
        keys: tools.busy ? qsTr("Esc") : ""
        enabled: tools.busy || tools.conversation.canSend
        onClicked: tools.busy ? tools.conversation.stop() : tools.sendAsked()
    }
}
