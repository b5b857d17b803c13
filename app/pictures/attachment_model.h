#pragma once

#include "app/pictures/attachment.h"

#include <QAbstractListModel>
#include <QImage>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace alcove::app {

class PictureDecoder;

/// What an attachment takes of the model's window; handed in, because only the engine knows. Absent: 0.
struct TokenCosts {
    std::function<int(QSize)> picture;       ///< pixels, upright
    std::function<int(qsizetype)> recording; ///< samples at 16 kHz
    std::function<int(const QString &)> text;
};

/// What the person has put beside the message being written. GUI thread; files are read and decoded by
/// the PictureDecoder's worker, a row stands there as Decoding meanwhile.
class AttachmentModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A conversation hands out its attachments")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// Sum over all rows.
    Q_PROPERTY(int tokens READ tokens NOTIFY tokensChanged)
    /// True while any row is Decoding: the message cannot be sent yet.
    Q_PROPERTY(bool decoding READ decoding NOTIFY decodingChanged)

public:
    enum class Kind {
        Picture = int(AttachmentKind::Picture),
        Recording = int(AttachmentKind::Recording),
        PastedText = int(AttachmentKind::PastedText),
    };
    Q_ENUM(Kind)
    enum class State {
        Decoding = int(AttachmentState::Decoding),
        Ready = int(AttachmentState::Ready),
        Failed = int(AttachmentState::Failed),
    };
    Q_ENUM(State)

    enum Role {
        AttachmentIdRole = Qt::UserRole + 1, ///< attachmentId: int
        NameRole,                            ///< name: file name
        KindRole,                            ///< kind: Kind; a guess while Decoding
        SourceRole,  ///< source: "image://thumbnails/<id>" of a Ready picture, or empty
        TokensRole,  ///< tokens: int, 0 while unknown
        SecondsRole, ///< seconds: of a recording, rounded up
        StateRole,   ///< state: State
        ErrorRole,   ///< error: sentence and remedy when Failed
    };

    static constexpr int kMostPictures = 8;

    /// `decoder` is not owned and must outlive the model.
    explicit AttachmentModel(PictureDecoder *decoder, QObject *parent = nullptr);
    ~AttachmentModel() override;

    /// Call again when the picture budget changes.
    void setTokenCosts(TokenCosts costs);

    /// Appends a row for each file. What cannot be read becomes a Failed row; a foreign kind of file and
    /// pictures beyond the eighth are told by notice.
    void addFiles(const QList<QUrl> &urls);
    /// A picture without a file, as the clipboard gives it.
    void addPicture(const QImage &picture, const QString &name);
    /// 16 kHz, mono.
    void addRecording(const QList<float> &samples, const QString &name);
    void addText(const QString &text, const QString &name);

    const QList<Attachment> &attachments() const { return m_attachments; }
    /// Empties the model for sending and returns its Ready rows, whose thumbnails stay available until
    /// PictureDecoder::forget(id).
    QList<Attachment> take();
    /// Replaces the rows by what was taken before, for a draft or an edited question.
    void restore(const QList<Attachment> &attachments);

    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE void move(int from, int to);

    int count() const { return int(m_attachments.size()); }
    int tokens() const;
    bool decoding() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    void tokensChanged();
    void decodingChanged();
    void notice(const QString &what, const QString &remedy);

private:
    int pictureCount() const;
    void append(const Attachment &attachment);
    void removeRow(int row);
    void takeResult(const Attachment &examined);
    void tellOfLeftOut(const QStringList &names);
    int tokensOf(const Attachment &attachment) const;
    void emitSums();

    PictureDecoder *m_decoder;
    TokenCosts m_costs;
    QList<Attachment> m_attachments;
};

} // namespace alcove::app
