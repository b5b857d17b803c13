#include "app/chats/chat_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace alcove::app;

class TestChatListModel : public QObject {
    Q_OBJECT

private slots:
    void init();

    void newestFirstAndPinnedBeforeAll();
    void sectionsFollowTheDay_data();
    void sectionsFollowTheDay();
    void midnightChangesSectionsOnly();
    void usingAChatMovesItToTheTop();
    void pinningMovesAndUnpinningMovesBack();
    void workChangesOnlyItsRoles();
    void removedChatsAreGone();
    void unknownChatsAreIgnored();

private:
    QStringList titles() const;

    std::unique_ptr<ChatList> m_list;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    const QDateTime m_now{QDate(2026, 11, 24), QTime(12, 0)};
};

void TestChatListModel::init()
{
    m_tester.reset();
    m_list = std::make_unique<ChatList>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_list.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_list->setToday(m_now.date());
    m_list->insert({.chatId = 1, .title = "old", .lastUsed = m_now.addDays(-3)});
    m_list->insert({.chatId = 2, .title = "new", .lastUsed = m_now});
    m_list->insert({.chatId = 3, .title = "middle", .lastUsed = m_now.addDays(-1)});
}

QStringList TestChatListModel::titles() const
{
    QStringList titles;
    for (int row = 0; row < m_list->count(); ++row)
        titles.append(m_list->index(row).data(ChatList::TitleRole).toString());
    return titles;
}

void TestChatListModel::newestFirstAndPinnedBeforeAll()
{
    QCOMPARE(titles(), (QStringList{"new", "middle", "old"}));
    m_list->insert({.chatId = 4, .title = "pinned", .lastUsed = m_now.addDays(-99), .pinned = true});
    QCOMPARE(titles(), (QStringList{"pinned", "new", "middle", "old"}));
}

void TestChatListModel::sectionsFollowTheDay_data()
{
    QTest::addColumn<int>("daysAgo");
    QTest::addColumn<bool>("pinned");
    QTest::addColumn<QString>("section");
    QTest::newRow("today") << 0 << false << "Today";
    QTest::newRow("a clock ahead") << -2 << false << "Today";
    QTest::newRow("yesterday") << 1 << false << "Yesterday";
    QTest::newRow("two days") << 2 << false << "Last 7 days";
    QTest::newRow("a week") << 7 << false << "Last 7 days";
    QTest::newRow("longer") << 8 << false << "Older";
    QTest::newRow("pinned") << 8 << true << "Pinned";
}

void TestChatListModel::sectionsFollowTheDay()
{
    QFETCH(int, daysAgo);
    QFETCH(bool, pinned);
    QFETCH(QString, section);
    m_list->insert({.chatId = 9, .lastUsed = m_now.addDays(-daysAgo), .pinned = pinned});
    QCOMPARE(m_list->index(m_list->rowOf(9)).data(ChatList::SectionRole), section);
}

void TestChatListModel::midnightChangesSectionsOnly()
{
    const QSignalSpy changes(m_list.get(), &ChatList::dataChanged);
    m_list->setToday(m_now.date().addDays(1));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes.first()[2].value<QList<int>>(), (QList<int>{ChatList::SectionRole}));
    QCOMPARE(m_list->index(0).data(ChatList::SectionRole), "Yesterday");
    m_list->setToday(m_now.date().addDays(1));
    QCOMPARE(changes.count(), 1);
}

void TestChatListModel::usingAChatMovesItToTheTop()
{
    const QSignalSpy moved(m_list.get(), &ChatList::rowsMoved);
    m_list->setLastUsed(1, m_now.addSecs(1));
    QCOMPARE(titles(), (QStringList{"old", "new", "middle"}));
    QCOMPARE(moved.count(), 1);
    m_list->setLastUsed(1, m_now.addSecs(2));
    QCOMPARE(moved.count(), 1);
}

void TestChatListModel::pinningMovesAndUnpinningMovesBack()
{
    m_list->setPinned(1, true);
    QCOMPARE(titles(), (QStringList{"old", "new", "middle"}));
    m_list->setPinned(1, false);
    QCOMPARE(titles(), (QStringList{"new", "middle", "old"}));
}

void TestChatListModel::workChangesOnlyItsRoles()
{
    const QSignalSpy changes(m_list.get(), &ChatList::dataChanged);
    m_list->setWork(2, true, false);
    m_list->setWork(2, true, false);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(changes.first()[2].value<QList<int>>(), (QList<int>{ChatList::WritingRole}));
    QCOMPARE(m_list->index(0).data(ChatList::WritingRole), true);
    QCOMPARE(m_list->index(0).data(ChatList::WaitingRole), false);
}

void TestChatListModel::removedChatsAreGone()
{
    m_list->remove(3);
    QCOMPARE(titles(), (QStringList{"new", "old"}));
    QCOMPARE(m_list->rowOf(3), -1);
    QVERIFY(!m_list->find(3));
}

void TestChatListModel::unknownChatsAreIgnored()
{
    m_list->remove(77);
    m_list->setTitle(77, "x");
    m_list->setPinned(77, true);
    m_list->setWork(77, true, true);
    m_list->setLastUsed(77, m_now);
    QCOMPARE(titles(), (QStringList{"new", "middle", "old"}));
}

QTEST_GUILESS_MAIN(TestChatListModel)
#include "tst_chat_list_model.moc"
