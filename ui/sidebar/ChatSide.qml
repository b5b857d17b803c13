pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove
import Alcove.Chats

// New chat, search, and the chats by date.
FocusScope {
    id: side

    required property Chats chats

    signal chosen // an overlay closes

    property int renaming: -1

    function focusSearch() {
        search.forceActiveFocus()
    }
    function renameCurrent() {
        renaming = chats.current.chatId
    }

    Column {
        id: top
        width: parent.width
        SideButton {
            width: parent.width
            iconName: "new-chat"
            text: qsTr("New chat")
            keys: qsTr("Ctrl N")
            onClicked: {
                side.chats.newChat()
                side.chosen()
            }
        }
        SideSearch {
            id: search
            width: parent.width
            Keys.onDownPressed: list.forceActiveFocus()
        }
    }
    ListView {
        id: list
        anchors.top: top.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        activeFocusOnTab: true
        keyNavigationEnabled: true
        highlightFollowsCurrentItem: true
        highlightMoveDuration: 0
        boundsBehavior: Flickable.StopAtBounds
        model: side.chats.list
        section.property: search.text === "" ? "section" : ""
        section.delegate: SideHead {}
        T.ScrollBar.vertical: ScrollMark {}

        Accessible.role: Accessible.List
        //: The list of chats, for assistive tools
        Accessible.name: qsTr("Chats")

        Keys.onReturnPressed: (currentItem as ChatRow)?.clicked()
        Keys.onDeletePressed: if (currentItem) side.chats.remove((currentItem as ChatRow).chatId)
        Keys.onPressed: event => {
            if (event.key === Qt.Key_F2 && currentItem) {
                side.renaming = (currentItem as ChatRow).chatId
                event.accepted = true
            }
        }

        delegate: ChatRow {
            id: row
            readonly property bool found: search.text === "" || title.toLocaleLowerCase().includes(search.text.toLocaleLowerCase())
            width: list.width
            height: found ? implicitHeight : 0
            visible: found
            current: chatId === side.chats.current.chatId
            renaming: chatId === side.renaming
            focused: list.activeFocus && ListView.isCurrentItem
            onClicked: {
                side.chats.open(chatId)
                side.chosen()
            }
            onDoubleClicked: side.renaming = chatId
            onRenamed: title => {
                side.chats.rename(chatId, title)
                side.renaming = -1
            }
            onRenameCancelled: side.renaming = -1
            onMenuAsked: anchor => menu.openFor(row, anchor)
        }
    }
    TextLabel {
        anchors.top: top.bottom
        anchors.topMargin: Theme.space.s5
        width: parent.width
        leftPadding: Theme.measure.rowInset
        rightPadding: Theme.measure.rowInset
        visible: search.text !== "" && list.contentHeight < Theme.size.row
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        //: %1 is what was searched for
        text: qsTr("Nothing found for “%1”").arg(search.text)
        wrapMode: Text.Wrap
        color: Theme.colors.text3
    }
    ChatMenu {
        id: menu
        onRenameAsked: chatId => side.renaming = chatId
        onPinAsked: (chatId, pinned) => side.chats.setPinned(chatId, pinned)
        onRemoveAsked: chatId => side.chats.remove(chatId)
    }
}
