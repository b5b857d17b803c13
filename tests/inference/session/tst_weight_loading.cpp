#include "inference/session/engine.h"
#include "inference/session/session.h"
#include "inference/session/weight_loading.h"
#include "tests/inference/formats/scratch_folder.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <string>

using namespace alcove::inference;

/// An engine on a packed file answers as one that packed into memory.
class TestWeightLoading : public QObject {
    Q_OBJECT

private slots:
    void answersDoNotDependOnWhereTheWeightsLie();
    void preparingMakesWhatTheEngineThenMaps();
    void aSmallModelNeedsNoFile();
    void progressEndsWithEverythingLoaded();
    void whatIsWrittenIsCountedWithoutTheRest();

private:
    EngineOptions options() const;
    static std::vector<TokenId> answer(Engine &engine);
    ScratchFolder m_folder;
};

EngineOptions TestWeightLoading::options() const
{
    const std::filesystem::path folder = std::filesystem::path(ALCOVE_RESOURCES_DIR) / "demo-model/gguf";
    return {.files = {.model = folder / "alcove-demo-Q8_0.gguf"},
        .packedFiles = {.folder = m_folder / "packed", .smallestBytes = 0, .spareDiskBytes = 0}};
}

std::vector<TokenId> TestWeightLoading::answer(Engine &engine)
{
    Conversation conversation;
    conversation.messages.push_back({.role = Role::User, .content = std::string("Say something.")});
    AnswerSettings settings;
    settings.sampling.greedy = true;
    settings.maxTokens = 24;
    return engine.newSession().value()->answer(conversation, settings, {}, {}).value().tokens;
}

void TestWeightLoading::answersDoNotDependOnWhereTheWeightsLie()
{
    EngineOptions inMemory = options();
    inMemory.packedFiles.smallestBytes = int64_t(1) << 40;
    const std::vector<TokenId> expected = answer(**Engine::load(inMemory));
    QVERIFY(!std::filesystem::exists(options().packedFiles.folder));
    for (int start = 0; start < 2; ++start) { // the first one writes the files, the second one maps them
        const auto engine = Engine::load(options()).value();
        QCOMPARE(engine->notice(), std::string());
        QVERIFY(answer(*engine) == expected);
    }
    QVERIFY(!std::filesystem::is_empty(options().packedFiles.folder));
}

void TestWeightLoading::preparingMakesWhatTheEngineThenMaps()
{
    std::filesystem::remove_all(options().packedFiles.folder);
    const auto made = prepareModel(options(), {}, {}).value();
    QVERIFY(!made.empty());
    QVERIFY(std::ranges::all_of(made, &PreparedFile::made));
    bool packed = false;
    const auto engine = Engine::load(
        options(), [&](LoadStage stage, int64_t, int64_t) { packed |= stage != LoadStage::Reading; });
    QVERIFY(engine);
    QVERIFY(!packed);
    const auto checked = prepareModel(options(), {}, {}).value();
    QCOMPARE(checked.size(), made.size());
    QVERIFY(std::ranges::none_of(checked, &PreparedFile::made));
}

void TestWeightLoading::aSmallModelNeedsNoFile()
{
    EngineOptions small = options();
    small.packedFiles = {.folder = m_folder / "none"};
    QVERIFY(prepareModel(small, {}, {}).value().empty());
    QVERIFY(Engine::load(small));
    QVERIFY(!std::filesystem::exists(small.packedFiles.folder));
}

void TestWeightLoading::progressEndsWithEverythingLoaded()
{
    int64_t last = -1;
    int64_t all = 0;
    const auto engine = Engine::load(options(), [&](LoadStage, int64_t done, int64_t total) {
        QVERIFY(done >= last && done <= total);
        last = done;
        all = total;
    });
    QVERIFY(engine);
    QVERIFY(all > 0);
    QCOMPARE(last, all);
}

void TestWeightLoading::whatIsWrittenIsCountedWithoutTheRest()
{
    std::filesystem::remove_all(options().packedFiles.folder);
    int64_t written = 0;
    int64_t all = 0;
    const auto engine = Engine::load(options(), [&](LoadStage stage, int64_t, int64_t total) {
        (stage == LoadStage::Writing ? written : all) = total;
    });
    QVERIFY(engine);
    int64_t onDisk = 0;
    for (const auto &file : std::filesystem::directory_iterator(options().packedFiles.folder))
        onDisk += int64_t(file.file_size());
    QCOMPARE(written, onDisk);
    QVERIFY(all > written); // the file for pictures and sound is read as well
}

QTEST_APPLESS_MAIN(TestWeightLoading)
#include "tst_weight_loading.moc"
