#include "app/voice/transcript.h"

#include <QTest>

using namespace alcove::app;

class TestTranscript : public QObject {
    Q_OBJECT

private slots:
    void whatModelsPutAroundIsTakenAway_data();
    void whatModelsPutAroundIsTakenAway();
    void piecesAreJoinedByOneSpace_data();
    void piecesAreJoinedByOneSpace();
};

void TestTranscript::whatModelsPutAroundIsTakenAway_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("cleaned");
    QTest::newRow("nothing around") << "What is the time?" << "What is the time?";
    QTest::newRow("line feeds") << " What\nis  it? \n" << "What is it?";
    QTest::newRow("thought") << "thought\nWhat is it?" << "What is it?";
    QTest::newRow("the word thought is speech") << "thought is free" << "thought is free";
    QTest::newRow("quotation marks") << "\"What is it?\"" << "What is it?";
    QTest::newRow("curly ones") << "“What is it?”" << "What is it?";
    QTest::newRow("German ones") << "„Was ist das?“" << "Was ist das?";
    QTest::newRow("marks that belong to words") << "“One” and “two”" << "“One” and “two”";
    QTest::newRow("empty") << " \n" << "";
}

void TestTranscript::whatModelsPutAroundIsTakenAway()
{
    QFETCH(QString, written);
    QTEST(cleanedTranscript(written), "cleaned");
}

void TestTranscript::piecesAreJoinedByOneSpace_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("piece");
    QTest::addColumn<QString>("joined");
    QTest::newRow("plain") << "One two" << "three." << "One two three.";
    QTest::newRow("first piece") << "" << "One" << "One";
    QTest::newRow("nothing heard") << "One" << " " << "One";
    QTest::newRow("a word on both sides") << "One two" << "two three" << "One two three";
    QTest::newRow("in another case") << "We saw the" << "The house." << "We saw the house.";
    QTest::newRow("a whole sentence between") << "One two." << "Two three" << "One two. Two three";
    QTest::newRow("part of a word") << "the car" << "carpet" << "the car carpet";
    QTest::newRow("with an apostrophe") << "I think it’s" << "it’s late" << "I think it’s late";
}

void TestTranscript::piecesAreJoinedByOneSpace()
{
    QFETCH(QString, before);
    QFETCH(QString, piece);
    QTEST(joinedTranscript(before, piece), "joined");
}

QTEST_APPLESS_MAIN(TestTranscript)
#include "tst_transcript.moc"
