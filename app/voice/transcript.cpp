#include "app/voice/transcript.h"
namespace alcove::app {
QString cleanedTranscript(const QString &text)
{
    return text.trimmed();
}
QString joinedTranscript(const QString &before, const QString &piece)
{
    return before.isEmpty() ? piece : before + u' ' + piece;
}
} // namespace alcove::app
