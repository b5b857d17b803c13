#pragma once

#include <QDBusConnection>
#include <QList>
#include <QRect>
#include <QString>

#include <chrono>
#include <optional>

namespace alcove::app {

/// One part of a running program as assistive tools see it.
struct AccessiblePart {
    QString service;
    QString path;
    QString role; ///< AT-SPI's name of it: "button", "paragraph", "text"
    QString name;
    QRect onScreen;
    bool showing = false;
};

/// The parts of a running program, read over AT-SPI. What a screen reader cannot reach is not found here.
class AccessibleTree {
public:
    explicit AccessibleTree(const QString &program) : m_program(program) {}

    /// All parts that are showing, in reading order; empty until the program has told the bus of itself.
    QList<AccessiblePart> parts();
    /// The first part of a role whose name contains the text, waited for.
    std::optional<AccessiblePart> waitFor(
        const QString &role, const QString &nameContains, std::chrono::milliseconds patience);
    /// What stands in a text field.
    QString textOf(const AccessiblePart &field);

private:
    bool connectToBus();
    void collect(const QString &service, const QString &path, int depth, QList<AccessiblePart> &out);

    QString m_program;
    std::optional<QDBusConnection> m_bus;
};

} // namespace alcove::app
