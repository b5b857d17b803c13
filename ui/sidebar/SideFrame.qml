pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Settings

// Holds the side beside the page, or over it with a scrim; its edge can be dragged.
Region {
    id: frame

    required property int windowWidth
    required property bool wide
    required property bool over
    required property bool settingsOpen
    required property int settingsPage
    required property Chats chats
    required property EngineThread engine
    required property Settings settings

    signal pageAsked(settingsPage: int)
    signal backAsked
    signal closeAsked

    readonly property bool beside: wide && settings.sidebarVisible
    readonly property bool shown: beside || over

    width: wide ? settings.sidebarWidth : Math.min(Theme.size.sidebar, windowWidth - 2 * Theme.size.columnMargin)
    x: LayoutMirroring.enabled ? windowWidth - width : 0
    visible: shown

    function focusSearch() {
        sidebar.focusSearch()
    }
    function renameCurrent() {
        sidebar.renameCurrent()
    }

    Rectangle {
        visible: frame.over && !frame.beside
        x: -frame.x
        width: frame.windowWidth
        height: frame.height
        color: Theme.colors.scrim
        Accessible.ignored: true
        MouseArea {
            anchors.fill: parent
            hoverEnabled: true // nothing below shows that the pointer is over it
            onClicked: frame.closeAsked()
        }
    }
    Sidebar {
        id: sidebar
        anchors.fill: parent
        chats: frame.chats
        engine: frame.engine
        settingsOpen: frame.settingsOpen
        page: frame.settingsPage
        onPageAsked: page => frame.pageAsked(page)
        onBackAsked: frame.backAsked()
        onChosen: frame.closeAsked()
        MouseArea {
            anchors.fill: parent
            z: -1
            hoverEnabled: true // clicks between the rows reach neither scrim nor page
        }
    }
    Item {
        x: frame.LayoutMirroring.enabled ? -width / 2 : parent.width - width / 2
        width: Theme.space.s3
        height: parent.height
        visible: frame.beside
        HoverHandler {
            cursorShape: Qt.SplitHCursor
        }
        DragHandler {
            target: null
            xAxis.enabled: true
            yAxis.enabled: false
            onActiveTranslationChanged: if (active) frame.resize(centroid.scenePosition.x)
        }
    }

    function resize(edge: real) {
        const wanted = LayoutMirroring.enabled ? windowWidth - edge : edge
        settings.sidebarWidth = Math.max(Theme.size.sidebarMin, Math.min(Theme.size.sidebarMax, wanted))
    }
}
