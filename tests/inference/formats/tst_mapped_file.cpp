#include "inference/formats/mapped_file.h"

#include <QtTest>

#include <fstream>
#include <sys/stat.h>

using namespace alcove::inference;
namespace fs = std::filesystem;

class TestMappedFile : public QObject {
    Q_OBJECT

private slots:
    void theBytesOfTheFileAreThere();
    void movingKeepsTheMapping();
    void whatIsNotAFileIsRefusedWithASentence_data();
    void whatIsNotAFileIsRefusedWithASentence();
    void aPipeIsRefusedInsteadOfWaitedFor();
    void hostileFileNamesAreMadeReadable();

private:
    QTemporaryDir m_folder;
    fs::path inFolder(const char *name) const { return fs::path(m_folder.path().toStdString()) / name; }
    fs::path write(const char *name, std::string_view content) const
    {
        std::ofstream(inFolder(name), std::ios::binary) << content;
        return inFolder(name);
    }
};

void TestMappedFile::theBytesOfTheFileAreThere()
{
    const auto file = MappedFile::open(write("a", "abc"));
    QVERIFY(file);
    QCOMPARE(file->bytes().size(), 3U);
    QCOMPARE(char(file->bytes()[2]), 'c');
    QCOMPARE(file->path(), inFolder("a"));
}

void TestMappedFile::movingKeepsTheMapping()
{
    auto first = MappedFile::open(write("first", "1"));
    auto second = MappedFile::open(write("second", "22"));
    QVERIFY(first && second);
    *first = std::move(*second);
    QCOMPARE(first->bytes().size(), 2U);
    const MappedFile third(std::move(*first));
    QCOMPARE(char(third.bytes()[1]), '2');
    QVERIFY(first->bytes().empty());
}

void TestMappedFile::whatIsNotAFileIsRefusedWithASentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("missing") << "none" << "“none” does not exist.";
    QTest::newRow("below a file") << "file/none" << "“none” does not exist.";
    QTest::newRow("folder") << "folder" << "“folder” is a folder, not a file.";
    QTest::newRow("empty") << "empty" << "“empty” is empty.";
}

void TestMappedFile::whatIsNotAFileIsRefusedWithASentence()
{
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    write("file", "x");
    write("empty", "");
    fs::create_directory(inFolder("folder"));
    const auto file = MappedFile::open(inFolder(name.toUtf8().constData()));
    QVERIFY(!file);
    QCOMPARE(QString::fromStdString(file.error().what), sentence);
    QVERIFY(!file.error().remedy.empty());
}

void TestMappedFile::aPipeIsRefusedInsteadOfWaitedFor()
{
    QCOMPARE(::mkfifo(inFolder("pipe").c_str(), 0600), 0);
    const auto file = MappedFile::open(inFolder("pipe"));
    QVERIFY(!file);
    QCOMPARE(QString::fromStdString(file.error().what), QString("“pipe” is not an ordinary file."));
}

void TestMappedFile::hostileFileNamesAreMadeReadable()
{
    const auto file = MappedFile::open(inFolder("a\x1b[31m\xFF"));
    QVERIFY(!file);
    QCOMPARE(QString::fromStdString(file.error().what), QString("“a?[31m?” does not exist."));

    const std::string longName = "x" + std::string(100, '-') + "ü";
    const auto other = MappedFile::open(inFolder(longName.c_str()));
    QVERIFY(!other);
    QVERIFY(QString::fromStdString(other.error().what).contains("-…” does not exist"));
}

QTEST_APPLESS_MAIN(TestMappedFile)
#include "tst_mapped_file.moc"
