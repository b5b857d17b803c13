pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Settings

SettingsPage {
    id: page

    required property Settings settings

    title: qsTr("Appearance")

    SettingGroup {
        width: parent.width
        SettingRow {
            title: qsTr("Colours")
            ChoiceBar {
                name: qsTr("Colours")
                //: A colour scheme: as the desktop has it
                options: [qsTr("System"), qsTr("Light"), qsTr("Dark")]
                current: page.settings.colourScheme
                onChosen: index => page.settings.colourScheme = index
            }
        }
        SettingRow {
            title: qsTr("Accent")
            detail: qsTr("Marks what happens next.")
            AccentChoice {
                accents: page.settings.accents
                current: page.settings.accent
                onChosen: name => page.settings.accent = name
            }
        }
        SettingRow {
            last: true
            title: qsTr("Reading size")
            detail: qsTr("Text of messages, and the width of the column.")
            ChoiceBar {
                name: qsTr("Reading size")
                options: [qsTr("Small"), qsTr("Normal"), qsTr("Large"), qsTr("Larger")]
                current: page.settings.readingSize
                onChosen: index => page.settings.readingSize = index
            }
        }
    }
}
