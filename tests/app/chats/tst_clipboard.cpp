#include "app/chats/clipboard.h"

#include <QMimeData>
#include <QTest>

using namespace alcove::app;

class TestClipboard : public QObject {
    Q_OBJECT

private slots:
    void aScreenshotIsAPicture();
    void filesAreFilesEvenWithAPictureOfTheirIcon();
    void addressesOfTheWebAreNoFiles();
    void cellsOfAnOfficeProgramAreText();
    void onlyALongTextIsAnAttachment();
    void anEmptyClipboardBringsNothing();
    void markdownBecomesPlainText_data();
    void markdownBecomesPlainText();
};

void TestClipboard::aScreenshotIsAPicture()
{
    QMimeData mime;
    mime.setImageData(QImage(3, 2, QImage::Format_RGB32));
    QCOMPARE(pastedFrom(&mime).picture.size(), QSize(3, 2));
}

void TestClipboard::filesAreFilesEvenWithAPictureOfTheirIcon()
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile("/a.jpg"), QUrl::fromLocalFile("/b.jpg")});
    mime.setText("/a.jpg\n/b.jpg");
    mime.setImageData(QImage(16, 16, QImage::Format_RGB32));
    const Pasted pasted = pastedFrom(&mime);
    QCOMPARE(pasted.files.size(), 2);
    QVERIFY(pasted.picture.isNull());
}

void TestClipboard::addressesOfTheWebAreNoFiles()
{
    QMimeData mime;
    mime.setUrls({QUrl("https://example.org/a.jpg")});
    QVERIFY(pastedFrom(&mime).files.isEmpty());
}

void TestClipboard::cellsOfAnOfficeProgramAreText()
{
    QMimeData mime;
    mime.setText("1\t2");
    mime.setImageData(QImage(16, 16, QImage::Format_RGB32));
    const Pasted pasted = pastedFrom(&mime);
    QVERIFY(pasted.picture.isNull());
    QVERIFY(pasted.longText.isEmpty());
}

void TestClipboard::onlyALongTextIsAnAttachment()
{
    QMimeData mime;
    mime.setText(QString(kLongestInlinePaste, u'a'));
    QVERIFY(pastedFrom(&mime).longText.isEmpty());
    mime.setText(QString(kLongestInlinePaste + 1, u'a'));
    QCOMPARE(pastedFrom(&mime).longText.size(), kLongestInlinePaste + 1);
}

void TestClipboard::anEmptyClipboardBringsNothing()
{
    const QMimeData empty;
    for (const QMimeData *mime : {static_cast<const QMimeData *>(nullptr), &empty}) {
        const Pasted pasted = pastedFrom(mime);
        QVERIFY(pasted.picture.isNull() && pasted.files.isEmpty() && pasted.longText.isEmpty());
    }
}

void TestClipboard::markdownBecomesPlainText_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("plain");
    QTest::newRow("plain") << "Hello there." << "Hello there.";
    QTest::newRow("marks") << "**bold** and *soft* and `code`" << "bold and soft and code";
    QTest::newRow("heading") << "# Title\n\nText" << "Title\nText";
    QTest::newRow("link") << "[here](https://example.org)" << "here";
}

void TestClipboard::markdownBecomesPlainText()
{
    QFETCH(QString, markdown);
    QFETCH(QString, plain);
    QCOMPARE(plainTextOf(markdown), plain);
}

QTEST_MAIN(TestClipboard)
#include "tst_clipboard.moc"
