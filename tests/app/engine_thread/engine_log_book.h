#pragma once

#include "app/engine_thread/engine_thread.h"

#include <QHash>
#include <QList>
#include <QObject>

namespace alcove::app {

/// Notes everything that an EngineThread says about its requests.
class EngineLogBook : public QObject {
public:
    explicit EngineLogBook(const EngineThread &engine)
    {
        connect(&engine, &EngineThread::textArrived, this, [this](const TextBatch &batch) {
            ++batches;
            text[batch.answerId] += batch.text;
            thinking[batch.answerId] += batch.thinking;
        });
        connect(&engine, &EngineThread::progressed, this,
            [this](const AnswerProgress &progress) { progresses.append(progress); });
        connect(&engine, &EngineThread::answered, this, [this](const AnswerResult &result) {
            results[result.answerId] = result;
            ended.append(result.answerId);
        });
        connect(&engine, &EngineThread::transcribed, this, [this](const Transcript &transcript) {
            transcripts[transcript.answerId] = transcript;
            ended.append(transcript.answerId);
        });
        connect(&engine, &EngineThread::failed, this, [this](qint64 id, const Failure &failure) {
            failures[id] = failure;
            ended.append(id);
        });
    }

    bool sawPhase(qint64 answerId, AnswerProgress::Phase phase) const
    {
        for (const AnswerProgress &progress : progresses) {
            if (progress.answerId == answerId && progress.phase == phase)
                return true;
        }
        return false;
    }

    QHash<qint64, QString> text;
    QHash<qint64, QString> thinking;
    int batches = 0;
    QList<AnswerProgress> progresses;
    QHash<qint64, AnswerResult> results;
    QHash<qint64, Transcript> transcripts;
    QHash<qint64, Failure> failures;
    QList<qint64> ended; ///< ids in the order in which they ended
};

inline Question questionOf(const QString &text)
{
    return {.messages = {{.parts = {{.text = text}}}}};
}

} // namespace alcove::app
