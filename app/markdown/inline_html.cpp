#include "app/markdown/inline_html.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace alcove::app {

namespace {

constexpr QChar kReplacement = u'\uFFFD';

// Qt's text documents mark frames and objects with these (QTextBeginningOfFrame and its neighbours).
bool isStructureOfTextDocuments(QChar c)
{
    return (c >= u'\uFDD0' && c <= u'\uFDEF') || c == u'\uFFFC' || c == u'\uFFFE' || c == u'\uFFFF';
}

bool isDropped(QChar c)
{
    return (c < u' ' && c != u'\t' && c != u'\n') || (c >= u'\u007F' && c < u'\u00A0');
}

QString characterReference(QStringView digits, int base)
{
    bool ok = false;
    const uint codePoint = digits.toUInt(&ok, base);
    const bool surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    if (!ok || codePoint == 0 || codePoint > 0x10FFFF || surrogate)
        return QString(kReplacement);
    const char32_t character = codePoint;
    return QString::fromUcs4(&character, 1);
}

struct TagPair {
    QLatin1StringView open;
    QLatin1StringView close;
};

TagPair tags(InlineHtml::Emphasis emphasis)
{
    using namespace Qt::StringLiterals;
    switch (emphasis) {
    case InlineHtml::Emphasis::Italic:
        return {"<i>"_L1, "</i>"_L1};
    case InlineHtml::Emphasis::Bold:
        return {"<b>"_L1, "</b>"_L1};
    case InlineHtml::Emphasis::Strike:
        return {"<s>"_L1, "</s>"_L1};
    case InlineHtml::Emphasis::Code:
        break;
    }
    return {"<code>"_L1, "</code>"_L1};
}

} // namespace

QString escapedForRichText(QStringView text)
{
    QString escaped;
    escaped.reserve(text.size() + text.size() / 16);
    for (const QChar c : text) {
        if (c == u'&')
            escaped += QLatin1StringView("&amp;");
        else if (c == u'<')
            escaped += QLatin1StringView("&lt;");
        else if (c == u'>')
            escaped += QLatin1StringView("&gt;");
        else if (c == u'"')
            escaped += QLatin1StringView("&quot;");
        else if (isStructureOfTextDocuments(c))
            escaped += kReplacement;
        else if (!isDropped(c))
            escaped += c;
    }
    return escaped;
}

std::optional<QString> linkAddress(const QString &address)
{
    const QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid())
        return std::nullopt;
    const QString scheme = url.scheme();
    const bool web = (scheme == QLatin1StringView("http") || scheme == QLatin1StringView("https")) &&
                     !url.host().isEmpty();
    const bool mail = scheme == QLatin1StringView("mailto") && !url.path().isEmpty();
    if (!web && !mail)
        return std::nullopt;
    return url.toString(QUrl::FullyEncoded);
}

QString decodedEntity(QStringView entity)
{
    using namespace Qt::StringLiterals;
    struct Named {
        QLatin1StringView entity;
        char16_t character;
    };
    // The ones that models write; md4c hands over anything that looks like a name.
    static constexpr std::array kNamed = {Named{"&amp;"_L1, u'&'}, Named{"&lt;"_L1, u'<'},
        Named{"&gt;"_L1, u'>'}, Named{"&quot;"_L1, u'"'}, Named{"&apos;"_L1, u'\''},
        Named{"&nbsp;"_L1, u'\u00A0'}, Named{"&copy;"_L1, u'©'}, Named{"&reg;"_L1, u'®'},
        Named{"&deg;"_L1, u'°'}, Named{"&times;"_L1, u'×'}, Named{"&divide;"_L1, u'÷'},
        Named{"&plusmn;"_L1, u'±'}, Named{"&euro;"_L1, u'€'}, Named{"&pound;"_L1, u'£'},
        Named{"&ndash;"_L1, u'–'}, Named{"&mdash;"_L1, u'—'}, Named{"&hellip;"_L1, u'…'},
        Named{"&rarr;"_L1, u'→'}, Named{"&larr;"_L1, u'←'}, Named{"&trade;"_L1, u'™'}, Named{"&le;"_L1, u'≤'},
        Named{"&ge;"_L1, u'≥'}, Named{"&ne;"_L1, u'≠'}, Named{"&bull;"_L1, u'•'}, Named{"&middot;"_L1, u'·'}};

    if (entity.startsWith("&#x"_L1, Qt::CaseInsensitive))
        return characterReference(entity.sliced(3).chopped(1), 16);
    if (entity.startsWith("&#"_L1))
        return characterReference(entity.sliced(2).chopped(1), 10);
    const auto known =
        std::ranges::find_if(kNamed, [&](const Named &named) { return named.entity == entity; });
    return known == kNamed.end() ? entity.toString() : QString(QChar(known->character));
}

void InlineHtml::appendText(QStringView text)
{
    m_html += escapedForRichText(text);
    m_plain += text;
}

void InlineHtml::appendEntity(QStringView entity)
{
    appendText(decodedEntity(entity));
}

void InlineHtml::appendRawHtml(QStringView html)
{
    const QString tag = html.toString().remove(u' ').toLower();
    if (tag == QLatin1StringView("<br>") || tag == QLatin1StringView("<br/>"))
        appendLineBreak();
    else
        appendText(html);
}

void InlineHtml::appendLineBreak()
{
    m_html += QLatin1StringView("<br>");
    m_plain += u'\n';
}

void InlineHtml::open(Emphasis emphasis)
{
    const TagPair pair = tags(emphasis);
    m_html += pair.open;
    m_closingTags += pair.close;
}

void InlineHtml::close(Emphasis emphasis)
{
    if (m_closingTags.isEmpty() || m_closingTags.last() != tags(emphasis).close)
        return;
    m_html += m_closingTags.takeLast();
}

void InlineHtml::openLink(const QString &address)
{
    const auto link = linkAddress(address);
    m_links += link ? QString() : address;
    m_closingTags += link ? QStringLiteral("</a>") : QString();
    if (link)
        m_html += QStringLiteral("<a href=\"%1\">").arg(escapedForRichText(*link));
}

void InlineHtml::closeLink()
{
    if (m_links.isEmpty() || m_closingTags.isEmpty())
        return;
    m_html += m_closingTags.takeLast();
    const QString refused = m_links.takeLast();
    if (!refused.isEmpty())
        appendText(QStringLiteral(" (%1)").arg(refused));
}

void InlineHtml::openPicture()
{
    ++m_pictures;
}

void InlineHtml::closePicture(const QString &address)
{
    if (m_pictures == 0)
        return;
    --m_pictures;
    appendAddress(address);
}

QString InlineHtml::finish()
{
    while (!m_closingTags.isEmpty())
        m_html += m_closingTags.takeLast();
    if (rightToLeft()) {
        // Unicode's isolates: code keeps its own order inside a line that runs the other way.
        m_html.replace(QLatin1StringView("<code>"), QStringLiteral("\u2066<code>"));
        m_html.replace(QLatin1StringView("</code>"), QStringLiteral("</code>\u2069"));
    }
    return m_html;
}

void InlineHtml::appendAddress(const QString &address)
{
    const bool insideLink = !m_links.isEmpty();
    const auto link = insideLink ? std::nullopt : linkAddress(address);
    appendText(m_plain.isEmpty() ? u"(" : u" (");
    if (link)
        m_html += QStringLiteral("<a href=\"%1\">").arg(escapedForRichText(*link));
    appendText(address);
    if (link)
        m_html += QLatin1StringView("</a>");
    appendText(u")");
}

} // namespace alcove::app
