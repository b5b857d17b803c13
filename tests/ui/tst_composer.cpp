#include "tests/gallery/stage.h"
#include "tests/gallery/window_main.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QQuickItem>
#include <QTest>

namespace alcove::test {

class ComposerTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stage.reset(); }

    void theComposerHasTheKeyboardAtStart();
    void enterSends();
    void shiftEnterStartsALine();
    void withTheSettingEnterStartsALineAndCtrlEnterSends();
    void enterBelongsToTheInputMethodWhileItComposes();
    void thePlaceholderHidesWhileAnInputMethodComposes();
    void nothingIsSentFromAnEmptyComposer();
    void enterQueuesTheMessageWhileTheModelWrites();
    void everyLineIsTwentySixPixelsHigh_data();
    void everyLineIsTwentySixPixelsHigh();
    void linesTypedAndPastedAreTakenBackInOneStep();
    void theComposerGrowsToFortyPercentOfTheWindow();
    void upInAnEmptyComposerEditsTheLastQuestion();
    void typingElsewhereGoesToTheComposer();
    void eachChatKeepsItsDraft();
    void aTranscriptIsInsertedAtTheCaret();

private:
    QQuickItem *field() const { return m_stage->named(QAccessible::EditableText, QStringLiteral("Message")); }
    QQuickItem *pane() const { return m_stage->named(QAccessible::Pane, QStringLiteral("Message")); }
    void type(const QString &text) const;
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;

    std::unique_ptr<Stage> m_stage;
};

void ComposerTest::init()
{
    m_stage = std::make_unique<Stage>();
    m_stage->engine().load();
    m_stage->open({1180, 780});
    QVERIFY(m_stage->window());
    QVERIFY(QTest::qWaitForWindowActive(m_stage->window()));
}

void ComposerTest::type(const QString &text) const
{
    for (const QChar letter : text)
        QTest::keyClick(m_stage->window(), letter.toLatin1());
}

void ComposerTest::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QTest::keyClick(m_stage->window(), key, modifiers);
}

void ComposerTest::theComposerHasTheKeyboardAtStart()
{
    QVERIFY(field());
    QVERIFY(field()->hasActiveFocus());
}

void ComposerTest::enterSends()
{
    type(QStringLiteral("hello"));
    press(Qt::Key_Return);
    QCOMPARE(m_stage->chat().messages()->count(), 2);
    QCOMPARE(m_stage->chat().draft(), QString());
}

void ComposerTest::shiftEnterStartsALine()
{
    type(QStringLiteral("one"));
    press(Qt::Key_Return, Qt::ShiftModifier);
    type(QStringLiteral("two"));
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("one\ntwo"));
    QCOMPARE(m_stage->chat().messages()->count(), 0);
}

void ComposerTest::withTheSettingEnterStartsALineAndCtrlEnterSends()
{
    m_stage->settings().setEnterSends(false);
    type(QStringLiteral("one"));
    press(Qt::Key_Return);
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("one\n"));
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_stage->chat().messages()->count(), 2);
}

void ComposerTest::enterBelongsToTheInputMethodWhileItComposes()
{
    type(QStringLiteral("a"));
    for (int i = 0; i < 50; ++i) {
        QInputMethodEvent composing(QStringLiteral("ni"), {});
        QCoreApplication::sendEvent(field(), &composing);
        press(Qt::Key_Return);
        press(Qt::Key_Escape);
        QCOMPARE(m_stage->chat().messages()->count(), 0);
        QInputMethodEvent committed;
        committed.setCommitString(QStringLiteral("\u4f60"));
        QCoreApplication::sendEvent(field(), &committed);
    }
    press(Qt::Key_Return);
    QCOMPARE(m_stage->chat().messages()->count(), 2);
}

void ComposerTest::thePlaceholderHidesWhileAnInputMethodComposes()
{
    const auto placeholder = [this] {
        for (QQuickItem *child : field()->childItems()) {
            if (child->property("text").toString() == QLatin1String("Ask, or drop a picture here"))
                return child->isVisible();
        }
        return false;
    };
    QVERIFY(placeholder());
    QInputMethodEvent composing(QStringLiteral("ni"), {});
    QCoreApplication::sendEvent(field(), &composing);
    QVERIFY(!placeholder());
}

void ComposerTest::nothingIsSentFromAnEmptyComposer()
{
    press(Qt::Key_Return);
    QCOMPARE(m_stage->chat().messages()->count(), 0);
}

void ComposerTest::enterQueuesTheMessageWhileTheModelWrites()
{
    m_stage->ask(QStringLiteral("First?"));
    m_stage->write(QStringLiteral("It is"));
    type(QStringLiteral("second"));
    press(Qt::Key_Return);
    QCOMPARE(m_stage->chat().messages()->count(), 2);
    QCOMPARE(m_stage->chat().queuedText(), QStringLiteral("second"));
    Stage::settle();
    QVERIFY(m_stage->named(QAccessible::Grouping, QStringLiteral("Next question")));
}

void ComposerTest::everyLineIsTwentySixPixelsHigh_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("lines");
    QTest::newRow("empty") << QString() << 1;
    QTest::newRow("one") << QStringLiteral("one") << 1;
    QTest::newRow("three") << QStringLiteral("one\ntwo\nthree") << 3;
    QTest::newRow("another script") << QStringLiteral("one\n\u4f60\u597d") << 2;
}

void ComposerTest::everyLineIsTwentySixPixelsHigh()
{
    QFETCH(QString, text);
    QFETCH(int, lines);
    m_stage->chat().setDraft(text);
    Stage::settle();
    const QQuickItem *view = field()->parentItem()->parentItem();
    QCOMPARE(view->property("textHeight").toInt(), 26 * lines);
    QVERIFY(!field()->property("canUndo").toBool());
    m_stage->chat().setDraft({});
    Stage::settle();
    QCOMPARE(pane()->height(), 60.0);
}

void ComposerTest::linesTypedAndPastedAreTakenBackInOneStep()
{
    type(QStringLiteral("a "));
    QGuiApplication::clipboard()->setText(QStringLiteral("one\ntwo\nthree"));
    press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("a one\ntwo\nthree"));
    QCOMPARE(field()->implicitHeight(), 26.0 * 3);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("a "));
    QCOMPARE(field()->implicitHeight(), 26.0);
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("a one\ntwo\nthree"));
}

void ComposerTest::theComposerGrowsToFortyPercentOfTheWindow()
{
    const qreal atRest = pane()->height();
    m_stage->chat().setDraft(QStringLiteral("one\ntwo\nthree\nfour"));
    Stage::settle();
    const qreal atFour = pane()->height();
    QVERIFY(atFour > atRest);
    m_stage->chat().setDraft(QStringLiteral("line\n").repeated(80));
    Stage::settle();
    QCOMPARE(pane()->height(), 0.4 * m_stage->window()->height());
}

void ComposerTest::upInAnEmptyComposerEditsTheLastQuestion()
{
    m_stage->talk(QStringLiteral("How tall is it?"), QStringLiteral("Tall."), 2, 1);
    Stage::settle();
    press(Qt::Key_Up);
    Stage::settle();
    QQuickItem *editor = m_stage->named(QAccessible::EditableText, QStringLiteral("Question"));
    QVERIFY(editor);
    QCOMPARE(editor->property("text").toString(), QStringLiteral("How tall is it?"));
    press(Qt::Key_Escape);
    Stage::settle();
    QVERIFY(!m_stage->named(QAccessible::EditableText, QStringLiteral("Question")));
}

void ComposerTest::typingElsewhereGoesToTheComposer()
{
    m_stage->talk(QStringLiteral("A question?"), QStringLiteral("An answer."), 2, 1);
    Stage::settle();
    m_stage->named(QAccessible::List, QStringLiteral("Messages"))->forceActiveFocus();
    QVERIFY(!field()->hasActiveFocus());
    type(QStringLiteral("hm"));
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("hm"));
    QVERIFY(field()->hasActiveFocus());
}

void ComposerTest::eachChatKeepsItsDraft()
{
    m_stage->talk(QStringLiteral("First chat"), QStringLiteral("Yes."), 2, 1);
    const int first = m_stage->chat().chatId();
    type(QStringLiteral("draft"));
    m_stage->chats().newChat();
    Stage::settle();
    QCOMPARE(field()->property("text").toString(), QString());
    type(QStringLiteral("other"));
    m_stage->chats().open(first);
    Stage::settle();
    QCOMPARE(field()->property("text").toString(), QStringLiteral("draft"));
}

void ComposerTest::aTranscriptIsInsertedAtTheCaret()
{
    type(QStringLiteral("before after"));
    for (int i = 0; i < 6; ++i)
        press(Qt::Key_Left);
    emit m_stage->chat().transcribed(QStringLiteral("spoken"));
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("before spoken after"));
    QCOMPARE(m_stage->chat().messages()->count(), 0);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_stage->chat().draft(), QStringLiteral("before after"));
}

} // namespace alcove::test

ALCOVE_WINDOW_TEST_MAIN(alcove::test::ComposerTest)
#include "tst_composer.moc"
