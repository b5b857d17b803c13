pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// The pictures of a question, above its bubble.
Flow {
    id: flow

    required property list<url> sources

    signal opened(source: url)

    // Several pictures share the column; one alone may be as large as a picture gets.
    readonly property int most: sources.length > 1 ? Theme.size.pictureMax / 2 : Theme.size.pictureMax

    visible: sources.length > 0
    spacing: Theme.space.s3
    layoutDirection: LayoutMirroring.enabled ? Qt.LeftToRight : Qt.RightToLeft
    width: Math.min(implicitWidth, parent?.width ?? 0)

    Repeater {
        model: flow.sources
        Item {
            id: cell
            required property url modelData
            required property int index
            readonly property real shape: picture.implicitWidth > 0 ? picture.implicitHeight / picture.implicitWidth : Theme.measure.dropTileHeight / Theme.measure.dropTileWidth
            width: shape > 1 ? flow.most / shape : flow.most
            height: width * shape
            Accessible.role: Accessible.Graphic
            //: A picture in a question; %1 is its place among several
            Accessible.name: qsTr("Picture %1").arg(index + 1)
            RoundPicture {
                id: picture
                anchors.fill: parent
                source: cell.modelData
                side: flow.most
            }
        }
    }
}
