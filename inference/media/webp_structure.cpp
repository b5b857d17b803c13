#include "inference/media/picture_structure.h"
#include "inference/media/tiff_directory.h"

#include <algorithm>
#include <string_view>

namespace alcove::inference {

namespace {

using namespace std::string_view_literals;

constexpr size_t kChunkHeader = 8;
constexpr size_t kFrameHeader = 16; // of an animation's frame, before its own chunks

class WebpWalk {
public:
    explicit WebpWalk(ByteView file) : m_file(file) {}
    Result<PictureStructure> run();

private:
    enum class Within { File, Frame };
    Result<void> readChunks(ByteView chunks, Within within);
    Result<void> takeFrame(ByteView chunk);
    std::vector<std::byte> simpleFile(ByteView chunk) const;

    ByteView m_file;
    PictureStructure m_structure;
};

} // namespace

Result<PictureStructure> webpStructure(ByteView file)
{
    return WebpWalk(file).run();
}

namespace {

Result<PictureStructure> WebpWalk::run()
{
    const size_t size = m_file.little32(4);
    if (!m_file.holds(kChunkHeader, size))
        return endsInTheMiddle();
    if (const Result<void> read = readChunks(m_file.part(12, size - std::min<size_t>(size, 4)), Within::File);
        !read)
        return std::unexpected(read.error());
    if (!m_structure.rebuilt)
        return damagedPicture("it holds no picture");
    return m_structure;
}

/// Takes the first picture's colours: transparency and an animation's other frames stay behind,
/// and with them the parts that the decoder would refuse.
Result<void> WebpWalk::readChunks(ByteView chunks, Within within)
{
    for (size_t at = 0; chunks.holds(at, kChunkHeader);) {
        const size_t length = chunks.little32(at + 4);
        if (!chunks.holds(at + kChunkHeader, length))
            return endsInTheMiddle();
        const ByteView chunk = chunks.part(at, kChunkHeader + length);
        const bool frameMissing = !m_structure.rebuilt;
        if (frameMissing && (chunk.hasAt(0, "VP8 ") || chunk.hasAt(0, "VP8L"))) {
            if (const Result<void> taken = takeFrame(chunk); !taken)
                return taken;
        } else if (frameMissing && within == Within::File && chunk.hasAt(0, "ANMF")) {
            const ByteView frame = chunk.part(kChunkHeader + kFrameHeader, length);
            if (const Result<void> read = readChunks(frame, Within::Frame); !read)
                return read;
        } else if (chunk.hasAt(0, "EXIF")) {
            // Some writers put JPEG's own introduction in front.
            const size_t start = kChunkHeader + (chunk.hasAt(kChunkHeader, "Exif\0\0"sv) ? 6 : 0);
            m_structure.orientation = exifOrientation(chunk.part(start, length));
        }
        at += kChunkHeader + length + length % 2;
    }
    return {};
}

Result<void> WebpWalk::takeFrame(ByteView chunk)
{
    if (chunk.hasAt(0, "VP8 ")) { // RFC 6386, 9.1: three bytes of tag, three of start code, two sizes
        m_structure.width = chunk.little16(kChunkHeader + 6) & 0x3FFF;
        m_structure.height = chunk.little16(kChunkHeader + 8) & 0x3FFF;
    } else { // RFC 9649, 3.4: one signature byte, then 14 bits of each size less one
        const uint32_t sizes = chunk.little32(kChunkHeader + 1);
        m_structure.width = int64_t(sizes & 0x3FFF) + 1;
        m_structure.height = int64_t(sizes >> 14 & 0x3FFF) + 1;
    }
    m_structure.rebuilt = simpleFile(chunk);
    return checkPictureSize(m_structure);
}

std::vector<std::byte> WebpWalk::simpleFile(ByteView chunk) const
{
    const size_t size = 4 + chunk.size() + chunk.size() % 2;
    std::vector<std::byte> file;
    file.reserve(kChunkHeader + size);
    const auto appendText = [&file](std::string_view text) {
        for (const char character : text)
            file.push_back(std::byte(character));
    };
    appendText("RIFF");
    for (int shift = 0; shift < 32; shift += 8)
        file.push_back(std::byte(size >> shift & 0xFF));
    appendText("WEBP");
    file.insert(file.end(), chunk.bytes().begin(), chunk.bytes().end());
    file.resize(kChunkHeader + size);
    return file;
}

} // namespace

} // namespace alcove::inference
