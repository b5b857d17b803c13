#include "inference/text/json_text.h"
#include "inference/text/message_file.h"
#include "tests/work_clock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace alcove::inference;
using namespace std::string_literals;

namespace {

std::string repeated(std::string_view unit, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += unit;
    return text;
}

std::string textOf(const Message &message)
{
    return std::get<std::string>(message.content);
}

} // namespace

/// Message files (design 4).
class TestMessageFile : public QObject {
    Q_OBJECT

private slots:
    void aListOfMessagesIsRead();
    void anObjectCarriesToolsAndOptions();
    void optionsHaveTheirDefaults();
    void otherWordsForRolesAreUnderstood();
    void partsKeepTheirOrderAndPathsStartAtTheFolder();
    void callsAndResultsAreRead();
    void resultsInsideTheCallingMessageBecomeMessages();
    void anAssistantThatCallsNeedsNoContent();
    void wrongEntriesAreNamed_data();
    void wrongEntriesAreNamed();
    void aFileIsReadWithItsFolder();
    void wrongFilesAreNamed_data();
    void wrongFilesAreNamed();
    void hostileJsonIsRefusedQuickly_data();
    void hostileJsonIsRefusedQuickly();
};

void TestMessageFile::aListOfMessagesIsRead()
{
    const auto conversation = conversationFromJson(Json::parse(R"([{"role": "system", "content": "s"},
        {"role": "user", "content": " u "}, {"role": "assistant", "content": "a", "reasoning": "r"}])"),
        {});
    QVERIFY(conversation);
    const std::vector<Message> &messages = conversation->messages;
    QCOMPARE(messages.size(), size_t(3));
    QVERIFY(messages[0].role == Role::System && messages[1].role == Role::User);
    QVERIFY(messages[2].role == Role::Assistant);
    QCOMPARE(textOf(messages[1]), " u "s);
    QCOMPARE(messages[2].reasoning, "r"s);
}

void TestMessageFile::anObjectCarriesToolsAndOptions()
{
    const auto conversation =
        conversationFromJson(Json::parse(R"({"messages": [{"role": "user", "content": "u"}],
        "tools": [{"type": "function", "function": {"name": "f"}}], "enable_thinking": true,
        "add_generation_prompt": false, "preserve_thinking": true, "image_tokens": 560})"),
            {});
    QVERIFY(conversation);
    QCOMPARE(conversation->tools.size(), size_t(1));
    QVERIFY(
        conversation->enableThinking && conversation->preserveThinking && !conversation->addGenerationPrompt);
    QCOMPARE(conversation->imageTokens, 560);
}

void TestMessageFile::optionsHaveTheirDefaults()
{
    const auto conversation = conversationFromJson(
        Json::parse(R"({"messages": [{"role": "user", "content": "u"}], "tools": null})"), {});
    QVERIFY(conversation);
    QVERIFY(!conversation->enableThinking && !conversation->preserveThinking &&
            conversation->addGenerationPrompt);
    QCOMPARE(conversation->imageTokens, 0);
    QVERIFY(conversation->tools.empty());
}

void TestMessageFile::otherWordsForRolesAreUnderstood()
{
    const auto developer = messageFromJson(Json::parse(R"({"role": "developer", "content": "x"})"), {});
    const auto model = messageFromJson(Json::parse(R"({"role": "model", "content": "x"})"), {});
    QVERIFY(developer && developer->role == Role::System);
    QVERIFY(model && model->role == Role::Assistant);
}

void TestMessageFile::partsKeepTheirOrderAndPathsStartAtTheFolder()
{
    const auto message =
        messageFromJson(Json::parse(R"({"role": "user", "content": [{"type": "text", "text": "t"},
        {"type": "image", "path": "a/\u00e4.png"}, {"type": "audio", "path": "/b.wav"}, {"type": "image"}]})"),
            "folder");
    QVERIFY(message);
    const auto &parts = std::get<std::vector<Part>>(message->content);
    QCOMPARE(parts.size(), size_t(4));
    QCOMPARE(std::get<TextPart>(parts[0]).text, "t"s);
    QCOMPARE(std::get<ImagePart>(parts[1]).path, std::filesystem::path(u8"folder/a/\u00e4.png"));
    QCOMPARE(std::get<AudioPart>(parts[2]).path, std::filesystem::path("/b.wav"));
    QVERIFY(std::get<ImagePart>(parts[3]).path.empty());
}

void TestMessageFile::callsAndResultsAreRead()
{
    const auto call = messageFromJson(Json::parse(R"({"role": "assistant", "content": null, "tool_calls": [
        {"id": "c", "type": "function", "function": {"name": "f", "arguments": {"z": 1, "a": {"b": null}}}},
        {"function": {"name": "g"}}]})"),
        {});
    QVERIFY(call);
    QCOMPARE(call->toolCalls.size(), size_t(2));
    QCOMPARE(call->toolCalls[0].id, "c"s);
    QCOMPARE(call->toolCalls[0].arguments.dump(), R"({"z":1,"a":{"b":null}})"s);
    QCOMPARE(call->toolCalls[1].name, "g"s);
    QCOMPARE(call->toolCalls[1].arguments, Json::object());

    const auto text = messageFromJson(
        Json::parse(R"({"role": "tool", "tool_call_id": "c", "name": "f", "content": "{}"})"), {});
    QVERIFY(text);
    QCOMPARE(text->toolCallId, "c"s);
    QCOMPARE(text->name, "f"s);
    QCOMPARE(textOf(*text), "{}"s);
    const auto object = messageFromJson(Json::parse(R"({"role": "tool", "content": {"t": 3}})"), {});
    QVERIFY(object);
    QCOMPARE(std::get<Json>(object->content), Json({{"t", 3}}));
}

void TestMessageFile::resultsInsideTheCallingMessageBecomeMessages()
{
    const Json entry = Json::parse(R"({"role": "assistant", "tool_calls": [{"function": {"name": "f"}}],
        "tool_responses": [{"name": "f", "response": {"t": 3}}, {"name": "g", "response": "text"}]})");
    const auto conversation = conversationFromJson(Json::array({entry}), {});
    QVERIFY(conversation);
    const std::vector<Message> &messages = conversation->messages;
    QCOMPARE(messages.size(), size_t(3));
    QVERIFY(messages[1].role == Role::Tool && messages[2].role == Role::Tool);
    QCOMPARE(messages[1].name, "f"s);
    QCOMPARE(std::get<Json>(messages[1].content), Json({{"t", 3}}));
    QCOMPARE(textOf(messages[2]), "text"s);
    QVERIFY(!messageFromJson(entry, {}));
}

void TestMessageFile::anAssistantThatCallsNeedsNoContent()
{
    const auto message = messageFromJson(
        Json::parse(R"({"role": "assistant", "tool_calls": [{"function": {"name": "f"}}]})"), {});
    QVERIFY(message);
    QCOMPARE(textOf(*message), ""s);
}

void TestMessageFile::wrongEntriesAreNamed_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("what");
    QTest::addColumn<std::string>("remedy");
    const auto row = [](const char *name, const char *json, const char *what, const char *remedy) {
        QTest::newRow(name) << std::string(json) << std::string(what) << std::string(remedy);
    };
    row("no list", R"({"message": []})", "no list of messages", "messages");
    row("empty list", "[]", "no list of messages", "messages");
    row("a number", "7", "no list of messages", "messages");
    row("unknown option", R"({"messages": [{"role": "user", "content": "x"}], "enable_thinkng": true})",
        "“enable_thinkng” is unknown", "enable_thinking");
    row("switch that is text",
        R"({"messages": [{"role": "user", "content": "x"}], "enable_thinking": "yes"})", "“enable_thinking”",
        "true or false");
    row("odd picture size", R"({"messages": [{"role": "user", "content": "x"}], "image_tokens": 100})",
        "“image_tokens”", "70, 140");
    row("tools that are no list", R"({"messages": [{"role": "user", "content": "x"}], "tools": {}})",
        "“tools”", "list");
    row("a tool without wrapping",
        R"({"messages": [{"role": "user", "content": "x"}], "tools": [{"name": "f"}]})", "Tool 1",
        "function");
    row("entry that is text", R"([{"role": "user", "content": "x"}, "y"])", "Message 2: It is text",
        "object");
    row("no role", R"([{"content": "x"}])", "Message 1: It has no “role”", "“user”");
    row("unknown role", R"([{"role": "robot", "content": "x"}])", "The role “robot” is unknown", "“tool”");
    row("role that is a number", R"([{"role": 3, "content": "x"}])", "“role” is a number", "text");
    row("no content", R"([{"role": "user"}])", "no “content”", "content");
    row("content that is a number", R"([{"role": "user", "content": 3}])", "“content” is a number", "text");
    row("a user's object", R"([{"role": "user", "content": {"text": "x"}}])", "“content” is an object",
        "list of parts");
    row("part that is text", R"([{"role": "user", "content": ["x"]}])", "Message 1: Part 1: It is text",
        "path");
    row("unknown part",
        R"([{"role": "user", "content": [{"type": "text", "text": "x"}, {"type": "video"}]}])",
        "Part 2: The type “video” is unknown", "path");
    row("text part without text", R"([{"role": "user", "content": [{"type": "text"}]}])", "no “text”",
        "text");
    row("empty path", R"([{"role": "user", "content": [{"type": "image", "path": ""}]}])", "names no file",
        "leave");
    row("path with a zero byte", R"([{"role": "user", "content": [{"type": "image", "path": "a\u0000b"}]}])",
        "names no file", "path");
    row("arguments as JSON text",
        R"([{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "{\"a\": 1}"}}]}])",
        "Tool call 1: The arguments of “f” are text", "object");
    row("arguments as a list",
        R"([{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": [1]}}]}])",
        "The arguments of “f” are a list", "object");
    row("call without function", R"([{"role": "assistant", "tool_calls": [{"name": "f"}]}])", "Tool call 1",
        "function");
    row("call without name", R"([{"role": "assistant", "tool_calls": [{"function": {}}]}])", "no “name”",
        "name");
    row("calls that are no list", R"([{"role": "assistant", "tool_calls": {}}])",
        "“tool_calls” are an object", "list");
    row("a user who calls", R"([{"role": "user", "content": "x", "tool_calls": []}])", "“tool_calls”",
        "assistant");
    row("responses without calls", R"([{"role": "assistant", "content": "x", "tool_responses": []}])",
        "“tool_responses”", "calls");
    row("response that is a number",
        R"([{"role": "assistant", "tool_calls": [{"function": {"name": "f"}}], "tool_responses": [{"response": 1}]}])",
        "Tool response 1", "response");
}

void TestMessageFile::wrongEntriesAreNamed()
{
    QFETCH(std::string, json);
    QFETCH(std::string, what);
    QFETCH(std::string, remedy);
    const auto conversation = conversationFromJson(Json::parse(json), {});
    QVERIFY(!conversation);
    QVERIFY2(conversation.error().what.contains(what), conversation.error().what.c_str());
    QVERIFY2(conversation.error().remedy.contains(remedy), conversation.error().remedy.c_str());
}

void TestMessageFile::aFileIsReadWithItsFolder()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("chat.json").toStdString();
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "\xEF\xBB\xBF[{\"role\": \"user\", \"content\": [{\"type\": \"image\", \"path\": \"a.png\"}]}]\n");
    file.close();
    const auto conversation = readMessageFile(path);
    QVERIFY(conversation);
    const auto &parts = std::get<std::vector<Part>>(conversation->messages[0].content);
    QCOMPARE(std::get<ImagePart>(parts[0]).path, path.parent_path() / "a.png");
}

void TestMessageFile::wrongFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<std::string>("what");
    QTest::newRow("empty") << QByteArray() << "Line 1 is no valid JSON"s;
    QTest::newRow("comma at the end")
        << QByteArray("[\n{\"role\": \"user\",\n}]") << "Line 3 is no valid JSON"s;
    QTest::newRow("cut") << QByteArray("[{\"role\": \"us") << "Line 1"s;
    QTest::newRow("invalid UTF-8") << QByteArray("[\n\"\xC3\"]") << "Line 2"s;
    QTest::newRow("number out of range") << QByteArray("[1e999]") << "out of range"s;
    QTest::newRow("wrong entry") << QByteArray("[{}]") << "Message 1"s;
    QTest::newRow("huge") << QByteArray(17 << 20, ' ') << "larger than 16 MB"s;
}

void TestMessageFile::wrongFilesAreNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(std::string, what);
    QTemporaryDir folder;
    QFile file(folder.filePath("chat.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto conversation = readMessageFile(file.fileName().toStdString());
    QVERIFY(!conversation);
    QVERIFY2(conversation.error().what.contains("“chat.json”"), conversation.error().what.c_str());
    QVERIFY2(conversation.error().what.contains(what), conversation.error().what.c_str());
    QVERIFY(!conversation.error().remedy.empty());

    const auto missing = readMessageFile(folder.filePath("none.json").toStdString());
    QVERIFY(!missing && missing.error().what.contains("none.json"));
    QVERIFY(!readMessageFile(folder.path().toStdString()));
}

void TestMessageFile::hostileJsonIsRefusedQuickly_data()
{
    QTest::addColumn<std::string>("json");
    QTest::newRow("a million lists in each other") << repeated("[", 1'000'000);
    QTest::newRow("a million objects in each other") << repeated("{\"a\":", 1'000'000);
    QTest::newRow("closed again") << repeated("[", 1'000'000) + repeated("]", 1'000'000);
    std::string keys = "{";
    for (int i = 0; i < 200'000; ++i)
        keys += "\"k" + std::to_string(i) + "\":1,";
    QTest::newRow("an object of many keys") << keys + "\"z\":1}";
}

void TestMessageFile::hostileJsonIsRefusedQuickly()
{
    QFETCH(std::string, json);
    const alcove::test::WorkClock timer;
    const auto parsed = parseJson(json);
    QVERIFY(!parsed);
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed()) + " ms"));
}

QTEST_APPLESS_MAIN(TestMessageFile)
#include "tst_message_file.moc"
