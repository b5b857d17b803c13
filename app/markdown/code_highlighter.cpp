#include "app/markdown/code_highlighter.h"

#include "app/markdown/inline_html.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Theme>

#include <QHash>

namespace alcove::app {

namespace {

CodeHighlighter::Colour colourOf(KSyntaxHighlighting::Theme::TextStyle style)
{
    using Theme = KSyntaxHighlighting::Theme;
    switch (style) {
    case Theme::Keyword:
    case Theme::ControlFlow:
    case Theme::Preprocessor:
    case Theme::Import:
        return CodeHighlighter::Keyword;
    case Theme::Char:
    case Theme::SpecialChar:
    case Theme::String:
    case Theme::VerbatimString:
    case Theme::SpecialString:
        return CodeHighlighter::String;
    case Theme::DecVal:
    case Theme::BaseN:
    case Theme::Float:
    case Theme::Constant:
        return CodeHighlighter::Number;
    case Theme::Comment:
    case Theme::Documentation:
    case Theme::Annotation:
    case Theme::CommentVar:
    case Theme::Information:
        return CodeHighlighter::Comment;
    case Theme::Function:
        return CodeHighlighter::Function;
    case Theme::DataType:
    case Theme::BuiltIn:
    case Theme::Extension:
    case Theme::Attribute:
        return CodeHighlighter::Type;
    default:
        return CodeHighlighter::Text;
    }
}

class LineColourer : public KSyntaxHighlighting::AbstractHighlighter {
public:
    LineColourer(const KSyntaxHighlighting::Definition &definition, const QList<QColor> &colours)
        : m_colours(colours)
    {
        setDefinition(definition);
    }

    /// Appends the line's rich text and moves the state behind it.
    void colour(QStringView line, KSyntaxHighlighting::State &state, QString &html)
    {
        if (line.size() > CodeHighlighter::kLongestLine) {
            html += escapedForRichText(line);
            return;
        }
        m_line = line;
        m_html = &html;
        m_done = 0;
        state = highlightLine(line, state);
        appendUpTo(line.size(), CodeHighlighter::Text);
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        const CodeHighlighter::Colour colour = colourOf(format.textStyle());
        if (colour == CodeHighlighter::Text || length == 0)
            return;
        appendUpTo(offset, CodeHighlighter::Text);
        appendUpTo(offset + length, colour);
    }

private:
    void appendUpTo(qsizetype end, CodeHighlighter::Colour colour)
    {
        if (end <= m_done)
            return;
        const QString text = escapedForRichText(m_line.sliced(m_done, end - m_done));
        m_done = end;
        if (colour == CodeHighlighter::Text)
            *m_html += text;
        else
            *m_html += QStringLiteral("<span style=\"color:%1\">").arg(m_colours[colour].name()) + text +
                       QStringLiteral("</span>");
    }

    const QList<QColor> &m_colours;
    QStringView m_line;
    QString *m_html = nullptr;
    qsizetype m_done = 0;
};

QString wrapped(const QString &html)
{
    return QStringLiteral("<div style=\"white-space:pre\">") + html + QStringLiteral("</div>");
}

} // namespace

QString CodeHighlighter::html(const QString &code, const QString &language, const QList<QColor> &colours,
    HighlightedCode &progress) const
{
    const bool wanted = !language.isEmpty() && colours.size() >= ColourCount && code.size() <= kLongestCode;
    const KSyntaxHighlighting::Definition grammar =
        wanted ? definition(language) : KSyntaxHighlighting::Definition();
    if (!grammar.isValid())
        return plainHtml(code);

    LineColourer colourer(grammar, colours);
    const qsizetype enough = progress.finishedLength + kAtOnce;
    qsizetype feed = code.indexOf(u'\n', progress.finishedLength);
    for (; feed >= 0 && progress.finishedLength < enough;
        feed = code.indexOf(u'\n', progress.finishedLength)) {
        const qsizetype begin = progress.finishedLength;
        colourer.colour(
            QStringView(code).sliced(begin, feed - begin), progress.nextState, progress.finishedHtml);
        progress.finishedHtml += u'\n';
        progress.finishedLength = feed + 1;
    }
    progress.complete = feed < 0;
    const QStringView rest = QStringView(code).sliced(progress.finishedLength);
    if (!progress.complete)
        return wrapped(progress.finishedHtml + escapedForRichText(rest));
    QString html = progress.finishedHtml;
    KSyntaxHighlighting::State state = progress.nextState;
    colourer.colour(rest, state, html);
    return wrapped(html);
}

QString CodeHighlighter::plainHtml(const QString &code)
{
    return wrapped(escapedForRichText(code));
}

QString CodeHighlighter::languageName(const QString &language) const
{
    if (language.isEmpty())
        return language;
    const KSyntaxHighlighting::Definition grammar = definition(language);
    return grammar.isValid() ? grammar.name() : language;
}

/// Fences name a language by its name, a short form or a file's ending ("C++", "js", "py").
KSyntaxHighlighting::Definition CodeHighlighter::definition(const QString &language) const
{
    static const QHash<QString, QString> kOtherNames{{QStringLiteral("golang"), QStringLiteral("go")},
        {QStringLiteral("shell"), QStringLiteral("bash")},
        {QStringLiteral("console"), QStringLiteral("bash")}};
    const QString name = kOtherNames.value(language.toLower(), language);
    const KSyntaxHighlighting::Definition byName = m_repository.definitionForName(name);
    if (byName.isValid())
        return byName;
    return m_repository.definitionForFileName(QStringLiteral("code.") + name.toLower());
}

} // namespace alcove::app
