#include "inference/media/picture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <array>
#include <cstdlib>
#include <string>
#include <unistd.h>

using namespace alcove::inference;

namespace {

using Bytes = std::vector<unsigned char>;
using Colour = std::array<int, 3>;

constexpr Colour kRed = {255, 0, 0};
constexpr Colour kGreen = {0, 255, 0};
constexpr Colour kBlue = {0, 0, 255};
constexpr Colour kWhite = {255, 255, 255};

const std::filesystem::path kPictures = ALCOVE_SOURCE_DIR "/tests/inference/media/pictures";

/// Red, green above blue, white; wider than high, so that a turn by a quarter shows.
cv::Mat quadrants(int type)
{
    const double most = CV_MAT_DEPTH(type) == CV_16U ? 65535.0 : 255.0;
    cv::Mat picture(32, 48, type);
    picture(cv::Rect(0, 0, 24, 16)).setTo(cv::Scalar(0, 0, most, most / 3)); // OpenCV counts blue first
    picture(cv::Rect(24, 0, 24, 16)).setTo(cv::Scalar(0, most, 0, most / 3));
    picture(cv::Rect(0, 16, 24, 16)).setTo(cv::Scalar(most, 0, 0, most / 3));
    picture(cv::Rect(24, 16, 24, 16)).setTo(cv::Scalar(most, most, most, most / 3));
    return picture;
}

Bytes encoded(const char *extension, int type = CV_8UC3, const std::vector<int> &options = {})
{
    Bytes bytes;
    cv::imencode(extension, quadrants(type), bytes, options);
    return bytes;
}

Result<Picture> decode(const Bytes &bytes)
{
    return decodePicture(std::as_bytes(std::span(bytes)));
}

Result<Picture> decode(const std::string &bytes)
{
    return decodePicture(std::as_bytes(std::span(bytes)));
}

/// The middle of each quarter: above left, above right, below left, below right.
std::array<Colour, 4> quarters(const Picture &picture)
{
    std::array<Colour, 4> result{};
    for (size_t i = 0; i < 4; ++i) {
        const size_t x = size_t(picture.width) * (i % 2 == 0 ? 1 : 3) / 4;
        const size_t y = size_t(picture.height) * (i < 2 ? 1 : 3) / 4;
        const uint8_t *pixel = picture.rgb.data() + (y * size_t(picture.width) + x) * 3;
        result[i] = {pixel[0], pixel[1], pixel[2]};
    }
    return result;
}

bool near(const std::array<Colour, 4> &got, const std::array<Colour, 4> &wanted, int tolerance)
{
    for (size_t i = 0; i < 4; ++i) {
        for (size_t colour = 0; colour < 3; ++colour) {
            if (std::abs(got[i][colour] - wanted[i][colour]) > tolerance)
                return false;
        }
    }
    return true;
}

/// EXIF data that holds nothing but the orientation, in either byte order.
Bytes exif(int orientation, bool bigEndian)
{
    const auto value = static_cast<unsigned char>(orientation);
    if (bigEndian)
        return {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0};
    return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0};
}

void insert(Bytes &into, size_t at, const Bytes &what)
{
    into.insert(into.begin() + ptrdiff_t(at), what.begin(), what.end());
}

Bytes jpegTurned(int orientation)
{
    Bytes file = encoded(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_QUALITY, 100});
    Bytes segment = {0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0};
    const Bytes data = exif(orientation, true);
    segment.insert(segment.end(), data.begin(), data.end());
    insert(file, 2, segment);
    return file;
}

Bytes pngTurned(int orientation)
{
    Bytes file = encoded(".png");
    Bytes chunk = {0, 0, 0, 26, 'e', 'X', 'I', 'f'};
    const Bytes data = exif(orientation, false);
    chunk.insert(chunk.end(), data.begin(), data.end());
    chunk.insert(chunk.end(), 4, 0); // the checksum of what carries no pixels is nobody's concern
    insert(file, 33, chunk);         // after the signature and IHDR
    return file;
}

Bytes webpTurned(int orientation)
{
    Bytes file = encoded(".webp", CV_8UC3, {cv::IMWRITE_WEBP_QUALITY, 101});
    Bytes chunk = {'E', 'X', 'I', 'F', 26, 0, 0, 0};
    const Bytes data = exif(orientation, true);
    chunk.insert(chunk.end(), data.begin(), data.end());
    file.insert(file.end(), chunk.begin(), chunk.end());
    file[4] = static_cast<unsigned char>(file.size() - 8);
    file[5] = static_cast<unsigned char>((file.size() - 8) >> 8);
    return file;
}

/// Writes the orientation into the tag that OpenCV leaves out, over one that says nothing here.
Bytes tiffTurned(int orientation)
{
    Bytes file = encoded(".tif", CV_8UC3, {cv::IMWRITE_TIFF_COMPRESSION, 1});
    const size_t directory = size_t(file[4]) | size_t(file[5]) << 8 | size_t(file[6]) << 16;
    const size_t count = file[directory];
    for (size_t i = 0; i < count; ++i) {
        unsigned char *entry = file.data() + directory + 2 + 12 * i;
        if ((entry[0] | entry[1] << 8) == 274 || (entry[0] | entry[1] << 8) == 284) {
            const Bytes tag = {18, 1, 3, 0, 1, 0, 0, 0, static_cast<unsigned char>(orientation), 0, 0, 0};
            std::ranges::copy(tag, entry);
            return file;
        }
    }
    return {};
}

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

class TestPicture : public QObject {
    Q_OBJECT

private slots:
    void everyKindShowsTheSamePicture_data();
    void everyKindShowsTheSamePicture();
    void storedOddKindsShowTheirFirstPicture_data();
    void storedOddKindsShowTheirFirstPicture();
    void picturesAreTurnedUpright_data();
    void picturesAreTurnedUpright();
    void theContentsDecideAndNotTheName();
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

void TestPicture::everyKindShowsTheSamePicture_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<int>("tolerance");
    QTest::newRow("PNG") << encoded(".png") << 0;
    QTest::newRow("PNG, 16 bit") << encoded(".png", CV_16UC3) << 0;
    QTest::newRow("PNG, alpha dropped") << encoded(".png", CV_8UC4) << 0;
    QTest::newRow("PNG, 16 bit, alpha dropped") << encoded(".png", CV_16UC4) << 0;
    QTest::newRow("JPEG") << encoded(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_QUALITY, 95}) << 4;
    QTest::newRow("WebP") << encoded(".webp", CV_8UC3, {cv::IMWRITE_WEBP_QUALITY, 95}) << 8;
    QTest::newRow("WebP, lossless") << encoded(".webp", CV_8UC3, {cv::IMWRITE_WEBP_QUALITY, 101}) << 0;
    QTest::newRow("TIFF") << encoded(".tif") << 0;
    QTest::newRow("TIFF, 16 bit") << encoded(".tif", CV_16UC3) << 0;
    QTest::newRow("BMP") << encoded(".bmp") << 0;
}

void TestPicture::everyKindShowsTheSamePicture()
{
    QFETCH(Bytes, bytes);
    QFETCH(int, tolerance);
    const Result<Picture> picture = decode(bytes);
    QVERIFY2(picture.has_value(), picture ? "" : picture.error().message().c_str());
    QCOMPARE(picture->width, 48);
    QCOMPARE(picture->height, 32);
    QCOMPARE(picture->rgb.size(), size_t(48 * 32 * 3));
    QVERIFY(near(quarters(*picture), {kRed, kGreen, kBlue, kWhite}, tolerance));
}

void TestPicture::storedOddKindsShowTheirFirstPicture_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("tolerance");
    QTest::newRow("JPEG of printing colours") << "cmyk.jpg" << 6;
    QTest::newRow("JPEG in passes") << "progressive.jpg" << 4;
    QTest::newRow("PNG with a palette") << "palette.png" << 0;
    QTest::newRow("GIF, animated") << "animated.gif" << 0;
    QTest::newRow("GIF, interlaced") << "interlaced.gif" << 0;
    QTest::newRow("WebP, animated") << "animated.webp" << 8;
    QTest::newRow("WebP, transparent") << "transparent.webp" << 0;
    QTest::newRow("TIFF, transparent") << "transparent.tif" << 0;
    QTest::newRow("TIFF, big-endian, packed") << "bigendian.tif" << 0;
}

void TestPicture::storedOddKindsShowTheirFirstPicture()
{
    QFETCH(QString, name);
    QFETCH(int, tolerance);
    const Result<Picture> picture = readPicture(kPictures / name.toStdString());
    QVERIFY2(picture.has_value(), picture ? "" : picture.error().message().c_str());
    QCOMPARE(picture->width, 32);
    QCOMPARE(picture->height, 32);
    QVERIFY(near(quarters(*picture), {kRed, kGreen, kBlue, kWhite}, tolerance));
}

void TestPicture::picturesAreTurnedUpright_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<int>("orientation");
    for (int orientation = 1; orientation <= 8; ++orientation) {
        QTest::addRow("JPEG, %d", orientation) << jpegTurned(orientation) << orientation;
        QTest::addRow("PNG, %d", orientation) << pngTurned(orientation) << orientation;
        QTest::addRow("WebP, %d", orientation) << webpTurned(orientation) << orientation;
        QTest::addRow("TIFF, %d", orientation) << tiffTurned(orientation) << orientation;
    }
}

void TestPicture::picturesAreTurnedUpright()
{
    QFETCH(Bytes, bytes);
    QFETCH(int, orientation);
    // Exif 2.32, tag 274: where the stored first row and first column belong.
    const std::array<std::array<Colour, 4>, 8> upright = {{
        {kRed, kGreen, kBlue, kWhite},
        {kGreen, kRed, kWhite, kBlue},
        {kWhite, kBlue, kGreen, kRed},
        {kBlue, kWhite, kRed, kGreen},
        {kRed, kBlue, kGreen, kWhite},
        {kBlue, kRed, kWhite, kGreen},
        {kWhite, kGreen, kBlue, kRed},
        {kGreen, kWhite, kRed, kBlue},
    }};
    const Result<Picture> picture = decode(bytes);
    QVERIFY2(picture.has_value(), picture ? "" : picture.error().message().c_str());
    QCOMPARE(picture->width, orientation <= 4 ? 48 : 32);
    QCOMPARE(picture->height, orientation <= 4 ? 32 : 48);
    QVERIFY(near(quarters(*picture), upright[size_t(orientation) - 1], 4));
}

void TestPicture::theContentsDecideAndNotTheName()
{
    QTemporaryDir folder;
    const Bytes bytes = encoded(".png");
    QFile file(folder.filePath("holiday.jpg"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size()));
    file.close();
    const Result<Picture> picture = readPicture(file.fileName().toStdString());
    QVERIFY(picture.has_value());
    QVERIFY(near(quarters(*picture), {kRed, kGreen, kBlue, kWhite}, 0));
}

void TestPicture::otherKindsAreRefusedByName_data()
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

void TestPicture::otherKindsAreRefusedByName()
{
    QFETCH(QByteArray, start);
    QFETCH(QString, name);
    const Result<Picture> picture = decode(start.toStdString());
    QVERIFY(!picture.has_value());
    QVERIFY2(QString::fromStdString(picture.error().what).contains(name), picture.error().what.c_str());
    QVERIFY(!picture.error().remedy.empty());
}

void TestPicture::aPictureCutShortSaysSo_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::newRow("PNG") << encoded(".png");
    QTest::newRow("JPEG") << encoded(".jpg");
    QTest::newRow("WebP") << encoded(".webp");
    QTest::newRow("TIFF") << encoded(".tif");
    QTest::newRow("BMP") << encoded(".bmp");
    QFile gif(kPictures / "interlaced.gif");
    QVERIFY(gif.open(QIODevice::ReadOnly));
    const QByteArray stored = gif.readAll();
    QTest::newRow("GIF") << Bytes(stored.begin(), stored.end() - 4); // its last bytes are no pixels
}

void TestPicture::aPictureCutShortSaysSo()
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

void TestPicture::overTwoHundredMegapixelsAreRefusedByTheHeaderAlone_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::newRow("PNG, square") << pngHeader(14'143, 14'143);
    QTest::newRow("PNG, as large as it can say") << pngHeader(0x7FFFFFFF, 0x7FFFFFFF);
    QTest::newRow("PNG, a line") << pngHeader(0x7FFFFFFF, 1);
    Bytes bmp = encoded(".bmp");
    bmp[20] = bmp[24] = 1; // plus 65 536 on both sides
    QTest::newRow("BMP") << bmp;
    Bytes jpeg = encoded(".jpg");
    for (size_t i = 0; i + 8 < jpeg.size(); ++i) {
        if (jpeg[i] == 0xFF && jpeg[i + 1] == 0xC0) {
            jpeg[i + 5] = jpeg[i + 7] = 0xFF;
            break;
        }
    }
    QTest::newRow("JPEG") << jpeg;
    QTest::newRow("GIF") << Bytes{'G', 'I', 'F', '8', '9', 'a', 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0};
}

void TestPicture::overTwoHundredMegapixelsAreRefusedByTheHeaderAlone()
{
    QFETCH(Bytes, bytes);
    const Result<Picture> picture = decode(bytes);
    QVERIFY(!picture.has_value());
    QVERIFY2(picture.error().what.contains("up to 200 megapixels"), picture.error().what.c_str());
}

void TestPicture::aDamagedPictureIsRefusedWithoutAWordOnTheErrorChannel()
{
    Bytes jpeg = encoded(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_QUALITY, 100});
    for (size_t i = jpeg.size() / 2; i < jpeg.size() - 2; ++i)
        jpeg[i] = static_cast<unsigned char>(i % 250); // libjpeg complains about the codes
    Bytes png = encoded(".png");
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

void TestPicture::thousandsOfPassesAreRefused()
{
    Bytes jpeg = encoded(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
    const Bytes scan = {0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0};
    Bytes scans;
    for (int i = 0; i < 5'000; ++i)
        scans.insert(scans.end(), scan.begin(), scan.end());
    insert(jpeg, jpeg.size() - 2, scans);
    const Result<Picture> picture = decode(jpeg);
    QVERIFY(!picture.has_value());
    QVERIFY(picture.error().what.contains("passes"));
}

void TestPicture::anyDamageEndsInAPictureOrASentence_data()
{
    aPictureCutShortSaysSo_data();
}

void TestPicture::anyDamageEndsInAPictureOrASentence()
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

void TestPicture::aMissingFileIsNamed()
{
    const Result<Picture> picture = readPicture(kPictures / "not there.png");
    QVERIFY(!picture.has_value());
    QVERIFY(picture.error().what.contains("not there.png"));
    const Result<Picture> folder = readPicture(kPictures);
    QVERIFY(!folder.has_value());
}

QTEST_APPLESS_MAIN(TestPicture)
#include "tst_picture.moc"
