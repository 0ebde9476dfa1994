// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stages of imported firms: by their words, given, told from the links.
#include "tests/core/project/import_stand.h"

using namespace chainscape;

class TestImportStages : public test::ImportStand {
    Q_OBJECT
private slots:
    void init() { anew(); }
    void readsStagesByTheirWords_data();
    void readsStagesByTheirWords();
    void givenStagesDecide();
    void rejectsUnknownStages();
    void laterFilesAddStages();
    void aNewListRereadsOldWords();
    void infersMissingStages();
};

void TestImportStages::readsStagesByTheirWords_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("stages");
    QTest::addColumn<QList<int>>("numbers");
    const QStringList eight{"Basic technology", "R&D", "Raw material", "Component", "Manufacture", "Distribution", "Service", "End user"};
    QTest::newRow("numbers") << QStringList{"3", "1"} << QStringList{"Stage 1", "Stage 2", "Stage 3"} << QList<int>{3, 1};
    QTest::newRow("known words") << QStringList{"Retail", "raw materials"} << eight << QList<int>{6, 3};
    QTest::newRow("own words") << QStringList{"Country", "Port", "Company"} << QStringList{"Country", "Port", "Company"} << QList<int>{1, 2, 3};
    QTest::newRow("one unknown word") << QStringList{"Retail", "Port"} << QStringList{"Retail", "Port"} << QList<int>{1, 2};
    QTest::newRow("same word written twice") << QStringList{"Port", "PORT", "Sea"} << QStringList{"Port", "Sea"} << QList<int>{1, 1, 2};
    QTest::newRow("zero is a word") << QStringList{"0", "1"} << QStringList{"0", "1"} << QList<int>{1, 2};
}

void TestImportStages::readsStagesByTheirWords() {
    QFETCH(QStringList, words);
    QFETCH(QStringList, stages);
    QFETCH(QList<int>, numbers);
    std::vector<std::string> in;
    for (const auto& word : words) in.push_back(word.toStdString());
    const auto reading = stagesFor(in, {});
    QCOMPARE(reading.stages.size(), int(stages.size()));
    for (int s = 0; s < stages.size(); ++s) QCOMPARE(reading.stages.names[std::size_t(s)], stages[s].toStdString());
    for (int i = 0; i < numbers.size(); ++i) QCOMPARE(reading.words[std::size_t(i)].second, numbers[i]);
    QVERIFY(reading.unknown.empty());
}

void TestImportStages::givenStagesDecide() {
    const auto own = stagesFor({"b", "2", "x"}, {{"A", "B"}});
    QCOMPARE(own.words.size(), 2u);
    QCOMPARE(own.words[0].second, 2);
    QCOMPARE(own.words[1].second, 2);
    QCOMPARE(own.unknown, std::vector<std::string>{"x"});
    const auto defaults = stagesFor({"retail"}, defaultStages());
    QCOMPARE(defaults.words[0].second, 6);
}

void TestImportStages::rejectsUnknownStages() {
    ImportOptions options;
    options.stages = {{"Mine", "Shop"}};
    const auto summary = imported("p.chain", {text("firms.csv", "id,stage\na,Mine\nx,Sea\nb,Shop\n"), text("links.csv", "source,target,value\na,b,1\nx,b,1\n")}, options);
    QCOMPARE(summary.rowsRead, std::int64_t{5});
    QCOMPARE(summary.rowsKept, std::int64_t{4});
    QCOMPARE(summary.rejects.size(), 1u);
    QCOMPARE(summary.rejects[0].first, std::string("unknown_stage"));
    QCOMPARE(summary.files[0].rejects[0].row, std::int64_t{3});
    const auto& d = *summary.dataset;
    QCOMPARE(d.stages(), options.stages);
    QCOMPARE(d.firms().stage[d.firmIndex("b")], std::int16_t{2});
    QVERIFY(d.firmIndex("x") != kNone);
}

void TestImportStages::laterFilesAddStages() {
    imported("p.chain", {text("firms.csv", "id,stage\na,Mine\nb,Shop\n")});
    ProjectFile file = open("p.chain");
    const auto more = appendFiles(file, {text("more.csv", "id,stage\nc,Sea\nd,mine\ne,Retail\n")}, {}, m_progress);
    QVERIFY2(more.has_value(), more ? "" : describe(more.error()).c_str());
    QCOMPARE(more->dataset->stages(), (StageList{{"Mine", "Shop", "Sea", "Retail"}}));
    QCOMPARE(more->dataset->firms().stage, (std::vector<std::int16_t>{1, 2, 3, 1, 4}));
    QCOMPARE(more->warnings.size(), 3u);
}

void TestImportStages::aNewListRereadsOldWords() {
    imported("p.chain", {text("firms.csv", "id,stage\na,Mine\nb,Shop\n")});
    ProjectFile file = open("p.chain");
    ImportOptions options;
    options.stages = {{"Shop", "Sea"}};
    const auto more = appendFiles(file, {text("more.csv", "id,stage\nc,Sea\n")}, options, m_progress);
    QVERIFY2(more.has_value(), more ? "" : describe(more.error()).c_str());
    QCOMPARE(more->dataset->firms().stage, (std::vector<std::int16_t>{0, 1, 2}));
    QVERIFY(!more->warnings.empty());
}

void TestImportStages::infersMissingStages() {
    const auto summary = imported("p.chain", {text("links.csv", "source,target,value\na,b,1\nb,c,1\n")});
    const auto& firms = summary.dataset->firms();
    QCOMPARE(firms.stageInferred, (std::vector<std::uint8_t>{1, 1, 1}));
    QVERIFY(firms.stage[0] < firms.stage[1] && firms.stage[1] < firms.stage[2]);
    QVERIFY(!summary.dataset->hasGivenStages());
}

QTEST_GUILESS_MAIN(TestImportStages)
#include "tst_import_stages.moc"
