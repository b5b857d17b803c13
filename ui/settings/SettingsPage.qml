import QtQuick
import Alcove

// What every page of the settings has: a title, a sentence, its groups.
Column {
    id: page

    required property string title
    property string intro
    default property alias groups: body.data

    spacing: Theme.space.s6

    Column {
        width: parent.width
        spacing: Theme.space.s2
        TextLabel {
            width: parent.width
            text: page.title
            role: Theme.type.title
            Accessible.role: Accessible.Heading
        }
        TextLabel {
            width: parent.width
            visible: text !== ""
            text: page.intro
            color: Theme.colors.text2
            wrapMode: Text.Wrap
        }
    }
    Column {
        id: body
        width: parent.width
        spacing: Theme.space.s5
    }
}
