#pragma once

#include "app/chats/chats.h"
#include "app/engine_thread/engine_thread.h"
#include "app/markdown/code_highlighter.h"
#include "app/pictures/picture_decoder.h"
#include "app/settings/settings.h"
#include "app/voice/recorder.h"
#include "tests/gallery/still_backend.h"

#include <QAccessible>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <memory>

namespace alcove::test {

/// The whole window on the real chats, without an engine: the stage plays the model's part, so that every
/// state can be set up and stands still. GUI thread.
class Stage {
public:
    explicit Stage(StillBackend::Script script = gemma());
    ~Stage();

    /// The model of the drawings, ready.
    static StillBackend::Script gemma();

    /// Opens the window on what was set up.
    void open(QSize size);

    app::Settings &settings() { return m_settings; }
    app::Chats &chats() { return *m_chats; }
    app::EngineThread &engine() { return *m_engine; }
    app::Recorder &recorder() { return *m_recorder; }
    app::Conversation &chat() { return *m_chats->current(); }
    QQuickWindow *window() const { return m_window; }

    /// The visible item of the window with this role and name for assistive tools; null if there is none.
    QQuickItem *named(QAccessible::Role role, const QString &name) const;
    /// Clicks on that item; false if there is none.
    bool click(QAccessible::Role role, const QString &name) const;
    /// Calls a function of the window's root object.
    void call(const char *function);
    void call(const char *function, const QVariant &argument);

    /// A question of the person; the answer is then the stage's.
    void ask(const QString &question);
    void think(const QString &text);
    void write(const QString &markdown);
    void progress(app::AnswerProgress::Phase phase, qint64 done = 0, qint64 total = 0);
    void finish(int tokens, double seconds, app::Ending ending = app::Ending::Complete);
    void fail(const QString &what, const QString &remedy);
    /// Question and whole answer.
    void talk(const QString &question, const QString &markdown, int tokens, double seconds);
    void holdTokens(int tokens);

    /// What the model of the open page of the settings takes.
    qint64 plannedMemory();
    /// The open page is on a computer that can give so many bytes.
    void giveMemory(qint64 bytes);

    /// Lets the window come to rest.
    static void settle(int milliseconds = 50);

private:
    QTemporaryDir m_folder;
    app::Settings m_settings;
    app::PictureDecoder m_decoder;
    app::CodeHighlighter m_highlighter;
    std::unique_ptr<app::EngineThread> m_engine;
    std::unique_ptr<app::Recorder> m_recorder;
    std::unique_ptr<app::Chats> m_chats;
    std::unique_ptr<QQmlApplicationEngine> m_qml;
    QQuickWindow *m_window = nullptr;
    qint64 m_request = 0;
    qint64 m_count = 0;
};

} // namespace alcove::test
