import QtQuick
import QtQuick.Shapes
import Alcove

// Covers the four corners of what lies below, so that it looks round.
Shape {
    id: corners

    required property color ground
    property real round: Theme.radius.block

    preferredRendererType: Shape.CurveRenderer
    Accessible.ignored: true

    ShapePath {
        fillColor: corners.ground
        strokeColor: "transparent"
        fillRule: ShapePath.OddEvenFill
        PathRectangle {
            width: corners.width
            height: corners.height
        }
        PathRectangle {
            width: corners.width
            height: corners.height
            radius: corners.round
        }
    }
}
