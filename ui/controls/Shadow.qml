pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Effects
import Alcove

// The shadow of one level of elevation, drawn behind its parent. High contrast has none, and the
// software renderer has no effects.
Item {
    id: shadow

    property ShadowLayers level: Theme.elevation.composer
    property real radius: Theme.radius.composer

    anchors.fill: parent
    z: -1
    visible: !Theme.contrast
    Accessible.ignored: true

    component Layer: MultiEffect {
        required property real offset
        required property real blurPixels
        required property real strength
        anchors.fill: parent
        source: shape
        autoPaddingEnabled: true
        shadowEnabled: true
        shadowColor: "black"
        shadowOpacity: Math.min(1, strength * (Theme.dark ? Theme.elevation.darkFactor : 1))
        shadowVerticalOffset: offset
        shadowBlur: 1
        blurMax: blurPixels
    }

    Rectangle {
        id: shape
        anchors.fill: parent
        radius: shadow.radius
        color: Theme.colors.raised
        visible: false
        layer.enabled: effects.active
    }
    Loader {
        id: effects
        anchors.fill: parent
        active: shadow.visible && GraphicsInfo.api !== GraphicsInfo.Software
        sourceComponent: Item {
            Layer { offset: shadow.level.y0; blurPixels: shadow.level.blur0; strength: shadow.level.alpha0 }
            Layer { offset: shadow.level.y1; blurPixels: shadow.level.blur1; strength: shadow.level.alpha1 }
        }
    }
}
