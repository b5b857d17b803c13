#include "inference/media/picture.h"
#include "inference/media/sound.h"
#include "inference/model/media_embedder.h"
#include "tests/inference/reference/golden_file.h"
#include "tests/inference/reference/reference_model.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace alcove::inference;

/// Pictures and sounds through their embedders and through the decoder, against the reference
/// (golden/README 4: 1e-4 from exact pixels; 0.1 at most and 0.01 on average with own resampling).
class TestMediaEmbedder : public QObject {
    Q_OBJECT

private slots:
    void softTokensOfPicturesAreTheReferences_data();
    void softTokensOfPicturesAreTheReferences();
    void softTokensOfSoundsAreTheReferences_data();
    void softTokensOfSoundsAreTheReferences();
    void promptsWithPicturesGiveTheReferencesLogits_data();
    void promptsWithPicturesGiveTheReferencesLogits();
    void promptsWithSoundsGiveTheReferencesLogits_data();
    void promptsWithSoundsGiveTheReferencesLogits();

private:
    Matrix embedFile(const std::string &file, int budget);
    Matrix embedClip(const std::string &name);
    void checkPrompt(
        const GoldenFile &golden, const nlohmann::json &prompt, const std::vector<ChunkRow> &rows);

    GoldenFile m_image{"image"};
    GoldenFile m_audio{"audio"};
    ReferenceModel m_model{"tiny-media"};
};

namespace {

/// The picture of a name after the reference's own resizing, where the folder has it.
std::string exactFile(const nlohmann::json &image)
{
    const auto name = image.at("name").get<std::string>();
    const std::string resized = "image/" + name + "-70.png";
    if (std::filesystem::exists(goldenFolder() / resized))
        return resized;
    return name == "exact" ? "image/exact.png" : std::string();
}

} // namespace

Matrix TestMediaEmbedder::embedFile(const std::string &file, int budget)
{
    const Result<Picture> picture = readPicture(goldenFolder() / file);
    const Result<PicturePatches> patches = picturePatches(picture.value(), budget);
    return embedPicture(m_model.pool(), patches.value(), *m_model.config().vision, *m_model.vision());
}

Matrix TestMediaEmbedder::embedClip(const std::string &name)
{
    const Result<std::vector<float>> samples = readWav(goldenFolder() / "audio" / (name + ".wav"));
    const std::vector<float> frames = soundFrames(samples.value(), m_model.config().audio->frameSize);
    return embedSound(m_model.pool(), frames, *m_model.config().audio, *m_model.audio());
}

void TestMediaEmbedder::softTokensOfPicturesAreTheReferences_data()
{
    QTest::addColumn<int>("image");
    for (size_t i = 0; i < m_image.json().at("images").size(); ++i)
        QTest::newRow(m_image.json().at("images")[i].at("name").get<std::string>().c_str()) << int(i);
}

void TestMediaEmbedder::softTokensOfPicturesAreTheReferences()
{
    QFETCH(int, image);
    const nlohmann::json &golden = m_image.json().at("images")[size_t(image)];
    const nlohmann::json &budget = golden.at("budgets")[0];
    QCOMPARE(budget.at("budget").get<int>(), 70);
    const std::span<const float> expected = m_image.array(budget.at("embeddings"));

    const Matrix own = embedFile(golden.at("file").get<std::string>(), 70);
    const std::span<const float> got(own.view().data, size_t(own.rows() * own.columns()));
    const double worst = largestDifference(got, expected);
    double sum = 0.0;
    for (size_t i = 0; i < expected.size(); ++i)
        sum += std::abs(double(got[i]) - double(expected[i]));
    const double mean = sum / double(expected.size());
    qInfo("own resampling: largest difference %.2g, mean %.2g", worst, mean);
    QVERIFY2(worst <= 0.1, qPrintable(QString::number(worst)));
    QVERIFY2(mean <= 0.01, qPrintable(QString::number(mean)));

    if (const std::string exact = exactFile(golden); !exact.empty()) {
        const Matrix same = embedFile(exact, 70);
        const std::span<const float> values(same.view().data, size_t(same.rows() * same.columns()));
        const double difference = largestDifference(values, expected);
        qInfo("exact pixels: largest difference %.2g", difference);
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
    }
}

void TestMediaEmbedder::softTokensOfSoundsAreTheReferences_data()
{
    QTest::addColumn<int>("clip");
    for (size_t i = 0; i < m_audio.json().at("clips").size(); ++i)
        QTest::newRow(m_audio.json().at("clips")[i].at("name").get<std::string>().c_str()) << int(i);
}

void TestMediaEmbedder::softTokensOfSoundsAreTheReferences()
{
    QFETCH(int, clip);
    const nlohmann::json &golden = m_audio.json().at("clips")[size_t(clip)];
    const Matrix own = embedClip(golden.at("name").get<std::string>());
    const std::span<const float> got(own.view().data, size_t(own.rows() * own.columns()));
    const double difference = largestDifference(got, m_audio.array(golden.at("embeddings")));
    qInfo("largest difference %.2g", difference);
    QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
}

void TestMediaEmbedder::checkPrompt(
    const GoldenFile &golden, const nlohmann::json &prompt, const std::vector<ChunkRow> &rows)
{
    const size_t vocabulary = size_t(m_model.config().text.vocabularySize);
    KeyValueCache cache = m_model.newCache();
    const std::vector<float> logits = m_model.allLogits(rows, 1024, cache);
    std::vector<float> selected;
    for (const size_t row : prompt.at("rows").get<std::vector<size_t>>())
        selected.insert(selected.end(), logits.begin() + std::ptrdiff_t(row * vocabulary),
            logits.begin() + std::ptrdiff_t((row + 1) * vocabulary));
    const double difference = largestDifference(selected, golden.array(prompt.at("logits")));
    qInfo("largest difference of logits: %.2g", difference);
    QVERIFY2(difference <= 2e-4, qPrintable(QString::number(difference)));

    const auto expected = prompt.at("greedy").get<std::vector<TokenId>>();
    QCOMPARE(m_model.greedy(std::span(logits).last(vocabulary), int(expected.size()), cache), expected);

    for (const int64_t chunk : {5, 40}) {
        KeyValueCache other = m_model.newCache();
        const std::vector<float> again = m_model.allLogits(rows, chunk, other);
        QVERIFY(std::memcmp(again.data(), logits.data(), logits.size() * sizeof(float)) == 0);
    }
}

void TestMediaEmbedder::promptsWithPicturesGiveTheReferencesLogits_data()
{
    QTest::addColumn<int>("prompt");
    for (size_t i = 0; i < m_image.json().at("prompts").size(); ++i)
        QTest::newRow(m_image.json().at("prompts")[i].at("name").get<std::string>().c_str()) << int(i);
}

void TestMediaEmbedder::promptsWithPicturesGiveTheReferencesLogits()
{
    QFETCH(int, prompt);
    const nlohmann::json &golden = m_image.json().at("prompts")[size_t(prompt)];
    std::vector<Matrix> pictures;
    for (const auto &name : golden.at("images_in_order").get<std::vector<std::string>>()) {
        for (const nlohmann::json &image : m_image.json().at("images")) {
            if (image.at("name") != name)
                continue;
            const std::string exact = exactFile(image);
            const auto original = image.at("file").get<std::string>();
            pictures.push_back(embedFile(exact.empty() ? original : exact, golden.at("budget").get<int>()));
        }
    }
    std::vector<ChunkRow> rows = tokenRows(golden.at("ids").get<std::vector<TokenId>>());
    placeSoftTokens(rows, 501, pictures, true);
    checkPrompt(m_image, golden, rows);
}

void TestMediaEmbedder::promptsWithSoundsGiveTheReferencesLogits_data()
{
    QTest::addColumn<int>("prompt");
    for (size_t i = 0; i < m_audio.json().at("prompts").size(); ++i)
        QTest::newRow(m_audio.json().at("prompts")[i].at("name").get<std::string>().c_str()) << int(i);
}

void TestMediaEmbedder::promptsWithSoundsGiveTheReferencesLogits()
{
    QFETCH(int, prompt);
    const nlohmann::json &golden = m_audio.json().at("prompts")[size_t(prompt)];
    std::vector<Matrix> clips;
    for (const auto &name : golden.at("clips_in_order").get<std::vector<std::string>>())
        clips.push_back(embedClip(name));
    std::vector<ChunkRow> rows = tokenRows(golden.at("ids").get<std::vector<TokenId>>());
    placeSoftTokens(rows, 504, clips, false);
    checkPrompt(m_audio, golden, rows);
}

QTEST_APPLESS_MAIN(TestMediaEmbedder)
#include "tst_media_embedder.moc"
