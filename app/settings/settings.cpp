#include "app/settings/settings.h"

#include <QDir>
#include <QSignalBlocker>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace alcove::app {

namespace {

constexpr std::array kImageBudgets{70, 140, 280, 560, 1120};
constexpr int kSmallestWindowWidth = 360;
constexpr int kSmallestWindowHeight = 480;
constexpr int kLargestWindowSide = 32'767;
constexpr int kLongestText = 4096;

bool isContextLength(int value)
{
    return value >= 1024 && value <= 262'144;
}

bool isThreadCount(int value)
{
    return value >= 0 && value <= 256;
}

bool isDraftCount(int value)
{
    return value >= -1 && value <= 4;
}

bool isImageBudget(int value)
{
    return std::ranges::find(kImageBudgets, value) != kImageBudgets.end();
}

bool isThreeWayChoice(int value)
{
    return value >= 0 && value <= 2;
}

bool isRestMinutes(int value)
{
    return value >= 0 && value <= 1440;
}

bool isReadingSize(int value)
{
    return value >= 0 && value <= 3;
}

bool isWindowPlace(int value)
{
    return value >= -kLargestWindowSide && value <= kLargestWindowSide;
}

bool isWindowWidth(int value)
{
    return value >= kSmallestWindowWidth && value <= kLargestWindowSide;
}

bool isWindowHeight(int value)
{
    return value >= kSmallestWindowHeight && value <= kLargestWindowSide;
}

bool isSidebarWidth(int value)
{
    return value >= 264 && value <= 300;
}

bool isText(const QString &value)
{
    return value.size() <= kLongestText && !value.contains(QChar(u'\0'));
}

} // namespace

QString Settings::defaultFile()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)).filePath("alcove.ini");
}

QStringList Settings::accents()
{
    return {"pine", "ink", "clay", "plum", "ochre", "slate", "desktop"};
}

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file, QSettings::IniFormat)
    , m_accent(accents().constFirst())
{
    readModelValues();
    readWindowValues();
}

void Settings::readModelValues()
{
    const QString path = m_file.value("model/path").toString();
    m_modelPath = isText(path) ? path : QString();
    m_contextLength = storedInteger("model/contextLength", m_contextLength, isContextLength);
    m_threads = storedInteger("model/threads", m_threads, isThreadCount);
    m_draftTokens = storedInteger("model/draftTokens", m_draftTokens, isDraftCount);
    m_thinkFirst = storedSwitch("model/thinkFirst", m_thinkFirst);
    m_imageTokens = storedInteger("model/imageTokens", m_imageTokens, isImageBudget);
    m_cacheType = CacheType(storedInteger("model/cacheType", m_cacheType, isThreeWayChoice));
    m_loadAtStart = storedSwitch("model/loadAtStart", m_loadAtStart);
    m_restAfterMinutes = storedInteger("model/restAfterMinutes", m_restAfterMinutes, isRestMinutes);
    const QString microphone = m_file.value("voice/microphone").toString();
    m_microphone = isText(microphone) ? microphone : QString();
}

void Settings::readWindowValues()
{
    m_colourScheme = ColourScheme(storedInteger("window/colourScheme", m_colourScheme, isThreeWayChoice));
    const QString accent = m_file.value("window/accent", m_accent).toString();
    m_accent = accents().contains(accent) ? accent : m_accent;
    m_readingSize = storedInteger("window/readingSize", m_readingSize, isReadingSize);
    m_enterSends = storedSwitch("window/enterSends", m_enterSends);
    m_windowX = storedInteger("window/x", m_windowX, isWindowPlace);
    m_windowY = storedInteger("window/y", m_windowY, isWindowPlace);
    m_windowWidth = storedInteger("window/width", m_windowWidth, isWindowWidth);
    m_windowHeight = storedInteger("window/height", m_windowHeight, isWindowHeight);
    m_windowMaximized = storedSwitch("window/maximized", m_windowMaximized);
    m_sidebarVisible = storedSwitch("window/sidebarVisible", m_sidebarVisible);
    m_sidebarWidth = storedInteger("window/sidebarWidth", m_sidebarWidth, isSidebarWidth);
}

int Settings::storedInteger(const char *key, int fallback, bool (*allowed)(int)) const
{
    bool isNumber = false;
    const int value = m_file.value(key, fallback).toInt(&isNumber);
    return isNumber && allowed(value) ? value : fallback;
}

bool Settings::storedSwitch(const char *key, bool fallback) const
{
    // QVariant reads every text but "", "0" and "false" as true; a damaged file shall not switch things on.
    const QString text = m_file.value(key, fallback).toString();
    return text == "true" ? true : text == "false" ? false : fallback;
}

template <typename T>
void Settings::set(T &member, const T &value, const char *key, Changed changed)
{
    if (member == value)
        return;
    member = value;
    if constexpr (std::is_enum_v<T>)
        m_file.setValue(key, int(value));
    else
        m_file.setValue(key, value);
    emit(this->*changed)();
}

void Settings::takeModel(const QString &path, int contextLength, CacheType cacheType, int draftTokens)
{
    const bool isOtherPath = path != m_modelPath;
    const bool isOtherLength = contextLength != m_contextLength;
    const bool isOtherType = cacheType != m_cacheType;
    const bool isOtherDraft = draftTokens != m_draftTokens;
    {
        const QSignalBlocker untilAllAreSet(this);
        setModelPath(path);
        setContextLength(contextLength);
        setCacheType(cacheType);
        setDraftTokens(draftTokens);
    }
    if (isOtherPath)
        emit modelPathChanged();
    if (isOtherLength)
        emit contextLengthChanged();
    if (isOtherType)
        emit cacheTypeChanged();
    if (isOtherDraft)
        emit draftTokensChanged();
}

void Settings::setModelPath(const QString &path)
{
    if (isText(path))
        set(m_modelPath, path, "model/path", &Settings::modelPathChanged);
}

void Settings::setContextLength(int positions)
{
    if (isContextLength(positions))
        set(m_contextLength, positions, "model/contextLength", &Settings::contextLengthChanged);
}

void Settings::setThreads(int count)
{
    if (isThreadCount(count))
        set(m_threads, count, "model/threads", &Settings::threadsChanged);
}

void Settings::setDraftTokens(int count)
{
    if (isDraftCount(count))
        set(m_draftTokens, count, "model/draftTokens", &Settings::draftTokensChanged);
}

void Settings::setThinkFirst(bool on)
{
    set(m_thinkFirst, on, "model/thinkFirst", &Settings::thinkFirstChanged);
}

void Settings::setImageTokens(int tokens)
{
    if (isImageBudget(tokens))
        set(m_imageTokens, tokens, "model/imageTokens", &Settings::imageTokensChanged);
}

void Settings::setCacheType(CacheType type)
{
    if (isThreeWayChoice(type))
        set(m_cacheType, type, "model/cacheType", &Settings::cacheTypeChanged);
}

void Settings::setLoadAtStart(bool on)
{
    set(m_loadAtStart, on, "model/loadAtStart", &Settings::loadAtStartChanged);
}

void Settings::setRestAfterMinutes(int minutes)
{
    if (isRestMinutes(minutes))
        set(m_restAfterMinutes, minutes, "model/restAfterMinutes", &Settings::restAfterMinutesChanged);
}

void Settings::setColourScheme(ColourScheme scheme)
{
    if (isThreeWayChoice(scheme))
        set(m_colourScheme, scheme, "window/colourScheme", &Settings::colourSchemeChanged);
}

void Settings::setAccent(const QString &name)
{
    if (accents().contains(name))
        set(m_accent, name, "window/accent", &Settings::accentChanged);
}

void Settings::setReadingSize(int step)
{
    if (isReadingSize(step))
        set(m_readingSize, step, "window/readingSize", &Settings::readingSizeChanged);
}

void Settings::setEnterSends(bool on)
{
    set(m_enterSends, on, "window/enterSends", &Settings::enterSendsChanged);
}

void Settings::setMicrophone(const QString &id)
{
    if (isText(id))
        set(m_microphone, id, "voice/microphone", &Settings::microphoneChanged);
}

void Settings::setWindowX(int x)
{
    if (isWindowPlace(x))
        set(m_windowX, x, "window/x", &Settings::windowXChanged);
}

void Settings::setWindowY(int y)
{
    if (isWindowPlace(y))
        set(m_windowY, y, "window/y", &Settings::windowYChanged);
}

void Settings::setWindowWidth(int width)
{
    if (isWindowWidth(width))
        set(m_windowWidth, width, "window/width", &Settings::windowWidthChanged);
}

void Settings::setWindowHeight(int height)
{
    if (isWindowHeight(height))
        set(m_windowHeight, height, "window/height", &Settings::windowHeightChanged);
}

void Settings::setWindowMaximized(bool on)
{
    set(m_windowMaximized, on, "window/maximized", &Settings::windowMaximizedChanged);
}

void Settings::setSidebarVisible(bool on)
{
    set(m_sidebarVisible, on, "window/sidebarVisible", &Settings::sidebarVisibleChanged);
}

void Settings::setSidebarWidth(int width)
{
    if (isSidebarWidth(width))
        set(m_sidebarWidth, width, "window/sidebarWidth", &Settings::sidebarWidthChanged);
}

} // namespace alcove::app
