pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Engine
import Alcove.Settings

SettingsPage {
    id: page

    required property Settings settings
    required property EngineThread engine

    readonly property list<int> lengths: [4096, 8192, 16384, 32768, 65536, 131072]

    title: qsTr("Memory & speed")
    intro: qsTr("Measured on this computer, now. Alcove reserves what it shows and nothing later.")

    // What the settings in force take, redrawn while another length is considered.
    ModelReport {
        id: report
        path: page.settings.modelPath
        contextLength: lengthRow.considered > 0 ? lengthRow.considered : page.settings.contextLength
        cacheType: page.settings.cacheType
        draftTokens: page.settings.draftTokens
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
            lengths: page.lengths
        }
        SettingRow {
            title: qsTr("How the conversation is stored")
            detail: qsTr("Compact takes half the room; answers differ by a hair")
            ChoiceBar {
                name: qsTr("How the conversation is stored")
                options: [qsTr("Exact"), qsTr("Compact")]
                current: page.settings.cacheType === Settings.Int8 ? 1 : 0
                onChosen: index => page.settings.cacheType = index === 1 ? Settings.Int8 : Settings.F16
            }
        }
        SettingRow {
            title: qsTr("Look ahead")
            detail: qsTr("A drafter proposes, the model checks. Same answers, sooner.")
            ChoiceBar {
                name: qsTr("Look ahead")
                options: [qsTr("Off"), qsTr("Automatic")]
                current: page.settings.draftTokens === 0 ? 0 : 1
                onChosen: index => page.settings.draftTokens = index === 0 ? 0 : -1
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
