#pragma once

#include "app/chats/message_tree.h"

#include <QAbstractListModel>
#include <qqmlregistration.h>

#include <memory>
#include <unordered_map>
#include <vector>

namespace alcove::app {

class BlockModel;
class CodeHighlighter;

/// The messages of one conversation that are shown: the chosen versions. GUI thread. Text that streams
/// changes roles of one row; a flip changes one row and replaces those behind it.
class MessageModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A part of Conversation")

    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        MessageIdRole = Qt::UserRole + 1, ///< int
        FromUserRole,                     ///< bool
        TextRole,                         ///< string; an answer's is Markdown
        BlocksRole,                       ///< BlockModel* of an answer; null for a question
        ThinkingRole,                     ///< string
        ThinkingSecondsRole,              ///< int, whole seconds so far
        PicturesRole,                     ///< list of urls for Image
        RecordingsRole,                   ///< list of seconds, rounded up
        PastedTextsRole,                  ///< list of strings: pasted texts that went with a question
        StateRole,                        ///< MessageState
        ErrorWhatRole,                    ///< string, when Failed
        ErrorRemedyRole,                  ///< string, when Failed
        VersionRole,                      ///< int, 1-based
        VersionCountRole,                 ///< int
        TokensRole,                       ///< int, of a finished answer
        SecondsRole,                      ///< real, of writing
        TokensPerSecondRole,              ///< real
        TimeRole,                         ///< date and time
        CanGoOnRole,                      ///< bool: goOnWriting would work
    };

    enum MessageState {
        Queued = int(MessageEnd::Queued), ///< waits behind another answer or for the model
        Waiting = int(MessageEnd::Waiting),
        Streaming = int(MessageEnd::Streaming),
        Done = int(MessageEnd::Done),
        Stopped = int(MessageEnd::Stopped),
        LengthLimit = int(MessageEnd::LengthLimit),
        ContextFull = int(MessageEnd::ContextFull),
        Looped = int(MessageEnd::Looped),
        Failed = int(MessageEnd::Failed),
    };
    Q_ENUM(MessageState)

    /// `highlighter` colours code, may be null, is not owned and must outlive the model.
    explicit MessageModel(const CodeHighlighter *highlighter, QObject *parent = nullptr);
    ~MessageModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return int(m_path.size()); }

    const ChatMessage *message(int id) const { return m_tree.find(id); }
    const MessageTree &tree() const { return m_tree; }
    const std::vector<int> &shown() const { return m_path; }
    int parentOf(int id) const { return m_tree.parentOf(id); }
    int lastId() const { return m_path.empty() ? 0 : m_path.back(); }

    /// Adds behind `parentId` and shows it; what was shown behind the parent gives way.
    int add(int parentId, ChatMessage message);
    /// Shows another version; false if there is none.
    bool showVersion(int id, int delta);

    /// For answers, shown or not.
    void appendText(int id, const QString &text);
    void appendThinking(int id, const QString &text);
    void setThinkingSeconds(int id, int seconds);
    void setEnd(int id, MessageEnd end);
    void setError(int id, const QString &what, const QString &remedy);
    void setFigures(int id, int tokens, double seconds);

    bool canGoOn(int id) const;

signals:
    void countChanged();

private:
    int rowOf(int id) const; ///< -1 if not shown
    void roleChanged(int id, const QList<int> &roles);
    void showPath();
    BlockModel *blocksOf(const ChatMessage &message) const;
    QVariant answerValue(const ChatMessage &message, int role) const;

    const CodeHighlighter *m_highlighter;
    MessageTree m_tree;
    std::vector<int> m_path;
    mutable std::unordered_map<int, std::unique_ptr<BlockModel>> m_blocks; ///< made when first shown
};

} // namespace alcove::app
