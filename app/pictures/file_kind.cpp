#include "app/pictures/file_kind.h"

#include <QByteArrayView>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace alcove::app {

namespace {

using namespace Qt::StringLiterals;

struct Signature {
    qsizetype place;
    QByteArrayView bytes;
    FileKind kind;
};

constexpr auto kSignatures = std::to_array<Signature>({
    {0, "\xFF\xD8\xFF", FileKind::Jpeg}, {0, "\x89PNG\r\n\x1A\n", FileKind::Png},
    {0, "GIF87a", FileKind::Gif}, {0, "GIF89a", FileKind::Gif}, {0, {"II*\0", 4}, FileKind::Tiff},
    {0, {"MM\0*", 4}, FileKind::Tiff}, {8, "WEBP", FileKind::WebP}, {0, "\xFF\x0A", FileKind::JpegXl},
    {0, {"\0\0\0\x0CJXL \r\n\x87\n", 12}, FileKind::JpegXl}, {8, "WAVE", FileKind::Sound},
    {0, "OggS", FileKind::Sound}, {0, "fLaC", FileKind::Sound}, {0, "ID3", FileKind::Sound},
    {0, "FORM", FileKind::Sound},             // AIFF
    {0, "\x1A\x45\xDF\xA3", FileKind::Sound}, // Matroska, WebM
    {0, "#!AMR", FileKind::Sound}, {0, "caff", FileKind::Sound},
    {0, "\x30\x26\xB2\x75", FileKind::Sound}, // Windows Media
});

/// ISO files say in their first box what they are (ISO 14496-12): brands of four letters.
FileKind kindOfIsoFile(const QByteArray &head)
{
    const QByteArrayView brands =
        QByteArrayView(head).sliced(8).first(std::min<qsizetype>(head.size() - 8, 64));
    if (brands.contains("avif") || brands.contains("avis"))
        return FileKind::Avif;
    for (const char *brand : {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"}) {
        if (brands.contains(brand))
            return FileKind::Heic;
    }
    return FileKind::Sound; // M4A, or a film's sound
}

// MPEG and ADTS sound have no name in front, only a run of set bits.
bool isMpegSound(const QByteArray &head)
{
    if (head.size() < 4 || quint8(head[0]) != 0xFF)
        return false;
    const quint8 second = quint8(head[1]);
    const bool adts = (second & 0xF6) == 0xF0;
    const bool layered = (second & 0xE0) == 0xE0 && (second & 0x06) != 0 && (second & 0x18) != 0x08;
    return adts || layered;
}

// "BM" begins many a text, too; the four bytes after the size are always zero.
bool isBitmap(const QByteArray &head)
{
    return head.startsWith("BM") && head.size() > 26 && head.sliced(6, 4) == QByteArray(4, '\0');
}

bool isText(const QByteArray &head)
{
    if (head.isEmpty() || head.contains('\0') || head.startsWith("%PDF") || head.startsWith("{\\rtf"))
        return false;
    if (head.contains("<svg"))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8); // keeps the beginning of a cut character
    const QString text = decoder(head);
    const bool control = std::ranges::any_of(
        text, [](QChar c) { return c < u' ' && c != u'\n' && c != u'\r' && c != u'\t' && c != u'\f'; });
    return !decoder.hasError() && !control;
}

} // namespace

FileKind fileKind(const QByteArray &head)
{
    for (const Signature &signature : kSignatures) {
        if (head.size() >= signature.place + signature.bytes.size() &&
            QByteArrayView(head).sliced(signature.place).startsWith(signature.bytes))
            return signature.kind;
    }
    if (head.size() > 12 && head.sliced(4, 4) == "ftyp")
        return kindOfIsoFile(head);
    if (isBitmap(head))
        return FileKind::Bmp;
    if (isMpegSound(head))
        return FileKind::Sound;
    return isText(head) ? FileKind::Text : FileKind::Unknown;
}

FileKind fileKindOf(const QString &path)
{
    // Opening a pipe would wait for its other end.
    if (!QFileInfo(path).isFile())
        return FileKind::Unknown;
    QFile file(path);
    return file.open(QFile::ReadOnly) ? fileKind(file.read(kHeadLength)) : FileKind::Unknown;
}

bool isPicture(FileKind kind)
{
    return kind != FileKind::Unknown && kind != FileKind::Sound && kind != FileKind::Text;
}

bool isReadByEngine(FileKind kind)
{
    return isPicture(kind) && kind != FileKind::Heic && kind != FileKind::Avif && kind != FileKind::JpegXl;
}

QByteArray readerFormat(FileKind kind)
{
    switch (kind) {
    case FileKind::Jpeg:
        return "jpeg";
    case FileKind::Png:
        return "png";
    case FileKind::WebP:
        return "webp";
    case FileKind::Tiff:
        return "tiff";
    case FileKind::Bmp:
        return "bmp";
    case FileKind::Gif:
        return "gif";
    case FileKind::Heic:
        return "heif";
    case FileKind::Avif:
        return "avif";
    case FileKind::JpegXl:
        return "jxl";
    default:
        return {};
    }
}

} // namespace alcove::app
