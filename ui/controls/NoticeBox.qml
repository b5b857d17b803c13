pragma ComponentBehavior: Bound
import QtQuick
import Alcove

// One sentence what, one what to do, at most two buttons. Stands where the trouble is.
Rectangle {
    id: notice

    enum Tone { Warn, Danger, Plain }

    required property string title
    property string detail
    property string iconName: "warning"
    property int tone: NoticeBox.Tone.Warn
    property list<string> actions
    property bool closable: false

    signal acted(index: int)
    signal closed

    readonly property color ink: tone === NoticeBox.Tone.Danger ? Theme.colors.danger : tone === NoticeBox.Tone.Warn ? Theme.colors.warn : Theme.colors.text2

    implicitHeight: Math.max(Theme.measure.noticeMin, words.implicitHeight + 2 * Theme.measure.buttonPadding)
    radius: Theme.radius.block
    color: tone === NoticeBox.Tone.Danger ? Theme.colors.dangerTint : tone === NoticeBox.Tone.Warn ? Theme.colors.warnTint : Theme.colors.sunken
    border.width: Theme.contrast ? Theme.lineWidth : 0
    border.color: tone === NoticeBox.Tone.Plain ? Theme.colors.border : ink

    Accessible.role: Accessible.AlertMessage
    Accessible.name: title + (detail === "" ? "" : " " + detail)

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space.s5
        y: Theme.space.s5
        name: notice.iconName
        tone: notice.ink
    }
    Column {
        id: words
        anchors.left: parent.left
        anchors.leftMargin: Theme.measure.noticeText
        anchors.right: parent.right
        anchors.rightMargin: notice.closable ? Theme.measure.noticeText : Theme.space.s5
        y: Theme.measure.buttonPadding
        spacing: Theme.space.s2
        TextLabel {
            width: parent.width
            text: notice.title
            role: Theme.type.uiStrong
            wrapMode: Text.Wrap
        }
        TextLabel {
            width: parent.width
            visible: text !== ""
            text: notice.detail
            color: Theme.colors.text2
            wrapMode: Text.Wrap
        }
        Flow {
            width: parent.width
            topPadding: Theme.space.s3
            spacing: Theme.space.s3
            visible: notice.actions.length > 0
            Repeater {
                model: notice.actions
                PushButton {
                    required property int index
                    required property string modelData
                    text: modelData
                    kind: index === 0 ? PushButton.Kind.Normal : PushButton.Kind.Quiet
                    onClicked: notice.acted(index)
                }
            }
        }
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.s3
        y: Theme.space.s3
        visible: notice.closable
        iconName: "close"
        glyph: Theme.measure.iconMinor
        //: Closes a notice
        text: qsTr("Close")
        onClicked: notice.closed()
    }
}
