#include "app/chats/message_tree.h"

#include <QTest>

#include <limits>

using namespace alcove::app;

class TestMessageTree : public QObject {
    Q_OBJECT

private slots:
    void anEmptyTreeShowsNothing();
    void messagesFollowEachOther();
    void aSecondMessageInAPlaceIsANewVersion();
    void aVersionBringsBackAllThatFollowedIt();
    void choosingBeyondTheEndsChangesNothing();
    void thePathToAMessageIgnoresWhatIsChosen();
    void theRootIsNoMessage();

private:
    static ChatMessage message(const QString &text) { return {.text = text}; }
};

void TestMessageTree::anEmptyTreeShowsNothing()
{
    QVERIFY(MessageTree().path().empty());
}

void TestMessageTree::messagesFollowEachOther()
{
    MessageTree tree;
    const int question = tree.add(0, message("q"));
    const int answer = tree.add(question, message("a"));
    QCOMPARE(tree.path(), (std::vector{question, answer}));
    QCOMPARE(tree.parentOf(answer), question);
    QCOMPARE(tree.parentOf(question), 0);
    QCOMPARE(tree.find(answer)->text, "a");
    QCOMPARE(tree.versionCount(answer), 1);
}

void TestMessageTree::aSecondMessageInAPlaceIsANewVersion()
{
    MessageTree tree;
    const int question = tree.add(0, message("q"));
    const int first = tree.add(question, message("a"));
    const int second = tree.add(question, message("b"));
    QCOMPARE(tree.path(), (std::vector{question, second}));
    QCOMPARE(tree.version(first), 1);
    QCOMPARE(tree.version(second), 2);
    QCOMPARE(tree.versionCount(first), 2);
}

void TestMessageTree::aVersionBringsBackAllThatFollowedIt()
{
    MessageTree tree;
    const int question = tree.add(0, message("q"));
    const int answer = tree.add(question, message("a"));
    const int next = tree.add(answer, message("next"));
    const int edited = tree.add(0, message("q2"));
    QCOMPARE(tree.path(), (std::vector{edited}));
    QCOMPARE(tree.choose(edited, -1), question);
    QCOMPARE(tree.path(), (std::vector{question, answer, next}));
    QCOMPARE(tree.choose(question, 1), edited);
    QCOMPARE(tree.path(), (std::vector{edited}));
}

void TestMessageTree::choosingBeyondTheEndsChangesNothing()
{
    MessageTree tree;
    const int question = tree.add(0, message("q"));
    QCOMPARE(tree.choose(question, 1), 0);
    QCOMPARE(tree.choose(question, -1), 0);
    QCOMPARE(tree.choose(question, std::numeric_limits<int>::max()), 0);
    QCOMPARE(tree.path(), (std::vector{question}));
}

void TestMessageTree::thePathToAMessageIgnoresWhatIsChosen()
{
    MessageTree tree;
    const int question = tree.add(0, message("q"));
    const int answer = tree.add(question, message("a"));
    tree.add(0, message("q2"));
    QCOMPARE(tree.pathTo(answer), (std::vector{question, answer}));
    QVERIFY(tree.pathTo(0).empty());
}

void TestMessageTree::theRootIsNoMessage()
{
    const MessageTree tree;
    QVERIFY(!tree.find(0));
    QVERIFY(!tree.find(1));
    QVERIFY(!tree.find(-1));
}

QTEST_APPLESS_MAIN(TestMessageTree)
#include "tst_message_tree.moc"
