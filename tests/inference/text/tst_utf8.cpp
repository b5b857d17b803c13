#include "inference/text/utf8.h"

#include <QTest>

#include <random>

using namespace alcove::inference;
using namespace std::string_literals;

class TestUtf8 : public QObject {
    Q_OBJECT

private slots:
    void invalidBytesBecomeReplacementCharacters_data();
    void invalidBytesBecomeReplacementCharacters();
    void everyCodePointIsWholeAndNoOtherSequenceIs();
    void textDoesNotDependOnHowTheBytesAreCut();
    void anUnfinishedCharacterIsHeldBackUntilItsLastByte();
    void finishGivesWhatIsHeldBackOnce();
    void whiteSpaceIsCutAtBothEndsAsPythonDoes_data();
    void whiteSpaceIsCutAtBothEndsAsPythonDoes();
    void trimmingStopsAtInvalidBytes();
};

void TestUtf8::invalidBytesBecomeReplacementCharacters_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("text");
    QTest::newRow("plain") << "abc"s << "abc"s;
    QTest::newRow("empty") << ""s << ""s;
    QTest::newRow("NUL") << "a\0b"s << "a\0b"s;
    QTest::newRow("two, three, four bytes") << "\u00e9\u2581\U0001f98a"s << "\u00e9\u2581\U0001f98a"s;
    QTest::newRow("lone continuation byte") << "a\x80z"s << "a\uFFFDz"s;
    QTest::newRow("overlong slash") << "\xC0\xAF"s << "\uFFFD\uFFFD"s;
    QTest::newRow("overlong in three bytes") << "\xE0\x80\xAF"s << "\uFFFD\uFFFD\uFFFD"s;
    QTest::newRow("overlong in four bytes") << "\xF0\x80\x80\xAF"s << "\uFFFD\uFFFD\uFFFD\uFFFD"s;
    QTest::newRow("surrogate half") << "\xED\xA0\x80"s << "\uFFFD\uFFFD\uFFFD"s;
    QTest::newRow("above U+10FFFF") << "\xF4\x90\x80\x80"s << "\uFFFD\uFFFD\uFFFD\uFFFD"s;
    QTest::newRow("F5 begins nothing") << "\xF5"s << "\uFFFD"s;
    QTest::newRow("cut emoji, then a letter") << "\xF0\x9F\xA6x"s << "\uFFFD\uFFFD\uFFFDx"s;
    QTest::newRow("cut emoji at the end") << "x\xF0\x9F\xA6"s << "x\uFFFD\uFFFD\uFFFD"s;
    QTest::newRow("good character, then a bad byte") << "\xC3\xA9\xFF"s << "\u00e9\uFFFD"s;
    QTest::newRow("bad byte, then a good character") << "\xC3\xC3\xA9"s << "\uFFFD\u00e9"s;
}

void TestUtf8::invalidBytesBecomeReplacementCharacters()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, text);
    QCOMPARE(validUtf8(bytes), text);
    Utf8Assembler assembler;
    std::string assembled = assembler.push(bytes);
    assembled += assembler.finish();
    QCOMPARE(assembled, text);
}

void TestUtf8::everyCodePointIsWholeAndNoOtherSequenceIs()
{
    int64_t whole = 0;
    // Every sequence of four bytes whose later bytes lie around the borders of the table.
    static constexpr uint8_t kLater[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    for (int lead = 0; lead < 256; ++lead) {
        for (const uint8_t second : kLater) {
            for (const uint8_t third : kLater) {
                for (const uint8_t fourth : kLater) {
                    const std::string bytes = {char(lead), char(second), char(third), char(fourth)};
                    const Utf8Character character = firstCharacter(bytes);
                    QVERIFY(character.kind != Utf8Character::Kind::Unfinished);
                    const bool valid =
                        QString::fromUtf8(bytes.data(), qsizetype(character.length)).toUtf8() ==
                        QByteArray(bytes.data(), qsizetype(character.length));
                    QCOMPARE(character.kind == Utf8Character::Kind::Whole, valid);
                    whole += valid ? 1 : 0;
                }
            }
        }
    }
    QVERIFY(whole > 0);
    for (char32_t codePoint = 0; codePoint <= 0x10FFFF; codePoint += codePoint < 0x3000 ? 1 : 97) {
        if (codePoint >= 0xD800 && codePoint < 0xE000)
            continue;
        const QByteArray bytes = QString::fromUcs4(&codePoint, 1).toUtf8();
        const Utf8Character character = firstCharacter({bytes.data(), size_t(bytes.size())});
        QVERIFY(character.kind == Utf8Character::Kind::Whole);
        QCOMPARE(uint32_t(character.codePoint), uint32_t(codePoint));
        QCOMPARE(character.length, size_t(bytes.size()));
    }
}

void TestUtf8::textDoesNotDependOnHowTheBytesAreCut()
{
    std::mt19937 random(7);
    static const std::string kAlphabet = "a\x80\x9F\xA0\xBF\xC2\xC3\xE0\xE2\xED\xF0\xF4\xF5\xFF"s;
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (unsigned i = 0; i < 12; ++i)
            bytes += kAlphabet[random() % kAlphabet.size()];
        Utf8Assembler assembler;
        std::string text;
        for (size_t position = 0; position < bytes.size();) {
            const size_t length = 1 + random() % 4;
            text += assembler.push(std::string_view(bytes).substr(position, length));
            position += length;
        }
        text += assembler.finish();
        QCOMPARE(text, validUtf8(bytes));
    }
}

void TestUtf8::anUnfinishedCharacterIsHeldBackUntilItsLastByte()
{
    Utf8Assembler assembler;
    QCOMPARE(assembler.push("a\xF0\x9F"), "a"s);
    QCOMPARE(assembler.push("\xA6"), ""s);
    QCOMPARE(assembler.push("\x8A"), "\U0001f98a"s);
    QCOMPARE(assembler.finish(), ""s);
}

void TestUtf8::finishGivesWhatIsHeldBackOnce()
{
    Utf8Assembler assembler;
    QCOMPARE(assembler.push("\xE2\x96"), ""s);
    QCOMPARE(assembler.finish(), "\uFFFD\uFFFD"s);
    QCOMPARE(assembler.finish(), ""s);
    QCOMPARE(assembler.push("b"), "b"s);
}

void TestUtf8::whiteSpaceIsCutAtBothEndsAsPythonDoes_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("nothing to cut") << "a b"s << "a b"s;
    QTest::newRow("ASCII") << " \t\r\n\v\fa \n b\n "s << "a \n b"s;
    QTest::newRow("only space") << " \n\u3000"s << ""s;
    QTest::newRow("separators 1C to 1F") << "\x1c\x1d\x1e\x1f a\x1c"s << "a"s;
    QTest::newRow("next line, no-break space") << "\u0085\u00a0a\u00a0\u0085"s << "a"s;
    QTest::newRow("wide and thin spaces") << "\u1680\u2000\u200a\u202f\u205f\u3000a\u2009"s << "a"s;
    QTest::newRow("line and paragraph separators") << "\u2028a\u2029"s << "a"s;
    QTest::newRow("zero width space stays") << "\u200ba\u200b"s << "\u200ba\u200b"s;
    QTest::newRow("byte order mark stays") << "\ufeffa\ufeff"s << "\ufeffa\ufeff"s;
    QTest::newRow("metaspace stays") << "\u2581a\u2581"s << "\u2581a\u2581"s;
    QTest::newRow("emoji at the end") << " \U0001f98a "s << "\U0001f98a"s;
}

void TestUtf8::whiteSpaceIsCutAtBothEndsAsPythonDoes()
{
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    QCOMPARE(std::string(trimmed(text)), expected);
}

void TestUtf8::trimmingStopsAtInvalidBytes()
{
    QCOMPARE(std::string(trimmed(" \x80 a \xA0 ")), "\x80 a \xA0"s);
    QCOMPARE(std::string(trimmed(" \xE2\x80 ")), "\xE2\x80"s);
}

QTEST_APPLESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
