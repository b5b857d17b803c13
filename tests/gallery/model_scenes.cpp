#include "tests/gallery/scenes.h"

#include "tests/gallery/shot.h"

#include <QQuickItem>

namespace alcove::test {

namespace {

constexpr qint64 kPrepared = 2147483648;
constexpr qint64 kToPrepare = 6979321856;
const QString kDemoFolder = QStringLiteral(ALCOVE_RESOURCES_DIR "/demo-model/hf");

StillBackend::Script loading()
{
    StillBackend::Script script = Stage::gemma();
    script.load = StillBackend::Load::Lasts;
    script.bytesRead = 4617089843;
    script.bytesOfAll = 7408818585;
    return script;
}

StillBackend::Script preparing()
{
    StillBackend::Script script = Stage::gemma();
    script.load = StillBackend::Load::Lasts;
    script.stage = app::LoadStage::Writing;
    script.bytesRead = kPrepared;
    script.bytesOfAll = kToPrepare;
    return script;
}

StillBackend::Script unprepared()
{
    StillBackend::Script script = Stage::gemma();
    script.facts.notice = QStringLiteral(
        "The packed file of the weights needs 3.4 GB more than the disk of the cache folder has. Free some "
        "room on that disk, and the next start is faster.");
    return script;
}

StillBackend::Script refusing()
{
    return {.load = StillBackend::Load::Fails,
        .failure = {QStringLiteral("Gemma 4 12B needs 8.9 GB and this computer can give 8.2 GB now."),
            QStringLiteral("It fits with keys and values as int8 (8.1 GB); or close a large program.")}};
}

StillBackend::Script failing()
{
    return {.load = StillBackend::Load::Fails,
        .failure = {
            QStringLiteral("“gemma-4-12b.gguf” is not complete: it should hold 6.9 GB and holds 3.1 GB."),
            QStringLiteral("Copy it again from where it came.")}};
}

/// The question of the drawing, while the model is made ready.
void letter(Stage &stage, qint64 done, qint64 total)
{
    fillSidebar(stage);
    stage.ask(QStringLiteral("Write a short, friendly letter to my landlord: the heating in the bedroom "
                             "has not worked since Monday, and I would like it repaired this week."));
    stage.progress(app::AnswerProgress::Phase::Loading, done, total);
}

void firstLoad(Stage &stage)
{
    letter(stage, kPrepared, kToPrepare);
}

void shortConversation(Stage &stage)
{
    stage.settings().setModelPath(kDemoFolder);
    stage.settings().setContextLength(4096);
}

void refuseLength(Stage &stage)
{
    page(Memory)(stage);
    stage.giveMemory(stage.plannedMemory() + 1000);
    stage.click(QAccessible::RadioButton, QStringLiteral("8 K"));
    Stage::settle(500);
}

void tooMuch(Stage &stage)
{
    page(Memory)(stage);
    stage.giveMemory(stage.plannedMemory() - 1'000'000);
}

void refuseModel(Stage &stage)
{
    page(Model)(stage);
    stage.giveMemory(stage.plannedMemory() - 1'000'000);
    stage.settings().setModelPath(
        QStringLiteral(ALCOVE_RESOURCES_DIR "/demo-model/gguf/alcove-demo-Q8_0.gguf"));
    stage.window()->setProperty("modelCandidate", kDemoFolder);
    Stage::settle(500);
}

} // namespace

QList<Scene> modelScenes()
{
    return {
        {"07-settings-model", [] { return take({.before = soup, .after = page(Model)}); }},
        {"08-settings-memory",
            [] {
                return take({.before =
                                 [](Stage &s) {
                                     dark(s);
                                     s.settings().setModelPath(kDemoFolder);
                                 },
                    .after = page(Memory)});
            }},
        {"15-loading",
            [] {
                return take({.before = [](Stage &s) { letter(s, 4617089843, 7408818585); },
                    .after = [](Stage &s) { s.chats().remove(1); },
                    .script = loading()});
            }},
        {"15-first-load", [] { return take({.before = firstLoad, .script = preparing()}); }},
        {"15-first-load-narrow-dark",
            [] {
                return take({.before =
                                 [](Stage &s) {
                                     dark(s);
                                     firstLoad(s);
                                 },
                    .size = kNarrow,
                    .script = preparing()});
            }},
        {"15-first-load-settings", [] { return take({.after = page(Model), .script = preparing()}); }},
        {"15-unprepared", [] { return take({.before = soup, .script = unprepared()}); }},
        {"15-unprepared-settings", [] { return take({.after = page(Model), .script = unprepared()}); }},
        {"08-length-refused", [] { return take({.before = shortConversation, .after = refuseLength}); }},
        {"08-length-refused-narrow",
            [] { return take({.before = shortConversation, .after = refuseLength, .size = kNarrow}); }},
        {"08-too-much",
            [] { return take({.before = shortConversation, .after = tooMuch, .script = refusing()}); }},
        {"07-model-refused", [] { return take({.before = shortConversation, .after = refuseModel}); }},
        {"19-german-first-load", [] { return inGerman({.before = firstLoad, .script = preparing()}); }},
        {"19-german-length-refused",
            [] { return inGerman({.before = shortConversation, .after = refuseLength}); }},
        {"15-load-failed", [] { return take({.script = failing()}); }},
    };
}

} // namespace alcove::test
