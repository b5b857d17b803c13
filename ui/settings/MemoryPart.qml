import QtQuick
import Alcove

// One entry of the legend under the memory bar.
Item {
    id: part

    required property string name
    required property real bytes
    required property color tone
    property bool hollow: false

    implicitWidth: words.x + Math.max(words.width, Theme.size.menuMin / 2)
    implicitHeight: words.height

    Accessible.role: Accessible.Indicator
    Accessible.name: name + " " + Amounts.bytes(bytes)

    Rectangle {
        y: Theme.space.s2
        width: Theme.measure.legendDot
        height: width
        radius: Theme.measure.legendRadius
        color: part.tone
        border.width: part.hollow ? Theme.measure.lampLine : 0
        border.color: Theme.colors.border
    }
    Column {
        id: words
        x: Theme.measure.thumbRemove - Theme.space.s2
        TextLabel {
            text: part.name
            role: Theme.type.small
            color: Theme.colors.text2
        }
        TextLabel {
            text: Amounts.bytes(part.bytes)
            role: Theme.type.smallStrong
            tabular: true
        }
    }
    HoverHandler {
        id: hover
    }
    HintLoader {
        wanted: hover.hovered
        //: An exact amount of memory
        text: qsTr("%1 bytes").arg(Amounts.whole(part.bytes))
    }
}
