import QtQuick
import Alcove

// The picture of an empty chat: a niche with a light on its sill.
Item {
    id: niche

    implicitWidth: Theme.measure.nicheWidth
    implicitHeight: Theme.measure.nicheHeight
    Accessible.ignored: true

    Arch {
        anchors.fill: parent
        foot: 0
        fill: Theme.accent.tint
        stroke: Theme.contrast ? Theme.colors.border : "transparent"
        line: Theme.contrast ? Theme.stroke.hair : 0
    }
    Arch {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        width: Theme.measure.nicheInnerWidth
        height: Theme.measure.nicheInnerHeight
        foot: 0
        fill: Theme.colors.warnTint
        stroke: Theme.contrast ? Theme.colors.border : "transparent"
        line: Theme.contrast ? Theme.stroke.hair : 0
    }
    Rectangle {
        id: glow
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space.s2
        width: Theme.measure.nicheGlow
        height: width
        radius: width / 2
        color: Theme.colors.lamp
        opacity: Theme.measure.glowOpacity
    }
    Rectangle {
        anchors.centerIn: glow
        width: Theme.measure.nicheFlame
        height: width
        radius: width / 2
        color: Theme.colors.lamp
    }
}
