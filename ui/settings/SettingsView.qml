pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove
import Alcove.Engine
import Alcove.Settings

// The settings in the place of the conversation. A page is made when it is opened.
FocusScope {
    id: view

    enum Page { General, Model, Memory, Voice, Appearance, Keyboard, About }

    required property int page
    required property EngineThread engine
    required property Settings settings
    required property bool narrow
    required property string candidate // a model file that was just chosen

    signal sidebarAsked
    signal backAsked
    signal modelFileAsked
    signal modelFolderAsked
    signal modelTaken

    readonly property int column: Math.min(Theme.size.settingsColumn, width - 2 * (narrow ? Theme.measure.narrowMargin : Theme.size.columnMargin))

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Settings")

    Component {
        id: general
        GeneralPage { settings: view.settings }
    }
    Component {
        id: model
        ModelPage {
            settings: view.settings
            engine: view.engine
            candidate: view.candidate
            onFileAsked: view.modelFileAsked()
            onFolderAsked: view.modelFolderAsked()
            onTaken: view.modelTaken()
        }
    }
    Component {
        id: memory
        MemoryPage {
            settings: view.settings
            engine: view.engine
        }
    }
    Component {
        id: voice
        VoicePage { settings: view.settings }
    }
    Component {
        id: appearance
        AppearancePage { settings: view.settings }
    }
    Component {
        id: keyboard
        KeyboardPage { enterSends: view.settings.enterSends }
    }
    Component {
        id: about
        AboutPage { offlineProven: view.engine.offlineProven }
    }

    Row {
        id: header
        visible: view.narrow
        x: view.LayoutMirroring.enabled ? parent.width - width - Theme.space.s3 : Theme.space.s3
        height: visible ? Theme.size.header : 0
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "sidebar"
            text: qsTr("Pages")
            onClicked: view.sidebarAsked()
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "chevron-left"
            text: qsTr("Back to chats")
            keys: qsTr("Esc")
            onClicked: view.backAsked()
        }
    }
    Flickable {
        id: scroll
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: loader.y + loader.height + Theme.measure.settingsTail
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.VerticalFlick
        T.ScrollBar.vertical: ScrollMark {}

        Loader {
            id: loader
            x: (scroll.width - view.column) / 2
            y: view.narrow ? Theme.space.s4 : Theme.measure.settingsTop
            width: view.column
            focus: true
            sourceComponent: [general, model, memory, voice, appearance, keyboard, about][view.page]
            onLoaded: scroll.contentY = 0
        }
    }
}
