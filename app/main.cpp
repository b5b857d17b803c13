#include "app/chats/chats.h"
#include "app/connections.h"
#include "app/demo_model.h"
#include "app/engine_thread/engine_backend.h"
#include "app/engine_thread/engine_thread.h"
#include "app/engine_thread/token_costs.h"
#include "app/markdown/code_highlighter.h"
#include "app/pictures/picture_decoder.h"
#include "app/pictures/thumbnail_provider.h"
#include "app/settings/settings.h"
#include "app/socket_filter.h"
#include "app/voice/recorder.h"
#include "app/window_place.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QGuiApplication>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QScreen>
#include <QTimer>
#include <QTranslator>

#include <chrono>
#include <memory>
#include <optional>

using namespace alcove::app;
using namespace std::chrono_literals;

namespace {

/// A window that never becomes visible (a locked screen) must not keep the model from loading.
constexpr auto kLatestLoad = 1s;

void nameProgram()
{
    QGuiApplication::setApplicationName("alcove");
    QGuiApplication::setApplicationDisplayName("Alcove");
    QGuiApplication::setApplicationVersion(ALCOVE_VERSION);
    QGuiApplication::setDesktopFileName("org.alcove.Alcove");
    // The controls draw themselves; a style of the desktop would load for nothing.
    QQuickStyle::setStyle("Basic");
}

/// The model named on the command line; empty: none. Ends the program for --help and --version.
QString modelFromCommandLine(const QGuiApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Chat with Gemma 4 12B on this computer, wholly offline."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption model("model",
        QCoreApplication::translate(
            "main", "Use this model for this run: a GGUF file or a Hugging Face folder."),
        QCoreApplication::translate("main", "path"));
    parser.addOption(model);
    parser.process(application);
    return parser.isSet(model) ? QFileInfo(parser.value(model)).absoluteFilePath() : QString();
}

/// The window's place before it is shown; on Wayland programs have no say in it.
QVariantMap placeOfWindow(const Settings &settings)
{
    if (QGuiApplication::platformName().startsWith("wayland"))
        return {};
    QList<QRect> screens;
    for (const QScreen *screen : QGuiApplication::screens())
        screens.append(screen->availableGeometry());
    const std::optional<QPoint> place = rememberedPlace(settings, screens);
    return place ? QVariantMap{{"x", place->x()}, {"y", place->y()}} : QVariantMap();
}

/// Window first, then the model: they would fight for the processor.
void loadBehindFirstFrame(QQmlApplicationEngine &qml, EngineThread &engine)
{
    if (auto *window = qobject_cast<QQuickWindow *>(qml.rootObjects().constFirst())) {
        QObject::connect(window, &QQuickWindow::frameSwapped, &engine, &EngineThread::load,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    }
    QTimer::singleShot(kLatestLoad, &engine, &EngineThread::load);
}

} // namespace

int main(int argc, char **argv)
{
    const bool isOffline = denyNetwork(); // before Qt starts a thread
    nameProgram();
    QGuiApplication application(argc, argv);
    QTranslator translator;
    // English needs a catalogue too: without it people read "picture(s)".
    if (translator.load(QLocale(), "alcove", "_", ":/i18n") || translator.load("alcove_en", ":/i18n"))
        QGuiApplication::installTranslator(&translator);
    const QString model = modelFromCommandLine(application);

    Settings settings;
    ModelOptions options = modelOptions(settings);
    if (!model.isEmpty())
        options.path = model;
    EngineThread engine(std::make_unique<EngineBackend>(), options, demoModelFolder());
    engine.setOfflineProven(isOffline);
    connectSettingsToEngine(settings, engine);

    PictureDecoder decoder;
    const CodeHighlighter highlighter;
    Recorder recorder;
    recorder.setMicrophone(settings.microphone());
    QObject::connect(&settings, &Settings::microphoneChanged, &recorder,
        [&settings, &recorder] { recorder.setMicrophone(settings.microphone()); });
    Chats chats({.settings = &settings,
        .decoder = &decoder,
        .highlighter = &highlighter,
        .pictureTokens = [&engine](QSize pixels,
                             int budget) { return pictureTokens(pixels, engine.pictureBudget(budget)); },
        .soundTokens = soundTokens});
    chats.setTakeRecording([&recorder] { return recorder.take(); });
    connectChatsToEngine(chats, engine);

    QQmlApplicationEngine qml;
    qml.addImageProvider("thumbnails", new ThumbnailProvider(&decoder)); // the QML engine owns it
    QVariantMap properties = placeOfWindow(settings);
    properties.insert({{"chats", QVariant::fromValue(&chats)}, {"engine", QVariant::fromValue(&engine)},
        {"settings", QVariant::fromValue(&settings)}, {"recorder", QVariant::fromValue(&recorder)}});
    qml.setInitialProperties(properties);
    qml.loadFromModule("Alcove", "Main");
    if (qml.rootObjects().isEmpty())
        return 1;
    if (settings.loadAtStart())
        loadBehindFirstFrame(qml, engine);
    return QGuiApplication::exec();
}
