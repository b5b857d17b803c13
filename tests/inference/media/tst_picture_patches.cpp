#include "inference/media/picture.h"
#include "inference/media/picture_patches.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>

using namespace alcove::inference;
using Json = nlohmann::json;

namespace {

const std::filesystem::path kGolden = ALCOVE_GOLDEN_DIR;

const Json &golden()
{
    static const Json data = Json::parse(std::ifstream(kGolden / "image.json"));
    return data;
}

uint32_t crc32(const std::vector<uint8_t> &bytes)
{
    uint32_t value = 0xFFFFFFFFU;
    for (const uint8_t byte : bytes) {
        value ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
    }
    return ~value;
}

Picture goldenPicture(const std::string &file)
{
    const Result<Picture> picture = readPicture(kGolden / file);
    return picture ? *picture : Picture{};
}

} // namespace

class TestPicturePatches : public QObject {
    Q_OBJECT

private slots:
    void theGridIsTheReferencesForEverySizeAndBudget();
    void theGridRefusesOtherBudgetsAndEmptyPictures();
    void resizedPicturesEqualTheReferenceWithinTwoLevels_data();
    void resizedPicturesEqualTheReferenceWithinTwoLevels();
    void theResizedPictureHasTheReferencesMeansAndChecksum_data();
    void theResizedPictureHasTheReferencesMeansAndChecksum();
    void aPictureThatFitsIsNotResampled();
    void patchesHoldTheReferencesValues_data();
    void patchesHoldTheReferencesValues();
    void oneColourStaysThatColourAtAnySize_data();
    void oneColourStaysThatColourAtAnySize();
    void aPhotoOfTwelveMegapixelsIsCutQuickly();
};

void TestPicturePatches::theGridIsTheReferencesForEverySizeAndBudget()
{
    const Json &rows = golden()["size_rule"]["rows"];
    QCOMPARE(rows.size(), size_t(71));
    constexpr std::array kBudgets = {70, 140, 280, 560, 1120};
    for (const Json &row : rows) {
        for (size_t i = 0; i < kBudgets.size(); ++i) {
            const Result<PatchGrid> grid = patchGrid(row[0], row[1], kBudgets[i]);
            QVERIFY(grid.has_value());
            QCOMPARE(grid->columns, row[2 + 2 * i].get<int>());
            QCOMPARE(grid->rows, row[3 + 2 * i].get<int>());
        }
    }
}

void TestPicturePatches::theGridRefusesOtherBudgetsAndEmptyPictures()
{
    for (const int budget : {0, -1, 71, 100, 2240})
        QVERIFY(!patchGrid(640, 480, budget));
    QVERIFY(!patchGrid(0, 480, 280));
    QVERIFY(!patchGrid(640, 0, 280));
    QVERIFY(patchGrid(100, 80, 81).error().message().contains("70, 140, 280, 560 or 1120"));
}

void TestPicturePatches::resizedPicturesEqualTheReferenceWithinTwoLevels_data()
{
    QTest::addColumn<QString>("original");
    QTest::addColumn<QString>("expected");
    for (const char *name : {"tall", "strip", "rings"})
        QTest::newRow(name) << QString("image/%1.png").arg(name) << QString("image/%1-70.png").arg(name);
}

void TestPicturePatches::resizedPicturesEqualTheReferenceWithinTwoLevels()
{
    QFETCH(QString, original);
    QFETCH(QString, expected);
    const Picture wanted = goldenPicture(expected.toStdString());
    QVERIFY(wanted.width > 0);
    const Picture got = resized(goldenPicture(original.toStdString()), wanted.width, wanted.height);
    QCOMPARE(got.rgb.size(), wanted.rgb.size());
    int largest = 0;
    int64_t sum = 0;
    for (size_t i = 0; i < got.rgb.size(); ++i) {
        const int difference = std::abs(int(got.rgb[i]) - int(wanted.rgb[i]));
        largest = std::max(largest, difference);
        sum += difference;
    }
    QVERIFY(largest <= 2);
    QVERIFY(double(sum) / double(got.rgb.size()) <= 0.1);
}

void TestPicturePatches::theResizedPictureHasTheReferencesMeansAndChecksum_data()
{
    QTest::addColumn<int>("image");
    QTest::addColumn<int>("budget");
    const Json &images = golden()["images"];
    for (size_t i = 0; i < images.size(); ++i) {
        for (size_t k = 0; k < images[i]["budgets"].size(); ++k) {
            QTest::addRow("%s at %d", images[i]["name"].get<std::string>().c_str(),
                images[i]["budgets"][k]["budget"].get<int>())
                << int(i) << int(k);
        }
    }
}

void TestPicturePatches::theResizedPictureHasTheReferencesMeansAndChecksum()
{
    QFETCH(int, image);
    QFETCH(int, budget);
    const Json &entry = golden()["images"][size_t(image)];
    const Json &expected = entry["budgets"][size_t(budget)];
    const Picture original = goldenPicture(entry["file"]);
    QCOMPARE(original.width, entry["width"].get<int>());
    QCOMPARE(original.height, entry["height"].get<int>());

    const Result<PatchGrid> grid = patchGrid(original.width, original.height, expected["budget"]);
    QVERIFY(grid.has_value());
    QCOMPARE(grid->columns, expected["cols"].get<int>());
    QCOMPARE(grid->rows, expected["rows"].get<int>());
    QCOMPARE(grid->tokens(), expected["tokens"].get<int>());

    const Picture fitted = resized(original, expected["resized"][0], expected["resized"][1]);
    const double pixels = double(fitted.width) * fitted.height;
    for (size_t colour = 0; colour < 3; ++colour) {
        double sum = 0.0;
        double squares = 0.0;
        for (size_t i = colour; i < fitted.rgb.size(); i += 3) {
            sum += fitted.rgb[i];
            squares += double(fitted.rgb[i]) * fitted.rgb[i];
        }
        QVERIFY(std::abs(sum / pixels - expected["mean_rgb"][colour].get<double>()) <= 0.1);
        QVERIFY(std::abs(std::sqrt(squares / pixels) - expected["rms_rgb"][colour].get<double>()) <= 0.1);
    }
    QCOMPARE(crc32(fitted.rgb), expected["crc32_rgb"].get<uint32_t>());
}

void TestPicturePatches::aPictureThatFitsIsNotResampled()
{
    const Picture exact = goldenPicture("image/exact.png");
    QCOMPARE(exact.width, 432);
    const Result<PicturePatches> patches = picturePatches(exact, 70);
    QVERIFY(patches.has_value());
    QCOMPARE(patches->grid.tokens(), 63);
    // Tile (1, 2), row 5, column 7: straight from the picture.
    const float *value = patches->values.data() + size_t(2 * 9 + 1) * kPatchValues + (5 * 48 + 7) * 3;
    const uint8_t *pixel = exact.rgb.data() + (size_t(2 * 48 + 5) * 432 + 48 + 7) * 3;
    for (int colour = 0; colour < 3; ++colour)
        QCOMPARE(value[colour], float(pixel[colour]) * 0.00392156862745098F);
}

void TestPicturePatches::patchesHoldTheReferencesValues_data()
{
    theResizedPictureHasTheReferencesMeansAndChecksum_data();
}

void TestPicturePatches::patchesHoldTheReferencesValues()
{
    QFETCH(int, image);
    QFETCH(int, budget);
    const Json &entry = golden()["images"][size_t(image)];
    const Json &expected = entry["budgets"][size_t(budget)];
    const Result<PicturePatches> patches = picturePatches(goldenPicture(entry["file"]), expected["budget"]);
    QVERIFY(patches.has_value());
    QCOMPARE(patches->values.size(), size_t(patches->grid.tokens()) * kPatchValues);
    constexpr float kTwoLevels = 2.001F / 255.0F;
    for (const Json &start : expected["patch_starts"]) {
        const float *tile = patches->values.data() + start["token"].get<size_t>() * kPatchValues;
        for (size_t i = 0; i < 12; ++i)
            QVERIFY(std::abs(tile[i] - start["first_12"][i].get<float>()) <= kTwoLevels);
        for (size_t i = 0; i < 3; ++i)
            QVERIFY(std::abs(tile[kPatchValues - 3 + i] - start["last_3"][i].get<float>()) <= kTwoLevels);
    }
}

void TestPicturePatches::oneColourStaysThatColourAtAnySize_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("a line across") << 3000 << 1;
    QTest::newRow("a line down") << 1 << 3000;
    QTest::newRow("odd sizes") << 97 << 1009;
}

void TestPicturePatches::oneColourStaysThatColourAtAnySize()
{
    QFETCH(int, width);
    QFETCH(int, height);
    Picture picture{.width = width, .height = height, .rgb = {}};
    for (int i = 0; i < width * height; ++i)
        picture.rgb.insert(picture.rgb.end(), {255, 128, 1});
    const Result<PicturePatches> patches = picturePatches(picture, 70);
    QVERIFY(patches.has_value());
    QVERIFY(patches->grid.tokens() >= 1 && patches->grid.tokens() <= 70);
    for (size_t i = 0; i < patches->values.size(); i += 3) {
        QCOMPARE(patches->values[i], 1.0F);
        QCOMPARE(patches->values[i + 1], 128.0F * 0.00392156862745098F);
        QCOMPARE(patches->values[i + 2], 0.00392156862745098F);
    }
}

void TestPicturePatches::aPhotoOfTwelveMegapixelsIsCutQuickly()
{
    Picture photo{.width = 4000, .height = 3000, .rgb = std::vector<uint8_t>(4000 * 3000 * 3)};
    for (size_t i = 0; i < photo.rgb.size(); ++i)
        photo.rgb[i] = uint8_t(i * 2'654'435'761U >> 24);
    QElapsedTimer clock;
    clock.start();
    const Result<PicturePatches> patches = picturePatches(photo, 280);
    const qint64 spent = clock.elapsed();
    QVERIFY(patches.has_value());
    QCOMPARE(patches->grid.tokens(), 266);
    qInfo("12 megapixels to 266 patches: %lld ms", spent);
    QVERIFY(spent < 1'000); // a tenth of that when the machine is idle
}

QTEST_APPLESS_MAIN(TestPicturePatches)
#include "tst_picture_patches.moc"
