#include "app/demo_model.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStringList>

namespace alcove::app {

namespace {

QStringList placesToLook()
{
    if (const QString chosen = qEnvironmentVariable("ALCOVE_RESOURCES"); !chosen.isEmpty())
        return {chosen};
    return {QCoreApplication::applicationDirPath() + "/../share/alcove", ALCOVE_SOURCE_RESOURCES};
}

} // namespace

QString demoModelFolder()
{
    for (const QString &place : placesToLook()) {
        const QString folder = QDir::cleanPath(place + "/demo-model/hf");
        if (QFileInfo::exists(folder + "/config.json"))
            return folder;
    }
    return {};
}

} // namespace alcove::app
