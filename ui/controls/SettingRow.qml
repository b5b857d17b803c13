import QtQuick
import Alcove

// Name, one line of help, control at the end. Below, what the choice brings up.
Item {
    id: row

    required property string title
    property string detail
    property bool last: false
    default property alias control: slot.data
    property alias below: extra.data

    // A control that is wide for the row stands under the words.
    readonly property bool stacked: width - slot.width - 3 * Theme.space.s6 < Theme.size.menuMin

    readonly property int rowHeight: Math.max(Theme.measure.settingRow, Math.max(words.height, slot.height) + 2 * Theme.space.s4)

    width: parent ? parent.width : implicitWidth
    implicitHeight: extra.y + extra.height + (extra.height > 0 ? Theme.space.s5 : 0)

    Column {
        id: words
        x: row.LayoutMirroring.enabled ? parent.width - width - Theme.space.s6 : Theme.space.s6
        y: row.stacked ? Theme.space.s4 : (row.rowHeight - height) / 2
        width: parent.width - 2 * Theme.space.s6 - (row.stacked ? 0 : slot.width + Theme.space.s6)
        spacing: Theme.space.s1
        TextLabel {
            width: parent.width
            text: row.title
            role: Theme.type.uiMedium
            wrapMode: Text.Wrap
        }
        TextLabel {
            width: parent.width
            visible: text !== ""
            text: row.detail
            role: Theme.type.small
            color: Theme.colors.text3
            wrapMode: Text.Wrap
        }
    }
    Item {
        id: slot
        x: row.LayoutMirroring.enabled !== row.stacked ? Theme.space.s6 : parent.width - width - Theme.space.s6
        y: row.stacked ? words.y + words.height + Theme.space.s3 : (row.rowHeight - height) / 2
        width: childrenRect.width
        height: childrenRect.height
    }
    Column {
        id: extra
        x: Theme.space.s6
        y: row.stacked ? slot.y + slot.height + Theme.space.s4 : row.rowHeight
        width: parent.width - 2 * Theme.space.s6
    }
    Hairline {
        visible: !row.last
        anchors.left: parent.left
        anchors.leftMargin: Theme.space.s6
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
