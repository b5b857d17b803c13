#include "inference/cli/answer_json.h"
#include "inference/cli/command.h"
#include "inference/cli/common_options.h"
#include "inference/cli/interrupt.h"
#include "inference/cli/terminal.h"
#include "inference/session/weight_loading.h"

#include <format>
#include <memory>
#include <vector>

namespace alcove::inference {

namespace {

constexpr const char *kExamples =
    R"(The weights are written once more to the cache folder, in the order in which they are computed with; later
starts only map that file. The first start does the same by itself. A file that is there is checked, every
byte of it, and made again if it is damaged. What was interrupted goes on where it was. Models under 256 MB
need no such file.
Examples:
  alcove-cli prepare --model gemma-4-12b-it-qat-q4_0.gguf
  alcove-cli prepare --model gemma-4-12b-it-qat-q4_0.gguf --drafter none --json)";

Result<void> prepare(const CommonOptions &options, const std::stop_token &stop);
void print(const std::vector<PreparedFile> &files);
void printJson(const std::vector<PreparedFile> &files);

} // namespace

Command prepareCommand(CLI::App &program, Interrupt &interrupt)
{
    CLI::App *parser =
        program.add_subcommand("prepare", "Make the packed file that lets a model start at once");
    // Shared by the parser, which fills it, and the command, which reads it.
    const auto options = std::make_shared<CommonOptions>();
    addCommonOptions(*parser, *options);
    parser->footer(kExamples);
    return {.parser = parser, .run = [options, &interrupt] {
                const Interrupt::Work work(interrupt);
                return prepare(*options, work.token());
            }};
}

namespace {

Result<void> prepare(const CommonOptions &options, const std::stop_token &stop)
{
    const Result<EngineOptions> engineOptions = options.engineOptions();
    if (!engineOptions)
        return std::unexpected(engineOptions.error());
    ProgressLine progress(options.quiet ? ProgressLine::Visible::Never : ProgressLine::Visible::Always);
    const auto report = [&progress](LoadStage stage, int64_t done, int64_t total) {
        progress.show(stage == LoadStage::Writing ? "Writing" : "Checking", done, total);
    };
    const Result<std::vector<PreparedFile>> files = prepareModel(*engineOptions, report, stop);
    progress.clear();
    if (!files)
        return std::unexpected(files.error());
    if (options.json)
        printJson(*files);
    else
        print(*files);
    return {};
}

void print(const std::vector<PreparedFile> &files)
{
    for (const PreparedFile &file : files)
        writeNow(std::format("{}  {} bytes, {}\n", file.path.string(), file.bytes,
            file.made ? "written and checked" : "was there, checked"));
    if (files.empty())
        writeNow("Nothing to prepare: weights this small are packed at each start.\n");
}

void printJson(const std::vector<PreparedFile> &files)
{
    Json list = Json::array();
    for (const PreparedFile &file : files)
        list.push_back({{"path", file.path.string()}, {"bytes", file.bytes}, {"made", file.made}});
    Json json;
    json["files"] = std::move(list);
    writeNow(jsonLine(json));
}

} // namespace

} // namespace alcove::inference
