import QtQuick
import Alcove

// The name of a section of the sidebar.
TextLabel {
    property string section: ""

    width: parent?.width ?? 0 // a ListView's section has no parent for a moment
    leftPadding: Theme.measure.rowInset
    rightPadding: Theme.measure.rowInset
    topPadding: Theme.space.s5
    bottomPadding: Theme.radius.tag
    text: section
    role: Theme.type.label
    color: Theme.colors.text3
    Accessible.role: Accessible.Heading
}
