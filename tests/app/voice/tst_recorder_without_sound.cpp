#include "app/voice/recorder.h"

#include <QTest>

using namespace alcove::app;

/// A computer without a sound server, hence without a microphone.
class TestRecorderWithoutSound : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("PULSE_SERVER", "unix:/nonexistent"); }
    void thereIsNoDevice();
};

void TestRecorderWithoutSound::thereIsNoDevice()
{
    Recorder recorder;
    recorder.start();
    QCOMPARE(recorder.state(), Recorder::State::Starting);
    QVERIFY(QTest::qWaitFor([&] { return recorder.state() == Recorder::State::NoDevice; }, 10'000));
    QCOMPARE(recorder.take().size(), 0);
    QCOMPARE(recorder.state(), Recorder::State::Idle);
}

QTEST_GUILESS_MAIN(TestRecorderWithoutSound)
#include "tst_recorder_without_sound.moc"
