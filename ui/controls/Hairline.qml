import QtQuick
import Alcove

Rectangle {
    implicitWidth: Theme.stroke.hair
    implicitHeight: Theme.stroke.hair
    color: Theme.colors.line
    Accessible.ignored: true
}
