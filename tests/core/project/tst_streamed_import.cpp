// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>

#include "core/io/project_file.h"
#include "core/project/project.h"

using namespace chainscape;

/// Links files that are written while they are read give the very project that reading them whole gives.
class TestStreamedImport : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void givesTheSameProject();
    void appendsToAProject();
    void countsLikeADataset_data();
    void countsLikeADataset();
    void countsRowsBeforeTheyAreWritten_data();
    void countsRowsBeforeTheyAreWritten();
    void refusesRulesAboutAllRows();
    void stoppedLeavesNothing_data();
    void stoppedLeavesNothing();

private:
    std::string at(const char* name) { return m_folder.filePath(name).toStdString(); }
    ImportSource source(const char* name) { return {{at(name), {}, nullptr}, {}, {}}; }
    ImportSummary imported(const char* project, ImportMode mode, bool needsDataset);
    ProjectFile open(const char* project);
    std::vector<std::string> rowsOf(const ProjectFile& file);
    QTemporaryDir m_folder;
    Progress m_progress;
};

namespace {

constexpr int kRows = 90000; // several pieces

/// Every kind of column, scores in percent (the largest near the end), some bad rows, one platform, a repeated spelling of a period.
QByteArray manyRows() {
    QByteArray text("source,target,period,kind,value,unit,digital,via_platform,confidence,source_ref,note\n");
    for (int i = 0; i < kRows; ++i) {
        const QByteArray n = QByteArray::number(i);
        text += "f" + QByteArray::number(i * 7 % 9973) + ",g" + QByteArray::number(i * 13 % 4999) + "," + (i % 3 ? "2021-Q" : "2021Q") + QByteArray::number(1 + i % 4);
        text += "," + QByteArray(i % 5 ? "material" : (i % 2 ? "data" : "")) + "," + (i % 997 ? n : QByteArray("bad")) + (i % 2 ? ",t," : ",EUR,");
        text += QByteArray::number(i < kRows - 500 ? i % 2 : i % 101) + "," + (i % 11 ? "" : "hub") + "," + (i % 4 ? "" : "50");
        text += "," + QByteArray(i % 6 ? "" : "report") + "," + (i % 8 ? "" : "\"a \"\"note\"\", here\"") + "\n";
    }
    return text;
}

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write");
}

void compare(const Dataset& a, const Dataset& b) {
    QCOMPARE(a.firms().id, b.firms().id);
    QCOMPARE(a.links().source, b.links().source);
    QCOMPARE(a.links().target, b.links().target);
    QCOMPARE(a.links().via, b.links().via);
    QCOMPARE(a.flows().link, b.flows().link);
    QCOMPARE(a.flows().value, b.flows().value);
    QCOMPARE(a.flows().rows, b.flows().rows);
    for (std::size_t i = 0; i < a.flows().size(); ++i)
        if (a.flows().digital[i] != b.flows().digital[i]) QVERIFY(std::isnan(a.flows().digital[i]) && std::isnan(b.flows().digital[i]));
}

} // namespace

void TestStreamedImport::initTestCase() {
    write(m_folder.filePath("links.csv"), manyRows());
    write(m_folder.filePath("few.csv"), "source,target,period,value\nf1,new,2022Q1,5\n");
}

ImportSummary TestStreamedImport::imported(const char* project, ImportMode mode, bool needsDataset) {
    ImportOptions options;
    options.mode = mode;
    options.needsDataset = needsDataset;
    auto summary = importAsProject(at(project), {source("links.csv")}, options, m_progress);
    if (!summary) qFatal("%s", describe(summary.error()).c_str());
    return std::move(*summary);
}

ProjectFile TestStreamedImport::open(const char* project) {
    auto file = ProjectFile::open(at(project), ProjectAccess::ReadWrite, m_progress);
    if (!file) qFatal("%s", describe(file.error()).c_str());
    return std::move(*file);
}

std::vector<std::string> TestStreamedImport::rowsOf(const ProjectFile& file) {
    std::vector<std::string> rows;
    const auto ok = file.forEachRow(
        [&](const Evidence& e) {
            std::string text = e.file + "|" + e.sha256 + "|" + std::to_string(e.row);
            for (const auto& word : {e.source, e.target, e.period, e.kind, e.unit, e.via, e.sourceRef, e.attributes}) text += "|" + word;
            for (const double number : {e.value, e.digital, e.confidence}) text += "|" + std::to_string(number);
            rows.push_back(std::move(text));
            return true;
        },
        m_progress);
    if (!ok) qFatal("%s", describe(ok.error()).c_str());
    return rows;
}

void TestStreamedImport::givesTheSameProject() {
    const auto whole = imported("whole.chain", ImportMode::InMemory, true);
    const auto pieces = imported("pieces.chain", ImportMode::Streamed, false);
    QVERIFY(whole.dataset && !pieces.dataset);
    QCOMPARE(whole.rowsRead, std::int64_t(kRows));
    QCOMPARE(pieces.rowsRead, whole.rowsRead);
    QCOMPARE(pieces.rowsKept, whole.rowsKept);
    QCOMPARE(pieces.rowsRejected, whole.rowsRejected);
    QVERIFY(whole.rowsRejected > 80);
    QCOMPARE(pieces.rejects, whole.rejects);
    QCOMPARE(pieces.firms, whole.firms);
    QCOMPARE(pieces.links, whole.links);
    QCOMPARE(pieces.periods, whole.periods);
    const auto& report = pieces.files.front();
    QVERIFY(report.plan == whole.files.front().plan);
    QVERIFY(report.digitalScale == whole.files.front().digitalScale && report.digitalScale == DigitalScale::Percent);
    QCOMPARE(report.warnings, whole.files.front().warnings);
    QCOMPARE(report.rejects.size(), whole.files.front().rejects.size());
    for (std::size_t i = 0; i < report.rejects.size(); ++i) {
        QCOMPARE(report.rejects[i].row, whole.files.front().rejects[i].row);
        QCOMPARE(report.rejects[i].original, whole.files.front().rejects[i].original);
    }
    const auto a = open("whole.chain"), b = open("pieces.chain");
    const auto rows = rowsOf(a);
    QCOMPARE(rows.size(), std::size_t(whole.rowsKept));
    QVERIFY(rows == rowsOf(b));
    const auto loaded = reload(b, m_progress);
    QVERIFY(loaded.has_value());
    compare(**loaded, *whole.dataset);
    QCOMPARE(b.imports()->front().files.front().sha256, a.imports()->front().files.front().sha256);
    QCOMPARE(b.imports()->front().files.front().rowsKept, whole.rowsKept);
}

void TestStreamedImport::appendsToAProject() {
    auto file = open("pieces.chain");
    const auto before = rowsOf(file);
    ImportOptions options;
    options.mode = ImportMode::Streamed;
    const auto summary = appendFiles(file, {source("few.csv"), source("links.csv")}, options, m_progress);
    QVERIFY2(summary.has_value(), summary ? "" : describe(summary.error()).c_str());
    QVERIFY(summary->dataset);
    const auto rows = rowsOf(file);
    QCOMPARE(rows.size(), before.size() * 2 + 1);
    QVERIFY(std::equal(before.begin(), before.end(), rows.begin()));
    QVERIFY(rows[before.size()].find("few.csv") != std::string::npos);
    QVERIFY(std::equal(before.begin(), before.end(), rows.begin() + std::ptrdiff_t(before.size()) + 1));
}

void TestStreamedImport::countsLikeADataset_data() {
    QTest::addColumn<int>("memory");
    QTest::newRow("one pass") << 64 * 1024 * 1024;
    QTest::newRow("a few passes") << 512 * 1024;
    QTest::newRow("many passes") << 64 * 1024;
}

void TestStreamedImport::countsLikeADataset() {
    QFETCH(int, memory);
    auto file = open("pieces.chain");
    static bool merged = false;
    if (!merged) QVERIFY(file.addEdits("Merged", {{"f1", FirmField::MergedInto, "f2", {}}, {"f2", FirmField::MergedInto, "elsewhere", {}}}).has_value());
    merged = true;
    const auto dataset = reload(file, m_progress);
    const auto census = file.census(std::size_t(memory), m_progress);
    QVERIFY(dataset.has_value() && census.has_value());
    QCOMPARE(census->firms, std::int64_t((*dataset)->firms().size()));
    QCOMPARE(census->links, std::int64_t((*dataset)->links().size()));
    QCOMPARE(census->periods, std::int64_t((*dataset)->periods().size()));
    QCOMPARE(census->stageless, census->firms);
}

void TestStreamedImport::countsRowsBeforeTheyAreWritten_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("memory");
    QTest::newRow("every column") << manyRows() << 64 * 1024 * 1024;
    QTest::newRow("several passes") << manyRows() << 64 * 1024;
    QTest::newRow("two columns") << QByteArray("source,target\na,b\nb,c\na,b\nc,a\n") << 64 * 1024;
    QTest::newRow("blank kinds") << QByteArray("source,target,kind\na,b,\na,b,material\na,b,data\n") << 64 * 1024;
}

void TestStreamedImport::countsRowsBeforeTheyAreWritten() {
    QFETCH(QByteArray, text);
    QFETCH(int, memory);
    const auto textInput = [](const QByteArray& bytes) { return TableInput{"text.csv", {}, std::make_shared<const std::string>(bytes.toStdString())}; };
    const TableInput links = textInput(text), firms = textInput("id,name,stage,period\na,A,Mining,2019\nf0,F,,\nalone,Alone,Mining,\n");
    const auto linksShown = preview(links), firmsShown = preview(firms);
    QVERIFY(linksShown && firmsShown);
    auto linkImport = readLinks(links, linksShown->plan, m_progress);
    auto firmImport = readFirms(firms, firmsShown->plan, m_progress);
    QVERIFY(linkImport && firmImport);
    QTemporaryDir folder;
    auto file = ProjectFile::create(folder.filePath("counted.chain").toStdString());
    QVERIFY(file.has_value());
    ImportBatch batch;
    batch.links = &linkImport->rows;
    batch.firms = &firmImport->rows;
    batch.files.push_back({TableKind::Links, linkImport->report, {}, 0, {}});
    batch.files.push_back({TableKind::Firms, firmImport->report, {}, 0, {}});
    batch.stages.names = {"Mining"};
    batch.stageWords = {{"Mining", 1}};
    const auto seen = rowCensus(linkImport->rows, std::size_t(memory), m_progress);
    QVERIFY(seen && file->appendImport(batch, m_progress));
    const auto counted = file->census(linkImport->rows, *seen, m_progress), read = file->census(64 * 1024 * 1024, m_progress);
    QVERIFY(counted && read);
    QCOMPARE(counted->firms, read->firms);
    QCOMPARE(counted->links, read->links);
    QCOMPARE(counted->periods, read->periods);
    QCOMPARE(counted->stageless, read->stageless);
    const auto dataset = file->loadDataset(m_progress);
    QVERIFY(dataset);
    QCOMPARE(counted->links, std::int64_t((*dataset)->links().size()));
    QCOMPARE(counted->firms, std::int64_t((*dataset)->firms().size()));
}

void TestStreamedImport::refusesRulesAboutAllRows() {
    auto planned = source("few.csv");
    const auto shown = preview(planned.input);
    QVERIFY(shown.has_value());
    planned.plan = shown->plan;
    planned.plan->mapping.rules.repeats = Repeats::Last;
    ImportOptions options;
    options.mode = ImportMode::Streamed;
    const auto refused = importAsProject(at("refused.chain"), {planned}, options, m_progress);
    QVERIFY(!refused && QString::fromStdString(refused.error().message).contains("streaming"));
    QVERIFY(!QFile::exists(m_folder.filePath("refused.chain")));
    options.mode = ImportMode::Auto;
    QVERIFY(importAsProject(at("refused.chain"), {planned}, options, m_progress).has_value());
}

void TestStreamedImport::stoppedLeavesNothing_data() {
    QTest::addColumn<bool>("loading");
    QTest::newRow("while rows are written") << false;
    QTest::newRow("while the result is loaded") << true;
}

void TestStreamedImport::stoppedLeavesNothing() {
    QFETCH(bool, loading);
    auto file = open("whole.chain");
    const auto before = rowsOf(file).size();
    int reports = 0;
    Progress* stopping = nullptr;
    Progress progress([&](double done, std::string_view what) { // scores: the file is read twice, with one such report each
        if (loading ? what == "reading the project" : done > 0.3 && ++reports == 2) stopping->stop();
    });
    stopping = &progress;
    ImportOptions options;
    options.mode = ImportMode::Streamed;
    const auto stopped = appendFiles(file, {source("links.csv")}, options, progress);
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
    QCOMPARE(rowsOf(file).size(), before);
    QCOMPARE(file.imports()->size(), std::size_t(loading ? 2 : 1));
}

QTEST_GUILESS_MAIN(TestStreamedImport)
#include "tst_streamed_import.moc"
