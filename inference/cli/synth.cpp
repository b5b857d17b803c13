#include "inference/cli/command.h"
#include "inference/cli/interrupt.h"
#include "inference/cli/synthetic_model.h"
#include "inference/cli/terminal.h"

#include <array>
#include <format>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace alcove::inference {

namespace {

namespace fs = std::filesystem;

constexpr const char *kExamples =
    R"(Three files that are found beside each other: the model, its drafter and its part for pictures and sound.
The weights are random, always the same ones; the model answers noise at the speed of the real one.
Examples:
  alcove-cli synth models
  alcove-cli synth small --layers 6
  alcove-cli synth models --blocks q4_k_m)";

const std::map<std::string, SyntheticBlocks> kBlocksByName = {
    {"q4_0", SyntheticBlocks::Q4_0},
    {"q8_0", SyntheticBlocks::Q8_0},
    {"q4_k_m", SyntheticBlocks::Q4_K_M},
    {"q6_k", SyntheticBlocks::Q6_K},
    {"bf16", SyntheticBlocks::BF16},
};

struct SynthOptions {
    std::string folder;
    std::string blocks = "q4_0";
    int layers = SyntheticShape().layers;
    bool quiet = false;
};

struct PlannedFile {
    fs::path path;
    GgufWriter writer;
    SyntheticTensors tensors;
    int64_t bytes;
};

Result<void> synth(const SynthOptions &options, const std::stop_token &stop);
Result<std::vector<PlannedFile>> planFiles(const SynthOptions &options);
Result<void> checkRoom(const fs::path &folder, int64_t bytes);

} // namespace

Command synthCommand(CLI::App &program, Interrupt &interrupt)
{
    CLI::App *parser =
        program.add_subcommand("synth", "Full-size model files with random weights, for measuring");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<SynthOptions>();
    parser->add_option("DIR", options->folder, "The folder that the files are written to")->required();
    parser->add_option("--blocks", options->blocks, "q4_0, q8_0, q4_k_m, q6_k or bf16 (default: q4_0)")
        ->check(CLI::IsMember(kBlocksByName))
        ->option_text("TYPE");
    parser->add_option("--layers", options->layers, "Layers, a multiple of 6 (default: 48)")
        ->check(CLI::Range(6, 96))
        ->check(CLI::Validator(
            [](const std::string &number) {
                return std::stoi(number) % 6 == 0 ? std::string() : number + " is not a multiple of 6";
            },
            "", "multiple of 6"))
        ->option_text("N");
    parser->add_flag("--quiet", options->quiet, "Show no progress");
    parser->footer(kExamples);
    return {.parser = parser, .run = [options, &interrupt] {
                const Interrupt::Work work(interrupt);
                return synth(*options, work.token());
            }};
}

namespace {

Result<void> synth(const SynthOptions &options, const std::stop_token &stop)
{
    Result<std::vector<PlannedFile>> files = planFiles(options);
    if (!files)
        return std::unexpected(files.error());
    int64_t total = 0;
    for (const PlannedFile &file : *files)
        total += file.bytes;
    if (Result<void> room = checkRoom(options.folder, total); !room)
        return room;

    ProgressLine progress(options.quiet ? ProgressLine::Visible::Never : ProgressLine::Visible::Always);
    ThreadPool pool;
    int64_t done = 0;
    for (PlannedFile &file : *files) {
        const Result<void> written = writeSyntheticFile(
            std::move(file.writer), file.tensors, pool,
            [&](int64_t bytes) {
                done += bytes;
                progress.show("Writing", done, total);
            },
            stop);
        if (!written)
            return written;
        progress.clear();
        writeNow(std::format("{}  {} bytes\n", file.path.string(), file.bytes));
    }
    return {};
}

Result<std::vector<PlannedFile>> planFiles(const SynthOptions &options)
{
    const fs::path folder = options.folder;
    const std::array paths = {folder / std::format("gemma-4-12b-synthetic-{}.gguf", options.blocks),
        folder / "gemma-4-12b-synthetic-drafter-q8_0.gguf", folder / "mmproj-gemma-4-12b-synthetic.gguf"};
    const SyntheticShape shape{.layers = options.layers};
    const SyntheticBlocks blocks = kBlocksByName.at(options.blocks);
    const SyntheticVocabulary vocabulary = makeSyntheticVocabulary();
    std::vector<PlannedFile> files;
    for (const fs::path &path : paths) {
        Result<GgufWriter> writer = GgufWriter::create(path);
        if (!writer)
            return std::unexpected(writer.error());
        SyntheticTensors tensors = path == paths[0]
                                       ? describeSyntheticText(*writer, shape, blocks, vocabulary)
                                   : path == paths[1] ? describeSyntheticDrafter(*writer, shape, vocabulary)
                                                      : describeSyntheticMedia(*writer, shape);
        const int64_t bytes = writer->fileBytes();
        files.push_back({path, std::move(*writer), std::move(tensors), bytes});
    }
    return files;
}

Result<void> checkRoom(const fs::path &folder, int64_t bytes)
{
    constexpr double kGigabyte = 1e9;
    const int64_t free = freeDiskBytes(folder);
    if (bytes < free)
        return {};
    return failure(std::format("The files need {:.1f} GB, and the disk has {:.1f} GB left.",
                       double(bytes) / kGigabyte, double(free) / kGigabyte),
        "Choose a folder on another disk, or fewer layers.");
}

} // namespace

} // namespace alcove::inference
