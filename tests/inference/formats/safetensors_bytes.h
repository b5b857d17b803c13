#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

inline std::string lengthBytes(uint64_t length)
{
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes;
}

/// A file of this header and so many bytes of data.
inline std::string safetensorsOf(std::string_view header, size_t dataBytes)
{
    return lengthBytes(header.size()) + std::string(header) + std::string(dataBytes, '\x3F');
}

/// One entry of the header, without the braces around all of them.
inline std::string safetensorsEntry(
    std::string_view name, std::string_view type, std::string_view shape, size_t first, size_t end)
{
    return std::string("\"") + std::string(name) + R"(":{"dtype":")" + std::string(type) + R"(","shape":)" +
           std::string(shape) + R"(,"data_offsets":[)" + std::to_string(first) + "," + std::to_string(end) +
           "]}";
}

inline std::string smallSafetensors()
{
    return safetensorsOf(R"({"__metadata__":{"format":"pt"},)" +
                             safetensorsEntry("a", "F32", "[2,3]", 0, 24) + "," +
                             safetensorsEntry("b", "BF16", "[1]", 24, 26) + "," +
                             safetensorsEntry("c", "F16", "[]", 26, 28) + "}  ",
        28);
}
