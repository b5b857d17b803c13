import QtQuick
import Alcove

// The roles of type inside messages; they grow with the reading size that the person chose.
QtObject {
    id: roles

    required property TypeRoles type
    required property int choice

    readonly property int normal: 1
    readonly property int last: type.readingSizes.length - 1
    readonly property real factor: type.readingSizes[choice] / type.body.size
    readonly property int column: type.readingColumns[choice]
    readonly property TypeRole body: Grown { from: roles.type.body; factor: roles.factor }
    readonly property TypeRole strong: Grown { from: roles.type.bodyStrong; factor: roles.factor }
    readonly property TypeRole heading: Grown { from: roles.type.heading; factor: roles.factor }
    readonly property TypeRole cell: Grown { from: roles.type.cell; factor: roles.factor }
    readonly property TypeRole head: Grown { from: roles.type.smallStrong; factor: roles.factor }
    readonly property TypeRole code: Grown { from: roles.type.code; factor: roles.factor }
    readonly property TypeRole codeInline: Grown { from: roles.type.codeInline; factor: roles.factor }
    readonly property TypeRole thinking: Grown { from: roles.type.ui; factor: roles.factor }

    component Grown: TypeRole {
        required property TypeRole from
        required property real factor
        size: from.size * factor
        line: Math.round(from.line * factor)
        weight: from.weight
        track: from.track
        kind: from.kind
    }
}
