#include "tests/house_rules/include_rules.h"
#include "tests/house_rules/source_tree.h"
#include "tests/house_rules/text_rules.h"
#include "tests/house_rules/translation_rules.h"

#include <QFileInfo>
#include <QTest>

#include <functional>

using namespace alcove::house;

namespace {
constexpr qsizetype kMostShown = 30;
constexpr qint64 kLargestFile = 5'000'000;
const auto kDemoModel = QStringLiteral("resources/demo-model/");
} // namespace

/// The rules of CONTRIBUTING.md, held against the tree itself; and each rule against a small breach
/// of it, so that a rule that no longer sees anything turns red too.
class TestHouseRules : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFolderIncludesOnlyWhatItMay();
    void theEngineIsBuiltWithoutQt();
    void noSourceHasMoreThan400Lines();
    void fileNamesFollowTheirLanguage();
    void noFileHoldsUnfinishedWorkMachinePathsOrPackageServers();
    void visibleTextIsTranslatable();
    void onlyTheDemoModelHasLargeFiles();
    void translationFilesHoldEveryMessageOfTheSources();

    void anIncludeIsJudgedByFolder_data();
    void anIncludeIsJudgedByFolder();
    void aTextIsJudgedByRule_data();
    void aTextIsJudgedByRule();

private:
    QStringList breachesOf(const std::function<QStringList(const SourceFile &)> &rule) const;

    QList<SourceFile> m_files;
};

namespace {
/// Fails with the breaches, one a line; Qt Test cuts very long messages.
void expectNone(QStringList breaches)
{
    if (breaches.size() > kMostShown)
        breaches = breaches.first(kMostShown) +
                   QStringList{QStringLiteral("and %1 more").arg(breaches.size() - kMostShown)};
    QVERIFY2(breaches.isEmpty(), qPrintable(u'\n' + breaches.join(u'\n')));
}
} // namespace

void TestHouseRules::initTestCase()
{
    m_files = readSourceTree(QStringLiteral(ALCOVE_SOURCE_DIR));
    QVERIFY2(m_files.size() > 50, "the source tree was not found");
}

void TestHouseRules::everyFolderIncludesOnlyWhatItMay()
{
    expectNone(breachesOf(includeBreaches));
}

void TestHouseRules::theEngineIsBuiltWithoutQt()
{
    expectNone(breachesOf(qtInEngineTargets));
}

void TestHouseRules::noSourceHasMoreThan400Lines()
{
    expectNone(breachesOf(lengthBreaches));
}

void TestHouseRules::fileNamesFollowTheirLanguage()
{
    expectNone(breachesOf(nameBreaches));
}

void TestHouseRules::noFileHoldsUnfinishedWorkMachinePathsOrPackageServers()
{
    expectNone(breachesOf(wordBreaches));
}

void TestHouseRules::visibleTextIsTranslatable()
{
    expectNone(breachesOf(untranslatedText));
}

void TestHouseRules::onlyTheDemoModelHasLargeFiles()
{
    const auto root = QStringLiteral(ALCOVE_SOURCE_DIR);
    QStringList breaches;
    for (const QString &path : listAllFiles(root)) {
        const qint64 size = QFileInfo(root + u'/' + path).size();
        if (size > kLargestFile && !path.startsWith(kDemoModel))
            breaches += QStringLiteral("%1:1: %2 bytes").arg(path).arg(size);
    }
    expectNone(breaches);
}

void TestHouseRules::translationFilesHoldEveryMessageOfTheSources()
{
    expectNone(staleTranslations(QStringLiteral(ALCOVE_SOURCE_DIR)));
}

void TestHouseRules::anIncludeIsJudgedByFolder_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");

    QTest::newRow("own folder") << "inference/text/a.cpp" << "#include \"inference/text/a.h\"" << true;
    QTest::newRow("down") << "inference/text/a.cpp" << "#include \"inference/formats/gguf.h\"" << true;
    QTest::newRow("up") << "inference/formats/a.cpp" << "#include \"inference/text/a.h\"" << false;
    QTest::newRow("sideways") << "inference/text/a.cpp" << "#include \"inference/media/wav.h\"" << false;
    QTest::newRow("engine to app") << "inference/cli/a.cpp" << "#include \"app/chats/a.h\"" << false;
    QTest::newRow("session to cli") << "inference/session/a.cpp" << "#include \"inference/cli/a.h\"" << false;
    QTest::newRow("app to engine") << "app/chats/a.cpp" << "#include \"inference/session/session.h\""
                                   << false;
    QTest::newRow("engine thread to engine")
        << "app/engine_thread/a.cpp" << "#include \"inference/session/session.h\"" << true;
    QTest::newRow("messages only") << "app/voice/a.cpp" << "#include \"app/engine_thread/messages.h\""
                                   << true;
    QTest::newRow("more than messages")
        << "app/voice/a.cpp" << "#include \"app/engine_thread/worker.h\"" << false;
    QTest::newRow("Qt in the engine") << "inference/text/a.cpp" << "#include <QString>" << false;
    QTest::newRow("Qt module in the engine")
        << "inference/text/a.h" << "#include <QtCore/qstring.h>" << false;
    QTest::newRow("Qt in the app") << "app/chats/a.cpp" << "#include <QString>" << true;
    QTest::newRow("OpenCV at its door") << "inference/media/a.cpp" << "#include <opencv2/core.hpp>" << true;
    QTest::newRow("OpenCV elsewhere") << "inference/model/a.cpp" << "#include <opencv2/core.hpp>" << false;
    QTest::newRow("standard library") << "inference/text/a.cpp" << "#  include <string>" << true;
}

void TestHouseRules::anIncludeIsJudgedByFolder()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const QStringList breaches = includeBreaches({path, "#pragma once\n" + line + "\n"});
    QCOMPARE(breaches.isEmpty(), allowed);
    if (!allowed)
        QVERIFY2(breaches.first().startsWith(path + ":2: "), qPrintable(breaches.first()));
}

void TestHouseRules::aTextIsJudgedByRule_data()
{
    using Rule = QStringList (*)(const SourceFile &);
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("allowed");

    QTest::newRow("400 lines") << Rule(lengthBreaches) << "app/a.cpp" << QString(400, u'\n') << true;
    QTest::newRow("401 lines") << Rule(lengthBreaches) << "app/a.cpp" << QString(401, u'\n') << false;
    QTest::newRow("a long page") << Rule(lengthBreaches) << "README.md" << QString(401, u'\n') << true;
    QTest::newRow("snake_case") << Rule(nameBreaches) << "app/chats/chat_list.h" << "" << true;
    QTest::newRow("PascalCase in C++") << Rule(nameBreaches) << "app/chats/ChatList.h" << "" << false;
    QTest::newRow("PascalCase in QML") << Rule(nameBreaches) << "ui/Main.qml" << "" << true;
    QTest::newRow("snake_case in QML") << Rule(nameBreaches) << "ui/main_window.qml" << "" << false;
    QTest::newRow("unfinished") << Rule(wordBreaches) << "app/a.cpp"
                                << "// TO"
                                   "DO later"
                                << false;
    QTest::newRow("skipped test") << Rule(wordBreaches) << "tests/a.cpp"
                                  << "QSK"
                                     "IP(\"no\");"
                                  << false;
    QTest::newRow("machine path") << Rule(wordBreaches) << "README.md"
                                  << "see /ro"
                                     "ot/file"
                                  << false;
    QTest::newRow("package server") << Rule(wordBreaches) << "a.sh"
                                    << "deb.debian.or"
                                       "g/debian"
                                    << false;
    QTest::newRow("plain words") << Rule(wordBreaches) << "app/a.cpp" << "// what to do next" << true;
    QTest::newRow("bare text") << Rule(untranslatedText) << "ui/A.qml" << "    text: \"Stop\"" << false;
    QTest::newRow("bare accessible name")
        << Rule(untranslatedText) << "ui/A.qml" << "    Accessible.name: \"Stop\"" << false;
    QTest::newRow("translated text") << Rule(untranslatedText) << "ui/A.qml" << "    text: qsTr(\"Stop\")"
                                     << true;
    QTest::newRow("a sign") << Rule(untranslatedText) << "ui/A.qml" << "    text: \"•\"" << true;
    QTest::newRow("Qt linked to the engine")
        << Rule(qtInEngineTargets) << "inference/text/CMakeLists.txt" << "LINK Qt6::Core" << false;
}

void TestHouseRules::aTextIsJudgedByRule()
{
    using Rule = QStringList (*)(const SourceFile &);
    QFETCH(Rule, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(bool, allowed);
    QCOMPARE(rule({path, text}).isEmpty(), allowed);
}

QStringList TestHouseRules::breachesOf(const std::function<QStringList(const SourceFile &)> &rule) const
{
    QStringList breaches;
    for (const SourceFile &file : m_files)
        breaches += rule(file);
    return breaches;
}

QTEST_APPLESS_MAIN(TestHouseRules)
#include "tst_house_rules.moc"
