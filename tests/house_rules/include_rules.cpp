#include "tests/house_rules/include_rules.h"

#include <QRegularExpression>

namespace alcove::house {

namespace {

// A folder of the house and what its files may include besides its own headers. The longest folder
// that a file lies in decides. An entry that ends in ".h" allows that one header.
struct FolderRule {
    const char *folder;
    QStringList mayInclude;
};

const QList<FolderRule> &folderRules()
{
    static const QStringList kForAll{"inference/result.h", "inference/large_vector.h"};
    static const QStringList kEngine =
        kForAll + QStringList{"inference/formats", "inference/text", "inference/media", "inference/compute",
                      "inference/model"};
    static const QList<FolderRule> kRules{
        {"inference/formats", kForAll},
        {"inference/text", kForAll + QStringList{"inference/formats"}},
        {"inference/media", kForAll + QStringList{"inference/formats"}},
        {"inference/compute", kForAll + QStringList{"inference/formats"}},
        {"inference/model", kEngine},
        {"inference/session", kEngine},
        {"inference/cli", kEngine + QStringList{"inference/session"}},
        {"app/settings", {}},
        {"app/markdown", {}},
        {"app/engine_thread", kEngine + QStringList{"inference/session", "app/settings"}},
        {"app/chats",
            {"app/engine_thread", "app/markdown", "app/pictures", "app/settings", "app/store", "app/voice"}},
        {"app/pictures", {"app/engine_thread/messages.h", "app/settings"}},
        {"app/store", {"app/engine_thread/messages.h", "app/settings"}},
        {"app/voice", {"app/engine_thread/messages.h", "app/settings"}},
        {"app", {"app", "ui"}},
        {"ui", {"app"}},
    };
    return kRules;
}

// Libraries that stay behind one door.
struct LibraryRule {
    const char *pattern;
    QStringList folders;
};

const QList<LibraryRule> &libraryRules()
{
    static const QList<LibraryRule> kRules{
        {"^Q[A-Z]|^q[a-z]+\\.h$|^Qt", {"app", "ui", "tests"}},
        {"^opencv2/", {"inference/media", "tests"}},
        {"^(oneapi/dnnl|dnnl)", {"inference/compute", "tests"}},
        {"^samplerate\\.h", {"inference/media", "app/voice"}},
        {"^CLI/", {"inference/cli"}},
        {"^simdjson\\.h", {"inference/formats"}},
        {"^md4c", {"app/markdown"}},
        {"^KSyntaxHighlighting/", {"app/markdown", "tests"}},
    };
    return kRules;
}

struct Include {
    QString header;
    bool ours = false;
    qsizetype line = 0;
};

QList<Include> includesOf(const SourceFile &file);
const FolderRule *ruleFor(const QString &path);
bool liesIn(const QString &path, const QString &folder);
bool isAllowed(const SourceFile &file, const Include &include);
bool libraryIsAllowed(const SourceFile &file, const Include &include);

} // namespace

QStringList includeBreaches(const SourceFile &file)
{
    QStringList breaches;
    if (!file.isCpp())
        return breaches;
    for (const Include &include : includesOf(file)) {
        if (!(include.ours ? isAllowed(file, include) : libraryIsAllowed(file, include)))
            breaches += breach(file, include.line, file.folder() + " must not include " + include.header);
    }
    return breaches;
}

QStringList qtInEngineTargets(const SourceFile &file)
{
    static const QRegularExpression kQt(QStringLiteral("Qt6|qt_add|AUTOMOC|AUTORCC"));
    QStringList breaches;
    if (!liesIn(file.path, "inference") || file.name() != QLatin1String("CMakeLists.txt"))
        return breaches;
    const QStringList lines = file.text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].contains(kQt))
            breaches += breach(file, i + 1, "the engine is built without Qt");
    }
    return breaches;
}

namespace {

QList<Include> includesOf(const SourceFile &file)
{
    static const QRegularExpression kInclude(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"));
    QList<Include> includes;
    const QStringList lines = file.text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QRegularExpressionMatch match = kInclude.match(lines[i]);
        if (match.hasMatch())
            includes.append({match.captured(2), match.captured(1) == QLatin1String("\""), i + 1});
    }
    return includes;
}

const FolderRule *ruleFor(const QString &path)
{
    const FolderRule *longest = nullptr;
    for (const FolderRule &rule : folderRules()) {
        const bool closer = !longest || qstrlen(rule.folder) > qstrlen(longest->folder);
        if (liesIn(path, rule.folder) && closer)
            longest = &rule;
    }
    return longest;
}

bool liesIn(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

bool isAllowed(const SourceFile &file, const Include &include)
{
    if (include.header.endsWith(QLatin1String(".moc")) || liesIn(file.path, "tests"))
        return true;
    const FolderRule *rule = ruleFor(file.path);
    if (!rule) // inference/result.h: the one header outside a folder
        return false;
    const bool ownFolder = liesIn(include.header, rule->folder);
    const auto allows = [&](const QString &entry) { return liesIn(include.header, entry); };
    return ownFolder || std::ranges::any_of(rule->mayInclude, allows);
}

bool libraryIsAllowed(const SourceFile &file, const Include &include)
{
    for (const LibraryRule &rule : libraryRules()) {
        if (!include.header.contains(QRegularExpression(rule.pattern)))
            continue;
        const auto covers = [&](const QString &folder) { return liesIn(file.path, folder); };
        return std::ranges::any_of(rule.folders, covers);
    }
    return true;
}

} // namespace

} // namespace alcove::house
