#include "tests/gallery/stage.h"
#include "tests/gallery/window_main.h"

#include <QQuickItem>
#include <QSignalSpy>
#include <QTest>

namespace alcove::test {

class WindowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stage.reset(); }

    void theSidebarIsHiddenInANarrowWindow_data();
    void theSidebarIsHiddenInANarrowWindow();
    void theSidebarLiesOverANarrowWindowUntilEsc();
    void everyControlHasANameAndATargetOfThirtySixPixels_data();
    void everyControlHasANameAndATargetOfThirtySixPixels();
    void escStopsWritingBeforeItClosesTheSettings();
    void keysDoWhatTheyPromise();
    void aChatIsRenamedInItsRow();
    void aRemovedChatComesBackWithUndo();
    void searchFiltersTheChats();
    void theTitleOfTheWindowIsThatOfTheChat();
    void sizeAndPlaceAreKept();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void type(const QString &text) const;
    QQuickItem *row(const QString &title) const { return m_stage->named(QAccessible::ListItem, title); }

    std::unique_ptr<Stage> m_stage;
};

namespace {

enum Page { General, Model, Memory, Voice, Appearance, Keyboard, About }; // SettingsView.Page

constexpr int kTarget = 36;

const QList<QAccessible::Role> kControls{QAccessible::Button, QAccessible::CheckBox, QAccessible::RadioButton,
    QAccessible::ComboBox, QAccessible::Slider, QAccessible::EditableText, QAccessible::MenuItem,
    QAccessible::ListItem};

QString problemsBelow(QQuickItem *item)
{
    QString problems;
    for (QQuickItem *child : item->childItems()) {
        if (!child->isVisible() || child->width() <= 0)
            continue;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(child);
        const bool isPart = child->inherits("QQuickTextEdit") && child->property("readOnly").toBool();
        if (face && kControls.contains(face->role()) && !isPart) {
            const QString name = face->text(QAccessible::Name);
            if (name.isEmpty())
                problems +=
                    QStringLiteral("%1 has no name; ").arg(QLatin1String(child->metaObject()->className()));
            const bool isText = face->role() == QAccessible::EditableText; // its frame is the target
            if (!isText && child->height() < kTarget)
                problems += QStringLiteral("%1 is %2 high; ").arg(name).arg(child->height());
        }
        problems += problemsBelow(child);
    }
    return problems;
}

} // namespace

void WindowTest::init()
{
    m_stage = std::make_unique<Stage>();
    m_stage->engine().load();
    m_stage->talk(QStringLiteral("Why is dusk red?"),
        QStringLiteral("Because of the **air**.\n\n```\ncode\n```"), 9, 1);
    m_stage->open({1180, 780});
    QVERIFY(m_stage->window());
    QVERIFY(QTest::qWaitForWindowActive(m_stage->window()));
}

void WindowTest::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QTest::keyClick(m_stage->window(), key, modifiers);
    Stage::settle();
}

void WindowTest::type(const QString &text) const
{
    for (const QChar letter : text)
        QTest::keyClick(m_stage->window(), letter.toLatin1());
    Stage::settle();
}

void WindowTest::theSidebarIsHiddenInANarrowWindow_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isShown");
    QTest::newRow("360") << 360 << false;
    QTest::newRow("719") << 719 << false;
    QTest::newRow("999") << 999 << false;
    QTest::newRow("1000") << 1000 << true;
    QTest::newRow("1600") << 1600 << true;
}

void WindowTest::theSidebarIsHiddenInANarrowWindow()
{
    QFETCH(int, width);
    QFETCH(bool, isShown);
    m_stage->window()->resize(width, 700);
    Stage::settle();
    QCOMPARE(row(QStringLiteral("Why is dusk red?")) != nullptr, isShown);
}

void WindowTest::theSidebarLiesOverANarrowWindowUntilEsc()
{
    m_stage->window()->resize(400, 700);
    Stage::settle();
    press(Qt::Key_F9);
    QVERIFY(row(QStringLiteral("Why is dusk red?")));
    press(Qt::Key_Escape);
    QVERIFY(!row(QStringLiteral("Why is dusk red?")));
}

void WindowTest::everyControlHasANameAndATargetOfThirtySixPixels_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<int>("width");
    for (const int width : {400, 1180}) {
        const auto row = [width](const char *name) -> QTestData & {
            return QTest::addRow("%s, %d", name, width);
        };
        row("conversation") << -1 << width;
        row("empty chat") << -2 << width;
        for (int page = General; page <= About; ++page)
            row(qPrintable(QStringLiteral("settings %1").arg(page))) << page << width;
    }
}

void WindowTest::everyControlHasANameAndATargetOfThirtySixPixels()
{
    QFETCH(int, page);
    QFETCH(int, width);
    m_stage->window()->resize(width, 780);
    if (page == -2)
        m_stage->chats().newChat();
    if (page >= 0)
        m_stage->call("openSettings", page);
    Stage::settle();
    QCOMPARE(problemsBelow(m_stage->window()->contentItem()), QString());
}

void WindowTest::escStopsWritingBeforeItClosesTheSettings()
{
    m_stage->ask(QStringLiteral("And at noon?"));
    m_stage->write(QStringLiteral("It is"));
    QSignalSpy stopped(&m_stage->chats(), &app::Chats::stopAsked);
    m_stage->call("openSettings", General);
    press(Qt::Key_Escape);
    QCOMPARE(stopped.size(), 1);
    QVERIFY(m_stage->window()->property("settingsOpen").toBool());
    m_stage->finish(2, 1, app::Ending::Stopped);
    press(Qt::Key_Escape);
    QVERIFY(!m_stage->window()->property("settingsOpen").toBool());
}

void WindowTest::keysDoWhatTheyPromise()
{
    const int first = m_stage->chat().chatId();
    press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(m_stage->chat().chatId() != first);
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_stage->chat().chatId(), first);
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_stage->chat().thinkFirst());
    press(Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(m_stage->settings().readingSize(), 2);
    press(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(m_stage->settings().readingSize(), 1);
    press(Qt::Key_F9);
    QVERIFY(!m_stage->settings().sidebarVisible());
    press(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(m_stage->window()->property("settingsOpen").toBool());
    press(Qt::Key_Escape);
    QSignalSpy asked(&m_stage->chats(), &app::Chats::asked);
    press(Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(asked.size(), 1);
}

void WindowTest::aChatIsRenamedInItsRow()
{
    press(Qt::Key_F2);
    QVERIFY(m_stage->named(QAccessible::EditableText, QStringLiteral("Name of the chat")));
    type(QStringLiteral("dusk"));
    press(Qt::Key_Return);
    QCOMPARE(m_stage->chat().title(), QStringLiteral("dusk"));
    QVERIFY(row(QStringLiteral("dusk")));
}

void WindowTest::aRemovedChatComesBackWithUndo()
{
    m_stage->chats().remove(m_stage->chat().chatId());
    Stage::settle();
    QCOMPARE(m_stage->chats().list()->count(), 0);
    QVERIFY(m_stage->named(QAccessible::StatusBar, QStringLiteral("“Why is dusk red?” is in the bin")));
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_stage->chats().list()->count(), 1);
}

void WindowTest::searchFiltersTheChats()
{
    m_stage->chats().newChat();
    m_stage->talk(QStringLiteral("Soup without onions"), QStringLiteral("Yes."), 1, 1);
    press(Qt::Key_K, Qt::ControlModifier);
    type(QStringLiteral("soup"));
    QVERIFY(row(QStringLiteral("Soup without onions")));
    QVERIFY(!row(QStringLiteral("Why is dusk red?")));
    type(QStringLiteral("x"));
    QVERIFY(QTest::qWaitFor([this] { // the list lays itself out with the next frame
        return m_stage->named(QAccessible::StaticText, QStringLiteral("Nothing found for “soupx”")) !=
               nullptr;
    }));
    press(Qt::Key_Escape);
    QVERIFY(row(QStringLiteral("Why is dusk red?")));
}

void WindowTest::theTitleOfTheWindowIsThatOfTheChat()
{
    QCOMPARE(m_stage->window()->title(), QStringLiteral("Why is dusk red? – Alcove"));
}

void WindowTest::sizeAndPlaceAreKept()
{
    m_stage->window()->setGeometry(30, 50, 1040, 700);
    Stage::settle();
    m_stage->window()->close();
    QCOMPARE(m_stage->settings().windowWidth(), 1040);
    QCOMPARE(m_stage->settings().windowHeight(), 700);
    QCOMPARE(m_stage->settings().windowX(), 30);
    QCOMPARE(m_stage->settings().windowY(), 50);
}

} // namespace alcove::test

ALCOVE_WINDOW_TEST_MAIN(alcove::test::WindowTest)
#include "tst_window.moc"
