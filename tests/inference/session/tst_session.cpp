#include "inference/session/engine.h"
#include "inference/session/session.h"
#include "inference/text/message_file.h"
#include "tests/inference/reference/golden_file.h"

#include <QElapsedTimer>
#include <QTest>

#include <cstring>
#include <memory>
#include <thread>

using namespace alcove::inference;

/// Engine and Session on the small model that is files, as a folder and as GGUF.
class TestSession : public QObject {
    Q_OBJECT

private slots:
    void conversationsWithMediaGiveTheReferencesLogitsAndText_data();
    void conversationsWithMediaGiveTheReferencesLogitsAndText();
    void greedyTextWithDraftingEqualsPlainGreedyText_data();
    void greedyTextWithDraftingEqualsPlainGreedyText();
    void everyCacheTypeDraftsToItsOwnPlainText_data();
    void everyCacheTypeDraftsToItsOwnPlainText();
    void aSecondTurnDoesNotReadTheFirstAgain();
    void aReusedPrefixGivesTheSameAnswer();
    void theSameSeedDrawsTheSameAnswer();
    void mostTokensEndAnAnswer();
    void aFullContextEndsAnAnswer();
    void aSmallerSessionHoldsWhatItWasGiven();
    void aPromptLongerThanTheContextIsRefusedWithBothNumbers();
    void stoppingWhileReadingKeepsTheSessionUsable();
    void stoppingWhileWritingKeepsWhatWasWritten();
    void aPictureThatIsNoPictureIsRefusedByItsName();
    void anUnknownTokenIdIsRefused();
    void theMemoryPlanIsMadeWithoutLoadingWeights();
    void theMemoryPlanListsTheSessionForRecordings();
    void aContextThatDoesNotFitIsRefusedBeforeItIsAllocated();

private:
    static std::unique_ptr<Engine> load(const std::string &model, EngineOptions options = {});
    static Conversation userSays(std::string text);
    static AnswerSettings greedySettings(int maxTokens, int drafts = 0);
};

namespace {

constexpr const char *kFolder = "tiny-file";
constexpr const char *kGguf = "tiny-file-text.gguf";

} // namespace

std::unique_ptr<Engine> TestSession::load(const std::string &model, EngineOptions options)
{
    options.files.model = goldenFolder() / model;
    Result<std::unique_ptr<Engine>> engine = Engine::load(options);
    if (!engine)
        qFatal("%s", engine.error().message().c_str());
    return std::move(*engine);
}

Conversation TestSession::userSays(std::string text)
{
    Conversation conversation;
    conversation.messages.push_back({.role = Role::User, .content = std::move(text)});
    return conversation;
}

AnswerSettings TestSession::greedySettings(int maxTokens, int drafts)
{
    AnswerSettings settings;
    settings.sampling.greedy = true;
    settings.maxTokens = maxTokens;
    settings.draftTokens = drafts;
    return settings;
}

void TestSession::conversationsWithMediaGiveTheReferencesLogitsAndText_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("index");
    const nlohmann::json mixed = readGoldenJson("mixed.json");
    for (size_t i = 0; i < mixed.at("cases").size(); ++i) {
        const auto name = mixed.at("cases")[i].at("name").get<std::string>();
        QTest::addRow("folder: %s", name.c_str()) << kFolder << int(i);
        QTest::addRow("GGUF: %s", name.c_str()) << kGguf << int(i);
    }
}

void TestSession::conversationsWithMediaGiveTheReferencesLogitsAndText()
{
    QFETCH(QString, model);
    QFETCH(int, index);
    const GoldenFile file("mixed");
    const nlohmann::json &golden = file.json().at("cases")[size_t(index)];
    Json messages = golden.at("options");
    messages["messages"] = golden.at("messages");
    messages["image_tokens"] = golden.at("budget");
    const Result<Conversation> conversation = conversationFromJson(messages, goldenFolder());
    QVERIFY2(conversation, conversation ? "" : conversation.error().message().c_str());

    const auto engine =
        load(model.toStdString(), {.cache = CacheType::F32, .weights = WeightArithmetic::Float});
    const auto session = engine->newSession().value();
    const Result<std::vector<float>> logits = session->logits(*conversation, Session::Positions::All);
    QVERIFY2(logits, logits ? "" : logits.error().message().c_str());
    const size_t vocabulary = size_t(engine->config().text.vocabularySize);
    QCOMPARE(logits->size(), golden.at("ids").size() * vocabulary);
    std::vector<float> selected;
    for (const size_t row : golden.at("rows").get<std::vector<size_t>>())
        selected.insert(selected.end(), logits->begin() + std::ptrdiff_t(row * vocabulary),
            logits->begin() + std::ptrdiff_t((row + 1) * vocabulary));
    const double difference = largestDifference(selected, file.array(golden.at("logits")));
    qInfo("largest difference of logits: %.2g", difference);
    QVERIFY2(difference <= 2e-4, qPrintable(QString::number(difference)));

    const auto greedy = golden.at("greedy").get<std::vector<TokenId>>();
    for (const int drafts : {0, 4}) {
        const Result<Answer> answer =
            session->answer(*conversation, greedySettings(int(greedy.size()), drafts));
        QVERIFY2(answer, answer ? "" : answer.error().message().c_str());
        QCOMPARE(answer->tokens, greedy);
    }
}

void TestSession::greedyTextWithDraftingEqualsPlainGreedyText_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("index");
    const nlohmann::json golden = readGoldenJson("file_draft.json");
    for (size_t i = 0; i < golden.at("cases").size(); ++i) {
        QTest::addRow("folder, question %zu", i) << kFolder << int(i);
        QTest::addRow("GGUF, question %zu", i) << kGguf << int(i);
    }
}

void TestSession::greedyTextWithDraftingEqualsPlainGreedyText()
{
    QFETCH(QString, model);
    QFETCH(int, index);
    const nlohmann::json golden = readGoldenJson("file_draft.json").at("cases")[size_t(index)];
    const auto ids = golden.at("ids").get<std::vector<TokenId>>();
    const auto greedy = golden.at("greedy").get<std::vector<TokenId>>();
    const auto engine =
        load(model.toStdString(), {.cache = CacheType::F32, .weights = WeightArithmetic::Float});
    QVERIFY(engine->hasDrafter());
    const auto session = engine->newSession().value();
    for (const int drafts : {0, 1, 2, 3, 4, 5, 6, 8, kDraftAuto}) {
        session->reset();
        const Result<Answer> answer = session->answer(ids, greedySettings(int(greedy.size()), drafts));
        QVERIFY2(answer, answer ? "" : answer.error().message().c_str());
        QCOMPARE(answer->tokens, greedy);
        if (drafts == 4) {
            // The reference trims its last rounds alike.
            QCOMPARE(answer->stats.draftProposed, golden.at("drafted").get<int64_t>());
            QCOMPARE(answer->stats.draftAccepted, golden.at("accepted").get<int64_t>());
        }
    }
}

void TestSession::everyCacheTypeDraftsToItsOwnPlainText_data()
{
    QTest::addColumn<CacheType>("type");
    QTest::newRow("f16") << CacheType::F16;
    QTest::newRow("int8") << CacheType::Int8;
}

void TestSession::everyCacheTypeDraftsToItsOwnPlainText()
{
    QFETCH(CacheType, type);
    const auto engine = load(kFolder, {.cache = type});
    const auto session = engine->newSession().value();
    const Conversation question = userSays("Please describe the garden and the house.");
    const Result<Answer> plain = session->answer(question, greedySettings(60, 0));
    QVERIFY(plain);
    for (const int drafts : {1, 4, 8}) {
        session->reset();
        QCOMPARE(session->answer(question, greedySettings(60, drafts)).value().tokens, plain->tokens);
    }
}

void TestSession::aSecondTurnDoesNotReadTheFirstAgain()
{
    const auto engine = load(kFolder);
    const auto session = engine->newSession().value();
    Conversation conversation = userSays("One long question about this and that, to have something to keep.");
    const Answer first = session->answer(conversation, greedySettings(20)).value();
    QCOMPARE(first.stats.cachedTokens, 0);
    // The generation prompt's empty thought is not in history (spec 6.9); all before it is shared.
    conversation.addGenerationPrompt = false;
    const int64_t history = session->countTokens(conversation).value();
    conversation.addGenerationPrompt = true;
    conversation.messages.push_back({.role = Role::Assistant, .content = first.text});
    conversation.messages.push_back({.role = Role::User, .content = std::string("And then?")});
    const Answer second = session->answer(conversation, greedySettings(20)).value();
    QVERIFY(second.stats.cachedTokens >= history);
}

void TestSession::aReusedPrefixGivesTheSameAnswer()
{
    const auto engine = load(kFolder);
    const auto reused = engine->newSession().value();
    Conversation conversation = userSays("What is seen in the picture?");
    conversation.messages[0].content =
        std::vector<Part>{ImagePart{.path = goldenFolder() / "image/tall.png"}, TextPart{"What is seen?"}};
    conversation.imageTokens = 70;
    const Answer first = reused->answer(conversation, greedySettings(30)).value();
    conversation.messages.push_back({.role = Role::Assistant, .content = first.text});
    conversation.messages.push_back({.role = Role::User, .content = std::string("And what else?")});
    const Answer second = reused->answer(conversation, greedySettings(30)).value();
    QVERIFY(second.stats.cachedTokens > 68);

    const auto fresh = engine->newSession().value();
    const Answer again = fresh->answer(conversation, greedySettings(30)).value();
    QCOMPARE(again.stats.cachedTokens, 0);
    QCOMPARE(second.tokens, again.tokens);
}

void TestSession::theSameSeedDrawsTheSameAnswer()
{
    const auto engine = load(kFolder);
    const auto session = engine->newSession().value();
    AnswerSettings settings = defaultSettings(engine->config());
    settings.maxTokens = 40;
    settings.draftTokens = 0;
    settings.sampling.seed = 7;
    const Answer one = session->answer(userSays("Tell me something."), settings).value();
    session->reset();
    QCOMPARE(session->answer(userSays("Tell me something."), settings).value().tokens, one.tokens);
    settings.sampling.seed = 8;
    session->reset();
    QVERIFY(session->answer(userSays("Tell me something."), settings).value().tokens != one.tokens);
}

void TestSession::mostTokensEndAnAnswer()
{
    const auto engine = load(kFolder);
    const auto session = engine->newSession().value();
    const Answer answer = session->answer(userSays("Go on."), greedySettings(5, 4)).value();
    QCOMPARE(answer.tokens.size(), size_t(5));
    QCOMPARE(answer.stopReason, StopReason::Length);
}

void TestSession::aFullContextEndsAnAnswer()
{
    const auto engine = load(kFolder, {.context = 64});
    const auto session = engine->newSession().value();
    const Answer answer =
        session->answer(userSays("Please describe the picture."), greedySettings(0, 4)).value();
    QCOMPARE(answer.stopReason, StopReason::Context);
    QCOMPARE(answer.promptTokens + int64_t(answer.tokens.size()), 64);
}

void TestSession::aSmallerSessionHoldsWhatItWasGiven()
{
    const auto engine = load(kFolder, {.context = 256});
    const auto small = engine->newSession(64).value();
    const Result<Answer> answer = small->answer(userSays("ab"), greedySettings(0));
    QVERIFY(answer && answer->stopReason != StopReason::Length);
    QVERIFY(small->tokensHeld() <= 64);
    const std::vector<TokenId> prompt(65, 5);
    const Result<Answer> refused = small->answer(prompt, greedySettings(1));
    QVERIFY(!refused && refused.error().what.contains("65") && refused.error().what.contains("64"));
    QVERIFY(engine->newSession().value()->answer(prompt, greedySettings(1)));
}

void TestSession::aPromptLongerThanTheContextIsRefusedWithBothNumbers()
{
    const auto engine = load(kFolder, {.context = 16});
    const auto session = engine->newSession().value();
    const Result<Answer> answer = session->answer(
        userSays("A question that has a few more than sixteen tokens in all."), greedySettings(5));
    QVERIFY(!answer);
    QVERIFY(answer.error().what.find("16") != std::string::npos);
    QVERIFY(!answer.error().remedy.empty());
}

void TestSession::stoppingWhileReadingKeepsTheSessionUsable()
{
    const auto engine = load(kFolder);
    const auto session = engine->newSession().value();
    std::string text;
    for (int i = 0; i < 300; ++i)
        text += "many words ";
    std::stop_source source;
    AnswerObserver observer;
    observer.progress = [&](int64_t done, int64_t total) {
        if (done > 0 && done < total)
            source.request_stop();
    };
    const Answer stopped =
        session->answer(userSays(text), greedySettings(10), observer, source.get_token()).value();
    QCOMPARE(stopped.stopReason, StopReason::Cancelled);
    QVERIFY(stopped.tokens.empty());
    QVERIFY(session->tokensHeld() > 0);
    QVERIFY(session->tokensHeld() < stopped.promptTokens);

    const Answer whole = session->answer(userSays(text), greedySettings(10)).value();
    QVERIFY(whole.stats.cachedTokens > 0);
    const auto fresh = engine->newSession().value();
    QCOMPARE(whole.tokens, fresh->answer(userSays(text), greedySettings(10)).value().tokens);
}

void TestSession::stoppingWhileWritingKeepsWhatWasWritten()
{
    const auto engine = load(kFolder);
    const auto session = engine->newSession().value();
    std::stop_source source;
    std::string seen;
    AnswerObserver observer;
    observer.text = [&](std::string_view text) {
        seen += text;
        if (seen.size() > 20)
            source.request_stop();
    };
    const Answer answer = session
                              ->answer(userSays("Please describe the picture."), greedySettings(0), observer,
                                  source.get_token())
                              .value();
    QCOMPARE(answer.stopReason, StopReason::Cancelled);
    QCOMPARE(answer.text, seen);
    QVERIFY(seen.size() > 20);
}

void TestSession::aPictureThatIsNoPictureIsRefusedByItsName()
{
    const auto engine = load(kFolder);
    const auto session = engine->newSession().value();
    Conversation conversation;
    conversation.messages.push_back({.role = Role::User,
        .content = std::vector<Part>{ImagePart{.path = goldenFolder() / "audio/short.wav"}}});
    const Result<Answer> answer = session->answer(conversation, greedySettings(5));
    QVERIFY(!answer);
    QVERIFY(answer.error().what.find("short.wav") != std::string::npos);
}

void TestSession::anUnknownTokenIdIsRefused()
{
    const auto engine = load(kFolder);
    const auto session = engine->newSession().value();
    for (const TokenId id : {-1, 1280, 1 << 30}) {
        const TokenId ids[] = {2, id};
        QVERIFY(!session->logits(ids, Session::Positions::Last));
    }
}

void TestSession::theMemoryPlanIsMadeWithoutLoadingWeights()
{
    const Result<MemoryPlan> small =
        planMemory({.files = {.model = goldenFolder() / kFolder}, .context = 512, .cache = CacheType::F16});
    QVERIFY(small);
    // Six layers: five rings of 512 slots of 2 heads [key | value] of 16, one full layer of 512 slots
    // of value and rotated quarter; two bytes a number.
    QVERIFY(small->weights > 1'800'000 && small->weights < 1'900'000);
    QVERIFY(small->drafter > 200'000);
    QVERIFY(small->cache > 0 && small->fits());
    const Result<MemoryPlan> large =
        planMemory({.files = {.model = goldenFolder() / kFolder}, .context = 512, .cache = CacheType::F32});
    QCOMPARE(large->cache, 2 * small->cache);
}

void TestSession::theMemoryPlanListsTheSessionForRecordings()
{
    EngineOptions options{.files = {.model = goldenFolder() / kFolder}, .context = 1024};
    const MemoryPlan one = planMemory(options).value();
    options.recordingContext = 256;
    const MemoryPlan both = planMemory(options).value();
    options.context = 256;
    const MemoryPlan small = planMemory(options).value();
    QCOMPARE(2 * (both.cache - one.cache), small.cache); // of 256 and 256 positions
    QVERIFY(both.scratch > one.scratch);

    options.files.model = goldenFolder() / kGguf;
    options.files.mmproj = std::filesystem::path(); // deaf: no session for recordings
    const MemoryPlan deaf = planMemory(options).value();
    options.recordingContext = 0;
    QCOMPARE(planMemory(options).value().cache, deaf.cache);
}

void TestSession::aContextThatDoesNotFitIsRefusedBeforeItIsAllocated()
{
    const int64_t available = availableMemory();
    QVERIFY(available > 0);
    EngineOptions options{.files = {.model = goldenFolder() / kFolder}};
    const MemoryPlan plan = planMemory(options).value();
    QVERIFY(plan.total() < available);
    QVERIFY(!(MemoryPlan{.weights = plan.weights, .cache = available, .available = available}.fits()));
}

QTEST_APPLESS_MAIN(TestSession)
#include "tst_session.moc"
