#include "inference/model/packed_header.h"

#include "inference/compute/packed_layout.h"
#include "inference/formats/checksum.h"
#include "inference/model/packing.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace alcove::inference {

namespace {

constexpr char kMagic[8] = {'A', 'L', 'C', 'P', 'A', 'C', 'K', '\n'};
constexpr uint32_t kVersion = 1;

uint64_t identityOf(std::span<const MappedFile> files, std::span<WeightMatrix *const> matrices);
size_t headerLength(std::span<const std::byte> file, std::span<WeightMatrix *const> matrices);
int64_t aligned(int64_t offset);

} // namespace

PackedHeader PackedHeader::of(std::span<WeightMatrix *const> matrices, std::span<const MappedFile> files)
{
    PackedHeader header;
    std::ranges::copy(kMagic, header.m_file.magic);
    header.m_file.version = kVersion;
    header.m_file.matrixCount = uint32_t(matrices.size());
    header.m_file.layout = packedLayoutFingerprint();
    header.m_file.source = identityOf(files, matrices);
    header.m_file.headerBytes = aligned(int64_t(sizeof(File) + matrices.size() * sizeof(Matrix)));
    int64_t offset = header.m_file.headerBytes;
    for (const WeightMatrix *matrix : matrices) {
        const int64_t bytes = packedBytes(matrix->type, matrix->rows, matrix->columns);
        header.m_matrices.push_back({.type = matrix->type,
            .unused = 0,
            .rows = matrix->rows,
            .columns = matrix->columns,
            .offset = offset,
            .bytes = bytes,
            .chunkBytes = kGroupsAtATime * packedGroupBytes(matrix->type, matrix->columns),
            .checksum = 0,
            .unused2 = 0});
        offset = aligned(offset + bytes);
    }
    header.m_file.fileBytes = offset;
    return header;
}

int64_t PackedHeader::Matrix::chunkSize(int64_t chunk) const
{
    return std::min(chunkBytes, bytes - chunk * chunkBytes);
}

std::vector<std::byte> PackedHeader::bytes() const
{
    std::vector<std::byte> bytes(size_t(m_file.headerBytes));
    std::memcpy(bytes.data(), &m_file, sizeof m_file);
    std::memcpy(bytes.data() + sizeof m_file, m_matrices.data(), m_matrices.size() * sizeof(Matrix));
    return bytes;
}

bool PackedHeader::adopt(std::span<const std::byte> stored)
{
    if (std::ssize(stored) != m_file.headerBytes)
        return false;
    PackedHeader candidate = *this;
    std::memcpy(&candidate.m_file, stored.data(), sizeof m_file);
    if (candidate.m_file.headerBytes != m_file.headerBytes)
        return false;
    std::memcpy(
        candidate.m_matrices.data(), stored.data() + sizeof m_file, m_matrices.size() * sizeof(Matrix));

    PackedHeader blank = candidate;
    blank.m_file.seal = 0;
    blank.forgetFrom(0);
    PackedHeader expected = *this;
    expected.m_file.seal = 0;
    expected.forgetFrom(0);
    // With the padding: a head that is sealed holds nothing that was not written on purpose.
    const bool same = blank.bytes() == expected.bytes() && std::ranges::equal(candidate.bytes(), stored);
    if (!same || (candidate.isSealed() && candidate.m_file.seal != candidate.sealed()))
        return false;
    *this = std::move(candidate);
    return true;
}

void PackedHeader::setChecksum(size_t matrix, uint64_t checksum)
{
    m_matrices[matrix].checksum = checksum;
}

void PackedHeader::forgetFrom(size_t matrix)
{
    for (; matrix < m_matrices.size(); ++matrix)
        m_matrices[matrix].checksum = 0;
}

void PackedHeader::seal()
{
    m_file.seal = sealed();
}

uint64_t PackedHeader::sealed() const
{
    PackedHeader open = *this;
    open.m_file.seal = 0;
    return checksum(open.bytes()) | 1; // never the 0 of an unfinished file
}

uint64_t packedLayoutFingerprint()
{
    constexpr int64_t kRows = kGroupRows + 1; // a group that is full and one that is not
    constexpr int64_t kColumns = 2 * kSuperInputs;
    uint64_t fingerprint = 0;
    for (const BlockType type : packableTypes()) {
        std::vector<std::byte> blocks(size_t(kRows * rowBytes(type, kColumns)));
        for (size_t i = 0; i < blocks.size(); ++i)
            blocks[i] = std::byte((i * 0x9E3779B97F4A7C15U) >> 56);
        const WeightMatrix matrix{
            .type = type, .rows = kRows, .columns = kColumns, .data = blocks.data(), .packed = nullptr};
        std::vector<std::byte> packed(size_t(packedBytes(type, kRows, kColumns)));
        packGroups(matrix, 0, 2, packed);
        fingerprint = checksum(packed, fingerprint);
    }
    return fingerprint;
}

namespace {

uint64_t identityOf(std::span<const MappedFile> files, std::span<WeightMatrix *const> matrices)
{
    uint64_t identity = 0;
    for (const MappedFile &file : files) {
        const std::array<int64_t, 2> facts = {int64_t(file.bytes().size()), file.lastChange()};
        identity = checksum(std::as_bytes(std::span(facts)), identity);
        identity = checksum(file.bytes().first(headerLength(file.bytes(), matrices)), identity);
    }
    return identity;
}

/// The bytes before the first matrix that is packed; a little of a file that has none.
size_t headerLength(std::span<const std::byte> file, std::span<WeightMatrix *const> matrices)
{
    constexpr size_t kLittle = 4096;
    constexpr size_t kMost = 64 << 20;
    size_t length = file.size();
    for (const WeightMatrix *matrix : matrices) {
        if (matrix->data >= file.data() && matrix->data < file.data() + file.size())
            length = std::min(length, size_t(matrix->data - file.data()));
    }
    return length == file.size() ? std::min(length, kLittle) : std::min(length, kMost);
}

int64_t aligned(int64_t offset)
{
    return (offset + PackedHeader::kAlignment - 1) / PackedHeader::kAlignment * PackedHeader::kAlignment;
}

} // namespace

} // namespace alcove::inference
