#include "app/voice/recorder.h"

#include <QCoreApplication>
#include <QPermissions>

namespace alcove::app {

namespace {

constexpr qsizetype kMostLevels = 120;
constexpr std::chrono::seconds kPatienceToBegin{5}; // wireless headsets take two to wake
// Qt does not tell when PulseAudio's device is unplugged: the sound just stops coming.
constexpr std::chrono::seconds kPatienceToGoOn{2};

} // namespace

Recorder::Recorder(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Recorder::onNothingArrived);
    startThread();
}

Recorder::~Recorder() = default;

void Recorder::startThread()
{
    m_thread = std::make_unique<MicrophoneThread>();
    const Microphone *microphone = m_thread->microphone();
    connect(microphone, &Microphone::arrived, this, &Recorder::addBatch);
    connect(microphone, &Microphone::notOpened, this, &Recorder::onNotOpened);
    connect(microphone, &Microphone::lost, this, &Recorder::onLost);
    connect(microphone, &Microphone::listed, this, &Recorder::onListed);
}

void Recorder::start()
{
    if (m_state == State::Starting || m_state == State::Recording)
        return;
    m_samples.clear();
    m_cancelled.clear();
    m_levels.clear();
    m_windowsSinceClip = kClipWindows;
    setSilence(false, false);
    setEnded(false);
    emit levelsChanged();
    emit secondsChanged();
    setState(State::Starting);
    const int recording = ++m_recording;

    const QMicrophonePermission permission;
    switch (qApp->checkPermission(permission)) {
    case Qt::PermissionStatus::Granted:
        open();
        break;
    case Qt::PermissionStatus::Denied:
        setState(State::NoPermission);
        break;
    case Qt::PermissionStatus::Undetermined:
        qApp->requestPermission(permission, this, [this, recording](const QPermission &answer) {
            if (recording != m_recording || m_state != State::Starting)
                return;
            if (answer.status() == Qt::PermissionStatus::Granted)
                open();
            else
                setState(State::NoPermission);
        });
        break;
    }
}

void Recorder::cancel()
{
    m_cancelled = take();
}

QList<float> Recorder::take()
{
    close();
    setSilence(false, false);
    setEnded(false);
    setState(State::Idle);
    return std::exchange(m_samples, {});
}

void Recorder::findMicrophones()
{
    m_thread->list();
}

void Recorder::setMicrophone(const QString &id)
{
    if (m_microphone == id)
        return;
    m_microphone = id;
    emit microphoneChanged();
}

void Recorder::open()
{
    m_patience.start(kPatienceToBegin);
    m_thread->open(m_recording, m_microphone);
}

void Recorder::close()
{
    ++m_recording;
    m_patience.stop();
    m_thread->close();
}

/// Nothing more will come, what came stays.
void Recorder::end()
{
    close();
    setSilence(false, false);
    setEnded(true);
}

void Recorder::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

void Recorder::setSilence(bool silent, bool muted)
{
    if (std::exchange(m_silent, silent) != silent)
        emit silentChanged();
    if (std::exchange(m_muted, muted) != muted)
        emit mutedChanged();
}

void Recorder::setEnded(bool ended)
{
    if (std::exchange(m_ended, ended) != ended)
        emit endedChanged();
}

void Recorder::addBatch(const SoundBatch &batch)
{
    if (batch.recording != m_recording)
        return;
    m_patience.start(kPatienceToGoOn);
    setState(State::Recording);
    const int secondsBefore = seconds();
    m_samples += batch.samples;
    if (m_samples.size() > kMostSamples)
        m_samples.resize(kMostSamples);
    if (seconds() != secondsBefore)
        emit secondsChanged();
    addLevels(batch.levels);
    if (m_samples.size() == kMostSamples)
        end();
}

void Recorder::addLevels(const QList<SoundLevel> &levels)
{
    if (levels.isEmpty())
        return;
    for (const SoundLevel &level : levels) {
        m_levels += level.level;
        m_windowsSinceClip = level.clipped ? 0 : m_windowsSinceClip + 1;
    }
    if (m_levels.size() > kMostLevels)
        m_levels.remove(0, m_levels.size() - kMostLevels);
    setSilence(levels.last().silent, levels.last().muted);
    emit levelsChanged();
}

void Recorder::onNotOpened(int recording)
{
    if (recording != m_recording)
        return;
    close();
    setState(State::NoDevice);
}

void Recorder::onLost(int recording)
{
    if (recording != m_recording)
        return;
    if (m_samples.isEmpty())
        onNotOpened(recording);
    else
        end();
}

void Recorder::onNothingArrived()
{
    const bool hangs = m_thread->isOpening();
    onLost(m_recording);
    if (hangs)
        startThread();
}

void Recorder::onListed(const QStringList &ids, const QStringList &names)
{
    m_microphoneIds = ids;
    m_microphoneNames = names;
    emit microphonesChanged();
}

} // namespace alcove::app
