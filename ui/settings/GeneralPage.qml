import QtQuick
import Alcove
import Alcove.Settings

SettingsPage {
    id: page

    required property Settings settings

    title: qsTr("General")

    SettingGroup {
        width: parent.width
        SettingRow {
            title: qsTr("Think first in new chats")
            detail: qsTr("Answers come later and are better at hard questions.")
            ToggleSwitch {
                name: qsTr("Think first in new chats")
                checked: page.settings.thinkFirst
                onToggled: page.settings.thinkFirst = checked
            }
        }
        SettingRow {
            title: qsTr("Enter sends")
            detail: page.settings.enterSends ? qsTr("Shift Enter starts a line.") : qsTr("Enter starts a line, Ctrl Enter sends.")
            ToggleSwitch {
                name: qsTr("Enter sends")
                checked: page.settings.enterSends
                onToggled: page.settings.enterSends = checked
            }
        }
        SettingRow {
            id: details
            readonly property list<int> budgets: [70, 140, 280, 560, 1120]
            last: true
            title: qsTr("Detail of pictures")
            detail: qsTr("How many tokens a picture takes. Small print needs more.")
            ChoiceBar {
                name: details.title
                options: details.budgets.map(tokens => Amounts.whole(tokens))
                current: details.budgets.indexOf(page.settings.imageTokens)
                onChosen: index => page.settings.imageTokens = details.budgets[index]
            }
        }
    }
}
