pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Engine
import Alcove.Settings

SettingsPage {
    id: page

    required property Settings settings
    required property EngineThread engine

    readonly property bool working: engine.modelState === EngineThread.Ready || engine.modelState === EngineThread.Loading
    readonly property bool tooMuch: !working && lengthRow.considered === 0 && !report.busy && !report.fits && choice.refused === MemoryChoice.Subject.Nothing

    title: qsTr("Memory & speed")
    intro: qsTr("Measured on this computer, now. Alcove reserves what it shows and nothing later.")

    // What the settings in force take, redrawn while another length is considered.
    ModelReport {
        id: report
        path: page.settings.modelPath
        contextLength: lengthRow.considered > 0 ? lengthRow.considered : page.settings.contextLength
        cacheType: page.settings.cacheType
        draftTokens: page.settings.draftTokens
        givenBack: page.engine.bytesHeld
    }
    MemoryChoice {
        id: choice
        settings: page.settings
        report.givenBack: page.engine.bytesHeld
    }
    Timer {
        interval: Theme.measure.memoryEvery
        repeat: true
        running: page.tooMuch
        onTriggered: report.refresh()
    }
    FitNotice {
        width: parent.width
        visible: page.tooMuch
        report: report
        choice: choice
        title: qsTr("These settings need %1 more than this computer can give now.").arg(Amounts.bytes(report.total - report.available))
    }
    SettingGroup {
        width: parent.width
        visible: report.total > 0
        MemoryBar {
            width: parent.width
            report: report
        }
    }
    SettingGroup {
        width: parent.width
        LengthRow {
            id: lengthRow
            settings: page.settings
            choice: choice
        }
        SettingRow {
            id: storage
            readonly property bool refused: choice.refused === MemoryChoice.Subject.Storage
            title: qsTr("How the conversation is stored")
            detail: qsTr("Compact takes half the room; answers differ by a hair")
            ChoiceBar {
                name: qsTr("How the conversation is stored")
                options: [qsTr("Exact"), qsTr("Compact")]
                current: page.settings.cacheType === Settings.Int8 ? 1 : 0
                refused: storage.refused ? 0 : -1
                onChosen: index => choice.chooseStorage(index === 1 ? Settings.Int8 : Settings.F16)
            }
            below: FitNotice {
                width: parent?.width ?? 0
                visible: storage.refused
                report: choice.report
                choice: choice
                title: qsTr("Exact storage needs %1 more than this computer can give now. It stays compact.").arg(Amounts.bytes(choice.report.total - choice.report.available))
            }
        }
        SettingRow {
            id: ahead
            readonly property bool refused: choice.refused === MemoryChoice.Subject.LookAhead
            title: qsTr("Look ahead")
            detail: qsTr("A drafter proposes, the model checks. Same answers, sooner.")
            ChoiceBar {
                name: qsTr("Look ahead")
                options: [qsTr("Off"), qsTr("Automatic")]
                current: page.settings.draftTokens === 0 ? 0 : 1
                refused: ahead.refused ? 1 : -1
                onChosen: index => choice.chooseLookAhead(index === 0 ? 0 : -1)
            }
            below: FitNotice {
                width: parent?.width ?? 0
                visible: ahead.refused
                report: choice.report
                choice: choice
                title: qsTr("Looking ahead needs %1 more than this computer can give now. It stays off.").arg(Amounts.bytes(choice.report.total - choice.report.available))
            }
        }
        SettingRow {
            id: cores
            readonly property int most: 16
            last: true
            title: qsTr("Processor")
            detail: page.settings.threads === 0 ? qsTr("As many cores as there are") : qsTr("%n core(s), below other programs in priority", "", page.settings.threads)
            ValueSlider {
                name: qsTr("Processor")
                from: 0
                to: cores.most
                stepSize: 1
                value: page.settings.threads
                onMoved: page.settings.threads = value
            }
        }
    }
}
