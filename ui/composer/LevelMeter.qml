pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// Bars of measured levels, newest at the end; silence is a row of dots. Time runs left to right in
// every language.
Item {
    id: meter

    required property list<real> levels
    required property bool clipping

    readonly property int pitch: Theme.measure.levelBar + Theme.measure.levelGap
    readonly property int fitting: Math.max(1, Math.floor(width / pitch))

    clip: true
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Accessible.role: Accessible.Indicator
    //: The loudness of the recording, for assistive tools
    Accessible.name: qsTr("Level")
    Accessible.description: (levels[levels.length - 1] ?? 0) < Theme.measure.markRest / 4 ? qsTr("quiet") : clipping ? qsTr("too loud") : qsTr("good")

    Row {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.measure.levelGap
        Repeater {
            model: meter.fitting
            Rectangle {
                required property int index
                readonly property real level: meter.levels[meter.levels.length - meter.fitting + index] ?? 0
                anchors.verticalCenter: parent?.verticalCenter
                width: Theme.measure.levelBar
                height: width + Math.min(1, level) * (Theme.measure.levelMax - width)
                radius: width / 2
                color: meter.clipping && index === meter.fitting - 1 ? Theme.colors.danger : Theme.accent.accent
                opacity: Theme.contrast ? 1 : Theme.measure.levelFade + (1 - Theme.measure.levelFade) * index / meter.fitting
            }
        }
    }
}
