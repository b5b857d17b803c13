import QtQuick
import QtQuick.Templates as T
import Alcove

T.Button {
    id: button

    enum Kind { Normal, Primary, Quiet, Danger }

    property int kind: PushButton.Kind.Normal
    property string iconName
    property bool busy: false

    readonly property color ink: {
        if (!enabled)
            return Theme.colors.disabled
        switch (kind) {
        case PushButton.Kind.Primary:
            return Theme.accent.accentInk
        case PushButton.Kind.Danger:
            return Theme.colors.dangerInk
        case PushButton.Kind.Quiet:
            return Theme.accent.accentText
        }
        return Theme.colors.text
    }

    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: Theme.size.touch
    leftPadding: Theme.measure.buttonPadding
    rightPadding: Theme.measure.buttonPadding
    focusPolicy: Qt.StrongFocus

    Accessible.name: text

    contentItem: Item {
        implicitWidth: parts.implicitWidth
        implicitHeight: parts.implicitHeight
        Row {
            id: parts
            anchors.centerIn: parent
            spacing: Theme.measure.buttonGap
            BusyArc {
                anchors.verticalCenter: parent.verticalCenter
                running: button.busy
                tone: button.ink
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: name !== ""
                name: button.iconName
                side: Theme.size.iconSmall
                tone: button.ink
            }
            TextLabel {
                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                role: Theme.type.uiMedium
                color: button.ink
            }
        }
    }
    background: ButtonGround {
        kind: button.kind
        hot: button.hovered && button.enabled
        down: button.down
        off: !button.enabled
        FocusRing {
            visible: button.visualFocus
        }
    }
}
