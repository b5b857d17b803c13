#include "app/engine_thread/token_costs.h"

#include "inference/media/picture_patches.h"
#include "inference/model/config.h"

namespace alcove::app {

namespace {

constexpr int kControlTokens = 2;

} // namespace

int pictureTokens(QSize pixels, int budget)
{
    const auto grid = inference::patchGrid(pixels.width(), pixels.height(), budget);
    return grid ? grid->tokens() + kControlTokens : 0;
}

int soundTokens(qsizetype samples)
{
    const int frame = inference::AudioConfig().frameSize;
    return samples <= 0 ? 0 : int((samples + frame - 1) / frame) + kControlTokens;
}

} // namespace alcove::app
