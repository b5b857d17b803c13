#include "tests/house_rules/text_rules.h"

#include <QRegularExpression>

namespace alcove::house {

namespace {

constexpr qsizetype kLongestFile = 400;

struct WordRule {
    QRegularExpression pattern;
    QString what;
};

// Adjacent literals keep this file from breaching its own rules.
const QList<WordRule> &wordRules()
{
    static const QList<WordRule> kRules{
        {QRegularExpression("\\b(TO"
                            "DO|FIX"
                            "ME|X"
                            "XX|HA"
                            "CK)\\b"),
            "unfinished work"},
        {QRegularExpression("\\b(QSK"
                            "IP|QEXPECT_"
                            "FAIL|DISABLED"
                            "_)\\b"),
            "a test that cannot fail"},
        {QRegularExpression("(/wo"
                            "rk/|/ro"
                            "ot/|/fa"
                            "rm/)"),
            "a path of one machine"},
        {QRegularExpression("(debian\\.or"
                            "g/debian|archive\\.ubuntu\\.co"
                            "m|py"
                            "pi\\.org|npm"
                            "js|\\.pkg\\.d"
                            "ev)"),
            "an address of a package server"},
    };
    return kRules;
}

QStringList linesThat(const SourceFile &file, const QRegularExpression &pattern, const QString &what);

} // namespace

QStringList lengthBreaches(const SourceFile &file)
{
    static const QRegularExpression kSource(
        QStringLiteral("\\.(cpp|h|qml|js|sh|py|cmake)$|CMakeLists\\.txt$|/dev$"));
    const qsizetype lines = file.text.count(u'\n');
    if (lines <= kLongestFile || !file.path.contains(kSource))
        return {};
    return {breach(
        file, lines, QStringLiteral("%1 lines; more than %2 are two subjects").arg(lines).arg(kLongestFile))};
}

QStringList nameBreaches(const SourceFile &file)
{
    static const QRegularExpression kSnakeCase(QStringLiteral("^[a-z0-9_/]+\\.(cpp|h)$"));
    static const QRegularExpression kPascalCase(QStringLiteral("^[A-Z][A-Za-z0-9]*\\.qml$"));
    if (file.isCpp() && !file.path.contains(kSnakeCase))
        return {breach(file, 1, QStringLiteral("C++ files and folders are snake_case"))};
    const bool isTest = file.name().startsWith(QLatin1String("tst_"));
    if (file.path.endsWith(QLatin1String(".qml")) && !isTest && !file.name().contains(kPascalCase))
        return {breach(file, 1, QStringLiteral("QML files are PascalCase"))};
    return {};
}

QStringList wordBreaches(const SourceFile &file)
{
    QStringList breaches;
    for (const WordRule &rule : wordRules())
        breaches += linesThat(file, rule.pattern, rule.what);
    return breaches;
}

QStringList untranslatedText(const SourceFile &file)
{
    static const QRegularExpression kVisibleText(QStringLiteral(
        "\\b(text|title|placeholderText|Accessible\\.(name|description))\\s*:\\s*\"[^\"]*\\p{L}{2,}"));
    if (!file.path.startsWith(QLatin1String("ui/")) || !file.path.endsWith(QLatin1String(".qml")))
        return {};
    return linesThat(file, kVisibleText, QStringLiteral("visible text needs qsTr"));
}

namespace {

QStringList linesThat(const SourceFile &file, const QRegularExpression &pattern, const QString &what)
{
    QStringList breaches;
    const QStringList lines = file.text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QRegularExpressionMatch match = pattern.match(lines[i]);
        if (match.hasMatch())
            breaches += breach(file, i + 1, what + ": " + match.captured());
    }
    return breaches;
}

} // namespace

} // namespace alcove::house
