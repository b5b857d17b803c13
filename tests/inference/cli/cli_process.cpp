#include "tests/inference/cli/cli_process.h"

#include <QFile>
#include <QJsonDocument>

namespace alcove::inference {

namespace {

constexpr int kMostMilliseconds = 120'000;

} // namespace

QJsonObject CliRun::object() const
{
    return QJsonDocument::fromJson(out).object();
}

QList<QJsonObject> CliRun::lines() const
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : out.split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

bool CliRun::failedInOneLine() const
{
    return out.isEmpty() && errors.startsWith("alcove-cli: ") && errors.endsWith(".\n") &&
           errors.count('\n') == 1;
}

CliRun runCli(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    startCli(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    CliRun run;
    if (process.waitForFinished(kMostMilliseconds) && process.exitStatus() == QProcess::NormalExit)
        run.status = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    return run;
}

void startCli(QProcess &process, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("ALCOVE_RESOURCES", ALCOVE_RESOURCES_DIR);
    process.setProcessEnvironment(environment);
    process.start(ALCOVE_CLI, arguments);
    process.waitForStarted(kMostMilliseconds);
}

QString goldenPath(const QString &name)
{
    return QStringLiteral(ALCOVE_GOLDEN_DIR "/") + name;
}

QString tinyModel()
{
    return goldenPath("tiny-file");
}

QJsonObject demoCase(const QString &question)
{
    QFile file(goldenPath("demo-expected.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()["cases"].toArray();
    for (const QJsonValue &entry : cases) {
        const QJsonValue content = entry["messages"].toArray().last()["content"];
        const QString text =
            content.isString() ? content.toString() : content.toArray().last()["text"].toString();
        if (text == question && !entry["think"].toBool())
            return entry.toObject();
    }
    return {};
}

QList<int> integers(const QJsonValue &array)
{
    QList<int> values;
    for (const QJsonValue &value : array.toArray())
        values.append(value.toInt());
    return values;
}

} // namespace alcove::inference
