// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <filesystem>

#include <sqlite3.h>

#include "core/io/project_file.h"
#include "core/model/dataset_builder.h"

using namespace chainscape;
namespace fs = std::filesystem;

namespace {

/// Three link rows in two periods and two firm rows: a -> b twice, b -> c.
struct Tables {
    LinkRows links;
    FirmRows firms;
    ImportBatch batch;

    Tables() {
        links.periods = {{}, {"2021", *parsePeriod("2021")}, {"2022", *parsePeriod("2022")}};
        add("a", "b", 1, 3.5, 0.57f, 2);
        add("a", "b", 2, 4, 0.123456f, 3);
        add("b", "c", 2, kUnknown, kUnknownScore, 7);
        links.attributes = {{"note", {links.words.idOf("single source"), 0, 0}}};
        links.files = {{"links.csv", 0, 3}};
        firms.periods = {{}};
        for (const char* id : {"a", "b"}) {
            firms.id.push_back(firms.words.idOf(id));
            firms.name.push_back(firms.words.idOf(std::string("Firm ") + id));
            firms.stage.push_back(firms.words.idOf(id[0] == 'a' ? "Mine" : "Shop"));
            firms.digital.push_back(id[0] == 'a' ? 0.3f : kUnknownScore);
            firms.row.push_back(static_cast<std::int64_t>(firms.id.size()) + 1);
        }
        firms.files = {{"firms.csv", 0, 2}};
        batch.links = &links;
        batch.firms = &firms;
        batch.stages = {{"Mine", "Shop"}};
        batch.stageWords = {{"Mine", 1}, {"Shop", 2}};
        batch.files = {fileOf("firms.csv", TableKind::Firms), fileOf("links.csv", TableKind::Links)};
        batch.files[1].report.rejects = {{"links.csv", 5, "value", RejectReason::BadValue, "\"x\" is no number.", "a,b,2021,x"}};
    }
    Tables(const Tables&) = delete;

    void add(const char* source, const char* target, std::uint32_t period, double value, float digital, std::int64_t row) {
        links.source.push_back(links.firms.idOf(source));
        links.target.push_back(links.firms.idOf(target));
        links.period.push_back(period);
        links.value.push_back(value);
        links.digital.push_back(digital);
        links.kind.push_back(links.words.idOf(period == 1 ? "material" : "data"));
        links.row.push_back(row);
    }
    static ImportFile fileOf(const char* name, TableKind kind) {
        ImportFile file;
        file.kind = kind;
        file.report.file = name;
        file.report.rowsRead = file.report.rowsKept = 3;
        file.sha256 = "ab12";
        return file;
    }
};

/// Changes the closed file behind the program's back.
/// Whether another program, too, is refused by the file's own rules.
bool refusesSql(const std::string& path, const char* sql) {
    sqlite3* db = nullptr;
    const bool refused = sqlite3_open(path.c_str(), &db) == SQLITE_OK && sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT;
    sqlite3_close(db);
    return refused;
}

void tamper(const std::string& path, const char* sql) {
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    QCOMPARE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
}

} // namespace

#define GET(variable, expression)                                   \
    auto variable##Result = (expression);                           \
    if (!variable##Result) QFAIL(describe(errorIn(variable##Result)).c_str()); \
    auto& variable = *variable##Result

template <class T>
const Error& errorIn(const Result<T>& result) {
    return result.error();
}

class TestProjectFile : public QObject {
    Q_OBJECT
private slots:
    void init();
    void keepsWhatWasImported();
    void leavesOneFileAndReadsWithoutWriting();
    void takesImportsBack();
    void cancelledImportLeavesNothing();
    void editsByHandUndoAndRedo();
    void mergesFirms();
    void stagesAreRenumbered();
    void documentsAndLedger();
    void refusesWhatIsNoProject_data();
    void refusesWhatIsNoProject();
    void newerProjectsAreReadOnly();
    void damagedContentsAreErrors_data();
    void damagedContentsAreErrors();
    void savesCopies();
    void whatAnEarlierFileLeftIsNotReplayed();
    void evidenceLeadsToTheRow();

private:
    std::string at(const char* name) { return m_folder->filePath(name).toStdString(); }
    ProjectFile filled(const char* name) {
        auto file = ProjectFile::create(at(name));
        if (!file) qFatal("%s", describe(file.error()).c_str());
        const Tables tables;
        const auto id = file->appendImport(tables.batch, m_progress);
        if (!id) qFatal("%s", describe(id.error()).c_str());
        return std::move(*file);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    Progress m_progress;
};

void TestProjectFile::init() { m_folder = std::make_unique<QTemporaryDir>(); }

void TestProjectFile::keepsWhatWasImported() {
    const std::string path = at("a.chain");
    { filled("a.chain"); }
    GET(file, ProjectFile::open(path, ProjectAccess::ReadOnly, m_progress));
    GET(d, file.loadDataset(m_progress));
    QCOMPARE(d->firms().id, (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(d->firms().name[0], std::string("Firm a"));
    QCOMPARE(d->firms().stage, (std::vector<std::int16_t>{1, 2, 0}));
    QCOMPARE(d->firms().digital[0], 0.3f);
    QCOMPARE(d->flows().size(), 3u);
    QCOMPARE(d->flows().value[0], 3.5);
    QCOMPARE(d->flows().digital[0], 0.57f);
    QCOMPARE(d->flows().digital[1], 0.123456f);
    QVERIFY(std::isnan(d->flows().value[2]));
    QCOMPARE(d->kinds().size(), 2u);
    QCOMPARE(d->kinds()[1].layer, Layer::Data);
    QCOMPARE(d->stages(), (StageList{{"Mine", "Shop"}}));
    GET(imports, file.imports());
    QCOMPARE(imports.size(), 1u);
    QCOMPARE(imports[0].label, std::string("firms.csv, links.csv"));
    QCOMPARE(imports[0].files[1].sha256, std::string("ab12"));
    GET(rejects, file.rejects());
    QCOMPARE(rejects.size(), 1u);
    QCOMPARE(rejects[0].reject.original, std::string("a,b,2021,x"));
    QCOMPARE(rejects[0].reject.reason, RejectReason::BadValue);
}

void TestProjectFile::leavesOneFileAndReadsWithoutWriting() {
    const std::string path = at("a.chain");
    { filled("a.chain"); }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{"a.chain"});
    QFile before(m_folder->filePath("a.chain"));
    QVERIFY(before.open(QIODevice::ReadOnly));
    const QByteArray bytes = before.readAll();
    {
        GET(file, ProjectFile::open(path, ProjectAccess::ReadWrite, m_progress));
        QVERIFY(!file.readOnly());
        QVERIFY(file.loadDataset(m_progress).has_value());
    }
    before.seek(0);
    QVERIFY2(before.readAll() == bytes, "looking at a project must not change it");
    GET(file, ProjectFile::open(path, ProjectAccess::ReadOnly, m_progress));
    const auto refused = file.putDocument(DocumentKind::View, "x", "{}");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::FileUnwritable);
}

void TestProjectFile::takesImportsBack() {
    ProjectFile file = filled("a.chain");
    const Tables more;
    GET(second, file.appendImport(more.batch, m_progress));
    GET(both, file.loadDataset(m_progress));
    QCOMPARE(both->flows().value[0], 7.0);
    QCOMPARE(both->flows().rows[0], 2u);
    QVERIFY(file.setImportActive(second, false).has_value());
    GET(first, file.loadDataset(m_progress));
    QCOMPARE(first->flows().value[0], 3.5);
    QVERIFY(file.setImportActive(1, false).has_value());
    GET(none, file.loadDataset(m_progress));
    QCOMPARE(none->firms().size(), 0u);
    QCOMPARE(none->periods().size(), 0u);
    QVERIFY(file.setImportActive(second, true).has_value());
    GET(again, file.loadDataset(m_progress));
    QCOMPARE(again->flows().value[0], 3.5);
    QCOMPARE(file.setImportActive(99, true).error().code, ErrorCode::NotFound);
}

void TestProjectFile::cancelledImportLeavesNothing() {
    ProjectFile file = filled("a.chain");
    Progress stopped;
    stopped.stop();
    const Tables more;
    const auto refused = file.appendImport(more.batch, stopped);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Cancelled);
    GET(imports, file.imports());
    QCOMPARE(imports.size(), 1u);
    GET(d, file.loadDataset(m_progress));
    QCOMPARE(d->flows().value[0], 3.5);
}

void TestProjectFile::editsByHandUndoAndRedo() {
    ProjectFile file = filled("a.chain");
    GET(id, file.addEdits("Set firm a", {{"a", FirmField::Name, "Alpha", ""}, {"a", FirmField::Digital, "0.9", "2022"}, {"a", FirmField::IsPlatform, "1", ""},
                                         {"a", FirmField::Stage, "2", ""}, {"gone", FirmField::Name, "x", ""}}));
    GET(edited, file.loadDataset(m_progress));
    QCOMPARE(edited->firms().name[0], std::string("Alpha"));
    QCOMPARE(edited->firms().stage[0], std::int16_t{2});
    QCOMPARE(edited->firms().isPlatform[0], std::uint8_t{1});
    QCOMPARE(edited->firmAt(FirmId{0}, PeriodId{0}).digital, 0.3f);
    QCOMPARE(edited->firmAt(FirmId{0}, PeriodId{1}).digital, 0.9f);
    QCOMPARE(edited->firms().size(), 3u);
    QVERIFY(file.setEditActive(id, false).has_value());
    GET(undone, file.loadDataset(m_progress));
    QCOMPARE(undone->firms().name[0], std::string("Firm a"));
    QCOMPARE(undone->firms().stage[0], std::int16_t{1});
    QVERIFY(file.setEditActive(id, true).has_value());
    GET(cleared, file.addEdits("Clear", {{"a", FirmField::Digital, "", ""}, {"a", FirmField::Stage, "", ""}}));
    QCOMPARE(cleared, id + 1);
    GET(blank, file.loadDataset(m_progress));
    QVERIFY(std::isnan(blank->firmAt(FirmId{0}, PeriodId{1}).digital));
    QCOMPARE(blank->firms().stage[0], std::int16_t{0});
    GET(edits, file.edits());
    QCOMPARE(edits.size(), 2u);
    QCOMPARE(edits[0].sentence, std::string("Set firm a"));
    QCOMPARE(edits[0].edits[1].period, std::string("2022"));
}

void TestProjectFile::mergesFirms() {
    ProjectFile file = filled("a.chain");
    GET(first, file.addEdits("Merge", {{"a", FirmField::MergedInto, "c", ""}}));
    GET(d, file.loadDataset(m_progress));
    QCOMPARE(d->firms().id, (std::vector<std::string>{"c", "b"}));
    QCOMPARE(d->firms().stage[0], std::int16_t{1});
    QCOMPARE(d->flows().value[0], 3.5);
    GET(second, file.addEdits("Merge on", {{"c", FirmField::MergedInto, "new", ""}}));
    GET(chained, file.loadDataset(m_progress));
    QVERIFY(chained->firmIndex("new") != kNone);
    QCOMPARE(chained->firms().size(), 2u);
    QVERIFY(file.setEditActive(first, false).has_value());
    QVERIFY(file.setEditActive(second, false).has_value());
    GET(undone, file.loadDataset(m_progress));
    QCOMPARE(undone->firms().size(), 3u);
}

void TestProjectFile::stagesAreRenumbered() {
    ProjectFile file = filled("a.chain");
    QVERIFY(file.addEdits("Stage", {{"c", FirmField::Stage, "2", ""}}).has_value());
    QVERIFY(!file.setStages({{"Only"}}).has_value());
    QVERIFY(file.setStages({{"Shop", "New", "Mine"}}, {3, 1}).has_value());
    GET(d, file.loadDataset(m_progress));
    QCOMPARE(d->firms().stage, (std::vector<std::int16_t>{3, 1, 1}));
    QVERIFY(file.setStages({{"Shop"}}, {1, 0, 0}).has_value());
    GET(fewer, file.loadDataset(m_progress));
    QCOMPARE(fewer->firms().stage, (std::vector<std::int16_t>{0, 1, 1}));
    QVERIFY(file.setLayer("material", Layer::Capital).has_value());
    GET(layered, file.loadDataset(m_progress));
    QCOMPARE(layered->kinds()[0].layer, Layer::Capital);
}

void TestProjectFile::documentsAndLedger() {
    const std::string path = at("a.chain");
    {
        ProjectFile file = filled("a.chain");
        QVERIFY(file.putDocument(DocumentKind::Scenario, "lose b", "[1]").has_value());
        QVERIFY(file.putDocument(DocumentKind::Scenario, "other", "[2]").has_value());
        QVERIFY(file.putDocument(DocumentKind::Scenario, "lose b", "[3]").has_value());
        QVERIFY(file.orderDocuments(DocumentKind::Scenario, {"other", "lose b"}).has_value());
        QVERIFY(file.setFacts({"Title", "Source", "Note", true}).has_value());
        LedgerEntry entry;
        entry.series = "total";
        entry.target = "2023";
        entry.mean = 4.25;
        entry.lower50 = kUnknown;
        QCOMPARE(file.appendLedger({entry, entry}).value(), std::int64_t{1});
        QCOMPARE(file.appendLedger({entry}).value(), std::int64_t{2});
        QVERIFY(file.appendOutcomes({{2, 4.5}}).has_value());
        QVERIFY(!file.appendOutcomes({{3, 1.0}, {2, 9.0}}).has_value()); // scored once only, and then nothing at all is written
    }
    for (const char* sql : {"UPDATE forecasts SET mean = 0", "DELETE FROM forecasts", "INSERT OR REPLACE INTO forecasts(id, at, series, layer, unit, model, origin, target) VALUES(1, '', '', '', '', '', '', '')",
                            "UPDATE forecast_outcomes SET actual = 4.25", "DELETE FROM forecast_outcomes", "INSERT OR REPLACE INTO forecast_outcomes VALUES(2, '', '', 4.25)"})
        QVERIFY2(refusesSql(path, sql), sql);
    GET(file, ProjectFile::open(path, ProjectAccess::ReadWrite, m_progress));
    GET(scenarios, file.documents(DocumentKind::Scenario));
    QCOMPARE(scenarios.size(), 2u);
    QCOMPARE(scenarios[0].name, std::string("other"));
    QCOMPARE(scenarios[1].json, std::string("[3]"));
    QVERIFY(file.removeDocument(DocumentKind::Scenario, "other").has_value());
    QCOMPARE(file.document(DocumentKind::Scenario, "other").error().code, ErrorCode::NotFound);
    GET(ledger, file.ledger());
    QCOMPARE(ledger.size(), 3u);
    QCOMPARE(ledger[1].mean, 4.25);
    QVERIFY(std::isnan(ledger[1].lower50));
    QCOMPARE(ledger[1].actual, 4.5);
    QVERIFY(std::isnan(ledger[0].actual));
    QVERIFY(std::isnan(ledger[2].actual));
    QCOMPARE(ledger[2].issue, std::int64_t{2});
    GET(version, file.dataVersion());
    QCOMPARE(ledger[1].scoredData, version);
    GET(d, file.loadDataset(m_progress));
    QCOMPARE(d->title(), std::string("Title"));
    QVERIFY(d->illustrative());
}

void TestProjectFile::refusesWhatIsNoProject_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("text") << QByteArray("source,target\na,b\n") << int(ErrorCode::NotAProject);
    QTest::newRow("empty") << QByteArray() << int(ErrorCode::NotAProject);
    QTest::newRow("zeros") << QByteArray(8192, '\0') << int(ErrorCode::NotAProject);
    QTest::newRow("missing") << QByteArray("-") << int(ErrorCode::FileMissing);
    QTest::newRow("folder") << QByteArray("/") << int(ErrorCode::NotAFile);
}

void TestProjectFile::refusesWhatIsNoProject() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const QString path = m_folder->filePath("x.chain");
    if (bytes == "/") QVERIFY(QDir().mkpath(path));
    else if (bytes != "-") {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    const auto refused = ProjectFile::open(path.toStdString(), ProjectAccess::ReadWrite, m_progress);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), code);
    QCOMPARE(refused.error().place.file, path.toStdString());
    QVERIFY(refused.error().message.size() > 10);
}

void TestProjectFile::newerProjectsAreReadOnly() {
    { filled("a.chain"); }
    tamper(at("a.chain"), "PRAGMA user_version = 99");
    GET(file, ProjectFile::open(at("a.chain"), ProjectAccess::ReadWrite, m_progress));
    QVERIFY(file.readOnly());
    QVERIFY(QString::fromStdString(file.readOnlyReason()).contains("newer"));
    QVERIFY(file.loadDataset(m_progress).has_value());
    QVERIFY(!file.putDocument(DocumentKind::View, "x", "{}").has_value());
}

void TestProjectFile::damagedContentsAreErrors_data() {
    QTest::addColumn<QString>("sql");
    QTest::newRow("firm number out of range") << "UPDATE link_rows SET source = 999999";
    QTest::newRow("negative firm number") << "UPDATE link_rows SET target = -1";
    QTest::newRow("period out of range") << "UPDATE link_rows SET period = 9223372036854775807";
    QTest::newRow("tag out of range") << "UPDATE link_rows SET tag = 0";
    QTest::newRow("text where a number stands") << "UPDATE link_rows SET source = 'x'";
    QTest::newRow("infinite value") << "UPDATE link_rows SET value = 9e999";
    QTest::newRow("score above one") << "UPDATE link_rows SET digital = 20000";
    QTest::newRow("holes in a dictionary") << "UPDATE firms SET number = number + 1000000000 WHERE number = 3";
    QTest::newRow("tag names an unknown kind") << "UPDATE tags SET kind = 77";
    QTest::newRow("period of unknown granularity") << "UPDATE periods SET granularity = 50";
    QTest::newRow("stage beyond the list") << "UPDATE stage_words SET stage = 3";
    QTest::newRow("more rows than there are") << "UPDATE imports SET last_row_id = 4000000000000";
    QTest::newRow("attributes are no JSON") << "UPDATE firm_versions SET attributes = '[[[['";
    QTest::newRow("firm score out of range") << "UPDATE firm_versions SET digital = -3";
    QTest::newRow("edit of an unknown field") << "INSERT INTO edits VALUES(1, '', '', 1); INSERT INTO firm_edits VALUES(1, 1, 'a', 'colour', 'x', '')";
    QTest::newRow("stage edit beyond the list") << "INSERT INTO edits VALUES(1, '', '', 1); INSERT INTO firm_edits VALUES(1, 1, 'a', 'stage', '9', '')";
    QTest::newRow("merges in a circle") << "INSERT INTO edits VALUES(1, '', '', 1); INSERT INTO firm_edits VALUES(1, 1, 'a', 'merged_into', 'b', ''), (2, 1, 'b', 'merged_into', 'a', '')";
    QTest::newRow("a table is gone") << "DROP TABLE tags";
    QTest::newRow("a view instead of a table") << "DROP TABLE link_rows; CREATE VIEW link_rows AS SELECT 1 AS id";
    QTest::newRow("a column is gone") << "ALTER TABLE link_rows RENAME COLUMN tag TO label";
}

void TestProjectFile::damagedContentsAreErrors() {
    QFETCH(QString, sql);
    { filled("a.chain"); }
    tamper(at("a.chain"), sql.toUtf8().constData());
    const auto opened = ProjectFile::open(at("a.chain"), ProjectAccess::ReadWrite, m_progress);
    const auto code = opened ? [&] {
        const auto loaded = opened->loadDataset(m_progress);
        return loaded ? ErrorCode::Unknown : loaded.error().code;
    }() : opened.error().code;
    QCOMPARE(code, ErrorCode::DamagedProject);
}

void TestProjectFile::savesCopies() {
    ProjectFile file = filled("a.chain");
    QVERIFY(file.saveCopyAs(at("b.chain")).has_value());
    QVERIFY(file.putDocument(DocumentKind::View, "later", "{}").has_value());
    QVERIFY(file.saveCopyAs(at("b.chain")).has_value());
    QVERIFY(!file.saveCopyAs(at("a.chain")).has_value());
    QVERIFY(!file.saveCopyAs(at("none/b.chain")).has_value());
    GET(copy, ProjectFile::open(at("b.chain"), ProjectAccess::ReadOnly, m_progress));
    QVERIFY(copy.document(DocumentKind::View, "later").has_value());
    GET(d, copy.loadDataset(m_progress));
    QCOMPARE(d->flows().size(), 3u);
    QVERIFY(copy.saveCopyAs(at("c.chain")).has_value());
}

void TestProjectFile::whatAnEarlierFileLeftIsNotReplayed() {
    // A program was killed with b.chain open, and somebody deleted b.chain alone.
    {
        ProjectFile killed = filled("earlier.chain");
        QVERIFY(killed.putDocument(DocumentKind::View, "earlier", "{}").has_value());
        QVERIFY(QFile::copy(m_folder->filePath("earlier.chain-wal"), m_folder->filePath("b.chain-wal")));
    }
    const ProjectFile file = filled("a.chain");
    QVERIFY(file.saveCopyAs(at("b.chain")).has_value());
    GET(copy, ProjectFile::open(at("b.chain"), ProjectAccess::ReadWrite, m_progress));
    QVERIFY(!copy.document(DocumentKind::View, "earlier").has_value());
}

void TestProjectFile::evidenceLeadsToTheRow() {
    const ProjectFile file = filled("a.chain");
    GET(rows, file.evidence({"a", "b", "2022", 10}, m_progress));
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].row, std::int64_t{3});
    QCOMPARE(rows[0].file, std::string("links.csv"));
    QCOMPARE(rows[0].sha256, std::string("ab12"));
    QCOMPARE(rows[0].kind, std::string("data"));
    GET(all, file.evidence({}, m_progress));
    QCOMPARE(all.size(), 3u);
    QCOMPARE(all[2].row, std::int64_t{7});
    QCOMPARE(all[0].attributes, std::string("{\"note\":\"single source\"}"));
    QVERIFY(std::isnan(all[2].value));
}

QTEST_GUILESS_MAIN(TestProjectFile)
#include "tst_project_file.moc"
