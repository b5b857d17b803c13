#include "app/chats/message_model.h"

#include "app/markdown/block_model.h"
#include "tests/app/chats/sample_attachments.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace alcove::app;

class TestMessageModel : public QObject {
    Q_OBJECT

private slots:
    void everyRoleHasItsName();
    void aMessageIsShownWithItsValues();
    void attachmentsAreShownByKind();
    void streamedTextChangesOneRoleOfOneRow();
    void streamedTextReachesTheBlocks();
    void textOfAHiddenVersionChangesNoRow();
    void aNewVersionChangesOneRowAndRemovesWhatFollowed();
    void aFlipBringsBackTheRowsBehind();
    void onlyACutLastAnswerCanGoOn_data();
    void onlyACutLastAnswerCanGoOn();
    void anAnswerThatIsFollowedCannotGoOn();
};

namespace {

/// A model with one question and its answer.
struct Shown {
    Shown()
    {
        question = model.add(0, {.text = "q"});
        answer = model.add(question, {.author = MessageAuthor::Model, .end = MessageEnd::Waiting});
    }
    QVariant value(int row, int role) const { return model.data(model.index(row), role); }

    MessageModel model{nullptr};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    int question = 0;
    int answer = 0;
};

} // namespace

void TestMessageModel::everyRoleHasItsName()
{
    const MessageModel model(nullptr);
    const QHash<int, QByteArray> names = model.roleNames();
    QCOMPARE(names.size(), MessageModel::CanGoOnRole - MessageModel::MessageIdRole + 1);
    QCOMPARE(names[MessageModel::StateRole], "state");
}

void TestMessageModel::aMessageIsShownWithItsValues()
{
    Shown shown;
    QCOMPARE(shown.model.rowCount(), 2);
    QCOMPARE(shown.value(0, MessageModel::TextRole), "q");
    QCOMPARE(shown.value(0, MessageModel::FromUserRole), true);
    QVERIFY(!shown.value(0, MessageModel::BlocksRole).value<BlockModel *>());
    QCOMPARE(shown.value(1, MessageModel::FromUserRole), false);
    QVERIFY(shown.value(1, MessageModel::BlocksRole).value<BlockModel *>());
    QCOMPARE(shown.value(1, MessageModel::StateRole).toInt(), int(MessageModel::Waiting));
    shown.model.setFigures(shown.answer, 10, 4.0);
    QCOMPARE(shown.value(1, MessageModel::TokensPerSecondRole).toDouble(), 2.5);
}

void TestMessageModel::attachmentsAreShownByKind()
{
    MessageModel model(nullptr);
    const QList<Attachment> attachments{
        pictureAttachment(3), soundAttachment(4, QList<float>(16'001)), textAttachment(5, "long")};
    model.add(0, {.attachments = attachments});
    const QModelIndex row = model.index(0);
    QCOMPARE(
        model.data(row, MessageModel::PicturesRole).toList(), (QVariantList{QUrl("image://thumbnails/3")}));
    QCOMPARE(model.data(row, MessageModel::RecordingsRole).toList(), (QVariantList{2}));
    QCOMPARE(model.data(row, MessageModel::PastedTextsRole).toList(), (QVariantList{"long"}));
}

void TestMessageModel::streamedTextChangesOneRoleOfOneRow()
{
    Shown shown;
    shown.model.setEnd(shown.answer, MessageEnd::Streaming);
    const QSignalSpy changes(&shown.model, &MessageModel::dataChanged);
    shown.model.appendText(shown.answer, "Hello");
    shown.model.appendText(shown.answer, " there");
    QCOMPARE(changes.count(), 2);
    for (const QList<QVariant> &change : changes) {
        QCOMPARE(change[0].toModelIndex(), shown.model.index(1));
        QCOMPARE(change[1].toModelIndex(), shown.model.index(1));
        QCOMPARE(change[2].value<QList<int>>(), (QList<int>{MessageModel::TextRole}));
    }
    QCOMPARE(shown.value(1, MessageModel::TextRole), "Hello there");
}

void TestMessageModel::streamedTextReachesTheBlocks()
{
    Shown shown;
    auto *blocks = shown.value(1, MessageModel::BlocksRole).value<BlockModel *>();
    shown.model.appendText(shown.answer, "# Title\n\n");
    shown.model.appendText(shown.answer, "text");
    QCOMPARE(blocks->markdown(), "# Title\n\ntext");
    QCOMPARE(shown.value(1, MessageModel::BlocksRole).value<BlockModel *>(), blocks);
}

void TestMessageModel::textOfAHiddenVersionChangesNoRow()
{
    Shown shown;
    shown.model.add(shown.question, {.author = MessageAuthor::Model});
    const QSignalSpy changes(&shown.model, &MessageModel::dataChanged);
    shown.model.appendText(shown.answer, "hidden");
    QCOMPARE(changes.count(), 0);
    QCOMPARE(shown.model.message(shown.answer)->text, "hidden");
}

void TestMessageModel::aNewVersionChangesOneRowAndRemovesWhatFollowed()
{
    Shown shown;
    shown.model.add(shown.answer, {.text = "q2"});
    const QSignalSpy removed(&shown.model, &MessageModel::rowsRemoved);
    const QSignalSpy inserted(&shown.model, &MessageModel::rowsInserted);
    const QSignalSpy reset(&shown.model, &MessageModel::modelReset);
    shown.model.add(shown.question, {.author = MessageAuthor::Model, .text = "again"});
    QCOMPARE(shown.model.rowCount(), 2);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(shown.value(1, MessageModel::TextRole), "again");
    QCOMPARE(shown.value(1, MessageModel::VersionRole), 2);
    QCOMPARE(shown.value(1, MessageModel::VersionCountRole), 2);
}

void TestMessageModel::aFlipBringsBackTheRowsBehind()
{
    Shown shown;
    shown.model.add(shown.answer, {.text = "q2"});
    const int again = shown.model.add(shown.question, {.author = MessageAuthor::Model, .text = "again"});
    QVERIFY(shown.model.showVersion(again, -1));
    QCOMPARE(shown.model.rowCount(), 3);
    QCOMPARE(shown.value(2, MessageModel::TextRole), "q2");
    QCOMPARE(shown.value(1, MessageModel::VersionRole), 1);
    QVERIFY(!shown.model.showVersion(shown.answer, -1));
    QVERIFY(!shown.model.showVersion(4711, 1));
    QVERIFY(shown.model.showVersion(shown.answer, 1));
    QCOMPARE(shown.model.rowCount(), 2);
}

void TestMessageModel::onlyACutLastAnswerCanGoOn_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("can");
    QTest::newRow("stopped") << int(MessageEnd::Stopped) << "So" << true;
    QTest::newRow("length limit") << int(MessageEnd::LengthLimit) << "So" << true;
    QTest::newRow("failed") << int(MessageEnd::Failed) << "So" << true;
    QTest::newRow("looped") << int(MessageEnd::Looped) << "So" << true;
    QTest::newRow("complete") << int(MessageEnd::Done) << "So" << false;
    QTest::newRow("no room") << int(MessageEnd::ContextFull) << "So" << false;
    QTest::newRow("being written") << int(MessageEnd::Streaming) << "So" << false;
    QTest::newRow("nothing written") << int(MessageEnd::Stopped) << "" << false;
}

void TestMessageModel::onlyACutLastAnswerCanGoOn()
{
    QFETCH(int, end);
    QFETCH(QString, text);
    QFETCH(bool, can);
    MessageModel model(nullptr);
    const int questionId = model.add(0, {.text = "q"});
    model.add(questionId, {.author = MessageAuthor::Model, .text = text, .end = MessageEnd(end)});
    QCOMPARE(model.data(model.index(1), MessageModel::CanGoOnRole).toBool(), can);
}

void TestMessageModel::anAnswerThatIsFollowedCannotGoOn()
{
    Shown shown;
    shown.model.appendText(shown.answer, "So");
    shown.model.setEnd(shown.answer, MessageEnd::Stopped);
    QVERIFY(shown.model.canGoOn(shown.answer));
    QSignalSpy changes(&shown.model, &MessageModel::dataChanged);
    shown.model.add(shown.answer, {.text = "q2"});
    QVERIFY(!shown.model.canGoOn(shown.answer));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes.first()[2].value<QList<int>>(), (QList<int>{MessageModel::CanGoOnRole}));
}

QTEST_GUILESS_MAIN(TestMessageModel)
#include "tst_message_model.moc"
