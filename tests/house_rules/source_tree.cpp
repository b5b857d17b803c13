#include "tests/house_rules/source_tree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace alcove::house {

namespace {
bool holdsWrittenText(const QString &path);
} // namespace

QString SourceFile::folder() const
{
    return path.left(std::max<qsizetype>(path.lastIndexOf(u'/'), 0));
}

QString SourceFile::name() const
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

bool SourceFile::isCpp() const
{
    return path.endsWith(QLatin1String(".cpp")) || path.endsWith(QLatin1String(".h"));
}

QList<SourceFile> readSourceTree(const QString &root)
{
    QList<SourceFile> files;
    for (const QString &path : listAllFiles(root)) {
        QFile file(root + u'/' + path);
        if (holdsWrittenText(path) && file.open(QIODevice::ReadOnly))
            files.append({path, QString::fromUtf8(file.readAll())});
    }
    return files;
}

QStringList listAllFiles(const QString &root)
{
    static const QStringList kFolders{QStringLiteral("inference"), QStringLiteral("app"),
        QStringLiteral("ui"), QStringLiteral("resources"), QStringLiteral("packaging"),
        QStringLiteral("tests"), QStringLiteral("translations"), QStringLiteral(".ci")};
    QStringList paths;
    for (const QString &folder : kFolders) {
        QDirIterator files(root + u'/' + folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths.append(files.next().mid(root.size() + 1));
    }
    paths += QDir(root).entryList({QStringLiteral("*.md"), QStringLiteral("CMake*")}, QDir::Files);
    paths.sort();
    return paths;
}

QString breach(const SourceFile &file, qsizetype line, const QString &what)
{
    return QStringLiteral("%1:%2: %3").arg(file.path).arg(line).arg(what);
}

namespace {

bool holdsWrittenText(const QString &path)
{
    static const QStringList kStoredData{
        QStringLiteral("tests/golden/"), QStringLiteral("resources/demo-model/"), QStringLiteral("LICENSE")};
    static const QStringList kEndings{QStringLiteral(".cpp"), QStringLiteral(".h"), QStringLiteral(".qml"),
        QStringLiteral(".js"), QStringLiteral(".txt"), QStringLiteral(".cmake"), QStringLiteral(".json"),
        QStringLiteral(".md"), QStringLiteral(".sh"), QStringLiteral(".py"), QStringLiteral(".in"),
        QStringLiteral(".desktop"), QStringLiteral(".xml"), QStringLiteral("packaging/dev"),
        QStringLiteral(".ci/run")};
    const auto isStoredData = [&](const QString &start) { return path.startsWith(start); };
    const auto hasEnding = [&](const QString &ending) { return path.endsWith(ending); };
    return std::ranges::none_of(kStoredData, isStoredData) && std::ranges::any_of(kEndings, hasEnding);
}

} // namespace

} // namespace alcove::house
