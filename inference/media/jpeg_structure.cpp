#include "inference/media/picture_structure.h"
#include "inference/media/tiff_directory.h"

#include <optional>

namespace alcove::inference {

namespace {

using namespace std::string_view_literals;

// Markers of ITU T.81, table B.1.
constexpr uint8_t kStartOfFrameFirst = 0xC0;
constexpr uint8_t kStartOfFrameLast = 0xCF;
constexpr uint8_t kHuffmanTables = 0xC4;
constexpr uint8_t kExtension = 0xC8;
constexpr uint8_t kArithmeticTables = 0xCC;
constexpr uint8_t kRestartFirst = 0xD0;
constexpr uint8_t kStartOfImage = 0xD8;
constexpr uint8_t kEndOfImage = 0xD9;
constexpr uint8_t kStartOfScan = 0xDA;
constexpr uint8_t kApplication1 = 0xE1;

/// A progressive file of a few kilobytes can ask for thousands of passes over 200 megapixels.
constexpr int kMostScans = 200;

class JpegWalk {
public:
    explicit JpegWalk(ByteView file) : m_file(file) {}
    Result<PictureStructure> run();

private:
    std::optional<uint8_t> nextMarker();
    Result<void> readSegment(uint8_t marker);
    void skipScan();

    ByteView m_file;
    size_t m_at = 2; // after SOI
    int m_scans = 0;
    PictureStructure m_structure;
};

bool isFrame(uint8_t marker);
bool standsAlone(uint8_t marker);

} // namespace

Result<PictureStructure> jpegStructure(ByteView file)
{
    return JpegWalk(file).run();
}

namespace {

Result<PictureStructure> JpegWalk::run()
{
    while (const auto marker = nextMarker()) {
        if (*marker == kEndOfImage) {
            if (m_structure.width == 0 || m_scans == 0)
                return damagedPicture("it holds no picture");
            return m_structure;
        }
        if (standsAlone(*marker))
            continue;
        if (const Result<void> read = readSegment(*marker); !read)
            return std::unexpected(read.error());
        if (*marker == kStartOfScan)
            skipScan();
    }
    return endsInTheMiddle();
}

/// The next marker's second byte; what stands before it is skipped, as every decoder does.
std::optional<uint8_t> JpegWalk::nextMarker()
{
    while (m_file.holds(m_at, 2)) {
        const uint8_t code = m_file.byte(m_at + 1);
        if (m_file.byte(m_at) == 0xFF && code != 0x00 && code != 0xFF) {
            m_at += 2;
            return code;
        }
        ++m_at;
    }
    return std::nullopt;
}

Result<void> JpegWalk::readSegment(uint8_t marker)
{
    const size_t length = m_file.big16(m_at);
    if (length < 2)
        return damagedPicture("a part of it has an impossible length");
    if (!m_file.holds(m_at, length))
        return endsInTheMiddle();

    if (isFrame(marker) && m_structure.width == 0) {
        m_structure.height = m_file.big16(m_at + 3);
        m_structure.width = m_file.big16(m_at + 5);
        if (const Result<void> size = checkPictureSize(m_structure); !size)
            return size;
    } else if (marker == kApplication1 && m_file.hasAt(m_at + 2, "Exif\0\0"sv)) {
        m_structure.orientation = exifOrientation(m_file.part(m_at + 8, length - 8));
    } else if (marker == kStartOfScan && ++m_scans > kMostScans) {
        return damagedPicture("it is stored in more passes than any picture needs");
    }
    m_at += length;
    return {};
}

/// Entropy-coded bytes end at the first marker that is neither stuffing nor a restart.
void JpegWalk::skipScan()
{
    while (m_file.holds(m_at, 2)) {
        const uint8_t code = m_file.byte(m_at + 1);
        const bool restart = code >= kRestartFirst && code < kStartOfImage;
        if (m_file.byte(m_at) == 0xFF && code != 0x00 && code != 0xFF && !restart)
            return;
        ++m_at;
    }
}

bool isFrame(uint8_t marker)
{
    return marker >= kStartOfFrameFirst && marker <= kStartOfFrameLast && marker != kHuffmanTables &&
           marker != kExtension && marker != kArithmeticTables;
}

bool standsAlone(uint8_t marker)
{
    return marker == 0x01 || (marker >= kRestartFirst && marker <= kStartOfImage);
}

} // namespace

} // namespace alcove::inference
