import QtQuick
import Alcove

// A group of settings on one quiet surface.
Rectangle {
    id: group

    default property alias rows: column.data

    implicitHeight: column.implicitHeight
    radius: Theme.measure.groupRadius
    color: Theme.colors.raised
    border.width: Theme.lineWidth
    border.color: Theme.contrast ? Theme.colors.border : Theme.colors.line

    Column {
        id: column
        width: parent.width
    }
}
