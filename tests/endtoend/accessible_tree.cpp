#include "tests/endtoend/accessible_tree.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDeadlineTimer>
#include <QTest>

namespace alcove::app {

namespace {

constexpr int kDeepest = 40;
constexpr int kReplyTime = 5'000; // ms
constexpr quint32 kShowing = 25;  // AtspiStateType: STATE_SHOWING
const QString kAccessible = QStringLiteral("org.a11y.atspi.Accessible");

struct Reference {
    QString service;
    QString path;
};

QDBusMessage call(const QDBusConnection &bus, const QString &service, const QString &path,
    const QString &interface, const QString &method, const QVariantList &arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, method);
    message.setArguments(arguments);
    return bus.call(message, QDBus::Block, kReplyTime);
}

QString property(const QDBusConnection &bus, const Reference &part, const QString &name)
{
    const QDBusMessage reply = call(bus, part.service, part.path,
        QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"), {kAccessible, name});
    if (reply.arguments().isEmpty())
        return {};
    return reply.arguments().constFirst().value<QDBusVariant>().variant().toString();
}

QList<Reference> children(const QDBusConnection &bus, const Reference &part)
{
    const QDBusMessage reply = call(bus, part.service, part.path, kAccessible, QStringLiteral("GetChildren"));
    QList<Reference> list;
    if (reply.arguments().isEmpty())
        return list;
    const auto array = reply.arguments().constFirst().value<QDBusArgument>();
    array.beginArray();
    while (!array.atEnd()) {
        Reference child;
        QDBusObjectPath path;
        array.beginStructure();
        array >> child.service >> path;
        array.endStructure();
        child.path = path.path();
        list.append(child);
    }
    array.endArray();
    return list;
}

bool isShowing(const QDBusConnection &bus, const Reference &part)
{
    const QDBusMessage reply = call(bus, part.service, part.path, kAccessible, QStringLiteral("GetState"));
    if (reply.arguments().isEmpty())
        return false;
    const auto states = qdbus_cast<QList<quint32>>(reply.arguments().constFirst());
    return !states.isEmpty() && (states.constFirst() >> kShowing & 1U) != 0;
}

QRect extents(const QDBusConnection &bus, const Reference &part)
{
    constexpr quint32 kOfScreen = 0;
    const QDBusMessage reply = call(bus, part.service, part.path, QStringLiteral("org.a11y.atspi.Component"),
        QStringLiteral("GetExtents"), {kOfScreen});
    if (reply.arguments().isEmpty())
        return {};
    const auto argument = reply.arguments().constFirst().value<QDBusArgument>();
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    argument.beginStructure();
    argument >> x >> y >> width >> height;
    argument.endStructure();
    return {x, y, width, height};
}

} // namespace

QList<AccessiblePart> AccessibleTree::parts()
{
    QList<AccessiblePart> all;
    if (!connectToBus())
        return all;
    const Reference root{
        QStringLiteral("org.a11y.atspi.Registry"), QStringLiteral("/org/a11y/atspi/accessible/root")};
    for (const Reference &program : children(*m_bus, root))
        if (property(*m_bus, program, QStringLiteral("Name")) == m_program)
            collect(program.service, program.path, 0, all);
    return all;
}

std::optional<AccessiblePart> AccessibleTree::waitFor(
    const QString &role, const QString &nameContains, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    do {
        for (const AccessiblePart &part : parts())
            if (part.role == role && part.name.contains(nameContains, Qt::CaseInsensitive))
                return part;
        QTest::qWait(200);
    } while (!deadline.hasExpired());
    return std::nullopt;
}

QString AccessibleTree::textOf(const AccessiblePart &field)
{
    constexpr int kWholeText = -1;
    const QDBusMessage reply = call(*m_bus, field.service, field.path, QStringLiteral("org.a11y.atspi.Text"),
        QStringLiteral("GetText"), {0, kWholeText});
    return reply.arguments().isEmpty() ? QString() : reply.arguments().constFirst().toString();
}

bool AccessibleTree::connectToBus()
{
    if (m_bus)
        return true;
    const QDBusMessage reply = call(QDBusConnection::sessionBus(), QStringLiteral("org.a11y.Bus"),
        QStringLiteral("/org/a11y/bus"), QStringLiteral("org.a11y.Bus"), QStringLiteral("GetAddress"));
    if (reply.type() != QDBusMessage::ReplyMessage)
        return false;
    m_bus = QDBusConnection::connectToBus(
        reply.arguments().constFirst().toString(), QStringLiteral("accessibility"));
    return m_bus->isConnected();
}

void AccessibleTree::collect(
    const QString &service, const QString &path, int depth, QList<AccessiblePart> &out)
{
    const Reference part{service, path};
    if (depth > kDeepest)
        return;
    if (depth > 0) {
        AccessiblePart found{.service = service, .path = path, .role = {}, .name = {}, .onScreen = {}};
        found.showing = isShowing(*m_bus, part);
        if (!found.showing)
            return;
        const QDBusMessage role = call(*m_bus, service, path, kAccessible, QStringLiteral("GetRoleName"));
        found.role = role.arguments().isEmpty() ? QString() : role.arguments().constFirst().toString();
        found.name = property(*m_bus, part, QStringLiteral("Name"));
        found.onScreen = extents(*m_bus, part);
        out.append(found);
    }
    for (const Reference &child : children(*m_bus, part))
        collect(child.service, child.path, depth + 1, out);
}

} // namespace alcove::app
