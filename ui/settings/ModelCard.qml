import QtQuick
import Alcove
import Alcove.Engine

// The model in use: its name, its file, and what was found beside it.
Item {
    id: card

    required property ModelReport report
    required property EngineThread engine
    required property bool demo

    signal changeAsked

    readonly property ModelWords words: ModelWords {
        engine: card.engine
    }

    implicitHeight: facts.y + facts.height + Theme.space.s5

    Lamp {
        id: lamp
        x: card.LayoutMirroring.enabled ? parent.width - width - Theme.space.s6 : Theme.space.s6
        y: Theme.space.s7
        width: Theme.measure.iconWide
        height: Theme.size.iconLarge
        light: card.words.light
    }
    Column {
        id: facts
        anchors.left: lamp.right
        anchors.leftMargin: Theme.space.s6
        anchors.right: change.left
        anchors.rightMargin: Theme.space.s5
        y: Theme.space.s5
        spacing: Theme.space.s2
        TextLabel {
            width: parent.width
            text: card.demo ? qsTr("Tiny demonstration model") : card.report.name !== "" ? card.report.name : card.words.name
            role: Theme.type.bodyStrong
            wrapMode: Text.Wrap
        }
        TextLabel {
            width: parent.width
            visible: !card.demo && text !== ""
            //: A model file: its name, its size, and the folder in which it lies
            text: card.report.fileName === "" ? "" : qsTr("%1 · %2 · in %3").arg(card.report.fileName).arg(Amounts.bytes(card.report.bytes)).arg(card.report.folder)
            role: Theme.type.small
            tabular: true
            color: Theme.colors.text3
            wrapMode: Text.WrapAnywhere
        }
        TextLabel {
            width: parent.width
            text: card.words.stateText
            role: Theme.type.small
            tabular: true
            color: Theme.colors.text3
            wrapMode: Text.Wrap
        }
        Item {
            width: parent.width
            height: note.implicitHeight
            visible: note.text !== ""
            Icon {
                id: sign
                anchors.left: parent.left
                name: "warning"
                side: Theme.measure.iconMinor
                tone: Theme.colors.warn
            }
            TextLabel {
                id: note
                anchors.left: sign.right
                anchors.leftMargin: Theme.space.s3
                anchors.right: parent.right
                text: card.engine.notice
                role: Theme.type.small
                color: Theme.colors.warn
                wrapMode: Text.Wrap
            }
        }
        Flow {
            width: parent.width
            topPadding: Theme.space.s2
            spacing: Theme.radius.tag
            Badge {
                visible: card.demo ? card.engine.hasPictures : card.report.hasPictures
                text: qsTr("Pictures")
                iconName: "picture"
            }
            Badge {
                visible: card.demo ? card.engine.hasSpeech : card.report.hasSpeech
                text: qsTr("Speech")
                iconName: "mic"
            }
            Badge {
                visible: card.demo ? card.engine.hasDrafter : card.report.hasDrafter
                //: A small model that proposes words was found beside the model
                text: qsTr("Drafter found")
                iconName: "speed"
            }
        }
    }
    PushButton {
        id: change
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.s6
        y: Theme.space.s5
        //: Chooses another model
        text: qsTr("Change")
        onClicked: card.changeAsked()
    }
    Hairline {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space.s6
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
