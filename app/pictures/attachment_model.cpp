#include "app/pictures/attachment_model.h"
namespace alcove::app {
AttachmentModel::AttachmentModel(PictureDecoder *decoder, QObject *parent)
    : QAbstractListModel(parent)
    , m_decoder(decoder)
{}
void AttachmentModel::setTokenCosts(TokenCosts costs)
{
    m_costs = std::move(costs);
}
void AttachmentModel::addFiles(const QList<QUrl> &) {}
void AttachmentModel::addPicture(const QImage &, const QString &) {}
void AttachmentModel::addRecording(const QList<float> &, const QString &) {}
void AttachmentModel::addText(const QString &, const QString &) {}
QList<Attachment> AttachmentModel::take()
{
    return std::exchange(m_attachments, {});
}
void AttachmentModel::restore(const QList<Attachment> &) {}
void AttachmentModel::remove(int) {}
void AttachmentModel::move(int, int) {}
int AttachmentModel::tokens() const
{
    return 0;
}
bool AttachmentModel::decoding() const
{
    return false;
}
int AttachmentModel::rowCount(const QModelIndex &) const
{
    return count();
}
QVariant AttachmentModel::data(const QModelIndex &, int) const
{
    return {};
}
QHash<int, QByteArray> AttachmentModel::roleNames() const
{
    return {{AttachmentIdRole, "attachmentId"}, {NameRole, "name"}, {KindRole, "kind"},
        {SourceRole, "source"}, {TokensRole, "tokens"}, {SecondsRole, "seconds"}, {StateRole, "state"},
        {ErrorRole, "error"}};
}
} // namespace alcove::app
