import QtQuick
import Alcove

// Which version of a message is shown, and the way to the others.
Row {
    id: flip

    required property int version
    required property int count

    signal flipped(delta: int)

    IconButton {
        implicitWidth: Theme.size.touch
        iconName: "chevron-left"
        glyph: Theme.measure.iconMinor
        enabled: flip.version > 1
        text: qsTr("Previous version")
        keys: qsTr("Alt Left")
        onClicked: flip.flipped(-1)
    }
    TextLabel {
        anchors.verticalCenter: parent.verticalCenter
        //: Which version of a message is shown, and how many there are
        text: qsTr("%1 of %2").arg(flip.version).arg(flip.count)
        role: Theme.type.small
        tabular: true
        color: Theme.colors.text2
    }
    IconButton {
        implicitWidth: Theme.size.touch
        iconName: "chevron-right"
        glyph: Theme.measure.iconMinor
        enabled: flip.version < flip.count
        text: qsTr("Next version")
        keys: qsTr("Alt Right")
        onClicked: flip.flipped(1)
    }
}
