import QtQuick
import QtQuick.Shapes
import Alcove

// A small turning arc for work that has no measure. It shows after a moment, so that quick work
// does not flicker.
Item {
    id: arc

    required property bool running
    property color tone: Theme.colors.text2

    implicitWidth: running ? Theme.measure.busyArc : 0
    implicitHeight: Theme.measure.busyArc
    visible: running
    Accessible.ignored: true

    Shape {
        id: shape
        anchors.centerIn: parent
        width: Theme.measure.busyArc
        height: Theme.measure.busyArc
        preferredRendererType: Shape.CurveRenderer
        visible: !delay.running
        ShapePath {
            strokeColor: arc.tone
            strokeWidth: Theme.stroke.icon
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: shape.width / 2
                centerY: shape.height / 2
                radiusX: (shape.width - Theme.stroke.icon) / 2
                radiusY: (shape.height - Theme.stroke.icon) / 2
                sweepAngle: Theme.measure.busySpan
            }
        }
        RotationAnimator on rotation {
            running: arc.running && shape.visible
            loops: Animation.Infinite
            from: 0
            to: 360
            duration: Theme.measure.busyPeriod
        }
    }
    Timer {
        id: delay
        running: arc.running
        interval: Theme.measure.busyDelay
    }
}
