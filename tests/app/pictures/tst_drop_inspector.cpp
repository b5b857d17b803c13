#include "app/pictures/drop_inspector.h"

#include "tests/app/pictures/sample_files.h"

#include <QSignalSpy>
#include <QTest>

using namespace alcove::app;

class TestDropInspector : public QObject {
    Q_OBJECT

private slots:
    void filesAreCountedByKindAndRefusedByName();
    void theLastInspectionCounts();
    void destroyingWhileInspectingIsSafe();
};

void TestDropInspector::filesAreCountedByKindAndRefusedByName()
{
    const SampleFolder folder;
    DropInspector inspector;
    QSignalSpy inspected(&inspector, &DropInspector::inspected);
    inspector.inspect({sample("picture-1.png"), sample("picture-2.jpg"), sample("recording-1.wav"),
        folder.write("notes.txt", "text"), folder.write("tool.zip", QByteArray("PK\x03\x04\0", 5)),
        QUrl("https://example.org/a.jpg"), QUrl::fromLocalFile("/")});
    QVERIFY(inspected.wait());
    QCOMPARE(inspector.pictures(), 2);
    QCOMPARE(inspector.recordings(), 1);
    QCOMPARE(inspector.texts(), 1);
    QCOMPARE(inspector.refused(), (QStringList{"tool.zip", "a.jpg", ""}));
}

void TestDropInspector::theLastInspectionCounts()
{
    DropInspector inspector;
    QSignalSpy inspected(&inspector, &DropInspector::inspected);
    inspector.inspect({sample("picture-1.png")});
    inspector.inspect({sample("recording-1.wav")});
    QVERIFY(inspected.wait());
    QTest::qWait(100);
    QCOMPARE(inspected.count(), 1);
    QCOMPARE(inspector.pictures(), 0);
    QCOMPARE(inspector.recordings(), 1);
}

void TestDropInspector::destroyingWhileInspectingIsSafe()
{
    auto inspector = std::make_unique<DropInspector>();
    inspector->inspect({sample("picture-1.png")});
    inspector.reset();
    QTest::qWait(100);
}

QTEST_GUILESS_MAIN(TestDropInspector)
#include "tst_drop_inspector.moc"
