#include "inference/compute/page_buffer.h"

#include <cerrno>
#include <cstring>
#include <format>
#include <sys/mman.h>
#include <utility>

namespace alcove::inference {

Result<PageBuffer> PageBuffer::allocate(int64_t bytes)
{
    void *memory = ::mmap(
        nullptr, size_t(bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return failure(
            std::format("The system refused {} MB of memory: {}.", bytes >> 20, std::strerror(errno)),
            "Close a large program or choose a shorter conversation length.");
    return PageBuffer(std::span(static_cast<std::byte *>(memory), size_t(bytes)));
}

void PageBuffer::preferLargePages()
{
    ::madvise(m_bytes.data(), m_bytes.size(), MADV_HUGEPAGE); // a refusal costs nothing
}

void PageBuffer::gatherIntoLargePages()
{
    preferLargePages();
#ifdef MADV_COLLAPSE // Linux 6.1
    ::madvise(m_bytes.data(), m_bytes.size(), MADV_COLLAPSE);
#endif
}

PageBuffer::PageBuffer(PageBuffer &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

PageBuffer &PageBuffer::operator=(PageBuffer &&other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

PageBuffer::~PageBuffer()
{
    if (!m_bytes.empty())
        ::munmap(m_bytes.data(), m_bytes.size());
}

} // namespace alcove::inference
