import QtQuick
import Alcove

// A model's first load, in the place of the answer: what is done once, and how far it is.
Rectangle {
    id: card

    required property real done // bytes
    required property real total

    implicitHeight: words.implicitHeight + 2 * words.y
    radius: Theme.radius.block
    color: Theme.colors.raised
    border.width: Theme.lineWidth
    border.color: Theme.contrast ? Theme.colors.border : Theme.colors.line

    Accessible.role: Accessible.Grouping
    Accessible.name: heading.text + " " + reason.text

    Column {
        id: words
        x: Theme.space.s6
        y: Theme.space.s5
        width: parent.width - 2 * x
        spacing: Theme.space.s4
        Column {
            width: parent.width
            spacing: Theme.space.s2
            TextLabel {
                id: heading
                width: parent.width
                text: qsTr("Preparing the model for this computer")
                role: Theme.type.uiStrong
                wrapMode: Text.Wrap
            }
            TextLabel {
                id: reason
                width: parent.width
                //: %1 is an amount of disk space
                text: qsTr("The weights are put in the order this processor reads fastest. It happens once and takes %1 of disk.").arg(Amounts.bytes(card.total))
                role: Theme.type.small
                color: Theme.colors.text2
                wrapMode: Text.Wrap
            }
        }
        ProgressLine {
            width: parent.width
            name: heading.text
            share: card.total > 0 ? card.done / card.total : 0
        }
        TextLabel {
            //: How much of the model was prepared; %1 has no unit, %2 has
            text: qsTr("%1 of %2").arg(Amounts.gigabytes(card.done)).arg(Amounts.bytes(card.total))
            role: Theme.type.small
            tabular: true
            color: Theme.colors.text2
        }
    }
}
