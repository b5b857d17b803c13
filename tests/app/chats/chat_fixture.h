#pragma once

#include "app/chats/chats.h"
#include "app/engine_thread/engine_thread.h"
#include "app/pictures/picture_decoder.h"
#include "app/settings/settings.h"
#include "tests/app/scripted_backend.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace alcove::app {

/// A whole program without its window and with a scripted engine. Every model is watched by
/// QAbstractItemModelTester.
struct ChatFixture {
    ChatFixture();
    ~ChatFixture();

    /// Sends from the current chat.
    void send(const QString &text);
    Conversation &current() { return *chats->current(); }
    const MessageModel &messages() { return *chats->current()->messages(); }
    /// A role of a message of the current chat; negative rows count from the end.
    QVariant value(int row, MessageModel::Role role);
    QString text(int row) { return value(row, MessageModel::TextRole).toString(); }
    int state(int row) { return value(row, MessageModel::StateRole).toInt(); }
    int id(int row) { return value(row, MessageModel::MessageIdRole).toInt(); }
    bool isIdle() { return current().activity() == Conversation::Idle; }
    /// Sends, waits for the answer's end.
    bool converse(const QString &question, const ScriptedAnswer &answer);
    /// A test of every model that exists now.
    void watchModels();

    std::shared_ptr<Script> script = std::make_shared<Script>();
    QTemporaryDir folder{};
    std::unique_ptr<Settings> settings;
    PictureDecoder decoder{};
    std::unique_ptr<EngineThread> engine;
    std::unique_ptr<Chats> chats;
    QList<float> recording{}; ///< what the recorder gives
    std::vector<std::unique_ptr<QAbstractItemModelTester>> watchers{};
};

} // namespace alcove::app
