#include "inference/media/picture.h"
#include "tests/inference/media/encoded_pictures.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <cstdio>
#include <unistd.h>

using namespace alcove::inference;

namespace {

const std::filesystem::path kPictures = ALCOVE_SOURCE_DIR "/tests/inference/media/pictures";

Bytes pngHeader(unsigned width, unsigned height)
{
    Bytes file = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    for (const unsigned side : {width, height}) {
        for (int shift = 24; shift >= 0; shift -= 8)
            file.push_back(static_cast<unsigned char>(side >> shift));
    }
    file.insert(file.end(), {8, 2, 0, 0, 0});
    uint32_t checksum = 0xFFFFFFFFU;
    for (size_t i = 12; i < file.size(); ++i) {
        checksum ^= file[i];
        for (int bit = 0; bit < 8; ++bit)
            checksum = (checksum & 1U) != 0 ? 0xEDB88320U ^ (checksum >> 1) : checksum >> 1;
    }
    for (int shift = 24; shift >= 0; shift -= 8)
        file.push_back(static_cast<unsigned char>(~checksum >> shift));
    return file;
}

} // namespace

class TestPictureRefusals : public QObject {
    Q_OBJECT

private slots:
    void otherKindsAreRefusedByName_data();
    void otherKindsAreRefusedByName();
    void aPictureCutShortSaysSo_data();
    void aPictureCutShortSaysSo();
    void overTwoHundredMegapixelsAreRefusedByTheHeaderAlone_data();
    void overTwoHundredMegapixelsAreRefusedByTheHeaderAlone();
    void aDamagedPictureIsRefusedWithoutAWordOnTheErrorChannel();
    void thousandsOfPassesAreRefused();
    void anyDamageEndsInAPictureOrASentence_data();
    void anyDamageEndsInAPictureOrASentence();
    void aMissingFileIsNamed();
};

void TestPictureRefusals::otherKindsAreRefusedByName_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QString>("name");
    auto row = [count = 0](const char *name, const char *start, size_t length) mutable {
        QTest::addRow("%s, %d", name, ++count)
            << QByteArray(start, qsizetype(length)).leftJustified(64, '\0') << QString(name);
    };
    row("HEIC",
        "\0\0\0\x18"
        "ftypheic\0\0\0\0mif1heic",
        24);
    row("HEIC",
        "\0\0\0\x18"
        "ftypmif1\0\0\0\0mif1heic",
        24);
    row("AVIF",
        "\0\0\0\x1c"
        "ftypavif\0\0\0\0avifmif1miaf",
        28);
    row("AVIF",
        "\0\0\0\x1c"
        "ftypmif1\0\0\0\0mif1avifmiaf",
        28);
    row("CR3",
        "\0\0\0\x18"
        "ftypcrx \0\0\0\1crx isom",
        24);
    row("film",
        "\0\0\0\x18"
        "ftypisom\0\0\2\0isomiso2",
        24);
    row("JPEG XL", "\xFF\x0A", 2);
    row("JPEG XL", "\0\0\0\x0CJXL \r\n\x87\n", 12);
    row("JPEG 2000", "\0\0\0\x0CjP  \r\n\x87\n", 12);
    row("SVG", "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\"/>", 38);
    row("SVG", "\xEF\xBB\xBF  <svg width=\"3\">", 20);
    row("PDF", "%PDF-1.7\n", 9);
    row("Photoshop", "8BPS\0\1", 6);
    row("RAF", "FUJIFILMCCD-RAW 0201", 20);
    row("raw",
        "II*\0\x10\0\0\0"
        "CR\2\0\0\0\0\0\0\0",
        18);
    row("BigTIFF", "II+\0\x08\0\0\0", 8);
    row("sound", "RIFF\0\0\0\0WAVEfmt ", 16);
    row("known kind", "Hello, this is a letter.", 24);
    row("known kind", "<html><body>", 12);
}

void TestPictureRefusals::otherKindsAreRefusedByName()
{
    QFETCH(QByteArray, start);
    QFETCH(QString, name);
    const Result<Picture> picture = decode(Bytes(start.begin(), start.end()));
    QVERIFY(!picture.has_value());
    QVERIFY2(QString::fromStdString(picture.error().what).contains(name), picture.error().what.c_str());
    QVERIFY(!picture.error().remedy.empty());
}

void TestPictureRefusals::aPictureCutShortSaysSo_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::newRow("PNG") << encodedQuadrants(".png");
    QTest::newRow("JPEG") << encodedQuadrants(".jpg");
    QTest::newRow("WebP") << encodedQuadrants(".webp");
    QTest::newRow("TIFF") << encodedQuadrants(".tif");
    QTest::newRow("BMP") << encodedQuadrants(".bmp");
    QFile gif(kPictures / "interlaced.gif");
    QVERIFY(gif.open(QIODevice::ReadOnly));
    const QByteArray stored = gif.readAll();
    QTest::newRow("GIF") << Bytes(stored.begin(), stored.end() - 4); // its last bytes are no pixels
}

void TestPictureRefusals::aPictureCutShortSaysSo()
{
    QFETCH(Bytes, bytes);
    for (const size_t part : {1U, 2U, 3U}) {
        const Result<Picture> picture =
            decode(Bytes(bytes.begin(), bytes.begin() + ptrdiff_t(bytes.size() * part / 4)));
        QVERIFY(!picture.has_value());
        QCOMPARE(picture.error().message(),
            "The file ends in the middle of the picture. Try saving it again from where it came.");
    }
    QCOMPARE(decode(Bytes()).error().what, "The file is empty.");
}

void TestPictureRefusals::overTwoHundredMegapixelsAreRefusedByTheHeaderAlone_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::newRow("PNG, square") << pngHeader(14'143, 14'143);
    QTest::newRow("PNG, as large as it can say") << pngHeader(0x7FFFFFFF, 0x7FFFFFFF);
    QTest::newRow("PNG, a line") << pngHeader(0x7FFFFFFF, 1);
    Bytes bmp = encodedQuadrants(".bmp");
    bmp[20] = bmp[24] = 1; // plus 65 536 on both sides
    QTest::newRow("BMP") << bmp;
    Bytes jpeg = encodedQuadrants(".jpg");
    for (size_t i = 0; i + 8 < jpeg.size(); ++i) {
        if (jpeg[i] == 0xFF && jpeg[i + 1] == 0xC0) {
            jpeg[i + 5] = jpeg[i + 7] = 0xFF;
            break;
        }
    }
    QTest::newRow("JPEG") << jpeg;
    QTest::newRow("GIF") << Bytes{'G', 'I', 'F', '8', '9', 'a', 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0};
}

void TestPictureRefusals::overTwoHundredMegapixelsAreRefusedByTheHeaderAlone()
{
    QFETCH(Bytes, bytes);
    const Result<Picture> picture = decode(bytes);
    QVERIFY(!picture.has_value());
    QVERIFY2(picture.error().what.contains("up to 200 megapixels"), picture.error().what.c_str());
}

void TestPictureRefusals::aDamagedPictureIsRefusedWithoutAWordOnTheErrorChannel()
{
    Bytes jpeg = encodedQuadrants(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_QUALITY, 100});
    for (size_t i = jpeg.size() / 2; i < jpeg.size() - 2; ++i)
        jpeg[i] = static_cast<unsigned char>(i % 250); // libjpeg complains about the codes
    Bytes png = encodedQuadrants(".png");
    png[png.size() - 20] ^= 0xFF;

    QTemporaryDir folder;
    QFile record(folder.filePath("errors"));
    QVERIFY(record.open(QIODevice::ReadWrite));
    std::fflush(stderr);
    const int kept = ::dup(STDERR_FILENO);
    ::dup2(record.handle(), STDERR_FILENO);
    const Result<Picture> fromJpeg = decode(jpeg);
    const Result<Picture> fromPng = decode(png);
    std::fputs("after", stderr);
    std::fflush(stderr);
    ::dup2(kept, STDERR_FILENO);
    ::close(kept);

    record.seek(0);
    QCOMPARE(record.readAll(), QByteArray("after"));
    QVERIFY(!fromPng.has_value());
    QVERIFY(fromPng.error().what.contains("checksum"));
}

void TestPictureRefusals::thousandsOfPassesAreRefused()
{
    Bytes jpeg = encodedQuadrants(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
    const Bytes scan = {0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0};
    Bytes scans;
    for (int i = 0; i < 5'000; ++i)
        scans.insert(scans.end(), scan.begin(), scan.end());
    jpeg.insert(jpeg.end() - 2, scans.begin(), scans.end());
    const Result<Picture> picture = decode(jpeg);
    QVERIFY(!picture.has_value());
    QVERIFY(picture.error().what.contains("passes"));
}

void TestPictureRefusals::anyDamageEndsInAPictureOrASentence_data()
{
    aPictureCutShortSaysSo_data();
}

void TestPictureRefusals::anyDamageEndsInAPictureOrASentence()
{
    QFETCH(Bytes, bytes);
    uint32_t random = 12345;
    const auto next = [&random] { return random = random * 1'664'525U + 1'013'904'223U; };
    for (int round = 0; round < 200; ++round) {
        Bytes damaged = bytes;
        for (int i = 0; i < 3; ++i)
            damaged[(next() >> 8) % damaged.size()] = static_cast<unsigned char>(next() >> 16);
        const Result<Picture> picture = decode(damaged);
        if (picture)
            QCOMPARE(picture->rgb.size(), size_t(picture->width) * size_t(picture->height) * 3);
        else
            QVERIFY(picture.error().what.ends_with('.') && !picture.error().remedy.empty());
    }
}

void TestPictureRefusals::aMissingFileIsNamed()
{
    const Result<Picture> picture = readPicture(kPictures / "not there.png");
    QVERIFY(!picture.has_value());
    QVERIFY(picture.error().what.contains("not there.png"));
    const Result<Picture> folder = readPicture(kPictures);
    QVERIFY(!folder.has_value());
}

QTEST_APPLESS_MAIN(TestPictureRefusals)
#include "tst_picture_refusals.moc"
