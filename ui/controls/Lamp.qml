import QtQuick
import Alcove

// What the model is doing: off, warming, lit. Always stands beside a word.
Item {
    id: lamp

    enum Light { Off, Warming, Lit }

    property int light: Lamp.Light.Off

    implicitWidth: Theme.measure.lampWidth
    implicitHeight: Theme.measure.lampHeight
    Accessible.ignored: true

    Arch {
        anchors.fill: parent
        foot: Theme.measure.lampFoot
        line: Theme.measure.lampLine
        stroke: lamp.light === Lamp.Light.Off ? Theme.colors.border : Theme.colors.lamp
    }
    Arch {
        visible: lamp.light === Lamp.Light.Lit
        anchors.fill: parent
        anchors.margins: Theme.measure.lampInset
        foot: Theme.measure.nicheFoot
        fill: Theme.colors.lamp
    }
    Rectangle {
        visible: lamp.light === Lamp.Light.Warming
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.measure.lampInset
        height: Theme.measure.lampFill
        radius: Theme.measure.markFoot
        color: Theme.colors.lamp
    }
}
