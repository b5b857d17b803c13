#include "tests/inference/model/config_samples.h"

#include <cmath>

using namespace alcove::inference;

class TestConfigGguf : public QObject {
    Q_OBJECT

private slots:
    void aSmallFileIsReadWithDefaults();
    void otherFilesAreCalledByTheirNames_data();
    void otherFilesAreCalledByTheirNames();
    void contradictionsInAFileAreRefused_data();
    void contradictionsInAFileAreRefused();
    void stopAndSuppressedTokensAreFoundByTheirNames();
    void theRotatedShareComesFromTheRopeFactors();
    void mediaOfAnotherModelAreRefused_data();
    void mediaOfAnotherModelAreRefused();
    void otherDraftersAreRefused_data();
    void otherDraftersAreRefused();

private:
    Result<ModelConfig> read(const GgufBytes &bytes) const
    {
        const auto file = GgufFile::open(m_folder.write("model.gguf", bytes.file()));
        return file ? readModelConfig(*file, nullptr) : std::unexpected(file.error());
    }

    ScratchFolder m_folder;
};

void TestConfigGguf::aSmallFileIsReadWithDefaults()
{
    const auto model = read(smallGguf([](GgufBytes &b) { b.key("general.name", "Mine"); }));
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->name, std::string("Mine"));
    QCOMPARE(model->text.vocabularySize, 6);
    QCOMPARE(model->text.layers, (std::vector{kSliding, kFull}));
    QCOMPARE(model->text.slidingKeyHeads, 2);
    QCOMPARE(model->text.fullKeyHeads, 1);
    QCOMPARE(model->text.slidingHeadSize, 4);
    QCOMPARE(model->text.fullHeadSize, 8);
    QCOMPARE(model->text.rmsEpsilon, 1e-5F);
    QCOMPARE(model->text.logitSoftcap, 0.0F);
    QCOMPARE(model->text.embeddingScale, std::sqrt(8.0F));
    QCOMPARE(model->text.fullRotatedShare, 0.25);
    QCOMPARE(model->sampling.topK, 64);
    QVERIFY(!model->vision && !model->audio);

    const auto equalHeads =
        read(smallGguf([](GgufBytes &b) { b.key("gemma4.attention.head_count_kv", 2U); }));
    QVERIFY(equalHeads);
    QCOMPARE(equalHeads->text.fullKeyHeads, 2);
    const auto widths = read(
        smallGguf([](GgufBytes &b) { b.key("gemma4.feed_forward_length", std::vector<int32_t>{24, 24}); }));
    QVERIFY(widths);
    QCOMPARE(widths->text.feedForwardSize, 24);
    const auto settings = read(smallGguf([](GgufBytes &b) {
        b.key("general.sampling.temp", 0.5F);
        b.key("general.sampling.top_k", 7);
        b.key("general.sampling.top_p", 0.75F);
    }));
    QVERIFY(settings);
    QCOMPARE(settings->sampling.temperature, 0.5F);
    QCOMPARE(settings->sampling.topK, 7);
    QCOMPARE(settings->sampling.topP, 0.75F);
}

void TestConfigGguf::otherFilesAreCalledByTheirNames_data()
{
    QTest::addColumn<Fill>("fill");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *problem, Fill fill) {
        QTest::newRow(name) << fill << QString(problem);
    };
    const auto size = [](uint32_t layers, uint32_t hidden) {
        return [=](GgufBytes &b) {
            b.key("gemma4.block_count", layers);
            b.key("gemma4.embedding_length", hidden);
        };
    };
    row("E2B", "This is Gemma 4 E2B.", size(35, 1536));
    row("E4B", "This is Gemma 4 E4B. Alcove runs Gemma 4 12B.", size(42, 2560));
    row("26B", "This is Gemma 4 26B-A4B.", size(30, 2816));
    row("31B", "This is Gemma 4 31B.", size(60, 5376));
    row("per-layer", "embeddings for each layer",
        [](GgufBytes &b) { b.key("gemma4.embedding_length_per_layer_input", 256U); });
    row("shared keys", "embeddings for each layer",
        [](GgufBytes &b) { b.key("gemma4.attention.shared_kv_layers", 18U); });
    row("experts", "with experts", [](GgufBytes &b) { b.key("gemma4.expert_count", 128U); });
    row("Llama by its own name", "This is Llama 3.1 8B. Alcove runs Gemma 4 12B.", [](GgufBytes &b) {
        b.key("general.architecture", "llama");
        b.key("general.name", "Llama 3.1 8B");
    });
    row("Gemma 3 without a name", "This is Gemma 3.",
        [](GgufBytes &b) { b.key("general.architecture", "gemma3"); });
    row("unknown", "of the kind “zebra”", [](GgufBytes &b) { b.key("general.architecture", "zebra"); });
    row("nameless", "does not say what kind of model",
        [](GgufBytes &b) { b.key("general.architecture", 1U); });
    row("mmproj", "“model.gguf” holds only the part for pictures and sound",
        [](GgufBytes &b) { b.key("general.architecture", "clip"); });
    row("drafter", "“model.gguf” is a drafter",
        [](GgufBytes &b) { b.key("general.architecture", "gemma4-assistant"); });
    row("foreign blocks", "block types that Alcove does not read: IQ2_XS (“x”)",
        [](GgufBytes &b) { b.rawTensor("x", {256}, 17, 0); });
}

void TestConfigGguf::otherFilesAreCalledByTheirNames()
{
    QFETCH(Fill, fill);
    QFETCH(QString, problem);
    const auto model = read(smallGguf(fill));
    QVERIFY(!model);
    QVERIFY2(sentence(model.error()).contains(problem), model.error().what.c_str());
    QVERIFY(!model.error().remedy.empty());
}

void TestConfigGguf::contradictionsInAFileAreRefused_data()
{
    QTest::addColumn<Fill>("fill");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *problem, Fill fill) {
        QTest::newRow(name) << fill << QString(problem);
    };
    row("no layers", "gemma4.block_count is 0", [](GgufBytes &b) { b.key("gemma4.block_count", 0U); });
    row("text for a number", "gemma4.context_length is no whole number",
        [](GgufBytes &b) { b.key("gemma4.context_length", "many"); });
    row("many layers", "head_count_kv has not one number for each of 3 layers",
        [](GgufBytes &b) { b.key("gemma4.block_count", 3U); });
    row("heads as flags", "head_count_kv has not one number for each",
        [](GgufBytes &b) { b.flags("gemma4.attention.head_count_kv", {1, 1}); });
    row("head count 0", "head_count_kv is 0",
        [](GgufBytes &b) { b.key("gemma4.attention.head_count_kv", std::vector<int32_t>{0, 1}); });
    row("heads that do not divide", "4 query heads cannot share 3 sliding key heads",
        [](GgufBytes &b) { b.key("gemma4.attention.head_count_kv", std::vector<int32_t>{3, 1}); });
    row("heads differ", "layer 1 has 1 key heads, others of its kind 2",
        [](GgufBytes &b) { b.flags("gemma4.attention.sliding_window_pattern", {1, 1}); });
    row("pattern too short", "sliding_window_pattern has not one flag",
        [](GgufBytes &b) { b.flags("gemma4.attention.sliding_window_pattern", {1}); });
    row("pattern of numbers", "sliding_window_pattern has not one flag",
        [](GgufBytes &b) { b.key("gemma4.attention.sliding_window_pattern", 6U); });
    row("values longer than keys", "keys and values differ in length",
        [](GgufBytes &b) { b.key("gemma4.attention.value_length_swa", 8U); });
    row("partial rope", "rope.dimension_count differs",
        [](GgufBytes &b) { b.key("gemma4.rope.dimension_count", 4U); });
    row("infinite epsilon", "layer_norm_rms_epsilon is inf",
        [](GgufBytes &b) { b.key("gemma4.attention.layer_norm_rms_epsilon", HUGE_VALF); });
    row("epsilon is no number", "layer_norm_rms_epsilon is nan",
        [](GgufBytes &b) { b.key("gemma4.attention.layer_norm_rms_epsilon", std::nanf("")); });
    row("two widths", "feed_forward_length differs between layers",
        [](GgufBytes &b) { b.key("gemma4.feed_forward_length", std::vector<int32_t>{24, 16}); });
    row("vocabulary", "5 tokens have 6 rows",
        [](GgufBytes &b) { b.key("tokenizer.ggml.tokens", std::vector<std::string>(5, "<eos>")); });
    row("tokens as numbers", "tokenizer.ggml.tokens is missing",
        [](GgufBytes &b) { b.key("tokenizer.ggml.tokens", std::vector<int32_t>(6)); });
    row("no stop token", "none of <eos>, <turn|> and <|tool_response>",
        [](GgufBytes &b) { b.key("tokenizer.ggml.tokens", std::vector<std::string>(6, "a")); });
    row("suppressed beyond the vocabulary", "names the token 6 of a vocabulary of 6",
        [](GgufBytes &b) { b.key("tokenizer.ggml.suppress_tokens", std::vector<int32_t>{6}); });
    row("rope factors of another length", "one number for each of 4 pairs",
        [](GgufBytes &b) { b.floats("rope_freqs.weight", {5}, {1, 1, 1, 1, 1}); });
    row("rope factors in disorder", "rope_freqs.weight is not what Gemma 4 has",
        [](GgufBytes &b) { b.floats("rope_freqs.weight", {4}, {1, 1e30F, 1, 1e30F}); });
    row("nothing rotates", "rope_freqs.weight is not what Gemma 4 has",
        [](GgufBytes &b) { b.floats("rope_freqs.weight", {4}, {1e30F, 1e30F, 1e30F, 1e30F}); });
}

void TestConfigGguf::contradictionsInAFileAreRefused()
{
    QFETCH(Fill, fill);
    QFETCH(QString, problem);
    const auto model = read(smallGguf(fill));
    QVERIFY(!model);
    QVERIFY2(sentence(model.error()).contains(problem), model.error().what.c_str());
    QVERIFY(sentence(model.error()).startsWith("“model.gguf” does not describe a model"));
}

void TestConfigGguf::stopAndSuppressedTokensAreFoundByTheirNames()
{
    const auto named = read(smallGguf([](GgufBytes &b) { b.key("tokenizer.ggml.eos_token_id", 5U); }));
    QVERIFY(named);
    QCOMPARE(named->sampling.stopIds, (std::vector{1, 2})); // the file's own id is not believed (spec 7.3)
    QCOMPARE(named->sampling.suppressedIds, (std::vector{4, 3}));
    const auto listed = read(
        smallGguf([](GgufBytes &b) { b.key("tokenizer.ggml.suppress_tokens", std::vector<int32_t>{5}); }));
    QVERIFY(listed);
    QCOMPARE(listed->sampling.suppressedIds, std::vector{5});
}

void TestConfigGguf::theRotatedShareComesFromTheRopeFactors()
{
    const auto half =
        read(smallGguf([](GgufBytes &b) { b.floats("rope_freqs.weight", {4}, {1, 1, 1e30F, 1e30F}); }));
    QVERIFY(half);
    QCOMPARE(half->text.fullRotatedShare, 0.5);
    QCOMPARE(half->text.fullRopeDivisor, 1.0);
    const auto slower =
        read(smallGguf([](GgufBytes &b) { b.floats("rope_freqs.weight", {4}, {8, 1e30F, 1e30F, 1e30F}); }));
    QVERIFY(slower);
    QCOMPARE(slower->text.fullRotatedShare, 0.25);
    QCOMPARE(slower->text.fullRopeDivisor, 8.0);
}

void TestConfigGguf::mediaOfAnotherModelAreRefused_data()
{
    QTest::addColumn<Fill>("fill");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *problem, Fill fill) {
        QTest::newRow(name) << fill << QString(problem);
    };
    row("no mmproj", "“media.gguf” holds no part for pictures and sound",
        [](GgufBytes &b) { b.key("general.architecture", "llama"); });
    row("vision tower", "its projector is “gemma4v” instead of gemma4uv",
        [](GgufBytes &b) { b.key("clip.vision.projector_type", "gemma4v"); });
    row("conformer", "its projector is “gemma4a” instead of gemma4ua",
        [](GgufBytes &b) { b.key("clip.audio.projector_type", "gemma4a"); });
    row("other width", "sound is not made for a model of width 8",
        [](GgufBytes &b) { b.floats("mm.a.input_projection.weight", {3, 4}, std::vector<float>(12)); });
    row("no places",
        "v.position_embd.weight has not two tables of places; pictures are not made for a model of width 8",
        [](GgufBytes &b) { b.floats("v.patch_embd.weight", {6912, 1}, std::vector<float>(6912)); });
    row("other tiles", "tiles of 12 values instead of 6912",
        [](GgufBytes &b) { b.floats("v.patch_embd.weight", {12, 1}, std::vector<float>(12)); });
    row("foreign blocks", "block types that Alcove does not read",
        [](GgufBytes &b) { b.rawTensor("v.patch_embd.weight", {256}, 40, 0); });
}

void TestConfigGguf::mediaOfAnotherModelAreRefused()
{
    QFETCH(Fill, fill);
    QFETCH(QString, problem);
    GgufBytes bytes;
    fill(bytes);
    if (!bytes.has("general.architecture"))
        bytes.key("general.architecture", "clip");
    const auto text = GgufFile::open(m_folder.write("model.gguf", smallGguf().file()));
    const auto media = GgufFile::open(m_folder.write("media.gguf", bytes.file()));
    QVERIFY(text && media);
    const auto model = readModelConfig(*text, &*media);
    QVERIFY(!model);
    QVERIFY2(sentence(model.error()).contains(problem), model.error().what.c_str());
}

void TestConfigGguf::otherDraftersAreRefused_data()
{
    QTest::addColumn<Fill>("fill");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *problem, Fill fill) {
        QTest::newRow(name) << fill << QString(problem);
    };
    const auto backbone = [](uint32_t width) {
        return [=](GgufBytes &b) {
            b.key("general.architecture", "gemma4-assistant");
            b.key("gemma4-assistant.embedding_length_out", width);
        };
    };
    row("E2B", "This is the drafter of Gemma 4 E2B.", backbone(1536));
    row("E4B", "This is the drafter of Gemma 4 E4B.", backbone(2560));
    row("26B", "This is the drafter of Gemma 4 26B-A4B.", backbone(2816));
    row("31B", "This is the drafter of Gemma 4 31B.", backbone(5376));
    row("text", "is no drafter of Gemma 4", [](GgufBytes &b) { b.key("general.architecture", "gemma4"); });
    row("another kind", "is no drafter of Gemma 4",
        [](GgufBytes &b) { b.key("general.architecture", "dflash"); });
    row("early keys", "before the format was settled",
        [](GgufBytes &b) { b.key("gemma4.assistant.block_count", 4U); });
    row("early tensors", "before the format was settled",
        [](GgufBytes &b) { b.floats("mtp.0.weight", {1}, {1}); });
    row("nothing else", "gemma4-assistant.embedding_length is missing",
        [](GgufBytes &b) { b.key("general.architecture", "gemma4-assistant"); });
}

void TestConfigGguf::otherDraftersAreRefused()
{
    QFETCH(Fill, fill);
    QFETCH(QString, problem);
    GgufBytes bytes;
    fill(bytes);
    const auto file = GgufFile::open(m_folder.write("drafter.gguf", bytes.file()));
    QVERIFY(file);
    const auto drafter = readDrafterConfig(*file);
    QVERIFY(!drafter);
    QVERIFY2(sentence(drafter.error()).contains(problem), drafter.error().what.c_str());
    QVERIFY(!drafter.error().remedy.empty());
}

QTEST_APPLESS_MAIN(TestConfigGguf)
#include "tst_config_gguf.moc"
