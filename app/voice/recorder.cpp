#include "app/voice/recorder.h"

namespace alcove::app {

Recorder::Recorder(QObject *parent) : QObject(parent) {}
void Recorder::start() {}
void Recorder::cancel() {}
QList<float> Recorder::take()
{
    return {};
}
QList<float> Recorder::takeCancelled()
{
    return {};
}
void Recorder::setMicrophone(const QString &id)
{
    if (m_microphone == id)
        return;
    m_microphone = id;
    emit microphoneChanged();
}

} // namespace alcove::app
