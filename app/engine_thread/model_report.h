#pragma once

#include "app/engine_thread/messages.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>
#include <qqmlregistration.h>

#include <functional>
#include <optional>

namespace alcove::app {

/// What a model file is and what it would take, before anything is loaded, and if that is too much, the
/// nearest settings that fit (contract 6). GUI thread; set the inputs, watch `busy`. Files are looked at
/// on a worker: headers only, never weights. While `busy` the figures are those of older inputs. An empty
/// path describes nothing.
class ModelReport : public QObject {
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY inputsChanged)
    Q_PROPERTY(int contextLength READ contextLength WRITE setContextLength NOTIFY inputsChanged)
    /// As Settings.CacheType.
    Q_PROPERTY(int cacheType READ cacheType WRITE setCacheType NOTIFY inputsChanged)
    /// 0 leaves the drafter out of the plan.
    Q_PROPERTY(int draftTokens READ draftTokens WRITE setDraftTokens NOTIFY inputsChanged)
    /// Bytes that the model in memory gives back before this one is loaded.
    Q_PROPERTY(qint64 givenBack READ givenBack WRITE setGivenBack NOTIFY inputsChanged)

    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString name READ name NOTIFY reportChanged)
    Q_PROPERTY(QString fileName READ fileName NOTIFY reportChanged)
    Q_PROPERTY(QString folder READ folder NOTIFY reportChanged)
    Q_PROPERTY(qint64 bytes READ bytes NOTIFY reportChanged)
    Q_PROPERTY(bool hasPictures READ hasPictures NOTIFY reportChanged)
    Q_PROPERTY(bool hasSpeech READ hasSpeech NOTIFY reportChanged)
    Q_PROPERTY(bool hasDrafter READ hasDrafter NOTIFY reportChanged)
    /// Positions that the model was made for; 0 if unknown.
    Q_PROPERTY(int longestContext READ longestContext NOTIFY reportChanged)
    /// What is wrong with the files; empty if nothing.
    Q_PROPERTY(QString problem READ problem NOTIFY reportChanged)
    Q_PROPERTY(QString remedy READ remedy NOTIFY reportChanged)

    Q_PROPERTY(qint64 weights READ weights NOTIFY reportChanged)
    Q_PROPERTY(qint64 drafter READ drafter NOTIFY reportChanged)
    Q_PROPERTY(qint64 cache READ cache NOTIFY reportChanged)
    Q_PROPERTY(qint64 scratch READ scratch NOTIFY reportChanged)
    Q_PROPERTY(qint64 total READ total NOTIFY reportChanged)
    Q_PROPERTY(qint64 available READ available NOTIFY reportChanged)
    Q_PROPERTY(bool fits READ fits NOTIFY reportChanged)

    /// Whether settings near these fit; then these are they, and what they take. False if these fit.
    Q_PROPERTY(bool hasNearest READ hasNearest NOTIFY reportChanged)
    Q_PROPERTY(int nearestContextLength READ nearestContextLength NOTIFY reportChanged)
    Q_PROPERTY(int nearestCacheType READ nearestCacheType NOTIFY reportChanged)
    Q_PROPERTY(int nearestDraftTokens READ nearestDraftTokens NOTIFY reportChanged)
    Q_PROPERTY(qint64 nearestTotal READ nearestTotal NOTIFY reportChanged)

public:
    /// Settings that fit, and what they take.
    struct Nearest {
        int contextLength = 0;
        CacheType cacheType = CacheType::F16;
        int draftTokens = 0;
        qint64 total = 0;
    };
    /// What was found; made on the worker.
    struct Report {
        QString name, fileName, folder;
        qint64 bytes = 0;
        bool hasPictures = false, hasSpeech = false, hasDrafter = false;
        int longestContext = 0;
        Failure problem;
        qint64 weights = 0, drafter = 0, cache = 0, scratch = 0, available = 0;
        std::optional<Nearest> nearest;
    };
    using AvailableMemory = std::function<qint64()>;

    explicit ModelReport(QObject *parent = nullptr);
    ~ModelReport() override;

    QString path() const { return m_options.path; }
    int contextLength() const { return m_options.contextLength; }
    int cacheType() const { return int(m_options.cacheType); }
    int draftTokens() const { return m_options.draftTokens; }
    qint64 givenBack() const { return m_givenBack; }
    void setPath(const QString &path);
    void setContextLength(int positions);
    void setCacheType(int type);
    void setDraftTokens(int count);
    void setGivenBack(qint64 bytes);

    bool isBusy() const { return m_busy; }
    QString name() const { return m_report.name; }
    QString fileName() const { return m_report.fileName; }
    QString folder() const { return m_report.folder; }
    qint64 bytes() const { return m_report.bytes; }
    bool hasPictures() const { return m_report.hasPictures; }
    bool hasSpeech() const { return m_report.hasSpeech; }
    bool hasDrafter() const { return m_report.hasDrafter; }
    int longestContext() const { return m_report.longestContext; }
    QString problem() const { return m_report.problem.what; }
    QString remedy() const { return m_report.problem.remedy; }
    qint64 weights() const { return m_report.weights; }
    qint64 drafter() const { return m_report.drafter; }
    qint64 cache() const { return m_report.cache; }
    qint64 scratch() const { return m_report.scratch; }
    qint64 total() const { return weights() + drafter() + cache() + scratch(); }
    qint64 available() const { return m_report.available; }
    bool fits() const { return total() <= available(); }
    bool hasNearest() const { return m_report.nearest.has_value(); }
    int nearestContextLength() const { return nearest().contextLength; }
    int nearestCacheType() const { return int(nearest().cacheType); }
    int nearestDraftTokens() const { return nearest().draftTokens; }
    qint64 nearestTotal() const { return nearest().total; }

    /// Looks at once, or again: what the computer can give changes.
    Q_INVOKABLE void refresh();
    /// Asked on the worker for what the computer can give; as the engine sees it unless another is set.
    void setAvailableMemory(const AvailableMemory &available) { m_available = available; }

signals:
    void inputsChanged();
    void busyChanged();
    void reportChanged();

private:
    void changed();
    void start();
    void finish(qint64 job, const Report &report);
    void setBusy(bool busy);
    Nearest nearest() const { return m_report.nearest.value_or(Nearest{}); }

    ModelOptions m_options;
    qint64 m_givenBack = 0;
    AvailableMemory m_available;
    Report m_report;
    bool m_busy = false;
    qint64 m_job = 0; ///< a report of an older job is dropped
    QTimer m_settle;  ///< so that a slider does not start a job a step
    QThreadPool m_pool;
};

} // namespace alcove::app
