#include "inference/session/engine.h"
#include "inference/session/session.h"
#include "tests/inference/reference/golden_file.h"

#include <QTest>

#include <filesystem>
#include <memory>
#include <vector>

using namespace alcove::inference;

/// Drafts from the conversation, and random drawing with drafts, on the small model that is a file.
class TestSessionDrafts : public QObject {
    Q_OBJECT

private slots:
    void draftsFromTheConversationChangeNoToken();
    void theSameSeedDrawsTheSameAnswerWithDrafts_data();
    void theSameSeedDrawsTheSameAnswerWithDrafts();
    void draftingOffDraftsNothing();
};

namespace {

enum class WithDrafter { Yes, No };

std::unique_ptr<Engine> load(WithDrafter drafter)
{
    EngineOptions options;
    options.files.model = goldenFolder() / "tiny-file-text.gguf";
    if (drafter == WithDrafter::No)
        options.files.drafter = std::filesystem::path();
    Result<std::unique_ptr<Engine>> engine = Engine::load(options);
    if (!engine)
        qFatal("%s", engine.error().message().c_str());
    return std::move(*engine);
}

/// A prompt that says everything three times, so that there is something to find.
std::vector<TokenId> repeatedPrompt()
{
    const nlohmann::json golden = readGoldenJson("file_draft.json").at("cases")[0];
    const auto once = golden.at("ids").get<std::vector<TokenId>>();
    std::vector<TokenId> prompt;
    for (int i = 0; i < 3; ++i)
        prompt.insert(prompt.end(), once.begin(), once.end());
    return prompt;
}

AnswerSettings greedySettings(int drafts)
{
    AnswerSettings settings;
    settings.sampling.greedy = true;
    settings.maxTokens = 120;
    settings.draftTokens = drafts;
    return settings;
}

} // namespace

void TestSessionDrafts::draftsFromTheConversationChangeNoToken()
{
    const auto engine = load(WithDrafter::No);
    QVERIFY(!engine->hasDrafter());
    const auto session = engine->newSession().value();
    const std::vector<TokenId> prompt = repeatedPrompt();
    const Answer plain = session->answer(prompt, greedySettings(0)).value();
    int64_t accepted = 0;
    for (const int drafts : {1, 2, 3, 4, 5, 6, 7, 8, kDraftAuto}) {
        const Answer drafted = session->answer(prompt, greedySettings(drafts)).value();
        QCOMPARE(drafted.tokens, plain.tokens);
        QCOMPARE(drafted.stopReason, plain.stopReason);
        accepted += drafted.stats.draftAccepted;
    }
    QVERIFY2(accepted > 0, "no draft was right, so little was tested");
}

void TestSessionDrafts::theSameSeedDrawsTheSameAnswerWithDrafts_data()
{
    QTest::addColumn<bool>("drafter");
    QTest::newRow("of the drafter") << true;
    QTest::newRow("of the conversation") << false;
}

/// Then its distribution is that of drawing without drafts, which tst_sampler tests.
void TestSessionDrafts::theSameSeedDrawsTheSameAnswerWithDrafts()
{
    QFETCH(bool, drafter);
    const auto engine = load(drafter ? WithDrafter::Yes : WithDrafter::No);
    QCOMPARE(engine->hasDrafter(), drafter);
    const auto session = engine->newSession().value();
    const std::vector<TokenId> prompt = repeatedPrompt();
    AnswerSettings settings = defaultSettings(engine->config());
    settings.maxTokens = 60;
    int64_t proposed = 0;
    for (uint64_t seed = 1; seed <= 3; ++seed) {
        settings.sampling.seed = seed;
        settings.draftTokens = 0;
        const Answer plain = session->answer(prompt, settings).value();
        for (const int drafts : {1, 3, 8, kDraftAuto}) {
            settings.draftTokens = drafts;
            const Answer drafted = session->answer(prompt, settings).value();
            QCOMPARE(drafted.tokens, plain.tokens);
            proposed += drafted.stats.draftProposed;
        }
    }
    QVERIFY2(proposed > 0, "nothing was drafted, so nothing was tested");
}

void TestSessionDrafts::draftingOffDraftsNothing()
{
    const auto engine = load(WithDrafter::Yes);
    const auto session = engine->newSession().value();
    QCOMPARE(session->answer(repeatedPrompt(), greedySettings(0)).value().stats.draftProposed, 0);
}

QTEST_GUILESS_MAIN(TestSessionDrafts)
#include "tst_session_drafts.moc"
