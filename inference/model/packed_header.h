#pragma once

#include "inference/compute/weight_matrix.h"
#include "inference/formats/mapped_file.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alcove::inference {

/// The head of a packed file: whose matrices it holds and where they lie in it.
///
/// All of it but the checksums follows from the source and this program, so that a file is never
/// believed: its head is compared, byte by byte, with the one that it should have.
class PackedHeader {
public:
    /// Matrices begin at multiples of this, so that they can be mapped and written by pages.
    static constexpr int64_t kAlignment = 4096;

    /// One matrix. Its bytes are checked in chunks; the checksum is that of the chunks' checksums.
    struct Matrix {
        BlockType type;
        uint32_t unused;
        int64_t rows, columns;
        int64_t offset, bytes, chunkBytes;
        uint64_t checksum; ///< 0: not written yet
        uint64_t unused2;

        int64_t chunkCount() const { return (bytes + chunkBytes - 1) / chunkBytes; }
        /// The place of a chunk in the file.
        int64_t chunkOffset(int64_t chunk) const { return offset + chunk * chunkBytes; }
        int64_t chunkSize(int64_t chunk) const;
    };

    /// The head of the packed file of a source: its packable matrices and the files that they lie in.
    static PackedHeader of(std::span<WeightMatrix *const> matrices, std::span<const MappedFile> files);

    /// Tells the source: sizes, times of the last change and headers of its files, wherever they lie.
    /// Whoever changes weights and keeps all three is believed to have changed nothing. Part of the name.
    uint64_t source() const { return m_file.source; }
    int64_t fileBytes() const { return m_file.fileBytes; }
    int64_t headerBytes() const { return m_file.headerBytes; }
    const std::vector<Matrix> &matrices() const { return m_matrices; }

    /// As it lies in the file; headerBytes() long.
    std::vector<std::byte> bytes() const;

    /// Takes the checksums of a stored head if that is of the same source and layout; else changes
    /// nothing and returns false. A head that is sealed but was changed since is false too.
    [[nodiscard]] bool adopt(std::span<const std::byte> stored);

    void setChecksum(size_t matrix, uint64_t checksum);
    /// Forgets the checksums from this matrix on.
    void forgetFrom(size_t matrix);
    /// Marks the file as whole.
    void seal();
    bool isSealed() const { return m_file.seal != 0; }

private:
    struct File {
        char magic[8];
        uint32_t version, matrixCount;
        uint64_t layout; ///< what the packer makes of known blocks
        uint64_t source;
        int64_t headerBytes, fileBytes;
        uint64_t seal; ///< the checksum of a whole file's head; 0 while it is written
        uint64_t unused;
    };
    static_assert(sizeof(File) == 64);
    static_assert(sizeof(Matrix) == 64);

    uint64_t sealed() const;

    File m_file{};
    std::vector<Matrix> m_matrices;
};

/// A number that another order of the packed blocks would change: no file outlives the layout that it
/// was written in, and nobody has to remember to count a version up.
uint64_t packedLayoutFingerprint();

} // namespace alcove::inference
