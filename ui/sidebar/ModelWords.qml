import QtQuick
import Alcove
import Alcove.Engine

// The model's name and state in words, wherever the window speaks of them.
QtObject {
    id: words

    required property EngineThread engine

    readonly property string name: engine.isDemo ? qsTr("Demonstration model") : engine.modelName === "" ? qsTr("Model") : engine.modelName
    readonly property int percent: engine.progressTotal > 0 ? Math.floor(100 * engine.progressDone / engine.progressTotal) : 0
    readonly property int light: engine.modelState === EngineThread.Ready ? Lamp.Light.Lit : engine.modelState === EngineThread.Loading ? Lamp.Light.Warming : Lamp.Light.Off
    readonly property string stateText: {
        switch (engine.modelState) {
        case EngineThread.Ready:
            //: State of the model; %1 is an amount of memory
            return qsTr("Ready · %1 in use").arg(Amounts.bytes(engine.bytesInUse))
        case EngineThread.Loading:
            if (engine.loadStage === EngineThread.LoadStage.Writing)
                //: State of the model at its first load; %1 is a whole number
                return qsTr("Preparing, only once · %1 %").arg(percent)
            //: State of the model; %1 is a whole number
            return qsTr("Getting ready · %1 %").arg(percent)
        case EngineThread.Resting:
            return qsTr("Resting · loads with your next message")
        case EngineThread.Failed:
            //: State of the model
            return qsTr("Not loaded · see Settings, Model")
        }
        return qsTr("No model chosen")
    }
}
