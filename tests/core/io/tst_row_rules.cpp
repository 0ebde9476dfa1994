// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/io/recipe.h"
#include "core/io/row_rules.h"

using namespace chainscape;

namespace {

const std::string kText = "source,target,period,value,unit\n"
                          "a,b,2021,10,t\na,b,2021,20,t\nb,c,2021,-4,t\nc,c,2021,1,t\n,b,2021,5,t\na,b,2022,7,kt\n";

LinkImport readWith(const RowRules& rules, const std::string& text = kText) {
    const TableInput input{"rules.csv", {}, std::make_shared<const std::string>(text)};
    ReadPlan plan = preview(input)->plan;
    plan.mapping.rules = rules;
    Progress progress;
    return readLinks(input, plan, progress).value();
}

std::string rowsOf(const LinkImport& import) {
    std::string out;
    const LinkRows& rows = import.rows;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (!out.empty()) out += ' ';
        out += std::string(rows.firms[rows.source[r]]) + ">" + std::string(rows.firms[rows.target[r]]) + ":" + QByteArray::number(rows.value[r]).toStdString();
        if (!rows.kind.empty() && rows.kind[r] != 0) out += "/" + std::string(rows.words[rows.kind[r]]);
    }
    return out;
}

} // namespace

class TestRowRules : public QObject {
    Q_OBJECT
private slots:
    void rules_data();
    void rules();
    void convertsUnits();
    void wideRowsFollowTheRules();
    void readsConversions();
    void recipesKeepRules();
    void recognisesFiles();
};

void TestRowRules::rules_data() {
    QTest::addColumn<int>("repeats");
    QTest::addColumn<int>("negatives");
    QTest::addColumn<bool>("loops");
    QTest::addColumn<QString>("blank");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QStringList>("reasons");
    const int net = int(Negatives::Net), sum = int(Repeats::Sum);
    QTest::newRow("as it is") << sum << net << false << "" << "a>b:10 a>b:20 b>c:-4 c>c:1 a>b:7" << QStringList{"blank_source"};
    QTest::newRow("last") << int(Repeats::Last) << net << false << "" << "a>b:20 b>c:-4 c>c:1 a>b:7" << QStringList{"repeated", "blank_source"};
    QTest::newRow("mean") << int(Repeats::Mean) << net << false << "" << "a>b:5 a>b:10 b>c:-4 c>c:1 a>b:7" << QStringList{"blank_source"};
    QTest::newRow("no negatives") << sum << int(Negatives::Reject) << false << "" << "a>b:10 a>b:20 c>c:1 a>b:7" << QStringList{"negative", "blank_source"};
    QTest::newRow("returns") << sum << int(Negatives::Return) << false << "" << "a>b:10 a>b:20 c>b:4/return c>c:1 a>b:7" << QStringList{"blank_source"};
    QTest::newRow("no loops") << sum << net << true << "" << "a>b:10 a>b:20 b>c:-4 a>b:7" << QStringList{"loop", "blank_source"};
    QTest::newRow("unidentified") << sum << net << false << "unidentified" << "a>b:10 a>b:20 b>c:-4 c>c:1 unidentified>b:5 a>b:7" << QStringList{};
}

void TestRowRules::rules() {
    QFETCH(int, repeats);
    QFETCH(int, negatives);
    QFETCH(bool, loops);
    QFETCH(QString, blank);
    QFETCH(QString, rows);
    QFETCH(QStringList, reasons);
    const auto import = readWith({.repeats = Repeats(repeats), .negatives = Negatives(negatives), .rejectLoops = loops, .blankPartner = blank.toStdString()});
    QCOMPARE(QString::fromStdString(rowsOf(import)), rows);
    const FileReport& report = import.report;
    QCOMPARE(report.rowsRead, std::int64_t(6));
    QCOMPARE(report.rowsRead, report.rowsKept + report.rowsRejected);
    QCOMPARE(std::int64_t(import.rows.size()), report.rowsKept);
    QCOMPARE(import.rows.files.back().count, import.rows.size());
    QStringList found;
    for (const auto& reject : report.rejects) {
        found << QString::fromUtf8(nameOf(reject.reason).data());
        QVERIFY(!reject.sentence.empty() && !reject.original.empty() && reject.row > 1);
    }
    QCOMPARE(found, reasons);
}

void TestRowRules::convertsUnits() {
    const auto import = readWith({.units = {{"kt", "t", 1000}}});
    QCOMPARE(import.rows.value.back(), 7000.0);
    QCOMPARE(import.rows.words[import.rows.unit.back()], std::string_view("t"));
    QCOMPARE(import.rows.value.front(), 10.0);
}

/// A row of a wide file has several values: each is judged by itself.
void TestRowRules::wideRowsFollowTheRules() {
    const auto import = readWith({Repeats::Sum, Negatives::Reject, false, {}, {}}, "source,target,2020,2021,2022\na,b,1,-2,3\nb,c,4,5,6\n");
    QCOMPARE(QString::fromStdString(rowsOf(import)), QStringLiteral("a>b:1 a>b:3 b>c:4 b>c:5 b>c:6"));
    QCOMPARE(import.report.rowsRead, std::int64_t(6));
    QCOMPARE(import.report.rowsRejected, std::int64_t(1));
}

void TestRowRules::readsConversions() {
    const auto factors = unitFactorsOf(" kt = 1000 t; USD=0.92 EUR ;");
    QVERIFY(factors.has_value());
    QCOMPARE(factors->size(), 2u);
    QVERIFY(((*factors)[1] == UnitFactor{"USD", "EUR", 0.92}));
    QCOMPARE(toText(*factors), std::string("kt = 1000 t; USD = 0.92 EUR"));
    QVERIFY(unitFactorsOf("")->empty());
    for (const char* wrong : {"kt", "kt = t", "kt = 0 t", "= 5 t", "kt = -1 t"}) QVERIFY2(!unitFactorsOf(wrong).has_value(), wrong);
}

void TestRowRules::recipesKeepRules() {
    Recipe recipe;
    recipe.plan.mapping.rules = {.repeats = Repeats::Separate, .negatives = Negatives::Return, .rejectLoops = true, .zeros = Zeros::Unknown, .blanks = Blanks::Reject, .least = 2.5,
                                 .blankPartner = "unidentified", .leaveOut = {"EU"}, .units = {{"kt", "t", 1000}}};
    recipe.plan.mapping.sourcePrefix = "C:";
    const auto again = recipeFromJson(toJson(recipe));
    QVERIFY(again && *again == recipe);
    QVERIFY(!recipeFromJson(R"({"chainscape_recipe":1,"mapping":{"rules":{"repeats":"often"}}})").has_value());
    QVERIFY(!recipeFromJson(R"({"chainscape_recipe":1,"mapping":{"rules":{"units":"kt"}}})").has_value());
}

/// The same columns are recognised in any order; drifted ones are told; others are not taken.
void TestRowRules::recognisesFiles() {
    const auto shown = [](const char* text) { return preview({"next.csv", {}, std::make_shared<const std::string>(text)}).value(); };
    Recipe recipe{"first.csv", shown("who,whom,year,amount\na,b,2021,1\n").plan, {}};
    recipe.plan.mapping.columns[0].role = ColumnRole::Source;
    recipe.plan.mapping.columns[1].role = ColumnRole::Target;
    recipe.plan.mapping.rules.repeats = Repeats::Last;
    const std::vector<Recipe> recipes{recipe};
    const auto same = recognised(recipes, shown("year,whom,who,amount\n2021,b,a,1\n"));
    QVERIFY(same && same->same && same->fit.drift.empty());
    QCOMPARE(same->fit.plan.mapping.find(ColumnRole::Source), std::optional<std::size_t>(2));
    QCOMPARE(same->fit.plan.mapping.rules.repeats, Repeats::Last);
    const auto drifted = recognised(recipes, shown("who,whom,year,amount,note\na,b,2021,1,x\n"));
    QVERIFY(drifted && !drifted->same);
    QCOMPARE(drifted->fit.drift.size(), 1u);
    const auto reworded = recognised(recipes, shown("supplier,customer,reporting year,amount,note\na,b,2021,1,x\n"));
    QVERIFY(reworded && !reworded->same);
    QCOMPARE(reworded->fit.drift.size(), 4u); // three other words, one new column
    QCOMPARE(reworded->fit.plan.mapping.find(ColumnRole::Target), std::optional<std::size_t>(1));
    QVERIFY(!recognised(recipes, shown("seller,buyer,quantity\na,b,1\n")).has_value()); // any table of links has these
    QVERIFY(!recognised(recipes, shown("id,name\n1,A\n")).has_value());
    QVERIFY(!recognised({}, shown("who,whom\na,b\n")).has_value());
}

QTEST_GUILESS_MAIN(TestRowRules)
#include "tst_row_rules.moc"
