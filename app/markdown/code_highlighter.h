#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>

#include <QColor>
#include <QList>
#include <QString>

namespace alcove::app {

/// A code block's coloured text, grown line by line while the block is being written.
struct HighlightedCode {
    QString finishedHtml;                 ///< all complete lines
    qsizetype finishedLength = 0;         ///< how much of the code they are
    KSyntaxHighlighting::State nextState; ///< with which the next line starts
    bool complete = true;                 ///< false: ask again, more can be coloured
};

/// Colours code by the grammars that come with KSyntaxHighlighting; no files of the person, no network.
/// GUI thread; one for the whole program, built by main. Grammars load on first use.
class CodeHighlighter {
public:
    /// Order of the colours that QML hands over, named as the theme's tokens.
    enum Colour { Text, Keyword, String, Number, Comment, Function, Type, ColourCount };

    /// Longer code and longer lines stay without colours: grammars are regular expressions, and some
    /// take quadratic time on a line.
    static constexpr qsizetype kLongestCode = 200'000;
    static constexpr qsizetype kLongestLine = 2'000;
    /// One call colours about this much, some 15 ms of work; the rest shows without colours until the next.
    static constexpr qsizetype kAtOnce = 16'000;

    /// Rich text of the code, white space kept. With fewer than ColourCount colours, in an unknown
    /// language or when the code is too long it has no colours. `progress` must belong to this block,
    /// language and colours; only what was appended since is worked on.
    QString html(const QString &code, const QString &language, const QList<QColor> &colours,
        HighlightedCode &progress) const;

    static QString plainHtml(const QString &code);

    /// What people call the language of a fence ("py": "Python"); the fence's own word if it is unknown.
    QString languageName(const QString &language) const;

private:
    KSyntaxHighlighting::Definition definition(const QString &language) const;

    KSyntaxHighlighting::Repository m_repository;
};

} // namespace alcove::app
