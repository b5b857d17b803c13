#pragma once

#include <QGuiApplication>
#include <QLocale>
#include <QTest>
#include <QTranslator>

namespace alcove::test {

/// Runs one test object on a window that nobody sees, drawn by the processor, in English.
template <typename Test>
int runWindowTest(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("LC_ALL", "C.UTF-8");
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QTranslator plurals;
    if (plurals.load(QStringLiteral(":/i18n/alcove_en.qm")))
        QGuiApplication::installTranslator(&plurals);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace alcove::test

#define ALCOVE_WINDOW_TEST_MAIN(Test)                                                                        \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        return alcove::test::runWindowTest<Test>(argc, argv);                                                \
    }
