import QtQuick
import QtQuick.Templates as T
import Alcove

T.Menu {
    id: menu

    margins: Theme.space.s3
    padding: Theme.space.s2
    implicitWidth: Math.max(Theme.size.menuMin, contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    modal: false
    delegate: PopupMenuItem {}

    contentItem: ListView {
        implicitHeight: contentHeight
        implicitWidth: {
            let widest = 0
            for (let i = 0; i < menu.count; ++i)
                widest = Math.max(widest, menu.itemAt(i)?.implicitWidth ?? 0)
            return widest
        }
        model: menu.contentModel
        currentIndex: menu.currentIndex
        interactive: Window.window ? contentHeight + menu.topPadding + menu.bottomPadding > menu.height : false
        clip: true
    }
    background: PopupGround {}
    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.motion.normal; easing.type: Easing.OutCubic }
    }
    exit: Transition {
        NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.motion.quick }
    }
}
