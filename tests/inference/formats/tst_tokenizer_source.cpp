#include "inference/formats/tokenizer_source.h"

#include "tests/inference/formats/gguf_bytes.h"
#include "tests/inference/formats/scratch_folder.h"
#include "tests/work_clock.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <functional>

using namespace alcove::inference;
using Json = nlohmann::json;
using Change = std::function<void(Json &)>;

Q_DECLARE_METATYPE(Change)

namespace {

Json merge(const char *first, const char *second)
{
    return Json::array({first, second}); // braces alone would make an object of two texts
}

Json smallTokenizer()
{
    Json model = {{"type", "BPE"}, {"dropout", nullptr}, {"byte_fallback", true}, {"ignore_merges", false},
        {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr}};
    model["vocab"] = {{"<bos>", 0}, {"a", 1}, {"b", 2}, {"ab", 3}};
    model["merges"] = Json::array({merge("a", "b")});
    const Json spaces = {{"String", " "}};
    Json tokenizer;
    tokenizer["added_tokens"] = Json::array({{{"id", 0}, {"content", "<bos>"}, {"lstrip", false}}});
    tokenizer["normalizer"] = {{"type", "Replace"}, {"pattern", spaces}, {"content", "▁"}};
    tokenizer["pre_tokenizer"] = {{"type", "Split"}, {"pattern", spaces}, {"behavior", "MergedWithPrevious"}};
    tokenizer["model"] = model;
    return tokenizer;
}

GgufBytes smallGguf(const char *model = "gemma4")
{
    GgufBytes bytes;
    bytes.key("general.architecture", "gemma4");
    bytes.key("tokenizer.ggml.model", model);
    bytes.key("tokenizer.ggml.tokens",
        std::vector<std::string>{"<bos>", "<|channel>", "<|video|>", "<unk>", "a", "a"});
    bytes.key("tokenizer.ggml.token_type", std::vector<int32_t>{3, 4, 1, 2, 1, 6});
    bytes.key("tokenizer.ggml.merges", std::vector<std::string>{"a b", "\n \n"});
    return bytes;
}

} // namespace

class TestTokenizerSource : public QObject {
    Q_OBJECT

private slots:
    void bothFormsOfOneVocabularyAgree_data();
    void bothFormsOfOneVocabularyAgree();
    void mergesAreReadInBothForms();
    void tokensOutsideTheVocabularyAreAdded();
    void foreignTokenizersAreRefused_data();
    void foreignTokenizersAreRefused();
    void brokenJsonIsRefused_data();
    void brokenJsonIsRefused();
    void aFileCutAnywhereIsRefused();
    void aWholeVocabularyIsReadQuickly();
    void controlAndUserDefinedTokensAreAdded();
    void llamaIsAcceptedOnlyWithGemmasCut();
    void brokenGgufVocabulariesAreRefused_data();
    void brokenGgufVocabulariesAreRefused();

private:
    Result<TokenizerSource> read(const Json &json) const
    {
        return readTokenizerJson(m_folder.write("tokenizer.json", json.dump()));
    }
    Result<TokenizerSource> read(const GgufBytes &bytes) const
    {
        auto file = GgufFile::open(m_folder.write("model.gguf", bytes.file()));
        if (!file)
            return std::unexpected(file.error());
        const auto kept = std::make_shared<GgufFile>(std::move(*file));
        return readGgufTokenizer(*kept).transform([&kept](TokenizerSource source) {
            source.owner = kept;
            return source;
        });
    }

    ScratchFolder m_folder;
};

void TestTokenizerSource::bothFormsOfOneVocabularyAgree_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("gguf");
    QTest::addColumn<qsizetype>("pieces");
    QTest::addColumn<qsizetype>("merges");
    QTest::addColumn<qsizetype>("added");
    QTest::newRow("tiny") << ALCOVE_GOLDEN_DIR "/tiny-file/tokenizer.json"
                          << ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf" << qsizetype(1280) << qsizetype(752)
                          << qsizetype(26);
    QTest::newRow("demo") << ALCOVE_RESOURCES_DIR "/demo-model/hf/tokenizer.json"
                          << ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-Q8_0.gguf" << qsizetype(2304)
                          << qsizetype(1713) << qsizetype(24);
}

void TestTokenizerSource::bothFormsOfOneVocabularyAgree()
{
    QFETCH(QString, json);
    QFETCH(QString, gguf);
    QFETCH(qsizetype, pieces);
    QFETCH(qsizetype, merges);
    QFETCH(qsizetype, added);
    const auto fromJson = readTokenizerJson(json.toStdString());
    QVERIFY2(fromJson, fromJson ? "" : fromJson.error().what.c_str());
    const auto file = GgufFile::open(gguf.toStdString());
    QVERIFY(file);
    const auto fromGguf = readGgufTokenizer(*file);
    QVERIFY2(fromGguf, fromGguf ? "" : fromGguf.error().what.c_str());
    QCOMPARE(qsizetype(fromJson->pieces.size()), pieces);
    QCOMPARE(qsizetype(fromJson->merges.size()), merges);
    QCOMPARE(qsizetype(fromJson->addedTokens.size()), added);
    QCOMPARE(fromGguf->pieces, fromJson->pieces);
    QVERIFY(fromGguf->merges == fromJson->merges);
    QCOMPARE(fromGguf->addedTokens, fromJson->addedTokens);
}

void TestTokenizerSource::mergesAreReadInBothForms()
{
    Json json = smallTokenizer();
    json["model"]["merges"] = Json::array({"a b", merge("b", "a"), "▁ a", "\n \n"});
    const auto source = read(json);
    QVERIFY2(source, source ? "" : source.error().what.c_str());
    using Merges = LargeVector<TokenizerSource::Merge>;
    QVERIFY(source->merges == (Merges{{"a", "b"}, {"b", "a"}, {"▁", "a"}, {"\n", "\n"}}));
}

void TestTokenizerSource::tokensOutsideTheVocabularyAreAdded()
{
    Json json = smallTokenizer();
    json["added_tokens"].push_back({{"id", 4}, {"content", "<|video|>"}});
    const auto source = read(json);
    QVERIFY(source);
    QCOMPARE(source->pieces, (LargeVector<std::string_view>{"<bos>", "a", "b", "ab", "<|video|>"}));
    QCOMPARE(source->addedTokens, (std::vector<int32_t>{0, 4}));

    Json unlisted = smallTokenizer();
    unlisted["model"]["vocab"]["<|video|>"] = 4; // spec 7.2: not every copy lists it as added
    QCOMPARE(read(unlisted)->addedTokens, (std::vector<int32_t>{0, 4}));
}

void TestTokenizerSource::foreignTokenizersAreRefused_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *sentence, Change change) {
        QTest::newRow(name) << change << QString(sentence);
    };
    row("unigram", "vocabulary is not that of a BPE model",
        [](Json &j) { j["model"] = {{"vocab", Json::array()}}; });
    row("word piece", "type is “WordPiece”", [](Json &j) { j["model"]["type"] = "WordPiece"; });
    row("dropout", "drops merges at random", [](Json &j) { j["model"]["dropout"] = 0.1; });
    row("no byte fallback", "byte_fallback is not set", [](Json &j) { j["model"]["byte_fallback"] = false; });
    row("byte fallback missing", "byte_fallback is not set",
        [](Json &j) { j["model"].erase("byte_fallback"); });
    row("merges ignored", "ignore_merges is set", [](Json &j) { j["model"]["ignore_merges"] = true; });
    row("end of word", "end_of_word_suffix is “</w>”",
        [](Json &j) { j["model"]["end_of_word_suffix"] = "</w>"; });
    row("prefix", "continuing_subword_prefix is “##”",
        [](Json &j) { j["model"]["continuing_subword_prefix"] = "##"; });
    row("no model", "it has no model", [](Json &j) { j.erase("model"); });
    row("no normalizer", "no rule for spaces", [](Json &j) { j.erase("normalizer"); });
    row("null normalizer", "no rule for spaces", [](Json &j) { j["normalizer"] = nullptr; });
    row("NFC", "normalizer is another one", [](Json &j) { j["normalizer"] = {{"type", "NFC"}}; });
    row("regular expression", "normalizer is another one",
        [](Json &j) { j["normalizer"]["pattern"] = {{"Regex", " "}}; });
    row("byte level", "pre_tokenizer is “ByteLevel”",
        [](Json &j) { j["pre_tokenizer"] = {{"type", "ByteLevel"}}; });
    row("split at digits", "another split",
        [](Json &j) { j["pre_tokenizer"]["pattern"] = {{"Regex", "\\d"}}; });
    row("merge of one", "“ab” has no second part",
        [](Json &j) { j["model"]["merges"] = Json::array({"ab"}); });
    row("merge of three", "a merge has 3 parts",
        [](Json &j) { j["model"]["merges"] = Json::array({Json::array({"a", "b", "c"})}); });
    row("stripping token", "“<bos>” swallows", [](Json &j) { j["added_tokens"][0]["lstrip"] = true; });
    row("gap", "has the id 9 but only", [](Json &j) { j["model"]["vocab"]["ab"] = 9; });
    row("huge id", "the id 4611686018427387904", [](Json &j) { j["model"]["vocab"]["ab"] = 1LL << 62; });
    row("negative id", "has the id -1", [](Json &j) { j["model"]["vocab"]["ab"] = -1; });
    row("same id twice", "under the id 2", [](Json &j) { j["model"]["vocab"]["ab"] = 2; });
    row("gap below", "no piece for the id 3", [](Json &j) {
        j["model"]["vocab"].erase("ab");
        j["model"]["vocab"]["<last>"] = 4;
    });
    row("added token of another name", "under the id 0",
        [](Json &j) { j["added_tokens"][0]["content"] = "<eos>"; });
    row("added token without id", "has the id -1", [](Json &j) { j["added_tokens"][0].erase("id"); });
    row("empty vocabulary", "is empty", [](Json &j) {
        j["model"]["vocab"] = Json::object();
        j["added_tokens"] = Json::array();
    });
}

void TestTokenizerSource::foreignTokenizersAreRefused()
{
    QFETCH(Change, change);
    QFETCH(QString, sentence);
    Json json = smallTokenizer();
    QVERIFY(read(json));
    change(json);
    const auto source = read(json);
    QVERIFY(!source);
    QVERIFY2(source.error().what.contains(sentence.toStdString()), source.error().what.c_str());
    QVERIFY(!source.error().remedy.empty());
}

void TestTokenizerSource::brokenJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("deep nesting") << QByteArray("{\"model\":" + QByteArray(1'000'000, '['));
    QTest::newRow("broken UTF-8") << QByteArray("{\"model\":{\"vocab\":{\"\xFF\":1}}}");
    QTest::newRow("id as text") << QByteArray("{\"model\":{\"vocab\":{\"a\":\"1\"}}}");
    QTest::newRow("id with fraction") << QByteArray("{\"model\":{\"vocab\":{\"a\":1.5}}}");
    QTest::newRow("half a surrogate") << QByteArray("{\"model\":{\"vocab\":{\"\\ud800\":1}}}");
    QTest::newRow("merges as text") << QByteArray("{\"model\":{\"merges\":\"a b\"}}");
    QTest::newRow("merge of numbers") << QByteArray("{\"model\":{\"merges\":[[1,2]]}}");
    QTest::newRow("added tokens as text") << QByteArray("{\"added_tokens\":\"a\"}");
}

void TestTokenizerSource::brokenJsonIsRefused()
{
    QFETCH(QByteArray, content);
    const auto source = readTokenizerJson(m_folder.write("tokenizer.json", content.toStdString()));
    QVERIFY(!source);
    QVERIFY(!source.error().remedy.empty());
}

void TestTokenizerSource::aFileCutAnywhereIsRefused()
{
    const std::string whole = smallTokenizer().dump();
    const auto path = m_folder.write("cut.json", whole);
    for (size_t length = whole.size() - 1; length > 0; --length) {
        std::filesystem::resize_file(path, length);
        QVERIFY2(!readTokenizerJson(path), QByteArray::number(qsizetype(length)).constData());
    }
}

void TestTokenizerSource::aWholeVocabularyIsReadQuickly()
{
    std::string vocabulary;
    for (int id = 1; id < 262'144; ++id)
        vocabulary += ",\"piece" + std::to_string(id) + "\":" + std::to_string(id);
    std::string merges = "[\"pie\",\"ce\"]";
    for (int i = 1; i < 514'906; ++i)
        merges += ",[\"piece" + std::to_string(i % 1000) + "\",\"ce\"]";
    Json json = smallTokenizer();
    json["model"]["vocab"] = {{"<bos>", 0}};
    std::string text = json.dump();
    text.replace(text.find("\"<bos>\":0"), 9, "\"<bos>\":0" + vocabulary);
    text.replace(text.find("[[\"a\",\"b\"]]"), 11, "[" + merges + "]");
    const auto path = m_folder.write("large.json", text);
    const alcove::test::WorkClock timer;
    const auto source = readTokenizerJson(path);
    QVERIFY2(source, source ? "" : source.error().what.c_str());
    QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(source->pieces.size(), 262'144U);
    QCOMPARE(source->merges.size(), 514'906U);
}

void TestTokenizerSource::controlAndUserDefinedTokensAreAdded()
{
    const auto source = read(smallGguf());
    QVERIFY2(source, source ? "" : source.error().what.c_str());
    QCOMPARE(source->addedTokens, (std::vector<int32_t>{0, 1, 2, 3}));
    QCOMPARE(source->pieces[5], "a"); // spec 7.5: a piece may occur twice
    QVERIFY(source->merges[1] == TokenizerSource::Merge("\n", "\n"));
}

void TestTokenizerSource::llamaIsAcceptedOnlyWithGemmasCut()
{
    GgufBytes bytes = smallGguf("llama");
    QVERIFY(!read(bytes));
    bytes.key("tokenizer.ggml.pre", "gemma4");
    QVERIFY(read(bytes));
}

void TestTokenizerSource::brokenGgufVocabulariesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *sentence,
                         const std::function<void(GgufBytes &)> &fill) {
        GgufBytes bytes;
        fill(bytes);
        const std::string content = bytes.file();
        QTest::newRow(name) << QByteArray(content.data(), qsizetype(content.size())) << QString(sentence);
    };
    const std::vector<std::string> tokens = {"a", "b"};
    const std::vector<int32_t> types = {1, 1};
    const std::vector<std::string> merges = {"a b"};
    const auto fill = [](GgufBytes &bytes, const auto &tokenList, const auto &typeList,
                          const auto &mergeList) {
        bytes.key("tokenizer.ggml.model", "gemma4");
        bytes.key("tokenizer.ggml.tokens", tokenList);
        bytes.key("tokenizer.ggml.token_type", typeList);
        bytes.key("tokenizer.ggml.merges", mergeList);
    };
    row("none", "has no tokenizer", [](GgufBytes &) {});
    row("gpt2", "of the kind “gpt2”", [](GgufBytes &b) { b.key("tokenizer.ggml.model", "gpt2"); });
    row("no lists", "no complete vocabulary", [](GgufBytes &b) { b.key("tokenizer.ggml.model", "gemma4"); });
    row("types as reals", "no complete vocabulary",
        [&](GgufBytes &b) { fill(b, tokens, std::vector<float>{1, 1}, merges); });
    row("tokens as numbers", "no complete vocabulary", [&](GgufBytes &b) { fill(b, types, types, merges); });
    row("too few types", "2 tokens but 1 token types",
        [&](GgufBytes &b) { fill(b, tokens, std::vector<int32_t>{1}, merges); });
    row("merge without end", "“a ” without a second part",
        [&](GgufBytes &b) { fill(b, tokens, types, std::vector<std::string>{"a "}); });
    row("empty merge", "without a second part",
        [&](GgufBytes &b) { fill(b, tokens, types, std::vector<std::string>{""}); });
    row("broken UTF-8", "not valid UTF-8",
        [&](GgufBytes &b) { fill(b, std::vector<std::string>{"a", "\xC3"}, types, merges); });
    row("empty", "is empty",
        [&](GgufBytes &b) { fill(b, std::vector<std::string>{}, std::vector<int32_t>{}, merges); });
}

void TestTokenizerSource::brokenGgufVocabulariesAreRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, sentence);
    const auto file = GgufFile::open(m_folder.write("broken.gguf", content.toStdString()));
    QVERIFY(file);
    const auto source = readGgufTokenizer(*file);
    QVERIFY(!source);
    QVERIFY2(source.error().what.contains(sentence.toStdString()), source.error().what.c_str());
}

QTEST_APPLESS_MAIN(TestTokenizerSource)
#include "tst_tokenizer_source.moc"
