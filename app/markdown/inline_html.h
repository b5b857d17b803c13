#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace alcove::app {

/// Text as rich text shows it literally. Characters that Qt's text documents use for their own structure
/// become U+FFFD, other control characters but tab and line feed vanish.
QString escapedForRichText(QStringView text);

/// The address as it may stand in href, or nothing: only http, https and mailto are links.
std::optional<QString> linkAddress(const QString &address);

/// Builds the rich text of one line of thought: a paragraph, a heading, a table cell. Tags are always
/// balanced, whatever order the calls come in.
class InlineHtml {
public:
    enum class Emphasis { Italic, Bold, Strike, Code };

    void appendText(QStringView text);
    /// An entity as it stands in the source, "&amp;" or "&#x41;".
    void appendEntity(QStringView entity);
    /// Raw HTML: a line break is honoured, everything else is shown as it was written.
    void appendRawHtml(QStringView html);
    void appendLineBreak();

    void open(Emphasis emphasis);
    void close(Emphasis emphasis);
    void openLink(const QString &address);
    void closeLink();
    /// A picture is never loaded: its text and its address stand there.
    void openPicture();
    void closePicture(const QString &address);

    QString plainText() const { return m_plain; }
    /// Closes what is open and returns the whole; inline code is isolated where text runs right to left.
    QString finish();
    bool rightToLeft() const { return m_plain.isRightToLeft(); }

private:
    void appendAddress(const QString &address);

    QString m_html;
    QString m_plain;
    QStringList m_closingTags; ///< of what is open, outermost first
    QStringList m_links;       ///< addresses of the open links that became no link
    int m_pictures = 0;
};

/// The characters an entity of the source stands for; the entity itself when it is not known.
QString decodedEntity(QStringView entity);

} // namespace alcove::app
