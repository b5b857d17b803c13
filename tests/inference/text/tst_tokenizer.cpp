#include "inference/text/control_strings.h"
#include "inference/text/tokenizer.h"
#include "inference/text/utf8.h"
#include "tests/inference/text/vocabularies.h"
#include "tests/work_clock.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <random>
#include <ranges>

using namespace alcove::inference;
using namespace std::string_literals;
using Json = nlohmann::ordered_json;

namespace {

enum class FileKind { TokenizerJson, Gguf };

const Tokenizer &tokenizerFrom(FileKind kind)
{
    static const Tokenizer json = goldenTokenizer();
    static const Tokenizer gguf = goldenGgufTokenizer();
    return kind == FileKind::TokenizerJson ? json : gguf;
}

const Json &recorded()
{
    static const Json json = Json::parse(std::ifstream(ALCOVE_GOLDEN_DIR "/tokenizer.json"));
    return json;
}

std::string pieceOf(const Tokenizer &tokenizer, TokenId id)
{
    return tokenizer.decode(std::vector{id}, Tokenizer::Control::Show);
}

/// Characters that meet the vocabulary's corners: runs, merges, control strings, several alphabets.
std::string randomText(std::mt19937 &random)
{
    static const std::vector<std::string> kBricks = {"a", "th", "e", " ", "  ", "\n", "\n\n", "\t", "\r\n",
        "7", "<", "|", "turn", ">", "<|turn>", "<bos>", "\u2581", "\u00e9", "\u4eca\u5929", "\u0645",
        "\U0001f98a", "\u200d", "ing", "ation", ".", "\"", "{", "<0x41>", "\u00a0"};
    std::string text;
    for (unsigned i = 0; i < random() % 40; ++i)
        text += kBricks[random() % kBricks.size()];
    return text;
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT

private slots:
    void idsEqualTheRecordedOnes_data();
    void idsEqualTheRecordedOnes();
    void decodedTextEqualsTheRecordedOne_data();
    void decodedTextEqualsTheRecordedOne();
    void byteRunsDecodeAsRecorded();
    void controlTokensAreFoundByTheirStrings();
    void randomTextComesBackUnchanged();
    void idsEqualSlowMergingOnRandomText();
    void typedTextNeverYieldsAControlToken();
    void controlStringsAreCutOutWhenTheyAreMeant();
    void invalidBytesAreReadAsReplacementCharacters();
    void streamedBytesGiveTheDecodedText();
    void idsOutsideOfTheVocabularyHaveNoText();
    void aMegabyteWithoutALineFeedTakesNoLongerThanSeconds_data();
    void aMegabyteWithoutALineFeedTakesNoLongerThanSeconds();
};

void TestTokenizer::idsEqualTheRecordedOnes_data()
{
    QTest::addColumn<FileKind>("kind");
    QTest::newRow("tokenizer.json") << FileKind::TokenizerJson;
    QTest::newRow("GGUF") << FileKind::Gguf;
}

void TestTokenizer::idsEqualTheRecordedOnes()
{
    QFETCH(FileKind, kind);
    const Tokenizer &tokenizer = tokenizerFrom(kind);
    int compared = 0;
    for (const Json &entry : recorded()["cases"]) {
        const std::string text = entry["text"];
        const std::vector<TokenId> asText = entry["ids"];
        const std::vector<TokenId> asControl = entry.value("ids_with_control", asText);
        QVERIFY2(tokenizer.encode(text) == asText, text.c_str());
        QVERIFY2(tokenizer.encode(text, ControlStrings::AsControl) == asControl, text.c_str());
        ++compared;
    }
    QCOMPARE(compared, 182);
}

void TestTokenizer::decodedTextEqualsTheRecordedOne_data()
{
    idsEqualTheRecordedOnes_data();
}

void TestTokenizer::decodedTextEqualsTheRecordedOne()
{
    QFETCH(FileKind, kind);
    const Tokenizer &tokenizer = tokenizerFrom(kind);
    for (const Json &entry : recorded()["cases"]) {
        const std::string text = entry["text"];
        QCOMPARE(tokenizer.decode(entry["ids"].get<std::vector<TokenId>>()), entry.value("decoded", text));
        if (!entry.contains("ids_with_control"))
            continue;
        const std::vector<TokenId> ids = entry["ids_with_control"];
        QCOMPARE(tokenizer.decode(ids, Tokenizer::Control::Show),
            entry["decoded_with_control"].get<std::string>());
        QCOMPARE(tokenizer.decode(ids), entry["decoded_skipping_control"].get<std::string>());
    }
}

void TestTokenizer::byteRunsDecodeAsRecorded()
{
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::TokenizerJson);
    int compared = 0;
    for (const Json &entry : recorded()["ids_to_text"]) {
        const std::string name = entry["name"];
        const std::vector<TokenId> ids = entry["ids"];
        // README 6: the library gives up the whole run; the valid character of it stays here.
        const bool keepsMore = name == "good character, then a bad byte in the same run";
        const std::string text = keepsMore ? "\u00e9\uFFFD" : entry["text"].get<std::string>();
        const std::string skipping = keepsMore ? text : entry["text_skipping_control"].get<std::string>();
        QVERIFY2(tokenizer.decode(ids, Tokenizer::Control::Show) == text, name.c_str());
        QVERIFY2(tokenizer.decode(ids) == skipping, name.c_str());
        ++compared;
    }
    QCOMPARE(compared, 13);
}

void TestTokenizer::controlTokensAreFoundByTheirStrings()
{
    for (const FileKind kind : {FileKind::TokenizerJson, FileKind::Gguf}) {
        const Tokenizer &tokenizer = tokenizerFrom(kind);
        int named = 0;
        for (const ControlName &name : controlNames()) {
            const TokenId id = tokenizer.control().*name.id;
            QCOMPARE(id, recorded()["named_ids"][std::string(name.text)].get<TokenId>());
            QVERIFY(tokenizer.isControl(id));
            ++named;
        }
        QCOMPARE(named, 22);
        QCOMPARE(tokenizer.vocabularySize(), 1280);
        QVERIFY(!tokenizer.isControl(tokenizer.encode("a").front()));
    }
}

void TestTokenizer::randomTextComesBackUnchanged()
{
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::TokenizerJson);
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        const std::string text = randomText(random);
        // README 6: a typed metaspace comes back as a space.
        std::string expected = text;
        for (size_t found; (found = expected.find("\u2581")) != std::string::npos;)
            expected.replace(found, 3, " ");
        QCOMPARE(tokenizer.decode(tokenizer.encode(text)), expected);
    }
}

void TestTokenizer::idsEqualSlowMergingOnRandomText()
{
    auto source = readTokenizerJson(ALCOVE_GOLDEN_DIR "/tiny-file/tokenizer.json");
    QVERIFY(source);
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::TokenizerJson);
    std::mt19937 random(2);
    for (int round = 0; round < 100; ++round) {
        const std::string text = randomText(random);
        QVERIFY2(tokenizer.encode(text) == mergedTheSlowWay(*source, text), text.c_str());
    }
}

void TestTokenizer::typedTextNeverYieldsAControlToken()
{
    for (const FileKind kind : {FileKind::TokenizerJson, FileKind::Gguf}) {
        const Tokenizer &tokenizer = tokenizerFrom(kind);
        int control = 0;
        for (TokenId id = 0; id < tokenizer.vocabularySize(); ++id) {
            if (!tokenizer.isControl(id))
                continue;
            ++control;
            const std::string piece = pieceOf(tokenizer, id);
            for (const std::string &text : {piece, " " + piece, "a" + piece + "\n", piece + piece}) {
                const std::vector<TokenId> ids = tokenizer.encode(text);
                QVERIFY(std::ranges::none_of(ids, [&](TokenId made) { return tokenizer.isControl(made); }));
                QCOMPARE(tokenizer.decode(ids), text);
            }
        }
        QVERIFY(control >= 26);
    }
}

void TestTokenizer::controlStringsAreCutOutWhenTheyAreMeant()
{
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::TokenizerJson);
    const ControlTokens &control = tokenizer.control();
    const TokenId less = tokenizer.encode("<").front();
    const std::vector<TokenId> ids = tokenizer.encode("<<|turn><turn|", ControlStrings::AsControl);
    QVERIFY(ids.size() > 2);
    QCOMPARE(ids[0], less);
    QCOMPARE(ids[1], control.openTurn);
    QVERIFY(
        std::ranges::none_of(ids | std::views::drop(2), [&](TokenId id) { return tokenizer.isControl(id); }));
}

void TestTokenizer::invalidBytesAreReadAsReplacementCharacters()
{
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::TokenizerJson);
    for (const std::string &text :
        {"\x80"s, "a\xFF b"s, "\xF0\x9F\xA6"s, "\xE2\x96\n\x81"s, "\xED\xA0\x80"s, std::string(5000, '\xC3')})
        QVERIFY(tokenizer.encode(text) == tokenizer.encode(validUtf8(text)));
}

void TestTokenizer::streamedBytesGiveTheDecodedText()
{
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::Gguf);
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<TokenId> ids;
        Utf8Assembler assembler;
        std::string text;
        for (int i = 0; i < 60; ++i) {
            ids.push_back(TokenId(random() % 1280));
            text += assembler.push(tokenizer.bytesOf(ids.back()));
        }
        text += assembler.finish();
        QCOMPARE(tokenizer.decode(ids, Tokenizer::Control::Show), text);
    }
}

void TestTokenizer::idsOutsideOfTheVocabularyHaveNoText()
{
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::TokenizerJson);
    for (const TokenId id : {kNoToken, 1280, INT32_MIN, INT32_MAX}) {
        QCOMPARE(tokenizer.bytesOf(id), ""s);
        QCOMPARE(tokenizer.decode(std::vector{id}), ""s);
        QVERIFY(!tokenizer.isControl(id));
    }
}

void TestTokenizer::aMegabyteWithoutALineFeedTakesNoLongerThanSeconds_data()
{
    QTest::addColumn<std::string>("unit");
    QTest::newRow("one letter") << "a"s;
    QTest::newRow("spaces") << " "s;
    QTest::newRow("line feeds") << "\n"s;
    QTest::newRow("words") << "the small lamp on the kitchen table "s;
    QTest::newRow("two letters in turn") << "ab"s;
    QTest::newRow("characters outside of the vocabulary") << "\U0001f98a"s;
    QTest::newRow("invalid bytes") << "\xC3"s;
    QTest::newRow("starts of control strings") << "<|tool_response<|tool_respons"s;
}

/// Quadratic merging of a million characters takes hours; the bound leaves room for a busy machine.
void TestTokenizer::aMegabyteWithoutALineFeedTakesNoLongerThanSeconds()
{
    QFETCH(std::string, unit);
    std::string text;
    while (text.size() < 1'000'000)
        text += unit;
    const Tokenizer &tokenizer = tokenizerFrom(FileKind::TokenizerJson);
    const alcove::test::WorkClock timer;
    const std::vector<TokenId> ids = tokenizer.encode(text, ControlStrings::AsControl);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed()) + " ms"));
    QCOMPARE(tokenizer.decode(ids), validUtf8(text));
}

QTEST_APPLESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
