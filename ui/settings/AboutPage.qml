import QtQuick
import Alcove

SettingsPage {
    id: page

    required property bool offlineProven

    title: qsTr("Alcove")
    intro: qsTr("A corner to talk with Gemma 4 12B, on this computer alone.")

    SettingGroup {
        width: parent.width
        SettingRow {
            title: qsTr("Version %1").arg(Application.version)
        }
        SettingRow {
            title: qsTr("Network")
            detail: page.offlineProven ? qsTr("The system refuses every connection of this program. Nothing leaves this computer.") : qsTr("Alcove has no code that connects, but the system did not take the filter that would prove it.")
            Icon {
                name: page.offlineProven ? "lock" : "warning"
                tone: page.offlineProven ? Theme.colors.good : Theme.colors.danger
            }
        }
        SettingRow {
            last: true
            title: qsTr("Letters and icons")
            detail: qsTr("Inter and JetBrains Mono, under the SIL Open Font License")
        }
    }
}
