import Alcove

BlockFrame {
    Hairline {
        width: parent.width
    }
}
