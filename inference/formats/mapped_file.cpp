#include "inference/formats/mapped_file.h"

#include "inference/formats/open_file.h"
#include "inference/formats/quoted.h"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <format>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>

namespace alcove::inference {

namespace {

std::unexpected<Error> openFailure(const std::filesystem::path &path, int code);

} // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path &path)
{
    // Without O_NONBLOCK a named pipe in the model folder would block for ever.
    const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return openFailure(path, errno);
    struct stat status{};
    if (::fstat(file.number(), &status) != 0)
        return openFailure(path, errno);
    if (S_ISDIR(status.st_mode))
        return failure(std::format("{} is a folder, not a file.", quotedPath(path)), "Choose a file.");
    if (!S_ISREG(status.st_mode))
        return failure(std::format("{} is not an ordinary file.", quotedPath(path)), "Choose a file.");
    if (status.st_size == 0)
        return failure(std::format("{} is empty.", quotedPath(path)), "Fetch the file again.");
    const auto size = size_t(status.st_size);
    void *address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
    if (address == MAP_FAILED)
        return openFailure(path, errno);
    return MappedFile(path, {static_cast<const std::byte *>(address), size},
        int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec);
}

MappedFile::MappedFile(MappedFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_bytes(std::exchange(other.m_bytes, {}))
    , m_lastChange(other.m_lastChange)
{}

MappedFile &MappedFile::operator=(MappedFile &&other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_lastChange, other.m_lastChange);
    return *this;
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::byte *>(m_bytes.data()), m_bytes.size());
}

namespace {

std::unexpected<Error> openFailure(const std::filesystem::path &path, int code)
{
    if (code == ENOENT || code == ENOTDIR)
        return failure(std::format("{} does not exist.", quotedPath(path)), "Check the name of the file.");
    if (code == EACCES || code == EPERM)
        return failure(std::format("{} must not be read.", quotedPath(path)),
            "Give yourself permission to read the file.");
    return failure(
        std::format("{} cannot be read: {}.", quotedPath(path), std::generic_category().message(code)));
}

} // namespace

} // namespace alcove::inference
