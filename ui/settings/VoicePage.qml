pragma ComponentBehavior: Bound
import QtQuick
import QtMultimedia
import Alcove
import Alcove.Settings

SettingsPage {
    id: page

    required property Settings settings

    title: qsTr("Voice")
    intro: qsTr("The microphone is open only while the red dot shows. What is recorded stays on this computer.")

    MediaDevices {
        id: devices
    }
    SettingGroup {
        width: parent.width
        SettingRow {
            id: row
            readonly property list<string> ids: [""].concat(devices.audioInputs.map(input => String(input.id)))
            last: true
            title: qsTr("Microphone")
            detail: devices.audioInputs.length === 0 ? qsTr("No microphone was found.") : ""
            SelectBox {
                name: row.title
                enabled: devices.audioInputs.length > 0
                textRole: "text"
                model: [
                    {
                        "text": qsTr("As the system chooses")
                    }
                ].concat(devices.audioInputs.map(input => ({
                    "text": input.description
                })))
                currentIndex: Math.max(0, row.ids.indexOf(page.settings.microphone))
                onActivated: index => page.settings.microphone = row.ids[index]
            }
        }
    }
}
