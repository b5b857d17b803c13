pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Voice

// While the microphone is open: cancel, running time, the level as it is measured, and two ways on.
FocusScope {
    id: row

    required property Recorder recorder
    required property bool narrow

    signal writeDownAsked
    signal sendAsked

    Component.onCompleted: forceActiveFocus()
    Keys.onReturnPressed: row.writeDownAsked()
    Keys.onEnterPressed: row.writeDownAsked()

    IconButton {
        id: cancel
        anchors.left: parent.left
        anchors.leftMargin: Theme.measure.rowInset
        anchors.verticalCenter: parent.verticalCenter
        implicitWidth: Theme.measure.composerButton
        implicitHeight: Theme.measure.composerButton
        iconName: "close"
        text: qsTr("Discard the recording")
        keys: qsTr("Esc")
        onClicked: row.recorder.cancel()
    }
    Rectangle {
        id: dot
        anchors.left: cancel.right
        anchors.leftMargin: Theme.space.s3
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.measure.recordDot
        height: width
        radius: width / 2
        color: row.recorder.state === Recorder.State.Recording ? Theme.colors.danger : Theme.colors.border
    }
    TextLabel {
        id: time
        anchors.left: dot.right
        anchors.leftMargin: Theme.measure.rowInset
        anchors.verticalCenter: parent.verticalCenter
        text: Amounts.clock(row.recorder.seconds)
        role: Theme.type.bodyStrong
        tabular: true
        //: The running time of a recording; %1 is minutes and seconds
        Accessible.name: qsTr("Recording, %1").arg(text)
    }
    LevelMeter {
        anchors.left: time.right
        anchors.leftMargin: Theme.space.s5
        anchors.right: acts.left
        anchors.rightMargin: Theme.space.s5
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        levels: row.recorder.levels
        clipping: row.recorder.clipping
    }
    Row {
        id: acts
        anchors.right: parent.right
        anchors.rightMargin: Theme.measure.rowInset
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space.s3
        PushButton {
            visible: !row.narrow
            implicitHeight: Theme.measure.composerButton
            //: Turns the recording into text in the composer
            text: qsTr("Write it down")
            onClicked: row.writeDownAsked()
        }
        IconButton {
            visible: row.narrow
            implicitWidth: Theme.measure.composerButton
            implicitHeight: Theme.measure.composerButton
            iconName: "edit"
            text: qsTr("Write it down")
            onClicked: row.writeDownAsked()
        }
        ArchButton {
            iconName: "send"
            text: qsTr("Send the sound itself")
            onClicked: row.sendAsked()
        }
    }
}
