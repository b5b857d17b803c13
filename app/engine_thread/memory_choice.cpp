#include "app/engine_thread/memory_choice.h"

#include <utility>

namespace alcove::app {

MemoryChoice::MemoryChoice(QObject *parent) : QObject(parent), m_report(this)
{
    connect(&m_report, &ModelReport::reportChanged, this, &MemoryChoice::decide);
}

void MemoryChoice::chooseLength(int positions)
{
    attempt(Subject::Length, positions, m_settings->cacheType(), m_settings->draftTokens());
}

void MemoryChoice::chooseStorage(int cacheType)
{
    attempt(Subject::Storage, m_settings->contextLength(), cacheType, m_settings->draftTokens());
}

void MemoryChoice::chooseLookAhead(int draftTokens)
{
    attempt(Subject::LookAhead, m_settings->contextLength(), m_settings->cacheType(), draftTokens);
}

void MemoryChoice::takeNearest(ModelReport *of)
{
    if (!of->hasNearest())
        return;
    setRefused(Subject::Nothing);
    m_settings->takeModel(of->path(), of->nearestContextLength(), Settings::CacheType(of->nearestCacheType()),
        of->nearestDraftTokens());
}

void MemoryChoice::attempt(Subject subject, int positions, int cacheType, int draftTokens)
{
    setRefused(Subject::Nothing);
    m_tried = Subject::Nothing;
    const bool takesMore = positions > m_settings->contextLength() || cacheType < m_settings->cacheType() ||
                           (draftTokens != 0 && m_settings->draftTokens() == 0);
    if (!takesMore) {
        take(positions, cacheType, draftTokens);
        return;
    }
    m_tried = subject;
    m_report.setPath(m_settings->modelPath());
    m_report.setContextLength(positions);
    m_report.setCacheType(cacheType);
    m_report.setDraftTokens(draftTokens);
    m_report.refresh();
}

void MemoryChoice::decide()
{
    const Subject tried = std::exchange(m_tried, Subject::Nothing);
    if (tried == Subject::Nothing)
        return;
    if (!m_report.fits())
        setRefused(tried);
    else if (m_report.path() == m_settings->modelPath())
        take(m_report.contextLength(), m_report.cacheType(), m_report.draftTokens());
}

void MemoryChoice::take(int positions, int cacheType, int draftTokens)
{
    m_settings->takeModel(m_settings->modelPath(), positions, Settings::CacheType(cacheType), draftTokens);
}

void MemoryChoice::setRefused(Subject subject)
{
    if (std::exchange(m_refused, subject) != subject)
        emit refusedChanged();
}

} // namespace alcove::app
