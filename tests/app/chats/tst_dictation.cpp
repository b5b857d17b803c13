#include "app/chats/dictation.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace alcove::app;

namespace {

constexpr int kRate = 16'000;

/// A tone over quiet noise: speech, as far as a gate can tell.
QList<float> spoken(double seconds)
{
    QList<float> samples(qsizetype(seconds * kRate));
    for (qsizetype index = 0; index < samples.size(); ++index) {
        const double time = double(index) / kRate;
        const bool inWord = std::fmod(time, 0.5) < 0.35;
        samples[index] = float((inWord ? 0.3 : 0.0005) * std::sin(time * 2000.0));
    }
    return samples;
}

QList<float> silence(double seconds)
{
    return QList<float>(qsizetype(seconds * kRate), 0.0F);
}

} // namespace

class TestDictation : public QObject {
    Q_OBJECT

private slots:
    void aShortRecordingIsOnePiece();
    void aLongRecordingIsWrittenDownPieceByPiece();
    void silenceIsNotWrittenDown();
    void whatTheModelCannotMakeOutIsEmpty();
    void aLoopingPieceIsLeftOut();
    void stoppingGivesWhatIsThere();
    void aFailureEndsItAndKeepsTheRecording();
    void theRecordingIsKeptUntilDiscarded();
};

void TestDictation::aShortRecordingIsOnePiece()
{
    Dictation dictation;
    QSignalSpy asked(&dictation, &Dictation::pieceAsked);
    QSignalSpy finished(&dictation, &Dictation::finished);
    dictation.start(spoken(2.0));
    QVERIFY(dictation.isRunning());
    QTRY_COMPARE(asked.count(), 1);
    dictation.takePiece({.text = "hello there"});
    QCOMPARE(finished.count(), 1);
    QCOMPARE(finished.first().first(), "hello there");
    QVERIFY(!dictation.isRunning());
}

void TestDictation::aLongRecordingIsWrittenDownPieceByPiece()
{
    Dictation dictation;
    QSignalSpy asked(&dictation, &Dictation::pieceAsked);
    QSignalSpy finished(&dictation, &Dictation::finished);
    dictation.start(spoken(50.0));
    QTRY_COMPARE(asked.count(), 1);
    int given = 0;
    while (finished.isEmpty() && given < 10)
        dictation.takePiece({.text = QString("part %1").arg(++given)});
    QVERIFY(given >= 2);
    QCOMPARE(asked.count(), given);
    for (const QList<QVariant> &piece : asked)
        QVERIFY(piece.first().value<QList<float>>().size() <= 30 * kRate);
    QVERIFY(finished.first().first().toString().startsWith("part 1 part 2"));
}

void TestDictation::silenceIsNotWrittenDown()
{
    Dictation dictation;
    const QSignalSpy asked(&dictation, &Dictation::pieceAsked);
    QSignalSpy nothing(&dictation, &Dictation::nothingHeard);
    dictation.start(silence(3.0));
    QTRY_COMPARE(nothing.count(), 1);
    QCOMPARE(asked.count(), 0);
    QCOMPARE(dictation.keptSeconds(), 3);
}

void TestDictation::whatTheModelCannotMakeOutIsEmpty()
{
    Dictation dictation;
    QSignalSpy asked(&dictation, &Dictation::pieceAsked);
    QSignalSpy finished(&dictation, &Dictation::finished);
    dictation.start(spoken(2.0));
    QTRY_COMPARE(asked.count(), 1);
    dictation.takePiece({.text = "  "});
    QCOMPARE(finished.first().first(), "");
}

void TestDictation::aLoopingPieceIsLeftOut()
{
    Dictation dictation;
    QSignalSpy asked(&dictation, &Dictation::pieceAsked);
    QSignalSpy finished(&dictation, &Dictation::finished);
    dictation.start(spoken(2.0));
    QTRY_COMPARE(asked.count(), 1);
    dictation.takePiece({.ending = Ending::Looped, .text = "la la la la la"});
    QCOMPARE(finished.first().first(), "");
}

void TestDictation::stoppingGivesWhatIsThere()
{
    Dictation dictation;
    QSignalSpy asked(&dictation, &Dictation::pieceAsked);
    QSignalSpy stopped(&dictation, &Dictation::stopped);
    QSignalSpy finished(&dictation, &Dictation::finished);
    dictation.start(spoken(50.0));
    QTRY_COMPARE(asked.count(), 1);
    dictation.takePiece({.text = "the first part"});
    dictation.stop();
    QCOMPARE(stopped.count(), 1);
    QCOMPARE(stopped.first().first(), "the first part");
    dictation.takePiece({.text = "late"});
    QCOMPARE(finished.count(), 0);
}

void TestDictation::aFailureEndsItAndKeepsTheRecording()
{
    Dictation dictation;
    QSignalSpy asked(&dictation, &Dictation::pieceAsked);
    QSignalSpy failed(&dictation, &Dictation::failed);
    dictation.start(spoken(2.0));
    QTRY_COMPARE(asked.count(), 1);
    dictation.fail({"It broke.", "Try again."});
    QCOMPARE(failed.count(), 1);
    QCOMPARE(dictation.keptSeconds(), 2);
    dictation.startAgain();
    QTRY_COMPARE(asked.count(), 2);
}

void TestDictation::theRecordingIsKeptUntilDiscarded()
{
    Dictation dictation;
    const QSignalSpy kept(&dictation, &Dictation::keptChanged);
    dictation.keep(spoken(1.5));
    QCOMPARE(dictation.keptSeconds(), 2);
    dictation.discard();
    QCOMPARE(dictation.keptSeconds(), 0);
    dictation.discard();
    QCOMPARE(kept.count(), 2);
}

QTEST_GUILESS_MAIN(TestDictation)
#include "tst_dictation.moc"
