#include "app/voice/microphone_thread.h"

#include <QDeadlineTimer>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <tuple>

namespace alcove::app {

namespace {

constexpr std::chrono::seconds kLongestClose{2};

/// The thread hangs in PulseAudio's client library, which aborts when it is taken down with a thread in
/// it: the program then ends without taking it down.
void leaveBehind(std::unique_ptr<QThread> thread)
{
    std::ignore = thread.release();
#ifdef __GLIBC__
    ::on_exit(
        [](int status, void *) {
            std::fflush(nullptr);
            ::_exit(status);
        },
        nullptr);
#endif
}

} // namespace

MicrophoneThread::MicrophoneThread() : m_thread(std::make_unique<QThread>()), m_microphone(new Microphone)
{
    m_thread->setObjectName(QStringLiteral("microphone"));
    m_microphone->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, m_microphone, &QObject::deleteLater);
    const auto answered = [this] { m_opening = false; };
    QObject::connect(m_microphone, &Microphone::opened, m_thread.get(), answered);
    QObject::connect(m_microphone, &Microphone::notOpened, m_thread.get(), answered);
    m_thread->start();
}

MicrophoneThread::~MicrophoneThread()
{
    m_thread->disconnect();
    m_microphone->disconnect();
    QObject::connect(m_thread.get(), &QThread::finished, m_microphone, &QObject::deleteLater);
    close();
    m_thread->quit();
    const bool ended = m_thread->wait(QDeadlineTimer(m_opening ? std::chrono::seconds(0) : kLongestClose));
    if (!ended)
        leaveBehind(std::move(m_thread));
}

void MicrophoneThread::open(int recording, const QString &id)
{
    m_opening = true;
    QMetaObject::invokeMethod(
        m_microphone,
        [microphone = m_microphone, recording, id = id.toUtf8()] { microphone->open(recording, id); },
        Qt::QueuedConnection);
}

void MicrophoneThread::close()
{
    QMetaObject::invokeMethod(m_microphone, &Microphone::close, Qt::QueuedConnection);
}

void MicrophoneThread::list()
{
    QMetaObject::invokeMethod(m_microphone, &Microphone::list, Qt::QueuedConnection);
}

} // namespace alcove::app
