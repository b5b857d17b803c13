pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Pictures

// Takes files anywhere in the window. The page appears after a moment, so that a pointer passing by
// does not make it flash.
DropArea {
    id: target

    required property int imageTokens
    property Item cover // what the drop page covers

    signal taken(files: list<url>)

    readonly property bool pageShown: containsDrag && !delay.running && looked && !dismissed
    property bool looked: false
    property bool dismissed: false

    function dismiss() {
        dismissed = true
    }

    keys: ["text/uri-list"]
    onEntered: drag => {
        looked = false
        dismissed = false
        inspector.inspect(drag.urls)
        delay.restart()
    }
    onDropped: drop => {
        target.taken(drop.urls)
        drop.accept(Qt.CopyAction)
    }

    Timer {
        id: delay
        interval: Theme.measure.dropDelay
    }
    DropInspector {
        id: inspector
        onInspected: target.looked = true
    }
    Loader {
        parent: target.cover
        anchors.fill: parent
        anchors.margins: Theme.measure.dropMargin
        active: target.pageShown
        sourceComponent: DropPage {
            inspector: inspector
            imageTokens: target.imageTokens
        }
    }
}
