pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs

// The desktop's own dialogs, made when they are first asked for.
Item {
    id: dialogs

    signal filesChosen(files: list<url>)
    signal modelChosen(path: string)

    function chooseFiles() {
        files.active = true
        const dialog = files.item as FileDialog
        dialog.open()
    }
    function chooseModelFile() {
        modelFile.active = true
        const dialog = modelFile.item as FileDialog
        dialog.open()
    }
    function chooseModelFolder() {
        modelFolder.active = true
        const dialog = modelFolder.item as FolderDialog
        dialog.open()
    }
    function localPath(file: url): string {
        return decodeURIComponent(file.toString().replace(/^file:\/\//, ""))
    }

    Loader {
        id: files
        active: false
        sourceComponent: FileDialog {
            title: qsTr("Add files")
            fileMode: FileDialog.OpenFiles
            nameFilters: [qsTr("Pictures, recordings and text (%1)").arg("*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.heic *.avif *.jxl *.wav *.mp3 *.ogg *.flac *.m4a *.txt *.md"), qsTr("All files (%1)").arg("*")]
            onAccepted: dialogs.filesChosen(selectedFiles)
        }
    }
    Loader {
        id: modelFile
        active: false
        sourceComponent: FileDialog {
            title: qsTr("Open a model file")
            nameFilters: [qsTr("Models (%1)").arg("*.gguf *.safetensors"), qsTr("All files (%1)").arg("*")]
            onAccepted: dialogs.modelChosen(dialogs.localPath(selectedFile))
        }
    }
    Loader {
        id: modelFolder
        active: false
        sourceComponent: FolderDialog {
            title: qsTr("Open a model folder")
            onAccepted: dialogs.modelChosen(dialogs.localPath(selectedFolder))
        }
    }
}
