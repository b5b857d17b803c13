#pragma once

#include "inference/compute/packed_layout.h"
#include "inference/formats/mapped_file.h"
#include "inference/model/packed_weights.h"
#include "tests/inference/formats/scratch_folder.h"

#include <QtLogging>

#include <array>
#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace alcove::inference {

/// A file with quantised matrices of every type that has a packed form, of ragged row counts, behind a
/// few bytes of header. The same seed gives the same bytes.
class PackableFile {
public:
    PackableFile(const ScratchFolder &folder, const std::string &name, uint64_t seed = 1)
        : PackableFile(folder.write(name, content(seed)))
    {}
    /// One that was written before.
    explicit PackableFile(std::filesystem::path path) : m_path(std::move(path))
    {
        m_files.push_back(MappedFile::open(m_path).value());
        const std::byte *data = m_files[0].bytes().data() + kHeader;
        for (const Shape &shape : kShapes) {
            m_matrices.push_back({.type = shape.type,
                .rows = shape.rows,
                .columns = shape.columns,
                .data = data,
                .packed = nullptr});
            data += shape.rows * rowBytes(shape.type, shape.columns);
        }
    }

    PackedSource source()
    {
        std::vector<WeightMatrix *> matrices;
        for (WeightMatrix &matrix : m_matrices)
            matrices.push_back(&matrix);
        return {matrices, m_files};
    }
    const std::filesystem::path &path() const { return m_path; }

    /// What the matrices' `packed` point to, one string a matrix.
    std::vector<std::string> packed() const
    {
        std::vector<std::string> packed;
        for (const WeightMatrix &matrix : m_matrices) {
            const auto size = size_t(packedBytes(matrix.type, matrix.rows, matrix.columns));
            packed.emplace_back(reinterpret_cast<const char *>(matrix.packed), size);
        }
        return packed;
    }

    /// What they must point to.
    std::vector<std::string> expected() const
    {
        std::vector<std::string> expected;
        for (const WeightMatrix &matrix : m_matrices) {
            std::string &bytes =
                expected.emplace_back(size_t(packedBytes(matrix.type, matrix.rows, matrix.columns)), '\0');
            packGroups(matrix, 0, (matrix.rows + kGroupRows - 1) / kGroupRows,
                std::as_writable_bytes(std::span(bytes)));
        }
        return expected;
    }

private:
    struct Shape {
        BlockType type;
        int64_t rows, columns;
    };
    static constexpr size_t kHeader = 100;
    static constexpr std::array<Shape, 6> kShapes = {
        {{BlockType::Q4_0, 33, 64}, {BlockType::Q8_0, 32, 96}, {BlockType::Q4_K, 70, 512},
            {BlockType::Q5_K, 1, 256}, {BlockType::Q6_K, 1000, 256}, {BlockType::Q4_0, 2000, 64}}};

    static std::string content(uint64_t seed)
    {
        size_t size = kHeader;
        for (const Shape &shape : kShapes)
            size += size_t(shape.rows * rowBytes(shape.type, shape.columns));
        std::string bytes(size, '\0');
        uint64_t state = seed;
        for (char &byte : bytes) {
            state = state * 6364136223846793005U + 1442695040888963407U; // Knuth's MMIX generator
            byte = char(state >> 56);
        }
        return bytes;
    }

    std::filesystem::path m_path;
    std::vector<MappedFile> m_files;
    std::vector<WeightMatrix> m_matrices;
};

/// A cache folder of its own for one test, that takes the smallest weights too.
class PackedFolder {
public:
    PackedCacheLimits limits() const
    {
        return {.folder = m_folder / "packed", .smallestBytes = 0, .spareDiskBytes = 0};
    }
    const ScratchFolder &scratch() const { return m_folder; }

    Result<PackedWeights> load(PackableFile &file, const std::stop_token &stop = {})
    {
        return PackedWeights::load(
            m_pool, file.source(), PackedCache(limits()),
            [this](LoadStage stage, int64_t) { m_stages.push_back(stage); }, stop);
    }
    /// The finished packed file of a source. Ends the test program if there is none: nothing can be
    /// tested then.
    std::filesystem::path make(PackableFile &file)
    {
        if (const Result<PackedWeights> packed = load(file); !packed || !packed->notice().empty())
            qFatal("%s", packed ? packed->notice().c_str() : packed.error().message().c_str());
        return PackedCache(limits()).pathFor(file.source().header());
    }
    std::set<std::string> filesKept() const
    {
        std::set<std::string> names;
        for (const auto &entry : std::filesystem::directory_iterator(limits().folder))
            names.insert(entry.path().filename().string());
        return names;
    }
    /// Of all loads so far.
    std::vector<LoadStage> &stages() { return m_stages; }
    ThreadPool &pool() { return m_pool; }

private:
    ScratchFolder m_folder;
    ThreadPool m_pool{2};
    std::vector<LoadStage> m_stages;
};

} // namespace alcove::inference
