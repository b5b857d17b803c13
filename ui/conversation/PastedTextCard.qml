import QtQuick
import Alcove

// A long pasted text that went with a question.
Rectangle {
    id: card

    required property string text

    implicitWidth: row.implicitWidth + 2 * Theme.space.s4
    implicitHeight: Theme.size.touch
    radius: Theme.radius.block
    color: Theme.accent.tint

    Row {
        id: row
        x: Theme.space.s4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space.s3
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "document"
            side: Theme.measure.iconMinor
            tone: Theme.accent.accentText
        }
        TextLabel {
            anchors.verticalCenter: parent.verticalCenter
            //: A long text that was pasted; %n is how many characters it has
            text: qsTr("Pasted text, %n character(s)", "", card.text.length)
            role: Theme.type.small
        }
    }
}
