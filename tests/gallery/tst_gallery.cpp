#include "tests/gallery/scenes.h"
#include "tests/gallery/window_main.h"

#include <QDir>
#include <QImage>
#include <QSet>
#include <QTest>

namespace alcove::test {

namespace {

QStringList g_complaints;
QtMessageHandler g_before = nullptr;

// What QML complains of, whatever the category.
void listen(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const bool isQml = message.contains(QLatin1String(".qml")) || message.contains(QLatin1String("qrc:/"));
    if (type != QtDebugMsg && type != QtInfoMsg && isQml)
        g_complaints += message;
    g_before(type, context, message);
}

const QList<Scene> &allScenes()
{
    static const QList<Scene> kScenes = conversationScenes() + modelScenes();
    return kScenes;
}

int differentColours(const QImage &picture)
{
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); y += 2) {
        for (int x = 0; x < picture.width(); x += 2)
            colours.insert(picture.pixel(x, y));
    }
    return int(colours.size());
}

} // namespace

/// Every screen and state of the window as a picture, in the folder gallery/ of the build.
class GalleryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { g_before = qInstallMessageHandler(listen); } // in front of Qt Test's own
    void cleanupTestCase() { qInstallMessageHandler(g_before); }
    void everyScreenIsDrawnWithoutComplaint_data();
    void everyScreenIsDrawnWithoutComplaint();
};

void GalleryTest::everyScreenIsDrawnWithoutComplaint_data()
{
    QTest::addColumn<int>("number");
    const QList<Scene> &scenes = allScenes();
    for (int i = 0; i < scenes.size(); ++i)
        QTest::newRow(scenes[i].name) << i;
}

void GalleryTest::everyScreenIsDrawnWithoutComplaint()
{
    QFETCH(int, number);
    const Scene &scene = allScenes()[number];
    g_complaints.clear();
    const QImage picture = scene.draw();
    QVERIFY2(!picture.isNull(), "the window did not open");
    const QDir folder(QStringLiteral(ALCOVE_GALLERY_DIR));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    QVERIFY(picture.save(folder.filePath(QLatin1String(scene.name) + QStringLiteral(".png"))));
    QVERIFY2(g_complaints.isEmpty(), qPrintable(g_complaints.join(QLatin1Char('\n'))));
    QVERIFY2(differentColours(picture) > 30, "the picture is blank");
}

} // namespace alcove::test

ALCOVE_WINDOW_TEST_MAIN(alcove::test::GalleryTest)
#include "tst_gallery.moc"
