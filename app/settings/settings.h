#pragma once

#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <qqmlregistration.h>

namespace alcove::app {

/// What a person chose. GUI thread. Every value is kept in one INI file as it changes, notifies, and
/// is always within its range: a setter ignores nonsense, a file's nonsense becomes the default.
class Settings : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to Main.qml")

    /// A GGUF file or a Hugging Face folder; empty: the demonstration model.
    Q_PROPERTY(QString modelPath READ modelPath WRITE setModelPath NOTIFY modelPathChanged)
    /// Positions, 1024 to 262144.
    Q_PROPERTY(int contextLength READ contextLength WRITE setContextLength NOTIFY contextLengthChanged)
    /// 0: physical cores; up to 256.
    Q_PROPERTY(int threads READ threads WRITE setThreads NOTIFY threadsChanged)
    /// -1: chosen by measurement; 0: off; 1 to 4.
    Q_PROPERTY(int draftTokens READ draftTokens WRITE setDraftTokens NOTIFY draftTokensChanged)
    /// Whether a new chat thinks first.
    Q_PROPERTY(bool thinkFirst READ thinkFirst WRITE setThinkFirst NOTIFY thinkFirstChanged)
    /// Tokens of a picture: 70, 140, 280, 560 or 1120.
    Q_PROPERTY(int imageTokens READ imageTokens WRITE setImageTokens NOTIFY imageTokensChanged)
    Q_PROPERTY(CacheType cacheType READ cacheType WRITE setCacheType NOTIFY cacheTypeChanged)
    Q_PROPERTY(bool loadAtStart READ loadAtStart WRITE setLoadAtStart NOTIFY loadAtStartChanged)
    /// Minutes without work after which the model gives its memory back; 0: never; up to 1440.
    Q_PROPERTY(
        int restAfterMinutes READ restAfterMinutes WRITE setRestAfterMinutes NOTIFY restAfterMinutesChanged)

    Q_PROPERTY(ColourScheme colourScheme READ colourScheme WRITE setColourScheme NOTIFY colourSchemeChanged)
    /// One of `accents`.
    Q_PROPERTY(QString accent READ accent WRITE setAccent NOTIFY accentChanged)
    Q_PROPERTY(QStringList accents READ accents CONSTANT)
    /// 0 small, 1 normal, 2 large, 3 larger.
    Q_PROPERTY(int readingSize READ readingSize WRITE setReadingSize NOTIFY readingSizeChanged)
    /// Enter sends and Shift Enter starts a line; otherwise Ctrl Enter sends.
    Q_PROPERTY(bool enterSends READ enterSends WRITE setEnterSends NOTIFY enterSendsChanged)
    /// The id of an audio input; empty: the system's.
    Q_PROPERTY(QString microphone READ microphone WRITE setMicrophone NOTIFY microphoneChanged)

    /// windowX, windowY: -1 while never set.
    Q_PROPERTY(int windowX READ windowX WRITE setWindowX NOTIFY windowXChanged)
    Q_PROPERTY(int windowY READ windowY WRITE setWindowY NOTIFY windowYChanged)
    Q_PROPERTY(int windowWidth READ windowWidth WRITE setWindowWidth NOTIFY windowWidthChanged)
    Q_PROPERTY(int windowHeight READ windowHeight WRITE setWindowHeight NOTIFY windowHeightChanged)
    Q_PROPERTY(
        bool windowMaximized READ windowMaximized WRITE setWindowMaximized NOTIFY windowMaximizedChanged)
    Q_PROPERTY(bool sidebarVisible READ sidebarVisible WRITE setSidebarVisible NOTIFY sidebarVisibleChanged)
    /// 264 to 300.
    Q_PROPERTY(int sidebarWidth READ sidebarWidth WRITE setSidebarWidth NOTIFY sidebarWidthChanged)

public:
    enum CacheType { F32, F16, Int8 };
    Q_ENUM(CacheType)
    enum ColourScheme { SystemColours, LightColours, DarkColours };
    Q_ENUM(ColourScheme)

    /// The file of this person: alcove.ini in the configuration folder.
    static QString defaultFile();
    explicit Settings(const QString &file = defaultFile(), QObject *parent = nullptr);

    QString modelPath() const { return m_modelPath; }
    int contextLength() const { return m_contextLength; }
    int threads() const { return m_threads; }
    int draftTokens() const { return m_draftTokens; }
    bool thinkFirst() const { return m_thinkFirst; }
    int imageTokens() const { return m_imageTokens; }
    CacheType cacheType() const { return m_cacheType; }
    bool loadAtStart() const { return m_loadAtStart; }
    int restAfterMinutes() const { return m_restAfterMinutes; }
    ColourScheme colourScheme() const { return m_colourScheme; }
    QString accent() const { return m_accent; }
    static QStringList accents();
    int readingSize() const { return m_readingSize; }
    bool enterSends() const { return m_enterSends; }
    QString microphone() const { return m_microphone; }
    int windowX() const { return m_windowX; }
    int windowY() const { return m_windowY; }
    int windowWidth() const { return m_windowWidth; }
    int windowHeight() const { return m_windowHeight; }
    bool windowMaximized() const { return m_windowMaximized; }
    bool sidebarVisible() const { return m_sidebarVisible; }
    int sidebarWidth() const { return m_sidebarWidth; }

    /// A model and what decides about its memory, chosen together: whoever hears of one of them finds all.
    void takeModel(const QString &path, int contextLength, CacheType cacheType, int draftTokens);

    void setModelPath(const QString &path);
    void setContextLength(int positions);
    void setThreads(int count);
    void setDraftTokens(int count);
    void setThinkFirst(bool on);
    void setImageTokens(int tokens);
    void setCacheType(CacheType type);
    void setLoadAtStart(bool on);
    void setRestAfterMinutes(int minutes);
    void setColourScheme(ColourScheme scheme);
    void setAccent(const QString &name);
    void setReadingSize(int step);
    void setEnterSends(bool on);
    void setMicrophone(const QString &id);
    void setWindowX(int x);
    void setWindowY(int y);
    void setWindowWidth(int width);
    void setWindowHeight(int height);
    void setWindowMaximized(bool on);
    void setSidebarVisible(bool on);
    void setSidebarWidth(int width);

signals:
    void modelPathChanged();
    void contextLengthChanged();
    void threadsChanged();
    void draftTokensChanged();
    void thinkFirstChanged();
    void imageTokensChanged();
    void cacheTypeChanged();
    void loadAtStartChanged();
    void restAfterMinutesChanged();
    void colourSchemeChanged();
    void accentChanged();
    void readingSizeChanged();
    void enterSendsChanged();
    void microphoneChanged();
    void windowXChanged();
    void windowYChanged();
    void windowWidthChanged();
    void windowHeightChanged();
    void windowMaximizedChanged();
    void sidebarVisibleChanged();
    void sidebarWidthChanged();

private:
    using Changed = void (Settings::*)();

    void readModelValues();
    void readWindowValues();
    int storedInteger(const char *key, int fallback, bool (*allowed)(int)) const;
    bool storedSwitch(const char *key, bool fallback) const;
    template <typename T>
    void set(T &member, const T &value, const char *key, Changed changed);

    QSettings m_file;
    QString m_modelPath;
    int m_contextLength = 8192;
    int m_threads = 0;
    int m_draftTokens = -1;
    bool m_thinkFirst = false;
    int m_imageTokens = 280;
    CacheType m_cacheType = F16;
    bool m_loadAtStart = true;
    int m_restAfterMinutes = 15;
    ColourScheme m_colourScheme = SystemColours;
    QString m_accent;
    int m_readingSize = 1;
    bool m_enterSends = true;
    QString m_microphone;
    int m_windowX = -1;
    int m_windowY = -1;
    int m_windowWidth = 1180;
    int m_windowHeight = 780;
    bool m_windowMaximized = false;
    bool m_sidebarVisible = true;
    int m_sidebarWidth = 272;
};

} // namespace alcove::app
