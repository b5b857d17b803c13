#include "inference/formats/safetensors_header.h"

#include "inference/formats/byte_reader.h"
#include "inference/formats/quoted.h"

#include <simdjson.h>

#include <array>
#include <format>
#include <string_view>
#include <utility>

namespace alcove::inference {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr uint64_t kLongestHeader = 100'000'000;
constexpr uint64_t kMostElements = uint64_t(1) << 48;
constexpr size_t kMostDimensions = 8;
constexpr std::string_view kFetchAgain = "The file is incomplete or damaged; fetch it again.";

struct AnnouncedRecord {
    SafetensorsRecord record;
    uint64_t first = 0, end = 0; ///< data_offsets
};

Result<std::vector<SafetensorsRecord>> readRecords(
    std::string_view header, std::span<const std::byte> data, const std::string &fileName);
simdjson::error_code readEntry(ondemand::object entry, AnnouncedRecord &announced);
simdjson::error_code readShape(ondemand::array sizes, std::vector<int64_t> &shape);
simdjson::error_code readOffsets(ondemand::array offsets, AnnouncedRecord &announced);

} // namespace

Result<std::vector<SafetensorsRecord>> readSafetensorsHeader(
    std::span<const std::byte> bytes, const std::string &fileName)
{
    ByteReader reader(bytes);
    const auto length = reader.number<uint64_t>();
    if (!length)
        return failure(
            std::format("{} is too short for a safetensors file.", fileName), std::string(kFetchAgain));
    if (*length > kLongestHeader || *length > reader.remaining())
        return failure(
            std::format("{} announces a header of {} bytes, more than fit in it.", fileName, *length),
            std::string(kFetchAgain));
    const auto header = reader.text(*length);
    return readRecords(*header, bytes.subspan(reader.position()), fileName);
}

namespace {

Result<std::vector<SafetensorsRecord>> readRecords(
    std::string_view header, std::span<const std::byte> data, const std::string &fileName)
{
    const auto noJson = [&] {
        return failure(std::format("The header of {} is not valid.", fileName), std::string(kFetchAgain));
    };
    const simdjson::padded_string padded(header);
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object entries;
    if (parser.iterate(padded).get(document) || document.get_object().get(entries))
        return noJson();
    std::vector<SafetensorsRecord> records;
    for (auto field : entries) {
        std::string_view name;
        ondemand::object entry;
        if (field.unescaped_key().get(name))
            return noJson();
        AnnouncedRecord announced;
        announced.record.name = name;
        if (field.value().get_object().get(entry))
            return noJson();
        if (name == "__metadata__")
            continue;
        if (readEntry(entry, announced))
            return noJson();
        if (announced.first > announced.end || announced.end > data.size()) {
            return failure(std::format("{}: the tensor {} reaches beyond the end of the file.", fileName,
                               quotedName(announced.record.name)),
                std::string(kFetchAgain));
        }
        announced.record.bytes = data.subspan(announced.first, announced.end - announced.first);
        records.push_back(std::move(announced.record));
    }
    if (!document.at_end())
        return noJson();
    return records;
}

simdjson::error_code readEntry(ondemand::object entry, AnnouncedRecord &announced)
{
    int found = 0;
    for (auto field : entry) {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        simdjson::error_code error = simdjson::SUCCESS;
        ondemand::array list;
        if (key == "dtype") {
            error = field.value().get_string(announced.record.type);
        } else if (key == "shape" || key == "data_offsets") {
            error = field.value().get_array().get(list);
            if (!error)
                error =
                    key == "shape" ? readShape(list, announced.record.shape) : readOffsets(list, announced);
        } else {
            continue;
        }
        if (error)
            return error;
        ++found;
    }
    return found == 3 ? simdjson::SUCCESS : simdjson::NO_SUCH_FIELD;
}

simdjson::error_code readShape(ondemand::array sizes, std::vector<int64_t> &shape)
{
    uint64_t elements = 1;
    for (auto value : sizes) {
        uint64_t size = 0;
        if (const auto error = value.get_uint64().get(size))
            return error;
        if (size == 0 || size > kMostElements / elements || shape.size() == kMostDimensions)
            return simdjson::NUMBER_OUT_OF_RANGE;
        elements *= size;
        shape.push_back(int64_t(size));
    }
    return simdjson::SUCCESS;
}

simdjson::error_code readOffsets(ondemand::array offsets, AnnouncedRecord &announced)
{
    std::array<uint64_t, 2> places = {};
    size_t count = 0;
    for (auto value : offsets) {
        if (count == places.size())
            return simdjson::INDEX_OUT_OF_BOUNDS;
        if (const auto error = value.get_uint64().get(places[count++]))
            return error;
    }
    announced.first = places[0];
    announced.end = places[1];
    return count == places.size() ? simdjson::SUCCESS : simdjson::INDEX_OUT_OF_BOUNDS;
}

} // namespace

} // namespace alcove::inference
