#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace alcove::inference {

/// Takes large arrays from the system in pages of 2 MB: with its usual ones, asking for each page costs more
/// than filling it, and a table read here and there misses the processor's list of pages with every question.
/// The vocabulary's tables are built in half of the time this way. Small arrays come from where all others
/// do.
template <typename T>
class LargePageAllocator {
public:
    using value_type = T;

    LargePageAllocator() = default;
    template <typename Other>
    LargePageAllocator(const LargePageAllocator<Other> &)
    {}

    T *allocate(size_t count)
    {
        if (count < kLarge)
            return std::allocator<T>().allocate(count);
        if (count > size_t(-1) / sizeof(T))
            throw std::bad_array_new_length();
        void *memory = ::operator new(count * sizeof(T), kPage);
        ::madvise(memory, count * sizeof(T), MADV_HUGEPAGE); // a refusal costs nothing
        return static_cast<T *>(memory);
    }
    void deallocate(T *memory, size_t count)
    {
        if (count < kLarge)
            std::allocator<T>().deallocate(memory, count);
        else
            ::operator delete(memory, kPage);
    }
    bool operator==(const LargePageAllocator &) const = default;

private:
    static constexpr std::align_val_t kPage{2 << 20};
    static constexpr size_t kLarge = size_t(kPage) / sizeof(T);
};

/// For some millions of elements.
template <typename T>
using LargeVector = std::vector<T, LargePageAllocator<T>>;

} // namespace alcove::inference
