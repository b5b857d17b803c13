#pragma once

#include "inference/result.h"

#include <memory>
#include <span>
#include <vector>

struct SRC_STATE_tag;

namespace alcove::inference {

/// Brings mono samples of any rate to 16 kHz, block by block, so that a long recording never lies
/// in memory at its own rate. Band-limited (libsamplerate, medium sinc); a copy if the rate fits.
class RateConverter {
public:
    /// Refuses rates outside of 1 to 768 kHz.
    [[nodiscard]] static Result<RateConverter> create(int rate);

    [[nodiscard]] Result<void> push(std::span<const float> samples);
    /// All samples at 16 kHz, within -1 to 1.
    [[nodiscard]] Result<std::vector<float>> finish();

private:
    struct Closer {
        void operator()(SRC_STATE_tag *state) const;
    };
    enum class Input { Continues, Ends };

    explicit RateConverter(double ratio) : m_ratio(ratio) {}
    Result<void> convert(std::span<const float> samples, Input input);

    double m_ratio;                                 ///< samples out a sample in
    std::unique_ptr<SRC_STATE_tag, Closer> m_state; ///< none if the rate already fits
    std::vector<float> m_output;
};

} // namespace alcove::inference
