import QtQuick
import Alcove

// What can be done with a question; beside its bubble while the pointer is near.
Row {
    id: acts

    signal editAsked
    signal copyAsked

    IconButton {
        iconName: "copy"
        glyph: Theme.measure.iconMinor
        text: qsTr("Copy")
        onClicked: acts.copyAsked()
    }
    IconButton {
        iconName: "edit"
        glyph: Theme.measure.iconMinor
        //: Edits a question that was sent
        text: qsTr("Edit")
        keys: qsTr("Ctrl E")
        onClicked: acts.editAsked()
    }
}
