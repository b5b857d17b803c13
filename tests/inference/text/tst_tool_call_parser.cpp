#include "inference/text/chat_format.h"
#include "inference/text/tool_call_parser.h"
#include "tests/inference/text/vocabularies.h"
#include "tests/work_clock.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace alcove::inference;
using namespace std::string_literals;

namespace {

const Tokenizer &tokenizer()
{
    static const Tokenizer golden = goldenTokenizer();
    return golden;
}

ToolCall parse(const std::string &call)
{
    return parseToolCall(tokenizer().encode(call, ControlStrings::AsControl), tokenizer());
}

std::string repeated(std::string_view unit, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += unit;
    return text;
}

std::string randomText(std::mt19937 &random)
{
    static const std::vector<std::string> kBricks = {"a", " ", "\n", "{", "}", "[", "]", ",", ":", "\"", "\\",
        "'", "<|\"|>", "<tool_call|>", "call:f{}", "\u00e9", "\U0001f98a", "1", "null", "\t"};
    std::string text;
    for (unsigned i = 0; i < random() % 12; ++i)
        text += kBricks[random() % kBricks.size()];
    return text;
}

/// Nothing that the notation cannot say: keys are words, text holds no metaspace.
Json randomValue(std::mt19937 &random, int levels)
{
    Json value;
    switch (random() % (levels > 0 ? 8 : 6)) {
    case 0:
        return nullptr;
    case 1:
        return random() % 2 == 0;
    case 2:
        return int64_t(random()) - INT32_MAX;
    case 3:
        return double(random()) / 1000.0;
    case 4:
    case 5:
        return randomText(random);
    case 6:
        value = Json::array();
        for (unsigned i = 0; i < random() % 4; ++i)
            value.push_back(randomValue(random, levels - 1));
        return value;
    default:
        value = Json::object();
        for (unsigned i = 0; i < random() % 4; ++i)
            value["key-" + std::to_string(random() % 100) + "_\u00e4.b"] = randomValue(random, levels - 1);
        return value;
    }
}

} // namespace

/// The grammar of spec 6.6.
class TestToolCallParser : public QObject {
    Q_OBJECT

private slots:
    void callsAreRead_data();
    void callsAreRead();
    void whatIsNoCallStaysRaw_data();
    void whatIsNoCallStaysRaw();
    void quoteStringsTypedInTextAreText();
    void whatIsRenderedIsReadBack();
    void hostileCallsTakeNoLongerThanSeconds_data();
    void hostileCallsTakeNoLongerThanSeconds();
};

void TestToolCallParser::callsAreRead_data()
{
    QTest::addColumn<std::string>("call"); // with ' for the quote token
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("arguments");
    const auto row = [](const char *name, const char *call, const char *function, const char *arguments) {
        QTest::newRow(name) << std::string(call) << std::string(function) << std::string(arguments);
    };
    row("no arguments", "call:f{}", "f", "{}");
    row("name with signs", "call:my-tool_2.get{}", "my-tool_2.get", "{}");
    row("name with a colon", "call:server:get{}", "server:get", "{}");
    row("every kind", "call:f{a:'x',b:1,c:-2.5e3,d:true,e:false,f:null,g:[],h:{}}", "f",
        R"({"a":"x","b":1,"c":-2500.0,"d":true,"e":false,"f":null,"g":[],"h":{}})");
    row("nested", "call:f{a:{b:[{c:'d'},[1,[2]]],e:{}}}", "f", R"({"a":{"b":[{"c":"d"},[1,[2]]],"e":{}}})");
    row("any text between quotes", "call:f{a:'}],{b:\"c\":1\n\\',b:''}", "f",
        R"({"a":"}],{b:\"c\":1\n\\","b":""})");
    row("control tokens between quotes", "call:f{a:'x<|turn>y'}", "f", R"({"a":"x<|turn>y"})");
    row("quoted keys", "call:f{'a b':1,\"c,d\":2}", "f", R"({"a b":1,"c,d":2})");
    row("key with signs", "call:f{a-b_c.d:1,gr\u00f6\u00dfe:2}", "f", R"({"a-b_c.d":1,"gr\u00f6\u00dfe":2})");
    row("JSON strings", R"(call:f{a:"x \"y\" \u00e9\n",b:["}"]})", "f",
        R"({"a":"x \"y\" \u00e9\n","b":["}"]})");
    row("spaces everywhere", " call: f { a : 1 ,\n\tb : [ 'x' , 2 ] , c : { } } ", "f",
        R"({"a":1,"b":["x",2],"c":{}})");
    row("large numbers", "call:f{a:9223372036854775807,b:18446744073709551615}", "f",
        R"({"a":9223372036854775807,"b":18446744073709551615})");
}

void TestToolCallParser::callsAreRead()
{
    QFETCH(std::string, call);
    QFETCH(std::string, name);
    QFETCH(std::string, arguments);
    for (size_t quote; (quote = call.find('\'')) != std::string::npos;)
        call.replace(quote, 1, "<|\"|>");
    const ToolCall parsed = parse(call);
    QCOMPARE(parsed.name, name);
    QCOMPARE(parsed.arguments.dump(), Json::parse(arguments).dump());
    QCOMPARE(parsed.raw, call);
}

void TestToolCallParser::whatIsNoCallStaysRaw_data()
{
    QTest::addColumn<std::string>("call");
    const auto row = [](const char *name, const std::string &call) { QTest::newRow(name) << call; };
    row("nothing", "");
    row("only a name", "call:f");
    row("no start", "f{}");
    row("no name", "call:{}");
    row("two words as name", "call:f g{}");
    row("not closed", "call:f{a:1");
    row("list not closed", "call:f{a:[1}");
    row("text after it", "call:f{}x");
    row("quote after it", "call:f{}<|\"|>");
    row("bare text as value", "call:f{a:Bern}");
    row("Python's words", "call:f{a:True}");
    row("no value", "call:f{a:}");
    row("no key", "call:f{:1}");
    row("no colon", "call:f{a}");
    row("comma at the end", "call:f{a:1,}");
    row("comma at the end of a list", "call:f{a:[1,]}");
    row("string not closed", "call:f{a:<|\"|>b}");
    row("JSON string not closed", "call:f{a:\"b}");
    row("JSON string with a wrong escape", R"(call:f{a:"\x"})");
    row("JSON string through a quote token", "call:f{a:\"b<|\"|>c\"}");
    row("leading zeros", "call:f{a:007}");
    row("number out of range", "call:f{a:1e999}");
    row("the same key twice", "call:f{a:1,a:2}");
    row("too deep", "call:f{a:" + repeated("[", 64) + repeated("]", 64) + "}");
}

void TestToolCallParser::whatIsNoCallStaysRaw()
{
    QFETCH(std::string, call);
    const ToolCall parsed = parse(call);
    QVERIFY(parsed.arguments.is_null());
    QCOMPARE(parsed.raw, call);
}

void TestToolCallParser::quoteStringsTypedInTextAreText()
{
    // As typed text the string is many tokens, none of which is the quote.
    std::vector<TokenId> ids = tokenizer().encode("call:f{a:");
    ids.push_back(tokenizer().control().stringQuote);
    std::ranges::copy(tokenizer().encode("x<|\"|>,b:1"), std::back_inserter(ids));
    ids.push_back(tokenizer().control().stringQuote);
    std::ranges::copy(tokenizer().encode("}"), std::back_inserter(ids));
    QCOMPARE(parseToolCall(ids, tokenizer()).arguments, Json({{"a", "x<|\"|>,b:1"}}));
}

void TestToolCallParser::whatIsRenderedIsReadBack()
{
    std::mt19937 random(6);
    const ControlTokens &control = tokenizer().control();
    for (int round = 0; round < 500; ++round) {
        Json arguments = Json::object();
        for (unsigned i = 0; i < random() % 5; ++i)
            arguments["k" + std::to_string(i)] = randomValue(random, 4);
        Conversation conversation;
        conversation.messages.resize(1);
        conversation.messages[0].role = Role::Assistant;
        conversation.messages[0].toolCalls = {{.id = "1", .name = "tool", .arguments = arguments, .raw = {}}};
        const auto prompt = renderPrompt(conversation, tokenizer());
        QVERIFY(prompt);
        const std::vector<TokenId> ids = prompt->placeholderIds(control);
        const auto open = std::ranges::find(ids, control.openToolCall);
        const auto close = std::ranges::find(ids, control.closeToolCall);
        const ToolCall parsed = parseToolCall({open + 1, close}, tokenizer());
        QCOMPARE(parsed.name, "tool"s);
        // Unordered, because the rendering sorts the keys.
        QCOMPARE(nlohmann::json::parse(parsed.arguments.dump()), nlohmann::json::parse(arguments.dump()));
    }
}

void TestToolCallParser::hostileCallsTakeNoLongerThanSeconds_data()
{
    QTest::addColumn<std::string>("call");
    QTest::newRow("brackets") << "call:f{a:" + repeated("[", 30'000);
    QTest::newRow("braces") << "call:f" + repeated("{a:", 10'000);
    QTest::newRow("quotes") << "call:f{a:" + repeated("<|\"|>", 30'000);
    QTest::newRow("backslashes") << "call:f{a:\"" + repeated("\\", 30'000);
    QTest::newRow("digits") << "call:f{a:" + repeated("1", 30'000) + "}";
    QTest::newRow("spaces") << "call:f{a:" + repeated(" ", 30'000);
    std::string keys = "call:f{";
    for (int i = 0; i < 5'000; ++i)
        keys += "k" + std::to_string(i) + ":1,";
    QTest::newRow("keys") << keys + "z:1}";
}

void TestToolCallParser::hostileCallsTakeNoLongerThanSeconds()
{
    QFETCH(std::string, call);
    const alcove::test::WorkClock timer;
    const ToolCall parsed = parse(call);
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed()) + " ms"));
    QCOMPARE(parsed.raw, call);
}

QTEST_APPLESS_MAIN(TestToolCallParser)
#include "tst_tool_call_parser.moc"
