#include "app/settings/settings.h"

#include <QFile>
#include <QMetaProperty>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace alcove::app;

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyValueNotifiesAndOutlivesTheProgram_data();
    void everyValueNotifiesAndOutlivesTheProgram();
    void theSameValueAgainDoesNotNotify();
    void aModelAndItsMemoryAreTakenAsOne();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void aFileFullOfNonsenseGivesTheDefaults();
    void aDamagedFileGivesTheDefaults();
    void everyWritablePropertyIsTested();

private:
    QString file() const { return m_folder->filePath("alcove.ini"); }
    void addRow(const char *property, const QVariant &value)
    {
        QTest::newRow(property) << QByteArray(property) << value;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// Enumerations by their number, as the table has them.
QString asText(const QVariant &value)
{
    const bool isEnumeration = value.metaType().flags() & QMetaType::IsEnumeration;
    return isEnumeration ? QString::number(value.toInt()) : value.toString();
}

/// A value of each that is not its default.
const QList<std::pair<const char *, QVariant>> &otherValues()
{
    static const QList<std::pair<const char *, QVariant>> kValues{{"modelPath", "/models/ü b/gemma.gguf"},
        {"contextLength", 32'768}, {"threads", 3}, {"draftTokens", 0}, {"thinkFirst", true},
        {"imageTokens", 1120}, {"cacheType", int(Settings::Int8)}, {"loadAtStart", false},
        {"restAfterMinutes", 0}, {"colourScheme", int(Settings::DarkColours)}, {"accent", "plum"},
        {"readingSize", 3}, {"enterSends", false}, {"microphone", "alsa:1"}, {"windowX", 40},
        {"windowY", -20}, {"windowWidth", 900}, {"windowHeight", 600}, {"windowMaximized", true},
        {"sidebarVisible", false}, {"sidebarWidth", 300}};
    return kValues;
}

} // namespace

void TestSettings::everyValueNotifiesAndOutlivesTheProgram_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QVariant>("value");
    for (const auto &[property, value] : otherValues())
        addRow(property, value);
}

void TestSettings::everyValueNotifiesAndOutlivesTheProgram()
{
    QFETCH(QByteArray, property);
    QFETCH(QVariant, value);
    {
        Settings settings(file());
        const QMetaObject &meta = *settings.metaObject();
        const QMetaProperty notified = meta.property(meta.indexOfProperty(property.constData()));
        QSignalSpy spy(&settings, notified.notifySignal());
        QVERIFY(asText(settings.property(property.constData())) != asText(value));
        QVERIFY(settings.setProperty(property.constData(), value));
        QCOMPARE(spy.count(), 1);
    }
    const Settings later(file());
    QCOMPARE(asText(later.property(property.constData())), asText(value));
}

void TestSettings::theSameValueAgainDoesNotNotify()
{
    Settings settings(file());
    QSignalSpy spy(&settings, &Settings::threadsChanged);
    settings.setThreads(2);
    settings.setThreads(2);
    QCOMPARE(spy.count(), 1);
}

void TestSettings::aModelAndItsMemoryAreTakenAsOne()
{
    Settings settings(file());
    QSignalSpy lengths(&settings, &Settings::contextLengthChanged);
    QSignalSpy types(&settings, &Settings::cacheTypeChanged);
    QSignalSpy drafts(&settings, &Settings::draftTokensChanged);
    int draftsSeenWithThePath = -1;
    connect(&settings, &Settings::modelPathChanged, this,
        [&] { draftsSeenWithThePath = settings.draftTokens(); });
    settings.takeModel("/models/b.gguf", 4096, Settings::F16, 0);
    QCOMPARE(draftsSeenWithThePath, 0);
    QCOMPARE(lengths.count(), 1);
    QCOMPARE(types.count(), 0); // the same as before
    QCOMPARE(drafts.count(), 1);
    const Settings later(file());
    QCOMPARE(later.modelPath(), "/models/b.gguf");
    QCOMPARE(later.contextLength(), 4096);
}

void TestSettings::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QVariant>("value");
    addRow("contextLength", 0);
    addRow("threads", -1);
    addRow("draftTokens", 5);
    addRow("imageTokens", 300);
    addRow("cacheType", 3);
    addRow("restAfterMinutes", -5);
    addRow("colourScheme", 9);
    addRow("accent", "javascript:alert(1)");
    addRow("readingSize", 4);
    addRow("windowWidth", 10);
    addRow("windowHeight", 100'000);
    addRow("sidebarWidth", 0);
    addRow("modelPath", QString(10'000, u'a'));
    addRow("microphone", QString(10'000, u'a'));
}

void TestSettings::nonsenseIsRefused()
{
    QFETCH(QByteArray, property);
    QFETCH(QVariant, value);
    Settings settings(file());
    const QVariant before = settings.property(property.constData());
    settings.setProperty(property.constData(), value);
    QCOMPARE(settings.property(property.constData()), before);
    const Settings later(file());
    QCOMPARE(later.property(property.constData()), before);
}

void TestSettings::aFileFullOfNonsenseGivesTheDefaults()
{
    QFile ini(file());
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write("[model]\ncontextLength=many\nthreads=-3\ndraftTokens=99999999999\nimageTokens=7\n"
              "cacheType=77\nloadAtStart=perhaps\nthinkFirst=17\n"
              "[window]\naccent=beige\nwidth=1\nreadingSize=big\nenterSends=@Invalid()\n");
    ini.close();
    const Settings settings(file());
    const Settings fresh(m_folder->filePath("other.ini"));
    for (const auto &[property, value] : otherValues())
        QCOMPARE(settings.property(property), fresh.property(property));
}

void TestSettings::aDamagedFileGivesTheDefaults()
{
    QFile ini(file());
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write(QByteArray(4096, '\0') + "[[[=\n\xff\xfe");
    ini.close();
    const Settings settings(file());
    QCOMPARE(settings.contextLength(), 8192);
    QCOMPARE(settings.enterSends(), true);
}

void TestSettings::everyWritablePropertyIsTested()
{
    QStringList tested;
    for (const auto &[property, value] : otherValues())
        tested.append(property);
    const QMetaObject &meta = Settings::staticMetaObject;
    for (int index = meta.propertyOffset(); index < meta.propertyCount(); ++index) {
        if (meta.property(index).isWritable())
            QVERIFY2(tested.contains(meta.property(index).name()), meta.property(index).name());
    }
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
