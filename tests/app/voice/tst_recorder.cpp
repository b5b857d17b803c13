#include "app/voice/recorder.h"

#include "tests/endtoend/sound_server.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace alcove::app;

namespace {

const QString kRecording = ALCOVE_RESOURCES_DIR "/samples/recording-6.wav"; // 2.3 s of speech

double loudness(const QList<float> &samples)
{
    double squares = 0.0;
    for (const float sample : samples)
        squares += double(sample) * double(sample);
    return samples.isEmpty() ? 0.0 : std::sqrt(squares / double(samples.size()));
}

bool waitFor(const auto &condition, int milliseconds = 10'000)
{
    return QTest::qWaitFor(condition, milliseconds);
}

} // namespace

/// The microphone against a real sound server.
class TestRecorder : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void recordsWhatTheMicrophoneHears();
    void levelsFollowTheSound();
    void cancellingKeepsTheSoundForUndo();
    void aMutedMicrophoneIsTold();
    void anUnpluggedMicrophoneKeepsWhatWasRecorded();
    void aMicrophoneThatVanishedIsNoDeviceUntilItComesBack();
    void microphonesAreFound();
    void stoppingBeforeTheFirstSoundGivesNothing();
    void destroyingWhileRecordingIsSafe();

private:
    std::unique_ptr<SoundServer> m_server;
};

void TestRecorder::initTestCase()
{
    auto server = SoundServer::start();
    QVERIFY2(server.has_value(), server.has_value() ? "" : qPrintable(server.error()));
    m_server = std::move(*server);
}

void TestRecorder::recordsWhatTheMicrophoneHears()
{
    Recorder recorder;
    const QSignalSpy states(&recorder, &Recorder::stateChanged);
    recorder.start();
    QCOMPARE(recorder.state(), Recorder::State::Starting);
    QVERIFY(waitFor([&] { return recorder.state() == Recorder::State::Recording; }));
    const auto player = m_server->play(kRecording);
    QVERIFY(waitFor([&] { return recorder.seconds() >= 4; }));
    const QList<float> samples = recorder.take();
    QCOMPARE(recorder.state(), Recorder::State::Idle);
    QCOMPARE(recorder.take().size(), 0);

    QVERIFY2(samples.size() >= 4 * 16'000 && samples.size() < 5 * 16'000,
        qPrintable(QString::number(samples.size())));
    // The file has 0.007 in its 2.3 s.
    QVERIFY2(loudness(samples) > 0.003, qPrintable(QString::number(loudness(samples))));
    QVERIFY(waitFor([&] { return player->state() == QProcess::NotRunning; }));
}

void TestRecorder::levelsFollowTheSound()
{
    Recorder recorder;
    recorder.start();
    const auto player = m_server->play(kRecording);
    QVERIFY(waitFor([&] { return !recorder.levels().isEmpty() && recorder.levels().last() > 0.35; }));
    QVERIFY(waitFor([&] { return recorder.levels().size() == 120; }));
    QVERIFY(waitFor([&] { return recorder.levels().last() == 0.0; }));
    QTest::qWait(200);
    QCOMPARE(recorder.levels().size(), 120);
    QVERIFY(waitFor([&] { return player->state() == QProcess::NotRunning; }));
}

void TestRecorder::cancellingKeepsTheSoundForUndo()
{
    Recorder recorder;
    recorder.start();
    QVERIFY(waitFor([&] { return recorder.seconds() >= 1; }));
    recorder.cancel();
    QCOMPARE(recorder.state(), Recorder::State::Idle);
    QCOMPARE(recorder.seconds(), 0);
    QVERIFY(recorder.takeCancelled().size() >= 16'000);
    QCOMPARE(recorder.takeCancelled().size(), 0);
}

void TestRecorder::aMutedMicrophoneIsTold()
{
    QVERIFY(m_server->setMuted(true));
    Recorder recorder;
    const QSignalSpy muted(&recorder, &Recorder::mutedChanged);
    recorder.start();
    QVERIFY(waitFor([&] { return recorder.muted(); }));
    QVERIFY(recorder.seconds() >= 1);
    QVERIFY(waitFor([&] { return recorder.silent(); }));
    QVERIFY(recorder.seconds() >= 3);
    QVERIFY(m_server->setMuted(false));
    recorder.cancel();
    QVERIFY(!recorder.muted());
    QCOMPARE(muted.count(), 2);
}

void TestRecorder::anUnpluggedMicrophoneKeepsWhatWasRecorded()
{
    Recorder recorder;
    recorder.setMicrophone(SoundServer::microphone());
    recorder.start();
    QVERIFY(waitFor([&] { return recorder.seconds() >= 1; }));
    QVERIFY(m_server->unplugMicrophone());
    QVERIFY(waitFor([&] { return recorder.ended(); }));
    QCOMPARE(recorder.state(), Recorder::State::Recording);
    QVERIFY(recorder.take().size() >= 16'000);
    QVERIFY(!recorder.ended());
    QVERIFY(m_server->plugMicrophone());
}

void TestRecorder::aMicrophoneThatVanishedIsNoDeviceUntilItComesBack()
{
    QVERIFY(m_server->unplugMicrophone());
    Recorder recorder;
    recorder.start();
    QVERIFY(waitFor([&] { return recorder.state() == Recorder::State::NoDevice; }));
    QVERIFY(m_server->plugMicrophone());
    QTest::qWait(300); // the device list follows by itself
    recorder.start();
    QVERIFY(waitFor([&] { return recorder.state() == Recorder::State::Recording; }));
}

void TestRecorder::microphonesAreFound()
{
    Recorder recorder;
    recorder.findMicrophones();
    QVERIFY(waitFor([&] { return !recorder.microphoneIds().isEmpty(); }));
    QVERIFY(recorder.microphoneIds().contains(SoundServer::microphone()));
    QCOMPARE(recorder.microphoneNames().size(), recorder.microphoneIds().size());
}

void TestRecorder::stoppingBeforeTheFirstSoundGivesNothing()
{
    Recorder recorder;
    recorder.start();
    QCOMPARE(recorder.take().size(), 0);
    QTest::qWait(500);
    QCOMPARE(recorder.state(), Recorder::State::Idle);
    QCOMPARE(recorder.seconds(), 0);
}

void TestRecorder::destroyingWhileRecordingIsSafe()
{
    auto recorder = std::make_unique<Recorder>();
    recorder->start();
    QVERIFY(waitFor([&] { return recorder->state() == Recorder::State::Recording; }));
    recorder.reset();
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
