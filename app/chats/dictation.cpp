#include "app/chats/dictation.h"

#include "app/voice/speech_gate.h"
#include "app/voice/transcript.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace alcove::app {

namespace {

constexpr qsizetype kSamplesPerSecond = 16'000;

/// Ten minutes of sound are ten million samples: too many for the GUI thread.
QFuture<QList<QList<float>>> piecesOf(const QList<float> &recording)
{
    const auto promise = std::make_shared<QPromise<QList<QList<float>>>>(); // the pool copies its job
    promise->start();
    QThreadPool::globalInstance()->start([promise, recording] {
        promise->addResult(speechPieces(recording));
        promise->finish();
    });
    return promise->future();
}

} // namespace

Dictation::Dictation(QObject *parent) : QObject(parent) {}

void Dictation::start(const QList<float> &recording)
{
    keep(recording);
    startAgain();
}

void Dictation::startAgain()
{
    if (m_running)
        return;
    setRunning(true);
    m_text.clear();
    piecesOf(m_recording).then(this, [this, job = ++m_job](const QList<QList<float>> &pieces) {
        if (m_running && job == m_job)
            takePieces(pieces);
    });
}

void Dictation::takePieces(const QList<QList<float>> &pieces)
{
    m_pieces = pieces;
    if (!m_pieces.isEmpty()) {
        askNext();
        return;
    }
    setRunning(false);
    emit nothingHeard();
}

void Dictation::askNext()
{
    emit pieceAsked(m_pieces.takeFirst());
}

void Dictation::takePiece(const Transcript &piece)
{
    if (!m_running)
        return;
    // A piece in which the model began to repeat itself holds nothing that was said.
    if (piece.ending != Ending::Looped)
        m_text = joinedTranscript(m_text, cleanedTranscript(piece.text));
    if (piece.ending == Ending::Stopped) {
        stop();
    } else if (!m_pieces.isEmpty()) {
        askNext();
    } else {
        setRunning(false);
        emit finished(m_text);
    }
}

void Dictation::stop()
{
    if (!m_running)
        return;
    m_pieces.clear();
    setRunning(false);
    emit stopped(m_text);
}

void Dictation::fail(const Failure &failure)
{
    if (!m_running)
        return;
    m_pieces.clear();
    setRunning(false);
    emit failed(failure);
}

void Dictation::setRunning(bool running)
{
    m_running = running;
    emit runningChanged();
}

int Dictation::keptSeconds() const
{
    return int((m_recording.size() + kSamplesPerSecond - 1) / kSamplesPerSecond);
}

void Dictation::keep(const QList<float> &recording)
{
    m_recording = recording;
    emit keptChanged();
}

void Dictation::discard()
{
    if (!m_recording.isEmpty())
        keep({});
}

} // namespace alcove::app
