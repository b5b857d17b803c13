#include "tests/gallery/stage.h"
#include "tests/gallery/window_main.h"

#include <QQuickItem>
#include <QTest>

namespace alcove::test {

/// The end of the conversation stays in view while it was in view (face.md 5).
class FollowingTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stage.reset(); }

    void theEndStaysInViewWhileTheModelWrites();
    void theWheelLetsGoAtOnce();
    void theRoundButtonTakesHoldAgain();
    void sendingGoesToTheEnd();
    void aShortConversationStandsAtTheFoot();
    void aDraftThatGrowsLeavesTheEndInView();

private:
    QQuickItem *list() const { return m_stage->named(QAccessible::List, QStringLiteral("Messages")); }
    qreal distanceFromEnd() const;
    void turnWheel(int steps) const;
    void write(int paragraphs) const;

    std::unique_ptr<Stage> m_stage;
};

void FollowingTest::init()
{
    m_stage = std::make_unique<Stage>();
    m_stage->engine().load();
    m_stage->open({1180, 780});
    m_stage->ask(QStringLiteral("Tell a long story."));
    Stage::settle();
}

qreal FollowingTest::distanceFromEnd() const
{
    const QQuickItem *view = list();
    const auto value = [view](const char *name) { return view->property(name).toReal(); };
    return value("originY") + value("contentHeight") + value("bottomMargin") - value("contentY") -
           view->height();
}

void FollowingTest::turnWheel(int steps) const
{
    const QPointF middle(700, 300);
    QWheelEvent event(middle, m_stage->window()->mapToGlobal(middle), {}, {0, 120 * steps}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_stage->window(), &event);
    Stage::settle(400);
}

void FollowingTest::write(int paragraphs) const
{
    for (int i = 0; i < paragraphs; ++i) {
        m_stage->write(QStringLiteral("A paragraph of the story that goes on for a while.\n\n"));
        Stage::settle(20);
    }
}

void FollowingTest::theEndStaysInViewWhileTheModelWrites()
{
    write(40);
    QVERIFY(list()->property("contentHeight").toReal() > list()->height());
    QVERIFY2(distanceFromEnd() < 48, qPrintable(QString::number(distanceFromEnd())));
}

void FollowingTest::theWheelLetsGoAtOnce()
{
    write(40);
    turnWheel(3);
    const qreal before = list()->property("contentY").toReal();
    write(10);
    QCOMPARE(list()->property("contentY").toReal(), before);
}

void FollowingTest::theRoundButtonTakesHoldAgain()
{
    write(40);
    QVERIFY(!m_stage->named(QAccessible::Button, QStringLiteral("To the end")));
    turnWheel(5);
    QQuickItem *button = m_stage->named(QAccessible::Button, QStringLiteral("To the end"));
    QVERIFY(button);
    QTest::mouseClick(m_stage->window(), Qt::LeftButton, {}, button->mapToScene({20, 20}).toPoint());
    write(5);
    QVERIFY(distanceFromEnd() < 48);
    QVERIFY(!m_stage->named(QAccessible::Button, QStringLiteral("To the end")));
}

void FollowingTest::sendingGoesToTheEnd()
{
    write(40);
    m_stage->finish(400, 40);
    turnWheel(8);
    m_stage->chat().setDraft(QStringLiteral("And then?"));
    QTest::keyClick(m_stage->window(), Qt::Key_Return);
    Stage::settle(100);
    QVERIFY2(distanceFromEnd() < 48, qPrintable(QString::number(distanceFromEnd())));
}

void FollowingTest::aShortConversationStandsAtTheFoot()
{
    m_stage->write(QStringLiteral("Short."));
    Stage::settle();
    QVERIFY(list()->property("contentHeight").toReal() < list()->height());
    QVERIFY2(qAbs(distanceFromEnd()) < 2, qPrintable(QString::number(distanceFromEnd())));
}

void FollowingTest::aDraftThatGrowsLeavesTheEndInView()
{
    write(40);
    m_stage->chat().setDraft(QStringLiteral("line\n").repeated(8));
    Stage::settle(100);
    QVERIFY2(distanceFromEnd() < 48, qPrintable(QString::number(distanceFromEnd())));
}

} // namespace alcove::test

ALCOVE_WINDOW_TEST_MAIN(alcove::test::FollowingTest)
#include "tst_following.moc"
