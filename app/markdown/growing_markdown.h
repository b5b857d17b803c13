#pragma once

#include <QString>

namespace alcove::app {

/// The last segment of a text that is still being written, changed so that it draws sensibly: open bold,
/// italic, strike and inline code are closed, a link without its end shows its text, signs that may still
/// become anything wait, a table draws from its head on. Inside a code block nothing changes.
QString drawableWhileGrowing(QStringView segment);

} // namespace alcove::app
