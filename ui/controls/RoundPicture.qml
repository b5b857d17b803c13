import QtQuick
import Alcove

// A picture with round corners: its corners are covered by the ground it lies on, because the software
// renderer knows no masks.
Image {
    id: picture

    required property int side
    property color ground: Theme.colors.page

    fillMode: Image.PreserveAspectCrop
    asynchronous: true
    sourceSize.width: side
    Accessible.ignored: true

    Corners {
        anchors.fill: parent
        ground: picture.ground
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radius.block
        color: "transparent"
        border.width: Theme.stroke.hair
        border.color: Theme.contrast ? Theme.colors.border : Qt.alpha(Theme.colors.text, Theme.measure.pictureEdge)
    }
}
