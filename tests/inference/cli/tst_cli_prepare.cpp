#include "tests/inference/cli/cli_process.h"
#include "tests/inference/cli/large_model.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace alcove::inference;

/// alcove-cli prepare: what it says and how it ends.
class TestCliPrepare : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { qputenv("XDG_CACHE_HOME", QFile::encodeName(m_folder.filePath("cache"))); }

    void theFileIsMadeOnceAndThenItIsThere();
    void theSameIsToldAsJson();
    void aDamagedFileIsMadeAgain();
    void aSmallModelNeedsNoFile();
    void wrongUsageEndsWithTwoAndOneLine_data();
    void wrongUsageEndsWithTwoAndOneLine();
    void anUnusableCacheFolderEndsWithOneAndARemedy();
    void aBrokenModelEndsWithOneAndARemedy_data();
    void aBrokenModelEndsWithOneAndARemedy();

private:
    QString model() const { return m_folder.filePath("large.gguf"); }
    CliRun prepare(const QStringList &more = {}) const
    {
        return runCli(QStringList{"prepare", "--model", model()} + more);
    }
    /// Prepares with --json: the file, or an empty object.
    QJsonObject prepared() const { return prepare({"--json"}).object()["files"].toArray()[0].toObject(); }

    QTemporaryDir m_folder;
};

void TestCliPrepare::initTestCase()
{
    QVERIFY(m_folder.isValid());
    LargeModel::write(model().toStdString());
}

void TestCliPrepare::theFileIsMadeOnceAndThenItIsThere()
{
    const CliRun first = prepare();
    QVERIFY2(first.status == 0, first.errors.constData());
    QCOMPARE(first.errors, QByteArray()); // progress is for terminals
    QVERIFY2(first.out.contains("bytes, written and checked\n"), first.out.constData());
    QVERIFY2(first.out.startsWith(QFile::encodeName(m_folder.filePath("cache/alcove/packed/"))),
        first.out.constData());
    const CliRun second = prepare();
    QCOMPARE(second.status, 0);
    QCOMPARE(second.errors, QByteArray());
    QCOMPARE(QByteArray(second.out).replace("was there, checked", "written and checked"), first.out);
    QVERIFY(second.out.contains("was there, checked"));
}

void TestCliPrepare::theSameIsToldAsJson()
{
    prepare();
    const QJsonObject file = prepared();
    const QFileInfo stored(file["path"].toString());
    QVERIFY(stored.isFile());
    QCOMPARE(file["bytes"].toInteger(), stored.size());
    QCOMPARE(file["made"], QJsonValue(false));
    QVERIFY(QFile::remove(stored.filePath()));
    QCOMPARE(prepared()["made"], QJsonValue(true));
}

void TestCliPrepare::aDamagedFileIsMadeAgain()
{
    prepare();
    QFile file(prepared()["path"].toString());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    QCOMPARE(file.write("\x5a"), 1); // it was a zero
    file.close();
    const CliRun again = prepare();
    QCOMPARE(again.status, 0);
    QVERIFY2(again.out.contains("written and checked"), again.out.constData());
    QCOMPARE(prepared()["made"], QJsonValue(false));
}

void TestCliPrepare::aSmallModelNeedsNoFile()
{
    const CliRun run = runCli({"prepare", "--model", tinyModel()});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.errors, QByteArray());
    QVERIFY2(run.out.startsWith("Nothing to prepare: "), run.out.constData());
    QCOMPARE(runCli({"prepare", "--json", "--model", tinyModel()}).object()["files"].toArray().size(), 0);
}

void TestCliPrepare::wrongUsageEndsWithTwoAndOneLine_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("says");
    QTest::newRow("a word too many") << QStringList{"now"} << "now";
    QTest::newRow("unknown option") << QStringList{"--force"} << "--force";
    QTest::newRow("no thread") << QStringList{"--threads", "0"} << "--threads";
    QTest::newRow("option without value") << QStringList{"--drafter"} << "--drafter";
}

void TestCliPrepare::wrongUsageEndsWithTwoAndOneLine()
{
    QFETCH(QStringList, more);
    QFETCH(QString, says);
    const CliRun run = prepare(more);
    QCOMPARE(run.status, 2);
    QVERIFY2(run.failedInOneLine(), run.errors.constData());
    QVERIFY2(run.errors.contains(says.toUtf8()), run.errors.constData());
}

void TestCliPrepare::anUnusableCacheFolderEndsWithOneAndARemedy()
{
    // A file where the folder should be stops everybody, the administrator too.
    qputenv("XDG_CACHE_HOME", QFile::encodeName(model()));
    const CliRun run = prepare();
    QCOMPARE(run.status, 1);
    QVERIFY2(run.failedInOneLine(), run.errors.constData());
    QVERIFY2(
        run.errors.contains("cannot be written: Not a directory. Choose a folder"), run.errors.constData());
}

void TestCliPrepare::aBrokenModelEndsWithOneAndARemedy_data()
{
    QTest::addColumn<qint64>("keptBytes");
    QTest::newRow("nothing in it") << qint64(0);
    QTest::newRow("cut in its header") << qint64(200);
    QTest::newRow("cut in its weights") << qint64(100'000'000);
}

void TestCliPrepare::aBrokenModelEndsWithOneAndARemedy()
{
    QFETCH(qint64, keptBytes);
    const QString path = m_folder.filePath("broken.gguf");
    LargeModel::write(path.toStdString());
    QVERIFY(QFile::resize(path, keptBytes));
    const CliRun run = runCli({"prepare", "--model", path});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.failedInOneLine(), run.errors.constData());
    QVERIFY2(run.errors.contains("broken.gguf"), run.errors.constData());
    QVERIFY2(run.errors.count(". ") >= 1, run.errors.constData()); // a second sentence says what to do
}

QTEST_GUILESS_MAIN(TestCliPrepare)
#include "tst_cli_prepare.moc"
