#include "tests/gallery/stage.h"

#include "app/engine_thread/model_report.h"
#include "app/engine_thread/token_costs.h"
#include "app/pictures/thumbnail_provider.h"

#include <QEventLoop>
#include <QQuickItem>
#include <QTimer>

namespace alcove::test {

namespace {

constexpr qint64 kGigabyte = 1024LL * 1024 * 1024;
constexpr qint64 kPlenty = 1024 * kGigabyte;
constexpr int kContext = 8192;
constexpr int kMostTurns = 400; // of 50 ms
const QString kModel = QStringLiteral("/models/gemma-4-12b-it-q4_0.gguf");

QQuickItem *findNamed(QQuickItem *item, QAccessible::Role role, const QString &name);

} // namespace

StillBackend::Script Stage::gemma()
{
    return {.facts = {.name = QStringLiteral("Gemma 4 12B"),
                .contextLength = kContext,
                .hasPictures = true,
                .hasSpeech = true,
                .hasDrafter = true,
                .bytesInUse = kGigabyte * 78 / 10}};
}

Stage::Stage(StillBackend::Script script) : m_settings(m_folder.filePath(QStringLiteral("alcove.ini")))
{
    m_settings.setColourScheme(app::Settings::LightColours);
    m_settings.setWindowWidth(1280);
    m_settings.setWindowHeight(800);
    m_settings.setModelPath(kModel);
    const app::ModelOptions options{.path = kModel};
    m_engine = std::make_unique<app::EngineThread>(
        std::make_unique<StillBackend>(std::move(script)), options, QStringLiteral("/models/demo"));
    m_engine->setOfflineProven(true);
    m_recorder = std::make_unique<app::Recorder>();
    m_chats = std::make_unique<app::Chats>(app::ChatNeeds{.settings = &m_settings,
        .decoder = &m_decoder,
        .highlighter = &m_highlighter,
        .pictureTokens = app::pictureTokens,
        .soundTokens = app::soundTokens});
    m_chats->setContextLength(kContext);
    QObject::connect(m_chats.get(), &app::Chats::asked, [this](qint64 id) { m_request = id; });
    QObject::connect(m_chats.get(), &app::Chats::countAsked, [this](qint64 id) { m_count = id; });
}

Stage::~Stage()
{
    m_qml.reset(); // the window before what it shows
}

void Stage::open(QSize size)
{
    m_settings.setWindowWidth(size.width());
    m_settings.setWindowHeight(size.height());
    m_qml = std::make_unique<QQmlApplicationEngine>();
    m_qml->addImageProvider(QStringLiteral("thumbnails"), new app::ThumbnailProvider(&m_decoder));
    m_qml->setInitialProperties({
        {QStringLiteral("chats"), QVariant::fromValue(m_chats.get())},
        {QStringLiteral("engine"), QVariant::fromValue(m_engine.get())},
        {QStringLiteral("settings"), QVariant::fromValue(&m_settings)},
        {QStringLiteral("recorder"), QVariant::fromValue(m_recorder.get())},
    });
    m_qml->loadFromModule("Alcove", "Main");
    if (!m_qml->rootObjects().isEmpty())
        m_window = qobject_cast<QQuickWindow *>(m_qml->rootObjects().constFirst());
    if (m_window)
        m_window->resize(size);
    settle();
}

QQuickItem *Stage::named(QAccessible::Role role, const QString &name) const
{
    return m_window ? findNamed(m_window->contentItem(), role, name) : nullptr;
}

bool Stage::click(QAccessible::Role role, const QString &name) const
{
    QQuickItem *item = named(role, name);
    const bool clicked = item && QMetaObject::invokeMethod(item, "click");
    settle();
    return clicked;
}

void Stage::call(const char *function)
{
    QMetaObject::invokeMethod(m_window, function);
    settle();
}

void Stage::call(const char *function, const QVariant &argument)
{
    QMetaObject::invokeMethod(m_window, function, argument.toInt());
    settle();
}

void Stage::ask(const QString &question)
{
    chat().setDraft(question);
    chat().send();
}

void Stage::think(const QString &text)
{
    m_chats->onTextArrived({.answerId = m_request, .text = {}, .thinking = text, .pieces = 1});
}

void Stage::write(const QString &markdown)
{
    m_chats->onTextArrived({.answerId = m_request, .text = markdown, .thinking = {}, .pieces = 1});
}

void Stage::progress(app::AnswerProgress::Phase phase, qint64 done, qint64 total)
{
    m_chats->onProgressed({.answerId = m_request, .phase = phase, .done = done, .total = total});
}

void Stage::finish(int tokens, double seconds, app::Ending ending)
{
    m_chats->onAnswered({.answerId = m_request,
        .ending = ending,
        .tokens = tokens,
        .writeSeconds = seconds,
        .tokensHeld = chat().tokensHeld() + tokens});
}

void Stage::fail(const QString &what, const QString &remedy)
{
    m_chats->onFailed(m_request, {.what = what, .remedy = remedy});
}

void Stage::talk(const QString &question, const QString &markdown, int tokens, double seconds)
{
    ask(question);
    write(markdown);
    finish(tokens, seconds);
}

void Stage::holdTokens(int tokens)
{
    settle(400); // the chat counts a moment after the last change
    m_chats->onCounted({.countId = m_count, .tokens = tokens});
}

qint64 Stage::plannedMemory()
{
    giveMemory(kPlenty);
    qint64 planned = 0;
    for (const app::ModelReport *report : m_window->findChildren<app::ModelReport *>())
        planned = qMax(planned, report->total());
    return planned;
}

void Stage::giveMemory(qint64 bytes)
{
    QObject listener;
    qsizetype waiting = 0;
    for (app::ModelReport *report : m_window->findChildren<app::ModelReport *>()) {
        ++waiting;
        QObject::connect(
            report, &app::ModelReport::reportChanged, &listener, [&waiting] { --waiting; },
            Qt::SingleShotConnection);
        report->setAvailableMemory([bytes] { return bytes; });
        report->refresh();
    }
    for (int turn = 0; waiting > 0 && turn < kMostTurns; ++turn)
        settle();
    settle();
}

void Stage::settle(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

namespace {

QQuickItem *findNamed(QQuickItem *item, QAccessible::Role role, const QString &name)
{
    for (QQuickItem *child : item->childItems()) {
        if (!child->isVisible())
            continue;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(child);
        if (face && face->role() == role && face->text(QAccessible::Name) == name)
            return child;
        if (QQuickItem *found = findNamed(child, role, name))
            return found;
    }
    return nullptr;
}

} // namespace

} // namespace alcove::test
