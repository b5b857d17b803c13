pragma Singleton
import QtQuick

// Amounts as people read them, in the language of the window.
QtObject {
    id: amounts

    readonly property real gigabyte: 1024 * 1024 * 1024 // face.md 6: GB means 2^30 bytes everywhere
    readonly property real megabyte: 1024 * 1024

    // "7.8 GB", or "60 MB" below a tenth of a gigabyte
    function bytes(count: real): string {
        if (count < gigabyte / 10)
            //: An amount of memory; %1 is a whole number
            return qsTr("%1 MB").arg(whole(Math.round(count / megabyte)))
        //: An amount of memory; %1 has one decimal
        return qsTr("%1 GB").arg(gigabytes(count))
    }

    function gigabytes(count: real): string {
        return (count / gigabyte).toLocaleString(Qt.locale(), "f", 1)
    }

    function whole(count: real): string {
        return Math.round(count).toLocaleString(Qt.locale(), "f", 0)
    }

    function tenths(value: real): string {
        return value.toLocaleString(Qt.locale(), "f", 1)
    }

    // "8 K" for 8192 positions
    function kilo(count: int): string {
        //: A conversation length; %1 thousand tokens
        return qsTr("%1 K").arg(whole(count / 1024))
    }

    // "0:14"
    function clock(seconds: int): string {
        return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0")
    }
}
