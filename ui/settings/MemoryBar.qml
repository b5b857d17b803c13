pragma ComponentBehavior: Bound
import QtQuick
import Alcove
import Alcove.Engine

// What the model takes with the settings shown, part by part, and what stays free.
Item {
    id: bar

    required property ModelReport report

    readonly property real room: Math.max(report.total, report.available)
    readonly property real free: Math.max(0, report.available - report.total)

    implicitHeight: legend.y + legend.height + Theme.space.s6

    Accessible.role: Accessible.Grouping
    Accessible.name: heading.text

    component Part: Rectangle {
        required property real share
        width: Math.max(0, share * parts.width - Theme.stroke.focus)
        height: Theme.measure.memoryBar
        radius: Theme.measure.memoryPart
        visible: share > 0
        Behavior on width { NumberAnimation { duration: Theme.motion.normal } }
    }

    TextLabel {
        id: heading
        x: bar.LayoutMirroring.enabled ? parent.width - width - Theme.space.s6 : Theme.space.s6
        y: Theme.space.s5
        text: qsTr("Memory with these settings")
        role: Theme.type.uiStrong
    }
    TextLabel {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space.s6
        anchors.baseline: heading.baseline
        visible: parent.width > width + heading.width + Theme.measure.settingsTop
        //: %1 is an amount of memory
        text: qsTr("%1 can be given now").arg(Amounts.bytes(bar.report.available))
        role: Theme.type.small
        tabular: true
        color: Theme.colors.text3
    }
    Row {
        id: parts
        x: Theme.space.s6
        y: Theme.size.composerMin - Theme.measure.rowInset
        width: parent.width - 2 * Theme.space.s6
        spacing: Theme.stroke.focus
        Part {
            share: bar.room > 0 ? (bar.report.weights + bar.report.drafter) / bar.room : 0
            color: Theme.colors.barWeights
        }
        Part {
            share: bar.room > 0 ? bar.report.cache / bar.room : 0
            color: Theme.colors.barCache
        }
        Part {
            share: bar.room > 0 ? bar.report.scratch / bar.room : 0
            color: Theme.colors.barScratch
        }
        Part {
            share: bar.room > 0 ? bar.free / bar.room : 0
            color: Theme.colors.barFree
            border.width: Theme.stroke.hair
            border.color: Theme.colors.border
        }
    }
    Flow {
        id: legend
        x: Theme.space.s6
        y: parts.y + Theme.measure.memoryBar + Theme.space.s5
        width: parent.width - 2 * Theme.space.s6
        spacing: Theme.space.s6
        MemoryPart {
            name: qsTr("Weights")
            bytes: bar.report.weights + bar.report.drafter
            tone: Theme.colors.barWeights
        }
        MemoryPart {
            name: qsTr("Conversation")
            bytes: bar.report.cache
            tone: Theme.colors.barCache
        }
        MemoryPart {
            name: qsTr("Working space")
            bytes: bar.report.scratch
            tone: Theme.colors.barScratch
        }
        MemoryPart {
            name: qsTr("Free")
            bytes: bar.free
            tone: Theme.colors.barFree
            hollow: true
        }
    }
}
