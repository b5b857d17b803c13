import QtQuick
import QtQuick.Layouts
import Alcove

Item {
    id: cell

    required property string html
    required property bool head
    required property bool lined
    required property bool toRight
    required property bool centred
    required property bool rightToLeft
    required property bool outer // at an end of its row: flush with the column of text

    signal selecting

    readonly property int padding: Theme.measure.tablePadding / (outer ? 2 : 1)
    readonly property bool atRight: toRight !== rightToLeft

    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: Math.min(words.natural, Theme.size.pictureMax) + padding * 2
    implicitHeight: Math.max(Theme.measure.tableRow, words.implicitHeight + Theme.space.s4)

    Accessible.role: head ? Accessible.ColumnHeader : Accessible.Cell
    Accessible.name: words.plain

    RichText {
        id: words
        x: cell.outer && !cell.atRight ? 0 : cell.outer ? cell.padding * 2 : cell.padding
        width: parent.width - cell.padding * 2
        anchors.verticalCenter: parent.verticalCenter
        html: cell.html
        numbers: true
        role: cell.head ? Theme.reading.head : Theme.reading.cell
        color: cell.head ? Theme.colors.text2 : Theme.colors.text
        rightToLeft: cell.rightToLeft
        toEnd: cell.toRight
        centred: cell.centred
        Accessible.ignored: true
        onSelecting: cell.selecting()
    }
    Rectangle {
        visible: cell.lined
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.stroke.hair
        color: cell.head ? Theme.colors.border : Theme.colors.line
        opacity: cell.head && !Theme.contrast ? Theme.measure.headLine : 1
        Accessible.ignored: true
    }
}
