#include "inference/text/answer_parser.h"
#include "inference/text/chat_format.h"
#include "tests/inference/text/vocabularies.h"

#include <QTest>

#include <random>

using namespace alcove::inference;
using namespace std::string_literals;

namespace {

const Tokenizer &tokenizer()
{
    static const Tokenizer golden = goldenTokenizer();
    return golden;
}

struct Parsed {
    std::string text;
    std::string thinking;
    std::vector<ToolCall> calls;
    bool endedInThought = false;
};

void add(Parsed &parsed, AnswerDelta delta)
{
    parsed.text += delta.text;
    parsed.thinking += delta.thinking;
    std::ranges::move(delta.toolCalls, std::back_inserter(parsed.calls));
}

Parsed parse(const std::vector<TokenId> &ids, AnswerParser::Start start = AnswerParser::Start::InText)
{
    AnswerParser parser(tokenizer(), start);
    Parsed parsed;
    for (const TokenId id : ids)
        add(parsed, parser.push(id));
    parsed.endedInThought = parser.inThought();
    add(parsed, parser.finish());
    return parsed;
}

/// The answer as the model's tokens; control strings are meant.
Parsed parse(const std::string &answer, AnswerParser::Start start = AnswerParser::Start::InText)
{
    return parse(tokenizer().encode(answer, ControlStrings::AsControl), start);
}

std::vector<TokenId> bytePieces(std::string_view bytes)
{
    std::vector<TokenId> ids;
    const TokenId first = tokenizer().encode("\0"s).front();
    for (const char byte : bytes)
        ids.push_back(first + TokenId(uint8_t(byte)));
    return ids;
}

} // namespace

class TestAnswerParser : public QObject {
    Q_OBJECT

private slots:
    void answersAreSplitIntoTextAndThought_data();
    void answersAreSplitIntoTextAndThought();
    void callsAreFoundAnywhere();
    void aCallThatNeverClosesIsReportedRaw();
    void aCallThatOpensInACallEndsTheFirstOne();
    void anEndlessCallIsGivenUp();
    void charactersComeWhole();
    void halfCharactersStayOnTheirSideOfAControlToken();
    void aThoughtGoesBackIntoThePromptAsItCame();
    void everyDeltaIsValidOnRandomTokens();
};

void TestAnswerParser::answersAreSplitIntoTextAndThought_data()
{
    using Start = AnswerParser::Start;
    QTest::addColumn<std::string>("answer");
    QTest::addColumn<Start>("start");
    QTest::addColumn<std::string>("thinking");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("endsInThought");
    const auto row = [](const char *name, const char *answer, const char *thinking, const char *text,
                         bool open = false, Start start = Start::InText) {
        QTest::newRow(name) << std::string(answer) << start << std::string(thinking) << std::string(text)
                            << open;
    };
    row("text alone", "Hello.\nBye.\n", "", "Hello.\nBye.\n");
    row("thought, text", "<|channel>thought\nadd them\n<channel|>4", "add them", "4");
    row("empty thought", "<|channel>thought\n<channel|>4", "", "4");
    row("empty thought without line feed", "<|channel>thought<channel|>4", "", "4");
    row("nothing in the channel", "<|channel><channel|>4", "", "4");
    row("line feeds inside stay, one at the end goes", "<|channel>thought\n\na\n\nb\n\n<channel|>4",
        "\na\n\nb\n", "4");
    row("unknown channel is thought", "<|channel>final\nabc<channel|>4", "abc", "4");
    row("no channel name", "<|channel>I add both numbers.\nThen 4<channel|>4", "I add both numbers.\nThen 4",
        "4");
    row("no line feed at all", "<|channel>I add<channel|>4", "I add", "4");
    row("a name without end",
        "<|channel>abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz<channel|>4",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "4");
    row("never closed", "<|channel>thought\nadd\n", "add\n", "", true);
    row("ends in the name", "<|channel>thou", "thou", "", true);
    row("ends after the name", "<|channel>thought", "", "", true);
    row("two thoughts", "a<|channel>thought\nb\n<channel|>c<|channel>thought\nd<channel|>e", "bd", "ace");
    row("channel opens in a channel", "<|channel>thought\na\n<|channel>thought\nb<channel|>c", "a\nb", "c");
    row("stray end of channel", "a<channel|>b<channel|>", "", "ab");
    row("other control tokens", "a<|turn>b<tool_call|>c<|\"|>d<pad>e<|image|>f", "", "abcdef");
    row("prompt opened the thought", "add\n<channel|>4", "add", "4", false, Start::InThought);
    row("prompt opened the thought, never closed", "add", "add", "", true, Start::InThought);
}

void TestAnswerParser::answersAreSplitIntoTextAndThought()
{
    QFETCH(std::string, answer);
    QFETCH(AnswerParser::Start, start);
    QFETCH(std::string, thinking);
    QFETCH(std::string, text);
    QFETCH(bool, endsInThought);
    const Parsed parsed = parse(answer, start);
    QCOMPARE(parsed.thinking, thinking);
    QCOMPARE(parsed.text, text);
    QCOMPARE(parsed.endedInThought, endsInThought);
    QVERIFY(parsed.calls.empty());
}

void TestAnswerParser::callsAreFoundAnywhere()
{
    const Parsed parsed =
        parse("<|channel>thought\nhm <|tool_call>call:a{}<tool_call|>yes\n<channel|>I look."
              "<|tool_call>call:b{x:<|\"|>1<|\"|>}<tool_call|><|tool_call>call:c{y:2}<tool_call|> So.");
    QCOMPARE(parsed.thinking, "hm yes"s);
    QCOMPARE(parsed.text, "I look. So."s);
    QCOMPARE(parsed.calls.size(), size_t(3));
    QCOMPARE(parsed.calls[0].name, "a"s);
    QCOMPARE(parsed.calls[1].name, "b"s);
    QCOMPARE(parsed.calls[1].arguments, Json({{"x", "1"}}));
    QCOMPARE(parsed.calls[2].arguments, Json({{"y", 2}}));
    QCOMPARE(parsed.calls[2].raw, "call:c{y:2}"s);
}

void TestAnswerParser::aCallThatNeverClosesIsReportedRaw()
{
    const Parsed parsed = parse("Well.<|tool_call>call:f{a:<|\"|>b<|\"|>}");
    QCOMPARE(parsed.text, "Well."s);
    QCOMPARE(parsed.calls.size(), size_t(1));
    QCOMPARE(parsed.calls[0].raw, "call:f{a:<|\"|>b<|\"|>}"s);
    QVERIFY(parsed.calls[0].arguments.is_null());
}

void TestAnswerParser::aCallThatOpensInACallEndsTheFirstOne()
{
    const Parsed parsed = parse("<|tool_call>call:f{a:<|tool_call>call:g{}<tool_call|>");
    QCOMPARE(parsed.calls.size(), size_t(2));
    QVERIFY(parsed.calls[0].arguments.is_null());
    QCOMPARE(parsed.calls[0].raw, "call:f{a:"s);
    QCOMPARE(parsed.calls[1].name, "g"s);
    QVERIFY(parsed.calls[1].arguments.is_object());
}

void TestAnswerParser::anEndlessCallIsGivenUp()
{
    std::vector<TokenId> ids = {tokenizer().control().openToolCall};
    ids.insert(ids.end(), 40'000, tokenizer().encode("a").front());
    ids.push_back(tokenizer().control().closeToolCall);
    const Parsed parsed = parse(ids);
    QCOMPARE(parsed.calls.size(), size_t(1));
    QVERIFY(parsed.calls[0].arguments.is_null());
    QCOMPARE(parsed.calls[0].raw.size() + parsed.text.size(), size_t(40'000));
}

void TestAnswerParser::charactersComeWhole()
{
    AnswerParser parser(tokenizer(), AnswerParser::Start::InText);
    std::vector<std::string> deltas;
    for (const TokenId id : bytePieces("\U0001f98a\xF0\x9F"))
        deltas.push_back(parser.push(id).text);
    QCOMPARE(deltas, std::vector<std::string>({"", "", "", "\U0001f98a", "", ""}));
    QCOMPARE(parser.finish().text, "\uFFFD\uFFFD"s);
}

void TestAnswerParser::halfCharactersStayOnTheirSideOfAControlToken()
{
    std::vector<TokenId> ids = tokenizer().encode("<|channel>thought\na", ControlStrings::AsControl);
    for (const TokenId id : bytePieces("\xC3"))
        ids.push_back(id);
    ids.push_back(tokenizer().control().closeChannel);
    for (const TokenId id : bytePieces("\xA9"))
        ids.push_back(id);
    const Parsed parsed = parse(ids);
    QCOMPARE(parsed.thinking, "a\uFFFD"s);
    QCOMPARE(parsed.text, "\uFFFD"s);
}

/// What the model wrote and what the next prompt says must be the same tokens, or the cache is lost.
void TestAnswerParser::aThoughtGoesBackIntoThePromptAsItCame()
{
    for (const std::string &thought : {"add"s, "add\n"s, "a\n\nb\n\n"s, " x "s}) {
        const std::string written =
            "<|channel>thought\n" + thought + "\n<channel|><|tool_call>call:f{}<tool_call|>";
        const Parsed parsed = parse(written);
        Conversation conversation;
        conversation.messages.resize(2);
        conversation.messages[1].role = Role::Assistant;
        conversation.messages[1].reasoning = parsed.thinking;
        conversation.messages[1].toolCalls = parsed.calls;
        const auto prompt = renderPrompt(conversation, tokenizer());
        QVERIFY(prompt);
        QVERIFY(prompt->text.ends_with("<|turn>model\n" + written + "<|tool_response>"));
    }
}

void TestAnswerParser::everyDeltaIsValidOnRandomTokens()
{
    std::mt19937 random(4);
    const ControlTokens &control = tokenizer().control();
    const std::vector<TokenId> structure = {control.openChannel, control.closeChannel, control.openToolCall,
        control.closeToolCall, control.stringQuote};
    for (int round = 0; round < 500; ++round) {
        AnswerParser parser(tokenizer(), AnswerParser::Start::InText);
        for (int i = 0; i < 80; ++i) {
            const bool structural = random() % 4 == 0;
            const TokenId id = structural ? structure[random() % structure.size()] : TokenId(random() % 1280);
            const AnswerDelta delta = parser.push(id);
            QCOMPARE(validUtf8(delta.text), delta.text);
            QCOMPARE(validUtf8(delta.thinking), delta.thinking);
        }
        const AnswerDelta rest = parser.finish();
        QCOMPARE(validUtf8(rest.text), rest.text);
        QVERIFY(parser.finish().text.empty() && parser.finish().toolCalls.empty());
    }
}

QTEST_APPLESS_MAIN(TestAnswerParser)
#include "tst_answer_parser.moc"
