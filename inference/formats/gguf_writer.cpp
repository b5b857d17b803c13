#include "inference/formats/gguf_writer.h"

#include <bit>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <ranges>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace alcove::inference {

namespace {

static_assert(std::endian::native == std::endian::little, "GGUF files are little-endian");

constexpr uint32_t kVersion = 3;
constexpr int64_t kAlignment = 32;

/// Type ids of keys (spec 7.4).
enum KeyType : uint32_t { kU32 = 4, kI32 = 5, kF32 = 6, kBool = 7, kString = 8, kArray = 9 };

int64_t padded(int64_t bytes)
{
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

template <typename Number>
void put(std::string &out, Number value)
{
    char bytes[sizeof(Number)];
    std::memcpy(bytes, &value, sizeof(Number));
    out.append(bytes, sizeof(Number));
}

void putText(std::string &out, std::string_view text)
{
    put(out, uint64_t(text.size()));
    out.append(text);
}

} // namespace

Result<GgufWriter> GgufWriter::create(const std::filesystem::path &path)
{
    std::error_code code;
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), code);
    if (code)
        return writeFailure(path.parent_path(), code.value());
    std::filesystem::path unfinished = path;
    unfinished += ".part";
    OpenFile file(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!file.isOpen())
        return writeFailure(path, errno);
    return GgufWriter(path, std::move(unfinished), std::move(file));
}

GgufWriter::GgufWriter(std::filesystem::path path, std::filesystem::path unfinished, OpenFile file)
    : m_path(std::move(path))
    , m_unfinished(std::move(unfinished))
    , m_file(std::move(file))
{}

GgufWriter::GgufWriter(GgufWriter &&other) noexcept = default;

GgufWriter::~GgufWriter()
{
    if (m_file.isOpen())
        ::unlink(m_unfinished.c_str());
}

void GgufWriter::key(std::string_view name, uint32_t value)
{
    beginKey(name, kU32);
    put(m_keys, value);
}

void GgufWriter::key(std::string_view name, int32_t value)
{
    beginKey(name, kI32);
    put(m_keys, value);
}

void GgufWriter::key(std::string_view name, float value)
{
    beginKey(name, kF32);
    put(m_keys, value);
}

void GgufWriter::key(std::string_view name, bool value)
{
    beginKey(name, kBool);
    put(m_keys, uint8_t(value));
}

void GgufWriter::key(std::string_view name, std::string_view value)
{
    beginKey(name, kString);
    putText(m_keys, value);
}

void GgufWriter::key(std::string_view name, std::span<const int32_t> values)
{
    beginList(name, kI32, values.size());
    for (const int32_t value : values)
        put(m_keys, value);
}

void GgufWriter::key(std::string_view name, std::span<const float> values)
{
    beginList(name, kF32, values.size());
    for (const float value : values)
        put(m_keys, value);
}

void GgufWriter::key(std::string_view name, const std::vector<bool> &values)
{
    beginList(name, kBool, values.size());
    for (const bool value : values)
        put(m_keys, uint8_t(value));
}

void GgufWriter::key(std::string_view name, std::span<const std::string> values)
{
    beginList(name, kString, values.size());
    for (const std::string &value : values)
        putText(m_keys, value);
}

void GgufWriter::beginKey(std::string_view name, uint32_t type)
{
    assert(m_position == 0);
    putText(m_keys, name);
    put(m_keys, type);
    ++m_keyCount;
}

void GgufWriter::beginList(std::string_view name, uint32_t elementType, size_t count)
{
    beginKey(name, kArray);
    put(m_keys, elementType);
    put(m_keys, uint64_t(count));
}

void GgufWriter::addTensor(std::string_view name, BlockType type, const std::vector<int64_t> &shape)
{
    assert(m_position == 0 && !shape.empty());
    putText(m_records, name);
    put(m_records, uint32_t(shape.size()));
    int64_t rows = 1;
    for (const int64_t size : shape | std::views::reverse) // the file lists the fastest first
        put(m_records, uint64_t(size));
    for (const int64_t size : shape | std::views::take(shape.size() - 1))
        rows *= size;
    put(m_records, uint32_t(type));
    put(m_records, uint64_t(m_dataBytes));
    m_tensorBytes.push_back(rows * rowBytes(type, shape.back()));
    m_dataBytes += padded(m_tensorBytes.back());
}

int64_t GgufWriter::headerBytes() const
{
    constexpr int64_t kFixed = 4 + 4 + 8 + 8; // magic, version, two counts
    return padded(kFixed + std::ssize(m_keys) + std::ssize(m_records));
}

int64_t GgufWriter::fileBytes() const
{
    return headerBytes() + m_dataBytes;
}

Result<void> GgufWriter::startData()
{
    if (const int code = m_file.reserve(fileBytes()); code != 0)
        return writeFailure(m_path, code);
    std::string header = "GGUF";
    put(header, kVersion);
    put(header, uint64_t(m_tensorBytes.size()));
    put(header, m_keyCount);
    header += m_keys;
    header += m_records;
    header.resize(size_t(headerBytes()), '\0');
    return append(std::as_bytes(std::span(header)));
}

Result<void> GgufWriter::write(std::span<const std::byte> bytes)
{
    assert(m_position > 0 && m_tensor < m_tensorBytes.size());
    const int64_t whole = m_tensorBytes[m_tensor];
    assert(std::ssize(bytes) <= whole - m_written);
    if (Result<void> appended = append(bytes); !appended)
        return appended;
    m_written += std::ssize(bytes);
    if (m_written < whole)
        return {};
    ++m_tensor;
    m_written = 0;
    const std::vector<std::byte> padding(size_t(padded(whole) - whole));
    return append(padding);
}

Result<void> GgufWriter::finish()
{
    assert(m_tensor == m_tensorBytes.size());
    // Only a file that is wholly on the disk takes its name, or a power cut could leave half of one.
    if (::fsync(m_file.number()) != 0 || ::rename(m_unfinished.c_str(), m_path.c_str()) != 0)
        return writeFailure(m_path, errno);
    m_file = OpenFile();
    return {};
}

Result<void> GgufWriter::append(std::span<const std::byte> bytes)
{
    if (const int code = m_file.writeAt(bytes, m_position); code != 0)
        return writeFailure(m_path, code);
    m_position += std::ssize(bytes);
    return {};
}

} // namespace alcove::inference
