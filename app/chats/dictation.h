#pragma once

#include "app/engine_thread/messages.h"

#include <QList>
#include <QObject>
#include <QString>

namespace alcove::app {

/// One recording on its way to text (product 5): cut into pieces off the GUI thread, written down piece
/// by piece, joined. GUI thread. The recording is kept until the next one or until it is discarded, so
/// that nothing spoken is lost when something fails.
class Dictation : public QObject {
    Q_OBJECT

public:
    explicit Dictation(QObject *parent = nullptr);

    /// Begins with a recording (16 kHz, mono); ends in finished, nothingHeard, stopped or failed.
    void start(const QList<float> &recording);
    void startAgain();
    void stop();
    bool isRunning() const { return m_running; }

    const QList<float> &recording() const { return m_recording; }
    int keptSeconds() const;
    void keep(const QList<float> &recording);
    void discard();

    /// What the engine says to pieceAsked. Nobody may hand in what belongs to a stopped piece.
    void takePiece(const Transcript &piece);
    void fail(const Failure &failure);

signals:
    void runningChanged();
    void pieceAsked(const QList<float> &samples);
    void finished(const QString &text); ///< empty: the model could not make it out
    void nothingHeard();
    void stopped(const QString &text); ///< what was written down so far, perhaps nothing
    void failed(const alcove::app::Failure &failure);
    void keptChanged();

private:
    void takePieces(const QList<QList<float>> &pieces);
    void askNext();
    void setRunning(bool running);

    QList<float> m_recording;
    QList<QList<float>> m_pieces; ///< still to be written down
    QString m_text;
    bool m_running = false;
    int m_job = 0; ///< pieces of an older one are dropped
};

} // namespace alcove::app
