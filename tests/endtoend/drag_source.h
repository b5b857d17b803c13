#pragma once

#include <QRasterWindow>
#include <QUrl>

namespace alcove::app {

/// A small window out of which a file can be dragged with the real pointer, as out of a file manager.
class DragSource : public QRasterWindow {
public:
    explicit DragSource(const QUrl &file);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QUrl m_file;
};

} // namespace alcove::app
