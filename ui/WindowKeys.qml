pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Chats
import Alcove.Settings

// The keys of the window (face.md 8). None works while an input method composes.
Item {
    id: keys

    required property Chats chats
    required property Settings settings
    required property ConversationPage page
    required property SideFrame side
    required property bool composing

    signal settingsAsked(settingsPage: int)
    signal sidebarAsked
    signal searchAsked
    signal renameAsked
    signal filesAsked
    signal escaped
    signal fullScreenAsked
    signal closed

    readonly property Conversation conversation: chats.current
    readonly property bool idle: conversation.activity === Conversation.Idle

    component Key: Shortcut {
        enabled: !keys.composing
        context: Qt.WindowShortcut
    }
    component PageKey: Key {
        enabled: !keys.composing && keys.page.visible
    }

    Key { sequence: "Esc"; onActivated: keys.escaped() }
    Key { sequences: [StandardKey.New]; onActivated: keys.newChat() }
    Key { sequence: "Ctrl+,"; onActivated: keys.settingsAsked(SettingsView.Page.General) }
    Key { sequence: "F1"; onActivated: keys.settingsAsked(SettingsView.Page.Keyboard) }
    Key { sequence: "F9"; onActivated: keys.sidebarAsked() }
    Key { sequence: "Ctrl+K"; onActivated: keys.searchAsked() }
    Key { sequence: "Ctrl+Tab"; onActivated: keys.chats.openNext() }
    Key { sequence: "Ctrl+Shift+Tab"; onActivated: keys.chats.openPrevious() }
    Key { sequence: "F11"; onActivated: keys.fullScreenAsked() }
    Key { sequences: [StandardKey.Close, StandardKey.Quit]; onActivated: keys.closed() }
    Key { sequences: ["Ctrl++", "Ctrl+="]; onActivated: keys.settings.readingSize = Math.min(Theme.reading.last, keys.settings.readingSize + 1) }
    Key { sequence: "Ctrl+-"; onActivated: keys.settings.readingSize = Math.max(0, keys.settings.readingSize - 1) }
    Key { sequence: "Ctrl+0"; onActivated: keys.settings.readingSize = Theme.reading.normal }
    PageKey { sequence: "F2"; enabled: !keys.composing && keys.page.visible && !keys.page.isEmpty; onActivated: keys.renameAsked() }
    PageKey { sequence: "Ctrl+O"; onActivated: keys.filesAsked() }
    PageKey { sequence: "Ctrl+Shift+T"; onActivated: keys.conversation.thinkFirst = !keys.conversation.thinkFirst }
    PageKey { sequence: "Ctrl+Shift+M"; onActivated: keys.page.toggleRecording() }
    PageKey { sequence: "Ctrl+R"; enabled: !keys.composing && keys.page.visible && keys.idle && !keys.page.isEmpty; onActivated: keys.conversation.regenerate(keys.page.messages.lastAnswer()) }
    PageKey { sequence: "Ctrl+E"; onActivated: keys.page.messages.editLast() }
    PageKey { sequence: "Ctrl+End"; onActivated: keys.page.messages.goToEnd() }
    PageKey { sequence: "Ctrl+Shift+C"; onActivated: keys.conversation.copyAsMarkdown(keys.page.messages.lastAnswer()) }
    PageKey { sequence: "Alt+Left"; onActivated: keys.conversation.showVersion(keys.page.messages.lastAnswer(), -1) }
    PageKey { sequence: "Alt+Right"; onActivated: keys.conversation.showVersion(keys.page.messages.lastAnswer(), 1) }
    Key { sequence: "F6"; onActivated: keys.nextRegion(1) }
    Key { sequence: "Shift+F6"; onActivated: keys.nextRegion(-1) }
    Key { sequences: [StandardKey.Undo]; enabled: keys.chats.undoText !== ""; onActivated: keys.chats.undo() }

    function newChat() {
        keys.chats.newChat()
        keys.page.composer.take()
    }

    // Sidebar, header, conversation, composer, in turn.
    function nextRegion(step: int) {
        const all = [side, page.header, page.messages, page.composer]
        const shown = all.filter(region => region.visible)
        const now = shown.findIndex(region => region.activeFocus)
        if (shown.length > 0)
            shown[(now + step + shown.length) % shown.length].take()
    }
}
