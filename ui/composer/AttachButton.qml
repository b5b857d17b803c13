pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// Adds a file; in narrow windows it opens a menu that offers thinking first, too.
IconButton {
    id: button

    required property bool offersThinking
    required property bool thinkFirst

    signal filesAsked
    signal thinkFirstAsked(on: bool)

    implicitWidth: Theme.measure.composerButton
    implicitHeight: Theme.measure.composerButton
    iconName: "attach"
    text: qsTr("Add a file")
    keys: qsTr("Ctrl O")
    onClicked: offersThinking ? menu.popup(button, 0, -menu.implicitHeight) : filesAsked()

    PopupMenu {
        id: menu
        PopupMenuItem {
            text: qsTr("Add a file")
            iconName: "attach"
            keys: qsTr("Ctrl O")
            onTriggered: button.filesAsked()
        }
        PopupMenuItem {
            text: qsTr("Think first")
            iconName: button.thinkFirst ? "check" : "thinking"
            keys: qsTr("Ctrl Shift T")
            onTriggered: button.thinkFirstAsked(!button.thinkFirst)
        }
    }
}
