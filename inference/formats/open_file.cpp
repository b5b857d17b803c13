#include "inference/formats/open_file.h"

#include "inference/formats/quoted.h"

#include <cerrno>
#include <fcntl.h>
#include <format>
#include <limits>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace alcove::inference {

OpenFile::OpenFile(OpenFile &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}

OpenFile &OpenFile::operator=(OpenFile &&other) noexcept
{
    std::swap(m_number, other.m_number);
    return *this;
}

OpenFile::~OpenFile()
{
    if (isOpen())
        ::close(m_number);
}

int OpenFile::writeAt(std::span<const std::byte> bytes, int64_t offset) const
{
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(m_number, bytes.data(), bytes.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count < 0 ? errno : EIO;
        bytes = bytes.subspan(size_t(count));
        offset += count;
    }
    return 0;
}

int OpenFile::readAt(std::span<std::byte> bytes, int64_t offset) const
{
    while (!bytes.empty()) {
        const ssize_t count = ::pread(m_number, bytes.data(), bytes.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count < 0 ? errno : EIO;
        bytes = bytes.subspan(size_t(count));
        offset += count;
    }
    return 0;
}

int OpenFile::reserve(int64_t bytes) const
{
    // posix_fallocate would write every block where the file system cannot reserve.
    if (::fallocate(m_number, FALLOC_FL_KEEP_SIZE, 0, bytes) == 0 || errno != ENOSPC)
        return 0;
    return ENOSPC;
}

std::unexpected<Error> writeFailure(const std::filesystem::path &path, int code)
{
    const std::string what =
        std::format("{} cannot be written: {}.", quotedPath(path), std::generic_category().message(code));
    if (code == ENOSPC || code == EDQUOT)
        return failure(what, "Free some room on that disk or choose another folder.");
    return failure(what, "Choose a folder that you may write to.");
}

int64_t freeDiskBytes(const std::filesystem::path &path)
{
    std::error_code code;
    std::filesystem::path place = std::filesystem::absolute(path, code);
    while (place.has_relative_path() && !std::filesystem::exists(place, code))
        place = place.parent_path();
    const std::filesystem::space_info space = std::filesystem::space(place, code);
    if (code || space.available > uintmax_t(std::numeric_limits<int64_t>::max()))
        return std::numeric_limits<int64_t>::max();
    return int64_t(space.available);
}

} // namespace alcove::inference
