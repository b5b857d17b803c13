#include "app/settings/settings.h"
#include "app/window_place.h"

#include <QTemporaryDir>
#include <QTest>

using namespace alcove::app;

class TestWindowPlace : public QObject {
    Q_OBJECT

private slots:
    void aPlaceIsTakenWhileTheWindowCanBeReachedThere_data();
    void aPlaceIsTakenWhileTheWindowCanBeReachedThere();
    void aWindowThatNeverHadAPlaceGetsNone();
};

namespace {

const QList<QRect> kTwoScreens{{0, 0, 1920, 1080}, {1920, 200, 1280, 1024}};

} // namespace

void TestWindowPlace::aPlaceIsTakenWhileTheWindowCanBeReachedThere_data()
{
    QTest::addColumn<QPoint>("place");
    QTest::addColumn<QList<QRect>>("screens");
    QTest::addColumn<bool>("taken");
    const QList<QRect> one{kTwoScreens.constFirst()};
    QTest::newRow("on the screen") << QPoint(40, 60) << one << true;
    QTest::newRow("in the corner") << QPoint(0, 0) << one << true;
    QTest::newRow("half beside the screen") << QPoint(-400, 20) << one << true;
    QTest::newRow("more than half beside it") << QPoint(-600, 20) << one << false;
    QTest::newRow("above the screen") << QPoint(40, -30) << one << false;
    QTest::newRow("on the second screen") << QPoint(2000, 300) << kTwoScreens << true;
    QTest::newRow("on a screen that is gone") << QPoint(2000, 300) << one << false;
    QTest::newRow("no screen at all") << QPoint(40, 60) << QList<QRect>() << false;
}

void TestWindowPlace::aPlaceIsTakenWhileTheWindowCanBeReachedThere()
{
    QFETCH(QPoint, place);
    QFETCH(QList<QRect>, screens);
    QFETCH(bool, taken);
    const QTemporaryDir folder;
    Settings settings(folder.filePath("alcove.ini"));
    settings.setWindowWidth(1000);
    settings.setWindowX(place.x());
    settings.setWindowY(place.y());
    const std::optional<QPoint> remembered = rememberedPlace(settings, screens);
    QCOMPARE(remembered.has_value(), taken);
    QVERIFY(!taken || *remembered == place);
}

void TestWindowPlace::aWindowThatNeverHadAPlaceGetsNone()
{
    const QTemporaryDir folder;
    const Settings settings(folder.filePath("alcove.ini"));
    QVERIFY(!rememberedPlace(settings, {QRect(-2000, -2000, 4000, 4000)}));
}

QTEST_APPLESS_MAIN(TestWindowPlace)
#include "tst_window_place.moc"
