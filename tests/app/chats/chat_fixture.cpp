#include "tests/app/chats/chat_fixture.h"

#include "app/connections.h"
#include "app/engine_thread/token_costs.h"

#include <QTest>

#include <algorithm>

namespace alcove::app {

ChatFixture::ChatFixture()
    : settings(std::make_unique<Settings>(folder.filePath("alcove.ini")))
    , engine(std::make_unique<EngineThread>(
          std::make_unique<ScriptedBackend>(script), ModelOptions{.path = "/models/scripted"}, QString()))
    , chats(std::make_unique<Chats>(ChatNeeds{.settings = settings.get(),
          .decoder = &decoder,
          .pictureTokens = pictureTokens,
          .soundTokens = soundTokens}))
{
    chats->setTakeRecording([this] { return std::exchange(recording, {}); });
    connectChatsToEngine(*chats, *engine);
    watchModels();
    QObject::connect(chats.get(), &Chats::currentChanged, chats.get(), [this] { watchModels(); });
}

ChatFixture::~ChatFixture()
{
    watchers.clear();
    chats.reset();
    engine.reset();
}

void ChatFixture::watchModels()
{
    using Tester = QAbstractItemModelTester;
    for (QAbstractItemModel *model : {static_cast<QAbstractItemModel *>(chats->list()),
             static_cast<QAbstractItemModel *>(chats->current()->messages()),
             static_cast<QAbstractItemModel *>(chats->current()->attachments())}) {
        const bool isWatched =
            std::ranges::any_of(watchers, [model](const auto &watcher) { return watcher->model() == model; });
        if (!isWatched)
            watchers.push_back(std::make_unique<Tester>(model, Tester::FailureReportingMode::Fatal));
    }
}

void ChatFixture::send(const QString &text)
{
    current().setDraft(text);
    current().send();
}

QVariant ChatFixture::value(int row, MessageModel::Role role)
{
    const int absolute = row < 0 ? messages().count() + row : row;
    return messages().data(messages().index(absolute), role);
}

bool ChatFixture::converse(const QString &question, const ScriptedAnswer &answer)
{
    script->answer(answer);
    send(question);
    return QTest::qWaitFor([this] { return isIdle(); });
}

} // namespace alcove::app
