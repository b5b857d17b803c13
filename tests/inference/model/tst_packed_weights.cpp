#include "inference/model/packed_weights.h"
#include "tests/inference/model/packable_file.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace alcove::inference;

/// The packed file: the same bits as packing into memory, whatever happens to it.
class TestPackedWeights : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theFileHoldsTheSameBitsAsPackingIntoMemory();
    void aSecondStartMapsTheFileAndPacksNothing();
    void smallWeightsArePackedIntoMemoryAndLeaveNoFile();
    void aMovedSourceKeepsItsFileAndAChangedOneDoesNot();
    void whatWasStoppedGoesOnAfterTheLastWholeMatrix();
    void whatWasKilledGoesOnAndGivesTheSameBits_data();
    void whatWasKilledGoesOnAndGivesTheSameBits();
    void aFullDiskMeansPackingIntoMemory();
    void aWriteThatFailsMeansPackingIntoMemory();
    void aFolderThatCannotBeMadeMeansPackingIntoMemory();
    void theFilesThatWereNotUsedForLongestAreRemoved();
    void aFileInUseIsNotRemoved();
    void twoProgramsAtOnceMakeOneFile();

private:
    std::unique_ptr<PackedFolder> m_folder;
};

namespace {

void setLastUse(const std::filesystem::path &path, time_t seconds)
{
    const std::array<timespec, 2> times = {
        {{.tv_sec = seconds, .tv_nsec = 0}, {.tv_sec = seconds, .tv_nsec = 0}}};
    QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
}

/// A limit that a failing disk is played with: writing beyond it is an error for ordinary users too.
class SmallestFileLimit {
public:
    explicit SmallestFileLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{.rlim_cur = bytes, .rlim_max = m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallestFileLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

void TestPackedWeights::init()
{
    m_folder = std::make_unique<PackedFolder>();
}

void TestPackedWeights::theFileHoldsTheSameBitsAsPackingIntoMemory()
{
    PackableFile file(m_folder->scratch(), "model");
    const auto inMemory = PackedWeights::pack(m_folder->pool(), file.source(), [](LoadStage, int64_t) {}, {});
    QVERIFY(inMemory);
    QVERIFY(file.packed() == file.expected());
    const auto mapped = m_folder->load(file);
    QVERIFY(mapped);
    QVERIFY(mapped->notice().empty());
    QVERIFY(file.packed() == file.expected());
    QCOMPARE(m_folder->filesKept().size(), size_t(1));
    QVERIFY(m_folder->filesKept().begin()->ends_with(".packed"));
    QVERIFY(!m_folder->stages().empty());
    QVERIFY(
        std::ranges::all_of(m_folder->stages(), [](LoadStage stage) { return stage == LoadStage::Writing; }));
}

void TestPackedWeights::aSecondStartMapsTheFileAndPacksNothing()
{
    PackableFile file(m_folder->scratch(), "model");
    m_folder->make(file);
    m_folder->stages().clear();
    const auto mapped = m_folder->load(file);
    QVERIFY(mapped);
    QVERIFY(file.packed() == file.expected());
    QVERIFY(!m_folder->stages().empty());
    QVERIFY(
        std::ranges::all_of(m_folder->stages(), [](LoadStage stage) { return stage == LoadStage::Reading; }));
}

void TestPackedWeights::smallWeightsArePackedIntoMemoryAndLeaveNoFile()
{
    PackableFile file(m_folder->scratch(), "model");
    const PackedCacheLimits large{.folder = m_folder->scratch().path() / "packed", .smallestBytes = 1 << 30};
    const auto packed = PackedWeights::load(
        m_folder->pool(), file.source(), PackedCache(large), [](LoadStage, int64_t) {}, {});
    QVERIFY(packed);
    QVERIFY(packed->notice().empty());
    QVERIFY(file.packed() == file.expected());
    QVERIFY(!std::filesystem::exists(large.folder));
}

void TestPackedWeights::aMovedSourceKeepsItsFileAndAChangedOneDoesNot()
{
    PackableFile file(m_folder->scratch(), "model");
    const std::filesystem::path path = m_folder->make(file);
    std::filesystem::rename(file.path(), m_folder->scratch().path() / "moved");
    const auto sourceOf = [](const std::filesystem::path &moved) {
        const std::vector<MappedFile> files = [&] {
            std::vector<MappedFile> opened;
            opened.push_back(MappedFile::open(moved).value());
            return opened;
        }();
        return PackedHeader::of({}, files).source();
    };
    const uint64_t before = sourceOf(m_folder->scratch().path() / "moved");
    setLastUse(m_folder->scratch().path() / "moved", 1'000'000'000);
    const uint64_t touched = sourceOf(m_folder->scratch().path() / "moved");
    QVERIFY(before != touched);
    std::filesystem::rename(m_folder->scratch().path() / "moved", file.path());
    QCOMPARE(sourceOf(file.path()), touched);
    PackableFile other(m_folder->scratch(), "model", 2);
    QVERIFY(PackedCache(m_folder->limits()).pathFor(other.source().header()) != path);
}

void TestPackedWeights::whatWasStoppedGoesOnAfterTheLastWholeMatrix()
{
    PackableFile file(m_folder->scratch(), "model");
    const std::vector<std::string> expected = file.expected();
    std::stop_source stop;
    const auto stopped = PackedWeights::load(
        m_folder->pool(), file.source(), PackedCache(m_folder->limits()),
        [&](LoadStage, int64_t done) {
            if (done > 300'000) // in the last matrix
                stop.request_stop();
        },
        stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(m_folder->filesKept().size(), size_t(1));
    QVERIFY(m_folder->filesKept().begin()->ends_with(".part"));

    // Were it packed again, the first matrix would be another one now.
    std::fstream(file.path(), std::ios::binary | std::ios::in | std::ios::out).seekp(100).put('x').put('y');
    QVERIFY(file.expected()[0] != expected[0]);
    const auto packed = m_folder->load(file);
    QVERIFY(packed);
    QVERIFY(packed->notice().empty());
    QVERIFY(file.packed() == expected);
}

void TestPackedWeights::whatWasKilledGoesOnAndGivesTheSameBits_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {0, 1, 5'000, 20'000, 100'000, 250'000, 290'000, 338'816})
        QTest::addRow("after %d bytes", bytes) << bytes;
}

void TestPackedWeights::whatWasKilledGoesOnAndGivesTheSameBits()
{
    QFETCH(int, bytes);
    PackableFile file(m_folder->scratch(), "model");
    const pid_t child = ::fork();
    if (child == 0) {
        ThreadPool pool(1); // threads do not cross a fork
        const auto packed = PackedWeights::load(pool, file.source(), PackedCache(m_folder->limits()),
            [bytes](LoadStage, int64_t done) {
                if (done >= bytes)
                    ::kill(::getpid(), SIGKILL);
            },
            {});
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    const auto packed = m_folder->load(file);
    QVERIFY(packed);
    QVERIFY(packed->notice().empty());
    QVERIFY(file.packed() == file.expected());
}

void TestPackedWeights::aFullDiskMeansPackingIntoMemory()
{
    PackableFile file(m_folder->scratch(), "model");
    PackedCacheLimits noRoom = m_folder->limits();
    noRoom.spareDiskBytes = int64_t(1) << 60;
    const auto packed = PackedWeights::load(
        m_folder->pool(), file.source(), PackedCache(noRoom), [](LoadStage, int64_t) {}, {});
    QVERIFY(packed);
    QVERIFY(file.packed() == file.expected());
    QVERIFY(packed->notice().find("disk") != std::string::npos);
    QVERIFY(m_folder->filesKept().empty());
}

void TestPackedWeights::aWriteThatFailsMeansPackingIntoMemory()
{
    PackableFile file(m_folder->scratch(), "model");
    for (const rlim_t bytes : {rlim_t(100), rlim_t(5'000), rlim_t(100'000), rlim_t(300'000)}) {
        const SmallestFileLimit limit(bytes);
        const auto packed = m_folder->load(file);
        QVERIFY(packed);
        QVERIFY(file.packed() == file.expected());
        QVERIFY(packed->notice().find("cannot be written") != std::string::npos);
        QVERIFY(m_folder->filesKept().empty());
    }
    const auto packed = m_folder->load(file);
    QVERIFY(packed && packed->notice().empty());
}

void TestPackedWeights::aFolderThatCannotBeMadeMeansPackingIntoMemory()
{
    PackableFile file(m_folder->scratch(), "model");
    m_folder->scratch().write("packed", "a file where the folder should be");
    const auto packed = m_folder->load(file);
    QVERIFY(packed);
    QVERIFY(file.packed() == file.expected());
    QVERIFY(!packed->notice().empty());
}

void TestPackedWeights::theFilesThatWereNotUsedForLongestAreRemoved()
{
    std::vector<std::string> names;
    for (uint64_t i = 0; i < 6; ++i) {
        PackableFile file(m_folder->scratch(), std::to_string(i), i + 1);
        const std::filesystem::path path = m_folder->make(file);
        setLastUse(path, time_t(1'000'000 + i));
        names.push_back(path.filename().string());
    }
    QCOMPARE(m_folder->filesKept(), std::set<std::string>(names.begin() + 2, names.end()));

    PackableFile third(m_folder->scratch().path() / "2");
    m_folder->make(third); // used again: the one after it is the oldest now
    PackableFile another(m_folder->scratch(), "another", 7);
    const std::string added = m_folder->make(another).filename().string();
    QCOMPARE(m_folder->filesKept(), (std::set<std::string>{names[2], names[4], names[5], added}));
}

void TestPackedWeights::aFileInUseIsNotRemoved()
{
    PackableFile used(m_folder->scratch(), "used", 1);
    const auto inUse = m_folder->load(used);
    QVERIFY(inUse);
    const std::filesystem::path path = PackedCache(m_folder->limits()).pathFor(used.source().header());
    setLastUse(path, 1'000'000);
    for (uint64_t i = 0; i < 5; ++i) {
        PackableFile file(m_folder->scratch(), std::to_string(i), i + 10);
        m_folder->make(file);
    }
    QVERIFY(std::filesystem::exists(path));
    QVERIFY(used.packed() == used.expected());
    QCOMPARE(m_folder->filesKept().size(), size_t(4));
}

void TestPackedWeights::twoProgramsAtOnceMakeOneFile()
{
    for (int round = 0; round < 20; ++round) {
        PackableFile first(m_folder->scratch(), "model");
        const std::filesystem::path path = PackedCache(m_folder->limits()).pathFor(first.source().header());
        PackableFile second(first.path());
        Result<PackedWeights> packed[2] = {failure("not run"), failure("not run")};
        std::array<PackableFile *, 2> files = {&first, &second};
        {
            std::array<std::jthread, 2> programs;
            for (size_t i = 0; i < 2; ++i)
                programs[i] = std::jthread([&, i] {
                    ThreadPool pool(1);
                    packed[i] = PackedWeights::load(pool, files[i]->source(), PackedCache(m_folder->limits()),
                        [](LoadStage, int64_t) {}, {});
                });
        }
        for (size_t i = 0; i < 2; ++i) {
            QVERIFY(packed[i]);
            QVERIFY2(packed[i]->notice().empty(), packed[i]->notice().c_str());
            QVERIFY(files[i]->packed() == files[i]->expected());
        }
        QCOMPARE(m_folder->filesKept(), std::set<std::string>{path.filename().string()});
        packed[0] = failure("done");
        packed[1] = failure("done");
        std::filesystem::remove(path);
    }
}

QTEST_APPLESS_MAIN(TestPackedWeights)
#include "tst_packed_weights.moc"
