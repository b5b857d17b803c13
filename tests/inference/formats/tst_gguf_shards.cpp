#include "inference/formats/gguf.h"

#include "tests/inference/formats/gguf_bytes.h"
#include "tests/inference/formats/scratch_folder.h"

#include <QtTest>

using namespace alcove::inference;

namespace {

std::string shard(uint16_t number, uint16_t count, const char *tensor, int32_t tensorsInAll = 2)
{
    GgufBytes bytes;
    bytes.rawKey("split.no", 2, GgufBytes::number(number));
    bytes.rawKey("split.count", 2, GgufBytes::number(count));
    bytes.key("split.tensors.count", tensorsInAll);
    if (number == 0)
        bytes.key("general.architecture", "gemma4");
    bytes.floats(tensor, {1}, {float(number)});
    return bytes.file();
}

} // namespace

class TestGgufShards : public QObject {
    Q_OBJECT

private slots:
    void shardsAreReadFromWhicheverIsChosen();
    void brokenSetsOfShardsAreRefused_data();
    void brokenSetsOfShardsAreRefused();
};

void TestGgufShards::shardsAreReadFromWhicheverIsChosen()
{
    const ScratchFolder folder;
    folder.write("s/m-00001-of-00002.gguf", shard(0, 2, "a"));
    folder.write("s/m-00002-of-00002.gguf", shard(1, 2, "b"));
    for (const char *chosen : {"s/m-00001-of-00002.gguf", "s/m-00002-of-00002.gguf"}) {
        const auto file = GgufFile::open(folder / chosen);
        QVERIFY(file);
        QCOMPARE(file->architecture(), std::string_view("gemma4"));
        QCOMPARE(file->files().size(), 2U);
        QVERIFY(file->tensors().find("a") && file->tensors().find("b"));
    }
}

void TestGgufShards::brokenSetsOfShardsAreRefused_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("firstName");
    QTest::addColumn<QString>("sentence");
    const auto bytes = [](const std::string &content) {
        return QByteArray(content.data(), qsizetype(content.size()));
    };
    const QString name = "m-00001-of-00002.gguf";
    QTest::newRow("missing") << QByteArray() << name << "“m-00002-of-00002.gguf” does not exist";
    QTest::newRow("wrong number") << bytes(shard(0, 2, "b")) << name << "is not part 2 of 2";
    QTest::newRow("wrong count") << bytes(shard(1, 3, "b")) << name << "is not part 2 of 2";
    QTest::newRow("same tensor") << bytes(shard(1, 2, "a")) << name << "repeats the tensor “a”";
    QTest::newRow("renamed") << bytes(shard(1, 2, "b")) << "renamed.gguf" << "its name does not say which";
    QTest::newRow("damaged") << QByteArray("GGUF") << name << "in the middle of its header";
}

void TestGgufShards::brokenSetsOfShardsAreRefused()
{
    QFETCH(QByteArray, second);
    QFETCH(QString, firstName);
    QFETCH(QString, sentence);
    const ScratchFolder folder;
    const std::filesystem::path first = folder.write(firstName.toStdString(), shard(0, 2, "a"));
    if (!second.isEmpty())
        folder.write("m-00002-of-00002.gguf", second.toStdString());
    const auto file = GgufFile::open(first);
    QVERIFY(!file);
    QVERIFY2(file.error().what.contains(sentence.toStdString()), file.error().what.c_str());
    QVERIFY(!file.error().remedy.empty());
}

QTEST_APPLESS_MAIN(TestGgufShards)
#include "tst_gguf_shards.moc"
