import QtQuick
import QtQuick.Templates as T
import Alcove

// A word that acts, underlined.
T.Button {
    id: link

    property color tone: Theme.accent.accentText

    implicitWidth: contentItem.implicitWidth
    implicitHeight: Theme.size.touch
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true

    contentItem: TextLabel {
        text: link.text
        role: Theme.type.uiMedium
        color: link.tone
        verticalAlignment: Text.AlignVCenter
        Rectangle {
            y: parent.baselineOffset + Theme.stroke.focusGap
            width: parent.width
            height: Theme.stroke.hair
            color: link.tone
        }
    }
    background: Item {
        FocusRing {
            visible: link.visualFocus
        }
    }
}
