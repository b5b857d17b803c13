#include "app/pictures/picture_decoder.h"

#include "app/pictures/picture_worker.h"

#include <QPromise>

#include <memory>

namespace alcove::app {

PictureDecoder::PictureDecoder(QObject *parent) : QObject(parent), m_worker(new PictureWorker)
{
    m_thread.setObjectName(QStringLiteral("pictures"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &PictureWorker::examined, this, &PictureDecoder::examined);
    m_thread.start(QThread::LowPriority);
}

PictureDecoder::~PictureDecoder()
{
    m_thread.quit();
    m_thread.wait();
}

void PictureDecoder::examineFile(int id, const QString &path)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id, path] { worker->examineFile(id, path); }, Qt::QueuedConnection);
}

void PictureDecoder::examinePicture(int id, const QString &name, const QImage &picture)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id, name, picture] { worker->examinePicture(id, name, picture); },
        Qt::QueuedConnection);
}

QUrl PictureDecoder::keep(int id, const QByteArray &bytes)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id, bytes] { worker->keep(id, bytes); }, Qt::QueuedConnection);
    return thumbnailUrl(id);
}

void PictureDecoder::forget(int id)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, id] { worker->forget(id); }, Qt::QueuedConnection);
}

QUrl PictureDecoder::thumbnailUrl(int id)
{
    return QUrl(QStringLiteral("image://thumbnails/%1").arg(id));
}

QFuture<QImage> PictureDecoder::thumbnail(int id, QSize wanted) const
{
    // Shared, because queued calls are copied.
    const auto promise = std::make_shared<QPromise<QImage>>();
    promise->start();
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, id, wanted, promise] {
            if (!promise->isCanceled())
                promise->addResult(worker->thumbnail(id, wanted));
            promise->finish();
        },
        Qt::QueuedConnection);
    return promise->future();
}

} // namespace alcove::app
