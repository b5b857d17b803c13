import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine

// What happens before the first letter, in the place of the answer.
Column {
    id: status

    required property Conversation conversation
    required property EngineThread engine

    readonly property bool loading: conversation.activity === Conversation.Loading
    readonly property bool reading: conversation.activity === Conversation.Reading
    readonly property bool preparing: loading && engine.loadStage === EngineThread.LoadStage.Writing
    readonly property bool measured: (loading || reading) && conversation.progressTotal > 0
    readonly property ModelWords words: ModelWords {
        engine: status.engine
    }
    readonly property string line: {
        switch (conversation.activity) {
        case Conversation.Loading:
            //: %1 is the name of the model
            return qsTr("Getting %1 ready").arg(words.name)
        case Conversation.Reading:
            if (!measured)
                return qsTr("Reading your message")
            return qsTr("Reading your message · %1 of %2 tokens").arg(Amounts.whole(conversation.progressDone)).arg(Amounts.whole(conversation.progressTotal))
        case Conversation.Seeing:
            return qsTr("Looking at the picture")
        case Conversation.Waiting:
            return qsTr("Waiting for the answer in another chat")
        }
        return ""
    }

    spacing: Theme.space.s3

    PreparingCard {
        width: parent.width
        visible: status.preparing
        done: status.conversation.progressDone
        total: status.conversation.progressTotal
    }
    Row {
        visible: !status.preparing
        spacing: Theme.space.s4
        Lamp {
            anchors.verticalCenter: parent.verticalCenter
            visible: status.loading
            light: Lamp.Light.Warming
        }
        WritingMark {
            anchors.verticalCenter: parent.verticalCenter
            visible: !status.loading
            waiting: true
        }
        TextLabel {
            visible: text !== ""
            text: status.line
            role: status.loading ? Theme.type.body : Theme.type.small
            color: status.loading ? Theme.colors.text : Theme.colors.text2
            tabular: true
            anchors.verticalCenter: parent.verticalCenter
        }
    }
    ProgressLine {
        width: parent.width
        visible: status.measured && !status.preparing
        name: status.line
        share: status.measured ? status.conversation.progressDone / status.conversation.progressTotal : 0
    }
    Item {
        width: parent.width
        height: amount.implicitHeight
        visible: status.loading && !status.preparing
        TextLabel {
            id: amount
            visible: status.measured
            //: How much of the model was read; %1 has no unit, %2 has
            text: qsTr("%1 of %2 read").arg(Amounts.gigabytes(status.conversation.progressDone)).arg(Amounts.bytes(status.conversation.progressTotal))
            role: Theme.type.small
            tabular: true
            color: Theme.colors.text2
        }
        TextLabel {
            anchors.right: parent.right
            visible: parent.width > amount.width + width + Theme.space.s5
            text: qsTr("Your question is kept and comes next")
            role: Theme.type.small
            color: Theme.colors.text3
        }
    }
}
