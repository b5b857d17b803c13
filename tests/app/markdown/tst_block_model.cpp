#include "app/markdown/block_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace alcove::app;

class TestBlockModel : public QObject {
    Q_OBJECT

private slots:
    void appendedTextTouchesOnlyTheLastBlocks();
    void aGrowingParagraphChangesOneRoleOfOneRow();
    void rowsGrownLetterByLetterEqualRowsOfTheWhole();
    void anOpenFenceIsACodeBlock();
    void aTableGrowsByRows();
    void openBoldDrawsBoldUntilTheTextIsComplete();
    void anotherKindIsAnotherRow();
    void aChangedTextReplacesTheRows();
    void theCostOfAnAppendDoesNotGrowWithTheText();
    void coloursArriveInCode();
    void codeIsCalledByTheNameOfItsLanguage();
    void longCodeIsColouredInSteps();
    void rolesHaveTheNamesThatQmlUses();
};

namespace {

const QString kText =
    "# Head\n\nOne *two*\nthree\n\n- a\n  - b\n\n    c\n- d\n\n> q\nlazy\n\n```py\nx = 1\n\ny\n```\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n1. x\n\n   ~~~\n   y\n   ~~~\n\n2. z\n\n**end**\n";

QString line(const BlockModel &model, int row)
{
    QStringList parts;
    for (int role = BlockModel::KindRole; role <= BlockModel::RightToLeftRole; ++role) {
        const QVariant value = model.data(model.index(row), role);
        if (role == BlockModel::CellsRole)
            for (const QVariant &cells : value.toList())
                parts += cells.toStringList().join(u'/');
        else
            parts += value.toString();
    }
    return parts.join(u'|');
}

QStringList lines(const BlockModel &model)
{
    QStringList all;
    for (int row = 0; row < model.count(); ++row)
        all += line(model, row);
    return all;
}

} // namespace

void TestBlockModel::appendedTextTouchesOnlyTheLastBlocks()
{
    BlockModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMarkdown("one\n\ntwo\n\n```\ncode\n```\nthree", BlockModel::TextState::Growing);
    QCOMPARE(model.count(), 4);
    const QSignalSpy changed(&model, &BlockModel::dataChanged);
    const QSignalSpy inserted(&model, &BlockModel::rowsInserted);
    const QSignalSpy removed(&model, &BlockModel::rowsRemoved);
    const QSignalSpy reset(&model, &BlockModel::modelReset);

    model.setMarkdown("one\n\ntwo\n\n```\ncode\n```\nthree more\n\nfour", BlockModel::TextState::Growing);

    QCOMPARE(model.count(), 5);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 3);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][1].toInt(), 4);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestBlockModel::aGrowingParagraphChangesOneRoleOfOneRow()
{
    BlockModel model;
    model.setMarkdown("one\n\ntw", BlockModel::TextState::Growing);
    const QSignalSpy changed(&model, &BlockModel::dataChanged);
    model.setMarkdown("one\n\ntwo", BlockModel::TextState::Growing);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][2].value<QList<int>>(), QList<int>{BlockModel::HtmlRole});
}

void TestBlockModel::rowsGrownLetterByLetterEqualRowsOfTheWhole()
{
    BlockModel whole;
    whole.setMarkdown(kText);
    BlockModel grown;
    const QAbstractItemModelTester tester(&grown, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (qsizetype length = 1; length <= kText.size(); ++length)
        grown.setMarkdown(kText.first(length), BlockModel::TextState::Growing);
    grown.setMarkdown(kText);
    QCOMPARE(lines(grown), lines(whole));
}

void TestBlockModel::anOpenFenceIsACodeBlock()
{
    BlockModel model;
    model.setMarkdown("Look:\n```py\nprint(", BlockModel::TextState::Growing);
    QCOMPARE(model.count(), 2);
    const QModelIndex code = model.index(1);
    QCOMPARE(code.data(BlockModel::KindRole).value<BlockModel::BlockKind>(), BlockModel::BlockKind::Code);
    QCOMPARE(code.data(BlockModel::LanguageRole).toString(), "py");
    QCOMPARE(code.data(BlockModel::CodeRole).toString(), "print(");
}

void TestBlockModel::aTableGrowsByRows()
{
    const QString text = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |";
    BlockModel model;
    int rows = 0;
    for (qsizetype length = 3; length <= text.size(); ++length) {
        model.setMarkdown(text.first(length), BlockModel::TextState::Growing);
        QCOMPARE(model.count(), 1);
        const QModelIndex table = model.index(0);
        QCOMPARE(
            table.data(BlockModel::KindRole).value<BlockModel::BlockKind>(), BlockModel::BlockKind::Table);
        const int now = int(table.data(BlockModel::CellsRole).toList().size());
        QVERIFY(now >= rows);
        rows = now;
    }
    QCOMPARE(rows, 3);
}

void TestBlockModel::openBoldDrawsBoldUntilTheTextIsComplete()
{
    BlockModel model;
    model.setMarkdown("a **b", BlockModel::TextState::Growing);
    QCOMPARE(model.index(0).data(BlockModel::HtmlRole).toString(), "a <b>b</b>");
    model.setMarkdown("a **b", BlockModel::TextState::Complete);
    QCOMPARE(model.index(0).data(BlockModel::HtmlRole).toString(), "a **b");
}

void TestBlockModel::anotherKindIsAnotherRow()
{
    BlockModel model;
    model.setMarkdown("Head\n", BlockModel::TextState::Growing);
    const QSignalSpy removed(&model, &BlockModel::rowsRemoved);
    const QSignalSpy inserted(&model, &BlockModel::rowsInserted);
    model.setMarkdown("Head\n====\n", BlockModel::TextState::Growing);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.index(0).data(BlockModel::KindRole).value<BlockModel::BlockKind>(),
        BlockModel::BlockKind::Heading);
}

void TestBlockModel::aChangedTextReplacesTheRows()
{
    BlockModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMarkdown(kText);
    model.setMarkdown("other\n\ntext");
    QCOMPARE(model.count(), 2);
    QCOMPARE(model.index(0).data(BlockModel::HtmlRole).toString(), "other");
    model.setMarkdown("");
    QCOMPARE(model.count(), 0);
}

void TestBlockModel::theCostOfAnAppendDoesNotGrowWithTheText()
{
    QString text = QString("A paragraph of *some* words.\n\n").repeated(20'000);
    BlockModel model;
    QElapsedTimer timer;
    timer.start();
    model.setMarkdown(text, BlockModel::TextState::Growing);
    const qint64 whole = timer.nsecsElapsed();

    constexpr int kAppends = 50;
    timer.start();
    for (int i = 0; i < kAppends; ++i) {
        text += "word ";
        model.setMarkdown(text, BlockModel::TextState::Growing);
    }
    const qint64 each = timer.nsecsElapsed() / kAppends;
    // What remains is comparing and copying the text itself.
    QVERIFY2(each * 10 < whole, qPrintable(QString("%1 of %2 ns").arg(each).arg(whole)));
}

void TestBlockModel::coloursArriveInCode()
{
    const CodeHighlighter highlighter;
    BlockModel model(&highlighter);
    model.setMarkdown("```py\nx = 1\n```\n");
    QVERIFY(!model.index(0).data(BlockModel::CodeHtmlRole).toString().contains("color:"));
    const QSignalSpy changed(&model, &BlockModel::dataChanged);
    model.setCodeColours({Qt::black, Qt::red, Qt::green, Qt::blue, Qt::gray, Qt::cyan, Qt::magenta});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][2].value<QList<int>>(), QList<int>{BlockModel::CodeHtmlRole});
    QVERIFY(model.index(0).data(BlockModel::CodeHtmlRole).toString().contains("color:#0000ff\">1<"));
}

void TestBlockModel::codeIsCalledByTheNameOfItsLanguage()
{
    const CodeHighlighter highlighter;
    BlockModel model(&highlighter);
    model.setMarkdown("```py\nx = 1\n```\n\n```\ny\n```\n");
    QCOMPARE(model.index(0).data(BlockModel::LanguageRole).toString(), "Python");
    QCOMPARE(model.index(1).data(BlockModel::LanguageRole).toString(), "");
}

void TestBlockModel::longCodeIsColouredInSteps()
{
    const CodeHighlighter highlighter;
    BlockModel model(&highlighter);
    model.setCodeColours({Qt::black, Qt::red, Qt::green, Qt::blue, Qt::gray, Qt::cyan, Qt::magenta});
    model.setMarkdown("```py\n" + QString("x = 1\n").repeated(20'000) + "```\n");
    int steps = 0;
    QString html;
    const auto ask = [&] {
        ++steps;
        html = model.index(0).data(BlockModel::CodeHtmlRole).toString();
    };
    connect(&model, &BlockModel::dataChanged, this, ask);
    ask();
    QVERIFY(html.count("color:") < 5'000);
    QVERIFY(QTest::qWaitFor([&] { return html.count("color:") == 20'000; }, 20'000));
    QCOMPARE(steps, 8); // 120 000 characters, 16 000 and the end of a line each time
}

void TestBlockModel::rolesHaveTheNamesThatQmlUses()
{
    QList<QByteArray> names = BlockModel().roleNames().values();
    std::ranges::sort(names);
    const QList<QByteArray> expected{"alignments", "cells", "code", "codeHtml", "html", "indent", "kind",
        "language", "level", "marker", "quoteDepth", "rightToLeft"};
    QCOMPARE(names, expected);
}

QTEST_GUILESS_MAIN(TestBlockModel)
#include "tst_block_model.moc"
