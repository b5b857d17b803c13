#include "app/engine_thread/text_frames.h"

#include <QElapsedTimer>
#include <QTest>

using namespace alcove::app;

namespace {

TextBatch piece(const QString &text)
{
    return {.answerId = 7, .text = text, .pieces = 1};
}

} // namespace

class TestTextFrames : public QObject {
    Q_OBJECT

private slots:
    void init() { m_batches.clear(); }

    void aPieceAfterAPauseIsSentAtOnce();
    void piecesWithinAFrameComeTogetherAtItsEnd();
    void atMostSixtyBatchesASecond();
    void whatWaitsIsSentByFlush();
    void whatWasClearedIsNeverSent();

private:
    QList<TextBatch> m_batches;
    TextFrames m_frames{[this](const TextBatch &batch) { m_batches.append(batch); }};
};

void TestTextFrames::aPieceAfterAPauseIsSentAtOnce()
{
    m_frames.add(piece("a"));
    QCOMPARE(m_batches.size(), 1);
    QTest::qWait(50);
    m_frames.add(piece("b"));
    QCOMPARE(m_batches.size(), 2);
    QTest::qWait(50);
}

void TestTextFrames::piecesWithinAFrameComeTogetherAtItsEnd()
{
    for (const char *text : {"a", "b", "c"})
        m_frames.add(piece(text));
    m_frames.add({.answerId = 7, .thinking = "t", .pieces = 1});
    QCOMPARE(m_batches.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_batches.size(), 2, 200);
    QCOMPARE(m_batches[1].answerId, 7);
    QCOMPARE(m_batches[1].text, "bc");
    QCOMPARE(m_batches[1].thinking, "t");
    QCOMPARE(m_batches[1].pieces, 3);
    QTest::qWait(50);
    QCOMPARE(m_batches.size(), 2);
}

void TestTextFrames::atMostSixtyBatchesASecond()
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 500) {
        m_frames.add(piece("x"));
        QTest::qWait(1);
    }
    QVERIFY(m_batches.size() > 2);
    QVERIFY2(
        m_batches.size() <= 60 * clock.elapsed() / 1000 + 2, qPrintable(QString::number(m_batches.size())));
    QTest::qWait(50);
}

void TestTextFrames::whatWaitsIsSentByFlush()
{
    m_frames.add(piece("a"));
    m_frames.add(piece("b"));
    m_frames.flush();
    QCOMPARE(m_batches.size(), 2);
    m_frames.flush();
    QCOMPARE(m_batches.size(), 2);
    QTest::qWait(50);
}

void TestTextFrames::whatWasClearedIsNeverSent()
{
    m_frames.add(piece("a"));
    m_frames.add(piece("b"));
    m_frames.clear();
    QTest::qWait(50);
    QCOMPARE(m_batches.size(), 1);
}

QTEST_GUILESS_MAIN(TestTextFrames)
#include "tst_text_frames.moc"
