// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Imports as one step: what they leave, take back and keep for the next.
#include "tests/core/project/import_stand.h"

using namespace chainscape;

class TestImportProject : public test::ImportStand {
    Q_OBJECT
private slots:
    void init() { anew(); }
    void importsFilesAsOneStep();
    void failedImportsLeaveNothing();
    void takesBackAndBringsBack();
    void nextQuarter();
    void looksWithoutWriting();
    void whatWasSaidForAll();
    void wordsAreKept();
    void reasonsComeBack();
    void buildsTheSamples_data();
    void buildsTheSamples();
};

void TestImportProject::importsFilesAsOneStep() {
    const auto summary = imported("p.chain", {text("links.csv", "source,target,period,value,unit\na,b,2021,3,kg\na,b,2021,4,kg\na,,2021,1,kg\nb,c,2022,many,kg\n"),
                                              text("firms.csv", "id,name,stage\na,Firm A,1\nb,Firm B,2\n")});
    QCOMPARE(summary.rowsRead, std::int64_t{6});
    QCOMPARE(summary.rowsKept, std::int64_t{4});
    QCOMPARE(summary.rowsRejected, std::int64_t{2});
    QCOMPARE(summary.firms, std::int64_t{2});
    QCOMPARE(summary.links, std::int64_t{1});
    QCOMPARE(summary.periods, std::int64_t{1});
    QCOMPARE(summary.files.size(), 2u);
    QCOMPARE(summary.dataset->flows().value[0], 7.0);
    const ProjectFile file = open("p.chain");
    const auto imports = file.imports();
    QCOMPARE(imports->size(), 1u);
    QCOMPARE(imports->front().files.size(), 2u);
    QCOMPARE(imports->front().files[0].sha256.size(), 64u);
    QVERIFY(imports->front().files[0].recipe.find("\"source\"") != std::string::npos);
    QCOMPARE(file.rejects()->size(), 2u);
    QCOMPARE(file.rejects()->at(0).reject.row, std::int64_t{4});
}

void TestImportProject::failedImportsLeaveNothing() {
    const auto links = text("links.csv", "source,target,value\na,b,1\n");
    const ImportSource missing{{at("none.csv"), {}, nullptr}, {}, {}};
    const auto refused = importAsProject(at("p.chain"), {links, missing}, {}, m_progress);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::FileMissing);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"links.csv"});
    Progress stopped;
    stopped.stop();
    QCOMPARE(importAsProject(at("p.chain"), {links}, {}, stopped).error().code, ErrorCode::Cancelled);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"links.csv"});
    const auto noRoles = text("no.csv", "colour,weight\nred,1\n");
    QCOMPARE(importAsProject(at("p.chain"), {{noRoles.input, TableKind::Links, {}}}, {}, m_progress).error().code, ErrorCode::MissingColumn);
    QFile left(QString::fromStdString(at("p.chain-wal"))); // of an earlier project of that name
    QVERIFY(left.open(QIODevice::WriteOnly) && left.write("log") == 3);
    left.close();
    imported("p.chain", {links});
    QVERIFY(!left.exists());
    QVERIFY(!importAsProject(at("p.chain"), {links}, {}, m_progress).has_value());
    ProjectFile file = open("p.chain");
    QVERIFY(!appendFiles(file, {missing}, {}, m_progress).has_value());
    QCOMPARE(file.imports()->size(), 1u);
}

void TestImportProject::takesBackAndBringsBack() {
    imported("p.chain", {text("links.csv", "source,target,value\na,b,1\n")});
    ProjectFile file = open("p.chain");
    const auto more = appendFiles(file, {text("more.csv", "source,target,value\na,b,2\nb,c,1\n")}, {}, m_progress);
    QCOMPARE(more->dataset->firms().size(), 3u);
    QCOMPARE((*takeBack(file, more->importId, m_progress))->firms().size(), 2u);
    QCOMPARE((*bringBack(file, more->importId, m_progress))->flows().value[0], 3.0);
}

/// The second file of the same columns is read as the first one was, told what it changes, and may take its place.
void TestImportProject::nextQuarter() {
    auto first = text("q1.csv", "who,whom,when,amount\na,b,2021Q1,1\nb,c,2021Q1,2\n");
    auto shown = preview(first.input);
    for (std::size_t c = 0; c < 4; ++c)
        shown->plan.mapping.columns[c].role = std::array{ColumnRole::Source, ColumnRole::Target, ColumnRole::Period, ColumnRole::Value}[c];
    first.plan = shown->plan;
    const auto before = imported("p.chain", {first});
    ProjectFile file = open("p.chain");
    QCOMPARE(recipesOf(file)->size(), 1u);
    QCOMPARE(recipesOf(file)->front().name, std::string("q1.csv"));

    ImportSource next = text("q2.csv", "whom,who,when,amount\nb,a,2021Q1,1\nc,b,2021Q1,5\nd,c,2021Q2,7\n");
    next.kind.reset();
    ImportSource planned = next;
    planned.plan = recognised(*recipesOf(file), *preview(next.input))->fit.plan;
    const auto changes = compareFiles(before.dataset.get(), *file.edits(), {planned}, m_progress);
    QVERIFY(changes.has_value());
    QCOMPARE(changes->rows, std::int64_t(3));
    QCOMPARE(changes->same, std::int64_t(1));
    QCOMPARE(changes->changed, std::int64_t(1));
    QCOMPARE(changes->added, std::int64_t(1));
    QCOMPARE(changes->gone, std::int64_t(0));
    QCOMPARE(changes->newFirms, std::int64_t(1));
    QCOMPARE(changes->newPeriods, std::int64_t(1));

    ImportOptions options;
    options.replaces = {before.importId};
    const auto after = appendFiles(file, {next}, options, m_progress);
    QVERIFY2(after.has_value(), after ? "" : describe(after.error()).c_str());
    QCOMPARE(after->rowsKept, std::int64_t(3));
    QVERIFY(std::ranges::any_of(after->warnings, [](const std::string& w) { return w.find("read as q1.csv was") != std::string::npos; }));
    double sum = 0;
    for (const double value : after->dataset->flows().value) sum += value;
    QCOMPARE(sum, 13.0); // the first file's rows are taken back
    QCOMPARE(recipesOf(file)->size(), 1u);
}

void TestImportProject::looksWithoutWriting() {
    const auto firms = text("firms.csv", "id,name\nP1,Alpha\nP9,Lone\n");
    const auto links = text("links.csv", "source,target,year,value\nAlpha,Beta,2020,1\nAlpha,,2020,2\nAlpha,Beta,2020,many\n");
    const auto planned = plannedSources(nullptr, {firms, links}, {});
    QVERIFY(planned);
    const auto seen = compareFiles(nullptr, {}, *planned, m_progress);
    QVERIFY(seen);
    QCOMPARE(seen->files.size(), std::size_t(2));
    QCOMPARE(seen->files[1].rowsRead, std::int64_t(3));
    QCOMPARE(seen->files[1].rowsKept, std::int64_t(1));
    QCOMPARE(seen->rejects.size(), std::size_t(2));
    QCOMPARE(seen->joined, std::int64_t(1));
    QCOMPARE(seen->unlisted, std::int64_t(1)); // Beta
    QCOMPARE(seen->unlinked, std::int64_t(1)); // P9
}

/// The buyer of all rows, where no column says it; a column is never overruled.
void TestImportProject::whatWasSaidForAll() {
    const auto payments = text("pay.csv", "Supplier Name,Invoice Date,Amount\nMill,2020-01-05,5\nDye,2020-02-05,7\n");
    auto failed = importAsProject(at("none.chain"), {payments}, {}, m_progress);
    QVERIFY(!failed && failed.error().code == ErrorCode::MissingColumn);
    ImportOptions options;
    options.given.target = "Railway";
    options.given.source = "Nobody";
    options.given.unit = "GBP";
    const auto summary = imported("p.chain", {payments}, options);
    QCOMPARE(summary.rowsKept, std::int64_t(2));
    QCOMPARE(summary.dataset->units().back(), std::string("GBP"));
    QVERIFY(summary.dataset->firmIndex("Railway") != kNone && summary.dataset->firmIndex("Nobody") == kNone);
}

void TestImportProject::wordsAreKept() {
    ImportOptions options;
    options.words = {{TableKind::Links, ColumnRole::Source, "Kreditor"}, {TableKind::Links, ColumnRole::Target, "Debitor"}};
    imported("p.chain", {text("one.csv", "Kreditor,Debitor,Betrag\na,b,1\n")}, options);
    ProjectFile file = open("p.chain");
    QVERIFY(*headerWordsOf(file) == *options.words);
    const auto next = appendFiles(file, {text("two.csv", "Nr,Debitor,Kreditor,Betrag,Lager,Bemerkung,Zusatz\n1,b,c,2,x,y,z\n")}, {}, m_progress);
    QVERIFY(next);
    QVERIFY(next->dataset->firmIndex("c") != kNone);
    QCOMPARE(next->dataset->firms().id[next->dataset->links().source[1]], std::string("c"));
    ImportOptions none;
    none.words.emplace();
    QVERIFY(appendFiles(file, {text("three.csv", "source,target\na,b\n")}, none, m_progress));
    QVERIFY(headerWordsOf(file)->empty());
}

/// Rows refused by rule keep their reason in the project.
void TestImportProject::reasonsComeBack() {
    auto links = text("links.csv", "source,target,value\na,a,1\na,b,-1\na,b,0\na,b,\na,b,2\nEU,b,9\na,c,12\n");
    links.plan = preview(links.input)->plan;
    links.plan->mapping.rules = {.negatives = Negatives::Reject, .rejectLoops = true, .zeros = Zeros::Reject, .blanks = Blanks::Reject, .least = 5, .leaveOut = {"EU"}};
    imported("p.chain", {links});
    QStringList reasons;
    const ProjectFile file = open("p.chain");
    const auto rejects = file.rejects();
    for (const auto& stored : *rejects) reasons << QString::fromUtf8(nameOf(stored.reject.reason).data());
    QCOMPARE(reasons.join(' '), QString("loop negative zero blank_value below aggregate"));
}

void TestImportProject::buildsTheSamples_data() {
    QTest::addColumn<std::string>("name");
    QTest::addColumn<int>("stages");
    QTest::addColumn<int>("periods");
    QTest::newRow("battery") << std::string("battery") << 8 << 24;
    QTest::newRow("oil") << std::string("oil") << 3 << 32;
    QTest::newRow("economy") << std::string("economy") << 3 << 7;
}

void TestImportProject::buildsTheSamples() {
    QFETCH(std::string, name);
    QFETCH(int, stages);
    QFETCH(int, periods);
    const auto sample = createSampleProject(name, CHAINSCAPE_RESOURCES "/samples", at("s.chain"), m_progress);
    QVERIFY2(sample.has_value(), sample ? "" : describe(sample.error()).c_str());
    const Dataset& d = *sample->dataset;
    QCOMPARE(d.stages().size(), stages);
    QCOMPARE(int(d.periods().size()), periods);
    QCOMPARE(d.illustrative(), name == "battery");
    QVERIFY(!d.title().empty());
    QVERIFY(d.hasGivenStages());
    QVERIFY(sample->file.rejects()->empty());
    QVERIFY(!createSampleProject("none", CHAINSCAPE_RESOURCES "/samples", at("t.chain"), m_progress).has_value());
}

QTEST_GUILESS_MAIN(TestImportProject)
#include "tst_import_project.moc"
