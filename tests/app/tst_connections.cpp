#include "app/connections.h"

#include "app/engine_thread/engine_thread.h"
#include "app/settings/settings.h"
#include "tests/app/scripted_backend.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace alcove::app;

/// Settings take effect at once. Chats and engine are tested together in tests/app/chats.
class TestConnections : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theModelIsDescribedByTheSettings();
    void aChangedContextLoadsAnew();
    void aChosenModelIsLoaded();
    void aModelTakenWithItsMemoryLoadsOnce();
    void aModelOfTheCommandLineStaysUntilAnotherIsChosen();

private:
    void start(const QString &path);

    QTemporaryDir m_folder;
    std::shared_ptr<Script> m_script;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<EngineThread> m_engine;
};

void TestConnections::init()
{
    m_settings = std::make_unique<Settings>(m_folder.filePath(QTest::currentTestFunction()));
    m_script = std::make_shared<Script>();
}

void TestConnections::cleanup()
{
    m_engine.reset();
    QCOMPARE(m_script->problems(), QStringList());
}

void TestConnections::start(const QString &path)
{
    ModelOptions options = modelOptions(*m_settings);
    options.path = path;
    m_engine =
        std::make_unique<EngineThread>(std::make_unique<ScriptedBackend>(m_script), options, QString());
    connectSettingsToEngine(*m_settings, *m_engine);
    m_engine->load();
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
}

void TestConnections::theModelIsDescribedByTheSettings()
{
    m_settings->setModelPath("/models/a.gguf");
    m_settings->setContextLength(4096);
    m_settings->setThreads(3);
    m_settings->setDraftTokens(2);
    m_settings->setCacheType(Settings::Int8);
    const ModelOptions expected{.path = "/models/a.gguf",
        .contextLength = 4096,
        .threads = 3,
        .cacheType = CacheType::Int8,
        .draftTokens = 2};
    QCOMPARE(modelOptions(*m_settings), expected);
}

void TestConnections::aChangedContextLoadsAnew()
{
    start("/models/a.gguf");
    m_settings->setContextLength(4096);
    QTRY_COMPARE(m_script->loads().size(), 2);
    QCOMPARE(m_script->loads().last().contextLength, 4096);
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
}

void TestConnections::aChosenModelIsLoaded()
{
    start("/models/a.gguf");
    m_settings->setModelPath("/models/b.gguf");
    QTRY_COMPARE(m_script->loads().size(), 2);
    QCOMPARE(m_script->loads().last().path, "/models/b.gguf");
}

void TestConnections::aModelTakenWithItsMemoryLoadsOnce()
{
    start("/models/a.gguf");
    m_settings->takeModel("/models/b.gguf", 4096, Settings::Int8, 0);
    QTRY_COMPARE(m_script->loads().size(), 2);
    QTRY_COMPARE(m_engine->modelState(), EngineThread::Ready);
    const ModelOptions expected{
        .path = "/models/b.gguf", .contextLength = 4096, .cacheType = CacheType::Int8, .draftTokens = 0};
    QCOMPARE(m_script->loads().last(), expected);
    QCOMPARE(m_script->loads().size(), 2);
}

void TestConnections::aModelOfTheCommandLineStaysUntilAnotherIsChosen()
{
    m_settings->setModelPath("/models/usual.gguf");
    start("/models/tried.gguf");
    m_settings->setThreads(1);
    QTRY_COMPARE(m_script->loads().size(), 2);
    QCOMPARE(m_script->loads().last().path, "/models/tried.gguf");
    QCOMPARE(m_settings->modelPath(), "/models/usual.gguf");
    m_settings->setModelPath("/models/other.gguf");
    QTRY_COMPARE(m_script->loads().size(), 3);
    QCOMPARE(m_script->loads().last().path, "/models/other.gguf");
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
