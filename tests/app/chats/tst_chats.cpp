#include "tests/app/chats/chat_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace alcove::app;
using namespace std::chrono_literals;

class TestChats : public QObject {
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup();

    void anEmptyChatIsNotListed();
    void thereIsOneEmptyChatAtMost();
    void aChatIsNamedAfterItsFirstWords();
    void anAnswerBelongsToItsChatWhateverIsOnScreen();
    void aSecondChatWaitsForTheFirst();
    void stoppingOneChatLeavesTheOtherAlone();
    void renamingKeepsTheName();
    void aRemovedChatComesBackWithUndo();
    void removingStopsTheAnswerAndWhatWaits();
    void onlyTheLastRemovalIsUndone();
    void theOpenChatGivesWayToItsNeighbour();
    void nextAndPreviousGoRound();
    void newChatsThinkAsTheSettingsSay();
    void quittingWhileAnsweringIsClean();

private:
    Chats &chats() { return *m_chat->chats; }
    QStringList titles();
    int chatId(int row) { return chats().list()->chatAt(row); }
    bool role(int row, ChatList::Role role) { return chats().list()->index(row).data(role).toBool(); }
    /// A chat with one answered question; it is current afterwards.
    int makeChat(const QString &question);

    std::unique_ptr<ChatFixture> m_chat;
};

void TestChats::cleanup()
{
    const std::shared_ptr<Script> script = m_chat->script;
    m_chat.reset();
    QCOMPARE(script->problems(), QStringList());
}

QStringList TestChats::titles()
{
    QStringList titles;
    for (int row = 0; row < chats().list()->count(); ++row)
        titles.append(chats().list()->index(row).data(ChatList::TitleRole).toString());
    return titles;
}

int TestChats::makeChat(const QString &question)
{
    chats().newChat();
    return m_chat->converse(question, {.text = {"answer to " + question}}) ? m_chat->current().chatId() : 0;
}

void TestChats::anEmptyChatIsNotListed()
{
    QVERIFY(chats().current());
    QCOMPARE(chats().list()->count(), 0);
    m_chat->current().setDraft("draft");
    QCOMPARE(chats().list()->count(), 0);
    QVERIFY(makeChat("hello"));
    QCOMPARE(titles(), QStringList{"hello"});
}

void TestChats::thereIsOneEmptyChatAtMost()
{
    QVERIFY(makeChat("one"));
    chats().newChat();
    m_chat->current().setDraft("half a question");
    const int blank = m_chat->current().chatId();
    chats().open(chatId(0));
    chats().newChat();
    QCOMPARE(m_chat->current().chatId(), blank);
    QCOMPARE(m_chat->current().draft(), "half a question");
}

void TestChats::aChatIsNamedAfterItsFirstWords()
{
    QVERIFY(makeChat("How do bees find their way home over many miles?"));
    QCOMPARE(m_chat->current().title(), "How do bees find their way home over…");
    QVERIFY(m_chat->converse("And wasps?", {.text = {"By scent."}}));
    QCOMPARE(titles(), QStringList{"How do bees find their way home over…"});
}

void TestChats::anAnswerBelongsToItsChatWhateverIsOnScreen()
{
    m_chat->script->answer({.text = {"a", "b", "c"}, .pause = 50ms});
    m_chat->send("first");
    Conversation *first = chats().current();
    chats().newChat();
    QVERIFY(role(0, ChatList::WritingRole));
    QTRY_COMPARE(first->activity(), Conversation::Idle);
    QVERIFY(!role(0, ChatList::WritingRole));
    QCOMPARE(first->messages()->message(2)->text, "abc");
    QCOMPARE(m_chat->messages().count(), 0);
}

void TestChats::aSecondChatWaitsForTheFirst()
{
    m_chat->script->answer({.text = {"a"}, .lastPause = 150ms});
    m_chat->script->answer({.text = {"b"}});
    m_chat->send("first");
    QTRY_COMPARE(m_chat->current().activity(), Conversation::Writing);
    chats().newChat();
    m_chat->send("second");
    QCOMPARE(m_chat->current().activity(), Conversation::Waiting);
    QCOMPARE(m_chat->state(1), int(MessageModel::Queued));
    QVERIFY(role(0, ChatList::WaitingRole));
    QVERIFY(!role(0, ChatList::WritingRole));
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->text(1), "b");
    QVERIFY(!role(0, ChatList::WaitingRole));
}

void TestChats::stoppingOneChatLeavesTheOtherAlone()
{
    m_chat->script->answer({.text = {"a", "b"}, .pause = 100ms});
    m_chat->send("first");
    Conversation *first = chats().current();
    chats().newChat();
    m_chat->send("second");
    chats().current()->stop();
    QVERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->state(1), int(MessageModel::Stopped));
    QTRY_COMPARE(first->activity(), Conversation::Idle);
    QCOMPARE(first->messages()->message(2)->text, "ab");
}

void TestChats::renamingKeepsTheName()
{
    const int id = makeChat("one");
    chats().rename(id, "  My\nchat ");
    QCOMPARE(titles(), QStringList{"My chat"});
    chats().rename(id, "   ");
    QVERIFY(m_chat->converse("two", {.text = {"b"}}));
    QCOMPARE(titles(), QStringList{"My chat"});
    chats().rename(4711, "x");
}

void TestChats::aRemovedChatComesBackWithUndo()
{
    const int first = makeChat("one");
    const int second = makeChat("two");
    chats().setPinned(first, true);
    chats().remove(first);
    QCOMPARE(titles(), QStringList{"two"});
    QVERIFY(chats().undoText().contains("one"));
    chats().open(first);
    QCOMPARE(m_chat->current().chatId(), second);
    chats().undo();
    QCOMPARE(titles(), (QStringList{"one", "two"}));
    QCOMPARE(chats().undoText(), "");
    chats().open(first);
    QCOMPARE(m_chat->text(1), "answer to one");
}

void TestChats::removingStopsTheAnswerAndWhatWaits()
{
    m_chat->script->answer({.text = {"a"}, .lastPause = 1h});
    m_chat->send("first");
    QTRY_COMPARE(m_chat->text(1), "a");
    m_chat->send("queued");
    Conversation *removed = chats().current();
    chats().remove(removed->chatId());
    QTRY_COMPARE(removed->activity(), Conversation::Idle);
    QCOMPARE(removed->messages()->count(), 2);
    QVERIFY(m_chat->messages().count() == 0);
    chats().undo();
    QCOMPARE(chats().current(), removed);
    QCOMPARE(removed->draft(), "queued");
}

void TestChats::onlyTheLastRemovalIsUndone()
{
    const int first = makeChat("one");
    const int second = makeChat("two");
    chats().remove(first);
    chats().remove(second);
    chats().undo();
    chats().undo();
    QCOMPARE(titles(), QStringList{"two"});
    chats().remove(second);
    chats().dismissUndo();
    QCOMPARE(chats().undoText(), "");
    chats().undo();
    QCOMPARE(titles(), QStringList());
}

void TestChats::theOpenChatGivesWayToItsNeighbour()
{
    const int first = makeChat("one");
    const int second = makeChat("two");
    chats().remove(second);
    QCOMPARE(m_chat->current().chatId(), first);
    chats().remove(first);
    QCOMPARE(m_chat->messages().count(), 0);
    chats().undo();
    QCOMPARE(m_chat->current().chatId(), first);
}

void TestChats::nextAndPreviousGoRound()
{
    chats().openNext();
    const int first = makeChat("one");
    const int second = makeChat("two");
    const int third = makeChat("three");
    chats().openNext();
    QCOMPARE(m_chat->current().chatId(), second);
    chats().openNext();
    chats().openNext();
    QCOMPARE(m_chat->current().chatId(), third);
    chats().openPrevious();
    QCOMPARE(m_chat->current().chatId(), first);
    chats().newChat();
    chats().openPrevious();
    QCOMPARE(m_chat->current().chatId(), first);
}

void TestChats::newChatsThinkAsTheSettingsSay()
{
    QVERIFY(!m_chat->current().thinkFirst());
    QVERIFY(makeChat("one"));
    m_chat->settings->setThinkFirst(true);
    QVERIFY(!m_chat->current().thinkFirst());
    chats().newChat();
    QVERIFY(m_chat->current().thinkFirst());
}

void TestChats::quittingWhileAnsweringIsClean()
{
    m_chat->script->answer({.text = {"a"}, .lastPause = 1h});
    m_chat->send("first");
    QTRY_COMPARE(m_chat->text(1), "a");
    m_chat->send("queued");
}

QTEST_MAIN(TestChats)
#include "tst_chats.moc"
