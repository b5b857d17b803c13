#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <expected>
#include <memory>

namespace alcove::app {

/// A desktop for one test program: Xvfb with a window manager, a message bus and an accessibility bus of
/// its own, an empty home. Points this program and its children at them; ends with the test program.
class Desktop {
public:
    /// Must come before QGuiApplication. Returns a sentence when a part is missing.
    static std::expected<std::unique_ptr<Desktop>, QString> start(int width, int height);
    ~Desktop();

    QString home() const { return m_home.path(); }

    /// Lets xdotool do something with the real pointer and keyboard, and waits for it.
    bool act(const QStringList &words) const;
    /// The same in the background, for as long as an event loop of this program has to run meanwhile.
    std::unique_ptr<QProcess> actMeanwhile(const QStringList &words) const;
    /// Writes what is on the screen to a PNG file.
    bool photograph(const QString &file) const;

private:
    Desktop() = default;
    std::expected<void, QString> startDisplay(int width, int height);
    std::expected<void, QString> startBus();

    QTemporaryDir m_home;
    QProcess m_display;
    QProcess m_windowManager;
    QProcess m_bus;
};

} // namespace alcove::app
