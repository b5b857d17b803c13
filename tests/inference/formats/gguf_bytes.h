#pragma once

#include <cstdint>
#include <cstring>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Builds GGUF files byte by byte, right ones and wrong ones.
class GgufBytes {
public:
    uint32_t version = 3;
    uint64_t alignment = 32;
    int64_t extraTensors = 0; ///< added to the announced count
    int64_t extraKeys = 0;

    template <typename Number>
    static std::string number(Number value)
    {
        std::string bytes(sizeof(Number), '\0');
        std::memcpy(bytes.data(), &value, sizeof(Number));
        return bytes;
    }

    static std::string text(std::string_view value)
    {
        return number(uint64_t(value.size())) + std::string(value);
    }

    void rawKey(std::string_view name, uint32_t type, const std::string &value)
    {
        m_names.insert(std::string(name));
        m_keys += text(name) + number(type) + value;
        ++m_keyCount;
    }
    bool has(std::string_view name) const { return m_names.contains(name); }
    void key(std::string_view name, uint32_t value) { rawKey(name, 4, number(value)); }
    void key(std::string_view name, int32_t value) { rawKey(name, 5, number(value)); }
    void key(std::string_view name, float value) { rawKey(name, 6, number(value)); }
    void key(std::string_view name, bool value) { rawKey(name, 7, number(uint8_t(value))); }
    void key(std::string_view name, const char *value) { rawKey(name, 8, text(value)); }
    void key(std::string_view name, const std::vector<int32_t> &values) { listKey(name, 5, values); }
    void key(std::string_view name, const std::vector<float> &values) { listKey(name, 6, values); }
    void key(std::string_view name, const std::vector<std::string> &values)
    {
        std::string bytes;
        for (const std::string &value : values)
            bytes += text(value);
        rawKey(name, 9, number(uint32_t(8)) + number(uint64_t(values.size())) + bytes);
    }
    void flags(std::string_view name, const std::vector<uint8_t> &values) { listKey(name, 7, values); }

    /// sizes as in the file: the fastest first.
    void rawTensor(std::string_view name, const std::vector<uint64_t> &sizes, uint32_t type, uint64_t offset)
    {
        m_records += text(name) + number(uint32_t(sizes.size()));
        for (const uint64_t size : sizes)
            m_records += number(size);
        m_records += number(type) + number(offset);
        ++m_tensorCount;
    }
    void tensor(
        std::string_view name, const std::vector<uint64_t> &sizes, uint32_t type, const std::string &data)
    {
        rawTensor(name, sizes, type, m_data.size());
        m_data += data;
        m_data.resize((m_data.size() + alignment - 1) / alignment * alignment);
    }
    void floats(std::string_view name, const std::vector<uint64_t> &sizes, const std::vector<float> &values)
    {
        std::string data(values.size() * sizeof(float), '\0');
        std::memcpy(data.data(), values.data(), data.size());
        tensor(name, sizes, 0, data);
    }

    std::string file() const
    {
        std::string bytes = "GGUF" + number(version) + number(uint64_t(m_tensorCount + extraTensors)) +
                            number(uint64_t(m_keyCount + extraKeys)) + m_keys + m_records;
        bytes.resize((bytes.size() + alignment - 1) / alignment * alignment);
        return bytes + m_data;
    }

private:
    template <typename Number>
    void listKey(std::string_view name, uint32_t type, const std::vector<Number> &values)
    {
        std::string bytes;
        for (const Number value : values)
            bytes += number(value);
        rawKey(name, 9, number(type) + number(uint64_t(values.size())) + bytes);
    }

    std::set<std::string, std::less<>> m_names;
    std::string m_keys, m_records, m_data;
    int64_t m_keyCount = 0, m_tensorCount = 0;
};
