#include "tests/gallery/scenes.h"

#include "tests/gallery/shot.h"

#include <QQuickItem>
#include <QUrl>

namespace alcove::test {

namespace {

const QString kTable = QStringLiteral(
    "The board lists **three tasks**. The last line is smudged; I read it as *Label*.\n\n"
    "| Task | Room | Hours |\n|---|---|--:|\n| Move the paper files | Archive | 6 |\n"
    "| Check the March invoices | Office | 4.5 |\n| Label the old contracts | Archive | 3 |\n\n"
    "```python\ndef hours_by_room(rows):\n    total = {}\n    for task, room, hours in rows:\n"
    "        total[room] = total.get(room, 0) + hours\n    return total\n```\n\n"
    "With this list it returns `{\"Archive\": 9, \"Office\": 4.5}`.");
const QString kDusk = QStringLiteral(
    "Sunlight looks white, but it is **all colours mixed**. Air pushes blue light aside much more than red "
    "light.\n\nAt noon the light comes straight down through little air. The pushed-aside blue reaches you "
    "from everywhere, so the whole sky is blue. At dusk the light comes in sideways through a great deal of "
    "air. The blue is lost on the way, and red is what is left.");
const QString kMars = QStringLiteral(
    "No, it is the other way round. The air on Mars is thin, but it carries dust as fine as smoke. By day "
    "that dust makes the sky yellow-brown. At sunset the part of the sky close to the sun turns **blue**, "
    "because the dust sends");
const QString kEverything = QStringLiteral(
    "# Heading one\nA paragraph with a [link](https://example.org), `inline code`, ~~struck~~ and **bold** "
    "words, long enough to be broken into a second line of the column.\n\n## Heading two\n"
    "- A list\n  - with a nested item\n  - and another\n- and an end\n\n> A quotation stands beside a "
    "bar.\n>\n"
    "> Its second paragraph, too.\n\n---\n\n### Heading three\n1. First\n2. Second\n\n"
    "- [x] done\n- [ ] open\n\n```\nplain code without a language\n```\n");

void title(Stage &stage, const QString &text)
{
    stage.chats().rename(stage.chat().chatId(), text);
}

void addSample(Stage &stage, const QString &name)
{
    stage.chat().addFiles({QUrl::fromLocalFile(QStringLiteral(ALCOVE_RESOURCES_DIR "/samples/") + name)});
    Stage::settle(300);
}

void whiteboard(Stage &stage)
{
    fillSidebar(stage);
    addSample(stage, QStringLiteral("picture-3.png"));
    stage.talk(
        QStringLiteral("Make a table of this, and add up the hours per room in Python."), kTable, 198, 22);
    stage.chat().regenerate(2);
    stage.write(kTable);
    stage.finish(214, 24);
    title(stage, QStringLiteral("Hours from the whiteboard"));
    stage.holdTokens(2140);
}

void streaming(Stage &stage)
{
    fillSidebar(stage);
    stage.ask(QStringLiteral("Why is dusk red and the sky at noon blue? Answer for a ten-year-old."));
    stage.think(QStringLiteral("Rayleigh."));
    stage.write(kDusk);
    stage.finish(104, 11);
    stage.chat().setThinkFirst(true);
    stage.ask(QStringLiteral("Is it the same on Mars?"));
    stage.think(
        QStringLiteral("The question is about Mars. Its air is thin and full of fine dust. The dust, not "
                       "the gas, scatters light there, and it scatters forward mostly blue near the sun."));
    stage.write(kMars);
}

void arabic(Stage &stage)
{
    addSample(stage, QStringLiteral("picture-2.jpg"));
    stage.talk(QStringLiteral("لماذا تصفرّ الأوراق السفلى؟ أسقيها مرتين كل يوم."),
        QStringLiteral(
            "يبدو من الصورة أن الاصفرار في **الأوراق السفلى فقط**، والأوراق الجديدة سليمة.\n\n"
            "| افحص أولًا | كيف |\n|---|---|\n| التربة | أدخل إصبعك 4 سم |\n| السماد | أضف سمادًا |\n\n"
            "1. اسقِ مرة واحدة في الصباح.\n2. سجل ذلك بالأمر `date +%F` في ملف.\n\n"
            "An English sentence between them."),
        154, 17);
}

void longText(Stage &stage)
{
    QString question;
    for (int i = 1; i <= 20; ++i)
        question += QStringLiteral("Line %1 of a long question that is folded after a dozen lines.\n").arg(i);
    stage.talk(question, kEverything, 400, 40);
}

void chinese(Stage &stage)
{
    stage.talk(QStringLiteral("下面的叶子为什么变黄了？我每天早晚各浇一次水。"),
        QStringLiteral(
            "从照片看，黄叶集中在**最下层**，新叶颜色正常，叶面没有斑点。\n\n| 先检查 | 怎么做 |\n|---|---|\n"
            "| 土壤 | 手指插入 4 厘米 |\n| 盆底 | 看排水孔 |\n\n改成每天早上浇一次水，每株约 1 升。"),
        168, 18);
}

} // namespace

QList<Scene> conversationScenes()
{
    return {
        {"01-conversation-light", [] { return take({.before = whiteboard}); }},
        {"02-conversation-dark",
            [] {
                return take({.before = [](Stage &s) {
                    dark(s);
                    whiteboard(s);
                }});
            }},
        {"03-first-run", [] { return take({.before = demo}); }},
        {"04-attachments",
            [] {
                return take({.before = [](Stage &s) {
                    fillSidebar(s);
                    addSample(s, QStringLiteral("picture-1.png"));
                    addSample(s, QStringLiteral("picture-5.png"));
                    s.chat().setDraft(QStringLiteral("What is wrong with the lower leaves?"));
                }});
            }},
        {"06-transcript",
            [] {
                return take({.before = soup, .after = [](Stage &s) {
                                 emit s.chat().transcribed(
                                     QStringLiteral("And if I have no coconut milk, what else makes it "
                                                    "creamy? Someone at the table does not eat dairy, so "
                                                    "please no cream and no yoghurt."));
                             }});
            }},
        {"09-streaming", [] { return take({.before = streaming}); }},
        {"09-thinking-open",
            [] {
                return take(
                    {.before = streaming, .after = [](Stage &s) {
                         QMetaObject::invokeMethod(
                             s.named(QAccessible::Button, QStringLiteral("Thinking, 0 seconds")), "click");
                     }});
            }},
        {"11-narrow", [] { return take({.before = soup, .size = kNarrow}); }},
        {"11-narrow-sidebar",
            [] {
                return take(
                    {.before = soup, .after = [](Stage &s) { s.call("toggleSidebar"); }, .size = kNarrow});
            }},
        {"11-narrow-settings",
            [] { return take({.before = demo, .after = page(General), .size = kNarrow}); }},
        {"11-narrow-first-run", [] { return take({.before = demo, .size = kNarrow}); }},
        {"11-medium", [] { return take({.before = whiteboard, .size = kMedium}); }},
        {"12-chinese", [] { return take({.before = chinese}); }},
        {"13-arabic", [] { return inRightToLeft({.before = arabic}); }},
        {"14-notices",
            [] {
                return take(
                    {.before =
                            [](Stage &s) {
                                fillSidebar(s);
                                s.ask(QStringLiteral("List what was decided about the archive, with dates."));
                                s.write(QStringLiteral(
                                    "Three things were decided. The paper files move first, in the week of"));
                                s.fail(
                                    QStringLiteral("The answer stopped: the computer ran short of memory."),
                                    QStringLiteral(
                                        "What was written is kept. Close a large program, or use a shorter "
                                        "conversation length, then go on."));
                            },
                        .after =
                            [](Stage &s) {
                                emit s.chat().notice(QStringLiteral("“scan-0412.jpg” could not be read."),
                                    QStringLiteral("The file ends in the middle of the picture. Try saving "
                                                   "it again from where "
                                                   "it came."));
                                s.holdTokens(7960);
                            }});
            }},
        {"14-stopped",
            [] {
                return take({.before = [](Stage &s) {
                    s.ask(QStringLiteral("Write a long story."));
                    s.write(QStringLiteral("Once upon a time there was"));
                    s.finish(7, 1, app::Ending::Stopped);
                }});
            }},
        {"15-reading",
            [] {
                return take({.before = [](Stage &s) {
                    s.ask(QStringLiteral("Summarise this."));
                    s.progress(app::AnswerProgress::Phase::Reading, 812, 2604);
                    s.chat().setDraft(QStringLiteral("And then in one sentence."));
                    s.chat().send();
                }});
            }},
        {"16-everything-in-markdown", [] { return take({.before = longText}); }},
        {"17-long-question-large-text",
            [] {
                return take({.before = [](Stage &s) {
                    s.settings().setReadingSize(3);
                    s.talk(QStringLiteral("Why is dusk red?"), kDusk, 90, 10);
                }});
            }},
        {"18-settings-general", [] { return take({.before = demo, .after = page(General)}); }},
        {"18-settings-voice", [] { return take({.before = demo, .after = page(Voice)}); }},
        {"18-settings-appearance", [] { return take({.before = demo, .after = page(Appearance)}); }},
        {"18-settings-keyboard", [] { return take({.before = demo, .after = page(Keyboard)}); }},
        {"18-settings-about", [] { return take({.before = demo, .after = page(About)}); }},
        {"19-german", [] { return inGerman({.before = whiteboard}); }},
        {"19-german-settings", [] { return inGerman({.before = demo, .after = page(General)}); }},
    };
}

} // namespace alcove::test
