import QtQuick

// The two layers of one level of elevation: the near edge and the far glow.
QtObject {
    required property real y0
    required property real blur0
    required property real alpha0
    required property real y1
    required property real blur1
    required property real alpha1
}
