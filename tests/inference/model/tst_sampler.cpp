#include "inference/model/sampler.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>

using namespace alcove::inference;
using Json = nlohmann::json;

namespace {

const SamplingSettings kEverything{.topK = 0, .topP = 1.0F};

Json golden()
{
    std::ifstream file(ALCOVE_GOLDEN_DIR "/sampling.json");
    return Json::parse(file);
}

SamplingSettings settingsFrom(const Json &json)
{
    SamplingSettings settings = kEverything;
    settings.temperature = json.value("temperature", 1.0F);
    settings.topK = json.value("top_k", 0);
    settings.topP = json.value("top_p", 1.0F);
    settings.minP = json.value("min_p", 0.0F);
    settings.repeatPenalty = json.value("repetition_penalty", 1.0F);
    return settings;
}

std::vector<TokenProbability> tokensFrom(const std::vector<double> &probabilities)
{
    std::vector<TokenProbability> tokens;
    for (size_t i = 0; i < probabilities.size(); ++i) {
        if (probabilities[i] > 0.0)
            tokens.push_back({TokenId(i), probabilities[i]});
    }
    return tokens;
}

/// How far observed counts are from a distribution, in units of what chance explains: chi-square
/// less its expectation, over its standard deviation.
double surprise(const std::map<TokenId, int> &counts, const std::vector<double> &expected, int draws)
{
    double chiSquare = 0.0;
    int cells = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
        const auto found = counts.find(TokenId(i));
        const int observed = found == counts.end() ? 0 : found->second;
        const double wanted = expected[i] * draws;
        if (wanted <= 0.0)
            return observed == 0 ? 0.0 : std::numeric_limits<double>::infinity();
        chiSquare += (observed - wanted) * (observed - wanted) / wanted;
        ++cells;
    }
    const double freedom = cells - 1;
    return (chiSquare - freedom) / std::sqrt(2.0 * freedom);
}

} // namespace

class TestSampler : public QObject {
    Q_OBJECT

private slots:
    void distributionEqualsTheReference_data();
    void distributionEqualsTheReference();
    void suppressedTokensGetNothing();
    void aTokenInTheHistoryTwiceIsPunishedOnce();
    void greedyTakesTheLowestOfEqualLogits();
    void argmaxPassesOverSuppressedAndInvalidLogits();
    void aFullVocabularyNeedsNoMoreThanItsTopTokens();
    void theSameSeedDrawsTheSameTokens();
    void drawsFollowTheDistribution();
    void verifyAcceptsAndReplacesAsTheRuleSays();
    void draftingKeepsTheDistribution_data();
    void draftingKeepsTheDistribution();
    void aDraftOutsideOfTheDistributionIsNeverAccepted();
};

void TestSampler::distributionEqualsTheReference_data()
{
    QTest::addColumn<int>("index");
    const Json data = golden();
    const Json &cases = data["cases"];
    for (size_t i = 0; i < cases.size(); ++i) {
        const std::string name = cases[i]["vector"].get<std::string>() + ' ' + cases[i]["settings"].dump();
        QTest::newRow(name.c_str()) << int(i);
    }
    QCOMPARE(cases.size(), size_t(128));
}

void TestSampler::distributionEqualsTheReference()
{
    QFETCH(int, index);
    const Json data = golden();
    const Json &expected = data["cases"][size_t(index)];
    const Json &vector = data["vectors"][expected["vector"].get<std::string>()];
    const auto logits = vector["logits"].get<std::vector<float>>();
    const auto history = vector["history"].get<std::vector<TokenId>>();

    const auto tokens = distribution(logits, history, {}, settingsFrom(expected["settings"]));
    QCOMPARE(tokens.size(), expected["kept"].get<size_t>());
    double tail = 1.0;
    for (size_t rank = 0; rank < expected["top"].size(); ++rank) {
        const double probability = expected["top"][rank][1].get<double>();
        QVERIFY(std::abs(tokens[rank].probability - probability) <= 1e-6);
        tail -= tokens[rank].probability;
        // Of equal logits the reference keeps others (golden/README.md, 4): compare the values.
        const TokenId id = expected["top"][rank][0].get<TokenId>();
        if (tokens[rank].id != id)
            QCOMPARE(logits[size_t(tokens[rank].id)], logits[size_t(id)]);
    }
    QVERIFY(std::abs(tail - expected["tail_mass"].get<double>()) <= 1e-6);
}

void TestSampler::suppressedTokensGetNothing()
{
    const std::vector<float> logits = {5.0F, 4.0F, 3.0F};
    const std::vector<TokenId> suppressed = {0, 7, -1};
    const auto tokens = distribution(logits, {}, suppressed, kEverything);
    QCOMPARE(tokens.size(), size_t(2));
    QCOMPARE(tokens.front().id, 1);
    QVERIFY(std::abs(tokens.front().probability - 1.0 / (1.0 + std::exp(-1.0))) < 1e-12);
    const SamplingSettings greedy{.greedy = true};
    QCOMPARE(distribution(logits, {}, suppressed, greedy).front().id, 1);
    QVERIFY(distribution(logits, {}, std::vector<TokenId>{0, 1, 2}, kEverything).empty());
}

void TestSampler::aTokenInTheHistoryTwiceIsPunishedOnce()
{
    SamplingSettings settings = kEverything;
    settings.repeatPenalty = 2.0F;
    const std::vector<float> logits = {4.0F, -1.0F, 0.0F};
    const auto once = distribution(logits, std::vector<TokenId>{0, 1}, {}, settings);
    const auto twice = distribution(logits, std::vector<TokenId>{0, 1, 0, 1}, {}, settings);
    const double sum = std::exp(2.0) + std::exp(-2.0) + 1.0;
    QVERIFY(std::abs(once.front().probability - std::exp(2.0) / sum) < 1e-9);
    QVERIFY(std::abs(once.back().probability - std::exp(-2.0) / sum) < 1e-9);
    QCOMPARE(twice.front().probability, once.front().probability);
    QCOMPARE(twice.back().probability, once.back().probability);
}

void TestSampler::greedyTakesTheLowestOfEqualLogits()
{
    const std::vector<float> logits = {1.0F, 3.0F, 3.0F, 2.0F};
    const SamplingSettings greedy{.greedy = true};
    const auto tokens = distribution(logits, {}, {}, greedy);
    QCOMPARE(tokens.size(), size_t(1));
    QCOMPARE(tokens.front().id, 1);
    QCOMPARE(tokens.front().probability, 1.0);
    QCOMPARE(argmax(logits, {}), 1);
}

void TestSampler::argmaxPassesOverSuppressedAndInvalidLogits()
{
    const float none = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(argmax(std::vector<float>{none, 1.0F, 5.0F, 2.0F}, std::vector<TokenId>{2}), 3);
    QCOMPARE(argmax(std::vector<float>{none}, {}), kNoToken);
    QCOMPARE(argmax({}, {}), kNoToken);
}

void TestSampler::aFullVocabularyNeedsNoMoreThanItsTopTokens()
{
    // Softcapped logits of 262 144 tokens, with a top-k and a wide nucleus that sorts in steps.
    std::vector<float> logits(262'144);
    for (size_t i = 0; i < logits.size(); ++i)
        logits[i] = float((i * 2'654'435'761U) % 60'000) / 1'000.0F - 30.0F;
    const SamplingSettings model{};
    const auto top = distribution(logits, {}, {}, model);
    QVERIFY(top.size() >= 1 && top.size() <= size_t(model.topK) + 8);

    SamplingSettings wide = kEverything;
    wide.topP = 0.9F;
    const auto nucleus = distribution(logits, {}, {}, wide);
    QVERIFY(std::ranges::is_sorted(
        nucleus, [](const auto &a, const auto &b) { return a.probability > b.probability; }));
    std::vector<float> sorted = logits;
    std::ranges::sort(sorted, std::greater());
    double mass = 0.0;
    for (const float logit : sorted)
        mass += std::exp(double(logit) - double(sorted.front()));
    double above = 0.0;
    size_t kept = 0;
    while (above < double(0.9F) * mass)
        above += std::exp(double(sorted[kept++]) - double(sorted.front()));
    QCOMPARE(nucleus.size(), kept);
    QVERIFY(kept > 256); // else the sorting in steps was not tried
}

void TestSampler::theSameSeedDrawsTheSameTokens()
{
    const auto tokens = tokensFrom({0.25, 0.25, 0.25, 0.25});
    SamplingSettings settings;
    settings.seed = 11;
    Sampler first(settings);
    Sampler second(settings);
    settings.seed = 12;
    Sampler other(settings);
    std::vector<TokenId> a, b, c;
    for (int i = 0; i < 64; ++i) {
        a.push_back(first.draw(tokens));
        b.push_back(second.draw(tokens));
        c.push_back(other.draw(tokens));
    }
    QCOMPARE(a, b);
    QVERIFY(a != c);
}

void TestSampler::drawsFollowTheDistribution()
{
    const std::vector<double> p = {0.5, 0.25, 0.125, 0.1, 0.025};
    const auto tokens = tokensFrom(p);
    constexpr int kDraws = 200'000;
    Sampler sampler(SamplingSettings{.seed = 3});
    std::map<TokenId, int> counts;
    for (int i = 0; i < kDraws; ++i)
        ++counts[sampler.draw(tokens)];
    QVERIFY(surprise(counts, p, kDraws) < 4.0);
}

/// The golden case whose draft is certain, as a drafter's best is: what the sampler's own numbers must be.
void TestSampler::verifyAcceptsAndReplacesAsTheRuleSays()
{
    const Json data = golden();
    const Json &last = data["speculative"].back();
    const auto q = last["q"].get<std::vector<double>>();
    const auto proposed = size_t(std::ranges::max_element(q) - q.begin());
    QCOMPARE(q[proposed], 1.0);
    const auto p = last["p"].get<std::vector<double>>();
    const auto tokens = tokensFrom(p);

    constexpr int kDraws = 200'000;
    Sampler sampler(SamplingSettings{.seed = 5});
    int accepted = 0;
    std::map<TokenId, int> replaced;
    for (int i = 0; i < kDraws; ++i) {
        const Sampler::Verdict verdict = sampler.verify(TokenId(proposed), tokens);
        if (verdict.accepted)
            ++accepted;
        else
            ++replaced[verdict.token];
    }
    const double rate = last["accept_probability"][proposed].get<double>();
    QVERIFY(std::abs(accepted - rate * kDraws) < 4.0 * std::sqrt(rate * (1.0 - rate) * kDraws));
    QVERIFY(!replaced.contains(TokenId(proposed)));
    auto rest = last["distribution_after_rejection"].get<std::vector<double>>();
    rest.erase(rest.begin() + ptrdiff_t(proposed));
    std::map<TokenId, int> shifted;
    for (const auto &[id, count] : replaced)
        shifted[id > TokenId(proposed) ? id - 1 : id] = count;
    QVERIFY(surprise(shifted, rest, kDraws - accepted) < 4.0);
}

void TestSampler::draftingKeepsTheDistribution_data()
{
    QTest::addColumn<int>("proposed");
    QTest::newRow("the likeliest is drafted") << 0;
    QTest::newRow("a middling one is drafted") << 2;
    QTest::newRow("an unlikely one is drafted") << 4;
    QTest::newRow("one that cannot come is drafted") << 9;
}

void TestSampler::draftingKeepsTheDistribution()
{
    QFETCH(int, proposed);
    const std::vector<double> p = {0.45, 0.3, 0.15, 0.08, 0.02};
    const auto tokens = tokensFrom(p);
    // Spec 5.5: the draft comes with p(d); else t comes with (1 - p(d)) p(t) / (1 - p(d)), which is p(t).
    constexpr int kDraws = 400'000;
    std::map<TokenId, int> counts;
    Sampler sampler(SamplingSettings{.seed = 17 + uint64_t(proposed)});
    for (int i = 0; i < kDraws; ++i)
        ++counts[sampler.verify(TokenId(proposed), tokens).token];
    QVERIFY(surprise(counts, p, kDraws) < 4.0);
}

void TestSampler::aDraftOutsideOfTheDistributionIsNeverAccepted()
{
    const auto certain = tokensFrom({0.0, 1.0});
    Sampler sampler(SamplingSettings{.seed = 1});
    for (int i = 0; i < 1'000; ++i) {
        const Sampler::Verdict wrong = sampler.verify(0, certain);
        QVERIFY(!wrong.accepted);
        QCOMPARE(wrong.token, 1);
        QVERIFY(sampler.verify(1, certain).accepted);
    }
}

QTEST_APPLESS_MAIN(TestSampler)
#include "tst_sampler.moc"
