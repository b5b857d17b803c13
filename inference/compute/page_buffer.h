#pragma once

#include "inference/result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace alcove::inference {

/// Memory straight from the system: zeros, pages that cost nothing until they are written to.
class PageBuffer {
public:
    [[nodiscard]] static Result<PageBuffer> allocate(int64_t bytes);
    PageBuffer(PageBuffer &&other) noexcept;
    PageBuffer &operator=(PageBuffer &&other) noexcept;
    ~PageBuffer();
    std::span<std::byte> bytes() const { return m_bytes; }

    /// For what is written whole and read often: asks for large pages, before the first write.
    void preferLargePages();
    /// Moves what was written into large pages, where the system can; takes as long as copying it.
    void gatherIntoLargePages();

private:
    explicit PageBuffer(std::span<std::byte> bytes) : m_bytes(bytes) {}
    std::span<std::byte> m_bytes;
};

} // namespace alcove::inference
