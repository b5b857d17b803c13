#include "app/pictures/picture_reading.h"

#include "tests/app/pictures/sample_files.h"

#include <QTest>
#include <QtEndian>

using namespace alcove::app;

namespace {

std::expected<PictureFile, QString> read(const QByteArray &bytes)
{
    return readPictureFile(bytes, fileKind(bytes), "x.pic");
}

bool isNear(QColor a, QColor b)
{
    return std::abs(a.red() - b.red()) < 40 && std::abs(a.green() - b.green()) < 40 &&
           std::abs(a.blue() - b.blue()) < 40;
}

/// Whether the picture is the flag, upright.
bool isFlag(const QImage &picture)
{
    const int width = picture.width();
    const int height = picture.height();
    return isNear(picture.pixelColor(width / 2, height / 8), Qt::green) &&
           isNear(picture.pixelColor(width / 4, height / 2), Qt::red) &&
           isNear(picture.pixelColor(width * 3 / 4, height / 2), Qt::blue);
}

/// A one-bit PNG of one colour: large, and yet a small file.
QByteArray hugePng(int side)
{
    return encoded(QImage(side, side, QImage::Format_Mono), "png");
}

} // namespace

class TestPictureReading : public QObject {
    Q_OBJECT

private slots:
    void everyFormatIsReadOrConverted_data();
    void everyFormatIsReadOrConverted();
    void turnedPicturesStandUpright_data();
    void turnedPicturesStandUpright();
    void aCutFileIsToldAsDamaged_data();
    void aCutFileIsToldAsDamaged();
    void anEmbeddedThumbnailDoesNotHideTheMissingEnd();
    void tooManyPixelsAreRefusedWithTheirNumber();
    void cmykAndSixteenBitAreRead();
    void singlePixelsAndLongStripsAreRead();
    void previewsCarryNoTags();
    void picturesWithoutAFileBecomePng();
    void aThumbnailOfBothSidesCoversThem();
    void aThumbnailOfOneSideKeepsTheShape();
    void aThumbnailIsNeverEnlarged();
    void aThumbnailOfNonsenseIsNull();
};

void TestPictureReading::everyFormatIsReadOrConverted_data()
{
    QTest::addColumn<bool>("asItIs");
    for (const char *format : {"jpeg", "png", "webp", "tiff", "bmp"})
        QTest::newRow(format) << true;
    for (const char *format : {"heif", "avif", "jxl"})
        QTest::newRow(format) << false;
}

void TestPictureReading::everyFormatIsReadOrConverted()
{
    QFETCH(bool, asItIs);
    const QByteArray bytes = encoded(flag({900, 700}), QTest::currentDataTag());
    QVERIFY(!bytes.isEmpty());
    const auto file = read(bytes);
    QVERIFY2(file.has_value(), file.has_value() ? "" : qPrintable(file.error()));
    QCOMPARE(file->size, QSize(900, 700));
    QCOMPARE(file->preview.size(), QSize(640, 497)); // QSize::scaled cuts 497.8
    QVERIFY(isFlag(file->preview));
    QCOMPARE(file->bytes == bytes, asItIs);
    QVERIFY(asItIs || fileKind(file->bytes) == FileKind::Png);
    QVERIFY(isFlag(QImage::fromData(file->bytes)));
}

void TestPictureReading::turnedPicturesStandUpright_data()
{
    QTest::addColumn<int>("turn");
    for (int turn = QImageIOHandler::TransformationNone; turn <= QImageIOHandler::TransformationRotate270;
        ++turn)
        QTest::addRow("%d", turn) << turn;
}

void TestPictureReading::turnedPicturesStandUpright()
{
    QFETCH(int, turn);
    const auto transformation = QImageIOHandler::Transformations(turn);
    // Stored lying: the reader must turn it by what the file says.
    QTransform back;
    if (transformation.testFlag(QImageIOHandler::TransformationRotate90))
        back.rotate(-90);
    QImage stored = flag({120, 80}).transformed(back);
    if (transformation.testFlag(QImageIOHandler::TransformationMirror))
        stored = stored.mirrored(true, false);
    if (transformation.testFlag(QImageIOHandler::TransformationFlip))
        stored = stored.mirrored(false, true);

    const auto file = read(encoded(stored, "jpeg", transformation));
    QVERIFY(file.has_value());
    QCOMPARE(file->size, QSize(120, 80));
    QCOMPARE(file->preview.size(), QSize(120, 80));
    QVERIFY(isFlag(file->preview));
    QVERIFY(isFlag(thumbnail(file->bytes, {60, 40})));
}

void TestPictureReading::aCutFileIsToldAsDamaged_data()
{
    QTest::addColumn<int>("percent");
    for (const char *format : {"jpeg", "png", "webp", "bmp", "tiff", "heif", "avif", "jxl"}) {
        for (const int percent : {5, 50, 95})
            QTest::addRow("%s %d", format, percent) << percent;
    }
}

void TestPictureReading::aCutFileIsToldAsDamaged()
{
    QFETCH(int, percent);
    const QByteArray format = QByteArray(QTest::currentDataTag()).split(' ').first();
    const QByteArray bytes = encoded(flag({300, 200}), format);
    const QByteArray cut = bytes.first(bytes.size() * percent / 100);
    const auto file = readPictureFile(cut, fileKind(bytes), "x.pic");
    QVERIFY(!file.has_value());
    QVERIFY2(file.error().startsWith("“x.pic” could not be read. The file "), qPrintable(file.error()));
    QVERIFY(file.error().endsWith("Try saving it again from where it came."));
}

void TestPictureReading::anEmbeddedThumbnailDoesNotHideTheMissingEnd()
{
    const QByteArray whole = encoded(flag({300, 200}), "jpeg");
    const QByteArray small = encoded(flag({30, 20}), "jpeg");
    const qint16 length = qToBigEndian(qint16(small.size() + 2));
    QByteArray bytes = whole;
    bytes.insert(2, QByteArray("\xFF\xE5") + QByteArray(reinterpret_cast<const char *>(&length), 2) + small);
    QVERIFY(read(bytes).has_value());
    QVERIFY(!read(bytes.chopped(200)).has_value());
}

void TestPictureReading::tooManyPixelsAreRefusedWithTheirNumber()
{
    const auto file = read(hugePng(15'000));
    QVERIFY(!file.has_value());
    QCOMPARE(file.error(),
        "“x.pic” could not be read. It has 225 million pixels; at most 200 million can be read. "
        "Save it smaller.");
}

void TestPictureReading::cmykAndSixteenBitAreRead()
{
    const QImage deep = flag({300, 200}).convertToFormat(QImage::Format_RGBX64);
    const auto sixteen = read(encoded(deep, "png"));
    QVERIFY(sixteen.has_value());
    QVERIFY(isFlag(sixteen->preview));
    const QImage inks = flag({300, 200}).convertToFormat(QImage::Format_CMYK8888);
    const auto cmyk = read(encoded(inks, "jpeg"));
    QVERIFY(cmyk.has_value());
    QVERIFY(isFlag(cmyk->preview));
}

void TestPictureReading::singlePixelsAndLongStripsAreRead()
{
    const auto pixel = read(encoded(flag({1, 1}), "png"));
    QVERIFY(pixel.has_value());
    QCOMPARE(pixel->preview.size(), QSize(1, 1));
    const auto strip = read(encoded(flag({3'000, 2}), "png"));
    QVERIFY(strip.has_value());
    QCOMPARE(strip->size, QSize(3'000, 2));
    QCOMPARE(strip->preview.size(), QSize(640, 1));
}

void TestPictureReading::previewsCarryNoTags()
{
    QImage tagged = flag({300, 200});
    tagged.setText("GPS", "48.137,11.575");
    for (const char *format : {"png", "jpeg", "jxl"}) {
        const auto file = read(encoded(tagged, format));
        QVERIFY(file.has_value());
        QVERIFY(file->preview.textKeys().isEmpty());
    }
    QVERIFY(!read(encoded(tagged, "jxl"))->bytes.contains("48.137"));
}

void TestPictureReading::picturesWithoutAFileBecomePng()
{
    const auto file = pictureFileOf(flag({900, 700}));
    QVERIFY(file.has_value());
    QCOMPARE(fileKind(file->bytes), FileKind::Png);
    QCOMPARE(file->size, QSize(900, 700));
    QVERIFY(isFlag(file->preview));
    QVERIFY(!pictureFileOf(QImage()).has_value());
}

void TestPictureReading::aThumbnailOfBothSidesCoversThem()
{
    for (const char *format : {"jpeg", "png"}) {
        const QByteArray bytes = encoded(flag({900, 300}), format);
        const QImage square = thumbnail(bytes, {72, 72});
        QCOMPARE(square.size(), QSize(72, 72));
        QVERIFY(isFlag(square)); // the middle is kept
    }
    QCOMPARE(thumbnail(flag({300, 900}), {72, 72}).size(), QSize(72, 72));
}

void TestPictureReading::aThumbnailOfOneSideKeepsTheShape()
{
    const QByteArray bytes = encoded(flag({900, 300}), "png");
    QCOMPARE(thumbnail(bytes, {300, 0}).size(), QSize(300, 100));
    QCOMPARE(thumbnail(bytes, {0, 100}).size(), QSize(300, 100));
    QCOMPARE(thumbnail(bytes, {-1, -1}).size(), QSize(900, 300));
}

void TestPictureReading::aThumbnailIsNeverEnlarged()
{
    QCOMPARE(thumbnail(encoded(flag({40, 20}), "png"), {300, 0}).size(), QSize(40, 20));
    QCOMPARE(thumbnail(encoded(flag({40, 200}), "png"), {72, 72}).size(), QSize(40, 72));
}

void TestPictureReading::aThumbnailOfNonsenseIsNull()
{
    QVERIFY(thumbnail(QByteArray(), {72, 72}).isNull());
    QVERIFY(thumbnail(QByteArray("just text"), {72, 72}).isNull());
    QVERIFY(thumbnail(encoded(flag({40, 20}), "png").first(40), {72, 72}).isNull());
}

QTEST_MAIN(TestPictureReading)
#include "tst_picture_reading.moc"
