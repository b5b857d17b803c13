#include "tests/inference/model/config_samples.h"

#include <cmath>

using namespace alcove::inference;

class TestConfig : public QObject {
    Q_OBJECT

private slots:
    void theTinyFolderIsReadWhole();
    void theTinyFileSaysTheSameAsTheFolder();
    void theDemonstrationModelIsKnownInBothForms();
    void ruleModelsAreReadFromJsonAlone_data();
    void ruleModelsAreReadFromJsonAlone();
    void ruleDraftersAreReadFromJsonAlone();
    void theRealModelHasItsNameAndDefaults();
    void theEmbeddingScaleFollowsTheKindOfWeights_data();
    void theEmbeddingScaleFollowsTheKindOfWeights();
    void draftersFitTheirTargetsInBothForms();
    void theBaseModelIsSaidNotToChat();

private:
    Result<ModelConfig> read(const GgufBytes &bytes) const
    {
        const auto file = GgufFile::open(m_folder.write("model.gguf", bytes.file()));
        return file ? readModelConfig(*file, nullptr) : std::unexpected(file.error());
    }

    ScratchFolder m_folder;
};

void TestConfig::theTinyFolderIsReadWhole()
{
    const auto model = readModelConfig(ALCOVE_GOLDEN_DIR "/tiny-file");
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->name, std::string("tiny-file"));
    QVERIFY(model->trainedToChat);
    const TextConfig &text = model->text;
    QCOMPARE(text.vocabularySize, 1280);
    QCOMPARE(text.hiddenSize, 64);
    QCOMPARE(text.feedForwardSize, 128);
    QCOMPARE(text.headCount, 4);
    QCOMPARE(text.window, 32);
    QCOMPARE(text.layers, (std::vector{kSliding, kSliding, kSliding, kSliding, kSliding, kFull}));
    QCOMPARE(text.keyHeads(4), 2);
    QCOMPARE(text.keyHeads(5), 1);
    QCOMPARE(text.headSize(4), 32);
    QCOMPARE(text.headSize(5), 64);
    QCOMPARE(text.slidingRopeTheta, 10'000.0);
    QCOMPARE(text.fullRopeTheta, 1'000'000.0);
    QCOMPARE(text.fullRotatedShare, 0.25);
    QCOMPARE(text.fullRopeDivisor, 1.0);
    QCOMPARE(text.rmsEpsilon, 1e-6F);
    QCOMPARE(text.logitSoftcap, 30.0F);
    QCOMPARE(text.embeddingScale, 8.0F);
    QCOMPARE(text.contextLength, 4096);
    QVERIFY(text.imagesSeeBothWays);
    QVERIFY(model->vision);
    QCOMPARE(model->vision->patchSize, 48);
    QCOMPARE(model->vision->embeddingSize, 64);
    QCOMPARE(model->vision->positionCount, 128);
    QCOMPARE(model->vision->defaultBudget, 280);
    QVERIFY(model->audio);
    QCOMPARE(model->audio->frameSize, 640);
    QCOMPARE(model->sampling.temperature, 1.0F);
    QCOMPARE(model->sampling.topK, 64);
    QCOMPARE(model->sampling.topP, 0.95F);
    QCOMPARE(model->sampling.stopIds, (std::vector{1, 9, 14}));
    QCOMPARE(model->sampling.suppressedIds, (std::vector{1278, 1275}));
}

void TestConfig::theTinyFileSaysTheSameAsTheFolder()
{
    const auto folder = readModelConfig(ALCOVE_GOLDEN_DIR "/tiny-file");
    const auto text = GgufFile::open(ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf");
    const auto media = GgufFile::open(ALCOVE_GOLDEN_DIR "/tiny-file-mmproj.gguf");
    QVERIFY(folder && text && media);
    const auto model = readModelConfig(*text, &*media);
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->name, std::string("tiny-file"));
    QCOMPARE(model->text.vocabularySize, folder->text.vocabularySize);
    QCOMPARE(model->text.hiddenSize, folder->text.hiddenSize);
    QCOMPARE(model->text.feedForwardSize, folder->text.feedForwardSize);
    QCOMPARE(model->text.headCount, folder->text.headCount);
    QCOMPARE(model->text.slidingKeyHeads, folder->text.slidingKeyHeads);
    QCOMPARE(model->text.fullKeyHeads, folder->text.fullKeyHeads);
    QCOMPARE(model->text.slidingHeadSize, folder->text.slidingHeadSize);
    QCOMPARE(model->text.fullHeadSize, folder->text.fullHeadSize);
    QCOMPARE(model->text.window, folder->text.window);
    QCOMPARE(model->text.layers, folder->text.layers);
    QCOMPARE(model->text.slidingRopeTheta, folder->text.slidingRopeTheta);
    QCOMPARE(model->text.fullRopeTheta, folder->text.fullRopeTheta);
    QCOMPARE(model->text.fullRotatedShare, folder->text.fullRotatedShare);
    QCOMPARE(model->text.fullRopeDivisor, folder->text.fullRopeDivisor);
    QCOMPARE(model->text.rmsEpsilon, folder->text.rmsEpsilon);
    QCOMPARE(model->text.logitSoftcap, folder->text.logitSoftcap);
    QCOMPARE(model->text.contextLength, folder->text.contextLength);
    QCOMPARE(model->text.imagesSeeBothWays, folder->text.imagesSeeBothWays);
    QCOMPARE(model->text.embeddingScale, 8.0F);
    QVERIFY(model->vision && model->audio);
    QCOMPARE(model->vision->embeddingSize, folder->vision->embeddingSize);
    QCOMPARE(model->vision->positionCount, folder->vision->positionCount);
    QCOMPARE(model->vision->patchSize, 48);
    QCOMPARE(model->vision->defaultBudget, 280);
    QCOMPARE(model->audio->frameSize, 640);
    QCOMPARE(model->sampling.stopIds, (std::vector{1, 9, 14}));
    QCOMPARE(model->sampling.suppressedIds, (std::vector{1278, 1275}));
    QVERIFY(model->trainedToChat);
    const auto textOnly = readModelConfig(*text, nullptr);
    QVERIFY(textOnly && !textOnly->vision && !textOnly->audio);
}

void TestConfig::theDemonstrationModelIsKnownInBothForms()
{
    const auto folder = readModelConfig(ALCOVE_RESOURCES_DIR "/demo-model/hf");
    QVERIFY2(folder, folder ? "" : folder.error().what.c_str());
    const auto text = GgufFile::open(ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-Q8_0.gguf");
    const auto media = GgufFile::open(ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-mmproj.gguf");
    QVERIFY(text && media);
    const auto file = readModelConfig(*text, &*media);
    QVERIFY2(file, file ? "" : file.error().what.c_str());
    for (const ModelConfig *model : {&*folder, &*file}) {
        QCOMPARE(model->name, std::string("Tiny demonstration model"));
        QCOMPARE(model->text.layerCount(), 6);
        QCOMPARE(model->text.embeddingScale, 16.0F);
        QCOMPARE(model->vision->embeddingSize, 192);
        QCOMPARE(model->vision->positionCount, 288);
        QCOMPARE(model->vision->defaultBudget, 70);
        QCOMPARE(model->audio->frameSize, 640);
        QCOMPARE(model->sampling.stopIds.size(), 3U);
        QCOMPARE(model->sampling.suppressedIds, (std::vector{2302, 2301}));
        QVERIFY(model->trainedToChat);
    }
}

void TestConfig::ruleModelsAreReadFromJsonAlone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("hidden");
    QTest::addColumn<bool>("media");
    QTest::newRow("tiny-text") << "tiny-text" << 6 << 64 << false;
    QTest::newRow("tiny-media") << "tiny-media" << 12 << 96 << true;
    QTest::newRow("tiny-draft") << "tiny-draft" << 12 << 256 << false;
}

void TestConfig::ruleModelsAreReadFromJsonAlone()
{
    QFETCH(QString, name);
    QFETCH(int, layers);
    QFETCH(int, hidden);
    QFETCH(bool, media);
    const Json configs = parsed(ALCOVE_GOLDEN_DIR "/configs.json");
    const auto model = modelConfigFromJson(configs["models"][name.toStdString()]);
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->text.layerCount(), layers);
    QCOMPARE(model->text.hiddenSize, hidden);
    QCOMPARE(model->text.embeddingScale, std::sqrt(float(hidden)));
    QCOMPARE(model->vision.has_value(), media);
    QCOMPARE(model->audio.has_value(), media);
    QCOMPARE(model->sampling.stopIds, std::vector{1});
    QCOMPARE(model->sampling.suppressedIds, (std::vector{505, 502}));
}

void TestConfig::ruleDraftersAreReadFromJsonAlone()
{
    const Json configs = parsed(ALCOVE_GOLDEN_DIR "/configs.json");
    const auto target = modelConfigFromJson(configs["models"]["tiny-draft"]);
    const auto plain = drafterConfigFromJson(configs["drafters"]["tiny-draft-plain"]);
    const auto ordered = drafterConfigFromJson(configs["drafters"]["tiny-draft-ordered"]);
    QVERIFY(target && plain && ordered);
    QCOMPARE(plain->targetHiddenSize, 256);
    QCOMPARE(plain->text.logitSoftcap, 0.0F);
    QVERIFY(!plain->orderedEmbeddings);
    QVERIFY(ordered->orderedEmbeddings);
    QCOMPARE(ordered->centroidCount, 32);
    QCOMPARE(ordered->topCentroids, 4);
    QVERIFY(checkDrafterFits(*plain, target->text));
    QVERIFY(checkDrafterFits(*ordered, target->text));
}

void TestConfig::theRealModelHasItsNameAndDefaults()
{
    const auto model = modelConfigFromJson(realConfig());
    QVERIFY2(model, model ? "" : model.error().what.c_str());
    QCOMPARE(model->name, std::string("Gemma 4 12B"));
    QCOMPARE(model->text.layerCount(), 48);
    for (int layer = 0; layer < 48; ++layer)
        QCOMPARE(model->text.layers[size_t(layer)], layer % 6 == 5 ? kFull : kSliding);
    QCOMPARE(model->text.window, 1024);
    QCOMPARE(model->text.headSize(0), 256);
    QCOMPARE(model->text.headSize(47), 512);
    QCOMPARE(model->text.contextLength, 262'144);
    QCOMPARE(model->sampling.stopIds, (std::vector{1, 106, 50}));
    QCOMPARE(model->sampling.suppressedIds, (std::vector{258'883, 258'882}));
    QVERIFY(!model->vision && !model->audio);
}

void TestConfig::theEmbeddingScaleFollowsTheKindOfWeights_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("type");
    QTest::addColumn<float>("scale");
    QTest::newRow("bfloat16") << "dtype" << "bfloat16" << 62.0F;
    QTest::newRow("older key") << "torch_dtype" << "bfloat16" << 62.0F;
    QTest::newRow("float32") << "dtype" << "float32" << std::sqrt(3840.0F);
    QTest::newRow("float16") << "dtype" << "float16" << 61.96875F;
}

void TestConfig::theEmbeddingScaleFollowsTheKindOfWeights()
{
    QFETCH(QString, key);
    QFETCH(QString, type);
    QFETCH(float, scale);
    Json config = realConfig();
    config.erase("dtype");
    config[key.toStdString()] = type.toStdString();
    const auto model = modelConfigFromJson(config);
    QVERIFY(model);
    QCOMPARE(model->text.embeddingScale, scale);
}

void TestConfig::draftersFitTheirTargetsInBothForms()
{
    const auto target = readModelConfig(ALCOVE_GOLDEN_DIR "/tiny-file");
    const auto folder = readDrafterConfig(std::filesystem::path(ALCOVE_GOLDEN_DIR "/tiny-file-drafter"));
    const auto file = GgufFile::open(ALCOVE_GOLDEN_DIR "/tiny-file-drafter.gguf");
    QVERIFY(target && folder && file);
    const auto fromFile = readDrafterConfig(*file);
    QVERIFY2(fromFile, fromFile ? "" : fromFile.error().what.c_str());
    for (const DrafterConfig *drafter : {&*folder, &*fromFile}) {
        QCOMPARE(drafter->targetHiddenSize, 64);
        QCOMPARE(drafter->text.hiddenSize, 32);
        QCOMPARE(drafter->text.layers, (std::vector{kSliding, kSliding, kSliding, kFull}));
        QCOMPARE(drafter->text.logitSoftcap, 0.0F);
        QCOMPARE(drafter->text.fullRotatedShare, 0.25);
        QVERIFY(!drafter->orderedEmbeddings);
        QVERIFY(checkDrafterFits(*drafter, target->text));
    }
    const auto demo =
        readDrafterConfig(std::filesystem::path(ALCOVE_RESOURCES_DIR "/demo-model/hf-assistant"));
    QVERIFY(demo);
    const auto fits = checkDrafterFits(*demo, target->text);
    QVERIFY(!fits);
    QCOMPARE(sentence(fits.error()),
        QString("The drafter was made for another model: width of the model 256 instead of 64; "
                "vocabulary 2304 instead of 1280; window 256 instead of 32."));
}

void TestConfig::theBaseModelIsSaidNotToChat()
{
    const ScratchFolder folder;
    folder.write("config.json", smallConfig().dump());
    QVERIFY(!readModelConfig(folder.path())->trainedToChat);
    folder.write("tokenizer_config.json", Json({{"chat_template", "x"}}).dump());
    QVERIFY(readModelConfig(folder.path())->trainedToChat);
    folder.write("tokenizer_config.json", "{}");
    QVERIFY(!readModelConfig(folder.path())->trainedToChat);
    folder.write("chat_template.jinja", "x");
    QVERIFY(readModelConfig(folder.path())->trainedToChat);

    QVERIFY(!read(smallGguf())->trainedToChat);
    QVERIFY(read(smallGguf([](GgufBytes &b) { b.key("tokenizer.ggml.eos_token_id", 2U); }))->trainedToChat);
    QVERIFY(read(smallGguf([](GgufBytes &b) { b.key("tokenizer.chat_template", "x"); }))->trainedToChat);
}

QTEST_APPLESS_MAIN(TestConfig)
#include "tst_config.moc"
