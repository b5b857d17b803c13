#include "tests/gallery/shot.h"

#include <QGuiApplication>
#include <QTranslator>

namespace alcove::test {

namespace {

const QString kSoup = QStringLiteral(
    "A **red lentil soup** works well without onions, because the coconut milk carries the flavour.\n\n"
    "1. Soften 300 g of sliced carrots in a spoon of oil for five minutes.\n"
    "2. Add a thumb of ginger, a teaspoon of cumin and 200 g of lentils; stir for a minute.\n"
    "3. Pour in 700 ml of water and 200 ml of coconut milk. Simmer for 18 minutes.\n"
    "4. Blend half of it, season with salt and the juice of half a lime.");

QString chatTitle(int i)
{
    static const QStringList kTitles{QStringLiteral("Quarter sums in a spreadsheet"),
        QStringLiteral("Why dusk is red"), QStringLiteral("Soup without onions"),
        QStringLiteral("Letter to the landlord"), QStringLiteral("Tomato leaves turning yellow"),
        QStringLiteral("Rental contract, plain words")};
    return kTitles.value(i);
}

} // namespace

QImage take(const Shot &shot)
{
    Stage stage(shot.script);
    if (shot.loads)
        stage.engine().load();
    Stage::settle();
    shot.before(stage);
    stage.open(shot.size);
    if (!stage.window())
        return {};
    shot.after(stage);
    Stage::settle(500);
    return stage.window()->grabWindow();
}

QImage inRightToLeft(const Shot &shot)
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    const QImage picture = take(shot);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    return picture;
}

QImage inGerman(const Shot &shot)
{
    QTranslator german;
    if (!german.load(QStringLiteral(":/i18n/alcove_de.qm")))
        return {};
    QGuiApplication::installTranslator(&german);
    QLocale::setDefault(QLocale(QLocale::German));
    const QImage picture = take(shot);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QGuiApplication::removeTranslator(&german);
    return picture;
}

Setup page(Page number)
{
    return [number](Stage &stage) { stage.call("openSettings", int(number)); };
}

void dark(Stage &stage)
{
    stage.settings().setColourScheme(app::Settings::DarkColours);
}

void demo(Stage &stage)
{
    stage.settings().setModelPath({});
    stage.engine().setOptions({});
    stage.chats().setContextLength(2048);
}

void fillSidebar(Stage &stage)
{
    for (int i = 0; !chatTitle(i).isEmpty(); ++i) {
        stage.talk(chatTitle(i), QStringLiteral("Yes."), 2, 1);
        stage.chats().setPinned(stage.chat().chatId(), i == 5);
        stage.chats().newChat();
    }
}

void soup(Stage &stage)
{
    fillSidebar(stage);
    stage.talk(QStringLiteral("What can I cook from carrots, red lentils and coconut milk, without onions?"),
        kSoup, 121, 13);
    stage.holdTokens(612);
}

} // namespace alcove::test
