pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// The tinted ground of a question; folded after a dozen lines.
Rectangle {
    id: bubble

    required property string text
    required property list<int> recordings
    required property int room

    property bool open: false

    width: Math.min(room, Math.ceil(Math.max(words.implicitWidth, voices.implicitWidth)) + 2 * Theme.measure.bubblePaddingX)
    height: column.height + 2 * Theme.measure.bubblePaddingY
    radius: Theme.radius.bubble
    color: Theme.accent.tint
    border.width: Theme.contrast ? Theme.stroke.hair : 0
    border.color: Theme.colors.border

    Column {
        id: column
        x: Theme.measure.bubblePaddingX
        y: Theme.measure.bubblePaddingY
        width: parent.width - 2 * Theme.measure.bubblePaddingX

        Row {
            id: voices
            spacing: Theme.radius.tag
            visible: bubble.recordings.length > 0
            bottomPadding: words.text === "" ? 0 : Theme.radius.tag
            Repeater {
                model: bubble.recordings
                Row {
                    id: voice
                    required property int modelData
                    spacing: Theme.radius.tag
                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: "wave"
                        side: Theme.measure.iconMinor
                        tone: Theme.accent.accentText
                    }
                    TextLabel {
                        text: Amounts.clock(voice.modelData)
                        role: Theme.type.small
                        tabular: true
                        color: Theme.accent.accentText
                        //: A recording in a question; %1 is its length
                        Accessible.name: qsTr("Recording, %1").arg(text)
                    }
                }
            }
        }
        TextLabel {
            id: words
            width: parent.width
            visible: text !== ""
            text: bubble.text
            role: Theme.reading.body
            wrapMode: Text.Wrap
            elide: Text.ElideRight
            maximumLineCount: bubble.open ? Number.MAX_SAFE_INTEGER : Theme.measure.foldedLines
            horizontalAlignment: undefined // each paragraph begins where its script begins
        }
        LinkButton {
            id: more
            visible: words.truncated || bubble.open
            //: Unfolds or folds a long question
            text: bubble.open ? qsTr("Show less") : qsTr("Show all")
            onClicked: bubble.open = !bubble.open
        }
    }
}
