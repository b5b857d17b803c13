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
    required property list<int> lengths

    property int considered: 0 // under the pointer, or just chosen
    property int wanted: 0 // chosen, not yet known to fit

    readonly property bool refused: wanted > 0 && !trial.busy && trial.contextLength === wanted && trial.total > 0 && !trial.fits
    readonly property int nearest: {
        let best = 0
        for (const length of lengths) {
            if (length < wanted && trial.cache * length / wanted + trial.total - trial.cache <= trial.available)
                best = length
        }
        return best
    }

    title: qsTr("Conversation length")
    detail: qsTr("How many tokens the model sees at once")

    function decide() {
        if (wanted === 0 || trial.busy || trial.contextLength !== wanted || refused)
            return
        settings.contextLength = wanted
        wanted = 0
    }
    function choose(length: int) {
        wanted = length
        if (settings.modelPath === "")
            accept(length) // the demonstration model fits everywhere
    }
    function accept(length: int) {
        settings.contextLength = length
        wanted = 0
    }

    ChoiceBar {
        name: row.title
        options: row.lengths.map(length => Amounts.kilo(length))
        current: row.lengths.indexOf(row.settings.contextLength)
        refused: row.refused ? row.lengths.indexOf(row.wanted) : -1
        onChosen: index => row.choose(row.lengths[index])
        onConsidered: index => row.considered = index < 0 ? 0 : row.lengths[index]
    }
    below: NoticeBox {
        width: parent?.width ?? 0
        visible: row.refused
        //: A length that does not fit: the length, how much is missing, the length in force
        title: qsTr("%1 needs %2 more than this computer can give now. It stays at %3.").arg(Amounts.kilo(row.wanted)).arg(Amounts.bytes(trial.total - trial.available)).arg(Amounts.kilo(row.settings.contextLength))
        //: A button; %1 is a length that fits
        actions: row.nearest > 0 ? [qsTr("Use %1").arg(Amounts.kilo(row.nearest))] : []
        onActed: row.accept(row.nearest)
    }
    ModelReport {
        id: trial
        path: row.wanted > 0 ? row.settings.modelPath : ""
        contextLength: row.wanted > 0 ? row.wanted : row.settings.contextLength
        cacheType: row.settings.cacheType
        draftTokens: row.settings.draftTokens
        onReportChanged: row.decide()
        onBusyChanged: row.decide()
    }
}
