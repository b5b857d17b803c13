pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Qt.labs.qmlmodels
import Alcove
import Alcove.Chats
import Alcove.Engine

// The conversation. The end stays in view while it was in view; wheel, key, drag or selection lets go
// at once, reaching the end takes hold again (face.md 5).
Region {
    id: root

    required property Conversation conversation
    required property EngineThread engine
    required property int column
    required property bool narrow

    property bool following: true
    property int editing: 0 // the question being edited; 0: none

    readonly property real distance: list.originY + list.contentHeight + list.bottomMargin - list.contentY - list.height
    readonly property bool atEnd: distance <= Theme.measure.followDistance
    property bool unseen: false

    function goToEnd() {
        following = true
        unseen = false
        list.positionViewAtEnd()
    }
    function take() {
        list.forceActiveFocus(Qt.TabFocusReason)
    }
    function letGo() {
        following = false
    }
    // A short conversation stands at the foot of the page.
    function settle() {
        list.topMargin = Math.max(Theme.space.s7, list.height - list.contentHeight - list.bottomMargin)
        if (following)
            list.positionViewAtEnd()
    }
    // Both look at the end of the conversation, and so go there.
    function editLast() {
        goToEnd()
        for (let row = list.count - 1; row >= Math.max(0, list.count - 2); --row)
            editing = (list.itemAtIndex(row) as QuestionDelegate)?.messageId ?? editing
    }
    function lastAnswer(): int {
        goToEnd()
        return (list.itemAtIndex(list.count - 1) as AnswerDelegate)?.messageId ?? 0
    }

    onConversationChanged: {
        editing = 0
        following = true
        Qt.callLater(settle)
    }

    Accessible.role: Accessible.Pane
    //: The middle of the window, for assistive tools
    Accessible.name: qsTr("Conversation")

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        model: root.conversation.messages
        cacheBuffer: Math.max(0, height)
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        keyNavigationEnabled: false
        bottomMargin: Theme.space.s6
        highlightFollowsCurrentItem: false
        T.ScrollBar.vertical: ScrollMark {
            onPressedChanged: pressed ? root.letGo() : root.following = root.atEnd
        }

        Accessible.role: Accessible.List
        Accessible.name: qsTr("Messages")

        onContentHeightChanged: {
            Qt.callLater(root.settle)
            if (!root.following && !root.atEnd)
                root.unseen = true
        }
        onHeightChanged: Qt.callLater(root.settle)
        onDraggingChanged: if (dragging) root.letGo()
        onMovementEnded: {
            root.following = root.atEnd
            if (root.following)
                root.unseen = false
        }

        Keys.onPressed: event => {
            switch (event.key) {
            case Qt.Key_PageUp:
            case Qt.Key_PageDown:
            case Qt.Key_Home:
                root.letGo()
                list.contentY = root.clampedY(event.key === Qt.Key_Home ? list.originY : list.contentY + (event.key === Qt.Key_PageUp ? -list.height : list.height))
                root.following = root.atEnd && event.key === Qt.Key_PageDown
                event.accepted = true
                break
            case Qt.Key_End:
                root.goToEnd()
                event.accepted = true
                break
            case Qt.Key_Up:
            case Qt.Key_Down:
                root.letGo()
                list.currentIndex = Math.max(0, Math.min(list.count - 1, list.currentIndex + (event.key === Qt.Key_Up ? -1 : 1)))
                list.positionViewAtIndex(list.currentIndex, ListView.Contain)
                event.accepted = true
                break
            }
        }

        delegate: DelegateChooser {
            role: "fromUser"
            DelegateChoice {
                roleValue: true
                QuestionDelegate {
                    width: ListView.view.width
                    conversation: root.conversation
                    column: root.column
                    editing: root.editing === messageId
                    onEditAsked: root.editing = messageId
                    onEditEnded: root.editing = 0
                }
            }
            DelegateChoice {
                roleValue: false
                AnswerDelegate {
                    width: ListView.view.width
                    conversation: root.conversation
                    engine: root.engine
                    column: root.column
                    narrow: root.narrow
                    last: index === ListView.view.count - 1
                    onSelecting: root.letGo()
                }
            }
        }
        footer: Loader {
            x: (list.width - root.column) / 2
            width: root.column
            active: root.conversation.hasQueued
            sourceComponent: QueuedQuestion {
                text: root.conversation.queuedText
                onCancelled: root.conversation.cancelQueued()
            }
        }

        WheelHandler {
            blocking: false
            target: null
            onWheel: event => {
                if (event.angleDelta.y > 0 || event.pixelDelta.y > 0)
                    root.letGo()
            }
        }
    }
    Rectangle {
        parent: list.currentItem
        anchors.fill: parent
        visible: list.activeFocus
        color: "transparent"
        radius: Theme.radius.control
        border.width: Theme.focusWidth
        border.color: Theme.colors.focus
    }
    // With a mouse one selects; dragging scrolls on touch screens only.
    PointHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        acceptedButtons: Qt.LeftButton
        onActiveChanged: list.interactive = !active
    }
    JumpButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space.s4
        visible: !root.following && !root.atEnd
        unseen: root.unseen
        onClicked: root.goToEnd()
    }

    function clampedY(y: real): real {
        const first = list.originY - list.topMargin
        const last = list.originY + list.contentHeight + list.bottomMargin - list.height
        return Math.max(first, Math.min(last, y))
    }
}
