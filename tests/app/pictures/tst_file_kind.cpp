#include "app/pictures/file_kind.h"

#include "tests/app/pictures/sample_files.h"

#include <QTest>

using namespace alcove::app;

class TestFileKind : public QObject {
    Q_OBJECT

private slots:
    void filesAreKnownByTheirBeginning_data();
    void filesAreKnownByTheirBeginning();
    void everyWrittenFormatIsRecognised_data();
    void everyWrittenFormatIsRecognised();
    void onlyRegularFilesAreRead();
    void theEngineReadsNoPhoneFormats();
};

void TestFileKind::filesAreKnownByTheirBeginning_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<FileKind>("kind");
    QTest::newRow("empty") << QByteArray() << FileKind::Unknown;
    QTest::newRow("one byte") << QByteArray("\xFF") << FileKind::Unknown;
    QTest::newRow("text") << QByteArray("Hello, wörld\n") << FileKind::Text;
    QTest::newRow("text cut in a character") << QByteArray("w\xC3") << FileKind::Text;
    QTest::newRow("broken characters") << QByteArray("w\xC3\x28") << FileKind::Unknown;
    QTest::newRow("binary") << QByteArray("ab\0cd", 5) << FileKind::Unknown;
    QTest::newRow("text that begins like a bitmap")
        << QByteArray("BMW builds cars in Munich, Germany") << FileKind::Text;
    QTest::newRow("PDF") << QByteArray("%PDF-1.7\n") << FileKind::Unknown;
    QTest::newRow("SVG") << QByteArray("<?xml version=\"1.0\"?><svg/>") << FileKind::Unknown;
    QTest::newRow("program") << QByteArray("\x7F"
                                           "ELF\x02\x01\x01",
                                    7)
                             << FileKind::Unknown;
    QTest::newRow("archive") << QByteArray("PK\x03\x04\x14\0", 6) << FileKind::Unknown;
    QTest::newRow("camera raw") << QByteArray("FUJIFILMCCD-RAW \0", 17) << FileKind::Unknown;
    QTest::newRow("Photoshop") << QByteArray("8BPS\0\1", 6) << FileKind::Unknown;
    QTest::newRow("WAV") << QByteArray("RIFF\x24\0\0\0WAVEfmt ", 16) << FileKind::Sound;
    QTest::newRow("AVI") << QByteArray("RIFF\x24\0\0\0AVI LIST", 16) << FileKind::Unknown;
    QTest::newRow("Ogg") << QByteArray("OggS\0\2", 6) << FileKind::Sound;
    QTest::newRow("FLAC") << QByteArray("fLaC\0\0\0\x22", 8) << FileKind::Sound;
    QTest::newRow("MP3 with tags") << QByteArray("ID3\x03\0\0", 6) << FileKind::Sound;
    QTest::newRow("MP3") << QByteArray("\xFF\xFB\x90\x64", 4) << FileKind::Sound;
    QTest::newRow("AAC") << QByteArray("\xFF\xF1\x50\x80", 4) << FileKind::Sound;
    QTest::newRow("M4A") << QByteArray("\0\0\0\x20"
                                       "ftypM4A \0\0\0\0",
                                16)
                         << FileKind::Sound;
    QTest::newRow("HEIC") << QByteArray("\0\0\0\x18"
                                        "ftypheic\0\0\0\0",
                                 16)
                          << FileKind::Heic;
    QTest::newRow("AVIF among other brands") << QByteArray("\0\0\0\x1C"
                                                           "ftypmif1\0\0\0\0avifmiaf",
                                                    24)
                                             << FileKind::Avif;
}

void TestFileKind::filesAreKnownByTheirBeginning()
{
    QFETCH(QByteArray, head);
    QTEST(fileKind(head), "kind");
}

void TestFileKind::everyWrittenFormatIsRecognised_data()
{
    QTest::addColumn<FileKind>("kind");
    QTest::newRow("jpeg") << FileKind::Jpeg;
    QTest::newRow("png") << FileKind::Png;
    QTest::newRow("webp") << FileKind::WebP;
    QTest::newRow("tiff") << FileKind::Tiff;
    QTest::newRow("bmp") << FileKind::Bmp;
    QTest::newRow("heif") << FileKind::Heic;
    QTest::newRow("avif") << FileKind::Avif;
    QTest::newRow("jxl") << FileKind::JpegXl;
}

void TestFileKind::everyWrittenFormatIsRecognised()
{
    QFETCH(FileKind, kind);
    const QByteArray bytes = encoded(flag({64, 48}), QTest::currentDataTag());
    QVERIFY(!bytes.isEmpty());
    QCOMPARE(fileKind(bytes), kind);
    QVERIFY(isPicture(kind));
    const SampleFolder folder;
    QCOMPARE(fileKindOf(folder.write("misleading.txt", bytes).toLocalFile()), kind);
}

void TestFileKind::onlyRegularFilesAreRead()
{
    QCOMPARE(fileKindOf("/dev/zero"), FileKind::Unknown);
    QCOMPARE(fileKindOf("/"), FileKind::Unknown);
    QCOMPARE(fileKindOf("/nonexistent"), FileKind::Unknown);
}

void TestFileKind::theEngineReadsNoPhoneFormats()
{
    for (const FileKind kind :
        {FileKind::Jpeg, FileKind::Png, FileKind::WebP, FileKind::Tiff, FileKind::Bmp, FileKind::Gif})
        QVERIFY(isReadByEngine(kind));
    for (const FileKind kind : {FileKind::Heic, FileKind::Avif, FileKind::JpegXl, FileKind::Sound,
             FileKind::Text, FileKind::Unknown})
        QVERIFY(!isReadByEngine(kind));
}

QTEST_MAIN(TestFileKind)
#include "tst_file_kind.moc"
