#include "tests/app/chats/chat_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace alcove::app;
using namespace std::chrono_literals;

/// The question that waits behind the answer being written.
class TestConversationQueue : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aQuestionWhileWritingWaitsAndComesNext();
    void onlyOneQuestionWaits();
    void theWaitingQuestionCanBeTakenBack();
    void takingBackKeepsWhatWasWrittenSince();
    void afterAStopTheWaitingQuestionComesNext();
    void afterAFailureItComesBackIntoTheComposer();
    void itTakesItsAttachmentsAlong();

private:
    void startLongAnswer(const ScriptedAnswer &answer);

    std::unique_ptr<ChatFixture> m_chat;
};

void TestConversationQueue::init()
{
    m_chat = std::make_unique<ChatFixture>();
}

void TestConversationQueue::cleanup()
{
    const std::shared_ptr<Script> script = m_chat->script;
    m_chat.reset();
    QCOMPARE(script->problems(), QStringList());
}

void TestConversationQueue::startLongAnswer(const ScriptedAnswer &answer)
{
    m_chat->script->answer(answer);
    m_chat->send("first");
    QTRY_VERIFY(!m_chat->text(1).isEmpty());
}

void TestConversationQueue::aQuestionWhileWritingWaitsAndComesNext()
{
    startLongAnswer({.text = {"a"}, .lastPause = 200ms});
    m_chat->script->answer({.text = {"b"}});
    m_chat->send("second");
    QVERIFY(m_chat->current().hasQueued());
    QCOMPARE(m_chat->current().queuedText(), "second");
    QCOMPARE(m_chat->current().draft(), "");
    QCOMPARE(m_chat->messages().count(), 2);
    QTRY_COMPARE(m_chat->messages().count(), 4);
    QVERIFY(!m_chat->current().hasQueued());
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->text(2), "second");
    QCOMPARE(m_chat->text(3), "b");
    QCOMPARE(m_chat->script->questions().last().messages.size(), 3);
}

void TestConversationQueue::onlyOneQuestionWaits()
{
    startLongAnswer({.text = {"a"}, .lastPause = 1h});
    m_chat->send("second");
    m_chat->current().setDraft("third");
    QVERIFY(!m_chat->current().canSend());
    m_chat->current().send();
    QCOMPARE(m_chat->current().queuedText(), "second");
    QCOMPARE(m_chat->current().draft(), "third");
    m_chat->current().cancelQueued();
    m_chat->current().stop();
    QTRY_VERIFY(m_chat->isIdle());
}

void TestConversationQueue::theWaitingQuestionCanBeTakenBack()
{
    startLongAnswer({.text = {"a"}, .lastPause = 100ms});
    m_chat->send("second");
    m_chat->current().cancelQueued();
    QVERIFY(!m_chat->current().hasQueued());
    QCOMPARE(m_chat->current().draft(), "second");
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->messages().count(), 2);
}

void TestConversationQueue::takingBackKeepsWhatWasWrittenSince()
{
    startLongAnswer({.text = {"a"}, .lastPause = 100ms});
    m_chat->send("second");
    m_chat->current().setDraft("more");
    m_chat->current().cancelQueued();
    QCOMPARE(m_chat->current().draft(), "second\nmore");
    QTRY_VERIFY(m_chat->isIdle());
}

void TestConversationQueue::afterAStopTheWaitingQuestionComesNext()
{
    startLongAnswer({.text = {"a"}, .lastPause = 1h});
    m_chat->script->answer({.text = {"b"}});
    m_chat->send("second");
    m_chat->current().stop();
    QTRY_COMPARE(m_chat->messages().count(), 4);
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->state(1), int(MessageModel::Stopped));
    QCOMPARE(m_chat->text(3), "b");
}

void TestConversationQueue::afterAFailureItComesBackIntoTheComposer()
{
    startLongAnswer({.text = {"a"}, .lastPause = 100ms, .failure = {"It broke.", "Try again."}});
    m_chat->send("second");
    QTRY_VERIFY(m_chat->isIdle());
    QVERIFY(!m_chat->current().hasQueued());
    QCOMPARE(m_chat->current().draft(), "second");
    QCOMPARE(m_chat->messages().count(), 2);
}

void TestConversationQueue::itTakesItsAttachmentsAlong()
{
    startLongAnswer({.text = {"a"}, .lastPause = 100ms});
    m_chat->script->answer({.text = {"b"}});
    m_chat->current().attachments()->addText("a long text", "Pasted text");
    m_chat->send("");
    QVERIFY(m_chat->current().hasQueued());
    QCOMPARE(m_chat->current().queuedText(), "");
    QCOMPARE(m_chat->current().attachments()->count(), 0);
    QTRY_COMPARE(m_chat->messages().count(), 4);
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->script->questions().last().messages.last().parts.first().text, "a long text");
}

QTEST_MAIN(TestConversationQueue)
#include "tst_conversation_queue.moc"
