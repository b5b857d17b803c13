#include "inference/model/model_files.h"

#include "tests/inference/formats/gguf_bytes.h"
#include "tests/inference/formats/scratch_folder.h"

#include <QtTest>

using namespace alcove::inference;
namespace fs = std::filesystem;

namespace {

const fs::path kGolden = ALCOVE_GOLDEN_DIR;
const fs::path kDemo = ALCOVE_RESOURCES_DIR "/demo-model";

void copyTo(const fs::path &from, const fs::path &to)
{
    fs::create_directories(to.parent_path());
    fs::copy(from, to, fs::copy_options::recursive);
}

} // namespace

class TestModelFiles : public QObject {
    Q_OBJECT

private slots:
    void partsOfAFileAreFoundWhateverTheyAreCalled();
    void partsOfAnotherModelAreLeftAlone();
    void theDemonstrationModelIsComplete();
    void theDrafterOfAFolderIsFoundBesideItOrInIt();
    void aFileOfTheFolderStandsForTheFolder();
    void anEmptyPartIsLeftOut();
    void aNamedPartIsTaken();
    void whatIsNamedButMissingIsRefused_data();
    void whatIsNamedButMissingIsRefused();
    void aFileForPicturesAndSoundIsPreferred();
    void damagedNeighboursDoNotDisturb();
    void aRelativeNameIsLookedUpWhereItIs();
};

void TestModelFiles::partsOfAFileAreFoundWhateverTheyAreCalled()
{
    const ScratchFolder folder;
    copyTo(kGolden / "tiny-file-text.gguf", folder / "z.gguf");
    copyTo(kGolden / "tiny-file-mmproj.gguf", folder / "drafter.gguf");
    copyTo(kGolden / "tiny-file-drafter.gguf", folder / "a.gguf");
    const auto files = findModelFiles({.model = folder / "z.gguf", .mmproj = {}, .drafter = {}});
    QVERIFY(files);
    QCOMPARE(files->model, folder / "z.gguf");
    QCOMPARE(files->mmproj, folder / "drafter.gguf");
    QCOMPARE(files->drafter, folder / "a.gguf");
}

void TestModelFiles::partsOfAnotherModelAreLeftAlone()
{
    const ScratchFolder folder;
    copyTo(kGolden / "tiny-file-text.gguf", folder / "model.gguf");
    copyTo(kDemo / "gguf/alcove-demo-mmproj.gguf", folder / "mmproj.gguf");
    copyTo(kDemo / "gguf/alcove-demo-drafter-Q8_0.gguf", folder / "drafter.gguf");
    copyTo(kDemo / "gguf/alcove-demo-Q8_0.gguf", folder / "other.gguf");
    const auto files = findModelFiles({.model = folder / "model.gguf", .mmproj = {}, .drafter = {}});
    QVERIFY(files);
    QVERIFY(files->mmproj.empty());
    QVERIFY(files->drafter.empty());
}

void TestModelFiles::theDemonstrationModelIsComplete()
{
    const auto file =
        findModelFiles({.model = kDemo / "gguf/alcove-demo-Q8_0.gguf", .mmproj = {}, .drafter = {}});
    QVERIFY(file);
    QCOMPARE(file->mmproj.filename(), fs::path("alcove-demo-mmproj.gguf"));
    QCOMPARE(file->drafter.filename(), fs::path("alcove-demo-drafter-Q8_0.gguf"));
    const auto folder = findModelFiles({.model = kDemo / "hf", .mmproj = {}, .drafter = {}});
    QVERIFY(folder);
    QVERIFY(folder->mmproj.empty());
    QCOMPARE(folder->drafter.filename(), fs::path("hf-assistant"));
}

void TestModelFiles::theDrafterOfAFolderIsFoundBesideItOrInIt()
{
    const ScratchFolder beside;
    copyTo(kGolden / "tiny-file", beside / "model");
    copyTo(kGolden / "tiny-file-drafter", beside / "any");
    copyTo(kDemo / "hf-assistant", beside / "another");
    const auto slash = findModelFiles({.model = beside / "model/", .mmproj = {}, .drafter = {}});
    QVERIFY(slash);
    QVERIFY(fs::equivalent(slash->drafter, beside / "any"));

    const ScratchFolder within;
    copyTo(kGolden / "tiny-file", within / "model");
    copyTo(kGolden / "tiny-file-drafter", within / "model/assistant");
    const auto inside = findModelFiles({.model = within / "model", .mmproj = {}, .drafter = {}});
    QVERIFY(inside);
    QVERIFY(fs::equivalent(inside->drafter, within / "model/assistant"));

    fs::remove(within / "model/assistant/model.safetensors");
    const auto withoutWeights = findModelFiles({.model = within / "model", .mmproj = {}, .drafter = {}});
    QVERIFY(withoutWeights);
    QVERIFY(withoutWeights->drafter.empty());
}

void TestModelFiles::aFileOfTheFolderStandsForTheFolder()
{
    for (const char *name : {"config.json", "model.safetensors"}) {
        const auto files =
            findModelFiles({.model = kGolden / "tiny-file" / name, .mmproj = {}, .drafter = {}});
        QVERIFY(files);
        QCOMPARE(files->model, kGolden / "tiny-file");
        QCOMPARE(files->drafter.filename(), fs::path("tiny-file-drafter"));
    }
}

void TestModelFiles::anEmptyPartIsLeftOut()
{
    const auto file = findModelFiles(
        {.model = kGolden / "tiny-file-text.gguf", .mmproj = fs::path(), .drafter = fs::path()});
    QVERIFY(file && file->mmproj.empty() && file->drafter.empty());
    const auto folder = findModelFiles({.model = kGolden / "tiny-file", .mmproj = {}, .drafter = fs::path()});
    QVERIFY(folder && folder->drafter.empty());
    const auto half =
        findModelFiles({.model = kGolden / "tiny-file-text.gguf", .mmproj = fs::path(), .drafter = {}});
    QVERIFY(half && half->mmproj.empty() && !half->drafter.empty());
}

void TestModelFiles::aNamedPartIsTaken()
{
    const fs::path other = kDemo / "gguf/alcove-demo-mmproj.gguf";
    const auto files =
        findModelFiles({.model = kGolden / "tiny-file-text.gguf", .mmproj = other, .drafter = {}});
    QVERIFY(files);
    QCOMPARE(files->mmproj, other); // that it does not fit is said when it is opened
}

void TestModelFiles::whatIsNamedButMissingIsRefused_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("mmproj");
    QTest::addColumn<QString>("drafter");
    QTest::addColumn<QString>("sentence");
    const QString model = ALCOVE_GOLDEN_DIR "/tiny-file-text.gguf";
    QTest::newRow("no model") << "" << "" << "" << "The model “” does not exist.";
    QTest::newRow("model") << "none.gguf" << "" << "" << "The model “none.gguf” does not exist.";
    QTest::newRow("mmproj") << model << "m.gguf" << ""
                            << "The part for pictures and sound “m.gguf” does not exist.";
    QTest::newRow("drafter") << model << "" << "d.gguf" << "The drafter “d.gguf” does not exist.";
}

void TestModelFiles::whatIsNamedButMissingIsRefused()
{
    QFETCH(QString, model);
    QFETCH(QString, mmproj);
    QFETCH(QString, drafter);
    QFETCH(QString, sentence);
    const auto files = findModelFiles(
        {.model = model.toStdString(), .mmproj = mmproj.toStdString(), .drafter = drafter.toStdString()});
    QVERIFY(!files);
    QCOMPARE(QString::fromStdString(files.error().what), sentence);
    QVERIFY(!files.error().remedy.empty());
}

void TestModelFiles::aFileForPicturesAndSoundIsPreferred()
{
    GgufBytes sound;
    sound.key("general.architecture", "clip");
    sound.key("clip.audio.projector_type", "gemma4ua");
    sound.floats("mm.a.input_projection.weight", {640, 64}, std::vector<float>(640 * 64));
    const ScratchFolder folder;
    copyTo(kGolden / "tiny-file-text.gguf", folder / "model.gguf");
    folder.write("a.gguf", sound.file());
    const auto alone = findModelFiles({.model = folder / "model.gguf", .mmproj = {}, .drafter = {}});
    QVERIFY(alone);
    QCOMPARE(alone->mmproj, folder / "a.gguf");
    copyTo(kGolden / "tiny-file-mmproj.gguf", folder / "b.gguf");
    const auto both = findModelFiles({.model = folder / "model.gguf", .mmproj = {}, .drafter = {}});
    QVERIFY(both);
    QCOMPARE(both->mmproj, folder / "b.gguf");
}

void TestModelFiles::damagedNeighboursDoNotDisturb()
{
    const ScratchFolder folder;
    copyTo(kGolden / "tiny-file-text.gguf", folder / "model.gguf");
    copyTo(kGolden / "tiny-file-mmproj.gguf", folder / "z.gguf");
    const std::string whole = fileContent(kGolden / "tiny-file-mmproj.gguf");
    folder.write("cut.gguf", std::string_view(whole).substr(0, whole.size() / 2));
    folder.write("empty.gguf", "");
    folder.write("text.gguf", "hello");
    fs::create_directory(folder / "folder.gguf");
    fs::create_symlink("nowhere", folder / "link.gguf");
    const auto files = findModelFiles({.model = folder / "model.gguf", .mmproj = {}, .drafter = {}});
    QVERIFY(files);
    QCOMPARE(files->mmproj, folder / "z.gguf");

    folder.write("model.gguf", "GGUF"); // opening says what is wrong with the model itself
    const auto broken = findModelFiles({.model = folder / "model.gguf", .mmproj = {}, .drafter = {}});
    QVERIFY(broken && broken->mmproj.empty());
}

void TestModelFiles::aRelativeNameIsLookedUpWhereItIs()
{
    const fs::path before = fs::current_path();
    fs::current_path(kGolden);
    const auto files = findModelFiles({.model = "tiny-file-text.gguf", .mmproj = {}, .drafter = {}});
    fs::current_path(before);
    QVERIFY(files);
    QCOMPARE(files->mmproj.filename(), fs::path("tiny-file-mmproj.gguf"));
}

QTEST_APPLESS_MAIN(TestModelFiles)
#include "tst_model_files.moc"
