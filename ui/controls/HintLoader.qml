pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// A tooltip that exists only while the pointer is over its control.
Loader {
    id: loader

    required property string text
    required property bool wanted
    property string keys

    anchors.fill: parent
    active: wanted && text !== ""
    sourceComponent: Item {
        Hint {
            text: loader.text
            keys: loader.keys
            visible: true
        }
    }
}
