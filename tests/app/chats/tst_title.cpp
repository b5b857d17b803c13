#include "app/chats/title.h"
#include "tests/app/chats/sample_attachments.h"

#include <QTest>

using namespace alcove::app;

class TestTitle : public QObject {
    Q_OBJECT

private slots:
    void aTitleIsTheFirstWords_data();
    void aTitleIsTheFirstWords();
    void aQuestionOfAttachmentsIsNamedAfterTheFirst();
    void aQuestionOfNothingIsANewChat();
};

void TestTitle::aTitleIsTheFirstWords_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("title");
    QTest::newRow("short") << "What is a quark?" << "What is a quark?";
    QTest::newRow("empty") << "" << "";
    QTest::newRow("blank") << " \n\t " << "";
    QTest::newRow("lines become one") << "Dear  reader,\n\nhello" << "Dear reader, hello";
    QTest::newRow("marks go") << "## **Bold** `code` > quote" << "Bold code quote";
    QTest::newRow("control signs go") << QString("a\x01") + QChar(u'\x1b') + "b" << "a b";
    QTest::newRow("cut between words") << "Write a long letter to my landlord about the heating"
                                       << "Write a long letter to my landlord about…";
    QTest::newRow("exactly forty") << QString(40, u'a') << QString(40, u'a');
    QTest::newRow("one endless word") << QString(100, u'a') << QString(40, u'a') + u'…';
    QTest::newRow("no half letters") << QString(39, u'a') + "😀😀" << QString(39, u'a') + u'…';
}

void TestTitle::aTitleIsTheFirstWords()
{
    QFETCH(QString, question);
    QFETCH(QString, title);
    QCOMPARE(titleFor(question), title);
}

void TestTitle::aQuestionOfAttachmentsIsNamedAfterTheFirst()
{
    ChatMessage question{
        .attachments = {pictureAttachment(1, "beach.jpg"), pictureAttachment(2, "other.jpg")}};
    QCOMPARE(titleFor(question), "beach.jpg");
    question.text = "Where is this?";
    QCOMPARE(titleFor(question), "Where is this?");
    question = {.attachments = {textAttachment(3, "Dear all")}};
    QCOMPARE(titleFor(question), "Dear all");
}

void TestTitle::aQuestionOfNothingIsANewChat()
{
    QCOMPARE(titleFor(ChatMessage()), "New chat");
}

QTEST_APPLESS_MAIN(TestTitle)
#include "tst_title.moc"
