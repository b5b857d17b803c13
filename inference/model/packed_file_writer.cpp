#include "inference/model/packed_file_writer.h"

#include "inference/compute/packed_layout.h"
#include "inference/formats/checksum.h"
#include "inference/formats/open_file.h"
#include "inference/formats/quoted.h"
#include "inference/model/packed_file.h"
#include "inference/model/packing.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <format>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace alcove::inference {

namespace {

constexpr auto kLookAgain = std::chrono::milliseconds(100);
constexpr auto kPatience = std::chrono::seconds(30); // with a writer that does not get on

/// The work on one file, in the order of its functions.
class Writing {
public:
    Writing(ThreadPool &pool, std::span<WeightMatrix *const> matrices, const PackedHeader &header,
        const std::filesystem::path &path, const PackedFileHost &host, const std::stop_token &stop)
        : m_pool(pool)
        , m_matrices(matrices)
        , m_header(header)
        , m_path(path)
        , m_host(host)
        , m_stop(stop)
    {}

    /// False: another process has finished the file meanwhile.
    Result<bool> lock();
    Result<void> resume();
    Result<void> writeMatrices();
    Result<void> finish();
    void giveUp();

private:
    enum class Lock { Ours, Taken, Renamed };
    Result<Lock> tryLock();
    int64_t fileSize() const;
    int64_t endOf(size_t index) const;
    bool isWhole(size_t index);
    using Buffers = std::vector<std::vector<std::byte>>;
    Buffers buffersFor(const PackedHeader::Matrix &matrix) const;
    Result<void> writeMatrix(size_t index);
    Result<void> writeHeader();
    void settle(size_t index);
    std::unexpected<Error> stopped() const { return failure("Loading was stopped."); }

    ThreadPool &m_pool;
    std::span<WeightMatrix *const> m_matrices;
    PackedHeader m_header;
    const std::filesystem::path &m_path;
    const PackedFileHost &m_host;
    const std::stop_token &m_stop;
    OpenFile m_file;
    size_t m_next = 0; ///< the first matrix that is not there yet
};

} // namespace

Result<void> writePackedFile(ThreadPool &pool, std::span<WeightMatrix *const> matrices,
    const PackedHeader &header, const std::filesystem::path &path, const PackedFileHost &host,
    const std::stop_token &stop)
{
    Writing writing(pool, matrices, header, path, host, stop);
    const Result<bool> locked = writing.lock();
    if (!locked || !*locked)
        return locked.transform([](bool) {});
    Result<void> written = writing.resume();
    if (written)
        written = writing.writeMatrices();
    if (written)
        written = writing.finish();
    if (!written && !stop.stop_requested())
        writing.giveUp();
    return written;
}

std::filesystem::path unfinishedPath(const std::filesystem::path &path)
{
    std::filesystem::path unfinished = path;
    unfinished += ".part";
    return unfinished;
}

namespace {

Result<bool> Writing::lock()
{
    int64_t seen = -1;
    auto lastGrowth = std::chrono::steady_clock::now();
    while (!m_stop.stop_requested()) {
        const Result<Lock> lock = tryLock();
        if (!lock)
            return std::unexpected(lock.error());
        if (*lock != Lock::Taken && PackedFile::open(m_path, m_header)) {
            if (*lock == Lock::Ours)
                giveUp();
            return false;
        }
        if (*lock == Lock::Ours)
            return true;
        if (*lock == Lock::Renamed)
            continue;
        const auto now = std::chrono::steady_clock::now();
        if (const int64_t size = fileSize(); size != seen) {
            seen = size;
            lastGrowth = now;
            m_host.progress(size);
        }
        if (now - lastGrowth > kPatience)
            return failure(
                std::format("Another program has begun {} and does not get on.", quotedPath(m_path)),
                "Wait for it or end it.");
        std::this_thread::sleep_for(kLookAgain);
    }
    return stopped();
}

/// The lock belongs to the file, not to its name: after a wait the name may mean another file, or none.
Result<Writing::Lock> Writing::tryLock()
{
    const std::filesystem::path unfinished = unfinishedPath(m_path);
    m_file = OpenFile(::open(unfinished.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!m_file.isOpen())
        return writeFailure(m_path, errno);
    if (::flock(m_file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK || errno == EINTR)
            return Lock::Taken;
        return writeFailure(m_path, errno);
    }
    struct stat mine{};
    struct stat named{};
    if (::fstat(m_file.number(), &mine) != 0 || ::stat(unfinished.c_str(), &named) != 0 ||
        mine.st_ino != named.st_ino)
        return Lock::Renamed;
    return Lock::Ours;
}

int64_t Writing::fileSize() const
{
    struct stat status{};
    return ::fstat(m_file.number(), &status) == 0 ? int64_t(status.st_size) : 0;
}

/// Finds what is there already; then asks for the room that the rest needs.
Result<void> Writing::resume()
{
    std::vector<std::byte> stored(size_t(m_header.headerBytes()));
    PackedHeader found = m_header;
    if (m_file.readAt(stored, 0) == 0 && found.adopt(stored))
        m_header = std::move(found);
    while (m_next < m_matrices.size() && isWhole(m_next)) {
        m_host.progress(endOf(m_next));
        ++m_next;
    }
    if (m_stop.stop_requested())
        return stopped();
    m_header.forgetFrom(m_next);
    if (::ftruncate(m_file.number(), m_next == 0 ? m_header.headerBytes() : endOf(m_next - 1)) != 0)
        return writeFailure(m_path, errno);
    struct stat status{};
    const int64_t allocated = ::fstat(m_file.number(), &status) == 0 ? int64_t(status.st_blocks) * 512 : 0;
    if (Result<void> room = m_host.makeRoom(m_header.fileBytes() - allocated); !room)
        return room;
    if (const int code = m_file.reserve(m_header.fileBytes()); code != 0)
        return writeFailure(m_path, code);
    return writeHeader();
}

int64_t Writing::endOf(size_t index) const
{
    return m_header.matrices()[index].offset + m_header.matrices()[index].bytes;
}

bool Writing::isWhole(size_t index)
{
    const PackedHeader::Matrix &matrix = m_header.matrices()[index];
    if (matrix.checksum == 0)
        return false;
    std::vector<uint64_t> chunks(size_t(matrix.chunkCount()));
    Buffers buffers = buffersFor(matrix);
    std::atomic<bool> readable = true;
    std::atomic<int64_t> next = 0;
    m_pool.run([&](int thread, int) {
        for (int64_t chunk = next++; chunk < matrix.chunkCount() && readable; chunk = next++) {
            const std::span bytes = std::span(buffers[size_t(thread)]).first(size_t(matrix.chunkSize(chunk)));
            if (m_stop.stop_requested() || m_file.readAt(bytes, matrix.chunkOffset(chunk)) != 0)
                readable = false;
            else
                chunks[size_t(chunk)] = checksum(bytes);
        }
    });
    return readable && checksumOfChunks(chunks) == matrix.checksum;
}

/// One chunk for each thread; taken here because the threads' work must not throw.
Writing::Buffers Writing::buffersFor(const PackedHeader::Matrix &matrix) const
{
    return Buffers(size_t(m_pool.size()), std::vector<std::byte>(size_t(matrix.chunkBytes)));
}

Result<void> Writing::writeMatrices()
{
    for (; m_next < m_matrices.size(); ++m_next) {
        if (Result<void> written = writeMatrix(m_next); !written)
            return written;
        if (Result<void> written = writeHeader(); !written)
            return written;
        if (m_next > 0)
            settle(m_next - 1);
    }
    return {};
}

Result<void> Writing::writeMatrix(size_t index)
{
    const PackedHeader::Matrix &place = m_header.matrices()[index];
    const int64_t groupBytes = packedGroupBytes(place.type, place.columns);
    Buffers buffers = buffersFor(place);
    std::vector<uint64_t> chunks(size_t(place.chunkCount()));
    std::atomic<int> error = 0;
    std::atomic<int64_t> done = 0;
    const bool whole =
        packInOrder(m_pool, *m_matrices[index], m_stop, [&](int thread, int64_t first, int64_t last) {
            if (error != 0)
                return;
            const std::span buffer =
                std::span(buffers[size_t(thread)]).first(size_t((last - first) * groupBytes));
            packGroups(*m_matrices[index], first, last, buffer);
            chunks[size_t(first / kGroupsAtATime)] = checksum(buffer);
            if (const int code = m_file.writeAt(buffer, place.offset + first * groupBytes); code != 0)
                error = code;
            done += std::ssize(buffer);
            if (thread == 0) // the caller's own
                m_host.progress(place.offset + done);
        });
    if (!whole)
        return stopped();
    if (error != 0)
        return writeFailure(m_path, error);
    m_header.setChecksum(index, checksumOfChunks(chunks));
    return {};
}

Result<void> Writing::writeHeader()
{
    if (const int code = m_file.writeAt(m_header.bytes(), 0); code != 0)
        return writeFailure(m_path, code);
    return {};
}

/// Waits until a matrix is on the disk while the next one is on its way there. Else gigabytes would
/// pile up in memory, and the whole desktop would stand still when they are written at once.
void Writing::settle(size_t index)
{
    const PackedHeader::Matrix &matrix = m_header.matrices()[index];
    const PackedHeader::Matrix &next = m_header.matrices()[index + 1];
    ::sync_file_range(m_file.number(), next.offset, next.bytes, SYNC_FILE_RANGE_WRITE);
    ::sync_file_range(m_file.number(), matrix.offset, matrix.bytes,
        SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}

Result<void> Writing::finish()
{
    if (::ftruncate(m_file.number(), m_header.fileBytes()) != 0 || ::fsync(m_file.number()) != 0)
        return writeFailure(m_path, errno);
    m_header.seal(); // after the data are on the disk: a sealed file is whole whatever happens
    if (Result<void> written = writeHeader(); !written)
        return written;
    if (::fsync(m_file.number()) != 0 || ::rename(unfinishedPath(m_path).c_str(), m_path.c_str()) != 0)
        return writeFailure(m_path, errno);
    // What was written piece by piece stands in small pages; read anew, it comes in large ones, and every
    // pass over it is the faster.
    ::posix_fadvise(m_file.number(), 0, 0, POSIX_FADV_DONTNEED);
    const OpenFile folder(::open(m_path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isOpen())
        ::fsync(folder.number());
    m_host.progress(m_header.fileBytes());
    return {};
}

/// Nothing may fill a disk that is full already.
void Writing::giveUp()
{
    ::unlink(unfinishedPath(m_path).c_str());
}

} // namespace

} // namespace alcove::inference
