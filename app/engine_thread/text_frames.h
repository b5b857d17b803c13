#pragma once

#include "app/engine_thread/messages.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace alcove::app {

/// Gathers the steps of an answer into batches, at most 60 a second (product 3.18). GUI thread: the
/// engine thread cannot do it, because it sits inside the model's next pass when the frame ends, and a
/// pass with drafts writes several words at once of which the last ones must not wait for the next pass.
class TextFrames : public QObject {
public:
    explicit TextFrames(std::function<void(const TextBatch &)> send, QObject *parent = nullptr);

    /// Sends at once after a pause, else with the frame's end. All pieces between two flushes are of
    /// one answer.
    void add(const TextBatch &piece);
    /// Sends what waits now.
    void flush();
    /// Forgets what waits.
    void clear();

private:
    std::function<void(const TextBatch &)> m_send;
    TextBatch m_gathered;
    QTimer m_frame;
};

} // namespace alcove::app
