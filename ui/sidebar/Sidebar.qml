pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Engine

// The side of the window: chats or the list of settings, and the lamp under both.
Rectangle {
    id: sidebar

    required property Chats chats
    required property EngineThread engine
    required property bool settingsOpen
    required property int page

    signal pageAsked(page: int)
    signal backAsked
    signal chosen

    function focusSearch() {
        chatSide.focusSearch()
    }
    function renameCurrent() {
        chatSide.renameCurrent()
    }

    color: Theme.colors.side

    Accessible.role: Accessible.Pane
    //: The side of the window, for assistive tools
    Accessible.name: qsTr("Chats")

    ChatSide {
        id: chatSide
        anchors.fill: parent
        anchors.margins: Theme.space.s4
        anchors.topMargin: Theme.space.s3
        anchors.bottomMargin: lamp.height + 2 * Theme.space.s4
        visible: !sidebar.settingsOpen
        chats: sidebar.chats
        onChosen: sidebar.chosen()
    }
    Loader {
        anchors.fill: chatSide
        active: sidebar.settingsOpen
        sourceComponent: SettingsSide {
            page: sidebar.page
            onPageAsked: page => sidebar.pageAsked(page)
            onBackAsked: sidebar.backAsked()
        }
    }
    LampRow {
        id: lamp
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space.s4
        engine: sidebar.engine
        onModelAsked: sidebar.pageAsked(SettingsView.Page.Model)
        onSettingsAsked: sidebar.pageAsked(SettingsView.Page.General)
    }
    Hairline {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        visible: Theme.contrast
    }
}
