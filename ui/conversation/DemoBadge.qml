import QtQuick
import Alcove

// Says that the model in use is only the demonstration model, above the composer of every chat.
Rectangle {
    id: card

    signal openAsked

    readonly property bool stacked: width < Theme.size.bubbleMax

    implicitHeight: (stacked ? words.y + words.height + Theme.space.s3 + openIt.height : Math.max(words.y + words.height, openIt.height + Theme.measure.buttonPadding)) + Theme.measure.buttonPadding
    radius: Theme.radius.block
    color: Theme.colors.warnTint
    border.width: Theme.contrast ? Theme.lineWidth : 0
    border.color: Theme.colors.warn

    Column {
        id: words
        x: card.LayoutMirroring.enabled ? parent.width - width - Theme.space.s5 : Theme.space.s5
        y: Theme.measure.buttonPadding
        width: parent.width - 2 * Theme.space.s5 - (card.stacked ? 0 : openIt.width + Theme.space.s7)
        spacing: Theme.radius.tag
        Badge {
            text: qsTr("Tiny demonstration model")
            iconName: "model"
            ink: Theme.colors.warn
            back: Theme.colors.raised
        }
        TextLabel {
            width: parent.width
            text: qsTr("It shows how Alcove works and gets most things wrong. Open Gemma 4 12B to talk in earnest.")
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            role: Theme.type.small
            color: Theme.colors.text2
            wrapMode: Text.Wrap
        }
    }
    PushButton {
        id: openIt
        x: card.LayoutMirroring.enabled !== card.stacked ? Theme.space.s5 : parent.width - width - Theme.space.s5
        y: card.stacked ? words.y + words.height + Theme.space.s3 : (parent.height - height) / 2
        text: qsTr("Open a model file")
        iconName: "import"
        onClicked: card.openAsked()
    }
}
