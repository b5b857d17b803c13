#include "tests/inference/model/config_samples.h"

using namespace alcove::inference;

class TestConfigFolder : public QObject {
    Q_OBJECT

private slots:
    void absentKeysHaveTheirDefaults();
    void textOnlyCheckpointsAreRead();
    void otherModelsAreCalledByTheirNames_data();
    void otherModelsAreCalledByTheirNames();
    void quantisedFoldersAreCalledByTheirMethod_data();
    void quantisedFoldersAreCalledByTheirMethod();
    void contradictionsInAFolderAreRefused_data();
    void contradictionsInAFolderAreRefused();
    void everyContradictionIsListedAtOnce();
    void companionFilesOfAFolderAreRead();
    void brokenFoldersAreRefused_data();
    void brokenFoldersAreRefused();
    void drafterFoldersAreChecked_data();
    void drafterFoldersAreChecked();
};

void TestConfigFolder::absentKeysHaveTheirDefaults()
{
    Json config = realConfig();
    config["text_config"].erase("num_global_key_value_heads");
    config["vision_config"] = {{"mm_embed_dim", 3840}};
    config["audio_config"] = Json::object();
    const auto model = modelConfigFromJson(config);
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->text.fullKeyHeads, 8); // as many as sliding layers have (spec 7.1)
    QCOMPARE(model->text.slidingRopeTheta, 10'000.0);
    QCOMPARE(model->text.fullRopeTheta, 1'000'000.0);
    QCOMPARE(model->text.fullRotatedShare, 0.25);
    QCOMPARE(model->text.rmsEpsilon, 1e-6F);
    QCOMPARE(model->vision->positionCount, 1120);
    QCOMPARE(model->vision->defaultBudget, 280);
    QCOMPARE(model->vision->rmsEpsilon, 1e-6F);
    QCOMPARE(model->audio->frameSize, 640);
    QCOMPARE(model->sampling.temperature, 1.0F);
    QCOMPARE(model->sampling.topK, 64);
    QCOMPARE(model->sampling.topP, 0.95F);
}

void TestConfigFolder::textOnlyCheckpointsAreRead()
{
    Json config = realConfig()["text_config"];
    config["eos_token_id"] = 1;
    config["dtype"] = "bfloat16";
    const auto model = modelConfigFromJson(config);
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->name, std::string("Gemma 4 12B"));
    QCOMPARE(model->text.embeddingScale, 62.0F);
}

void TestConfigFolder::otherModelsAreCalledByTheirNames_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *name, const char *sentence, Change change) {
        QTest::newRow(name) << change << QString(sentence);
    };
    const auto size = [](const char *type, int layers, int hidden) {
        return [=](Json &config) {
            config["model_type"] = type;
            config["text_config"]["num_hidden_layers"] = layers;
            config["text_config"]["hidden_size"] = hidden;
        };
    };
    row("E2B", "Gemma 4 E2B", size("gemma4", 35, 1536));
    row("E4B", "Gemma 4 E4B", size("gemma4", 42, 2560));
    row("26B", "Gemma 4 26B-A4B", size("gemma4", 30, 2816));
    row("31B", "Gemma 4 31B", size("gemma4", 60, 5376));
    row("unknown size", "another size of Gemma 4", size("gemma4", 3, 64));
    row("experts", "a Gemma 4 with experts, like 26B-A4B",
        [](Json &config) { config["text_config"]["enable_moe_block"] = true; });
    row("per-layer embeddings", "a Gemma 4 with embeddings for each layer, like E2B and E4B",
        [](Json &config) { config["text_config"]["hidden_size_per_layer_input"] = 256; });
    row("Llama", "Llama", [](Json &config) { config["model_type"] = "llama"; });
    row("Gemma 3", "Gemma 3", [](Json &config) { config["model_type"] = "gemma3"; });
    row("Gemma 3n", "Gemma 3n", [](Json &config) { config["model_type"] = "gemma3n"; });
    row("DiffusionGemma", "DiffusionGemma", [](Json &config) { config["model_type"] = "diffusion_gemma"; });
    row("unknown", "a model of the kind “new\u0001”",
        [](Json &config) { config["model_type"] = "new\u0001"; });
}

void TestConfigFolder::otherModelsAreCalledByTheirNames()
{
    QFETCH(Change, change);
    QFETCH(QString, name);
    Json config = smallConfig();
    change(config);
    const auto model = modelConfigFromJson(config);
    QVERIFY(!model);
    name.replace(QChar(1), '?');
    QCOMPARE(sentence(model.error()), "This is " + name + ". Alcove runs Gemma 4 12B.");
    QVERIFY(!model.error().remedy.empty());
}

void TestConfigFolder::quantisedFoldersAreCalledByTheirMethod_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("method");
    const auto row = [](const char *name, const char *method) {
        QTest::newRow(name) << Change([=](Json &config) {
            config["quantization_config"] = {{"quant_method", name}};
        }) << QString(method);
    };
    row("compressed-tensors", "compressed-tensors");
    row("awq", "AWQ");
    row("gptq", "GPTQ");
    row("bitsandbytes", "bitsandbytes");
    row("fp8", "FP8");
    row("new", "“new”");
    QTest::newRow("MLX") << Change([](Json &config) { config["quantization"] = {{"bits", 4}}; }) << "MLX";
    QTest::newRow("within the text part") << Change([](Json &config) {
        config["text_config"]["quantization_config"] = {{"quant_method", "awq"}};
    }) << "AWQ";
}

void TestConfigFolder::quantisedFoldersAreCalledByTheirMethod()
{
    QFETCH(Change, change);
    QFETCH(QString, method);
    Json config = smallConfig();
    change(config);
    const auto model = modelConfigFromJson(config);
    QVERIFY(!model);
    QCOMPARE(
        sentence(model.error()), "The folder is quantised with " + method + ", which Alcove does not read.");
}

void TestConfigFolder::contradictionsInAFolderAreRefused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    const auto text = [](const char *key, const Json &value, const char *problem) {
        QTest::newRow(qPrintable(QString("%1 %2").arg(key, QString::fromStdString(value.dump()))))
            << Change([=](Json &config) { config["text_config"][key] = value; }) << QString(problem);
    };
    text("vocab_size", nullptr, "vocab_size is missing");
    text("vocab_size", "512", "vocab_size is no whole number");
    text("vocab_size", 1e300, "vocab_size is no whole number");
    text("vocab_size", 18'446'744'073'709'551'615ULL, "vocab_size is -1, not between");
    text("hidden_size", 0, "hidden_size is 0, not between 1 and");
    text("hidden_size", -64, "hidden_size is -64");
    text("hidden_size", 1LL << 40, "hidden_size is 1099511627776");
    text("intermediate_size", 1.5, "intermediate_size is no whole number");
    text("num_hidden_layers", 0, "num_hidden_layers is 0");
    text("num_hidden_layers", 1 << 30, "num_hidden_layers is 1073741824");
    text("num_hidden_layers", 11, "layer_types has 12 entries for 11 layers");
    text("num_attention_heads", 5, "5 query heads cannot share 3 sliding key heads");
    text("num_global_key_value_heads", 4, "6 query heads cannot share 4 full key heads");
    text("head_dim", 33, "a head size of 33 has no pairs");
    text("sliding_window", 0, "sliding_window is 0");
    text("rms_norm_eps", 0, "rms_norm_eps is 0");
    text("rms_norm_eps", "1e-6", "rms_norm_eps is no number");
    text("final_logit_softcapping", -1, "final_logit_softcapping is -1");
    text("layer_types", {"sliding_attention"}, "layer_types has 1 entries for 12 layers");
    text("layer_types", Json(12, "linear_attention"), "something unknown for layer 0");
    text("layer_types", Json(12, 1), "something unknown for layer 0");
    text("layer_types", "full", "layer_types is no list");
    text("hidden_activation", "silu", "hidden_activation is “silu”");
    text("attention_bias", true, "attention_bias is true");
    text("attention_k_eq_v", false, "attention_k_eq_v is false");
    text("use_double_wide_mlp", true, "use_double_wide_mlp is true");
    text("tie_word_embeddings", false, "tie_word_embeddings is false");
    text("tie_word_embeddings", 1, "tie_word_embeddings is neither true nor false");
    text("use_bidirectional_attention", "all", "use_bidirectional_attention is “all”");
    text("num_kv_shared_layers", 2, "num_kv_shared_layers is not 0");
    text("rope_parameters", 7, "rope_parameters is no object");
    text("eos_token_id", 512, "eos_token_id names the token 512 of a vocabulary of 512");
    text("eos_token_id", "1", "eos_token_id is no list of tokens");
    text("eos_token_id", nullptr, "eos_token_id is missing");
    const auto any = [](const char *name, const char *problem, Change change) {
        QTest::newRow(name) << change << QString(problem);
    };
    any("theta 0", "rope_theta is 0",
        [](Json &c) { c["text_config"]["rope_parameters"]["full_attention"]["rope_theta"] = 0; });
    any("yarn", "full layers have the rope_type “yarn”",
        [](Json &c) { c["text_config"]["rope_parameters"]["full_attention"]["rope_type"] = "yarn"; });
    any("linear", "sliding layers have the rope_type “linear”",
        [](Json &c) { c["text_config"]["rope_parameters"]["sliding_attention"]["rope_type"] = "linear"; });
    any("share of 2", "partial_rotary_factor is 2",
        [](Json &c) { c["text_config"]["rope_parameters"]["full_attention"]["partial_rotary_factor"] = 2; });
    any("patches", "tiles of 28 pixels", [](Json &c) {
        c["vision_config"]["patch_size"] = 14;
        c["vision_config"]["pooling_kernel_size"] = 2;
    });
    any("projection", "output_proj_dims differs",
        [](Json &c) { c["vision_config"]["output_proj_dims"] = 1; });
    any("places", "mm_posemb_size is 0", [](Json &c) { c["vision_config"]["mm_posemb_size"] = 0; });
    any("frames", "audio_samples_per_token differs",
        [](Json &c) { c["audio_config"]["audio_samples_per_token"] = 320; });
    any("media as text", "vision_config is no object", [](Json &c) { c["vision_config"] = "yes"; });
}

void TestConfigFolder::contradictionsInAFolderAreRefused()
{
    QFETCH(Change, change);
    QFETCH(QString, problem);
    Json config = smallConfig();
    QVERIFY(modelConfigFromJson(config));
    change(config);
    const auto model = modelConfigFromJson(config);
    QVERIFY(!model);
    QVERIFY2(sentence(model.error()).contains(problem), model.error().what.c_str());
    QVERIFY(!model.error().remedy.empty());
}

void TestConfigFolder::everyContradictionIsListedAtOnce()
{
    Json config = smallConfig();
    config["text_config"]["hidden_size"] = 0;
    config["text_config"]["attention_bias"] = true;
    config["audio_config"]["audio_embed_dim"] = "x";
    const auto model = modelConfigFromJson(config);
    QVERIFY(!model);
    for (const char *key : {"hidden_size", "attention_bias", "audio_embed_dim"})
        QVERIFY2(sentence(model.error()).contains(key), model.error().what.c_str());

    const auto empty = modelConfigFromJson(Json::object());
    QVERIFY(!empty);
    QVERIFY(sentence(empty.error()).contains("vocab_size is missing; hidden_size is missing"));
}

void TestConfigFolder::companionFilesOfAFolderAreRead()
{
    const ScratchFolder folder;
    folder.write("config.json", smallConfig().dump());
    folder.write(
        "generation_config.json", Json({{"temperature", 0.5}, {"top_k", 3}, {"top_p", 0.25},
                                           {"eos_token_id", {1, 7}}, {"suppress_tokens", Json::array()}})
                                      .dump());
    folder.write("preprocessor_config.json", Json({{"max_soft_tokens", 140}}).dump());
    const auto model = readModelConfig(folder.path());
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->sampling.temperature, 0.5F);
    QCOMPARE(model->sampling.topK, 3);
    QCOMPARE(model->sampling.topP, 0.25F);
    QCOMPARE(model->sampling.stopIds, (std::vector{1, 7}));
    QVERIFY(model->sampling.suppressedIds.empty()); // an empty list is a list
    QCOMPARE(model->vision->defaultBudget, 140);
    QCOMPARE(model->name, folder.path().filename().string());

    folder.write("processor_config.json", Json({{"image_processor", {{"max_soft_tokens", 1120}}}}).dump());
    QCOMPARE(readModelConfig(folder.path())->vision->defaultBudget, 1120);
    folder.write("processor_config.json", Json({{"image_processor", {{"max_soft_tokens", 100}}}}).dump());
    const auto odd = readModelConfig(folder.path());
    QVERIFY(!odd);
    QVERIFY(sentence(odd.error()).contains("a picture's budget of 100 tokens"));
}

void TestConfigFolder::brokenFoldersAreRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("problem");
    QTest::newRow("no config") << "other.json" << QByteArray("{}")
                               << "is no model folder: it has no config.json";
    QTest::newRow("empty") << "config.json" << QByteArray("") << "“config.json” is empty";
    QTest::newRow("cut") << "config.json" << QByteArray("{\"a\":") << "“config.json” is not valid JSON";
    QTest::newRow("a list") << "config.json" << QByteArray("[]") << "“config.json” is not valid JSON";
    QTest::newRow("too large") << "config.json" << QByteArray(5 << 20, ' ') << "has 5242880 bytes";
    QTest::newRow("deep") << "config.json" << QByteArray(4'000'000, '[') << "is not valid JSON";
    QTest::newRow("broken UTF-8") << "config.json" << QByteArray("{\"\xFF\":1}") << "is not valid JSON";
}

void TestConfigFolder::brokenFoldersAreRefused()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, problem);
    const ScratchFolder folder;
    folder.write(file.toStdString(), content.toStdString());
    const auto model = readModelConfig(folder.path());
    QVERIFY(!model);
    QVERIFY2(sentence(model.error()).contains(problem), model.error().what.c_str());
    QVERIFY(!readDrafterConfig(folder.path()));
}

void TestConfigFolder::drafterFoldersAreChecked_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *problem, Change change) {
        QTest::newRow(name) << change << QString(problem);
    };
    row("no width", "backbone_hidden_size is missing", [](Json &c) { c.erase("backbone_hidden_size"); });
    row("not all layers share", "2 of 4 layers",
        [](Json &c) { c["text_config"]["num_kv_shared_layers"] = 2; });
    row("centroids that do not divide", "33 centroids do not divide",
        [](Json &c) { c["num_centroids"] = 33; });
    row("too many taken", "64 of 32 centroids", [](Json &c) { c["centroid_intermediate_top_k"] = 64; });
    row("no centroids", "num_centroids is missing", [](Json &c) { c.erase("num_centroids"); });
    row("the model itself", "holds no drafter but a model of the kind “gemma4_unified”",
        [](Json &c) { c["model_type"] = "gemma4_unified"; });
    row("E4B", "This is the drafter of Gemma 4 E4B.", [](Json &c) {
        c["model_type"] = "gemma4_assistant";
        c["backbone_hidden_size"] = 2560;
    });
    row("quantised", "quantised with AWQ",
        [](Json &c) { c["quantization_config"] = {{"quant_method", "awq"}}; });
}

void TestConfigFolder::drafterFoldersAreChecked()
{
    QFETCH(Change, change);
    QFETCH(QString, problem);
    Json config = parsed(ALCOVE_GOLDEN_DIR "/configs.json")["drafters"]["tiny-draft-ordered"];
    QVERIFY(drafterConfigFromJson(config));
    change(config);
    const auto drafter = drafterConfigFromJson(config);
    QVERIFY(!drafter);
    QVERIFY2(sentence(drafter.error()).contains(problem), drafter.error().what.c_str());
}

QTEST_APPLESS_MAIN(TestConfigFolder)
#include "tst_config_folder.moc"
