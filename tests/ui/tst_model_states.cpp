#include "tests/gallery/stage.h"
#include "tests/gallery/window_main.h"

#include <QQuickItem>
#include <QTest>

#include <algorithm>

namespace alcove::test {

namespace {

enum Page { General, Model, Memory }; // SettingsView.Page

const QString kFolder = QStringLiteral(ALCOVE_RESOURCES_DIR "/demo-model/hf");
const QString kFile = QStringLiteral(ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-Q8_0.gguf");
const QString kNotice = QStringLiteral("The disk is short of room. Free some.");
const QString kUnprepared = QStringLiteral("The model has to be prepared anew at each start.");

StillBackend::Script withNotice()
{
    StillBackend::Script script = Stage::gemma();
    script.facts.notice = kNotice;
    return script;
}

/// Whether a visible label has just this text.
bool shows(const QQuickItem *item, const QString &text)
{
    if (!item->isVisible())
        return false;
    if (item->property("text").toString() == text)
        return true;
    return std::ranges::any_of(
        item->childItems(), [&](const QQuickItem *child) { return shows(child, text); });
}

/// What does not fit, in the words of the alert.
QString alertOf(QQuickItem *item)
{
    for (QQuickItem *child : item->childItems()) {
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(child);
        if (child->isVisible() && face && face->role() == QAccessible::AlertMessage)
            return face->text(QAccessible::Name);
        if (const QString words = child->isVisible() ? alertOf(child) : QString(); !words.isEmpty())
            return words;
    }
    return {};
}

} // namespace

/// What the window says of a model that is being made ready, and of settings that do not fit.
class ModelStatesTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { m_stage.reset(); }

    void theFirstLoadReadsDifferentlyFromOthers_data();
    void theFirstLoadReadsDifferentlyFromOthers();
    void aNoticeOfTheEngineStandsInTheChatUntilItIsClosed();
    void aNoticeOfTheEngineStandsAtTheModel();
    void aLengthThatDoesNotFitIsRefusedWithTheNearestThatDoes();
    void aLengthBetweenTheUsualOnesIsShown();
    void settingsThatNoLongerFitOfferTheNearestThatDoes();
    void aModelThatDoesNotFitIsTakenWithTheNearestSettings();
    void aModelThatDoesNotFitIsTakenOnceThereIsRoom();
    void codeIsCalledByTheNameOfItsLanguage();

private:
    bool says(const QString &text) const { return shows(m_stage->window()->contentItem(), text); }
    bool alerts(const QString &text) const { return m_stage->named(QAccessible::AlertMessage, text); }
    bool offers(const QString &button) const { return m_stage->named(QAccessible::Button, button); }
    void openSettings(int page, const StillBackend::Script &script = Stage::gemma());

    std::unique_ptr<Stage> m_stage;
};

/// The page is on a computer that can give the model just what its 4096 positions take.
void ModelStatesTest::openSettings(int page, const StillBackend::Script &script)
{
    m_stage = std::make_unique<Stage>(script);
    m_stage->engine().load();
    m_stage->settings().setModelPath(kFolder);
    m_stage->settings().setContextLength(4096);
    m_stage->open({1180, 780});
    QVERIFY(m_stage->window());
    m_stage->call("openSettings", page);
    m_stage->giveMemory(m_stage->plannedMemory());
}

void ModelStatesTest::theFirstLoadReadsDifferentlyFromOthers_data()
{
    QTest::addColumn<app::LoadStage>("stage");
    QTest::addColumn<QString>("heading");
    QTest::addColumn<QString>("lamp");
    const QString ordinary = QStringLiteral("Getting Gemma ready");
    QTest::newRow("reading") << app::LoadStage::Reading << ordinary << "Getting ready · 50 %";
    QTest::newRow("packing, as at every start")
        << app::LoadStage::Packing << ordinary << "Getting ready · 50 %";
    QTest::newRow("writing, once") << app::LoadStage::Writing << "Preparing the model for this computer"
                                   << "Preparing, only once · 50 %";
}

void ModelStatesTest::theFirstLoadReadsDifferentlyFromOthers()
{
    QFETCH(app::LoadStage, stage);
    QFETCH(QString, heading);
    QFETCH(QString, lamp);
    StillBackend::Script script = Stage::gemma();
    script.load = StillBackend::Load::Lasts;
    script.stage = stage;
    script.bytesRead = 5;
    script.bytesOfAll = 10;
    m_stage = std::make_unique<Stage>(script);
    m_stage->engine().setOptions({.path = QStringLiteral("/models/Gemma.gguf")});
    m_stage->open({1180, 780});
    m_stage->ask(QStringLiteral("Hello?"));
    m_stage->progress(app::AnswerProgress::Phase::Loading, 5, 10);
    QVERIFY(QTest::qWaitFor([this] { return m_stage->engine().progressTotal() == 10; }));
    Stage::settle();
    QVERIFY(says(heading));
    QVERIFY(says(lamp));
    QVERIFY(m_stage->named(QAccessible::ProgressBar, heading));
}

void ModelStatesTest::aNoticeOfTheEngineStandsInTheChatUntilItIsClosed()
{
    m_stage = std::make_unique<Stage>(withNotice());
    m_stage->engine().load();
    m_stage->open({1180, 780});
    QVERIFY(QTest::qWaitFor([this] { return m_stage->engine().modelState() == app::EngineThread::Ready; }));
    Stage::settle();
    const QString words = kUnprepared + QLatin1Char(' ') + kNotice;
    QVERIFY(alerts(words));
    QVERIFY(m_stage->click(QAccessible::Button, QStringLiteral("Close")));
    QVERIFY(!alerts(words));
    m_stage->engine().reload();
    QVERIFY(QTest::qWaitFor([this] { return m_stage->engine().modelState() == app::EngineThread::Ready; }));
    Stage::settle();
    QVERIFY(!alerts(words)); // once is enough
}

void ModelStatesTest::aNoticeOfTheEngineStandsAtTheModel()
{
    openSettings(Model, withNotice());
    QVERIFY(says(kNotice));
}

void ModelStatesTest::aLengthThatDoesNotFitIsRefusedWithTheNearestThatDoes()
{
    openSettings(Memory);
    QVERIFY(m_stage->click(QAccessible::RadioButton, QStringLiteral("8 K")));
    const QString use = QStringLiteral("Use 8 K with compact storage");
    QVERIFY(QTest::qWaitFor([&] { return offers(use); }));
    QCOMPARE(m_stage->settings().contextLength(), 4096);
    const QString words = alertOf(m_stage->window()->contentItem());
    QVERIFY2(words.startsWith(QStringLiteral("8 K needs ")), qPrintable(words));
    QVERIFY2(
        words.contains(QStringLiteral(" It stays at 4 K. The nearest that fits takes ")), qPrintable(words));

    QVERIFY(m_stage->click(QAccessible::Button, use));
    QCOMPARE(m_stage->settings().contextLength(), 8192);
    QCOMPARE(m_stage->settings().cacheType(), app::Settings::Int8);
    QVERIFY(!offers(use));
    QCOMPARE(alertOf(m_stage->window()->contentItem()), QString());
}

void ModelStatesTest::aLengthBetweenTheUsualOnesIsShown()
{
    openSettings(Memory);
    QVERIFY(!m_stage->named(QAccessible::RadioButton, QStringLiteral("5 K")));
    m_stage->settings().setContextLength(5 * 1024);
    Stage::settle();
    QQuickItem *cell = m_stage->named(QAccessible::RadioButton, QStringLiteral("5 K"));
    QVERIFY(cell);
    QVERIFY(cell->property("checked").toBool());
}

void ModelStatesTest::settingsThatNoLongerFitOfferTheNearestThatDoes()
{
    openSettings(Memory, {.load = StillBackend::Load::Fails, .failure = {QStringLiteral("No."), {}}});
    QCOMPARE(alertOf(m_stage->window()->contentItem()), QString());
    m_stage->giveMemory(m_stage->plannedMemory() - 1);
    const QString use = QStringLiteral("Use 4 K with compact storage");
    QVERIFY(QTest::qWaitFor([&] { return offers(use); }));
    QVERIFY(m_stage->click(QAccessible::Button, use));
    QCOMPARE(m_stage->settings().contextLength(), 4096);
    QCOMPARE(m_stage->settings().cacheType(), app::Settings::Int8);
    QVERIFY(QTest::qWaitFor([&] { return !offers(use); }));
}

void ModelStatesTest::aModelThatDoesNotFitIsTakenWithTheNearestSettings()
{
    openSettings(Model);
    m_stage->giveMemory(m_stage->plannedMemory() - 1);
    m_stage->settings().setModelPath(kFile);
    m_stage->window()->setProperty("modelCandidate", kFolder);
    const QString use = QStringLiteral("Use 4 K with compact storage");
    QVERIFY(QTest::qWaitFor([&] { return offers(use); }));
    QCOMPARE(m_stage->settings().modelPath(), kFile);
    QVERIFY(m_stage->click(QAccessible::Button, use));
    QCOMPARE(m_stage->settings().modelPath(), kFolder);
    QCOMPARE(m_stage->settings().cacheType(), app::Settings::Int8);
    QCOMPARE(m_stage->window()->property("modelCandidate").toString(), QString());
}

void ModelStatesTest::aModelThatDoesNotFitIsTakenOnceThereIsRoom()
{
    openSettings(Model);
    const qint64 planned = m_stage->plannedMemory();
    m_stage->giveMemory(planned - 1);
    m_stage->settings().setModelPath(kFile);
    m_stage->window()->setProperty("modelCandidate", kFolder);
    QVERIFY(QTest::qWaitFor([&] { return offers(QStringLiteral("Use 4 K with compact storage")); }));
    m_stage->giveMemory(planned);
    QVERIFY(QTest::qWaitFor([&] { return m_stage->settings().modelPath() == kFolder; }));
    QCOMPARE(m_stage->settings().cacheType(), app::Settings::F16);
}

void ModelStatesTest::codeIsCalledByTheNameOfItsLanguage()
{
    m_stage = std::make_unique<Stage>();
    m_stage->engine().load();
    m_stage->talk(QStringLiteral("Code?"), QStringLiteral("```python\nx = 1\n```"), 9, 1);
    m_stage->open({1180, 780});
    QVERIFY(m_stage->named(QAccessible::StaticText, QStringLiteral("Python code, 1 line")));
    QVERIFY(says(QStringLiteral("Python")));
}

} // namespace alcove::test

ALCOVE_WINDOW_TEST_MAIN(alcove::test::ModelStatesTest)
#include "tst_model_states.moc"
