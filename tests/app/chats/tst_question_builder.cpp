#include "app/chats/question_builder.h"
#include "tests/app/chats/sample_attachments.h"

#include <QTest>

using namespace alcove::app;

using Kind = QuestionPart::Kind;
using From = QuestionMessage::From;

class TestQuestionBuilder : public QObject {
    Q_OBJECT

private slots:
    void picturesStandBeforeTheTextAndSoundsBehind();
    void pastedTextsFollowTheText();
    void theWholeConversationIsSentWithItsMedia();
    void thoughtsAndEmptyAnswersAreNotSent();
    void theChosenVersionsLeadToTheQuestion();
    void withoutMediaOnlyTextsRemain();
};

namespace {

Attachment picture()
{
    return pictureAttachment(1, "beach.jpg", "png");
}

Attachment sound()
{
    return soundAttachment(2, {0.5F});
}

ChatMessage answer(const QString &text)
{
    return {.author = MessageAuthor::Model, .text = text, .thinking = "secret"};
}

} // namespace

void TestQuestionBuilder::picturesStandBeforeTheTextAndSoundsBehind()
{
    const QuestionMessage message = questionMessage("What?", {sound(), picture()});
    QCOMPARE(message.parts.size(), 3);
    QCOMPARE(message.parts[0].kind, Kind::Picture);
    QCOMPARE(message.parts[0].picture, "png");
    QCOMPARE(message.parts[1].text, "What?");
    QCOMPARE(message.parts[2].kind, Kind::Sound);
    QCOMPARE(message.parts[2].sound, (QList<float>{0.5F}));
}

void TestQuestionBuilder::pastedTextsFollowTheText()
{
    const Attachment first = textAttachment(1, "one");
    const Attachment second = textAttachment(2, "two");
    QCOMPARE(questionMessage("Sum up.", {first, second}).parts.first().text, "Sum up.\n\none\n\ntwo");
    QCOMPARE(questionMessage("", {first}).parts.first().text, "one");
    QVERIFY(questionMessage("", {}).parts.isEmpty());
}

void TestQuestionBuilder::theWholeConversationIsSentWithItsMedia()
{
    MessageTree tree;
    const int first = tree.add(0, {.text = "a", .attachments = {picture()}});
    const int reply = tree.add(first, answer("b"));
    const int second = tree.add(reply, {.text = "c"});
    const Question question = questionUpTo(tree, second);
    QCOMPARE(question.messages.size(), 3);
    QCOMPARE(question.messages[0].parts.first().kind, Kind::Picture);
    QCOMPARE(question.messages[1].from, From::Model);
    QCOMPARE(question.messages[1].parts.first().text, "b");
    QCOMPARE(question.messages[2].parts.first().text, "c");
    QVERIFY(questionUpTo(tree, 0).messages.isEmpty());
}

void TestQuestionBuilder::thoughtsAndEmptyAnswersAreNotSent()
{
    MessageTree tree;
    const int first = tree.add(0, {.text = "a"});
    const int stopped = tree.add(first, answer(" \n"));
    const int second = tree.add(stopped, {.text = "b"});
    const Question question = questionUpTo(tree, second);
    QCOMPARE(question.messages.size(), 2);
    for (const QuestionMessage &message : question.messages)
        QVERIFY(!message.parts.first().text.contains("secret"));
}

void TestQuestionBuilder::theChosenVersionsLeadToTheQuestion()
{
    MessageTree tree;
    const int first = tree.add(0, {.text = "a"});
    tree.add(first, answer("old"));
    const int again = tree.add(first, answer("new"));
    const int second = tree.add(again, {.text = "b"});
    QCOMPARE(questionUpTo(tree, second).messages[1].parts.first().text, "new");
}

void TestQuestionBuilder::withoutMediaOnlyTextsRemain()
{
    const Question question{.messages = {questionMessage("What?", {picture(), sound()})}};
    const Question plain = withoutMedia(question);
    QCOMPARE(plain.messages.first().parts.size(), 1);
    QCOMPARE(plain.messages.first().parts.first().text, "What?");
}

QTEST_APPLESS_MAIN(TestQuestionBuilder)
#include "tst_question_builder.moc"
