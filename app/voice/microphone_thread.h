#pragma once

#include "app/voice/microphone.h"

#include <QThread>

#include <memory>

namespace alcove::app {

/// The recording thread with the Microphone that lives on it. GUI thread. Qt 6.8's PulseAudio source waits
/// without end when its device vanishes just before it is opened; a thread that hangs there cannot be
/// ended, so it is left behind rather than waited for.
class MicrophoneThread {
public:
    MicrophoneThread();
    /// Ends the thread. Waits for it, unless it hangs in opening a device.
    ~MicrophoneThread();
    MicrophoneThread(const MicrophoneThread &) = delete;
    MicrophoneThread &operator=(const MicrophoneThread &) = delete;

    void open(int recording, const QString &id);
    void close();
    void list();
    /// The device that was asked for has not answered yet.
    bool isOpening() const { return m_opening; }

    /// For connecting to its signals; lives on the other thread.
    const Microphone *microphone() const { return m_microphone; }

private:
    std::unique_ptr<QThread> m_thread;
    Microphone *m_microphone; ///< deleted by its thread
    bool m_opening = false;
};

} // namespace alcove::app
