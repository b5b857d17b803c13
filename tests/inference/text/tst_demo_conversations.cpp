#include "inference/text/answer_parser.h"
#include "inference/text/chat_format.h"
#include "inference/text/message_file.h"
#include "tests/inference/text/vocabularies.h"

#include <QTest>

#include <fstream>

using namespace alcove::inference;

namespace {

const Json &recorded()
{
    static const Json json = Json::parse(std::ifstream(ALCOVE_GOLDEN_DIR "/demo-expected.json"));
    return json;
}

/// Prompt ids with every picture and sound shrunk to one placeholder.
std::vector<TokenId> withoutExpansion(const std::vector<TokenId> &ids, const ControlTokens &control)
{
    std::vector<TokenId> shrunk;
    for (const TokenId id : ids) {
        const bool frame = id == control.openImage || id == control.closeImage || id == control.openAudio ||
                           id == control.closeAudio;
        const bool repeated =
            (id == control.image || id == control.audio) && !shrunk.empty() && shrunk.back() == id;
        if (!frame && !repeated)
            shrunk.push_back(id);
    }
    return shrunk;
}

} // namespace

/// The conversations of the built-in model, recorded with the reference.
class TestDemoConversations : public QObject {
    Q_OBJECT

private slots:
    void init();
    void promptsHaveTheRecordedIds_data();
    void promptsHaveTheRecordedIds();
    void answersReadAsRecorded_data();
    void answersReadAsRecorded();

private:
    std::optional<Tokenizer> m_tokenizer;
};

void TestDemoConversations::init()
{
    QFETCH(bool, gguf);
    m_tokenizer = gguf ? ggufTokenizer(ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-Q8_0.gguf")
                       : jsonTokenizer(ALCOVE_RESOURCES_DIR "/demo-model/hf/tokenizer.json");
}

void TestDemoConversations::promptsHaveTheRecordedIds_data()
{
    QTest::addColumn<bool>("gguf");
    QTest::newRow("tokenizer.json") << false;
    QTest::newRow("GGUF") << true;
}

void TestDemoConversations::promptsHaveTheRecordedIds()
{
    int compared = 0;
    for (const Json &entry : recorded()["cases"]) {
        Json file = {{"messages", entry["messages"]}, {"enable_thinking", entry.value("think", false)}};
        file["tools"] = entry.value("tools", Json::array());
        const auto conversation = conversationFromJson(file, {});
        QVERIFY2(conversation, conversation ? "" : conversation.error().message().c_str());
        const auto prompt = renderPrompt(*conversation, *m_tokenizer);
        QVERIFY(prompt);
        const std::vector<TokenId> expected = entry["prompt_ids"];
        QCOMPARE(prompt->placeholderIds(m_tokenizer->control()),
            withoutExpansion(expected, m_tokenizer->control()));
        ++compared;
    }
    QCOMPARE(compared, 113);
}

void TestDemoConversations::answersReadAsRecorded_data()
{
    promptsHaveTheRecordedIds_data();
}

void TestDemoConversations::answersReadAsRecorded()
{
    int calls = 0;
    for (const Json &entry : recorded()["cases"]) {
        AnswerParser parser(*m_tokenizer, AnswerParser::Start::InText);
        AnswerDelta answer;
        const auto take = [&answer](const AnswerDelta &delta) {
            answer.text += delta.text;
            answer.thinking += delta.thinking;
            answer.toolCalls.insert(answer.toolCalls.end(), delta.toolCalls.begin(), delta.toolCalls.end());
        };
        for (const TokenId id : entry["greedy_ids"].get<std::vector<TokenId>>()) {
            if (id != m_tokenizer->control().closeTurn && id != m_tokenizer->control().openToolResponse)
                take(parser.push(id));
        }
        take(parser.finish());
        // The record leaves calls in the text.
        for (const ToolCall &call : answer.toolCalls) {
            QVERIFY(call.arguments.is_object());
            answer.text += "<|tool_call>" + call.raw + "<tool_call|>";
            ++calls;
        }
        QCOMPARE(answer.text, entry["text"].get<std::string>());
        QCOMPARE(answer.thinking, entry["thinking"].is_null() ? "" : entry["thinking"].get<std::string>());
    }
    QCOMPARE(calls, 2);
}

QTEST_APPLESS_MAIN(TestDemoConversations)
#include "tst_demo_conversations.moc"
