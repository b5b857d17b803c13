#pragma once

#include "inference/model/packed_file.h"
#include "inference/model/packed_header.h"
#include "inference/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace alcove::inference {

/// What a load is at.
enum class LoadStage {
    Reading, ///< as every start does
    Packing, ///< into memory: a small model, or no room for a packed file; again at the next start
    Writing, ///< the packed file, once
};

/// Where packed files lie and how much they may take.
struct PackedCacheLimits {
    std::filesystem::path folder = {};           ///< empty: alcove/packed in the user's cache folder
    int64_t smallestBytes = int64_t(256) << 20;  ///< sources with less to pack are packed in memory
    int64_t spareDiskBytes = int64_t(2) << 30;   ///< left free on the disk
    int mostFiles = 4;                           ///< two models with their drafters
    int64_t mostBytes = 20 * (int64_t(1) << 30); ///< of all of them; one file always may
};

/// The folder of packed files. Everything in it can be made again, so that it is kept small without
/// asking: what was used last stays, and what a program is using.
class PackedCache {
public:
    explicit PackedCache(PackedCacheLimits limits);

    /// Whether there is a folder at all, and the source is large enough for a file to be worth it.
    bool isWorthwhile(const PackedHeader &header) const;
    /// The place of a source's packed file, whether or not there is one.
    std::filesystem::path pathFor(const PackedHeader &header) const;
    /// The source's packed file if there is one; notes that it is in use now.
    [[nodiscard]] Result<PackedFile> open(const PackedHeader &header) const;

    [[nodiscard]] Result<void> makeFolder() const;
    /// Makes room for a file, of which `missing` bytes are not on the disk yet: files that were not used
    /// for longest are removed if there are too many, or if that makes room. Fails with a sentence.
    [[nodiscard]] Result<void> makeRoom(const PackedHeader &header, int64_t missing) const;

private:
    struct Entry {
        std::filesystem::path path;
        int64_t bytes;   ///< that removing it gives back to the disk
        int64_t lastUse; ///< nanoseconds
    };
    /// Of other sources, finished or not; longest unused first.
    std::vector<Entry> entriesBeside(const std::filesystem::path &path) const;

    PackedCacheLimits m_limits;
};

/// Removes a packed file, or what there is of it, unless a program uses or writes it. True if it is gone.
bool removeUnused(const std::filesystem::path &path);

} // namespace alcove::inference
