#include "inference/compute/rotary.h"
#include "tests/inference/reference/golden_file.h"
#include "tests/inference/reference/reference_model.h"

#include <QTest>

#include <cstring>

using namespace alcove::inference;

/// The decoder against the reference implementation, in float32 (golden/README 4: logits within 2e-4,
/// hidden states within 1e-4), and contract 1: a row's bits do not depend on what runs beside it.
class TestTextModel : public QObject {
    Q_OBJECT

private slots:
    void theRuleGivesTheWorkedWeights();
    void rotaryFrequenciesAreTheReferences();
    void logitsOfPromptsAreTheReferences_data();
    void logitsOfPromptsAreTheReferences();
    void hiddenStatesAfterEveryLayerAreTheReferences();
    void aLongPromptThroughTwelveLayersIsTheReferences();
    void aRowHasTheSameBitsInEveryChunkSize_data();
    void aRowHasTheSameBitsInEveryChunkSize();
    void goingBackAndOnGivesTheSameBits();
    void threadsChangeNothing();

private:
    GoldenFile m_golden{"text"};
};

namespace {

constexpr double kLogitTolerance = 2e-4;
constexpr double kHiddenTolerance = 1e-4;

std::vector<TokenId> idsOf(const nlohmann::json &json)
{
    return json.at("ids").get<std::vector<TokenId>>();
}

} // namespace

void TestTextModel::theRuleGivesTheWorkedWeights()
{
    const nlohmann::json worked = readGoldenJson("configs.json").at("worked_weights");
    QVERIFY(worked.size() >= 10);
    for (const nlohmann::json &tensor : worked) {
        const auto shape = tensor.at("shape").get<std::vector<int64_t>>();
        const RuleTensor rule(tensor.at("tensor").get<std::string>(), shape);
        const auto first = tensor.at("first_4").get<std::vector<float>>();
        for (size_t i = 0; i < first.size(); ++i)
            QCOMPARE(rule.value(int64_t(i)), first[i]);
        int64_t count = 1;
        for (const int64_t size : shape)
            count *= size;
        double sum = 0.0;
        for (int64_t i = 0; i < count; ++i)
            sum += double(rule.value(i));
        QCOMPARE(sum, tensor.at("sum").get<double>());
    }
}

void TestTextModel::rotaryFrequenciesAreTheReferences()
{
    const nlohmann::json &rope = m_golden.json().at("rope");
    ReferenceModel model("tiny-text");
    for (const LayerShape &shape : model.text().shapes()) {
        const auto expected = rope.at(shape.kind == LayerKind::Full ? "full_attention" : "sliding_attention")
                                  .get<std::vector<double>>();
        for (size_t i = 0; i < expected.size(); ++i) {
            const double frequency = i < shape.rotary.frequencies.size() ? shape.rotary.frequencies[i] : 0.0;
            // One unit in the last place of a float32.
            QVERIFY2(std::abs(frequency - expected[i]) <= 1.2e-7 * expected[i],
                qPrintable(QString::number(frequency - expected[i])));
        }
    }
}

void TestTextModel::logitsOfPromptsAreTheReferences_data()
{
    QTest::addColumn<int>("prompt");
    for (size_t i = 0; i < m_golden.json().at("prompts").size(); ++i)
        QTest::addRow("%zu tokens", m_golden.json().at("prompts")[i].at("ids").size()) << int(i);
}

void TestTextModel::logitsOfPromptsAreTheReferences()
{
    QFETCH(int, prompt);
    const nlohmann::json &golden = m_golden.json().at("prompts")[size_t(prompt)];
    ReferenceModel model("tiny-text");
    KeyValueCache cache = model.newCache();
    const std::vector<ChunkRow> rows = tokenRows(idsOf(golden));
    const std::vector<float> logits = model.allLogits(rows, 512, cache);
    const size_t vocabulary = size_t(model.config().text.vocabularySize);

    std::vector<float> selected;
    if (golden.at("rows") == "all") {
        selected = logits;
    } else {
        for (const size_t row : golden.at("rows").get<std::vector<size_t>>())
            selected.insert(selected.end(), logits.begin() + std::ptrdiff_t(row * vocabulary),
                logits.begin() + std::ptrdiff_t((row + 1) * vocabulary));
    }
    const double difference = largestDifference(selected, m_golden.array(golden.at("logits")));
    qInfo("largest difference of logits: %.2g", difference);
    QVERIFY2(difference <= kLogitTolerance, qPrintable(QString::number(difference)));

    const auto expected = golden.at("greedy").get<std::vector<TokenId>>();
    std::vector<float> lastUsed;
    const std::vector<TokenId> greedy =
        model.greedy(std::span(logits).last(vocabulary), int(expected.size()), cache, &lastUsed);
    QCOMPARE(greedy, expected);
    QVERIFY(largestDifference(lastUsed, m_golden.array(golden.at("greedy_last_logits"))) <= kLogitTolerance);
}

void TestTextModel::hiddenStatesAfterEveryLayerAreTheReferences()
{
    const nlohmann::json &golden = m_golden.json().at("hidden");
    ReferenceModel model("tiny-text");
    KeyValueCache cache = model.newCache();
    const std::vector<TokenId> ids = idsOf(golden);
    const std::vector<ChunkRow> rows = tokenRows(ids);

    const std::span<const float> embeddings = m_golden.array(golden.at("scaled_embeddings"));
    std::vector<float> embedding(size_t(model.config().text.hiddenSize));
    for (size_t i = 0; i < ids.size(); ++i) {
        model.text().embed(ids[i], embedding);
        QVERIFY(largestDifference(embedding, embeddings.subspan(i * embedding.size(), embedding.size())) <=
                kHiddenTolerance);
    }

    double worst = 0.0;
    Matrix hidden;
    model.text().run({.firstPosition = 0, .rows = rows, .hiddenRows = int64_t(rows.size())}, cache, hidden,
        {}, [&](int layer, MatrixView<const float> stream) {
            const std::span<const float> expected = m_golden.array(golden.at("after_layer")[size_t(layer)]);
            const std::span<const float> got(stream.data, size_t(stream.rows * stream.columns));
            worst = std::max(worst, largestDifference(got, expected));
        });
    const std::span<const float> final(hidden.view().data, size_t(hidden.rows() * hidden.columns()));
    worst = std::max(worst, largestDifference(final, m_golden.array(golden.at("after_final_norm"))));
    qInfo("largest difference of hidden states: %.2g", worst);
    QVERIFY2(worst <= kHiddenTolerance, qPrintable(QString::number(worst)));
}

void TestTextModel::aLongPromptThroughTwelveLayersIsTheReferences()
{
    const nlohmann::json &golden = m_golden.json().at("long");
    ReferenceModel model("tiny-draft");
    KeyValueCache cache = model.newCache();
    const std::vector<float> logits = model.allLogits(tokenRows(idsOf(golden)), 512, cache);
    const std::span<const float> expected = m_golden.array(golden.at("last_rows"));
    const double difference = largestDifference(std::span(logits).last(expected.size()), expected);
    qInfo("largest difference of logits: %.2g", difference);
    QVERIFY2(difference <= kLogitTolerance, qPrintable(QString::number(difference)));

    const auto greedy = golden.at("greedy").get<std::vector<TokenId>>();
    const size_t vocabulary = size_t(model.config().text.vocabularySize);
    QCOMPARE(model.greedy(std::span(logits).last(vocabulary), int(greedy.size()), cache), greedy);
}

void TestTextModel::aRowHasTheSameBitsInEveryChunkSize_data()
{
    QTest::addColumn<CacheType>("type");
    QTest::newRow("f32") << CacheType::F32;
    QTest::newRow("f16") << CacheType::F16;
    QTest::newRow("int8") << CacheType::Int8;
}

void TestTextModel::aRowHasTheSameBitsInEveryChunkSize()
{
    QFETCH(CacheType, type);
    ReferenceModel model("tiny-text");
    const std::vector<ChunkRow> rows = tokenRows(idsOf(m_golden.json().at("prompts").back()));
    KeyValueCache whole = model.newCache(type);
    const std::vector<float> expected = model.allLogits(rows, 512, whole);
    for (const int64_t chunk : {1, 2, 3, 7, 8, 9, 16, 17, 33, 64, 99}) {
        KeyValueCache cache = model.newCache(type);
        const std::vector<float> logits = model.allLogits(rows, chunk, cache);
        QCOMPARE(logits.size(), expected.size());
        QVERIFY2(std::memcmp(logits.data(), expected.data(), logits.size() * sizeof(float)) == 0,
            qPrintable(QString("chunks of %1").arg(chunk)));
    }
}

void TestTextModel::goingBackAndOnGivesTheSameBits()
{
    ReferenceModel model("tiny-text");
    const std::vector<ChunkRow> rows = tokenRows(idsOf(m_golden.json().at("prompts").back()));
    const size_t vocabulary = size_t(model.config().text.vocabularySize);
    KeyValueCache cache = model.newCache();
    const std::vector<float> expected = model.allLogits(rows, 512, cache);
    for (const int64_t length : {99, 91, 64, 8, 1}) {
        QVERIFY(cache.canRewindTo(length));
        cache.rewindTo(length);
        Matrix hidden;
        Matrix logits;
        model.text().run({.firstPosition = length,
                             .rows = std::span(rows).subspan(size_t(length)),
                             .hiddenRows = int64_t(rows.size()) - length},
            cache, hidden);
        model.text().logits(hidden.view(), logits);
        const size_t from = size_t(length) * vocabulary;
        QVERIFY(std::memcmp(logits.view().data, expected.data() + from,
                    (expected.size() - from) * sizeof(float)) == 0);
    }
}

void TestTextModel::threadsChangeNothing()
{
    const std::vector<ChunkRow> rows = tokenRows(idsOf(m_golden.json().at("prompts").back()));
    std::vector<float> expected;
    for (const int threads : {1, 2, 3, 5}) {
        ReferenceModel model("tiny-text", threads);
        KeyValueCache cache = model.newCache();
        const std::vector<float> logits = model.allLogits(rows, 512, cache);
        if (expected.empty())
            expected = logits;
        QVERIFY(std::memcmp(logits.data(), expected.data(), logits.size() * sizeof(float)) == 0);
    }
}

QTEST_APPLESS_MAIN(TestTextModel)
#include "tst_text_model.moc"
