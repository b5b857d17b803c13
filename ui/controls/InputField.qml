import QtQuick
import QtQuick.Templates as T
import Alcove

// One line to write in.
T.TextField {
    id: field

    required property string name

    implicitWidth: Theme.measure.selectWidth
    implicitHeight: Theme.size.field
    leftPadding: Theme.measure.rowInset
    rightPadding: Theme.measure.rowInset
    verticalAlignment: TextInput.AlignVCenter
    font: Theme.type.ui.font
    color: Theme.colors.text
    placeholderTextColor: Theme.colors.text3
    selectionColor: Theme.colors.selection
    selectedTextColor: Theme.colors.text
    selectByMouse: true

    Accessible.name: name
    Accessible.description: placeholderText

    TextLabel {
        anchors.fill: parent
        leftPadding: field.leftPadding
        rightPadding: field.rightPadding
        verticalAlignment: Text.AlignVCenter
        visible: field.length === 0 && field.preeditText === ""
        text: field.placeholderText
        color: field.placeholderTextColor
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: Theme.radius.control
        color: Theme.colors.raised
        border.width: field.activeFocus ? Theme.focusWidth : Theme.lineWidth
        border.color: field.activeFocus ? Theme.colors.focus : Theme.colors.border
    }
}
