#include "inference/text/chat_format.h"
#include "inference/text/message_file.h"
#include "tests/inference/text/vocabularies.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <ranges>

using namespace alcove::inference;
using namespace std::string_literals;

namespace {

const Tokenizer &tokenizer()
{
    static const Tokenizer golden = goldenTokenizer();
    return golden;
}

Json recorded(const char *file)
{
    return Json::parse(std::ifstream(std::string(ALCOVE_GOLDEN_DIR "/") + file));
}

/// A golden case as a message file holds it.
Conversation conversationOf(const Json &entry)
{
    Json file = entry["options"];
    file["messages"] = entry["messages"];
    auto conversation = conversationFromJson(file, {});
    if (!conversation)
        qFatal("%s", conversation.error().message().c_str());
    return std::move(*conversation);
}

Message message(Role role, std::string text)
{
    Message made;
    made.role = role;
    made.content = std::move(text);
    return made;
}

Message callMessage(Json arguments, std::string id = "1")
{
    Message made;
    made.role = Role::Assistant;
    made.toolCalls.push_back(
        {.id = std::move(id), .name = "f", .arguments = std::move(arguments), .raw = {}});
    return made;
}

std::string render(const Conversation &conversation)
{
    const auto prompt = renderPrompt(conversation, tokenizer());
    return prompt ? prompt->text : "refused: " + prompt.error().message();
}

Json nested(int levels)
{
    Json value = 1;
    for (int i = 0; i < levels; ++i)
        value = Json::array({value});
    return value;
}

} // namespace

class TestChatFormat : public QObject {
    Q_OBJECT

private slots:
    void recordedConversationsRenderExactly();
    void recordedConversationsWithMediaRenderExactly();
    void picturesAndSoundsKnowTheirMessageAndPart();
    void typedControlStringsNeverBecomeControlTokens();
    void stablePrefixEndsBeforeTheGenerationPrompt_data();
    void stablePrefixEndsBeforeTheGenerationPrompt();
    void theNextTurnBeginsWithTheStablePrefix();
    void onlyThinkingAfterResultsStartsInThought();
    void thoughtsAreKeptAfterTheLastUserMessageOrWithCalls();
    void resultsFindTheirToolByIdThenByName();
    void picturesInAResultFollowItsBlock();
    void whatCannotBeRepresentedIsRefused_data();
    void whatCannotBeRepresentedIsRefused();
    void aVocabularyWithoutTheFormatsTokensIsRefused();
    void invalidBytesInAMessageBecomeReplacementCharacters();
};

void TestChatFormat::recordedConversationsRenderExactly()
{
    int compared = 0;
    const Json chats = recorded("chat.json");
    for (const Json &entry : chats["cases"]) {
        const std::string name = entry["name"];
        const auto prompt = renderPrompt(conversationOf(entry), tokenizer());
        QVERIFY2(prompt, name.c_str());
        QCOMPARE(prompt->text, entry["text"].get<std::string>());
        QVERIFY2(prompt->placeholderIds(tokenizer().control()) == entry["ids"].get<std::vector<TokenId>>(),
            name.c_str());
        ++compared;
    }
    QCOMPARE(compared, 29);
}

void TestChatFormat::recordedConversationsWithMediaRenderExactly()
{
    int compared = 0;
    const Json mixed = recorded("mixed.json");
    for (const Json &entry : mixed["cases"]) {
        const auto prompt = renderPrompt(conversationOf(entry), tokenizer());
        QVERIFY(prompt);
        QCOMPARE(prompt->text, entry["text"].get<std::string>());
        ++compared;
    }
    QCOMPARE(compared, 3);
}

void TestChatFormat::picturesAndSoundsKnowTheirMessageAndPart()
{
    Conversation conversation;
    conversation.messages.push_back(message(Role::User, "Hi"));
    conversation.messages.push_back(message(Role::Assistant, "Hi"));
    Message last;
    last.content = std::vector<Part>{TextPart{"a"}, ImagePart{}, AudioPart{}};
    conversation.messages.push_back(last);
    const auto prompt = renderPrompt(conversation, tokenizer());
    QVERIFY(prompt);
    std::vector<MediaSlot> found;
    for (const PromptToken &token : prompt->tokens) {
        if (const auto *slot = std::get_if<MediaSlot>(&token))
            found.push_back(*slot);
    }
    QCOMPARE(found.size(), size_t(2));
    QVERIFY(found[0].kind == MediaSlot::Kind::Image && found[0].message == 2 && found[0].part == 1);
    QVERIFY(found[1].kind == MediaSlot::Kind::Audio && found[1].message == 2 && found[1].part == 2);
}

void TestChatFormat::typedControlStringsNeverBecomeControlTokens()
{
    std::string everything;
    for (TokenId id = 0; id < tokenizer().vocabularySize(); ++id) {
        if (tokenizer().isControl(id))
            everything += tokenizer().bytesOf(id);
    }
    Conversation plain;
    plain.messages = {message(Role::System, "s"), message(Role::User, "u"), callMessage({{"k", "v"}}),
        message(Role::Tool, "t"), message(Role::Assistant, "a"), message(Role::User, "u")};
    plain.messages[3].toolCallId = "1";
    plain.messages[4].reasoning = "r";
    plain.tools = {Json::parse(R"({"function": {"name": "n", "description": "d"}})")};

    Conversation hostile = plain;
    for (Message &entry : hostile.messages) {
        if (auto *text = std::get_if<std::string>(&entry.content); text && entry.role != Role::Assistant)
            *text += everything;
    }
    hostile.messages[2].toolCalls[0].name += everything;
    hostile.messages[2].toolCalls[0].arguments = {{"k" + everything, "v" + everything}};
    hostile.tools[0]["function"]["name"] = "n" + everything;
    hostile.tools[0]["function"]["description"] = everything;

    const auto controlsOf = [](const Conversation &conversation) {
        std::vector<TokenId> ids;
        const auto prompt = renderPrompt(conversation, tokenizer());
        for (const TokenId id : prompt->placeholderIds(tokenizer().control())) {
            if (tokenizer().isControl(id))
                ids.push_back(id);
        }
        return ids;
    };
    QCOMPARE(controlsOf(hostile), controlsOf(plain));
}

void TestChatFormat::stablePrefixEndsBeforeTheGenerationPrompt_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<bool>("thinking");
    QTest::addColumn<std::string>("generationPrompt");
    const QByteArray question = R"([{"role": "user", "content": "x"}])";
    const QByteArray called = R"([{"role": "user", "content": "x"},
        {"role": "assistant", "tool_calls": [{"id": "1", "function": {"name": "f"}}]})";
    QTest::newRow("question") << question << false << "<|turn>model\n<|channel>thought\n<channel|>"s;
    QTest::newRow("question, thinking") << question << true << "<|turn>model\n"s;
    QTest::newRow("call") << called + "]" << false << ""s;
    const QByteArray result = called + R"(, {"role": "tool", "tool_call_id": "1", "content": "r"}])";
    QTest::newRow("result") << result << false << ""s;
    QTest::newRow("result, thinking") << result << true << "<|channel>thought\n"s;
}

void TestChatFormat::stablePrefixEndsBeforeTheGenerationPrompt()
{
    QFETCH(QByteArray, messages);
    QFETCH(bool, thinking);
    QFETCH(std::string, generationPrompt);
    auto conversation = conversationFromJson(Json::parse(messages.toStdString()), {});
    QVERIFY(conversation);
    conversation->enableThinking = thinking;
    const auto prompt = renderPrompt(*conversation, tokenizer());
    conversation->addGenerationPrompt = false;
    const auto without = renderPrompt(*conversation, tokenizer());
    QVERIFY(prompt && without);
    QCOMPARE(prompt->text, without->text + generationPrompt);
    QCOMPARE(prompt->stablePrefix, without->tokens.size());
    QCOMPARE(without->stablePrefix, without->tokens.size());
}

/// Spec 6.9: with thinking off the answer is read again, what stands before it is not.
void TestChatFormat::theNextTurnBeginsWithTheStablePrefix()
{
    Conversation conversation;
    conversation.messages = {message(Role::User, "1+1?")};
    const auto first = renderPrompt(conversation, tokenizer());
    conversation.messages.push_back(message(Role::Assistant, "2"));
    conversation.messages.push_back(message(Role::User, "And 3 more?"));
    const auto second = renderPrompt(conversation, tokenizer());
    QVERIFY(first && second);
    auto shared = first->placeholderIds(tokenizer().control());
    shared.resize(first->stablePrefix);
    const auto next = second->placeholderIds(tokenizer().control());
    QVERIFY(std::ranges::equal(next | std::views::take(shared.size()), shared));
    QVERIFY(second->stablePrefix > shared.size());
}

void TestChatFormat::onlyThinkingAfterResultsStartsInThought()
{
    Conversation conversation;
    conversation.messages = {message(Role::User, "x")};
    conversation.enableThinking = true;
    QVERIFY(!renderPrompt(conversation, tokenizer())->startsInThought);
    conversation.messages.push_back(callMessage(Json::object()));
    QVERIFY(!renderPrompt(conversation, tokenizer())->startsInThought);
    conversation.messages.push_back(message(Role::Tool, "r"));
    QVERIFY(renderPrompt(conversation, tokenizer())->startsInThought);
    conversation.enableThinking = false;
    QVERIFY(!renderPrompt(conversation, tokenizer())->startsInThought);
    conversation.enableThinking = true;
    conversation.addGenerationPrompt = false;
    QVERIFY(!renderPrompt(conversation, tokenizer())->startsInThought);
}

void TestChatFormat::thoughtsAreKeptAfterTheLastUserMessageOrWithCalls()
{
    Conversation conversation;
    conversation.messages = {message(Role::User, "x"), callMessage(Json::object()), message(Role::Tool, "r"),
        message(Role::Assistant, "a"), message(Role::User, "y")};
    conversation.messages[1].reasoning = "first";
    conversation.messages[3].reasoning = "second";
    QVERIFY(!render(conversation).contains("first"));
    conversation.preserveThinking = true;
    QVERIFY(render(conversation).contains("<|turn>model\n<|channel>thought\nfirst\n<channel|><|tool_call>"));
    QVERIFY(!render(conversation).contains("second"));
    conversation.preserveThinking = false;
    conversation.messages.pop_back();
    QVERIFY(render(conversation).contains("first"));
    QVERIFY(render(conversation).contains("<|channel>thought\nsecond\n<channel|>a"));
}

void TestChatFormat::resultsFindTheirToolByIdThenByName()
{
    Conversation conversation;
    conversation.messages = {
        message(Role::User, "x"), callMessage(Json::object(), "1"), message(Role::Tool, "r")};
    Message &result = conversation.messages[2];
    result.toolCallId = "1";
    result.name = "other";
    QVERIFY(render(conversation).contains("response:f{"));
    result.toolCallId = "2";
    QVERIFY(render(conversation).contains("response:other{"));
    result.name.clear();
    QVERIFY(render(conversation).contains("response:unknown{"));
    result.toolCallId.clear();
    QVERIFY(render(conversation).contains("response:unknown{"));
    conversation.messages[1].toolCalls[0].id.clear();
    QVERIFY(render(conversation).contains("response:f{"));
}

void TestChatFormat::picturesInAResultFollowItsBlock()
{
    Conversation conversation;
    conversation.messages = {message(Role::User, "x"), callMessage(Json::object()), message(Role::Tool, "")};
    conversation.messages[2].content =
        std::vector<Part>{TextPart{" a "}, ImagePart{}, TextPart{"b\n"}, AudioPart{}};
    QVERIFY(render(conversation).ends_with("{value:<|\"|> a b\n<|\"|>}<tool_response|><|image|><|audio|>"));
}

void TestChatFormat::whatCannotBeRepresentedIsRefused_data()
{
    QTest::addColumn<Conversation>("conversation");
    QTest::addColumn<std::string>("named");
    const Message question = message(Role::User, "x");
    const auto row = [](const char *name, std::vector<Message> messages, std::string named) {
        Conversation conversation;
        conversation.messages = std::move(messages);
        QTest::newRow(name) << conversation << named;
    };
    row("arguments that are text", {question, callMessage("{}")}, "“f” in message 2");
    row("arguments that were never read", {question, callMessage(nullptr)}, "“f” in message 2");
    row("arguments nested without end", {question, callMessage({{"a", nested(100)}})}, "message 2");
    row("a result at the start", {message(Role::Tool, "r")}, "Message 1");
    row("a result that nobody asked for", {question, message(Role::Assistant, "a"), message(Role::Tool, "r")},
        "Message 3");
    row("a result after the next question", {callMessage(Json::object()), question, message(Role::Tool, "r")},
        "Message 3");

    Message object = question;
    object.content.emplace<Json>(Json::object());
    row("a user's object", {question, object}, "message 2");
    Message list = message(Role::Tool, "");
    list.content.emplace<Json>(Json::array());
    row("a result that is a list", {callMessage(Json::object()), list}, "message 2");
    list.content.emplace<Json>(Json{{"a", nested(100)}});
    row("a result nested without end", {callMessage(Json::object()), list}, "message 2");
    Message picture = message(Role::System, "");
    picture.content = std::vector<Part>{ImagePart{}};
    row("a picture in the system message", {picture}, "system");
    Message calling = question;
    calling.toolCalls.push_back({});
    row("a user who calls tools", {calling}, "Message 1");

    Conversation tools;
    tools.tools = {Json{{"function", {{"name", "f"}}}}, Json{{"name", "f"}}};
    QTest::newRow("a tool without its wrapping") << tools << "Tool 2"s;
    tools.tools = {Json{{"function", {{"name", 5}}}}};
    QTest::newRow("a tool without a name") << tools << "Tool 1"s;
    tools.tools = {Json{{"function", {{"name", "f"}, {"parameters", nested(100)}}}}};
    QTest::newRow("a tool nested without end") << tools << "Tool 1"s;
}

void TestChatFormat::whatCannotBeRepresentedIsRefused()
{
    QFETCH(Conversation, conversation);
    QFETCH(std::string, named);
    const auto prompt = renderPrompt(conversation, tokenizer());
    QVERIFY(!prompt);
    QVERIFY2(prompt.error().what.contains(named), prompt.error().what.c_str());
    QVERIFY(!prompt.error().remedy.empty());
}

void TestChatFormat::aVocabularyWithoutTheFormatsTokensIsRefused()
{
    const Tokenizer bare = tokenizerOf(smallVocabulary({"<bos>", "<|turn>", "a"}));
    Conversation conversation;
    conversation.messages = {message(Role::User, "a")};
    const auto prompt = renderPrompt(conversation, bare);
    QVERIFY(!prompt);
    QVERIFY(prompt.error().what.contains("channel|>"));
}

void TestChatFormat::invalidBytesInAMessageBecomeReplacementCharacters()
{
    Conversation conversation;
    conversation.addGenerationPrompt = false;
    conversation.messages = {message(Role::User, "a\xFF\xC3")};
    QCOMPARE(render(conversation), "<bos><|turn>user\na\uFFFD\uFFFD<turn|>\n"s);
}

QTEST_APPLESS_MAIN(TestChatFormat)
#include "tst_chat_format.moc"
