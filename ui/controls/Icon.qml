import QtQuick
import QtQuick.Shapes
import Alcove

// A line icon in the colour of its text, crisp at every size. Names are those of resources/icons.
Item {
    id: icon

    property string name
    property color tone: Theme.colors.text2
    property int side: Theme.size.icon

    // Only arrows that mean back, forward and undo, the sidebar and the document turn with the language.
    readonly property bool turned: LayoutMirroring.enabled && ["chevron-left", "chevron-right", "undo", "sidebar", "document"].includes(name)

    implicitWidth: side
    implicitHeight: side
    Accessible.ignored: true

    Shape {
        anchors.centerIn: parent
        width: Theme.size.iconLarge
        height: Theme.size.iconLarge
        preferredRendererType: Shape.CurveRenderer
        transform: Scale {
            origin.x: Theme.size.iconLarge / 2
            origin.y: Theme.size.iconLarge / 2
            xScale: icon.side / Theme.size.iconLarge * (icon.turned ? -1 : 1)
            yScale: icon.side / Theme.size.iconLarge
        }

        ShapePath {
            strokeColor: icon.tone
            strokeWidth: Theme.stroke.icon
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: Theme.icons.stroke(icon.name) }
        }
        ShapePath {
            strokeColor: "transparent"
            fillColor: icon.tone
            PathSvg { path: Theme.icons.fill(icon.name) }
        }
    }
}
