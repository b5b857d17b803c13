import QtQuick
import QtMultimedia

// The name of the microphone in use. Made only while it is needed: it opens the sound system.
Item {
    id: microphone

    required property string device // as Recorder.microphone; empty: the system's own choice

    readonly property string name: {
        for (const input of devices.audioInputs) {
            if (String(input.id) === device)
                return input.description
        }
        return devices.defaultAudioInput.description
    }

    MediaDevices {
        id: devices
    }
}
