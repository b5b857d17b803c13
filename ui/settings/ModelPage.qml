pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Engine
import Alcove.Settings

SettingsPage {
    id: page

    required property Settings settings
    required property EngineThread engine
    required property string candidate

    signal fileAsked
    signal folderAsked
    signal taken // the candidate is in force, or was looked at and refused

    readonly property bool looking: candidate !== "" && report.busy
    readonly property bool unsound: candidate !== "" && !report.busy && report.problem !== ""
    readonly property bool tooMuch: candidate !== "" && !report.busy && report.problem === "" && !report.fits

    title: qsTr("Model")
    intro: qsTr("Alcove opens no connection, so it cannot fetch a model for you. Bring the files once; they stay where they are.")

    // A file that was just chosen comes into force when it is sound and fits.
    function consider() {
        if (candidate === "" || report.busy || report.path !== candidate)
            return
        if (report.problem === "" && report.fits) {
            settings.modelPath = candidate
            taken()
        }
    }

    ModelReport {
        id: report
        path: page.candidate !== "" ? page.candidate : page.settings.modelPath
        contextLength: page.settings.contextLength
        cacheType: page.settings.cacheType
        draftTokens: page.settings.draftTokens
        givenBack: page.engine.bytesHeld
        onReportChanged: page.consider()
        onBusyChanged: page.consider()
    }
    MemoryChoice {
        id: choice
        settings: page.settings
    }
    Timer {
        interval: Theme.measure.memoryEvery
        repeat: true
        running: page.tooMuch
        onTriggered: report.refresh()
    }
    NoticeBox {
        width: parent.width
        visible: page.unsound
        iconName: "document"
        title: report.problem
        detail: report.remedy
        closable: true
        onClosed: page.taken()
    }
    FitNotice {
        width: parent.width
        visible: page.tooMuch
        iconName: "memory"
        report: report
        choice: choice
        title: qsTr("“%1” needs %2, and this computer can give %3 now.").arg(report.fileName).arg(Amounts.bytes(report.total)).arg(Amounts.bytes(report.available))
        also: qsTr("The model before stays in use.")
        closable: true
        onTaken: page.taken()
        onClosed: page.taken()
    }
    SettingGroup {
        width: parent.width
        ModelCard {
            width: parent.width
            report: report
            engine: page.engine
            demo: page.settings.modelPath === "" && page.candidate === ""
            onChangeAsked: page.fileAsked()
        }
        SettingRow {
            title: qsTr("Load when Alcove starts")
            detail: qsTr("Otherwise with the first message.")
            ToggleSwitch {
                name: qsTr("Load when Alcove starts")
                checked: page.settings.loadAtStart
                onToggled: page.settings.loadAtStart = checked
            }
        }
        SettingRow {
            id: rest
            readonly property list<int> minutes: [0, 5, 15, 60]
            last: true
            title: qsTr("Rest when idle")
            detail: qsTr("Gives the memory back; the model returns with your next message.")
            SelectBox {
                name: rest.title
                textRole: "text"
                model: rest.minutes.map(count => ({
                    "text": count === 0 ? qsTr("Never") : qsTr("After %n minute(s)", "", count)
                }))
                currentIndex: rest.minutes.indexOf(page.settings.restAfterMinutes)
                onActivated: index => page.settings.restAfterMinutes = rest.minutes[index]
            }
        }
    }
    SettingGroup {
        width: parent.width
        visible: page.settings.modelPath !== ""
        SettingRow {
            last: true
            title: qsTr("Tiny demonstration model")
            detail: qsTr("Built in · for trying the window, not for answers")
            PushButton {
                //: Makes a model the one in use
                text: qsTr("Use")
                onClicked: page.settings.modelPath = ""
            }
        }
    }
    Flow {
        width: parent.width
        spacing: Theme.space.s3
        PushButton {
            kind: PushButton.Kind.Primary
            text: qsTr("Open a model file")
            iconName: "import"
            busy: page.looking
            onClicked: page.fileAsked()
        }
        PushButton {
            text: qsTr("Open a model folder")
            iconName: "folder"
            onClicked: page.folderAsked()
        }
    }
}
