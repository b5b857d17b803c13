#include "inference/text/chat_format.h"
#include "inference/text/message_file.h"
#include "tests/inference/text/vocabularies.h"

#include <QTest>

using namespace alcove::inference;
using namespace std::string_literals;

/// The examples of spec 6.10: a message file, and the prompt as a JSON string.
class TestChatExamples : public QObject {
    Q_OBJECT

private slots:
    void promptIsExactlyTheExample_data();
    void promptIsExactlyTheExample();
};

void TestChatExamples::promptIsExactlyTheExample_data()
{
    QTest::addColumn<std::string>("file");
    QTest::addColumn<std::string>("prompt");
    QTest::newRow("space around is cut")
        << R"json({"messages":[{"role":"user","content":" Hi \n"}]})json"
           ""s
        << R"json("<bos><|turn>user\nHi<turn|>\n<|turn>model\n<|channel>thought\n<channel|>")json"
           ""s;
    QTest::newRow("thinking")
        << R"json({"messages":[{"role":"user","content":"Hi"}],"enable_thinking":true})json"
           ""s
        << R"json("<bos><|turn>system\n<|think|>\n<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n")json"
           ""s;
    QTest::newRow("system")
        << R"json({"messages":[{"role":"system","content":"Be brief. "},{"role":"user","content":"Hi"}]})json"
           ""s
        << R"json("<bos><|turn>system\nBe brief.<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n<|channel>thoug)json"
           R"json(ht\n<channel|>")json"
           ""s;
    QTest::newRow("system and thinking")
        << R"json({"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}],"enable)json"
           R"json(_thinking":true})json"
           ""s
        << R"json("<bos><|turn>system\n<|think|>\nBe brief.<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n")json"
           ""s;
    QTest::newRow("old thought in the text")
        << R"json({"messages":[{"role":"user","content":"1+1?"},{"role":"assistant","content":"<|channel>thoug)json"
           R"json(ht\nadd<channel|>2"},{"role":"user","content":"and 3?"}]})json"
           ""s
        << R"json("<bos><|turn>user\n1+1?<turn|>\n<|turn>model\n2<turn|>\n<|turn>user\nand 3?<turn|>\n<|turn>m)json"
           R"json(odel\n<|channel>thought\n<channel|>")json"
           ""s;
    QTest::newRow("old thought as reasoning")
        << R"json({"messages":[{"role":"user","content":"1+1?"},{"role":"assistant","content":"2","reasoning":)json"
           R"json("add"},{"role":"user","content":"and 3?"}],"enable_thinking":true})json"
           ""s
        << R"json("<bos><|turn>system\n<|think|>\n<turn|>\n<|turn>user\n1+1?<turn|>\n<|turn>model\n2<turn|>\n<)json"
           R"json(|turn>user\nand 3?<turn|>\n<|turn>model\n")json"
           ""s;
    QTest::newRow("no generation prompt")
        << R"json({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"add_generati)json"
           R"json(on_prompt":false})json"
           ""s
        << R"json("<bos><|turn>user\na<turn|>\n<|turn>model\nb<turn|>\n")json"
           ""s;
    QTest::newRow("picture, text")
        << R"json({"messages":[{"role":"user","content":[{"type":"image"},{"type":"text","text":"What is this?)json"
           R"json("}]}]})json"
           ""s
        << R"json("<bos><|turn>user\n<|image|>What is this?<turn|>\n<|turn>model\n<|channel>thought\n<channel|)json"
           R"json(>")json"
           ""s;
    QTest::newRow("text, sound")
        << R"json({"messages":[{"role":"user","content":[{"type":"text","text":"Write down the words."},{"type)json"
           R"json(":"audio"}]}]})json"
           ""s
        << R"json("<bos><|turn>user\nWrite down the words.<|audio|><turn|>\n<|turn>model\n<|channel>thought\n<)json"
           R"json(channel|>")json"
           ""s;
    QTest::newRow("text and pictures in turn")
        << R"json({"messages":[{"role":"user","content":[{"type":"text","text":"First: "},{"type":"image"},{"t)json"
           R"json(ype":"text","text":" second: "},{"type":"image"}]}]})json"
           ""s
        << R"json("<bos><|turn>user\nFirst:<|image|>second:<|image|><turn|>\n<|turn>model\n<|channel>thought\n)json"
           R"json(<channel|>")json"
           ""s;
    QTest::newRow("a tool")
        << R"json({"messages":[{"role":"user","content":"Weather in Bern?"}],"tools":[{"type":"function","func)json"
           R"json(tion":{"name":"get_weather","description":"Weather now","parameters":{"type":"object","prope)json"
           R"json(rties":{"city":{"type":"string","description":"City name"},"unit":{"type":"string","enum":[")json"
           R"json(c","f"]},"days":{"type":"integer","nullable":true}},"required":["city"]}}}]})json"
           ""s
        << R"json("<bos><|turn>system\n<|tool>declaration:get_weather{description:<|\"|>Weather now<|\"|>,para)json"
           R"json(meters:{properties:{city:{description:<|\"|>City name<|\"|>,type:<|\"|>STRING<|\"|>},days:{n)json"
           R"json(ullable:true,type:<|\"|>INTEGER<|\"|>},unit:{enum:[<|\"|>c<|\"|>,<|\"|>f<|\"|>],type:<|\"|>S)json"
           R"json(TRING<|\"|>}},required:[<|\"|>city<|\"|>],type:<|\"|>OBJECT<|\"|>}}<tool|><turn|>\n<|turn>us)json"
           R"json(er\nWeather in Bern?<turn|>\n<|turn>model\n<|channel>thought\n<channel|>")json"
           ""s;
    QTest::newRow("nested tool, tool without parameters")
        << R"json({"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":")json"
           R"json(add_event","description":"Adds a calendar event","parameters":{"type":"object","properties":)json"
           R"json({"title":{"type":"string"},"when":{"type":"object","description":"Start","properties":{"day")json"
           R"json(:{"type":"string"},"hour":{"type":"number"}},"required":["day"]},"guests":{"type":"array","d)json"
           R"json(escription":"Names","items":{"type":"string"}}},"required":["title","when"]}}},{"type":"func)json"
           R"json(tion","function":{"name":"now","description":"Time"}}]})json"
           ""s
        << R"json("<bos><|turn>system\n<|tool>declaration:add_event{description:<|\"|>Adds a calendar event<|\)json"
           R"json("|>,parameters:{properties:{guests:{description:<|\"|>Names<|\"|>,items:{type:<|\"|>STRING<|)json"
           R"json(\"|>},type:<|\"|>ARRAY<|\"|>},title:{type:<|\"|>STRING<|\"|>},when:{description:<|\"|>Start<)json"
           R"json(|\"|>,properties:{day:{type:<|\"|>STRING<|\"|>},hour:{type:<|\"|>NUMBER<|\"|>}},required:[<|)json"
           R"json(\"|>day<|\"|>],type:<|\"|>OBJECT<|\"|>}},required:[<|\"|>title<|\"|>,<|\"|>when<|\"|>],type:)json"
           R"json(<|\"|>OBJECT<|\"|>}}<tool|><|tool>declaration:now{description:<|\"|>Time<|\"|>}<tool|><turn|)json"
           R"json(>\n<|turn>user\nx<turn|>\n<|turn>model\n<|channel>thought\n<channel|>")json"
           ""s;
    QTest::newRow("call and JSON text as result")
        << R"json({"messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":"","tool_cal)json"
           R"json(ls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":{"unit":"c",")json"
           R"json(city":"Bern"}}}]},{"role":"tool","tool_call_id":"c1","content":"{\"t\": 3}"}]})json"
           ""s
        << R"json("<bos><|turn>user\nWeather?<turn|>\n<|turn>model\n<|tool_call>call:get_weather{city:<|\"|>Be)json"
           R"json(rn<|\"|>,unit:<|\"|>c<|\"|>}<tool_call|><|tool_response>response:get_weather{value:<|\"|>{\")json"
           R"json(t\": 3}<|\"|>}<tool_response|>")json"
           ""s;
    QTest::newRow("call, result, thinking")
        << R"json({"messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":"","reasonin)json"
           R"json(g":"need tool","tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather",")json"
           R"json(arguments":{"city":"Bern"}}}]},{"role":"tool","tool_call_id":"c1","content":"3 C"}],"enable_)json"
           R"json(thinking":true})json"
           ""s
        << R"json("<bos><|turn>system\n<|think|>\n<turn|>\n<|turn>user\nWeather?<turn|>\n<|turn>model\n<|chann)json"
           R"json(el>thought\nneed tool\n<channel|><|tool_call>call:get_weather{city:<|\"|>Bern<|\"|>}<tool_ca)json"
           R"json(ll|><|tool_response>response:get_weather{value:<|\"|>3 C<|\"|>}<tool_response|><|channel>tho)json"
           R"json(ught\n")json"
           ""s;
    QTest::newRow("call, result, answer, next")
        << R"json({"messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":"","tool_cal)json"
           R"json(ls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":{"city":"Bern)json"
           R"json("}}}]},{"role":"tool","tool_call_id":"c1","content":"3 C"},{"role":"assistant","content":"It)json"
           R"json( is 3 degrees."},{"role":"user","content":"Thanks"}]})json"
           ""s
        << R"json("<bos><|turn>user\nWeather?<turn|>\n<|turn>model\n<|tool_call>call:get_weather{city:<|\"|>Be)json"
           R"json(rn<|\"|>}<tool_call|><|tool_response>response:get_weather{value:<|\"|>3 C<|\"|>}<tool_respon)json"
           R"json(se|>It is 3 degrees.<turn|>\n<|turn>user\nThanks<turn|>\n<|turn>model\n<|channel>thought\n<c)json"
           R"json(hannel|>")json"
           ""s;
    QTest::newRow("call without result")
        << R"json({"messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":"","tool_cal)json"
           R"json(ls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":{"city":"Bern)json"
           R"json("}}}]}]})json"
           ""s
        << R"json("<bos><|turn>user\nWeather?<turn|>\n<|turn>model\n<|tool_call>call:get_weather{city:<|\"|>Be)json"
           R"json(rn<|\"|>}<tool_call|><|tool_response>")json"
           ""s;
    QTest::newRow("kinds of arguments")
        << R"json({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"","tool_calls":[{")json"
           R"json(id":"c1","type":"function","function":{"name":"f","arguments":{"b":true,"n":null,"i":3,"d":2)json"
           R"json(.5,"l":["a",1],"o":{"k":"v","a":{}},"s":"it's \"q\""}}}]},{"role":"tool","tool_call_id":"c1")json"
           R"json(,"content":"ok"}]})json"
           ""s
        << R"json("<bos><|turn>user\nx<turn|>\n<|turn>model\n<|tool_call>call:f{b:true,d:2.5,i:3,l:[<|\"|>a<|\)json"
           R"json("|>,1],n:null,o:{a:{},k:<|\"|>v<|\"|>},s:<|\"|>it's \"q\"<|\"|>}<tool_call|><|tool_response>)json"
           R"json(response:f{value:<|\"|>ok<|\"|>}<tool_response|>")json"
           ""s;
    QTest::newRow("two calls, two results")
        << R"json({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"","tool_calls":[{")json"
           R"json(id":"1","type":"function","function":{"name":"f","arguments":{}}},{"id":"2","type":"function)json"
           R"json(","function":{"name":"g","arguments":{}}}]},{"role":"tool","tool_call_id":"1","content":"A"})json"
           R"json(,{"role":"tool","tool_call_id":"2","content":"B"}]})json"
           ""s
        << R"json("<bos><|turn>user\nx<turn|>\n<|turn>model\n<|tool_call>call:f{}<tool_call|><|tool_call>call:)json"
           R"json(g{}<tool_call|><|tool_response>response:f{value:<|\"|>A<|\"|>}<tool_response|><|tool_respons)json"
           R"json(e>response:g{value:<|\"|>B<|\"|>}<tool_response|>")json"
           ""s;
    QTest::newRow("two answers in a row")
        << R"json({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"a"},{"role":"assis)json"
           R"json(tant","content":"b"},{"role":"user","content":"y"}]})json"
           ""s
        << R"json("<bos><|turn>user\nx<turn|>\n<|turn>model\nab<turn|>\n<|turn>user\ny<turn|>\n<|turn>model\n<)json"
           R"json(|channel>thought\n<channel|>")json"
           ""s;
    QTest::newRow("empty system")
        << R"json({"messages":[{"role":"system","content":""},{"role":"user","content":"Hi"}]})json"
           ""s
        << R"json("<bos><|turn>system\n<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n<|channel>thought\n<chan)json"
           R"json(nel|>")json"
           ""s;
    QTest::newRow("system in the middle")
        << R"json({"messages":[{"role":"user","content":"a"},{"role":"system","content":"be kind"},{"role":"us)json"
           R"json(er","content":"b"}]})json"
           ""s
        << R"json("<bos><|turn>user\na<turn|>\n<|turn>system\nbe kind<turn|>\n<|turn>user\nb<turn|>\n<|turn>mo)json"
           R"json(del\n<|channel>thought\n<channel|>")json"
           ""s;
}

void TestChatExamples::promptIsExactlyTheExample()
{
    QFETCH(std::string, file);
    QFETCH(std::string, prompt);
    static const Tokenizer tokenizer = goldenTokenizer();
    const auto conversation = conversationFromJson(Json::parse(file), {});
    QVERIFY2(conversation, conversation ? "" : conversation.error().message().c_str());
    const auto rendered = renderPrompt(*conversation, tokenizer);
    QVERIFY(rendered);
    QCOMPARE(rendered->text, Json::parse(prompt).get<std::string>());
    // None of the examples has control strings in its text, so both readings agree (spec 6.8).
    QCOMPARE(rendered->placeholderIds(tokenizer.control()),
        tokenizer.encode(rendered->text, ControlStrings::AsControl));
}

QTEST_APPLESS_MAIN(TestChatExamples)
#include "tst_chat_examples.moc"
