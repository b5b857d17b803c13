#include "tests/house_rules/translation_rules.h"

#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>

namespace alcove::house {

namespace {
QString runLupdate(const QString &root, const QString &translationFile);
QSet<QString> messagesOf(const QString &translationFile);
} // namespace

QStringList staleTranslations(const QString &root)
{
    QStringList stale;
    QTemporaryDir folder;
    const QDir translations(root + QStringLiteral("/translations"));
    for (const QString &name : translations.entryList({QStringLiteral("*.ts")})) {
        const QString stored = translations.filePath(name);
        const QString fresh = folder.filePath(name);
        if (!QFile::copy(stored, fresh))
            return {QStringLiteral("%1 cannot be copied").arg(name)};
        if (const QString problem = runLupdate(root, fresh); !problem.isEmpty())
            return {problem};
        const QSet<QString> before = messagesOf(stored);
        const QSet<QString> after = messagesOf(fresh);
        for (const QString &message : after - before)
            stale += QStringLiteral("translations/%1:1: lacks %2").arg(name, message);
        for (const QString &message : before - after)
            stale += QStringLiteral("translations/%1:1: no longer used: %2").arg(name, message);
    }
    stale.sort();
    return stale;
}

namespace {

// Returns what went wrong, or nothing.
QString runLupdate(const QString &root, const QString &translationFile)
{
    QProcess lupdate;
    lupdate.setWorkingDirectory(root);
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    // Without the include folder the contexts of C++ classes would lack their namespace.
    QStringList arguments{QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
        QStringLiteral("none"), QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("app"),
        QStringLiteral("ui"), QStringLiteral("-ts"), translationFile};
    if (translationFile.endsWith(QLatin1String("_en.ts"))) // the sources are English but for their plurals
        arguments.prepend(QStringLiteral("-pluralonly"));
    lupdate.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"), arguments);
    const bool worked = lupdate.waitForFinished(120'000) && lupdate.exitCode() == 0;
    return worked ? QString() : QStringLiteral("lupdate: ") + lupdate.readAll() + lupdate.errorString();
}

QSet<QString> messagesOf(const QString &translationFile)
{
    QSet<QString> messages;
    QFile file(translationFile);
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("source"))
            messages += context + QStringLiteral(": ") + xml.readElementText();
    }
    return messages;
}

} // namespace

} // namespace alcove::house
