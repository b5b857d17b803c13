#include "inference/cli/sampling_options.h"

#include <CLI/CLI.hpp>

#include <limits>
#include <random>

namespace alcove::inference {

namespace {

uint64_t freshSeed();

} // namespace

void addSamplingOptions(CLI::App &parser, SamplingOptions &options)
{
    const int most = std::numeric_limits<int>::max();
    const auto add = [&parser](const char *name, auto &value, const char *help, const char *unit) {
        return parser.add_option(name, value, help)
            ->option_text(unit)
            ->group("Sampling (default: the model's own)");
    };
    parser.add_flag("--greedy", options.greedy, "Always the likeliest token")
        ->group("Sampling (default: the model's own)");
    add("--temperature", options.temperature, "Above 1 bolder, below 1 calmer; 0 is --greedy", "X")
        ->check(CLI::Range(0.0, 100.0));
    add("--top-k", options.topK, "Only the N likeliest tokens; 0: all", "N")->check(CLI::Range(0, most));
    add("--top-p", options.topP, "Only the likeliest tokens that together have this probability", "X")
        ->check(CLI::Range(0.0, 1.0));
    add("--min-p", options.minP, "Only tokens at least this likely, compared with the likeliest", "X")
        ->check(CLI::Range(0.0, 1.0));
    add("--repeat-penalty", options.repeatPenalty, "Above 1: words that were said become less likely", "X")
        ->check(CLI::Range(0.01, 100.0));
    add("--seed", options.seed, "The same seed gives the same answer (default: another one each time)", "N");
    add("--max-tokens", options.maxTokens, "Longest answer (default: until the context is full)", "N")
        ->check(CLI::Range(1, most));
}

AnswerSettings SamplingOptions::applyTo(AnswerSettings settings) const
{
    SamplingSettings &sampling = settings.sampling;
    sampling.greedy = greedy || temperature == 0.0F;
    sampling.temperature = temperature.value_or(sampling.temperature);
    sampling.topK = topK.value_or(sampling.topK);
    sampling.topP = topP.value_or(sampling.topP);
    sampling.minP = minP.value_or(sampling.minP);
    sampling.repeatPenalty = repeatPenalty.value_or(sampling.repeatPenalty);
    sampling.seed = seed ? *seed : freshSeed();
    settings.maxTokens = maxTokens;
    return settings;
}

namespace {

uint64_t freshSeed()
{
    std::random_device device;
    return uint64_t(device()) << 32 | device();
}

} // namespace

} // namespace alcove::inference
