pragma ComponentBehavior: Bound
import QtQuick
import Qt.labs.qmlmodels
import Alcove
import Alcove.Markdown

// The blocks of one answer, one small component for each kind. While the answer grows only the last
// ones change.
Column {
    id: column

    required property BlockModel blocks
    required property bool writing

    signal selecting

    property BlockFrame lastFrame: null

    function frameAt(index: int): BlockFrame {
        return repeater.itemAt(index) as BlockFrame
    }

    Binding {
        target: column.blocks
        property: "codeColours"
        value: Theme.codeColours
    }
    Repeater {
        id: repeater
        model: column.blocks
        onItemAdded: (index, item) => {
            const frame = item as BlockFrame
            frame.previous = index > 0 ? column.frameAt(index - 1) : null
            if (index === count - 1)
                column.lastFrame = frame
        }
        delegate: DelegateChooser {
            role: "kind"
            DelegateChoice {
                roleValue: BlockModel.BlockKind.Paragraph
                ParagraphBlock { onSelecting: column.selecting() }
            }
            DelegateChoice {
                roleValue: BlockModel.BlockKind.Heading
                HeadingBlock { onSelecting: column.selecting() }
            }
            DelegateChoice {
                roleValue: BlockModel.BlockKind.Code
                CodeBlock { onSelecting: column.selecting() }
            }
            DelegateChoice {
                roleValue: BlockModel.BlockKind.Table
                TableBlock { onSelecting: column.selecting() }
            }
            DelegateChoice {
                roleValue: BlockModel.BlockKind.ListItem
                ListItemBlock { onSelecting: column.selecting() }
            }
            DelegateChoice {
                roleValue: BlockModel.BlockKind.Rule
                RuleBlock {}
            }
        }
    }
    WritingMark {
        readonly property RichText words: column.lastFrame?.words ?? null
        parent: words
        visible: column.writing && words !== null
        x: (words?.end.x ?? 0) + Theme.space.s2
        y: (words?.end.y ?? 0) + ((words?.end.height ?? 0) - height) / 2
    }
}
