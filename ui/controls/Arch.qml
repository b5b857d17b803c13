import QtQuick
import QtQuick.Shapes
import Alcove

// The house shape: a round head on a flat foot. Drawn as a path, because the software renderer does
// not draw a Rectangle's four radii.
Shape {
    id: arch

    property real head: width / 2
    property real foot: Theme.radius.archFoot
    property color fill: "transparent"
    property color stroke: "transparent"
    property real line: 0

    preferredRendererType: Shape.CurveRenderer
    Accessible.ignored: true

    ShapePath {
        fillColor: arch.fill
        strokeColor: arch.stroke
        strokeWidth: arch.line
        PathRectangle {
            x: arch.line / 2
            y: arch.line / 2
            width: arch.width - arch.line
            height: arch.height - arch.line
            topLeftRadius: arch.head - arch.line / 2
            topRightRadius: arch.head - arch.line / 2
            bottomLeftRadius: arch.foot
            bottomRightRadius: arch.foot
        }
    }
}
