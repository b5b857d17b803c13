pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Pictures

// One attachment: a thumbnail, or a card with name and size.
Item {
    id: card

    required property int index
    required property string name
    required property int kind
    required property url source
    required property int tokens
    required property int seconds
    required property int state
    required property string error
    required property bool focused

    signal removeAsked
    signal insertAsked

    readonly property bool isPicture: kind === AttachmentModel.Kind.Picture
    readonly property bool failed: state === AttachmentModel.State.Failed

    implicitWidth: (isPicture && !failed ? Theme.size.thumb : words.width + Theme.measure.rowText + 2 * Theme.space.s4) + Theme.measure.thumbRemoveOut
    implicitHeight: Theme.size.thumb + Theme.measure.thumbRemoveOut

    Accessible.role: Accessible.ListItem
    Accessible.name: failed ? error : name
    //: What an attachment costs
    Accessible.description: qsTr("%n token(s)", "", tokens)

    Rectangle {
        id: ground
        y: Theme.measure.thumbRemoveOut
        width: parent.width - Theme.measure.thumbRemoveOut
        height: Theme.size.thumb
        radius: Theme.radius.block
        color: card.failed ? Theme.colors.warnTint : Theme.colors.sunken
        border.width: Theme.contrast ? Theme.stroke.hair : 0
        border.color: Theme.colors.border

        RoundPicture {
            anchors.fill: parent
            visible: card.isPicture && !card.failed && status === Image.Ready
            source: card.isPicture && !card.failed ? card.source : ""
            side: Theme.size.thumb
            sourceSize.height: Theme.size.thumb
            ground: Theme.colors.raised
        }
        BusyArc {
            anchors.centerIn: parent
            running: card.state === AttachmentModel.State.Decoding
        }
        Icon {
            id: glyph
            x: Theme.space.s4
            anchors.verticalCenter: parent.verticalCenter
            visible: !card.isPicture || card.failed
            name: card.failed ? "warning" : card.kind === AttachmentModel.Kind.Recording ? "wave" : "document"
            tone: card.failed ? Theme.colors.warn : Theme.colors.text2
        }
        Column {
            id: words
            x: Theme.space.s4 + Theme.measure.rowText - Theme.measure.rowInset
            anchors.verticalCenter: parent.verticalCenter
            visible: glyph.visible
            width: visible ? Math.min(Theme.size.menuMin, Math.max(title.implicitWidth, detail.implicitWidth, into.visible ? into.implicitWidth : 0)) : 0
            TextLabel {
                id: title
                width: parent.width
                text: card.name
                role: Theme.type.small
            }
            TextLabel {
                id: detail
                width: parent.width
                visible: text !== "" && !into.visible
                text: card.failed ? card.error : card.kind === AttachmentModel.Kind.Recording ? Amounts.clock(card.seconds) : ""
                role: Theme.type.caption
                color: Theme.colors.text3
                wrapMode: card.failed ? Text.Wrap : Text.NoWrap
                maximumLineCount: 2
            }
            LinkButton {
                id: into
                visible: card.kind === AttachmentModel.Kind.PastedText && !card.failed
                //: Turns a pasted text back into part of the message
                text: qsTr("Put it into the message")
                onClicked: card.insertAsked()
            }
        }
        FocusRing {
            visible: card.focused
            around: parent.radius
        }
    }
    RemoveButton {
        anchors.horizontalCenter: parent.right
        anchors.horizontalCenterOffset: -Theme.measure.rowInset
        anchors.verticalCenter: parent.top
        anchors.verticalCenterOffset: Theme.measure.rowInset
        //: Takes an attachment away; %1 is its name
        text: qsTr("Remove %1").arg(card.name)
        onClicked: card.removeAsked()
    }
}
