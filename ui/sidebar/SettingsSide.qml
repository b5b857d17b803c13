pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// The list of settings pages, in the place of the chats.
FocusScope {
    id: side

    required property int page

    signal pageAsked(page: int)
    signal backAsked

    component Entry: SideButton {
        required property int leadsTo
        width: parent?.width ?? 0
        current: side.page === leadsTo
        onClicked: side.pageAsked(leadsTo)
    }

    Column {
        width: parent.width
        SideButton {
            width: parent.width
            iconName: "chevron-left"
            text: qsTr("Back to chats")
            keys: qsTr("Esc")
            onClicked: side.backAsked()
        }
        SideHead {
            width: parent.width
            section: qsTr("Settings")
        }
        Entry { leadsTo: SettingsView.Page.General; iconName: "settings"; text: qsTr("General") }
        Entry { leadsTo: SettingsView.Page.Model; iconName: "model"; text: qsTr("Model") }
        Entry { leadsTo: SettingsView.Page.Memory; iconName: "memory"; text: qsTr("Memory & speed") }
        Entry { leadsTo: SettingsView.Page.Voice; iconName: "mic"; text: qsTr("Voice") }
        Entry { leadsTo: SettingsView.Page.Appearance; iconName: "sun"; text: qsTr("Appearance") }
        Entry { leadsTo: SettingsView.Page.Keyboard; iconName: "keyboard"; text: qsTr("Keyboard") }
        Entry { leadsTo: SettingsView.Page.About; iconName: "info"; text: qsTr("About") }
    }
}
