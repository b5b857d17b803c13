#include "inference/cli/bench_reading.h"
#include "inference/cli/bench_sections.h"
#include "inference/session/prompt_rows.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <map>
#include <string>

namespace alcove::inference {

namespace {

/// The matrices of one type, and who multiplies them.
struct ProductKind {
    std::string name;
    std::vector<WeightMatrix *> matrices;
    double operationsPerRow = 0.0;
};

std::map<std::string, ProductKind> kindsOf(TextWeights &weights, Isa isa)
{
    std::map<std::string, ProductKind> kinds;
    for (WeightMatrix *matrix : productMatrices(weights)) {
        const std::string type(blockLayout(matrix->type).name);
        const bool own = matrix->packed || matrix->inPlace;
        const std::string server = own ? std::format("own kernels, {}", isaName(isa)) : "oneDNN";
        ProductKind &kind = kinds[type + (own ? "" : "_onednn")];
        kind.name = std::format("{} ({})", type, server);
        kind.matrices.push_back(matrix);
        kind.operationsPerRow += 2.0 * double(matrix->rows) * double(matrix->columns);
    }
    return kinds;
}

/// Every matrix once with rows of its own width; nothing of a pass but its products.
void multiplyAll(Multiplier &multiplier, const std::vector<WeightMatrix *> &matrices, int64_t rows,
    Matrix &in, Matrix &out)
{
    for (const WeightMatrix *matrix : matrices) {
        in.resize(rows, matrix->columns);
        out.resize(rows, matrix->rows);
        for (int64_t r = 0; r < rows; ++r)
            std::ranges::fill(in.row(r), float(r % 7) - 3.0F);
        multiplier.multiply(in.view(), *matrix, out.view());
    }
}

} // namespace

Result<BenchSection> benchProducts(BenchSetting &setting)
{
    BenchStage &stage = setting.stage;
    Multiplier &multiplier = stage.model().multiplier();
    const std::map<std::string, ProductKind> kinds = kindsOf(stage.parts().text, multiplier.isa());
    Matrix in, out;
    std::vector<Candidate> candidates;
    for (const auto &[key, kind] : kinds) {
        for (const int64_t rows : {int64_t(1), int64_t(kChunkRows)})
            candidates.push_back({kind.name, [&, rows] {
                                      return secondsOf(
                                          [&] { multiplyAll(multiplier, kind.matrices, rows, in, out); });
                                  }});
    }
    const Result<std::vector<Timing>> timings = alternate(candidates, setting.bounds, setting.stop);
    if (!timings)
        return std::unexpected(timings.error());

    constexpr double kGiga = 1e9;
    BenchSection section{.key = "products", .title = "Products alone, by type", .figures = {}};
    size_t next = 0;
    for (const auto &[key, kind] : kinds) {
        const Timing &one = (*timings)[next++];
        const Timing &chunk = (*timings)[next++];
        section.figures.push_back(rateFigure(
            key + "_1", kind.name + ", 1 row", one, double(readBytes(kind.matrices)) / kGiga, "GB/s"));
        section.figures.push_back(rateFigure(std::format("{}_{}", key, kChunkRows),
            std::format("{}, {} rows", kind.name, kChunkRows), chunk,
            kind.operationsPerRow * kChunkRows / kGiga, "GOP/s"));
    }
    return section;
}

} // namespace alcove::inference
