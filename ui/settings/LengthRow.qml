pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Engine
import Alcove.Settings

// The conversation length. What does not fit is refused with the nearest thing that does, and the
// value before stays in force.
SettingRow {
    id: row

    required property Settings settings
    required property MemoryChoice choice

    property int considered: 0 // under the pointer

    readonly property bool refused: choice.refused === MemoryChoice.Subject.Length
    readonly property list<int> usual: [4096, 8192, 16384, 32768, 65536, 131072]
    // Another length that is in force, because it was the nearest that fits, has its place among them.
    readonly property list<int> lengths: usual.includes(settings.contextLength) ? usual : [...usual, settings.contextLength].sort((one, other) => one - other)

    title: qsTr("Conversation length")
    detail: qsTr("How many tokens the model sees at once")

    ChoiceBar {
        name: row.title
        room: row.width - 2 * Theme.space.s6
        options: row.lengths.map(length => Amounts.kilo(length))
        current: row.lengths.indexOf(row.settings.contextLength)
        refused: row.refused ? row.lengths.indexOf(row.choice.report.contextLength) : -1
        onChosen: index => row.choice.chooseLength(row.lengths[index])
        onConsidered: index => row.considered = index < 0 ? 0 : row.lengths[index]
    }
    below: FitNotice {
        width: parent?.width ?? 0
        visible: row.refused
        report: row.choice.report
        choice: row.choice
        //: A length that does not fit: the length, how much is missing, the length in force
        title: qsTr("%1 needs %2 more than this computer can give now. It stays at %3.").arg(Amounts.kilo(row.choice.report.contextLength)).arg(Amounts.bytes(row.choice.report.total - row.choice.report.available)).arg(Amounts.kilo(row.settings.contextLength))
    }
}
