#include "inference/compute/cache_entry.h"
#include "tests/inference/reference/golden_file.h"
#include "tests/inference/reference/reference_model.h"

#include <QTest>

#include <algorithm>

using namespace alcove::inference;

/// The drafter against the reference: single steps from the target's state, and whole greedy runs
/// whose text must be the plain one (golden/README 4 and 8).
class TestDrafter : public QObject {
    Q_OBJECT

private slots:
    void theTargetsStateAndSharedKeysAreTheReferences();
    void stepsOfARoundAreTheReferences_data();
    void stepsOfARoundAreTheReferences();
    void greedyRunsDraftAndAcceptLikeTheReference_data();
    void greedyRunsDraftAndAcceptLikeTheReference();

private:
    GoldenFile m_golden{"draft"};
    ReferenceModel m_target{"tiny-draft"};
};

namespace {

TokenId best(std::span<const float> logits)
{
    return TokenId(std::ranges::max_element(logits) - logits.begin());
}

std::vector<std::pair<std::string, int>> drafterCases(const GoldenFile &golden, const char *list)
{
    std::vector<std::pair<std::string, int>> cases;
    for (const auto &[name, drafter] : golden.json().at("drafters").items())
        for (size_t i = 0; i < drafter.at(list).size(); ++i)
            cases.emplace_back(name, int(i));
    return cases;
}

const nlohmann::json &promptOfLength(const GoldenFile &golden, size_t length)
{
    for (const nlohmann::json &prompt : golden.json().at("prompts"))
        if (prompt.at("ids").size() == length)
            return prompt;
    qFatal("no prompt of this length");
}

/// Reads a prompt; gives the final hidden state of its last row.
Matrix readPrompt(ReferenceModel &target, const nlohmann::json &prompt, KeyValueCache &cache)
{
    const std::vector<ChunkRow> rows = tokenRows(prompt.at("ids").get<std::vector<TokenId>>());
    Matrix hidden;
    target.text().run({.firstPosition = 0, .rows = rows}, cache, hidden);
    return hidden;
}

} // namespace

void TestDrafter::theTargetsStateAndSharedKeysAreTheReferences()
{
    const nlohmann::json &prompt = promptOfLength(m_golden, 40);
    KeyValueCache cache = m_target.newCache();
    const Matrix hidden = readPrompt(m_target, prompt, cache);
    QVERIFY(largestDifference(hidden.row(0), m_golden.array(prompt.at("target_last_hidden"))) <= 2e-4);

    // The last full layer keeps its values whole: [1, tokens, head size].
    const int layer = m_target.config().text.layerCount() - 1;
    const std::span<const float> values =
        m_golden.array(prompt.at("shared_kv").at("full_attention").at("value"));
    const EntryLayout layout = cache.layout(layer);
    std::vector<float> entry(size_t(layout.floats()));
    for (int64_t position = 0; position < 40; ++position) {
        const EntrySlots stored = cache.layerSlots(layer);
        decodeEntry(cache.type(), layout, stored.at(position, 0), entry);
        const std::span<const float> value = std::span<const float>(entry).first(size_t(layout.valueSize));
        QVERIFY(largestDifference(value,
                    values.subspan(size_t(position * layout.valueSize), size_t(layout.valueSize))) <= 1e-4);
    }
}

void TestDrafter::stepsOfARoundAreTheReferences_data()
{
    QTest::addColumn<QString>("drafter");
    QTest::addColumn<int>("round");
    for (const auto &[name, index] : drafterCases(m_golden, "rounds"))
        QTest::addRow("%s, round %d", name.c_str(), index) << QString::fromStdString(name) << index;
}

void TestDrafter::stepsOfARoundAreTheReferences()
{
    QFETCH(QString, drafter);
    QFETCH(int, round);
    const nlohmann::json &golden =
        m_golden.json().at("drafters").at(drafter.toStdString()).at("rounds")[size_t(round)];
    const nlohmann::json &prompt = promptOfLength(m_golden, golden.at("prompt_length").get<size_t>());
    ReferenceDrafter own(drafter.toStdString(), m_target);
    KeyValueCache cache = m_target.newCache();
    const Matrix hidden = readPrompt(m_target, prompt, cache);

    own.drafter().beginRound(hidden.row(0));
    TokenId token = golden.at("first_id").get<TokenId>();
    const nlohmann::json &steps = golden.at("steps");
    const std::span<const float> states = m_golden.array(golden.at("projected_states"));
    double worst = 0.0;
    for (size_t i = 0; i < steps.size(); ++i) {
        const std::span<const float> logits = own.drafter().step(token, cache);
        token = best(logits);
        QCOMPARE(token, steps[i].at("token").get<TokenId>());
        if (i == 0)
            worst = std::max(worst, largestDifference(logits, m_golden.array(golden.at("logits_step0"))));
        if (i + 1 == steps.size())
            worst = std::max(worst, largestDifference(logits, m_golden.array(golden.at("logits_last_step"))));
        const std::span<const float> state = own.drafter().projectedState();
        worst = std::max(worst, largestDifference(state, states.subspan(i * state.size(), state.size())));
    }
    qInfo("largest difference %.2g", worst);
    QVERIFY2(worst <= 2e-4, qPrintable(QString::number(worst)));
}

void TestDrafter::greedyRunsDraftAndAcceptLikeTheReference_data()
{
    QTest::addColumn<QString>("drafter");
    QTest::addColumn<int>("run");
    for (const auto &[name, index] : drafterCases(m_golden, "runs"))
        QTest::addRow("%s, run %d", name.c_str(), index) << QString::fromStdString(name) << index;
}

void TestDrafter::greedyRunsDraftAndAcceptLikeTheReference()
{
    QFETCH(QString, drafter);
    QFETCH(int, run);
    const nlohmann::json &golden =
        m_golden.json().at("drafters").at(drafter.toStdString()).at("runs")[size_t(run)];
    const nlohmann::json &prompt = promptOfLength(m_golden, golden.at("prompt_length").get<size_t>());
    ReferenceDrafter own(drafter.toStdString(), m_target);
    KeyValueCache cache = m_target.newCache();
    Matrix hidden = readPrompt(m_target, prompt, cache);
    Matrix logits;
    m_target.text().logits(hidden.view(), logits);

    std::vector<TokenId> text = {best(logits.row(0))};
    int64_t newestRow = 0;
    for (const nlohmann::json &round : golden.at("rounds")) {
        QCOMPARE(text.size(), round.at("at").get<size_t>());
        // The last round drafts no more than the tokens still wanted.
        const size_t depth = round.at("drafted").size();
        own.drafter().beginRound(hidden.row(newestRow));
        std::vector<TokenId> rowIds = {text.back()};
        while (rowIds.size() <= depth)
            rowIds.push_back(best(own.drafter().step(rowIds.back(), cache)));
        const std::vector<TokenId> drafts(rowIds.begin() + 1, rowIds.end());
        QCOMPARE(drafts, round.at("drafted").get<std::vector<TokenId>>());

        const std::vector<ChunkRow> rows = tokenRows(rowIds);
        m_target.text().run(
            {.firstPosition = cache.length(), .rows = rows, .hiddenRows = int64_t(rows.size())}, cache,
            hidden);
        m_target.text().logits(hidden.view(), logits);
        size_t accepted = 0;
        while (accepted < depth && best(logits.row(int64_t(accepted))) == drafts[accepted])
            text.push_back(drafts[accepted++]);
        text.push_back(best(logits.row(int64_t(accepted))));
        QCOMPARE(accepted, round.at("accepted").get<size_t>());
        cache.rewindTo(cache.length() - int64_t(depth - accepted));
        newestRow = int64_t(accepted);
    }
    const auto plain = prompt.at("plain_greedy").get<std::vector<TokenId>>();
    text.resize(std::min(text.size(), plain.size()));
    QCOMPARE(text, plain);
}

QTEST_APPLESS_MAIN(TestDrafter)
#include "tst_drafter.moc"
