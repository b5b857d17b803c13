#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <QUrl>

class QMimeData;

namespace alcove::app {

/// What a paste brings, in the order of preference: a picture, files, a long text; else nothing, and
/// the text field pastes by itself.
struct Pasted {
    QImage picture;
    QList<QUrl> files;
    QString longText;
};

/// Longer texts become an attachment (face 4).
constexpr int kLongestInlinePaste = 4000;

Pasted pastedFrom(const QMimeData *mime);

/// Markdown as plain text for other programs.
QString plainTextOf(const QString &markdown);

} // namespace alcove::app
