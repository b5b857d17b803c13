#include "inference/media/picture_format.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>
#include <string>
#include <string_view>

namespace alcove::inference {

namespace {

using namespace std::string_view_literals;

struct Signature {
    size_t at;
    std::string_view bytes;
    std::string_view name;
};

// "a" or "an" stands with the name, since it becomes part of a sentence.
constexpr std::array kRefused = {
    Signature{0, "\xFF\x0A"sv, "a JPEG XL picture"},
    Signature{4, "JXL \r\n\x87\n"sv, "a JPEG XL picture"},
    Signature{4, "jP  \r\n\x87\n"sv, "a JPEG 2000 picture"},
    Signature{0, "\xFF\x4F\xFF\x51"sv, "a JPEG 2000 picture"},
    Signature{0, "%PDF"sv, "a PDF document"},
    Signature{0, "8BPS"sv, "a Photoshop picture"},
    Signature{0, "gimp xcf"sv, "a GIMP picture"},
    Signature{0, "FUJIFILMCCD-RAW"sv, "a camera's raw picture (RAF)"},
    Signature{0, "IIRO"sv, "a camera's raw picture (ORF)"},
    Signature{0, "IIRS"sv, "a camera's raw picture (ORF)"},
    Signature{0, "MMOR"sv, "a camera's raw picture (ORF)"},
    Signature{0, "IIU\0"sv, "a camera's raw picture (RW2)"},
    Signature{0, "FOVb"sv, "a camera's raw picture (X3F)"},
    Signature{0, "\0MRM"sv, "a camera's raw picture (MRW)"},
    Signature{0, "II+\0"sv, "a BigTIFF picture"},
    Signature{0, "MM\0+"sv, "a BigTIFF picture"},
    Signature{0, "\0\0\1\0"sv, "an icon file"},
    Signature{0, "v/1\1"sv, "an OpenEXR picture"},
    Signature{0, "#?RADIANCE"sv, "a Radiance HDR picture"},
    Signature{0, "qoif"sv, "a QOI picture"},
    Signature{8, "WAVE"sv, "a sound recording"},
    Signature{0, "OggS"sv, "a sound or film"},
    Signature{0, "\x1A\x45\xDF\xA3"sv, "a film"},
    Signature{0, "PK\3\4"sv, "an archive or office document"},
};

std::optional<PictureFormat> readable(ByteView file);
std::optional<std::string_view> refusedName(ByteView file);
std::optional<std::string_view> isoMediaName(ByteView file);
bool looksLikeSvg(ByteView file);

} // namespace

Result<PictureFormat> recognisePicture(ByteView file)
{
    constexpr std::string_view kRemedy = "Save it as JPEG or PNG and take that.";
    if (file.size() == 0)
        return failure("The file is empty.", "Try saving it again from where it came.");
    if (const auto format = readable(file))
        return *format;
    if (const auto name = refusedName(file))
        return failure(std::format("It is {}; Alcove reads JPEG, PNG, WebP, TIFF, BMP and GIF here.", *name),
            std::string(kRemedy));
    return failure("It is no picture of a known kind; Alcove reads JPEG, PNG, WebP, TIFF, BMP and GIF.",
        std::string(kRemedy));
}

namespace {

std::optional<PictureFormat> readable(ByteView file)
{
    if (file.hasAt(0, "\xFF\xD8\xFF"))
        return PictureFormat::Jpeg;
    if (file.hasAt(0, "\x89PNG\r\n\x1A\n"))
        return PictureFormat::Png;
    if (file.hasAt(0, "RIFF") && file.hasAt(8, "WEBP"))
        return PictureFormat::WebP;
    if (file.hasAt(0, "II*\0"sv) || file.hasAt(0, "MM\0*"sv))
        return PictureFormat::Tiff;
    if (file.hasAt(0, "BM"))
        return PictureFormat::Bmp;
    if (file.hasAt(0, "GIF87a") || file.hasAt(0, "GIF89a"))
        return PictureFormat::Gif;
    return std::nullopt;
}

std::optional<std::string_view> refusedName(ByteView file)
{
    if (const auto name = isoMediaName(file))
        return name;
    for (const Signature &signature : kRefused) {
        if (file.hasAt(signature.at, signature.bytes))
            return signature.name;
    }
    if (looksLikeSvg(file))
        return "an SVG drawing";
    return std::nullopt;
}

/// HEIC, AVIF, CR3 and films share one container (ISO 14496-12); its brands tell them apart.
/// Many phones write the neutral brand "mif1" first, so all brands are read.
std::optional<std::string_view> isoMediaName(ByteView file)
{
    if (!file.hasAt(4, "ftyp"))
        return std::nullopt;
    const ByteView brands = file.part(8, std::min<size_t>(file.big32(0), 256) - 8);
    for (size_t at = 0; brands.holds(at, 4); at += 4) {
        if (brands.hasAt(at, "avif") || brands.hasAt(at, "avis"))
            return "an AVIF picture";
        if (brands.hasAt(at, "crx "))
            return "a camera's raw picture (CR3)";
        if (brands.hasAt(at, "hei") || brands.hasAt(at, "hev"))
            return "a HEIC picture";
    }
    return brands.hasAt(0, "mif1") || brands.hasAt(0, "msf1") ? "a HEIF picture" : "a film";
}

bool looksLikeSvg(ByteView file)
{
    const ByteView start = file.part(0, 1024);
    const std::string_view text(reinterpret_cast<const char *>(start.bytes().data()), start.size());
    const size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != text.npos && text[first] == '<' && text.find("<svg") != text.npos;
}

} // namespace

} // namespace alcove::inference
