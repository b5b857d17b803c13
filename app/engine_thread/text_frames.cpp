#include "app/engine_thread/text_frames.h"

#include <utility>

namespace alcove::app {

namespace {

constexpr int kFrameMilliseconds = 17;

} // namespace

TextFrames::TextFrames(std::function<void(const TextBatch &)> send, QObject *parent)
    : QObject(parent)
    , m_send(std::move(send))
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_frame.setInterval(kFrameMilliseconds);
    connect(&m_frame, &QTimer::timeout, this, &TextFrames::flush);
}

void TextFrames::add(const TextBatch &piece)
{
    m_gathered.answerId = piece.answerId;
    m_gathered.text += piece.text;
    m_gathered.thinking += piece.thinking;
    m_gathered.pieces += piece.pieces;
    if (!m_frame.isActive())
        flush();
}

void TextFrames::flush()
{
    if (m_gathered.pieces == 0)
        return;
    m_frame.start();
    m_send(std::exchange(m_gathered, {}));
}

void TextFrames::clear()
{
    m_gathered = {};
}

} // namespace alcove::app
