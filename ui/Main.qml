pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove
import Alcove.Chats
import Alcove.Engine
import Alcove.Settings
import Alcove.Voice

// The window: side and page beside each other, or the side over the page where there is little room.
T.ApplicationWindow {
    id: window

    required property Chats chats
    required property EngineThread engine
    required property Settings settings
    required property Recorder recorder

    property bool settingsOpen: false
    property int settingsPage: SettingsView.Page.General
    property bool sidebarOver: false // the side lies over the page
    property string modelCandidate

    readonly property bool wide: width >= Theme.size.wide
    readonly property bool narrow: width < Theme.size.medium

    title: chats.current.title === "" ? qsTr("Alcove") : qsTr("%1 – Alcove").arg(chats.current.title)
    width: settings.windowWidth
    height: settings.windowHeight
    minimumWidth: Theme.size.windowMinWidth
    minimumHeight: Theme.size.windowMinHeight
    visible: true
    color: Theme.colors.page

    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    onWideChanged: sidebarOver = false
    onClosing: keepGeometry()
    Component.onCompleted: {
        if (settings.windowMaximized)
            visibility = Window.Maximized
        page.composer.take()
    }

    function openSettings(wanted: int) {
        settingsPage = wanted
        settingsOpen = true
        sidebarOver = false
    }
    function closeSettings() {
        settingsOpen = false
        sidebarOver = false
        page.composer.take()
    }
    function toggleSidebar() {
        if (wide)
            settings.sidebarVisible = !settings.sidebarVisible
        else
            sidebarOver = !sidebarOver
    }
    function showSidebar() {
        if (wide)
            settings.sidebarVisible = true
        else
            sidebarOver = true
    }
    function keepGeometry() {
        settings.windowMaximized = visibility === Window.Maximized
        if (visibility !== Window.Windowed)
            return
        if (!Qt.platform.pluginName.startsWith("wayland")) { // there, a window does not know its place
            settings.windowX = x
            settings.windowY = y
        }
        settings.windowWidth = width
        settings.windowHeight = height
    }
    // Esc does the first that applies (face.md 8).
    function stepBack() {
        if (page.recording)
            recorder.cancel()
        else if (chats.current.activity !== Conversation.Idle)
            chats.current.stop()
        else if (sidebarOver)
            sidebarOver = false
        else if (settingsOpen)
            closeSettings()
        else
            page.composer.take()
    }

    Binding {
        target: Theme
        property: "scheme"
        value: window.settings.colourScheme
    }
    Binding {
        target: Theme
        property: "accentName"
        value: window.settings.accent
    }
    Binding {
        target: Theme
        property: "readingSize"
        value: window.settings.readingSize
    }
    Item {
        id: content
        anchors.fill: parent

        ConversationPage {
            id: page
            anchors.fill: parent
            anchors.leftMargin: side.beside ? side.width : 0
            visible: !window.settingsOpen
            focus: true
            chats: window.chats
            engine: window.engine
            settings: window.settings
            recorder: window.recorder
            onSidebarAsked: window.toggleSidebar()
            onSettingsAsked: settingsPage => window.openSettings(settingsPage)
            onFilesAsked: dialogs.chooseFiles()
            onModelFileAsked: dialogs.chooseModelFile()
            onRenameAsked: {
                window.showSidebar()
                side.renameCurrent()
            }
        }
        Loader {
            anchors.fill: page
            active: window.settingsOpen
            sourceComponent: SettingsView {
                page: window.settingsPage
                engine: window.engine
                settings: window.settings
                narrow: !window.wide
                candidate: window.modelCandidate
                focus: true
                onSidebarAsked: window.toggleSidebar()
                onBackAsked: window.closeSettings()
                onModelFileAsked: dialogs.chooseModelFile()
                onModelFolderAsked: dialogs.chooseModelFolder()
                onModelTaken: window.modelCandidate = ""
            }
        }
        SideFrame {
            id: side
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            windowWidth: window.width
            wide: window.wide
            over: window.sidebarOver
            settingsPage: window.settingsPage
            settingsOpen: window.settingsOpen
            chats: window.chats
            engine: window.engine
            settings: window.settings
            onPageAsked: settingsPage => window.openSettings(settingsPage)
            onBackAsked: window.closeSettings()
            onCloseAsked: window.sidebarOver = false
        }
    }
    FileDialogs {
        id: dialogs
        onFilesChosen: files => {
            window.chats.current.addFiles(files)
            page.composer.take()
        }
        onModelChosen: path => {
            window.modelCandidate = path
            window.openSettings(SettingsView.Page.Model)
        }
    }
    WindowKeys {
        chats: window.chats
        settings: window.settings
        page: page
        side: side
        composing: page.composing
        onSettingsAsked: settingsPage => window.openSettings(settingsPage)
        onSidebarAsked: window.toggleSidebar()
        onSearchAsked: {
            window.settingsOpen = false
            window.showSidebar()
            side.focusSearch()
        }
        onRenameAsked: {
            window.showSidebar()
            side.renameCurrent()
        }
        onFilesAsked: dialogs.chooseFiles()
        onEscaped: window.stepBack()
        onFullScreenAsked: window.visibility = window.visibility === Window.FullScreen ? Window.AutomaticVisibility : Window.FullScreen
        onClosed: window.close()
    }
}
