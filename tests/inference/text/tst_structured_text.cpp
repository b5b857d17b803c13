#include "inference/text/structured_text.h"

#include <QTest>

using namespace alcove::inference;
using namespace std::string_literals;

/// Values in the model's notation (spec 6.5).
class TestStructuredText : public QObject {
    Q_OBJECT

private slots:
    void numbersArePrintedAsPythonDoes_data();
    void numbersArePrintedAsPythonDoes();
    void keysAreSortedWithoutRegardToCase();
    void nestingIsMeasuredToItsLimit();
};

void TestStructuredText::numbersArePrintedAsPythonDoes_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("python");
    const auto row = [](const char *json, const char *python) {
        QTest::newRow(json) << std::string(json) << std::string(python);
    };
    row("3", "3");
    row("-7", "-7");
    row("0", "0");
    row("2.5", "2.5");
    row("3.0", "3.0");
    row("-0.0", "-0.0");
    row("0.1", "0.1");
    row("1e15", "1000000000000000.0");
    row("1e16", "1e+16");
    row("123456789012345680.0", "1.2345678901234568e+17");
    row("0.0001", "0.0001");
    row("0.00001", "1e-05");
    row("1.5e-7", "1.5e-07");
    row("1e100", "1e+100");
    row("9223372036854775807", "9223372036854775807");
    row("18446744073709551615", "18446744073709551615");
    row("-9223372036854775808", "-9223372036854775808");
    row("0.30000000000000004", "0.30000000000000004");
    row("5e-324", "5e-324");
    row("1.7976931348623157e308", "1.7976931348623157e+308");
}

void TestStructuredText::numbersArePrintedAsPythonDoes()
{
    QFETCH(std::string, json);
    QFETCH(std::string, python);
    QCOMPARE(pythonNumber(Json::parse(json)), python);
}

void TestStructuredText::keysAreSortedWithoutRegardToCase()
{
    const Json object = Json::parse(R"({"b": 1, "B": 2, "a": 3, "_": 4, "Z": 5, "\u00c9": 6, "\u00e8": 7,
        "\u0416": 8, "\u0436a": 9, "\u0415": 10})");
    std::string keys;
    for (const auto &[key, value] : sortedEntries(object))
        keys += *key + ' ';
    // "_" stands before the small letters, not before the capital ones.
    QCOMPARE(keys, "_ a b B Z \u00e8 \u00c9 \u0415 \u0416 \u0436a "s);
    QVERIFY(sortedEntries(Json::array({1, 2})).empty());
}

void TestStructuredText::nestingIsMeasuredToItsLimit()
{
    Json value = 1;
    for (int level = 0; level < kDeepestJson; ++level)
        value = Json::array({value});
    QVERIFY(!nestsTooDeep(value));
    QVERIFY(nestsTooDeep(Json::array({1, value})));
    QVERIFY(nestsTooDeep(Json{{"a", value}}));
}

QTEST_APPLESS_MAIN(TestStructuredText)
#include "tst_structured_text.moc"
