pragma Singleton
import QtQuick
import Alcove

// Everything that has a number or a colour. The window sets what the person chose; the rest
// follows from tokens.json and from the desktop.
QtObject {
    id: theme

    enum Scheme { System, Light, Dark, Contrast }

    property int scheme: Theme.Scheme.System
    property string accentName: ""
    property int readingSize: 1

    readonly property bool desktopIsDark: Application.styleHints.colorScheme === Qt.ColorScheme.Dark
    readonly property bool contrast: scheme === Theme.Scheme.Contrast
    readonly property bool dark: scheme === Theme.Scheme.Dark || (scheme !== Theme.Scheme.Light && desktopIsDark)
    readonly property Palette colors: contrast ? (dark ? palettes.contrastDark : palettes.contrastLight) : (dark ? palettes.dark : palettes.light)
    readonly property AccentPalette accent: palettes.accent(accentName, schemeName())
    readonly property list<string> accentNames: palettes.accents

    readonly property SpaceTokens space: SpaceTokens {}
    readonly property RadiusTokens radius: RadiusTokens {}
    readonly property StrokeTokens stroke: StrokeTokens {}
    readonly property SizeTokens size: SizeTokens {}
    readonly property MotionTokens motion: MotionTokens {}
    readonly property Measures measure: Measures {}
    readonly property Elevation elevation: Elevation {}
    readonly property IconPaths icons: IconPaths {}
    readonly property TypeRoles type: TypeRoles {}
    readonly property ReadingRoles reading: ReadingRoles {
        type: theme.type
        choice: theme.readingSize
    }

    // In the order of BlockModel.codeColours
    readonly property list<color> codeColours: [colors.codeText, colors.codeKeyword, colors.codeString, colors.codeNumber, colors.codeComment, colors.codeFunction, colors.codeType]
    readonly property int lineWidth: contrast ? measure.contrastLine : stroke.control
    readonly property int focusWidth: contrast ? measure.contrastFocus : stroke.focus

    // The same accent in the other colours of the current scheme, for choosing one.
    function accentFor(name: string): AccentPalette {
        return palettes.accent(name, schemeName())
    }

    function schemeName(): string {
        return contrast ? (dark ? "contrastDark" : "contrastLight") : (dark ? "dark" : "light")
    }

    readonly property Palettes palettes: Palettes {}
    readonly property list<QtObject> fonts: [
        FontLoader { source: "qrc:/alcove/fonts/Inter-Regular.otf" },
        FontLoader { source: "qrc:/alcove/fonts/Inter-Medium.otf" },
        FontLoader { source: "qrc:/alcove/fonts/Inter-SemiBold.otf" },
        FontLoader { source: "qrc:/alcove/fonts/Inter-Italic.otf" },
        FontLoader { source: "qrc:/alcove/fonts/InterDisplay-Medium.otf" },
        FontLoader { source: "qrc:/alcove/fonts/InterDisplay-SemiBold.otf" },
        FontLoader { source: "qrc:/alcove/fonts/JetBrainsMono-Regular.ttf" },
        FontLoader { source: "qrc:/alcove/fonts/JetBrainsMono-Bold.ttf" }
    ]
}
