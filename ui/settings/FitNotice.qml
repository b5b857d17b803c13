import QtQuick
import Alcove
import Alcove.Engine

// Something does not fit into memory: the nearest that does, in numbers, and one button that takes it.
NoticeBox {
    id: notice

    required property ModelReport report
    required property MemoryChoice choice
    property string also // one more sentence

    signal taken

    readonly property bool compact: report.nearestCacheType !== report.cacheType
    readonly property bool unaided: report.nearestDraftTokens !== report.draftTokens
    readonly property string use: {
        const length = Amounts.kilo(report.nearestContextLength)
        if (compact && unaided)
            //: A button; %1 is a length that fits
            return qsTr("Use %1 with compact storage, without looking ahead").arg(length)
        if (compact)
            //: A button; %1 is a length that fits
            return qsTr("Use %1 with compact storage").arg(length)
        if (unaided)
            //: A button; %1 is a length that fits
            return qsTr("Use %1 without looking ahead").arg(length)
        //: A button; %1 is a length that fits
        return qsTr("Use %1").arg(length)
    }
    //: What other settings take: two amounts of memory
    readonly property string nearest: report.hasNearest ? qsTr("The nearest that fits takes %1 of the %2 that can be given.").arg(Amounts.bytes(report.nearestTotal)).arg(Amounts.bytes(report.available)) : qsTr("No setting fits. Close large programs, or choose a smaller model.")

    detail: also === "" ? nearest : nearest + " " + also
    actions: report.hasNearest ? [use] : []
    onActed: {
        choice.takeNearest(report)
        taken()
    }
}
