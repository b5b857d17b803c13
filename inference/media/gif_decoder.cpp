#include "inference/media/gif_decoder.h"

#include "inference/media/lzw.h"
#include "inference/media/picture_structure.h"

#include <algorithm>
#include <array>

namespace alcove::inference {

namespace {

constexpr uint8_t kExtension = 0x21;
constexpr uint8_t kImage = 0x2C;
constexpr size_t kScreenAt = 6;
constexpr size_t kScreenBytes = 7;
constexpr size_t kImageBytes = 9;

struct Colour {
    uint8_t red = 0, green = 0, blue = 0;
};

/// 256 entries whatever the file holds, so that no index can lie outside.
using Palette = std::array<Colour, 256>;

struct Frame {
    int left = 0, top = 0, width = 0, height = 0;
    bool interlaced = false;
    Palette palette{};
};

class GifReader {
public:
    explicit GifReader(ByteView file) : m_file(file) {}
    Result<Picture> run();

private:
    bool skipToImage();
    bool skipBlocks();
    bool readFrame();
    std::optional<std::vector<uint8_t>> pixelCodes();
    Palette readPalette(uint8_t flags);
    void draw(std::span<const uint8_t> codes, Picture &canvas) const;

    ByteView m_file;
    size_t m_at = kScreenAt;
    Palette m_palette{};
    Frame m_frame;
};

int storedRow(int line, const Frame &frame);

} // namespace

Result<Picture> decodeGif(ByteView file)
{
    return GifReader(file).run();
}

namespace {

Result<Picture> GifReader::run()
{
    const PictureStructure screen{
        .width = m_file.little16(m_at), .height = m_file.little16(m_at + 2), .rebuilt = {}};
    if (!m_file.holds(m_at, kScreenBytes))
        return endsInTheMiddle();
    if (const Result<void> size = checkPictureSize(screen); !size)
        return std::unexpected(size.error());
    const uint8_t flags = m_file.byte(m_at + 4);
    const uint8_t background = m_file.byte(m_at + 5);
    m_at += kScreenBytes;
    m_palette = readPalette(flags);

    if (!skipToImage() || !readFrame())
        return endsInTheMiddle();
    if (m_frame.left + m_frame.width > screen.width || m_frame.top + m_frame.height > screen.height)
        return damagedPicture("its first frame lies outside of the picture");
    const auto codes = pixelCodes();
    if (!codes)
        return endsInTheMiddle();

    Picture canvas{.width = int(screen.width), .height = int(screen.height), .rgb = {}};
    canvas.rgb.resize(size_t(screen.width) * size_t(screen.height) * 3);
    const Colour empty = m_palette[background];
    for (size_t i = 0; i < canvas.rgb.size(); i += 3) {
        canvas.rgb[i] = empty.red;
        canvas.rgb[i + 1] = empty.green;
        canvas.rgb[i + 2] = empty.blue;
    }
    draw(*codes, canvas);
    return canvas;
}

bool GifReader::skipToImage()
{
    while (m_file.holds(m_at, 2)) {
        const uint8_t kind = m_file.byte(m_at);
        if (kind == kImage)
            return true;
        if (kind != kExtension)
            return false;
        m_at += 2;
        if (!skipBlocks())
            return false;
    }
    return false;
}

bool GifReader::skipBlocks()
{
    while (m_file.holds(m_at, 1)) {
        const size_t length = m_file.byte(m_at);
        m_at += 1 + length;
        if (length == 0)
            return true;
    }
    return false;
}

bool GifReader::readFrame()
{
    ++m_at;
    if (!m_file.holds(m_at, kImageBytes))
        return false;
    m_frame = {.left = m_file.little16(m_at),
        .top = m_file.little16(m_at + 2),
        .width = m_file.little16(m_at + 4),
        .height = m_file.little16(m_at + 6),
        .interlaced = (m_file.byte(m_at + 8) & 0x40) != 0,
        .palette = m_palette};
    const uint8_t flags = m_file.byte(m_at + 8);
    m_at += kImageBytes;
    if ((flags & 0x80) != 0)
        m_frame.palette = readPalette(flags);
    return true;
}

/// One palette index a pixel; nothing if the file ends before the last one.
std::optional<std::vector<uint8_t>> GifReader::pixelCodes()
{
    const int codeBits = m_file.byte(m_at++);
    LzwDecoder decoder(codeBits, size_t(m_frame.width) * size_t(m_frame.height));
    while (!decoder.finished()) {
        const size_t length = m_file.byte(m_at);
        if (length == 0 || !m_file.holds(m_at, 1 + length))
            return std::nullopt;
        decoder.push(m_file.part(m_at + 1, length).bytes());
        m_at += 1 + length;
    }
    return decoder.take();
}

Palette GifReader::readPalette(uint8_t flags)
{
    Palette palette{};
    if ((flags & 0x80) == 0)
        return palette;
    const size_t count = size_t(2) << (flags & 7);
    for (size_t i = 0; i < count; ++i)
        palette[i] = {
            m_file.byte(m_at + 3 * i), m_file.byte(m_at + 3 * i + 1), m_file.byte(m_at + 3 * i + 2)};
    m_at += 3 * count;
    return palette;
}

void GifReader::draw(std::span<const uint8_t> codes, Picture &canvas) const
{
    for (int line = 0; line < m_frame.height; ++line) {
        const size_t row = size_t(m_frame.top) + size_t(storedRow(line, m_frame));
        uint8_t *out = canvas.rgb.data() + (row * size_t(canvas.width) + size_t(m_frame.left)) * 3;
        for (const uint8_t code :
            codes.subspan(size_t(line) * size_t(m_frame.width), size_t(m_frame.width))) {
            const Colour colour = m_frame.palette[code];
            *out++ = colour.red;
            *out++ = colour.green;
            *out++ = colour.blue;
        }
    }
}

/// Where the n-th stored line belongs: interlaced files hold every eighth row first (appendix E).
int storedRow(int line, const Frame &frame)
{
    if (!frame.interlaced)
        return line;
    struct Pass {
        int start, step;
    };
    for (const Pass pass : {Pass{0, 8}, Pass{4, 8}, Pass{2, 4}, Pass{1, 2}}) {
        const int lines = (frame.height - pass.start + pass.step - 1) / pass.step;
        if (line < lines)
            return pass.start + line * pass.step;
        line -= std::max(lines, 0);
    }
    return 0;
}

} // namespace

} // namespace alcove::inference
