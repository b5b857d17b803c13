#include "app/chats/pace.h"

namespace alcove::app {

namespace {

constexpr qint64 kWindowMilliseconds = 2000;
constexpr qint64 kShortestMilliseconds = 500;

} // namespace

void Pace::start()
{
    m_clock.start();
    m_windowStart = 0;
    m_arrivals.clear();
}

void Pace::add(int steps)
{
    if (!m_clock.isValid())
        start();
    const qint64 now = m_clock.elapsed();
    m_arrivals.append({now, steps});
    forgetOld(now);
}

double Pace::perSecond() const
{
    if (m_arrivals.isEmpty())
        return 0.0;
    const qint64 span = m_arrivals.last().first - m_windowStart;
    if (span < kShortestMilliseconds)
        return 0.0;
    qint64 steps = 0;
    for (const auto &[time, count] : m_arrivals)
        steps += count;
    return double(steps) * 1000.0 / double(span);
}

void Pace::forgetOld(qint64 now)
{
    while (m_arrivals.first().first < now - kWindowMilliseconds)
        m_windowStart = m_arrivals.takeFirst().first;
}

} // namespace alcove::app
