import QtQuick

// One role of type: what it is set in, and how high its lines are.
QtObject {
    id: role

    required property real size
    required property int line
    required property int weight
    required property real track
    required property string kind // text, display or mono

    // A line of a Text with a fixed height stands at its top; this brings it to the middle.
    readonly property int drop: Math.round((line - size * (kind === "mono" ? 1.32 : 1.21)) / 2)

    // An editable line of a fixed height has its letters lower, at four fifths; this brings them there, too.
    readonly property int lift: Math.round(line * 0.8 - size * 0.97) - drop

    // `font` for running text, `numbers` for figures that change or stand in columns
    readonly property font font: make(0)
    readonly property font numbers: make(1)

    function family(): string {
        switch (role.kind) {
        case "mono":
            return "JetBrains Mono"
        case "display":
            return "Inter Display"
        }
        return "Inter"
    }

    function make(tabular: int): font {
        const features = role.kind === "mono" ? {
            "calt": 0,
            "zero": 1
        } : {
            "calt": 1,
            "ss03": 1,
            "cv05": 1,
            "tnum": tabular
        }
        return Qt.font({
            "family": role.family(),
            "pixelSize": Math.floor(role.size),
            "weight": role.weight,
            "letterSpacing": role.track,
            "features": features
        })
    }
}
