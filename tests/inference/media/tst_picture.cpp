#include "inference/media/picture.h"
#include "tests/inference/media/encoded_pictures.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>

using namespace alcove::inference;

namespace {

using Colour = std::array<int, 3>;

constexpr Colour kRed = {255, 0, 0};
constexpr Colour kGreen = {0, 255, 0};
constexpr Colour kBlue = {0, 0, 255};
constexpr Colour kWhite = {255, 255, 255};

const std::filesystem::path kPictures = ALCOVE_SOURCE_DIR "/tests/inference/media/pictures";

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
    Bytes file = encodedQuadrants(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_QUALITY, 100});
    Bytes segment = {0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0};
    const Bytes data = exif(orientation, true);
    segment.insert(segment.end(), data.begin(), data.end());
    insert(file, 2, segment);
    return file;
}

Bytes pngTurned(int orientation)
{
    Bytes file = encodedQuadrants(".png");
    Bytes chunk = {0, 0, 0, 26, 'e', 'X', 'I', 'f'};
    const Bytes data = exif(orientation, false);
    chunk.insert(chunk.end(), data.begin(), data.end());
    chunk.insert(chunk.end(), 4, 0); // the checksum of what carries no pixels is nobody's concern
    insert(file, 33, chunk);         // after the signature and IHDR
    return file;
}

Bytes webpTurned(int orientation)
{
    Bytes file = encodedQuadrants(".webp", CV_8UC3, {cv::IMWRITE_WEBP_QUALITY, 101});
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
    Bytes file = encodedQuadrants(".tif", CV_8UC3, {cv::IMWRITE_TIFF_COMPRESSION, 1});
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
};

void TestPicture::everyKindShowsTheSamePicture_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<int>("tolerance");
    QTest::newRow("PNG") << encodedQuadrants(".png") << 0;
    QTest::newRow("PNG, 16 bit") << encodedQuadrants(".png", CV_16UC3) << 0;
    QTest::newRow("PNG, alpha dropped") << encodedQuadrants(".png", CV_8UC4) << 0;
    QTest::newRow("PNG, 16 bit, alpha dropped") << encodedQuadrants(".png", CV_16UC4) << 0;
    QTest::newRow("JPEG") << encodedQuadrants(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_QUALITY, 95}) << 4;
    QTest::newRow("WebP") << encodedQuadrants(".webp", CV_8UC3, {cv::IMWRITE_WEBP_QUALITY, 95}) << 8;
    QTest::newRow("WebP, lossless") << encodedQuadrants(".webp", CV_8UC3, {cv::IMWRITE_WEBP_QUALITY, 101})
                                    << 0;
    QTest::newRow("TIFF") << encodedQuadrants(".tif") << 0;
    QTest::newRow("TIFF, 16 bit") << encodedQuadrants(".tif", CV_16UC3) << 0;
    QTest::newRow("BMP") << encodedQuadrants(".bmp") << 0;
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
    const Bytes bytes = encodedQuadrants(".png");
    QFile file(folder.filePath("holiday.jpg"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char *>(bytes.data()), qint64(bytes.size()));
    file.close();
    const Result<Picture> picture = readPicture(file.fileName().toStdString());
    QVERIFY(picture.has_value());
    QVERIFY(near(quarters(*picture), {kRed, kGreen, kBlue, kWhite}, 0));
}

QTEST_APPLESS_MAIN(TestPicture)
#include "tst_picture.moc"
