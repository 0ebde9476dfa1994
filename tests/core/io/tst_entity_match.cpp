// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/io/entity_match.h"
#include "core/io/name_form.h"
#include "core/io/text_distance.h"

using namespace chainscape;

namespace {

std::size_t slowDistance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j)
            d[i][j] = i == 0 ? j : j == 0 ? i : std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
    return d[a.size()][b.size()];
}

FirmCard named(const char* name) { return {name, name, {}, {}, {}}; }

bool has(const MatchPair& pair, MatchReason reason) {
    return std::find(pair.reasons.begin(), pair.reasons.end(), reason) != pair.reasons.end();
}

} // namespace

class TestEntityMatch : public QObject {
    Q_OBJECT
private slots:
    void distances();
    void forms();
    void pairs_data();
    void pairs();
    void proof();
    void facilities();
    void proposals();
    void manyAlike();
    void stops();
};

void TestEntityMatch::distances() {
    std::uint32_t seed = 7;
    const auto random = [&](std::uint32_t below) {
        seed = seed * 1664525u + 1013904223u;
        return (seed >> 8) % below;
    };
    for (int round = 0; round < 3000; ++round) {
        std::string a, b;
        const std::uint32_t longest = round % 50 == 0 ? 150 : 20;
        for (std::uint32_t n = random(longest); n > 0; --n) a += static_cast<char>('a' + random(4));
        for (std::uint32_t n = random(longest); n > 0; --n) b += static_cast<char>('a' + random(4));
        const std::size_t limit = random(12), right = slowDistance(a, b);
        QCOMPARE(editDistance(a, b, limit), right > limit ? limit + 1 : right);
        QCOMPARE(editDistance(a, b, 1000), right);
    }
    QVERIFY(std::abs(jaroWinkler("martha", "marhta") - 0.9611) < 1e-4);
    QVERIFY(std::abs(jaroWinkler("dixon", "dicksonx") - 0.8133) < 1e-4);
    QCOMPARE(jaroWinkler("abc", "xyz"), 0.0);
    QCOMPARE(trigramLikeness("abcd", "abcd", false), 1.0);
    QCOMPARE(trigramLikeness("abcd", "xxabcdxx", true), 1.0);
}

void TestEntityMatch::forms() {
    const NameForm form = nameForm("Müller & Söhne Intl. S.A.R.L. (Werk 2)");
    QCOMPARE(form.words, (std::vector<std::string>{"muller", "and", "sohne", "international", "werk"}));
    QCOMPARE(form.numbers, std::vector<std::string>{"2"});
    QCOMPARE(form.legal, std::vector<std::string_view>{"sarl"});
    bool other = false;
    QCOMPARE(foldedToAscii("Газпром", &other), std::string("gazprom"));
    QVERIFY(other);
    QCOMPARE(foldedToAscii("İŞ Çelik ＡＢＣ"), std::string("is celik abc"));
    QCOMPARE(nameForm("SA").words, std::vector<std::string>{"sa"}); // never left without a word
    QVERIFY(nameForm("f o r m o sa te xti le").spacedOut);
    QVERIFY(!nameForm("S.A.R.L. A B C Metals of Lyon").spacedOut);
    QVERIFY(nameForm("").words.empty());
}

void TestEntityMatch::pairs_data() {
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("same");
    QTest::addColumn<int>("reason");
    const auto row = [](const char* a, const char* b, bool same, MatchReason reason) {
        QTest::newRow((std::string(a) + " / " + b).c_str()) << QString(a) << QString(b) << same << static_cast<int>(reason);
    };
    row("ACME", "Acme", true, MatchReason::Writing);
    row("Nordwind Metall GmbH", "Nordwind Metall", true, MatchReason::LegalForm);
    row("Blue Harbor Co., Ltd.", "Blue Harbor Limited", true, MatchReason::LegalForm);
    row("Kestrel Semiconductors Inc", "Kestrel Semiconducters Inc", true, MatchReason::Spelling);
    row("Harbour Glass Works", "Glass Works Harbour", true, MatchReason::WordOrder);
    row("Северсталь", "Severstal", true, MatchReason::Transliteration);
    row("Kestrel Intl Mfg", "Kestrel International Manufacturing", true, MatchReason::Abbreviation);
    row("QLMC", "Quartz Lake Mining Company", true, MatchReason::Abbreviation);
    row("HVLA", "Horse and Vehicle Licensing Agency", true, MatchReason::Abbreviation); // without its small words
    row("Hanover Steel", "Hanover Motor", false, MatchReason::Writing);
    row("Bank of Orania", "Bank of Oranto City", false, MatchReason::Writing);
    row("Kestrel Plant 1", "Kestrel Plant 2", false, MatchReason::Writing);
    row("Global Trading Ltd", "Global Textile Ltd", false, MatchReason::Writing);
    row("Bolten Metropolitan Borough Council", "Seftan Metropolitan Borough Council", false, MatchReason::Writing);
    row("North Kesteven District Council", "South Kesteven District Council", false, MatchReason::Writing);
    row("BP Products N America Inc", "BP Products North America Inc", true, MatchReason::Abbreviation);
    row("Tian Jin Lishen Battery Joint-Stock Company, Ltd.", "Tianjin Lishen Battery Joint-Stock Co. Ltd.", true, MatchReason::LegalForm);
}

void TestEntityMatch::pairs() {
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, same);
    QFETCH(int, reason);
    const MatchPair pair = compareFirms(named(a.toUtf8().constData()), named(b.toUtf8().constData()));
    const MatchPair turned = compareFirms(named(b.toUtf8().constData()), named(a.toUtf8().constData()));
    QVERIFY2((pair.score >= MatchOptions{}.least) == same, qPrintable(QString::number(pair.score)));
    QVERIFY(std::abs(pair.score - turned.score) < 1e-9);
    if (same) QVERIFY(has(pair, static_cast<MatchReason>(reason)));
}

void TestEntityMatch::proof() {
    FirmCard a = named("Kestrel Holdings"), b = named("Old Mill Works");
    QVERIFY(compareFirms(a, b).score < 0.5);
    a.identifiers = b.identifiers = {"DE 811 2"};
    const MatchPair proven = compareFirms(a, b);
    QVERIFY(proven.score > 0.95 && has(proven, MatchReason::Identifier));
    FirmCard north = named("Mill Works"), south = named("Mill Works");
    north.latitude = 52, north.longitude = 13, south.latitude = 48, south.longitude = 11;
    const double apart = compareFirms(north, south).score;
    south.latitude = 52.001, south.longitude = 13.001;
    const MatchPair close = compareFirms(north, south);
    QVERIFY(close.score > apart && has(close, MatchReason::Coordinates));
    north.country = "de", south.country = "pl";
    QVERIFY(compareFirms(north, south).score < close.score);
}

/// Labelled pairs of facilities, see facility_pairs.txt: 24 matches and 32 distinct.
void TestEntityMatch::facilities() {
    QFile file(CHAINSCAPE_TEST_DATA "/facility_pairs.csv");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    int right = 0, wrong = 0, missed = 0;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> c = lines[i].trimmed().split(',');
        QCOMPARE(c.size(), 9);
        const auto card = [&](qsizetype at) { return FirmCard{c[at].toStdString(), c[at + 1].toStdString(), c[at + 3].toStdString(), c[at + 2].toStdString(), {}}; };
        const bool found = compareFirms(card(1), card(5)).score >= MatchOptions{}.least;
        const bool match = c[0] == "match";
        right += found && match;
        wrong += found && !match;
        missed += !found && match;
    }
    const double f1 = 2.0 * right / (2 * right + wrong + missed);
    qInfo("precision %d/%d, recall %d/%d, F1 %.3f", right, right + wrong, right, right + missed, f1);
    QVERIFY(f1 >= 0.90);
}

void TestEntityMatch::proposals() {
    const std::vector<FirmCard> firms = {named("Kestrel Semiconductors Inc."), named("Nordwind Metall GmbH"), named("Kestrel Semiconducters"),
                                         named("KESTREL SEMICONDUCTORS INC"), named("Blue Harbor"), named("Nordwind-Metall"), named("")};
    Progress progress;
    const auto found = proposeMerges(firms, {}, progress);
    QVERIFY(found.has_value());
    QCOMPARE(found->size(), std::size_t(4));
    QVERIFY((*found)[0].a == 0 && (*found)[0].b == 3 && (*found)[0].score == 1.0);
    const auto groups = mergeGroups(*found, 0.8);
    QCOMPARE(groups, (std::vector<std::vector<std::uint32_t>>{{0, 2, 3}, {1, 5}}));
    QVERIFY(mergeGroups(*found, 1.1).empty());
    QVERIFY(proposeMerges({}, {}, progress)->empty());
}

/// Thousands of one name do not make millions of pairs.
void TestEntityMatch::manyAlike() {
    const std::vector<FirmCard> firms(5000, named("Kestrel Trading Ltd"));
    Progress progress;
    const auto found = proposeMerges(firms, {}, progress);
    QVERIFY(found.has_value());
    QVERIFY(found->size() >= 4999 && found->size() < 200'000);
    QCOMPARE(mergeGroups(*found, 0.9).size(), std::size_t(1));
}

void TestEntityMatch::stops() {
    const std::vector<FirmCard> firms(10, named("Kestrel"));
    Progress progress;
    progress.stop();
    const auto found = proposeMerges(firms, {}, progress);
    QVERIFY(!found && found.error().code == ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestEntityMatch)
#include "tst_entity_match.moc"
