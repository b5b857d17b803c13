#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QtTypes>

#include <utility>

namespace alcove::app {

/// The speed of an answer over its last two seconds, from the steps of the model as they arrive.
class Pace {
public:
    void start();
    void add(int steps);
    /// Steps a second; 0 before there is half a second to measure.
    double perSecond() const;

private:
    void forgetOld(qint64 now);

    QElapsedTimer m_clock;
    qint64 m_windowStart = 0;                 ///< milliseconds of the clock; steps up to here do not count
    QList<std::pair<qint64, int>> m_arrivals; ///< time, steps
};

} // namespace alcove::app
