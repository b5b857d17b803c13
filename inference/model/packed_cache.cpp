#include "inference/model/packed_cache.h"

#include "inference/formats/open_file.h"
#include "inference/model/packed_file_writer.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <format>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace alcove::inference {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".packed";
constexpr int64_t kDiskBlock = 512; // st_blocks counts these whatever the file system

/// As the XDG base directory specification says; empty if there is none.
fs::path userCacheFolder()
{
    const char *cache = std::getenv("XDG_CACHE_HOME");
    if (cache && fs::path(cache).is_absolute())
        return cache;
    const char *home = std::getenv("HOME");
    return home && fs::path(home).is_absolute() ? fs::path(home) / ".cache" : fs::path();
}

bool isPackedFile(const fs::path &path)
{
    const std::string name = path.filename().string();
    return name.ends_with(kEnding) || name.ends_with(unfinishedPath(kEnding).string());
}

} // namespace

PackedCache::PackedCache(PackedCacheLimits limits) : m_limits(std::move(limits))
{
    if (!m_limits.folder.empty())
        return;
    if (const fs::path cache = userCacheFolder(); !cache.empty())
        m_limits.folder = cache / "alcove" / "packed";
}

bool PackedCache::isWorthwhile(const PackedHeader &header) const
{
    return !m_limits.folder.empty() && !header.matrices().empty() &&
           header.fileBytes() >= m_limits.smallestBytes;
}

fs::path PackedCache::pathFor(const PackedHeader &header) const
{
    return m_limits.folder / std::format("{:016x}{}", header.source(), kEnding);
}

Result<PackedFile> PackedCache::open(const PackedHeader &header) const
{
    Result<PackedFile> file = PackedFile::open(pathFor(header), header);
    if (file)
        file->noteUse();
    return file;
}

Result<void> PackedCache::makeFolder() const
{
    std::error_code code;
    fs::create_directories(m_limits.folder, code);
    if (code)
        return writeFailure(m_limits.folder, code.value());
    return {};
}

Result<void> PackedCache::makeRoom(const PackedHeader &header, int64_t missing) const
{
    const std::vector<Entry> others = entriesBeside(pathFor(header));
    int64_t held = 0;
    for (const Entry &entry : others)
        held += entry.bytes;
    int64_t lacking = missing + m_limits.spareDiskBytes - freeDiskBytes(m_limits.folder);
    auto count = std::ssize(others);
    if (lacking <= held) { // else nothing is removed in vain
        for (const Entry &entry : others) {
            const bool crowded =
                count >= m_limits.mostFiles || held + header.fileBytes() > m_limits.mostBytes;
            if (!crowded && lacking <= 0)
                break;
            if (!removeUnused(entry.path))
                continue;
            --count;
            held -= entry.bytes;
            lacking -= entry.bytes;
        }
    }
    if (lacking <= 0)
        return {};
    return failure(std::format("The packed file of the weights needs {:.1f} GB more than the disk of the "
                               "cache folder has.",
                       double(lacking) / double(int64_t(1) << 30)),
        "Free some room on that disk, and the next start is faster.");
}

std::vector<PackedCache::Entry> PackedCache::entriesBeside(const fs::path &path) const
{
    std::vector<Entry> entries;
    std::error_code code;
    for (fs::directory_iterator it(m_limits.folder, code), end; !code && it != end; it.increment(code)) {
        struct stat status{};
        if (!isPackedFile(it->path()) || it->path() == path || it->path() == unfinishedPath(path) ||
            ::lstat(it->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        entries.push_back({it->path(), int64_t(status.st_blocks) * kDiskBlock,
            int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec});
    }
    std::ranges::sort(entries, {}, &Entry::lastUse);
    return entries;
}

bool removeUnused(const fs::path &path)
{
    const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.isOpen() && ::flock(file.number(), LOCK_EX | LOCK_NB) != 0)
        return false;
    return ::unlink(path.c_str()) == 0;
}

} // namespace alcove::inference
