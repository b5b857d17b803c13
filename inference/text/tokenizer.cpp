#include "inference/text/tokenizer.h"

#include "inference/text/tokenizer_tables.h"
#include "inference/text/utf8.h"
#include "inference/text/word_merger.h"

#include <algorithm>

namespace alcove::inference {

namespace {

constexpr std::string_view kSpacePiece = "\u2581";
constexpr char32_t kSpaceCharacter = U'\u2581';

/// One text on its way to ids.
class TextEncoder {
public:
    explicit TextEncoder(const TokenizerTables &tables);

    void appendText(std::string_view text);
    void appendControl(TokenId id) { m_ids.push_back(id); }
    std::vector<TokenId> takeIds() { return std::move(m_ids); }

private:
    size_t wordLength(std::string_view text) const;
    void appendWord(std::string_view word);
    void appendCharacter(char32_t codePoint, std::string_view bytes);

    const TokenizerTables &m_tables;
    WordMerger m_merger;
    std::vector<TokenId> m_characters; ///< of the word at hand
    std::vector<TokenId> m_ids;
};

std::string textOfPiece(std::string_view piece);

} // namespace

Result<Tokenizer> Tokenizer::create(TokenizerSource source)
{
    Result<std::unique_ptr<const TokenizerTables>> tables = buildTables(source);
    if (!tables)
        return std::unexpected(std::move(tables.error()));
    return Tokenizer(std::move(*tables));
}

Tokenizer::Tokenizer(std::unique_ptr<const TokenizerTables> tables) : m_tables(std::move(tables)) {}

Tokenizer::Tokenizer(Tokenizer &&) noexcept = default;
Tokenizer &Tokenizer::operator=(Tokenizer &&) noexcept = default;
Tokenizer::~Tokenizer() = default;

std::vector<TokenId> Tokenizer::encode(std::string_view text, ControlStrings control) const
{
    TextEncoder encoder(*m_tables);
    size_t read = 0;
    if (control == ControlStrings::AsControl) {
        while (const auto match = m_tables->controlStrings.find(text, read)) {
            encoder.appendText(text.substr(read, match->position - read));
            encoder.appendControl(match->id);
            read = match->position + match->length;
        }
    }
    encoder.appendText(text.substr(read));
    return encoder.takeIds();
}

std::string Tokenizer::decode(std::span<const TokenId> ids, Control control) const
{
    std::string bytes;
    for (const TokenId id : ids) {
        if (control == Control::Show || !isControl(id))
            bytes += bytesOf(id);
    }
    return validUtf8(bytes);
}

std::string Tokenizer::bytesOf(TokenId id) const
{
    if (!m_tables->pieces.contains(id))
        return {};
    const std::string_view piece = m_tables->pieces.text(id);
    if (m_tables->isControl[size_t(id)])
        return std::string(piece);
    if (const std::optional<uint8_t> byte = byteOfPiece(piece))
        return std::string(1, char(*byte));
    return textOfPiece(piece);
}

bool Tokenizer::isControl(TokenId id) const
{
    return m_tables->pieces.contains(id) && m_tables->isControl[size_t(id)];
}

int Tokenizer::vocabularySize() const
{
    return m_tables->pieces.count();
}

const ControlTokens &Tokenizer::control() const
{
    return m_tables->control;
}

namespace {

TextEncoder::TextEncoder(const TokenizerTables &tables) : m_tables(tables), m_merger(tables.merges) {}

void TextEncoder::appendText(std::string_view text)
{
    while (!text.empty()) {
        const size_t length = wordLength(text);
        appendWord(text.substr(0, length));
        text.remove_prefix(length);
    }
}

/// Up to the next border between line feeds and other characters.
size_t TextEncoder::wordLength(std::string_view text) const
{
    if (!m_tables.lineFeedsStandAlone)
        return text.size();
    const size_t end = text.front() == '\n' ? text.find_first_not_of('\n') : text.find('\n');
    return std::min(end, text.size());
}

void TextEncoder::appendWord(std::string_view word)
{
    m_characters.clear();
    while (!word.empty()) {
        const Utf8Character character = firstCharacter(word);
        const bool whole = character.kind == Utf8Character::Kind::Whole;
        appendCharacter(character.codePoint, whole ? word.substr(0, character.length) : "\uFFFD");
        word.remove_prefix(whole ? character.length : 1);
    }
    m_merger.appendMerged(m_characters, m_ids);
}

void TextEncoder::appendCharacter(char32_t codePoint, std::string_view bytes)
{
    const bool space = codePoint == U' ';
    if (const uint64_t *id = m_tables.characters.find(space ? kSpaceCharacter : codePoint)) {
        m_characters.push_back(TokenId(*id));
        return;
    }
    for (const char byte : space ? kSpacePiece : bytes)
        m_characters.push_back(m_tables.bytes[uint8_t(byte)]);
}

std::string textOfPiece(std::string_view piece)
{
    std::string text;
    size_t copied = 0;
    for (size_t found; (found = piece.find(kSpacePiece, copied)) != std::string_view::npos;) {
        text.append(piece.substr(copied, found - copied)).push_back(' ');
        copied = found + kSpacePiece.size();
    }
    text.append(piece.substr(copied));
    return text;
}

} // namespace

} // namespace alcove::inference
