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

private:
    nlohmann::json m_expected = readGoldenJson("demo-expected.json");
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Session> m_session;
};

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
    Json file = {{"messages", golden.at("messages")}, {"enable_thinking", golden.value("think", false)}};
    if (golden.contains("tools"))
        file["tools"] = golden.at("tools");
    const Result<Conversation> conversation = conversationFromJson(file, ALCOVE_RESOURCES_DIR);
    QVERIFY2(conversation, conversation ? "" : conversation.error().message().c_str());

    AnswerSettings settings = defaultSettings(m_engine->config());
    settings.sampling.greedy = true;
    settings.draftTokens = drafts;
    settings.maxTokens = 220;
    const Result<Answer> answer = m_session->answer(*conversation, settings);
    QVERIFY2(answer, answer ? "" : answer.error().message().c_str());
    QCOMPARE(answer->promptTokens, int64_t(golden.at("prompt_ids").size()));
    QCOMPARE(answer->tokens, golden.at("greedy_ids").get<std::vector<TokenId>>());
    // The reference writes a call as text; here it is parsed out of the stream.
    if (answer->toolCalls.empty())
        QCOMPARE(answer->text, golden.at("text").get<std::string>());
    else
        QVERIFY(golden.at("text").get<std::string>().find(answer->toolCalls.front().name) != std::string::npos);
    if (golden.at("thinking").is_string())
        QCOMPARE(answer->thinking.value_or(""), golden.at("thinking").get<std::string>());
    else
        QVERIFY(!answer->thinking.has_value());
    if (drafts == 0)
        QCOMPARE(answer->stats.draftProposed, 0);
}

QTEST_APPLESS_MAIN(TestDemoModel)
#include "tst_demo_model.moc"
