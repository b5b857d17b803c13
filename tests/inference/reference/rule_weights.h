#pragma once

#include "inference/formats/tensor_table.h"
#include "inference/model/config.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace alcove::inference {

/// The value of one element of a test weight, by its tensor's canonical name (spec A.1).
class RuleTensor {
public:
    RuleTensor(std::string_view name, const std::vector<int64_t> &shape);
    float value(int64_t index) const;
    uint64_t seed() const { return m_seed; }

private:
    enum class Kind { Permutation, Signed, SmallGain, Gain, Small, Unit, Embedding, Matrix };
    static Kind kindOf(std::string_view name);

    uint64_t m_seed = 0;
    Kind m_kind = Kind::Matrix;
    int m_exponent = 0; ///< L: floor of log2 of the last dimension
    int64_t m_count = 1;
};

/// Tensors made by the rule, held as F32.
class RuleTensors {
public:
    explicit RuleTensors(const ModelConfig &config);
    explicit RuleTensors(const DrafterConfig &config);
    const TensorTable &table() const { return m_table; }

private:
    void add(const std::string &name, std::vector<int64_t> shape);
    void addStack(const std::string &prefix, const TextConfig &config, bool ownKeys);

    std::deque<std::vector<float>> m_values;
    TensorTable m_table;
};

} // namespace alcove::inference
