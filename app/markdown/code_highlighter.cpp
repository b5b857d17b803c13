#include "app/markdown/code_highlighter.h"
namespace alcove::app {
CodeHighlighter::CodeHighlighter() = default;
QString CodeHighlighter::html(
    const QString &code, const QString &, const QList<QColor> &, HighlightedCode &) const
{
    return code.toHtmlEscaped();
}
} // namespace alcove::app
