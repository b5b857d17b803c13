#include "inference/session/engine.h"
#include "inference/session/session.h"
#include "inference/text/message_file.h"
#include "tests/inference/reference/golden_file.h"

#include <QTest>

#include <memory>

using namespace alcove::inference;

/// The demo model gives the answers that the reference gave, token for token: bf16 weights, float
/// arithmetic, float32 cache. Every answer is asked for without drafts and with three drafts a round.
class TestDemoModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void answersAreTheReferencesTokenForToken_data();
    void answersAreTheReferencesTokenForToken();
    void theQuantisedFileWithPackedKernelsDraftsToItsOwnPlainText();
    void theQuantisedFileGivesNearlyAllOfTheReferencesAnswers();

private:
    static Conversation conversationOf(const nlohmann::json &golden);
    static std::unique_ptr<Engine> loadQuantised();

    nlohmann::json m_expected = readGoldenJson("demo-expected.json");
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Session> m_session;
};

namespace {

AnswerSettings settingsFor(const ModelConfig &config, int drafts)
{
    AnswerSettings settings = defaultSettings(config);
    settings.sampling.greedy = true;
    settings.draftTokens = drafts;
    settings.maxTokens = 220;
    return settings;
}

} // namespace

Conversation TestDemoModel::conversationOf(const nlohmann::json &golden)
{
    Json file = {{"messages", golden.at("messages")}, {"enable_thinking", golden.value("think", false)}};
    if (golden.contains("tools"))
        file["tools"] = golden.at("tools");
    return conversationFromJson(file, ALCOVE_RESOURCES_DIR).value();
}

std::unique_ptr<Engine> TestDemoModel::loadQuantised()
{
    return Engine::load({.files = {.model = std::filesystem::path(ALCOVE_RESOURCES_DIR) /
                                            "demo-model/gguf/alcove-demo-Q8_0.gguf"}})
        .value();
}

void TestDemoModel::initTestCase()
{
    Result<std::unique_ptr<Engine>> engine = Engine::load({
        .files = {.model = std::filesystem::path(ALCOVE_RESOURCES_DIR) / "demo-model/hf"},
        .cache = CacheType::F32,
        .weights = WeightArithmetic::Float,
    });
    QVERIFY2(engine, engine ? "" : engine.error().message().c_str());
    m_engine = std::move(*engine);
    QVERIFY(m_engine->hasDrafter());
    m_session = m_engine->newSession().value();
}

void TestDemoModel::answersAreTheReferencesTokenForToken_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("drafts");
    const nlohmann::json &cases = m_expected.at("cases");
    QVERIFY(cases.size() > 100);
    for (size_t i = 0; i < cases.size(); ++i) {
        const auto kind = cases[i].at("kind").get<std::string>();
        QTest::addRow("%zu, %s", i, kind.c_str()) << int(i) << 0;
        QTest::addRow("%zu, %s, drafting", i, kind.c_str()) << int(i) << 3;
    }
}

void TestDemoModel::answersAreTheReferencesTokenForToken()
{
    QFETCH(int, index);
    QFETCH(int, drafts);
    const nlohmann::json &golden = m_expected.at("cases")[size_t(index)];
    const Result<Answer> answer =
        m_session->answer(conversationOf(golden), settingsFor(m_engine->config(), drafts));
    QVERIFY2(answer, answer ? "" : answer.error().message().c_str());
    QCOMPARE(answer->promptTokens, int64_t(golden.at("prompt_ids").size()));
    QCOMPARE(answer->tokens, golden.at("greedy_ids").get<std::vector<TokenId>>());
    // The reference writes a call as text; here it is parsed out of the stream.
    if (answer->toolCalls.empty())
        QCOMPARE(answer->text, golden.at("text").get<std::string>());
    else
        QVERIFY(
            golden.at("text").get<std::string>().find(answer->toolCalls.front().name) != std::string::npos);
    if (golden.at("thinking").is_string())
        QCOMPARE(answer->thinking.value_or(""), golden.at("thinking").get<std::string>());
    else
        QVERIFY(!answer->thinking.has_value());
    if (drafts == 0)
        QCOMPARE(answer->stats.draftProposed, 0);
}

void TestDemoModel::theQuantisedFileWithPackedKernelsDraftsToItsOwnPlainText()
{
    const auto engine = loadQuantised();
    QVERIFY(engine->hasDrafter());
    const auto session = engine->newSession().value();
    int64_t accepted = 0;
    for (size_t i = 0; i < m_expected.at("cases").size(); i += 5) {
        const Conversation conversation = conversationOf(m_expected.at("cases")[i]);
        const Answer plain = session->answer(conversation, settingsFor(engine->config(), 0)).value();
        for (const int drafts : {2, 5, kDraftAuto}) {
            const Answer drafted =
                session->answer(conversation, settingsFor(engine->config(), drafts)).value();
            QCOMPARE(drafted.tokens, plain.tokens);
            accepted += drafted.stats.draftAccepted;
        }
    }
    QVERIFY(accepted > 100);
}

void TestDemoModel::theQuantisedFileGivesNearlyAllOfTheReferencesAnswers()
{
    const auto engine = loadQuantised();
    const auto session = engine->newSession().value();
    size_t equal = 0;
    const nlohmann::json &cases = m_expected.at("cases");
    for (const nlohmann::json &golden : cases) {
        const Answer answer =
            session->answer(conversationOf(golden), settingsFor(engine->config(), 3)).value();
        if (answer.tokens == golden.at("greedy_ids").get<std::vector<TokenId>>())
            ++equal;
    }
    // Weights of eight bits and activations of eight bits move some near ties; nothing more.
    qInfo("%zu of %zu answers equal the reference's", equal, cases.size());
    QVERIFY(double(equal) >= 0.85 * double(cases.size()));
}

QTEST_APPLESS_MAIN(TestDemoModel)
#include "tst_demo_model.moc"
