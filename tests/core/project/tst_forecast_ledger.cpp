// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ledger over two successive exports, what the ranges learn from it, marks of the user, scorecard, links and structure series.
#include <QtTest>

#include <cmath>

#include "core/project/forecast_outlook.h"
#include "core/project/ledger.h"
#include "core/project/link_outlook.h"
#include "core/project/project.h"
#include "core/project/scorecard.h"
#include "core/project/structure_series.h"
#include "tests/core/chain_text.h"

using namespace chainscape;

namespace {

/// Rows of mine -> maker -> shop for some years; maker's sales are three times what it buys.
QByteArray rows(int from, int to, double extra = 0) {
    QByteArray out = "source,target,period,value,unit\n";
    for (int y = from; y <= to; ++y) {
        const double base = 10 + (y - 2001) + (y % 2 ? 0.4 : -0.3);
        out += QStringLiteral("mine,maker,%1,%2,t\nmaker,shop,%1,%3,t\n").arg(y).arg(base + extra).arg(3 * base + extra).toUtf8();
    }
    return out;
}

const QByteArray kFirms = "id,stage\nmine,1\nmaker,2\nshop,3\n";

LedgerEntry scored(double mean, double half, double actual, const char* series = "total", int horizon = 1) {
    LedgerEntry e;
    e.series = series;
    e.mean = mean;
    e.lower50 = mean - half / 2;
    e.upper50 = mean + half / 2;
    e.lower80 = mean - half;
    e.upper80 = mean + half;
    e.lower95 = mean - 2 * half;
    e.upper95 = mean + 2 * half;
    e.naive = mean + 10;
    e.actual = actual;
    e.horizon = horizon;
    return e;
}

} // namespace

class TestForecastLedger : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void twoExports() {
        auto file = project(rows(2001, 2012));
        ViewSpec view;
        view.of = "link";
        view.series = "maker>shop";
        view.horizon = 3;
        const auto issued = issueForecast(file, load(file), view, m_progress);
        QVERIFY(issued.has_value());
        QCOMPARE(issued->issue, std::int64_t{1});
        QCOMPARE(issued->series, std::size_t{7}); // total, direct, stages 1 and 2, 1>2, 2>3, the link
        QCOMPARE(issued->entries, std::size_t{21});
        const auto before = ledger(file);
        QVERIFY(std::ranges::all_of(before, [](const LedgerEntry& e) { return std::isnan(e.actual) && e.data.size() == 12 && e.origin == "2012"; }));
        QCOMPARE(scoreLedger(file, load(file), m_progress).value(), std::size_t{0});

        const auto first = append(file, "second.csv", rows(2013, 2013));
        QCOMPARE(first.forecastsScored, std::int64_t{7});
        const auto after = ledger(file);
        for (std::size_t i = 0; i < after.size(); ++i) { // what was said stays as it was said
            QCOMPARE(after[i].mean, before[i].mean);
            QCOMPARE(after[i].lower80, before[i].lower80);
            QCOMPARE(std::isnan(after[i].actual), after[i].target != "2013");
        }
        const auto total = std::ranges::find_if(after, [](const LedgerEntry& e) { return e.series == "total" && e.target == "2013"; });
        QCOMPARE(total->actual, 4 * (10 + 12 + 0.4));
        QVERIFY(total->scoredData != total->data);

        // The same period comes again with other values: a revision changes no score, and issuing again adds, never replaces.
        QCOMPARE(append(file, "third.csv", rows(2013, 2014, 5)).forecastsScored, std::int64_t{7});
        QCOMPARE(ledger(file)[std::size_t(total - after.begin())].actual, total->actual);
        QCOMPARE(issueForecast(file, load(file), view, m_progress)->issue, std::int64_t{2});
        QCOMPARE(ledger(file).size(), std::size_t{42});
        QCOMPARE(ledger(file)[0].mean, before[0].mean);

        const auto memory = readForecastMemory(file);
        const auto c = forecastCase(ForecastRequest{load(file), view, *memory, {}}, m_progress);
        QVERIFY(c.has_value());
        QCOMPARE(c->ledger.issued, std::size_t{6});
        QCOMPARE(c->ledger.scored, std::size_t{2});
        QCOMPARE(c->ledger.lastIssue, std::int64_t{2});
        QCOMPARE(c->ledger.last->target, std::string("2014"));
    }

    void scoresByLevelAndHorizon() {
        std::vector<LedgerEntry> entries{scored(100, 10, 105), scored(100, 10, 115, "total", 2), scored(50, 5, 49, "link:a>b"), scored(50, 5, kUnknownNumber(), "link:a>b", 2)};
        const auto scores = ledgerScores(entries);
        QCOMPARE(scores.size(), std::size_t{6}); // all, total, link, total 1, total 2, link 1: from the whole to its parts
        QCOMPARE(scores[0].scored, std::size_t{3});
        QCOMPARE(scores[0].inside80, 2.0 / 3);
        QCOMPARE(scores[0].inside95, 1.0);
        QCOMPARE(scores[0].error, (5 + 15 + 1) / (105.0 + 115 + 49));
        QCOMPARE(scores[0].bias, (-5 - 15 + 1) / (105.0 + 115 + 49));
        QCOMPARE(scores[0].skill, 1 - 21.0 / (5 + 5 + 11)); // the plain guess said ten more
        QCOMPARE(scores[1].level, std::string("total"));
        QCOMPARE(scores[4].horizon, 2);
        QCOMPARE(scores[4].inside80, 0.0);
        QCOMPARE(scores.back().level, std::string("link"));
    }

    void rangesLearn() {
        std::vector<LedgerEntry> entries;
        for (int i = 0; i < 18; ++i) entries.push_back(scored(100, 10, 130));
        QCOMPARE(rangeLesson(entries, "total").factor, 1.0); // too few
        for (int i = 0; i < 22; ++i) entries.push_back(scored(100, 10, 130));
        QCOMPARE(rangeLesson(entries, "total").factor, 2.0); // three times the half-range was needed, weight 40 / 80
        QCOMPARE(rangeLesson(entries, "link").factor, 1.0);
        for (auto& e : entries) e.actual = 101;
        QVERIFY(rangeLesson(entries, "total").factor < 0.6);
        forecast::SeriesForecast f;
        f.mean = {10};
        for (std::size_t l = 0; l < 3; ++l) {
            f.bands.lower[l] = {6};
            f.bands.upper[l] = {12};
        }
        widen(f, 3, 0);
        QCOMPARE(f.bands.lower[1][0], 0.0);
        QCOMPARE(f.bands.upper[1][0], 16.0);
    }

    void marksSteerTheEngine() {
        std::string text;
        for (int y = 0; y < 28; ++y) text += "a -> b : " + std::to_string(y < 19 ? 10 + y % 3 : 90 + y % 3) + " @" + std::to_string(2001 + y) + " material [t]\n";
        const auto chain = test::chain(text);
        ViewSpec view;
        view.horizon = 3;
        auto memory = std::make_shared<ForecastMemory>();
        const auto plain = forecastCase(ForecastRequest{chain, view, memory, {}}, m_progress);
        QCOMPARE(plain->marks.size(), std::size_t{1});
        QCOMPARE(plain->marks[0].period, std::string("2020"));
        QCOMPARE(plain->marks[0].origin, CaseMark::Origin::Found);

        auto refused = std::make_shared<ForecastMemory>();
        refused->marks = withMark(refused->marks, {MarkKind::NoBreak, "total", "2020", {}});
        refused->marks = withMark(refused->marks, {MarkKind::Event, "", "2030", "Plant opens"});
        const auto without = forecastCase(ForecastRequest{chain, view, refused, {}}, m_progress);
        QCOMPARE(without->marks.size(), std::size_t{1});
        QCOMPARE(without->marks[0].origin, CaseMark::Origin::Event);
        QCOMPARE(without->marks[0].place, std::size_t{29});
        QVERIFY(!(without->result.bands == plain->result.bands)); // a jump that is no break makes the range wide

        auto confirmed = std::make_shared<ForecastMemory>();
        confirmed->marks = withMark({}, {MarkKind::Break, "total", "2020", "Merger"});
        const auto kept = forecastCase(ForecastRequest{chain, view, confirmed, {}}, m_progress);
        QCOMPARE(kept->marks[0].origin, CaseMark::Origin::Confirmed);
        QCOMPARE(kept->marks[0].note, std::string("Merger"));
        confirmed->marks = withMark(confirmed->marks, {MarkKind::NoBreak, "total", "2020", {}}); // moved to 2022
        auto moved = std::make_shared<ForecastMemory>();
        moved->marks = withMark(confirmed->marks, {MarkKind::Break, "total", "2022", {}});
        QCOMPARE(moved->marks.marks.size(), std::size_t{2});
        const auto later = forecastCase(ForecastRequest{chain, view, moved, {}}, m_progress);
        QCOMPARE(later->marks[0].period, std::string("2022"));
        QCOMPARE(later->marks[0].origin, CaseMark::Origin::Added);
        QCOMPARE(*readForecastMarks(toJson(moved->marks)), moved->marks);
    }

    void marksLiveInTheProject() {
        auto file = project(rows(2001, 2004));
        ForecastMarks marks = withPair({}, "mine", "shop", nullptr);
        const auto impossible = PairWord::Impossible;
        marks = withPair(marks, "mine", "shop", &impossible);
        QVERIFY(storeForecastMarks(file, marks).has_value());
        QCOMPARE((*readForecastMemory(file))->marks, marks);
        QVERIFY(!readForecastMarks("[1]").has_value());
    }

    void linksRespectMarks() {
        const auto chain = test::chain("firm a stage=1\nfirm m stage=2\nfirm z stage=3\na -> m : 10 @2001\nm -> z : 8 @2001\na -> m : 10 @2002\nm -> z : 8 @2002\n");
        const auto free = linkOutlook(chain, {}, m_progress);
        QVERIFY(free.has_value());
        QCOMPARE(free->ghosts.size(), std::size_t{1}); // a > z, by the detour over m
        QVERIFY(std::abs(free->ghosts[0].shortcut - 8.0) < 1e-9);
        QVERIFY(free->ghosts[0].reason.find("third firm") != std::string::npos);
        const auto impossible = PairWord::Impossible, known = PairWord::Known;
        const auto never = withPair({}, "a", "z", &impossible), agreed = withPair({}, "a", "z", &known);
        const auto none = linkOutlook(chain, {.marks = &never}, m_progress);
        QVERIFY(none->ghosts.empty());
        QCOMPARE(none->impossible, std::size_t{1});
        const auto sure = linkOutlook(chain, {.marks = &agreed}, m_progress);
        QVERIFY(sure->ghosts[0].known);
        QCOMPARE(sure->ghosts[0].probability, 1.0);
    }

    void linkTestsSplitInTime() {
        std::string text = "firm x stage=1\nfirm y stage=2\nfirm u stage=3\nfirm v stage=3\n";
        for (int y = 1; y <= 9; ++y) {
            const std::string at = " @" + std::to_string(2000 + y) + "\n";
            text += "x -> y : 5" + at + "y -> u : 3" + at;
            if (y % 2) text += "x -> v : 2" + at;
        }
        const auto outlook = linkOutlook(test::chain(text), {}, m_progress);
        QVERIFY(outlook.has_value());
        const auto old = std::ranges::find(outlook->tests, "existing", &LinkTest::rule);
        QVERIFY(old != outlook->tests.end());
        QCOMPARE(old->periods, std::size_t{2}); // a third of eight steps
        QVERIFY(old->brier < old->baseBrier);   // links that come and go are told from those that stay
    }

    void scorecardOfAKnownChain() {
        const auto chain = test::chain("firm a stage=1\nfirm idle stage=1\nfirm m stage=2\nfirm z stage=3\na -> m : 10 @2001 material d=0.5\nm -> z : 30 @2001\nz -> m : 1 @2001 data\n",
                                       StageList{{"Mine", "Make", "Sell"}});
        const auto card = scorecard(chain, {}, m_progress);
        QVERIFY2(card.has_value(), card ? "" : card.error().message.c_str());
        const auto share = [&](std::size_t stage, Aspect aspect) { return card->cell(stage, 0).share[std::size_t(aspect)]; };
        QCOMPARE(share(0, Aspect::VisibleFirms), 0.5);
        QCOMPARE(share(0, Aspect::VisibleValue), 1.0);
        QCOMPARE(share(1, Aspect::VisibleValue), 0.25);
        QCOMPARE(share(0, Aspect::Feedback), 0.0);
        QCOMPARE(share(1, Aspect::Feedback), 1.0);
        QVERIFY(std::isnan(share(2, Aspect::Feedback))); // sells nothing forward
        QVERIFY(std::isnan(share(0, Aspect::Predictable)));
        QCOMPARE(card->cell(0, 0).silent.size(), std::size_t{1});
        QCOMPARE(card->trend(0, 0, Aspect::VisibleFirms), 0);
    }

    void sharesStayInside() {
        std::vector<double> shares;
        for (int t = 0; t < 20; ++t) shares.push_back(0.80 + 0.0095 * t + (t % 2 ? 0.004 : -0.004));
        const auto f = forecastShare(shares, {.horizon = 12});
        QCOMPARE(f.mean.size(), std::size_t{12});
        for (std::size_t h = 0; h < 12; ++h) {
            QVERIFY(f.mean[h] > 0 && f.mean[h] < 1);
            QVERIFY(f.bands.upper[2][h] < 1 && f.bands.lower[2][h] > 0);
        }
        QVERIFY(f.mean.back() > 0.95); // a straight line would end beyond 1
        QVERIFY(f.backtest.of(forecast::Model::Naive) != nullptr);
        const auto chain = test::chain("a -> b : 1 @2001\na -> b : 1 @2002\na -> c : 1 @2002\na -> b : 1 @2003\n");
        const auto firms = structureSeries(chain, Layer::Money, "", "firms", m_progress);
        QCOMPARE(*firms, (std::vector<double>{2, 3, 2}));
        QCOMPARE(structureSeries(chain, Layer::Money, "", "fame", m_progress).error().code, ErrorCode::NotFound);
    }

    void fansPartFromTheBase() {
        std::string text, other;
        for (int y = 1; y <= 12; ++y) {
            const double v = 100 + (y % 2 ? 1 : -1);
            text += "a -> b : " + std::to_string(v) + " @" + std::to_string(2000 + y) + "\n";
            other += "a -> b : " + std::to_string(y == 12 ? 0.5 * v : v) + " @" + std::to_string(2000 + y) + "\n";
        }
        ViewSpec view;
        view.horizon = 4;
        ForecastRequest request{test::chain(text), view, nullptr, {}};
        request.scenarios = {{"halved", test::chain(other), "2012"}, {"same", test::chain(text), {}}};
        const auto c = forecastCase(request, m_progress);
        QVERIFY(c.has_value());
        QCOMPARE(c->fans.size(), std::size_t{2});
        QCOMPARE(c->fans[0].ratio, 0.5);
        QCOMPARE(c->fans[0].mean[1], 0.5 * c->result.mean[1]);
        QCOMPARE(c->fans[0].parts.value_or(99), std::size_t{0});
        QVERIFY(!c->fans[1].parts.has_value());
    }

private:
    static double kUnknownNumber() { return std::nan(""); }
    ImportSource source(const char* name, const QByteArray& content) {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", name);
        file.write(content);
        file.close();
        return {{m_folder->filePath(name).toStdString(), {}, nullptr}, {}, {}};
    }
    ProjectFile project(const QByteArray& links) {
        const std::string path = m_folder->filePath("p.chain").toStdString();
        const auto made = importAsProject(path, {source("first.csv", links), source("firms.csv", kFirms)}, {}, m_progress);
        if (!made) qFatal("%s", made.error().message.c_str());
        auto file = ProjectFile::open(path, ProjectAccess::ReadWrite, m_progress);
        if (!file) qFatal("%s", file.error().message.c_str());
        return std::move(*file);
    }
    ImportSummary append(ProjectFile& file, const char* name, const QByteArray& links) {
        auto done = appendFiles(file, {source(name, links)}, {}, m_progress);
        if (!done) qFatal("%s", done.error().message.c_str());
        return std::move(*done);
    }
    DatasetPtr load(const ProjectFile& file) { return reload(file, m_progress).value(); }
    static std::vector<LedgerEntry> ledger(const ProjectFile& file) { return file.ledger().value(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Progress m_progress;
};

QTEST_GUILESS_MAIN(TestForecastLedger)
#include "tst_forecast_ledger.moc"
