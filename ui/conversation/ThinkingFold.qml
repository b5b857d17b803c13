pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Alcove

// What the model thought before it answered: one line, opened only by the person.
Column {
    id: fold

    required property string thinking
    required property int seconds
    required property bool busy

    property bool open: false

    T.Button {
        id: line
        implicitWidth: contentItem.implicitWidth
        implicitHeight: Theme.size.touch
        focusPolicy: Qt.TabFocus
        onClicked: fold.open = !fold.open
        text: fold.busy ? qsTr("Thinking · %1 s").arg(fold.seconds) : qsTr("Thought for %1 s").arg(fold.seconds)

        //: The folded line of the model's thinking, for assistive tools
        Accessible.name: qsTr("Thinking, %n second(s)", "", fold.seconds)
        Accessible.checkable: true
        Accessible.checked: fold.open

        contentItem: Row {
            spacing: Theme.space.s3
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "thinking"
                side: Theme.size.iconSmall
                tone: fold.busy ? Theme.accent.accentText : Theme.colors.text3
            }
            TextLabel {
                anchors.verticalCenter: parent.verticalCenter
                text: line.text
                role: Theme.type.small
                tabular: true
                color: fold.busy || line.hovered ? Theme.colors.text2 : Theme.colors.text3
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: fold.open ? "chevron-up" : "chevron-right"
                side: Theme.measure.iconSlight
                tone: Theme.colors.text3
            }
        }
        background: Item {
            FocusRing {
                visible: line.visualFocus
            }
        }
    }
    Loader {
        width: parent.width
        active: fold.open
        visible: active
        sourceComponent: Item {
            implicitHeight: words.implicitHeight + Theme.measure.blockGap
            Rectangle {
                x: fold.LayoutMirroring.enabled ? parent.width - width - Theme.space.s3 : Theme.space.s3
                width: Theme.measure.quoteBar
                height: words.height
                color: Theme.contrast ? Theme.colors.border : Theme.colors.selected
            }
            TextLabel {
                id: words
                anchors.left: parent.left
                anchors.leftMargin: Theme.measure.thinkInset
                anchors.right: parent.right
                text: fold.thinking
                role: Theme.reading.thinking
                color: Theme.colors.text2
                wrapMode: Text.Wrap
            }
        }
    }
}
