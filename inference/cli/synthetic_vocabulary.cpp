#include "inference/cli/synthetic_vocabulary.h"

#include <array>
#include <format>
#include <string_view>

namespace alcove::inference {

namespace {

enum PieceType : int32_t { kOrdinary = 1, kControl = 3, kStructure = 4, kByte = 6 };

struct FixedPiece {
    size_t id;
    std::string_view text;
    PieceType type;
};

// Spec 6.1; types as published files have them (spec 7.5).
constexpr std::array kControlPieces = {
    FixedPiece{0, "<pad>", kControl},
    FixedPiece{1, "<eos>", kControl},
    FixedPiece{2, "<bos>", kControl},
    FixedPiece{3, "<unk>", kControl},
    FixedPiece{4, "<mask>", kControl},
    FixedPiece{46, "<|tool>", kControl},
    FixedPiece{47, "<tool|>", kControl},
    FixedPiece{48, "<|tool_call>", kStructure},
    FixedPiece{49, "<tool_call|>", kStructure},
    FixedPiece{50, "<|tool_response>", kStructure},
    FixedPiece{51, "<tool_response|>", kStructure},
    FixedPiece{52, "<|\"|>", kStructure},
    FixedPiece{98, "<|think|>", kControl},
    FixedPiece{100, "<|channel>", kStructure},
    FixedPiece{101, "<channel|>", kStructure},
    FixedPiece{105, "<|turn>", kControl},
    FixedPiece{106, "<turn|>", kControl},
    FixedPiece{255'999, "<|image>", kControl},
    FixedPiece{256'000, "<|audio>", kControl},
    FixedPiece{258'880, "<|image|>", kControl},
    FixedPiece{258'881, "<|audio|>", kControl},
    FixedPiece{258'882, "<image|>", kControl},
    FixedPiece{258'883, "<audio|>", kControl},
    FixedPiece{258'884, "<|video|>", kOrdinary},
};

constexpr size_t kFirstLineFeeds = 107;
constexpr size_t kFirstSpaces = 138; // two of them
constexpr size_t kLongestRun = 31;
constexpr size_t kFirstByte = 238;
constexpr size_t kFirstCharacter = 236'743;
constexpr std::string_view kSpace = "▁";
constexpr uint32_t kLetters = 26;

void placeFixedPieces(SyntheticVocabulary &vocabulary);
void mergeRuns(SyntheticVocabulary &vocabulary, std::string_view unit, size_t longest);
void placeWords(SyntheticVocabulary &vocabulary);
std::string repeated(std::string_view unit, size_t count);
std::string lettersOf(uint32_t number, int count);

} // namespace

SyntheticVocabulary makeSyntheticVocabulary()
{
    SyntheticVocabulary vocabulary;
    vocabulary.pieces.resize(kSyntheticVocabularySize);
    vocabulary.types.resize(kSyntheticVocabularySize, kOrdinary);
    vocabulary.merges.reserve(2 * size_t(kSyntheticVocabularySize));
    placeFixedPieces(vocabulary);
    mergeRuns(vocabulary, "\n", kLongestRun);
    mergeRuns(vocabulary, kSpace, kLongestRun + 1);
    placeWords(vocabulary);
    return vocabulary;
}

namespace {

void placeFixedPieces(SyntheticVocabulary &vocabulary)
{
    const auto place = [&vocabulary](size_t id, std::string text, PieceType type) {
        vocabulary.pieces[id] = std::move(text);
        vocabulary.types[id] = type;
    };
    for (const FixedPiece &piece : kControlPieces)
        place(piece.id, std::string(piece.text), piece.type);
    for (size_t i = 0; i < kLongestRun; ++i) {
        place(kFirstLineFeeds + i, repeated("\n", i + 1), kOrdinary);
        place(kFirstSpaces + i, repeated(kSpace, i + 2), kOrdinary);
    }
    for (size_t byte = 0; byte < 256; ++byte)
        place(kFirstByte + byte, std::format("<0x{:02X}>", byte), kByte);
    place(kFirstCharacter, std::string(kSpace), kOrdinary);
    for (char character = '!'; character <= '~'; ++character)
        place(kFirstCharacter + 1 + size_t(character - '!'), std::string(1, character), kOrdinary);
}

/// Every way to put a run together, so that merging always ends with the whole run.
void mergeRuns(SyntheticVocabulary &vocabulary, std::string_view unit, size_t longest)
{
    for (size_t length = 2; length <= longest; ++length)
        for (size_t left = 1; left < length; ++left)
            vocabulary.merges.push_back(repeated(unit, left) + ' ' + repeated(unit, length - left));
}

/// All rows of up to three letters, with a space in front and without, then as many of four as there
/// are free ids. Whatever a row begins or ends with is a piece too, which gives it two merges.
void placeWords(SyntheticVocabulary &vocabulary)
{
    size_t id = 0;
    const auto place = [&](std::string text, std::string_view first) {
        while (id < vocabulary.pieces.size() && !vocabulary.pieces[id].empty())
            ++id;
        if (id == vocabulary.pieces.size())
            return false;
        const size_t head = first.size();
        vocabulary.merges.push_back(text.substr(0, text.size() - 1) + ' ' + text.back());
        if (text.size() > head + 1)
            vocabulary.merges.push_back(std::string(first) + ' ' + text.substr(head));
        vocabulary.pieces[id] = std::move(text);
        return true;
    };
    uint32_t rows = 1;
    for (int length = 1; length <= 3; ++length) {
        rows *= kLetters;
        for (uint32_t row = 0; length > 1 && row < rows; ++row)
            place(lettersOf(row, length), lettersOf(row, length).substr(0, 1));
        for (uint32_t row = 0; row < rows; ++row)
            place(std::string(kSpace) + lettersOf(row, length), kSpace);
    }
    rows *= kLetters;
    // A step that shares no factor with the number of rows visits each of them once, scattered.
    constexpr uint64_t kStep = 274'177;
    for (uint64_t i = 0; i < rows; ++i) {
        const std::string text = lettersOf(uint32_t(i * kStep % rows), 4);
        if (!place(text, text.substr(0, 1)))
            return;
    }
}

std::string repeated(std::string_view unit, size_t count)
{
    std::string text;
    for (size_t i = 0; i < count; ++i)
        text += unit;
    return text;
}

std::string lettersOf(uint32_t number, int count)
{
    std::string text(size_t(count), 'a');
    for (size_t i = text.size(); i-- > 0; number /= kLetters)
        text[i] = char('a' + number % kLetters);
    return text;
}

} // namespace

} // namespace alcove::inference
