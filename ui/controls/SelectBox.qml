pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove

T.ComboBox {
    id: box

    required property string name

    implicitWidth: Theme.measure.selectWidth
    implicitHeight: Theme.size.field
    leftPadding: Theme.space.s4
    rightPadding: Theme.space.s4
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.name: name

    contentItem: TextLabel {
        text: box.displayText
        rightPadding: Theme.measure.iconMinor
        verticalAlignment: Text.AlignVCenter
    }
    indicator: Icon {
        x: box.mirrored ? Theme.space.s4 : box.width - width - Theme.space.s4
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-down"
        side: Theme.measure.iconMinor
    }
    background: ButtonGround {
        kind: PushButton.Kind.Normal
        hot: box.hovered
        down: box.pressed
        off: !box.enabled
        FocusRing {
            visible: box.visualFocus
        }
    }
    delegate: PopupMenuItem {
        required property int index
        required property var model // its text is a role chosen at run time
        width: ListView.view.width
        text: model[box.textRole]
        highlighted: box.highlightedIndex === index
        current: box.currentIndex === index
    }
    popup: T.Popup {
        y: box.height + Theme.space.s2
        width: box.width
        height: Math.min(contentItem.implicitHeight + topPadding + bottomPadding, Theme.measure.selectRows * Theme.size.row)
        padding: Theme.space.s2
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: box.delegateModel
            currentIndex: box.highlightedIndex
            T.ScrollBar.vertical: ScrollMark {}
        }
        background: PopupGround {}
    }
}
