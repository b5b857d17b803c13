pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// A chat without messages: the niche, a greeting by the time of day, and three suggestions. Each fills
// the composer or starts its act; none sends anything by itself.
Flickable {
    id: empty

    required property int column
    required property bool canHear
    required property bool canSee

    signal pictureAsked
    signal wordsAsked
    signal voiceAsked

    readonly property int hour: new Date().getHours()

    contentHeight: parts.y + parts.height + Theme.space.s7
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    Column {
        id: parts
        x: (empty.width - empty.column) / 2
        y: Math.max(Theme.space.s5, Math.min(Theme.measure.emptyTop - Theme.size.header, (empty.height - height) / 2))
        width: empty.column

        Niche {}
        Hairline {
            width: parent.width
        }
        TextLabel {
            topPadding: Theme.space.s7
            bottomPadding: Theme.space.s3
            width: parent.width
            text: empty.hour < 5 || empty.hour >= 18 ? qsTr("Good evening") : empty.hour < 12 ? qsTr("Good morning") : qsTr("Good afternoon")
            role: Theme.type.display
            Accessible.role: Accessible.Heading
        }
        TextLabel {
            width: parent.width
            bottomPadding: Theme.space.s7 - topPadding
            text: qsTr("Ask something, drop a picture here, or press the microphone and speak.")
            role: Theme.type.body
            color: Theme.colors.text2
            wrapMode: Text.Wrap
        }
        Suggestion {
            width: parent.width
            visible: empty.canSee
            iconName: "picture"
            text: qsTr("Describe a picture")
            detail: qsTr("Choose one, and ask what is on it")
            onClicked: empty.pictureAsked()
        }
        Suggestion {
            width: parent.width
            lined: empty.canSee
            iconName: "edit"
            text: qsTr("Say it in plain words")
            detail: qsTr("Paste a letter or a contract and ask what it means")
            onClicked: empty.wordsAsked()
        }
        Suggestion {
            width: parent.width
            visible: empty.canHear
            lined: true
            iconName: "mic"
            text: qsTr("Ask aloud")
            detail: qsTr("Your voice is written down first, so you can check it")
            onClicked: empty.voiceAsked()
        }
    }
}
