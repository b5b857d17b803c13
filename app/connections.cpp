#include "app/connections.h"

#include "app/chats/chats.h"
#include "app/engine_thread/engine_thread.h"
#include "app/settings/settings.h"

namespace alcove::app {

void connectChatsToEngine(Chats &chats, EngineThread &engine)
{
    QObject::connect(&chats, &Chats::asked, &engine, &EngineThread::ask);
    QObject::connect(&chats, &Chats::transcriptAsked, &engine, &EngineThread::transcribe);
    QObject::connect(&chats, &Chats::stopAsked, &engine, &EngineThread::stop);
    QObject::connect(&chats, &Chats::countAsked, &engine, &EngineThread::countTokens);

    QObject::connect(&engine, &EngineThread::textArrived, &chats, &Chats::onTextArrived);
    QObject::connect(&engine, &EngineThread::progressed, &chats, &Chats::onProgressed);
    QObject::connect(&engine, &EngineThread::answered, &chats, &Chats::onAnswered);
    QObject::connect(&engine, &EngineThread::transcribed, &chats, &Chats::onTranscribed);
    QObject::connect(&engine, &EngineThread::failed, &chats, &Chats::onFailed);
    QObject::connect(&engine, &EngineThread::counted, &chats, &Chats::onCounted);
    QObject::connect(&engine, &EngineThread::factsChanged, &chats,
        [&chats, &engine] { chats.setContextLength(engine.contextLength()); });
}

ModelOptions modelOptions(const Settings &settings)
{
    return {.path = settings.modelPath(),
        .contextLength = settings.contextLength(),
        .threads = settings.threads(),
        .cacheType = CacheType(settings.cacheType()),
        .draftTokens = settings.draftTokens()};
}

void connectSettingsToEngine(const Settings &settings, EngineThread &engine)
{
    const auto applyWay = [&settings, &engine] {
        ModelOptions options = modelOptions(settings);
        options.path = engine.options().path;
        engine.setOptions(options);
    };
    QObject::connect(&settings, &Settings::modelPathChanged, &engine,
        [&settings, &engine] { engine.setOptions(modelOptions(settings)); });
    QObject::connect(&settings, &Settings::contextLengthChanged, &engine, applyWay);
    QObject::connect(&settings, &Settings::threadsChanged, &engine, applyWay);
    QObject::connect(&settings, &Settings::cacheTypeChanged, &engine, applyWay);
    QObject::connect(&settings, &Settings::draftTokensChanged, &engine, applyWay);
    const auto applyRest = [&settings, &engine] { engine.setRestAfterMinutes(settings.restAfterMinutes()); };
    QObject::connect(&settings, &Settings::restAfterMinutesChanged, &engine, applyRest);
    applyRest();
}

} // namespace alcove::app
