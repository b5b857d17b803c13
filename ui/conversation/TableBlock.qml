pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Alcove

// A table of hairlines; a wide one scrolls sideways inside the column.
BlockFrame {
    id: block

    required property var cells // a list of rows, each a list of html; the first row is the head
    required property list<int> alignments

    readonly property int rowCount: cells.length
    readonly property int columnCount: rowCount > 0 ? cells[0].length : 0

    Flickable {
        id: view
        width: parent.width
        height: grid.implicitHeight
        contentWidth: grid.width
        contentHeight: height
        flickableDirection: Flickable.HorizontalFlick
        interactive: contentWidth > width
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive
        T.ScrollBar.horizontal: ScrollMark {}

        Accessible.role: Accessible.Table
        //: A table for assistive tools
        Accessible.name: qsTr("Table, %n row(s)", "", block.rowCount - 1)

        GridLayout {
            id: grid
            width: Math.max(view.width, Math.min(implicitWidth, block.columnCount * Theme.size.pictureMax))
            columns: block.columnCount
            columnSpacing: 0
            rowSpacing: 0
            layoutDirection: block.rightToLeft ? Qt.RightToLeft : Qt.LeftToRight
            LayoutMirroring.enabled: false
            LayoutMirroring.childrenInherit: true

            Repeater {
                model: block.rowCount * block.columnCount
                TableCell {
                    required property int index
                    readonly property int row: Math.floor(index / block.columnCount)
                    readonly property int column: index % block.columnCount
                    html: block.cells[row][column] ?? ""
                    head: row === 0
                    lined: row < block.rowCount - 1
                    toRight: (block.alignments[column] & Qt.AlignRight) !== 0
                    centred: (block.alignments[column] & Qt.AlignHCenter) !== 0
                    rightToLeft: block.rightToLeft
                    outer: column === 0 || column === block.columnCount - 1
                    onSelecting: block.selecting()
                }
            }
        }
    }
}
