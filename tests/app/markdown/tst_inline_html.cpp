#include "app/markdown/inline_html.h"

#include <QTest>

using namespace alcove::app;

class TestInlineHtml : public QObject {
    Q_OBJECT

private slots:
    void textIsEscaped_data();
    void textIsEscaped();
    void onlyWebAndMailAddressesAreLinks_data();
    void onlyWebAndMailAddressesAreLinks();
    void entitiesBecomeTheirCharacters_data();
    void entitiesBecomeTheirCharacters();
    void aLinkKeepsItsAddress();
    void aRefusedLinkShowsTextAndAddress();
    void anEntityCannotOpenATag();
    void aPictureShowsTextAndAddress();
    void aPictureInALinkOpensNoSecondLink();
    void onlyLineBreaksOfRawHtmlAreHonoured();
    void whatStaysOpenIsClosedInTheEnd();
    void codeIsIsolatedInTextThatRunsRightToLeft();
};

void TestInlineHtml::textIsEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    QTest::newRow("tags") << "<b onclick=\"x\">&" << "&lt;b onclick=&quot;x&quot;&gt;&amp;";
    QTest::newRow("frame marks of text documents") << QString(u'\uFDD0') + u'\uFFFC' << "\uFFFD\uFFFD";
    QTest::newRow("control characters") << QString("a\x01\x1b\u0085z") << "az";
    QTest::newRow("tab and line feed stay") << "a\t\nb" << "a\t\nb";
    QTest::newRow("other scripts") << "Ünïcode 中文 عربي 😀" << "Ünïcode 中文 عربي 😀";
}

void TestInlineHtml::textIsEscaped()
{
    QFETCH(QString, text);
    QTEST(escapedForRichText(text), "html");
}

void TestInlineHtml::onlyWebAndMailAddressesAreLinks_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isLink");
    QTest::newRow("https") << "https://example.org/a?b=c#d" << true;
    QTest::newRow("http") << "http://example.org" << true;
    QTest::newRow("upper case") << "HTTPS://example.org" << true;
    QTest::newRow("mail") << "mailto:a@example.org" << true;
    QTest::newRow("script") << "javascript:alert(1)" << false;
    QTest::newRow("script with a space") << " javascript:alert(1)" << false;
    QTest::newRow("file") << "file:///etc/passwd" << false;
    QTest::newRow("data") << "data:text/html,x" << false;
    QTest::newRow("relative") << "page.html" << false;
    QTest::newRow("no host") << "https:///path" << false;
    QTest::newRow("empty") << "" << false;
}

void TestInlineHtml::onlyWebAndMailAddressesAreLinks()
{
    QFETCH(QString, address);
    QTEST(linkAddress(address).has_value(), "isLink");
}

void TestInlineHtml::entitiesBecomeTheirCharacters_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("text");
    QTest::newRow("named") << "&euro;" << "€";
    QTest::newRow("decimal") << "&#65;" << "A";
    QTest::newRow("hexadecimal") << "&#x1F600;" << "😀";
    QTest::newRow("zero") << "&#0;" << "\uFFFD";
    QTest::newRow("surrogate") << "&#xD800;" << "\uFFFD";
    QTest::newRow("beyond Unicode") << "&#x110000;" << "\uFFFD";
    QTest::newRow("longer than a number") << "&#99999999999999;" << "\uFFFD";
    QTest::newRow("unknown") << "&nosuch;" << "&nosuch;";
}

void TestInlineHtml::entitiesBecomeTheirCharacters()
{
    QFETCH(QString, entity);
    QTEST(decodedEntity(entity), "text");
}

void TestInlineHtml::aLinkKeepsItsAddress()
{
    InlineHtml html;
    html.openLink("https://example.org/?a=1&b=\"2\"");
    html.appendText(u"here");
    html.closeLink();
    QCOMPARE(html.finish(), "<a href=\"https://example.org/?a=1&amp;b=%222%22\">here</a>");
}

void TestInlineHtml::aRefusedLinkShowsTextAndAddress()
{
    InlineHtml html;
    html.openLink("javascript:alert(1)");
    html.appendText(u"here");
    html.closeLink();
    QCOMPARE(html.finish(), "here (javascript:alert(1))");
}

void TestInlineHtml::anEntityCannotOpenATag()
{
    InlineHtml html;
    html.appendEntity(u"&lt;");
    html.appendText(u"script");
    html.appendEntity(u"&#62;");
    QCOMPARE(html.finish(), "&lt;script&gt;");
}

void TestInlineHtml::aPictureShowsTextAndAddress()
{
    InlineHtml html;
    html.openPicture();
    html.appendText(u"A cat");
    html.closePicture("https://example.org/cat.png");
    QCOMPARE(
        html.finish(), "A cat (<a href=\"https://example.org/cat.png\">https://example.org/cat.png</a>)");
}

void TestInlineHtml::aPictureInALinkOpensNoSecondLink()
{
    InlineHtml html;
    html.openLink("https://example.org");
    html.openPicture();
    html.closePicture("https://example.org/cat.png");
    html.closeLink();
    QCOMPARE(html.finish(), "<a href=\"https://example.org\">(https://example.org/cat.png)</a>");
}

void TestInlineHtml::onlyLineBreaksOfRawHtmlAreHonoured()
{
    InlineHtml html;
    html.appendRawHtml(u"<br />");
    html.appendRawHtml(u"<BR>");
    html.appendRawHtml(u"<img src=x>");
    QCOMPARE(html.finish(), "<br><br>&lt;img src=x&gt;");
}

void TestInlineHtml::whatStaysOpenIsClosedInTheEnd()
{
    InlineHtml html;
    html.open(InlineHtml::Emphasis::Bold);
    html.openLink("https://example.org");
    html.open(InlineHtml::Emphasis::Italic);
    html.appendText(u"x");
    html.close(InlineHtml::Emphasis::Bold); // not the innermost: waits
    QCOMPARE(html.finish(), "<b><a href=\"https://example.org\"><i>x</i></a></b>");
}

void TestInlineHtml::codeIsIsolatedInTextThatRunsRightToLeft()
{
    InlineHtml html;
    html.open(InlineHtml::Emphasis::Code);
    html.appendText(u"1+1");
    html.close(InlineHtml::Emphasis::Code);
    html.appendText(u" مرحبا");
    QVERIFY(html.rightToLeft());
    QCOMPARE(html.finish(), "\u2066<code>1+1</code>\u2069 مرحبا");
}

QTEST_APPLESS_MAIN(TestInlineHtml)
#include "tst_inline_html.moc"
