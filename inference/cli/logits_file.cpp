#include "inference/cli/logits_file.h"

#include "inference/formats/quoted.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <format>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>

namespace alcove::inference {

namespace {

std::string npyHeader(const LogitsTable &logits);
void appendNumber(std::string &text, float value);

} // namespace

Result<void> writeNpy(const LogitsTable &logits, const std::filesystem::path &file)
{
    static_assert(std::endian::native == std::endian::little);
    std::ofstream stream(file, std::ios::binary);
    stream << npyHeader(logits);
    stream.write(reinterpret_cast<const char *>(logits.values.data()),
        std::streamsize(logits.values.size() * sizeof(float)));
    stream.close();
    if (!stream.fail())
        return {};
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return failure(std::format("{} could not be written.", quotedPath(file)),
        "Check that the folder exists and that its disk is not full.");
}

void writeLogitsJson(const LogitsTable &logits)
{
    std::cout << std::format(R"({{"shape":[{},{}],"logits":[)", logits.positions, logits.vocabulary);
    const auto vocabulary = size_t(logits.vocabulary);
    std::string line;
    for (size_t row = 0; row < size_t(logits.positions); ++row) {
        line = row == 0 ? "[" : ",[";
        for (size_t i = 0; i < vocabulary; ++i) {
            if (i > 0)
                line.push_back(',');
            appendNumber(line, logits.values[row * vocabulary + i]);
        }
        line.push_back(']');
        std::cout << line;
    }
    std::cout << "]}\n";
}

namespace {

/// Padded so that the numbers start at a multiple of 64 (NEP 1).
std::string npyHeader(const LogitsTable &logits)
{
    std::string dictionary = std::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {}), }}",
        logits.positions, logits.vocabulary);
    constexpr size_t kBefore = 10; // magic, version, length
    while ((kBefore + dictionary.size() + 1) % 64 != 0)
        dictionary.push_back(' ');
    dictionary.push_back('\n');

    std::string header = "\x93NUMPY";
    header += '\1';
    header += '\0';
    header += char(dictionary.size() & 0xFF);
    header += char(dictionary.size() >> 8);
    return header + dictionary;
}

void appendNumber(std::string &text, float value)
{
    if (!std::isfinite(value)) { // JSON has no word for it
        text += "null";
        return;
    }
    char digits[32];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value);
    text.append(digits, written.ptr);
}

} // namespace

} // namespace alcove::inference
