#include "inference/session/lookup_drafts.h"

#include <QElapsedTimer>
#include <QTest>

#include <numeric>
#include <vector>

using namespace alcove::inference;

using Tokens = std::vector<TokenId>;

class TestLookupDrafts : public QObject {
    Q_OBJECT

private slots:
    void whatFollowedTheSameWordsBeforeIsDrafted();
    void newTextHasNoDrafts();
    void twoEqualTokensAreNotEnough();
    void theLongestMatchWinsOverANewerOne();
    void ofEqualMatchesTheNewestWins();
    void noMoreThanAskedForAndNoMoreThanThereIsAreDrafted();
    void picturesAreNeitherMatchedNorDrafted();
    void aConversationOfOneTokenIsSearchedInBoundedTime();
};

namespace {

LookupDrafts::Find findIn(const Tokens &tokens, size_t most = 8)
{
    LookupDrafts lookup;
    for (const TokenId token : tokens)
        lookup.append(token);
    return lookup.find(most);
}

} // namespace

void TestLookupDrafts::whatFollowedTheSameWordsBeforeIsDrafted()
{
    const LookupDrafts::Find find = findIn({1, 2, 3, 4, 5, 6, 7, 90, 91, 2, 3, 4}, 3);
    QCOMPARE(find.drafts, (Tokens{5, 6, 7}));
    QCOMPARE(find.matched, size_t(3));
}

void TestLookupDrafts::newTextHasNoDrafts()
{
    Tokens tokens(1000);
    std::iota(tokens.begin(), tokens.end(), 0);
    QVERIFY(findIn(tokens).drafts.empty());
    QVERIFY(findIn({}).drafts.empty());
    QVERIFY(findIn({1, 1, 1}).drafts.empty());
}

void TestLookupDrafts::twoEqualTokensAreNotEnough()
{
    QVERIFY(findIn({1, 2, 3, 4, 9, 2, 3}).drafts.empty());
    QCOMPARE(findIn({1, 2, 3, 4, 1, 2, 3}).drafts, (Tokens{4, 1, 2, 3}));
}

void TestLookupDrafts::theLongestMatchWinsOverANewerOne()
{
    const LookupDrafts::Find find = findIn({5, 1, 2, 3, 40, 6, 1, 2, 3, 50, 5, 1, 2, 3}, 1);
    QCOMPARE(find.drafts, Tokens{40});
    QCOMPARE(find.matched, size_t(4));
}

void TestLookupDrafts::ofEqualMatchesTheNewestWins()
{
    QCOMPARE(findIn({7, 1, 2, 3, 40, 8, 1, 2, 3, 50, 9, 1, 2, 3}, 1).drafts, Tokens{50});
}

void TestLookupDrafts::noMoreThanAskedForAndNoMoreThanThereIsAreDrafted()
{
    const Tokens tokens = {1, 2, 3, 4, 5, 1, 2, 3};
    QCOMPARE(findIn(tokens, 1).drafts, Tokens{4});
    QCOMPARE(findIn(tokens, 8).drafts, (Tokens{4, 5, 1, 2, 3}));
    QVERIFY(findIn(tokens, 0).drafts.empty());
}

void TestLookupDrafts::picturesAreNeitherMatchedNorDrafted()
{
    QVERIFY(findIn({1, kNoToken, 3, 4, 1, kNoToken, 3}).drafts.empty());
    QCOMPARE(findIn({1, 2, 3, 4, kNoToken, 5, 1, 2, 3}).drafts, Tokens{4});
    QVERIFY(findIn({1, 2, 3, kNoToken, 5, 1, 2, 3}).drafts.empty());
}

void TestLookupDrafts::aConversationOfOneTokenIsSearchedInBoundedTime()
{
    LookupDrafts lookup;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100'000; ++i) {
        lookup.append(TokenId(7));
        QVERIFY(lookup.find(8).drafts.size() <= 8);
    }
    QCOMPARE(lookup.find(4).drafts, Tokens(1, 7));
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestLookupDrafts)
#include "tst_lookup_drafts.moc"
