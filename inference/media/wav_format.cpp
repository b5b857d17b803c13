#include "inference/media/wav_format.h"

#include <algorithm>
#include <format>
#include <optional>
#include <string>
#include <string_view>

namespace alcove::inference {

namespace {

using namespace std::string_view_literals;

constexpr uint16_t kPcm = 1;
constexpr uint16_t kFloat = 3;
constexpr uint16_t kExtensible = 0xFFFE;
constexpr size_t kChunkHeader = 8;
constexpr int kMostChannels = 64;

struct Chunks {
    std::optional<ByteView> format;
    std::optional<ByteView> data;
};

Result<Chunks> findChunks(ByteView file);
size_t dataBytes(ByteView file, size_t at);
Result<WavFormat> readFormatChunk(ByteView chunk);
std::string codingName(uint16_t tag);

} // namespace

Result<WavFormat> readWavFormat(ByteView file)
{
    const Result<Chunks> chunks = findChunks(file);
    if (!chunks)
        return std::unexpected(chunks.error());
    Result<WavFormat> format = readFormatChunk(*chunks->format);
    if (!format)
        return format;
    format->samples = chunks->data->bytes();
    format->samples = format->samples.first(format->frameCount() * format->frameBytes());
    if (format->samples.empty())
        return emptyRecording();
    return format;
}

std::unexpected<Error> emptyRecording()
{
    return failure("The recording is empty.", "Record it again.");
}

namespace {

Result<Chunks> findChunks(ByteView file)
{
    if (!(file.hasAt(0, "RIFF") || file.hasAt(0, "RF64")) || !file.hasAt(8, "WAVE"))
        return failure("It is no WAV recording.", "Save it as WAV, 16 bit.");
    Chunks chunks;
    for (size_t at = 12; file.holds(at, kChunkHeader);) {
        const size_t length = file.little32(at + 4);
        if (file.hasAt(at, "fmt ") && !chunks.format)
            chunks.format = file.part(at + kChunkHeader, length);
        else if (file.hasAt(at, "data") && !chunks.data)
            chunks.data = file.part(at + kChunkHeader, dataBytes(file, at));
        at += kChunkHeader + length + length % 2; // chunks begin at even places
    }
    if (!chunks.format || chunks.format->size() < 16)
        return failure("The recording does not say how it was recorded.", "Save it again as WAV, 16 bit.");
    if (!chunks.data)
        return failure("The recording holds no sound.", "Record it again.");
    return chunks;
}

/// A recorder that was interrupted leaves 0 or 0xFFFFFFFF as the length, in the file's own head too:
/// everything that follows is sound then. A length past the end is cut by ByteView::part.
size_t dataBytes(ByteView file, size_t at)
{
    const uint32_t length = file.little32(at + 4);
    const uint32_t wholeFile = file.little32(4);
    const bool neverFilledIn = length == 0 && (wholeFile == 0 || wholeFile <= at + kChunkHeader - 8);
    return length == 0xFFFFFFFFU || neverFilledIn ? file.size() : length;
}

Result<WavFormat> readFormatChunk(ByteView chunk)
{
    uint16_t tag = chunk.little16(0);
    if (tag == kExtensible) {
        // The true tag opens a GUID whose other 14 bytes say that it is one.
        constexpr std::string_view kGuidTail = "\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71"sv;
        if (!chunk.hasAt(26, kGuidTail))
            return failure("The recording uses an unknown coding.", "Save it again as WAV, 16 bit.");
        tag = chunk.little16(24);
    }
    const int bits = chunk.little16(14);
    const bool integer = tag == kPcm && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
    const bool real = tag == kFloat && (bits == 32 || bits == 64);
    if (!integer && !real)
        return failure(std::format("The recording uses {}, {} bit.", codingName(tag), bits),
            "Save it again as WAV, PCM, 16 bit.");

    const WavFormat format{.coding = real ? WavCoding::Float : WavCoding::Integer,
        .channels = chunk.little16(2),
        .rate = int(std::min<uint32_t>(chunk.little32(4), INT32_MAX)),
        .sampleBytes = bits / 8,
        .samples = {}};
    if (format.channels < 1 || format.channels > kMostChannels)
        return failure(std::format("The recording announces {} channels.", format.channels),
            "Save it again with one or two.");
    if (chunk.little16(12) != format.frameBytes())
        return failure("The recording contradicts itself about the size of a sample.",
            "Save it again as WAV, PCM, 16 bit.");
    return format;
}

std::string codingName(uint16_t tag)
{
    switch (tag) {
    case kPcm:
        return "PCM";
    case kFloat:
        return "floating point";
    case 0x0002:
    case 0x0011:
        return "ADPCM";
    case 0x0006:
        return "A-law";
    case 0x0007:
        return "µ-law";
    case 0x0055:
        return "MP3";
    default:
        return std::format("coding {:#06x}", tag);
    }
}

} // namespace

} // namespace alcove::inference
