#include "inference/formats/gguf_header.h"

#include "inference/formats/byte_reader.h"
#include "inference/formats/quoted.h"

#include <algorithm>
#include <bit>
#include <concepts>
#include <format>
#include <limits>
#include <utility>

namespace alcove::inference {

namespace {

constexpr std::string_view kMagic = "GGUF";
constexpr uint32_t kByteSwappedVersion3 = 0x0300'0000;
constexpr uint64_t kMostEntries = 65'536;
constexpr uint64_t kMostArrayElements = uint64_t(1) << 23; ///< the 12B has 1.6 million in all its arrays
constexpr uint64_t kMostElements = uint64_t(1) << 48;
constexpr uint64_t kSmallestKey = 8 + 4 + 1;        ///< an empty name, a type, one byte
constexpr uint64_t kSmallestTensor = 8 + 4 + 4 + 8; ///< an empty name, no sizes, type, offset
constexpr uint32_t kMostDimensions = 4;
constexpr uint64_t kDefaultAlignment = 32;
constexpr uint64_t kLongestName = 65'535;

/// Value types as the file numbers them.
enum class ValueType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

/// Goes through one header from front to back.
class HeaderReader {
public:
    HeaderReader(std::span<const std::byte> bytes, const std::string &fileName)
        : m_reader(bytes)
        , m_fileName(fileName)
    {}

    Result<GgufHeader> read();

private:
    Result<void> readStart();
    Result<void> readCounts();
    Result<void> readKeys();
    Result<void> readTensors();
    Result<void> findData();
    Result<GgufValue> readValue(std::string_view key);
    Result<GgufValue> readBoolean(std::string_view key);
    Result<GgufValue> readArray(std::string_view key);
    Result<GgufArray> readStrings(uint64_t count);
    Result<GgufArray> readBooleans(uint64_t count);
    Result<GgufTensorRecord> readTensor();
    Result<std::string_view> readName();
    Result<void> takeFromBudget(uint64_t count, uint64_t bytesEach);

    template <typename Number>
    Result<GgufValue> readScalar();
    template <typename Number, typename Kept>
    Result<GgufArray> readNumbers(uint64_t count);

    std::unexpected<Error> cutShort() const;
    std::unexpected<Error> damaged(std::string why) const;

    ByteReader m_reader;
    const std::string &m_fileName;
    uint64_t m_keyCount = 0, m_tensorCount = 0;
    uint64_t m_arrayBudget = kMostArrayElements;
    GgufHeader m_header;
};

} // namespace

Result<GgufHeader> readGgufHeader(std::span<const std::byte> bytes, const std::string &fileName)
{
    return HeaderReader(bytes, fileName).read();
}

std::optional<std::string_view> firstKeyArchitecture(std::span<const std::byte> bytes)
{
    constexpr size_t kBehindCounts = 4 + 4 + 8 + 8;
    ByteReader reader(bytes);
    if (reader.text(kBehindCounts).value_or("").substr(0, kMagic.size()) != kMagic)
        return std::nullopt;
    const auto keyLength = reader.number<uint64_t>();
    if (!keyLength || reader.text(*keyLength) != "general.architecture")
        return std::nullopt;
    if (reader.number<uint32_t>() != uint32_t(ValueType::String))
        return std::nullopt;
    const auto length = reader.number<uint64_t>();
    return length ? reader.text(*length) : std::nullopt;
}

namespace {

Result<GgufHeader> HeaderReader::read()
{
    return readStart()
        .and_then([this] { return readCounts(); })
        .and_then([this] { return readKeys(); })
        .and_then([this] { return readTensors(); })
        .and_then([this] { return findData(); })
        .transform([this] { return std::move(m_header); });
}

Result<void> HeaderReader::readStart()
{
    if (m_reader.text(kMagic.size()) != kMagic)
        return failure(
            std::format("{} is not a GGUF file.", m_fileName), "Choose a file whose name ends in .gguf.");
    const auto version = m_reader.number<uint32_t>();
    if (!version)
        return cutShort();
    if (*version == kByteSwappedVersion3)
        return failure(std::format("{} was made for big-endian computers.", m_fileName),
            "Choose the ordinary, little-endian file.");
    if (*version != 2 && *version != 3)
        return failure(
            std::format("{} has GGUF version {}; Alcove reads versions 2 and 3.", m_fileName, *version),
            "Choose a newer file of the model.");
    return {};
}

Result<void> HeaderReader::readCounts()
{
    const auto tensors = m_reader.number<uint64_t>();
    const auto keys = m_reader.number<uint64_t>();
    if (!tensors || !keys)
        return cutShort();
    if (*tensors > m_reader.remaining() / kSmallestTensor || *tensors > kMostEntries)
        return damaged(std::format("announces {} tensors, more than fit in it", *tensors));
    if (*keys > m_reader.remaining() / kSmallestKey || *keys > kMostEntries)
        return damaged(std::format("announces {} keys, more than fit in it", *keys));
    m_tensorCount = *tensors;
    m_keyCount = *keys;
    return {};
}

Result<void> HeaderReader::readKeys()
{
    for (uint64_t i = 0; i < m_keyCount; ++i) {
        const auto name = readName();
        if (!name)
            return std::unexpected(name.error());
        auto value = readValue(*name);
        if (!value)
            return std::unexpected(value.error());
        if (!m_header.keys.try_emplace(std::string(*name), std::move(*value)).second)
            return damaged(std::format("has the key {} twice", quotedName(*name)));
    }
    return {};
}

Result<GgufValue> HeaderReader::readValue(std::string_view key)
{
    const auto type = m_reader.number<uint32_t>();
    if (!type)
        return cutShort();
    switch (ValueType(*type)) {
    case ValueType::U8:
        return readScalar<uint8_t>();
    case ValueType::I8:
        return readScalar<int8_t>();
    case ValueType::U16:
        return readScalar<uint16_t>();
    case ValueType::I16:
        return readScalar<int16_t>();
    case ValueType::U32:
        return readScalar<uint32_t>();
    case ValueType::I32:
        return readScalar<int32_t>();
    case ValueType::U64:
        return readScalar<uint64_t>();
    case ValueType::I64:
        return readScalar<int64_t>();
    case ValueType::F32:
        return readScalar<float>();
    case ValueType::F64:
        return readScalar<double>();
    case ValueType::Bool:
        return readBoolean(key);
    case ValueType::Array:
        return readArray(key);
    case ValueType::String: {
        const auto length = m_reader.number<uint64_t>();
        const auto text = length ? m_reader.text(*length) : std::nullopt;
        return text ? Result<GgufValue>(*text) : cutShort();
    }
    }
    return damaged(std::format("has the key {} with the unknown type {}", quotedName(key), *type));
}

template <typename Number>
Result<GgufValue> HeaderReader::readScalar()
{
    const auto value = m_reader.number<Number>();
    if (!value)
        return cutShort();
    if constexpr (std::floating_point<Number>)
        return double(*value);
    else if (std::cmp_greater(*value, std::numeric_limits<int64_t>::max()))
        return uint64_t(*value);
    else
        return int64_t(*value);
}

Result<GgufValue> HeaderReader::readBoolean(std::string_view key)
{
    const auto value = m_reader.number<uint8_t>();
    if (!value)
        return cutShort();
    if (*value > 1)
        return damaged(std::format("has the key {} that is neither true nor false", quotedName(key)));
    return *value == 1;
}

Result<GgufValue> HeaderReader::readArray(std::string_view key)
{
    const auto type = m_reader.number<uint32_t>();
    const auto count = m_reader.number<uint64_t>();
    if (!type || !count)
        return cutShort();
    const auto asValue = [](GgufArray array) { return GgufValue(std::move(array)); };
    switch (ValueType(*type)) {
    case ValueType::U8:
        return readNumbers<uint8_t, int64_t>(*count).transform(asValue);
    case ValueType::I8:
        return readNumbers<int8_t, int64_t>(*count).transform(asValue);
    case ValueType::U16:
        return readNumbers<uint16_t, int64_t>(*count).transform(asValue);
    case ValueType::I16:
        return readNumbers<int16_t, int64_t>(*count).transform(asValue);
    case ValueType::U32:
        return readNumbers<uint32_t, int64_t>(*count).transform(asValue);
    case ValueType::I32:
        return readNumbers<int32_t, int64_t>(*count).transform(asValue);
    case ValueType::U64:
        return readNumbers<uint64_t, int64_t>(*count).transform(asValue);
    case ValueType::I64:
        return readNumbers<int64_t, int64_t>(*count).transform(asValue);
    case ValueType::F32:
        return readNumbers<float, double>(*count).transform(asValue);
    case ValueType::F64:
        return readNumbers<double, double>(*count).transform(asValue);
    case ValueType::Bool:
        return readBooleans(*count).transform(asValue);
    case ValueType::String:
        return readStrings(*count).transform(asValue);
    case ValueType::Array:
        return damaged(std::format("has the key {} with arrays inside an array", quotedName(key)));
    }
    return damaged(std::format("has the key {} with the unknown element type {}", quotedName(key), *type));
}

template <typename Number, typename Kept>
Result<GgufArray> HeaderReader::readNumbers(uint64_t count)
{
    if (const auto allowed = takeFromBudget(count, sizeof(Number)); !allowed)
        return std::unexpected(allowed.error());
    std::vector<Kept> values(count);
    for (Kept &kept : values) {
        const Number value = *m_reader.number<Number>();
        if constexpr (std::unsigned_integral<Number>) {
            if (std::cmp_greater(value, std::numeric_limits<Kept>::max()))
                return damaged("has a number above 2^63 in an array");
        }
        kept = Kept(value);
    }
    return values;
}

Result<GgufArray> HeaderReader::readBooleans(uint64_t count)
{
    if (const auto allowed = takeFromBudget(count, 1); !allowed)
        return std::unexpected(allowed.error());
    std::vector<bool> values(count);
    for (auto &&kept : values) {
        const uint8_t value = *m_reader.number<uint8_t>();
        if (value > 1)
            return damaged("has something that is neither true nor false in an array");
        kept = value == 1;
    }
    return values;
}

Result<GgufArray> HeaderReader::readStrings(uint64_t count)
{
    if (const auto allowed = takeFromBudget(count, sizeof(uint64_t)); !allowed)
        return std::unexpected(allowed.error());
    GgufTexts values(count);
    for (std::string_view &kept : values) {
        const auto length = m_reader.number<uint64_t>();
        const auto text = length ? m_reader.text(*length) : std::nullopt;
        if (!text)
            return cutShort();
        kept = *text;
    }
    return values;
}

/// Before allocating: do so many elements fit in the rest of the file, and in bounded memory?
Result<void> HeaderReader::takeFromBudget(uint64_t count, uint64_t bytesEach)
{
    if (count > m_reader.remaining() / bytesEach)
        return cutShort();
    if (count > m_arrayBudget)
        return damaged("has longer lists in its header than any model needs");
    m_arrayBudget -= count;
    return {};
}

Result<void> HeaderReader::readTensors()
{
    m_header.tensors.reserve(m_tensorCount);
    for (uint64_t i = 0; i < m_tensorCount; ++i) {
        auto tensor = readTensor();
        if (!tensor)
            return std::unexpected(tensor.error());
        m_header.tensors.push_back(std::move(*tensor));
    }
    return {};
}

Result<GgufTensorRecord> HeaderReader::readTensor()
{
    const auto name = readName();
    if (!name)
        return std::unexpected(name.error());
    const auto dimensions = m_reader.number<uint32_t>();
    if (!dimensions)
        return cutShort();
    if (*dimensions > kMostDimensions)
        return damaged(std::format("has the tensor {} with {} dimensions", quotedName(*name), *dimensions));
    GgufTensorRecord tensor{.name = *name, .shape = {}};
    uint64_t elements = 1;
    for (uint32_t i = 0; i < *dimensions; ++i) {
        const auto size = m_reader.number<uint64_t>();
        if (!size)
            return cutShort();
        if (*size == 0 || *size > kMostElements / elements)
            return damaged(
                std::format("has the tensor {} with the impossible size {}", quotedName(*name), *size));
        elements *= *size;
        tensor.shape.push_back(int64_t(*size));
    }
    std::ranges::reverse(tensor.shape); // the file's fastest dimension comes first, PyTorch's last
    const auto type = m_reader.number<uint32_t>();
    const auto offset = m_reader.number<uint64_t>();
    if (!type || !offset)
        return cutShort();
    tensor.typeId = *type;
    tensor.offset = *offset;
    return tensor;
}

Result<void> HeaderReader::findData()
{
    m_header.alignment = kDefaultAlignment;
    if (const auto found = m_header.keys.find("general.alignment"); found != m_header.keys.end()) {
        const auto *value = std::get_if<int64_t>(&found->second);
        if (!value || *value < 1 || *value > std::numeric_limits<uint32_t>::max() ||
            !std::has_single_bit(uint64_t(*value)))
            return damaged("has an alignment that is no power of two");
        m_header.alignment = uint64_t(*value);
    }
    const uint64_t mask = m_header.alignment - 1;
    m_header.dataStart = (m_reader.position() + mask) & ~mask;
    return {};
}

Result<std::string_view> HeaderReader::readName()
{
    const auto length = m_reader.number<uint64_t>();
    const auto name = length ? m_reader.text(*length) : std::nullopt;
    if (!name)
        return cutShort();
    if (name->empty() || name->size() > kLongestName)
        return damaged(std::format("has a name of {} bytes", name->size()));
    return *name;
}

std::unexpected<Error> HeaderReader::cutShort() const
{
    return failure(std::format("{} ends in the middle of its header.", m_fileName),
        "The file is incomplete or damaged; fetch it again.");
}

std::unexpected<Error> HeaderReader::damaged(std::string why) const
{
    return failure(
        std::format("{} {}.", m_fileName, why), "The file is damaged or not what it seems; fetch it again.");
}

} // namespace

} // namespace alcove::inference
