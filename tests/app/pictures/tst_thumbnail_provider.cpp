#include "app/pictures/thumbnail_provider.h"

#include "app/pictures/picture_decoder.h"
#include "tests/app/pictures/sample_files.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QTest>

using namespace alcove::app;

/// The provider as QML uses it.
class TestThumbnailProvider : public QObject {
    Q_OBJECT

private slots:
    void anImageShowsTheThumbnail();
    void anUnknownPictureIsAnError();
    void forgottenPicturesAreGone();
    void imagesMayGoWhileTheyLoad();

private:
    static std::unique_ptr<QQuickItem> image(QQmlEngine &engine, const QUrl &source)
    {
        QQmlComponent component(&engine);
        component.setData("import QtQuick\nImage { sourceSize.width: 72; sourceSize.height: 72 }", QUrl());
        std::unique_ptr<QObject> object(component.createWithInitialProperties({{"source", source}}));
        return std::unique_ptr<QQuickItem>(qobject_cast<QQuickItem *>(object.release()));
    }

    enum Status { Null, Ready, Loading, Error }; // as Image has them
    static bool becomes(const QQuickItem &item, Status status)
    {
        return QTest::qWaitFor([&] { return item.property("status").toInt() == status; }, 20'000);
    }
};

void TestThumbnailProvider::anImageShowsTheThumbnail()
{
    PictureDecoder decoder;
    QQmlEngine engine;
    engine.addImageProvider("thumbnails", new ThumbnailProvider(&decoder));
    const QUrl source = decoder.keep(decoder.nextId(), encoded(flag({900, 600}), "jpeg"));
    const auto item = image(engine, source);
    QVERIFY(becomes(*item, Ready));
    QCOMPARE(item->implicitWidth(), 72.0);
    QCOMPARE(item->implicitHeight(), 72.0);
}

void TestThumbnailProvider::anUnknownPictureIsAnError()
{
    PictureDecoder decoder;
    QQmlEngine engine;
    engine.addImageProvider("thumbnails", new ThumbnailProvider(&decoder));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression("no such picture"));
    QVERIFY(becomes(*image(engine, PictureDecoder::thumbnailUrl(77)), Error));
}

void TestThumbnailProvider::forgottenPicturesAreGone()
{
    PictureDecoder decoder;
    const int id = decoder.nextId();
    decoder.keep(id, encoded(flag({90, 60}), "png"));
    QCOMPARE(decoder.thumbnail(id, {72, 0}).result().size(), QSize(72, 48));
    decoder.forget(id);
    QVERIFY(decoder.thumbnail(id, {72, 0}).result().isNull());
}

void TestThumbnailProvider::imagesMayGoWhileTheyLoad()
{
    PictureDecoder decoder;
    QQmlEngine engine;
    engine.addImageProvider("thumbnails", new ThumbnailProvider(&decoder));
    const QUrl source = decoder.keep(decoder.nextId(), encoded(flag({3'000, 2'000}), "png"));
    for (int i = 0; i < 20; ++i) {
        const auto item = image(engine, source);
        QTest::qWait(1);
    }
    const auto item = image(engine, source);
    QVERIFY(becomes(*item, Ready));
}

QTEST_MAIN(TestThumbnailProvider)
#include "tst_thumbnail_provider.moc"
