#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>

/// Runs the built alcove-cli as anybody would, on the resources of the source tree.
namespace alcove::inference {

struct CliRun {
    int status = -1; ///< -1: it crashed or did not end in time
    QByteArray out;
    QByteArray errors;

    QJsonObject object() const;       ///< standard output as one JSON object
    QList<QJsonObject> lines() const; ///< as one object a line
    bool failedInOneLine() const;     ///< nothing on standard output, one sentence with a remedy on the other
};

CliRun runCli(const QStringList &arguments, const QByteArray &input = {});
/// A started program whose input is still open.
void startCli(QProcess &process, const QStringList &arguments);

QString goldenPath(const QString &name);
QString tinyModel();
/// The demo model's case (golden/demo-expected.json) that asks this question last.
QJsonObject demoCase(const QString &question);
QList<int> integers(const QJsonValue &array);

} // namespace alcove::inference
