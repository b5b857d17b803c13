#include "app/pictures/drop_inspector.h"

#include "app/pictures/file_kind.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace alcove::app {

DropContents inspectDrop(const QList<QUrl> &urls)
{
    DropContents contents;
    for (const QUrl &url : urls) {
        const FileKind kind = url.isLocalFile() ? fileKindOf(url.toLocalFile()) : FileKind::Unknown;
        if (isPicture(kind))
            ++contents.pictures;
        else if (kind == FileKind::Sound)
            ++contents.recordings;
        else if (kind == FileKind::Text)
            ++contents.texts;
        else
            contents.refused += url.fileName();
    }
    return contents;
}

void DropInspector::inspect(const QList<QUrl> &urls)
{
    // A file on a sleeping disk or a slow network may take seconds to begin.
    const auto promise = std::make_shared<QPromise<DropContents>>();
    promise->start();
    promise->future().then(this, [this, inspection = ++m_inspection](const DropContents &contents) {
        if (inspection != m_inspection)
            return;
        m_contents = contents;
        emit inspected();
    });
    QThreadPool::globalInstance()->start([promise, urls] {
        promise->addResult(inspectDrop(urls));
        promise->finish();
    });
}

} // namespace alcove::app
