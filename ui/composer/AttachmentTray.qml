pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Pictures

// What goes with the next message. Arrows move along, Delete removes, Alt with arrows reorders.
ListView {
    id: tray

    required property AttachmentModel attachments

    signal insertAsked(row: int) // the pasted text goes into the message

    implicitHeight: Theme.size.thumb + Theme.measure.thumbRemoveOut
    orientation: ListView.Horizontal
    layoutDirection: LayoutMirroring.enabled ? Qt.RightToLeft : Qt.LeftToRight
    spacing: Theme.space.s4
    model: attachments
    activeFocusOnTab: count > 0
    keyNavigationEnabled: true
    boundsBehavior: Flickable.StopAtBounds
    highlightMoveDuration: 0

    Accessible.role: Accessible.List
    //: The pictures, recordings and texts that go with the next message
    Accessible.name: qsTr("Attachments")

    delegate: AttachmentCard {
        focused: tray.activeFocus && ListView.isCurrentItem
        onRemoveAsked: tray.attachments.remove(index)
        onInsertAsked: tray.insertAsked(index)
    }
    footer: Item {
        implicitWidth: cost.implicitWidth + Theme.space.s5
        height: Theme.size.thumb + Theme.measure.thumbRemoveOut
        TextLabel {
            id: cost
            x: Theme.space.s5
            anchors.bottom: parent.bottom
            visible: tray.attachments.tokens > 0
            //: What the attachments cost
            text: qsTr("%n token(s)", "", tray.attachments.tokens)
            role: Theme.type.caption
            tabular: true
            color: Theme.colors.text3
        }
    }

    Keys.onPressed: event => {
        if (currentIndex < 0)
            return
        const back = event.key === Qt.Key_Left
        if (event.key === Qt.Key_Delete) {
            attachments.remove(currentIndex)
            event.accepted = true
        } else if ((back || event.key === Qt.Key_Right) && (event.modifiers & Qt.AltModifier)) {
            const to = currentIndex + (back === LayoutMirroring.enabled ? 1 : -1)
            if (to >= 0 && to < count)
                attachments.move(currentIndex, to)
            event.accepted = true
        }
    }
}
