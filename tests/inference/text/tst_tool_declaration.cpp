#include "inference/text/chat_format.h"
#include "tests/inference/text/vocabularies.h"

#include <QTest>

using namespace alcove::inference;
using namespace std::string_literals;

/// Tools as the model sees them (spec 6.4).
class TestToolDeclaration : public QObject {
    Q_OBJECT

private slots:
    void declarationsFollowTheirRules_data();
    void declarationsFollowTheirRules();
};

void TestToolDeclaration::declarationsFollowTheirRules_data()
{
    QTest::addColumn<std::string>("function");
    QTest::addColumn<std::string>("declaration"); // with ' for the quote token
    QTest::newRow("no description") << R"({"name": "f"})"s << "f{description:''}"s;
    QTest::newRow("a type is always given")
        << R"({"name": "f", "description": "d", "parameters": {"properties": {"a": {"type": "integer"}}}})"s
        << "f{description:'d',parameters:{properties:{a:{type:'INTEGER'}},type:'OBJECT'}}"s;
    QTest::newRow("empty lists are left out")
        << R"({"name": "f", "parameters": {"type": "object", "properties": {}, "required": []}})"s
        << "f{description:'',parameters:{type:'OBJECT'}}"s;
    QTest::newRow("other schema keys are left out")
        << R"({"name": "f", "parameters": {"type": "object", "additionalProperties": false, "properties":
            {"a": {"type": "number", "minimum": 1, "default": 2, "format": "x", "enum": [1, 2]}}}})"s
        << "f{description:'',parameters:{properties:{a:{type:'NUMBER'}},type:'OBJECT'}}"s;
    QTest::newRow("order inside a property")
        << R"({"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "string", "nullable": true,
            "enum": ["x", 1, {"K": null}], "description": "d"}}}})"s
        << "f{description:'',parameters:{properties:{a:{description:'d',enum:['x',1,{'K':null}],nullable:"
           "true,"
           "type:'STRING'}},type:'OBJECT'}}"s;
    QTest::newRow("items keep every key, sorted, inner keys quoted")
        << R"({"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "array", "items":
            {"type": ["string", "null"], "maxLength": 5, "Description": null, "default": {"b": [true], "a": 1.5}}}}}})"s
        << "f{description:'',parameters:{properties:{a:{items:{default:{'a':1.5,'b':[true]},maxLength:5,"
           "type:['STRING','NULL']},type:'ARRAY'}},type:'OBJECT'}}"s;
    QTest::newRow("object without properties")
        << R"({"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "object", "nullable": false,
            "x": {"type": "string"}}}}})"s
        << "f{description:'',parameters:{properties:{a:{properties:{x:{type:'STRING'}},type:'OBJECT'}},type:'OBJECT'}}"s;
    QTest::newRow("list of types")
        << R"({"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": ["null", "string"]}}}})"s
        << "f{description:'',parameters:{properties:{a:{nullable:true,type:'STRING'}},type:'OBJECT'}}"s;
    QTest::newRow("response")
        << R"({"name": "f", "response": {"type": "object", "description": "d", "properties": {}}})"s
        << "f{description:'',response:{description:'d',type:'OBJECT'}}"s;
    QTest::newRow("kinds that no schema has")
        << R"({"name": "f", "description": 5, "parameters": {"properties": {"a": 7, "b": {"type": "object",
            "properties": 3, "required": 4}, "c": {"type": "array", "items": [1]}}, "required": true}})"s
        << "f{description:'',parameters:{properties:{a:{type:''},b:{properties:{},required:[],type:'OBJECT'},"
           "c:{items:{},type:'ARRAY'}},required:[],type:'OBJECT'}}"s;
}

void TestToolDeclaration::declarationsFollowTheirRules()
{
    QFETCH(std::string, function);
    QFETCH(std::string, declaration);
    Conversation conversation;
    conversation.tools = {Json{{"type", "function"}, {"function", Json::parse(function)}}};
    std::string expected = "<bos><|turn>system\n<|tool>declaration:" + declaration + "<tool|><turn|>\n";
    for (size_t quote; (quote = expected.find('\'')) != std::string::npos;)
        expected.replace(quote, 1, "<|\"|>");
    conversation.addGenerationPrompt = false;
    static const Tokenizer tokenizer = goldenTokenizer();
    const auto prompt = renderPrompt(conversation, tokenizer);
    QVERIFY(prompt);
    QCOMPARE(prompt->text, expected);
}

QTEST_APPLESS_MAIN(TestToolDeclaration)
#include "tst_tool_declaration.moc"
