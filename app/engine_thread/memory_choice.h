#pragma once

#include "app/engine_thread/model_report.h"
#include "app/settings/settings.h"

#include <QObject>
#include <qqmlregistration.h>

namespace alcove::app {

/// A choice of the settings that decides about memory. What takes more than before is tried against what
/// the computer can give; if it does not fit, it is refused, the settings stay, and `report` has the
/// nearest that fits (contract 6). GUI thread. The demonstration model fits everywhere.
class MemoryChoice : public QObject {
    Q_OBJECT
    QML_ELEMENT

    /// Needed before the first choice; outlives this.
    Q_PROPERTY(alcove::app::Settings *settings MEMBER m_settings NOTIFY settingsChanged)
    /// Of what was tried last; hand it what the model in memory gives back.
    Q_PROPERTY(alcove::app::ModelReport *report READ report CONSTANT)
    /// What was chosen last and does not fit.
    Q_PROPERTY(Subject refused READ refused NOTIFY refusedChanged)

public:
    enum class Subject { Nothing, Length, Storage, LookAhead };
    Q_ENUM(Subject)

    explicit MemoryChoice(QObject *parent = nullptr);

    ModelReport *report() { return &m_report; }
    Subject refused() const { return m_refused; }

    Q_INVOKABLE void chooseLength(int positions);
    /// As Settings.CacheType.
    Q_INVOKABLE void chooseStorage(int cacheType);
    /// As Settings.draftTokens.
    Q_INVOKABLE void chooseLookAhead(int draftTokens);
    /// Puts the model of a report in force with the nearest settings that fit.
    Q_INVOKABLE void takeNearest(alcove::app::ModelReport *of);

signals:
    void settingsChanged();
    void refusedChanged();

private:
    void attempt(Subject subject, int positions, int cacheType, int draftTokens);
    void decide();
    void take(int positions, int cacheType, int draftTokens);
    void setRefused(Subject subject);

    Settings *m_settings = nullptr;
    ModelReport m_report;
    Subject m_tried = Subject::Nothing; ///< chosen, not yet known to fit
    Subject m_refused = Subject::Nothing;
};

} // namespace alcove::app
