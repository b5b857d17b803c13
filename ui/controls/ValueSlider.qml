import QtQuick
import QtQuick.Templates as T
import Alcove

T.Slider {
    id: control

    required property string name

    readonly property real share: mirrored ? 1 - visualPosition : visualPosition

    implicitWidth: Theme.measure.sliderWidth
    implicitHeight: Theme.size.touch
    snapMode: T.Slider.SnapAlways
    focusPolicy: Qt.StrongFocus

    Accessible.name: name

    background: Item {
        Rectangle {
            id: track
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.measure.trackHeight
            radius: height / 2
            color: Theme.colors.border
        }
        Rectangle {
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            width: track.width * control.share
            height: track.height
            radius: track.radius
            color: Theme.accent.accent
        }
    }
    handle: Rectangle {
        x: control.visualPosition * (control.availableWidth - width)
        y: (control.availableHeight - height) / 2
        width: Theme.size.slider
        height: Theme.size.slider
        radius: width / 2
        color: Theme.colors.raised
        border.width: Theme.stroke.focus
        border.color: Theme.accent.accent
        FocusRing {
            visible: control.visualFocus
            around: parent.radius
        }
    }
}
