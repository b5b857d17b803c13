#pragma once

#include <QString>
#include <QStringList>

namespace alcove::house {

struct SourceFile {
    QString path; // from the repository root, with slashes
    QString text;

    QString folder() const;
    QString name() const;
    bool isCpp() const;
};

/// Every text file that people wrote: sources, QML, CMake and shell files, pages. Neither what a
/// build makes nor stored data. Sorted by path.
QList<SourceFile> readSourceTree(const QString &root);

/// The paths of every file in the folders of the house, and of the pages and CMake files at the top.
/// What else somebody keeps beside them is left alone.
QStringList listAllFiles(const QString &root);

/// A breach as compilers print it, so that editors can jump there. Lines count from 1.
QString breach(const SourceFile &file, qsizetype line, const QString &what);

} // namespace alcove::house
