#pragma once

#include "app/engine_thread/backend.h"
#include "app/engine_thread/messages.h"
#include "app/engine_thread/text_frames.h"

#include <QObject>
#include <QThread>
#include <QTimer>
#include <qqmlregistration.h>

#include <deque>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace alcove::app {

class EngineWorker;

/// GUI thread. Starts, stops and joins the engine thread; EngineWorker lives there, alone with the engine.
/// One request at a time, in the order of asking; a request made while no model is loaded loads it first.
/// Every request has an id and ends in exactly one of answered, transcribed, failed; nothing with its id
/// comes afterwards. The destructor stops, quits, waits.
class EngineThread : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to Main.qml")

    Q_PROPERTY(ModelState modelState READ modelState NOTIFY modelStateChanged)
    /// The loaded model's name; before that, its file's.
    Q_PROPERTY(QString modelName READ modelName NOTIFY factsChanged)
    Q_PROPERTY(bool isDemo READ isDemo NOTIFY factsChanged)
    /// What a load is at, and its bytes so far; the total is 0 before it is known.
    Q_PROPERTY(LoadStage loadStage READ loadStage NOTIFY loadProgressed)
    Q_PROPERTY(qint64 progressDone READ progressDone NOTIFY loadProgressed)
    Q_PROPERTY(qint64 progressTotal READ progressTotal NOTIFY loadProgressed)
    /// Resident memory of the program, measured; 0 while no model is loaded.
    Q_PROPERTY(qint64 bytesInUse READ bytesInUse NOTIFY modelStateChanged)
    /// What of it the model gives back when another one is loaded.
    Q_PROPERTY(qint64 bytesHeld READ bytesHeld NOTIFY modelStateChanged)
    /// What did not go as it should when the model was loaded and keeps nobody from working; else empty.
    Q_PROPERTY(QString notice READ notice NOTIFY modelStateChanged)
    Q_PROPERTY(QString errorWhat READ errorWhat NOTIFY modelStateChanged)
    Q_PROPERTY(QString errorRemedy READ errorRemedy NOTIFY modelStateChanged)
    /// What the model last loaded can do; true before that is known.
    Q_PROPERTY(bool hasPictures READ hasPictures NOTIFY factsChanged)
    Q_PROPERTY(bool hasSpeech READ hasSpeech NOTIFY factsChanged)
    Q_PROPERTY(bool hasDrafter READ hasDrafter NOTIFY factsChanged)
    /// Positions that a conversation can hold; 0 while unknown.
    Q_PROPERTY(int contextLength READ contextLength NOTIFY factsChanged)
    /// Whether the system keeps this process from opening network connections.
    Q_PROPERTY(bool offlineProven READ offlineProven CONSTANT)

public:
    enum ModelState {
        NoModel, ///< none chosen and no demonstration model found
        Loading,
        Ready,
        Resting, ///< chosen, not in memory; comes with the next request
        Failed,  ///< errorWhat, errorRemedy; the next request tries again
    };
    Q_ENUM(ModelState)
    enum class LoadStage {
        Reading = int(app::LoadStage::Reading),
        Packing = int(app::LoadStage::Packing),
        Writing = int(app::LoadStage::Writing),
    };
    Q_ENUM(LoadStage)

    /// demoPath: the model to use while none is chosen; empty: there is none.
    EngineThread(std::unique_ptr<Backend> backend, const ModelOptions &options, const QString &demoPath,
        QObject *parent = nullptr);
    ~EngineThread() override;

    /// Before use: what the socket filter said.
    void setOfflineProven(bool proven) { m_offlineProven = proven; }
    /// Minutes without requests before the model rests; 0: never.
    void setRestAfterMinutes(int minutes);

    /// Another model loads at once; so does another way of loading, unless the model rests. Both wait for
    /// the request that is running.
    void setOptions(const ModelOptions &options);
    const ModelOptions &options() const { return m_options; }

    /// Loads if nothing is loaded or loading.
    Q_INVOKABLE void load();
    /// Loads anew, after the request that is running.
    Q_INVOKABLE void reload();
    /// Gives the model's memory back when nothing is running; stops a load.
    Q_INVOKABLE void rest();

    /// The budget of a picture that a question will have when `wanted` was chosen: the demo model was
    /// trained with 70 soft tokens and sees nothing right at any other.
    Q_INVOKABLE int pictureBudget(int wanted) const { return isDemo() ? kDemoPictureTokens : wanted; }

    void ask(qint64 answerId, const Question &question);
    void transcribe(qint64 answerId, const QList<float> &samples);
    /// Takes effect within 0.3 s in every state. Stopping the last request that waits for a load stops
    /// the load.
    void stop(qint64 answerId);
    /// Counted when nothing else is to be done; a newer count replaces one that waits. Answered by
    /// counted, or not at all.
    void countTokens(qint64 countId, const Question &question);

    ModelState modelState() const { return m_state; }
    QString modelName() const;
    bool isDemo() const { return m_options.path.isEmpty(); }
    LoadStage loadStage() const { return LoadStage(m_loadStage); }
    qint64 progressDone() const { return m_progressDone; }
    qint64 progressTotal() const { return m_progressTotal; }
    qint64 bytesInUse() const { return m_state == Ready ? m_facts.bytesInUse : 0; }
    qint64 bytesHeld() const { return m_state == Ready ? m_facts.bytesHeld : 0; }
    QString notice() const { return m_state == Ready ? m_facts.notice : QString(); }
    QString errorWhat() const { return m_error.what; }
    QString errorRemedy() const { return m_error.remedy; }
    bool hasPictures() const { return m_facts.hasPictures; }
    bool hasSpeech() const { return m_facts.hasSpeech; }
    bool hasDrafter() const { return m_facts.hasDrafter; }
    int contextLength() const { return m_facts.contextLength; }
    bool offlineProven() const { return m_offlineProven; }

signals:
    void modelStateChanged();
    void factsChanged();
    void loadProgressed();

    /// At most 60 times a second.
    void textArrived(const alcove::app::TextBatch &batch);
    void progressed(const alcove::app::AnswerProgress &progress);
    void answered(const alcove::app::AnswerResult &result);
    void transcribed(const alcove::app::Transcript &transcript);
    void failed(qint64 answerId, const alcove::app::Failure &failure);
    void counted(const alcove::app::TokenCount &count);

private:
    static constexpr int kDemoPictureTokens = 70;

    struct Request {
        enum class Kind { Answer, Transcript };
        qint64 id = 0;
        Kind kind = Kind::Answer;
        Question question{};
        QList<float> samples{};
        std::stop_source stop{};
        bool abandoned = false; ///< reported as stopped; what still comes is dropped
    };
    enum class Work { None, Load, Unload, Request, Count };

    void connectWorker();
    void setUpTimers();
    void enqueue(Request request);
    void advance();
    void startLoading();
    void startUnloading();
    void startRequest();
    void startCount();
    void waitIdle();
    void stopRunning();
    void abandonRunning();
    bool takesResultOf(qint64 answerId) const;
    void finishWork();
    void reportStopped(const Request &request);
    void reportToWaiting(AnswerProgress progress);
    void failWaiting(const Failure &failure);
    void setState(ModelState state, const Failure &error = {});
    void setFacts(const ModelFacts &facts);
    void setProgress(app::LoadStage stage, qint64 done, qint64 total);
    QString chosenPath() const { return isDemo() ? m_demoPath : m_options.path; }
    /// Runs on the engine thread, after what is running there.
    template <typename Function>
    void post(Work work, Function function);

    void onLoaded(const ModelFacts &facts);
    void onLoadStopped();
    void onLoadFailed(const Failure &failure);
    void onWrote(const TextBatch &piece);
    void onProgressed(const AnswerProgress &progress);
    void onAnswered(const AnswerResult &result);
    void onTranscribed(const Transcript &transcript);
    void onFailed(qint64 answerId, const Failure &failure);

    QThread m_thread;
    EngineWorker *m_worker;   ///< deleted by the thread's end
    Work m_work = Work::None; ///< what the engine thread does now
    std::deque<Request> m_waiting;
    std::optional<Request> m_running;
    std::optional<std::pair<qint64, Question>> m_waitingCount;

    ModelOptions m_options;
    const QString m_demoPath;
    ModelState m_state = NoModel;
    ModelFacts m_facts;
    Failure m_error;
    app::LoadStage m_loadStage = app::LoadStage::Reading;
    qint64 m_progressDone = 0;
    qint64 m_progressTotal = 0;
    std::stop_source m_loadStop;
    bool m_loadWanted = false; ///< by load, reload or other options
    bool m_restWanted = false;
    bool m_offlineProven = false;

    TextFrames m_text;
    QTimer m_grace; ///< how long a running request may take to stop
    QTimer m_idle;
};

} // namespace alcove::app
