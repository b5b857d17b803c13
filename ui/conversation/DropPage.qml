pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Pictures

// Stands over the conversation while files hang above the window: how many of what, and what cannot be
// read, before the drop.
Rectangle {
    id: page

    required property DropInspector inspector
    required property int imageTokens

    readonly property bool welcome: inspector.pictures + inspector.recordings + inspector.texts > 0
    readonly property string what: {
        if (inspector.pictures > 0)
            return qsTr("Drop to add %n picture(s)", "", inspector.pictures)
        if (inspector.recordings > 0)
            return qsTr("Drop to add %n recording(s)", "", inspector.recordings)
        return qsTr("Drop to add %n text(s)", "", inspector.texts)
    }
    //: %1 is a file name
    readonly property string refusal: inspector.refused.length > 0 ? qsTr("Alcove cannot read “%1”. It reads pictures, recordings and text.").arg(inspector.refused[0]) : ""

    radius: Theme.radius.panel
    color: Theme.colors.page
    border.width: Theme.stroke.focus
    border.color: welcome ? Theme.accent.accent : Theme.colors.border

    Accessible.role: Accessible.AlertMessage
    Accessible.name: welcome ? what : refusal

    component Tile: Rectangle {
        required property string iconName
        width: Theme.measure.dropTileWidth
        height: Theme.measure.dropTileHeight
        radius: Theme.radius.block
        color: Theme.colors.raised
        border.width: Theme.stroke.hair
        border.color: Theme.colors.line
        antialiasing: true
        Icon {
            anchors.centerIn: parent
            name: parent.iconName
            side: Theme.size.composerMin / 2
            tone: Theme.accent.accentText
        }
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space.s7
        spacing: Theme.space.s4
        Item {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: page.height > 2 * height
            width: Theme.measure.dropArchWidth
            height: Theme.measure.dropArchHeight
            Arch {
                anchors.fill: parent
                head: Theme.measure.dropArchTop
                foot: Theme.measure.dropArchFoot
                fill: page.welcome ? Theme.accent.tint : Theme.colors.sunken
            }
            Tile {
                visible: page.inspector.pictures !== 1 || page.inspector.recordings > 0
                iconName: page.inspector.pictures > 0 ? "picture" : page.inspector.recordings > 0 ? "wave" : page.welcome ? "document" : "warning"
                x: -Theme.space.s6
                y: Theme.size.composerMin
                rotation: -Theme.measure.dropTilt
            }
            Tile {
                visible: page.welcome
                iconName: page.inspector.recordings > 0 ? "wave" : page.inspector.pictures > 0 ? "picture" : "document"
                x: parent.width - width + Theme.space.s7
                y: Theme.size.composerMin + Theme.space.s8
                rotation: Theme.measure.dropTilt / 2
            }
        }
        TextLabel {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: page.welcome
            text: page.what
            role: Theme.type.title
            wrapMode: Text.Wrap
        }
        TextLabel {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: page.welcome
            text: page.inspector.pictures > 0 ? qsTr("They go with your next message. %1 tokens each.").arg(page.imageTokens) : qsTr("They go with your next message.")
            color: Theme.colors.text2
            wrapMode: Text.Wrap
        }
        TextLabel {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: text !== ""
            text: page.refusal
            role: page.welcome ? Theme.type.ui : Theme.type.uiStrong
            color: Theme.colors.warn
            wrapMode: Text.Wrap
        }
    }
}
