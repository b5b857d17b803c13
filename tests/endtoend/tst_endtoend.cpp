#include "tests/endtoend/accessible_tree.h"
#include "tests/endtoend/desktop.h"
#include "tests/endtoend/drag_source.h"
#include "tests/endtoend/sound_server.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>
#include <unistd.h>

using namespace alcove::app;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = std::chrono::seconds(60); // machines that build meanwhile are slow

Desktop *theDesktop = nullptr;
SoundServer *theSound = nullptr;

/// Waits for something to become true while this program's events run.
bool eventually(const std::function<bool()> &isTrue)
{
    return QTest::qWaitFor(isTrue, QDeadlineTimer(kPatience));
}

QString sample(const QString &name)
{
    return QStringLiteral(ALCOVE_RESOURCES_DIR "/samples/") + name;
}

} // namespace

/// The real program in a real window: keyboard, pointer, drag and drop and microphone as a person uses
/// them, answers read the way a screen reader does. Screenshots of every state go to the build folder.
class TestEndToEnd : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theWindowIsThereWithinASecond();
    void theWindowOpensWithTheDemoModelReady();
    void theProgramCannotOpenAConnection();
    void aTypedQuestionIsAnswered();
    void aDroppedPictureIsSeen();
    void aSpokenQuestionIsWrittenDownAndAnswered();
    void aProgramWithNothingToDoTakesNoProcessorTime();
    void settingsOpenAndTellOfTheModel();
    void nothingWasPrintedThatLooksLikeAFault();
    void cleanupTestCase();

private:
    bool typeIntoComposer(const QString &text);
    bool shows(const QString &text);
    bool press(const QString &keys) { return theDesktop->act({"key", keys}); }
    void photograph(const QString &state);
    std::chrono::milliseconds processorTime();
    QString composerText();
    QString describeParts();

    QProcess m_program;
    AccessibleTree m_tree{QStringLiteral("alcove")};
    QString m_shots = QStringLiteral(ALCOVE_SHOTS_DIR);
    QByteArray m_printed;
};

void TestEndToEnd::initTestCase()
{
    QVERIFY(QDir().mkpath(m_shots));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_QPA_PLATFORM", "xcb");
    environment.insert("QT_QUICK_BACKEND", "software");
    environment.insert("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
    environment.insert("LANG", "C.UTF-8");
    m_program.setProcessEnvironment(environment);
    m_program.setProcessChannelMode(QProcess::MergedChannels);
    m_program.start(ALCOVE_PROGRAM, QStringList());
    QVERIFY(m_program.waitForStarted());
}

void TestEndToEnd::theWindowIsThereWithinASecond()
{
    QElapsedTimer clock;
    clock.start();
    QVERIFY(theDesktop->act({"search", "--sync", "--onlyvisible", "--class", "alcove"}));
    // What the program itself took: a machine that builds meanwhile lets it wait for longer.
    const auto used = processorTime();
    qInfo("visible after %d ms, %d ms of processor time", int(clock.elapsed()), int(used.count()));
    QVERIFY2(used < 1s, qPrintable(QString("%1 ms").arg(used.count())));
}

void TestEndToEnd::theWindowOpensWithTheDemoModelReady()
{
    QVERIFY2(m_tree.waitFor("text", "Message", kPatience), qPrintable(describeParts()));
    photograph("first-run");
    QVERIFY2(eventually([this] { return shows("Ready"); }), qPrintable(describeParts()));
    QVERIFY2(shows("Demonstration model"), qPrintable(describeParts()));
}

void TestEndToEnd::theProgramCannotOpenAConnection()
{
    QFile status(QString("/proc/%1/status").arg(m_program.processId()));
    QVERIFY(status.open(QIODevice::ReadOnly));
    QVERIFY(status.readAll().contains("Seccomp:\t2"));
}

void TestEndToEnd::aTypedQuestionIsAnswered()
{
    QVERIFY(typeIntoComposer("What is a token?"));
    photograph("typed");
    QVERIFY(press("Return"));
    const auto answer = m_tree.waitFor("paragraph", "small piece of text", kPatience);
    photograph("answered");
    QVERIFY2(answer, qPrintable(describeParts()));
}

void TestEndToEnd::aDroppedPictureIsSeen()
{
    DragSource files(QUrl::fromLocalFile(sample("picture-6.jpg")));
    files.setGeometry(1200, 60, 90, 90);
    files.setFlags(Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint);
    files.show();
    QVERIFY(QTest::qWaitForWindowExposed(&files));
    // Dragging needs this program's event loop, so the screenshot comes from a timer in its midst.
    const auto drag = theDesktop->actMeanwhile({"mousemove", "1240", "100", "mousedown", "1", "sleep", "0.3",
        "mousemove", "1220", "140", "sleep", "0.3", "mousemove", "900", "300", "sleep", "0.5", "mousemove",
        "700", "400", "sleep", "3", "mousemove", "710", "410", "sleep", "0.5", "mouseup", "1"});
    QTimer::singleShot(2'500, this, [this] { photograph("dropping"); });
    QVERIFY(eventually([&] { return drag->state() == QProcess::NotRunning; }));
    QTest::qWait(1'000); // the program fetches the file's name from this one
    files.hide();

    const auto attached = m_tree.waitFor("list item", "picture-6", kPatience);
    photograph("dropped");
    QVERIFY2(attached, qPrintable(describeParts()));
    QVERIFY(typeIntoComposer("What does the picture show?"));
    QVERIFY(press("Return"));
    const auto answer = m_tree.waitFor("paragraph", "orange star", kPatience);
    photograph("seen");
    QVERIFY2(answer, qPrintable(describeParts()));
}

void TestEndToEnd::aSpokenQuestionIsWrittenDownAndAnswered()
{
    QVERIFY(press("ctrl+n"));
    QTest::qWait(500);
    QVERIFY(press("ctrl+shift+m"));
    QVERIFY(eventually([&] {
        return std::ranges::any_of(
            m_tree.parts(), [](const AccessiblePart &part) { return part.name.startsWith("Recording"); });
    }));
    const auto player = theSound->play(sample("recording-7.wav"));
    QTest::qWait(1200);
    photograph("recording");
    QVERIFY(eventually([&] { return player->state() == QProcess::NotRunning; }));
    QTest::qWait(700);
    QVERIFY(press("Return")); // writes it down

    QTest::qWait(1000);
    QVERIFY2(eventually([this] { return !composerText().isEmpty(); }), qPrintable(describeParts()));
    photograph("transcript");
    QVERIFY2(composerText().contains("7 plus 4"), qPrintable(composerText()));
    QVERIFY(press("Return"));
    const auto answer = m_tree.waitFor("paragraph", "11", kPatience);
    photograph("spoken-answered");
    QVERIFY2(answer, qPrintable(describeParts()));
}

void TestEndToEnd::aProgramWithNothingToDoTakesNoProcessorTime()
{
    QTest::qWait(1'000); // the last frames of the answer
    const auto before = processorTime();
    QThread::sleep(2s);
    const auto used = processorTime() - before;
    QVERIFY2(used <= 60ms, qPrintable(QString("%1 ms").arg(used.count()))); // the caret blinks
}

void TestEndToEnd::settingsOpenAndTellOfTheModel()
{
    QVERIFY(press("ctrl+comma"));
    const auto settings = m_tree.waitFor("panel", "Settings", kPatience);
    photograph("settings");
    QVERIFY2(settings, qPrintable(describeParts()));
    QVERIFY(press("Escape"));
    QVERIFY(m_tree.waitFor("text", "Message", kPatience));
}

void TestEndToEnd::nothingWasPrintedThatLooksLikeAFault()
{
    m_printed += m_program.readAll();
    for (const QByteArray &line : m_printed.split('\n')) {
        const bool fault = line.contains(".qml:") || line.contains("QObject::") || line.contains("Error") ||
                           line.contains("WARNING");
        QVERIFY2(!fault, line.constData());
    }
}

void TestEndToEnd::cleanupTestCase()
{
    m_program.terminate();
    if (!m_program.waitForFinished(5'000))
        m_program.kill();
    m_program.waitForFinished();
}

bool TestEndToEnd::typeIntoComposer(const QString &text)
{
    const auto field = m_tree.waitFor("text", "Message", kPatience);
    if (!field)
        return false;
    const QPoint middle = field->onScreen.center();
    return theDesktop->act(
               {"mousemove", QString::number(middle.x()), QString::number(middle.y()), "click", "1"}) &&
           theDesktop->act({"type", "--delay", "20", text});
}

void TestEndToEnd::photograph(const QString &state)
{
    QVERIFY(theDesktop->photograph(QString("%1/%2.png").arg(m_shots, state)));
}

/// Of the program, all threads; in steps of 10 ms.
std::chrono::milliseconds TestEndToEnd::processorTime()
{
    QFile file(QString("/proc/%1/stat").arg(m_program.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return std::chrono::milliseconds::max();
    // Behind the name, which may hold anything, the 12th and 13th fields are user and system time.
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.sliced(line.lastIndexOf(')') + 2).split(' ');
    const qint64 ticks = fields[11].toLongLong() + fields[12].toLongLong();
    return std::chrono::milliseconds(ticks * 1000 / sysconf(_SC_CLK_TCK));
}

/// Whether a part that is showing has this in its name.
bool TestEndToEnd::shows(const QString &text)
{
    return std::ranges::any_of(m_tree.parts(),
        [&text](const AccessiblePart &part) { return part.name.contains(text, Qt::CaseInsensitive); });
}

QString TestEndToEnd::composerText()
{
    const auto field = m_tree.waitFor("text", "Message", std::chrono::seconds(1));
    return field ? m_tree.textOf(*field) : QString();
}

QString TestEndToEnd::describeParts()
{
    QString text;
    for (const AccessiblePart &part : m_tree.parts())
        if (!part.name.isEmpty())
            text += QString("%1: %2\n").arg(part.role, part.name);
    return text + QString::fromUtf8(m_program.readAll());
}

int main(int argc, char **argv)
{
    auto desktop = Desktop::start(1320, 860);
    if (!desktop)
        qFatal("%s", qPrintable(desktop.error()));
    auto sound = SoundServer::start();
    if (!sound)
        qFatal("%s", qPrintable(sound.error()));
    theDesktop = desktop->get();
    theSound = sound->get();
    qputenv("QT_QPA_PLATFORM", "xcb");
    QGuiApplication application(argc, argv);
    TestEndToEnd test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_endtoend.moc"
