#include "tests/app/chats/chat_fixture.h"
#include "tests/app/stall_watch.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace alcove::app;
using namespace std::chrono_literals;

class TestConversation : public QObject {
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup();

    void aQuestionIsAnsweredInTheMessages();
    void theHistoryGoesWithTheNextQuestion();
    void aThoughtIsTimedAndKeptApart();
    void figuresAreTheEngines();
    void stoppingKeepsWhatWasWritten();
    void aFailedAnswerSaysWhyAndKeepsItsText();
    void anAnswerWithoutAWordIsAFailure();
    void writingAgainMakesAVersion();
    void twoVersionsHaveDifferentSeeds();
    void editingAQuestionKeepsTheOldOne();
    void goingOnContinuesTheSameMessage();
    void nothingElseStartsWhileAnAnswerIsWritten();
    void theWindowNeverWaitsForALongAnswer();
    void copyingGivesPlainTextOrMarkdown();
    void aLongPasteBecomesAnAttachmentAndCanComeBack();
    void tokensAreCountedWhileWriting();
    void aRecordingIsWrittenDownForTheCaret();
    void nothingSpokenIsSaidAndKept();

private:
    std::unique_ptr<ChatFixture> m_chat;
};

namespace {

QList<float> tone(double seconds)
{
    QList<float> samples(qsizetype(seconds * 16'000));
    for (qsizetype index = 0; index < samples.size(); ++index)
        samples[index] = index % 8000 < 5600 ? (index % 20 < 10 ? 0.3F : -0.3F) : 0.0F;
    return samples;
}

} // namespace

void TestConversation::cleanup()
{
    const std::shared_ptr<Script> script = m_chat->script;
    m_chat.reset();
    QCOMPARE(script->problems(), QStringList());
}

void TestConversation::aQuestionIsAnsweredInTheMessages()
{
    // Every state lasts long enough to be seen from outside.
    m_chat->script->answer(
        {.promptTokens = 4, .text = {"Hello", " you."}, .pause = 300ms, .lastPause = 500ms});
    QVERIFY(!m_chat->current().canSend());
    m_chat->current().setDraft("Hi ");
    QVERIFY(m_chat->current().canSend());
    m_chat->current().send();
    QCOMPARE(m_chat->current().draft(), "");
    QCOMPARE(m_chat->messages().count(), 2);
    QCOMPARE(m_chat->text(0), "Hi");
    QCOMPARE(m_chat->state(1), int(MessageModel::Queued));
    QCOMPARE(m_chat->current().activity(), Conversation::Loading);
    QTRY_COMPARE(m_chat->current().activity(), Conversation::Reading);
    QCOMPARE(m_chat->state(1), int(MessageModel::Waiting));
    QTRY_COMPARE(m_chat->current().activity(), Conversation::Writing);
    QCOMPARE(m_chat->state(1), int(MessageModel::Streaming));
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->text(1), "Hello you.");
    QCOMPARE(m_chat->state(1), int(MessageModel::Done));
}

void TestConversation::theHistoryGoesWithTheNextQuestion()
{
    QVERIFY(m_chat->converse("My name is Ida.", {.text = {"Hello, Ida."}}));
    QVERIFY(m_chat->converse("What is my name?", {.text = {"Ida."}}));
    const Question question = m_chat->script->questions().last();
    QCOMPARE(question.messages.size(), 3);
    QCOMPARE(question.messages[0].parts.first().text, "My name is Ida.");
    QCOMPARE(question.messages[1].parts.first().text, "Hello, Ida.");
    QCOMPARE(question.messages[2].parts.first().text, "What is my name?");
    QCOMPARE(question.imageTokens, 280);
}

void TestConversation::aThoughtIsTimedAndKeptApart()
{
    m_chat->current().setThinkFirst(true);
    m_chat->script->answer(
        {.thinking = {"First,", " I think."}, .text = {"Done."}, .pause = 700ms, .lastPause = 500ms});
    m_chat->send("Think.");
    QTRY_COMPARE(m_chat->current().activity(), Conversation::Thinking);
    QTRY_COMPARE(m_chat->current().activity(), Conversation::Writing);
    QTRY_VERIFY(m_chat->isIdle());
    QVERIFY(m_chat->script->questions().first().thinkFirst);
    QCOMPARE(m_chat->value(1, MessageModel::ThinkingRole), "First, I think.");
    QCOMPARE(m_chat->text(1), "Done.");
    const int seconds = m_chat->value(1, MessageModel::ThinkingSecondsRole).toInt();
    QVERIFY2(seconds >= 1 && seconds <= 3, qPrintable(QString::number(seconds)));
}

void TestConversation::figuresAreTheEngines()
{
    QVERIFY(m_chat->converse("q", {.promptTokens = 10, .text = {"a", "b", "c"}}));
    QCOMPARE(m_chat->value(1, MessageModel::TokensRole).toInt(), 3);
    QCOMPARE(m_chat->value(1, MessageModel::TokensPerSecondRole).toDouble(), 6.0);
    QCOMPARE(m_chat->current().tokensHeld(), 13);
    QCOMPARE(m_chat->current().tokensTotal(), ScriptedBackend::kContextLength);
}

void TestConversation::stoppingKeepsWhatWasWritten()
{
    m_chat->script->answer({.text = {"So far"}, .lastPause = 1h});
    m_chat->send("Write.");
    QTRY_COMPARE(m_chat->text(1), "So far");
    QElapsedTimer clock;
    clock.start();
    m_chat->current().stop();
    QTRY_VERIFY(m_chat->isIdle());
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(m_chat->state(1), int(MessageModel::Stopped));
    QCOMPARE(m_chat->text(1), "So far");
    QCOMPARE(m_chat->value(1, MessageModel::CanGoOnRole), true);
}

void TestConversation::aFailedAnswerSaysWhyAndKeepsItsText()
{
    QVERIFY(m_chat->converse("q", {.text = {"So far"}, .failure = {"It broke.", "Try again."}}));
    QCOMPARE(m_chat->state(1), int(MessageModel::Failed));
    QCOMPARE(m_chat->text(1), "So far");
    QCOMPARE(m_chat->value(1, MessageModel::ErrorWhatRole), "It broke.");
    QCOMPARE(m_chat->value(1, MessageModel::ErrorRemedyRole), "Try again.");
}

void TestConversation::anAnswerWithoutAWordIsAFailure()
{
    QVERIFY(m_chat->converse("q", {}));
    QCOMPARE(m_chat->state(1), int(MessageModel::Failed));
    QVERIFY(!m_chat->value(1, MessageModel::ErrorWhatRole).toString().isEmpty());
}

void TestConversation::writingAgainMakesAVersion()
{
    QVERIFY(m_chat->converse("q", {.text = {"first"}}));
    QVERIFY(m_chat->converse("next", {.text = {"after"}}));
    m_chat->script->answer({.text = {"second"}});
    m_chat->current().regenerate(m_chat->id(1));
    QCOMPARE(m_chat->messages().count(), 2);
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->text(1), "second");
    QCOMPARE(m_chat->value(1, MessageModel::VersionRole), 2);
    QCOMPARE(m_chat->script->questions().last().messages.size(), 1);
    m_chat->current().showVersion(m_chat->id(1), -1);
    QCOMPARE(m_chat->messages().count(), 4);
    QCOMPARE(m_chat->text(1), "first");
    QCOMPARE(m_chat->text(3), "after");
}

void TestConversation::twoVersionsHaveDifferentSeeds()
{
    QVERIFY(m_chat->converse("q", {.text = {"first"}}));
    m_chat->script->answer({.text = {"second"}});
    m_chat->current().regenerate(m_chat->id(1));
    QTRY_VERIFY(m_chat->isIdle());
    const QList<Question> asked = m_chat->script->questions();
    QVERIFY(asked[0].seed != asked[1].seed);
}

void TestConversation::editingAQuestionKeepsTheOldOne()
{
    QVERIFY(m_chat->converse("old", {.text = {"first"}}));
    m_chat->script->answer({.text = {"second"}});
    m_chat->current().editQuestion(m_chat->id(0), " new ");
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->text(0), "new");
    QCOMPARE(m_chat->text(1), "second");
    QCOMPARE(m_chat->value(0, MessageModel::VersionCountRole), 2);
    m_chat->current().editQuestion(m_chat->id(0), "  ");
    m_chat->current().editQuestion(m_chat->id(1), "an answer is not edited");
    QCOMPARE(m_chat->value(0, MessageModel::VersionCountRole), 2);
    m_chat->current().showVersion(m_chat->id(0), -1);
    QCOMPARE(m_chat->text(1), "first");
}

void TestConversation::goingOnContinuesTheSameMessage()
{
    QVERIFY(m_chat->converse("q", {.text = {"One", " two"}, .ending = Ending::LengthLimit}));
    QCOMPARE(m_chat->state(1), int(MessageModel::LengthLimit));
    m_chat->script->answer({.text = {" three"}});
    const int message = m_chat->id(1);
    m_chat->current().goOnWriting(message);
    QTRY_VERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->id(1), message);
    QCOMPARE(m_chat->text(1), "One two three");
    QCOMPARE(m_chat->value(1, MessageModel::TokensRole).toInt(), 3);
    QCOMPARE(m_chat->value(1, MessageModel::SecondsRole).toDouble(), 1.0);
    QCOMPARE(m_chat->script->questions().last().continueFrom, "One two");
    QCOMPARE(m_chat->script->questions().last().messages.size(), 1);
    m_chat->current().goOnWriting(message);
    QVERIFY(m_chat->isIdle());
}

void TestConversation::nothingElseStartsWhileAnAnswerIsWritten()
{
    m_chat->script->answer({.text = {"a"}, .lastPause = 1h});
    m_chat->send("q");
    QTRY_COMPARE(m_chat->text(1), "a");
    m_chat->current().regenerate(m_chat->id(1));
    m_chat->current().editQuestion(m_chat->id(0), "other");
    m_chat->current().goOnWriting(m_chat->id(1));
    QCOMPARE(m_chat->messages().count(), 2);
    QCOMPARE(m_chat->value(0, MessageModel::VersionCountRole), 1);
    m_chat->current().stop();
    QTRY_VERIFY(m_chat->isIdle());
}

void TestConversation::theWindowNeverWaitsForALongAnswer()
{
    QStringList steps;
    for (int step = 0; step < 10'000; ++step)
        steps.append(step % 40 == 39 ? "word.\n\n" : "word ");
    m_chat->script->answer({.text = steps});
    m_chat->send("Write a book.");
    QVERIFY(m_chat->value(1, MessageModel::BlocksRole).isValid()); // as a view asks for it
    const StallWatch watch;
    QTRY_VERIFY_WITH_TIMEOUT(m_chat->isIdle(), 60s);
    QCOMPARE(m_chat->text(1), steps.join(QString()));
    QVERIFY2(watch.longest() < 50ms, qPrintable(QString::number(watch.longest().count())));
}

void TestConversation::copyingGivesPlainTextOrMarkdown()
{
    QVERIFY(m_chat->converse("What *is* it?", {.text = {"**Bold**"}}));
    m_chat->current().copyAsMarkdown(m_chat->id(1));
    QCOMPARE(QGuiApplication::clipboard()->text(), "**Bold**");
    m_chat->current().copyAsText(m_chat->id(1));
    QCOMPARE(QGuiApplication::clipboard()->text(), "Bold");
    m_chat->current().copyAsText(m_chat->id(0));
    QCOMPARE(QGuiApplication::clipboard()->text(), "What *is* it?");
}

void TestConversation::aLongPasteBecomesAnAttachmentAndCanComeBack()
{
    QGuiApplication::clipboard()->setText("short");
    QVERIFY(!m_chat->current().paste());
    const QString book = QString("All happy families. ").repeated(300);
    QGuiApplication::clipboard()->setText(book);
    QVERIFY(m_chat->current().paste());
    QCOMPARE(m_chat->current().attachments()->count(), 1);
    QVERIFY(m_chat->current().canSend());
    m_chat->current().setDraft("Sum up:");
    m_chat->current().insertPastedText(0);
    QCOMPARE(m_chat->current().draft(), "Sum up:\n" + book);
    QCOMPARE(m_chat->current().attachments()->count(), 0);
}

void TestConversation::tokensAreCountedWhileWriting()
{
    m_chat->engine->load();
    m_chat->current().setDraft("twelve chars");
    QTRY_COMPARE(m_chat->current().tokensHeld(), 12);
    m_chat->current().setDraft("");
    QTRY_COMPARE(m_chat->current().tokensHeld(), 0);
}

void TestConversation::aRecordingIsWrittenDownForTheCaret()
{
    QSignalSpy transcribed(&m_chat->current(), &Conversation::transcribed);
    m_chat->script->transcribe({.text = {"good morning"}});
    m_chat->recording = tone(2.0);
    m_chat->current().setDraft("I said: ");
    m_chat->current().writeDown();
    QCOMPARE(m_chat->current().activity(), Conversation::WritingDown);
    QTRY_COMPARE(transcribed.count(), 1);
    QCOMPARE(transcribed.first().first(), "good morning");
    QVERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->current().draft(), "I said: ");
    QCOMPARE(m_chat->messages().count(), 0);
    QCOMPARE(m_chat->current().keptSeconds(), 2);
}

void TestConversation::nothingSpokenIsSaidAndKept()
{
    QSignalSpy notice(&m_chat->current(), &Conversation::notice);
    m_chat->recording = QList<float>(16'000, 0.0F);
    m_chat->current().writeDown();
    QTRY_COMPARE(notice.count(), 1);
    QVERIFY(!notice.first()[1].toString().isEmpty());
    QVERIFY(m_chat->isIdle());
    QCOMPARE(m_chat->script->recordings().size(), 0);
    QCOMPARE(m_chat->current().keptSeconds(), 1);
    m_chat->current().discardRecording();
    QCOMPARE(m_chat->current().keptSeconds(), 0);
}

QTEST_MAIN(TestConversation)
#include "tst_conversation.moc"
