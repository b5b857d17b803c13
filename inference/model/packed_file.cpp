#include "inference/model/packed_file.h"

#include "inference/formats/checksum.h"
#include "inference/formats/quoted.h"
#include "inference/model/read_ahead.h"

#include <fcntl.h>
#include <format>
#include <sys/file.h>
#include <sys/stat.h>
#include <vector>

namespace alcove::inference {

Result<PackedFile> PackedFile::open(const std::filesystem::path &path, const PackedHeader &expected)
{
    Result<MappedFile> file = MappedFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    const auto unfit = [&path](const char *why) {
        return failure(std::format("The packed file {} {}.", quotedPath(path), why), "It is made again.");
    };
    if (std::ssize(file->bytes()) != expected.fileBytes())
        return unfit("has another size than it should");
    preferLargePages(file->bytes());
    PackedHeader header = expected;
    if (!header.adopt(file->bytes().first(size_t(expected.headerBytes()))))
        return unfit("is damaged, or of another source or version");
    if (!header.isSealed())
        return unfit("was not finished");
    OpenFile inUse(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    // Refused on some network disks. A file that is removed all the same stays with who has it mapped.
    if (inUse.isOpen())
        (void)::flock(inUse.number(), LOCK_SH | LOCK_NB);
    return PackedFile(std::move(*file), std::move(inUse), std::move(header));
}

std::span<const std::byte> PackedFile::matrix(size_t index) const
{
    const PackedHeader::Matrix &matrix = m_header.matrices()[index];
    return m_file.bytes().subspan(size_t(matrix.offset), size_t(matrix.bytes));
}

Result<void> PackedFile::verify(
    ThreadPool &pool, const std::function<void(int64_t)> &progress, const std::stop_token &stop) const
{
    for (size_t index = 0; index < m_header.matrices().size(); ++index) {
        const PackedHeader::Matrix &matrix = m_header.matrices()[index];
        // Read by touching, not asked for ahead: asking brings small pages, touching large ones
        // (read_ahead.h), in which the weights then stay.
        std::vector<uint64_t> chunks(size_t(matrix.chunkCount()));
        pool.forItems(matrix.chunkCount(), [&](int64_t chunk) {
            if (!stop.stop_requested())
                chunks[size_t(chunk)] = checksum(m_file.bytes().subspan(
                    size_t(matrix.chunkOffset(chunk)), size_t(matrix.chunkSize(chunk))));
        });
        if (stop.stop_requested())
            return failure("Loading was stopped.");
        if (checksumOfChunks(chunks) != matrix.checksum)
            return failure(std::format("The packed file {} is damaged.", quotedPath(path())),
                "It is made again; should this happen more than once, have the disk checked.");
        progress(matrix.offset + matrix.bytes);
    }
    return {};
}

void PackedFile::noteUse() const
{
    (void)::futimens(m_inUse.number(), nullptr); // refused in somebody else's folder
}

uint64_t checksumOfChunks(std::span<const uint64_t> chunks)
{
    return checksum(std::as_bytes(chunks)) | 1; // never the 0 of a matrix that was not written
}

} // namespace alcove::inference
