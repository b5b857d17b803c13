import QtQuick
import Alcove

// What can be done with an answer, and how it came about. The space is always kept.
Item {
    id: foot

    required property bool hot // shown: the last answer, or under the pointer or the keyboard
    required property bool canWriteAgain
    required property bool narrow
    required property int version
    required property int versionCount
    required property int tokens
    required property real seconds
    required property real tokensPerSecond

    signal copyAsked
    signal regenerateAsked
    signal markdownAsked
    signal flipped(delta: int)

    implicitHeight: Theme.size.touch

    Row {
        id: acts
        anchors.left: parent.left
        anchors.leftMargin: -Theme.space.s3
        anchors.verticalCenter: parent.verticalCenter
        visible: foot.hot
        IconButton {
            iconName: "copy"
            glyph: Theme.size.iconSmall
            text: qsTr("Copy")
            onClicked: foot.copyAsked()
        }
        IconButton {
            visible: foot.canWriteAgain
            iconName: "regenerate"
            glyph: Theme.size.iconSmall
            text: qsTr("Write again")
            keys: qsTr("Ctrl R")
            onClicked: foot.regenerateAsked()
        }
        IconButton {
            iconName: "document"
            glyph: Theme.size.iconSmall
            text: qsTr("Copy as Markdown")
            keys: qsTr("Ctrl Shift C")
            onClicked: foot.markdownAsked()
        }
        VersionFlip {
            visible: foot.versionCount > 1
            version: foot.version
            count: foot.versionCount
            onFlipped: delta => foot.flipped(delta)
        }
    }
    TextLabel {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: foot.hot && foot.tokens > 0
        text: {
            const speed = Amounts.tenths(foot.tokensPerSecond)
            if (foot.narrow)
                //: How fast an answer was written; %1 tokens
                return qsTr("%1 per second").arg(speed)
            //: How an answer came about: tokens, seconds, tokens per second
            return qsTr("%1 tokens in %2 s · %3 per second").arg(Amounts.whole(foot.tokens)).arg(Amounts.whole(foot.seconds)).arg(speed)
        }
        role: Theme.type.caption
        tabular: true
        color: Theme.colors.text3
    }
}
