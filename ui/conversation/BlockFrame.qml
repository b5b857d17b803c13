pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Markdown

// What every block of an answer has: its distance from the block above, and the bars of the quotes
// around it.
Item {
    id: frame

    required property int index
    required property int kind
    required property int quoteDepth
    required property bool rightToLeft

    property BlockFrame previous: null // the block above
    property RichText words: null // where the writing mark stands
    default property alias content: slot.data

    signal selecting

    readonly property int gap: {
        if (index === 0)
            return 0
        if (kind === BlockModel.BlockKind.ListItem && previous?.kind === kind)
            return Theme.measure.listGap
        if (kind === BlockModel.BlockKind.Heading)
            return Theme.space.s6
        return kind === BlockModel.BlockKind.Paragraph || kind === BlockModel.BlockKind.ListItem ? Theme.measure.blockGap : Theme.space.s4
    }
    readonly property bool quoteGoesOn: quoteDepth > 0 && (previous?.quoteDepth ?? 0) >= quoteDepth
    readonly property bool barsAtRight: rightToLeft

    width: parent?.width ?? 0
    implicitHeight: gap + slot.height

    Repeater {
        model: frame.quoteDepth
        Rectangle {
            required property int index
            x: frame.barsAtRight ? frame.width - width - index * Theme.measure.quoteInset : index * Theme.measure.quoteInset
            y: frame.quoteGoesOn ? 0 : frame.gap
            width: Theme.measure.quoteBar
            height: frame.height - y
            color: Theme.colors.line
        }
    }
    Item {
        id: slot
        x: frame.barsAtRight ? 0 : frame.quoteDepth * Theme.measure.quoteInset
        y: frame.gap
        width: frame.width - frame.quoteDepth * Theme.measure.quoteInset
        height: childrenRect.height
    }
}
