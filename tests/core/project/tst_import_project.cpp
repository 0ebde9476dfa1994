// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include "core/io/read_many.h"
#include "core/project/export_data.h"
#include "core/project/link_confidence.h"
#include "core/project/similar_firms.h"
#include "core/project/project.h"

using namespace chainscape;

class TestImportProject : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void readsStagesByTheirWords_data();
    void readsStagesByTheirWords();
    void givenStagesDecide();
    void importsFilesAsOneStep();
    void rejectsUnknownStages();
    void laterFilesAddStages();
    void aNewListRereadsOldWords();
    void infersMissingStages();
    void failedImportsLeaveNothing();
    void takesBackAndBringsBack();
    void exportsAndImportsTheSame();
    void everyFormatComesBack_data();
    void everyFormatComesBack();
    void nextQuarter();
    void linksCallFirmsByName();
    void linksNameTheirFirms();
    void unlistedFirmsCanBeRejected();
    void accountsNameOnePartner();
    void confidenceOfLinks();
    void looksWithoutWriting();
    void whatWasSaidForAll();
    void wordsAreKept();
    void reasonsComeBack();
    void proposesSimilarNames();
    void failedExportsLeaveNothing();
    void buildsTheSamples_data();
    void buildsTheSamples();

private:
    std::string at(const QString& name) { return m_folder->filePath(name).toStdString(); }
    ImportSource text(const char* name, const QByteArray& content) {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", name);
        file.write(content);
        return {{at(name), {}, nullptr}, {}, {}};
    }
    ImportSummary imported(const char* project, const std::vector<ImportSource>& sources, const ImportOptions& options = {}) {
        auto summary = importAsProject(at(project), sources, options, m_progress);
        if (!summary) qFatal("%s", describe(summary.error()).c_str());
        return std::move(*summary);
    }
    ProjectFile open(const char* project) {
        auto file = ProjectFile::open(at(project), ProjectAccess::ReadWrite, m_progress);
        if (!file) qFatal("%s", describe(file.error()).c_str());
        return std::move(*file);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    Progress m_progress;
};

void TestImportProject::readsStagesByTheirWords_data() {
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

void TestImportProject::readsStagesByTheirWords() {
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

void TestImportProject::givenStagesDecide() {
    const auto own = stagesFor({"b", "2", "x"}, {{"A", "B"}});
    QCOMPARE(own.words.size(), 2u);
    QCOMPARE(own.words[0].second, 2);
    QCOMPARE(own.words[1].second, 2);
    QCOMPARE(own.unknown, std::vector<std::string>{"x"});
    const auto defaults = stagesFor({"retail"}, defaultStages());
    QCOMPARE(defaults.words[0].second, 6);
}

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

void TestImportProject::rejectsUnknownStages() {
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

void TestImportProject::laterFilesAddStages() {
    imported("p.chain", {text("firms.csv", "id,stage\na,Mine\nb,Shop\n")});
    ProjectFile file = open("p.chain");
    const auto more = appendFiles(file, {text("more.csv", "id,stage\nc,Sea\nd,mine\ne,Retail\n")}, {}, m_progress);
    QVERIFY2(more.has_value(), more ? "" : describe(more.error()).c_str());
    QCOMPARE(more->dataset->stages(), (StageList{{"Mine", "Shop", "Sea", "Retail"}}));
    QCOMPARE(more->dataset->firms().stage, (std::vector<std::int16_t>{1, 2, 3, 1, 4}));
    QCOMPARE(more->warnings.size(), 3u);
}

void TestImportProject::aNewListRereadsOldWords() {
    imported("p.chain", {text("firms.csv", "id,stage\na,Mine\nb,Shop\n")});
    ProjectFile file = open("p.chain");
    ImportOptions options;
    options.stages = {{"Shop", "Sea"}};
    const auto more = appendFiles(file, {text("more.csv", "id,stage\nc,Sea\n")}, options, m_progress);
    QVERIFY2(more.has_value(), more ? "" : describe(more.error()).c_str());
    QCOMPARE(more->dataset->firms().stage, (std::vector<std::int16_t>{0, 1, 2}));
    QVERIFY(!more->warnings.empty());
}

void TestImportProject::infersMissingStages() {
    const auto summary = imported("p.chain", {text("links.csv", "source,target,value\na,b,1\nb,c,1\n")});
    const auto& firms = summary.dataset->firms();
    QCOMPARE(firms.stageInferred, (std::vector<std::uint8_t>{1, 1, 1}));
    QVERIFY(firms.stage[0] < firms.stage[1] && firms.stage[1] < firms.stage[2]);
    QVERIFY(!summary.dataset->hasGivenStages());
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
    imported("p.chain", {links});
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

void TestImportProject::exportsAndImportsTheSame() {
    const auto before = imported("p.chain", {text("links.csv", "source,target,period,kind,value,unit,digital,via_platform,source_ref,confidence,note\n"
                                                               "\"=cmd, x\",b,2021Q1,material,0.1,kg,0.5,p,invoice 7,0.9,\"said \"\"no\"\"\"\n"
                                                               "b,c,2021Q2,data,-3,kg,,,,,\nb,c,2021Q2,data,,kg,0.25,,,,007\n"),
                                             text("firms.csv", "id,name,stage,sector,region,digital,is_platform,end_user,revenue,period,code\n"
                                                               "=cmd\\, x,+Plus,Sea,s,r,0.3,,,1e6,,0012\nb,B,Port,,,,1,,,,\nb,,,,,0.75,,,,2021Q2,\nc,C,Land,,,,,1,,,\n")});
    auto project = openProject(at("p.chain"), ProjectAccess::ReadOnly, m_progress);
    QVERIFY(project.has_value());
    const auto out = exportData(*project, ExportFormat::Csv, at("out"), m_progress);
    QVERIFY2(out.has_value(), out ? "" : describe(out.error()).c_str());
    QVERIFY(out->warnings.empty());
    const std::vector<ImportSource> again{{{at("out/firms.csv"), {}, nullptr}, TableKind::Firms, {}}, {{at("out/links.csv"), {}, nullptr}, TableKind::Links, {}}};
    const auto after = imported("q.chain", again);
    QCOMPARE(after.rowsRejected, std::int64_t{0});
    auto second = openProject(at("q.chain"), ProjectAccess::ReadOnly, m_progress);
    QVERIFY(exportData(*second, ExportFormat::Csv, at("out2"), m_progress).has_value());
    for (const char* name : {"/links.csv", "/firms.csv"}) {
        QFile one(QString::fromStdString(at("out")) + name), two(QString::fromStdString(at("out2")) + name);
        QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
        QCOMPARE(two.readAll(), one.readAll());
    }
    const Dataset &x = *project->dataset, &y = *second->dataset;
    QCOMPARE(y.stages(), x.stages());
    QCOMPARE(y.firms().size(), x.firms().size());
    for (std::size_t f = 0; f < x.firms().size(); ++f) {
        const auto g = y.firmIndex(x.firms().id[f]);
        QVERIFY2(g != kNone, x.firms().id[f].c_str());
        QCOMPARE(y.firms().name[g], x.firms().name[f]);
        QCOMPARE(y.firms().stage[g], x.firms().stage[f]);
        QCOMPARE(y.firms().isPlatform[g], x.firms().isPlatform[f]);
    }
    QCOMPARE(y.flows().size(), x.flows().size());
    QCOMPARE(before.dataset->flows().size(), x.flows().size());
}

void TestImportProject::everyFormatComesBack_data() {
    QTest::addColumn<std::string>("format");
    for (const char* name : {"csv", "xlsx", "graphml", "gexf"}) QTest::newRow(name) << std::string(name);
}

/// What is written in a format and read again says the same to the last byte when both are written as CSV.
void TestImportProject::everyFormatComesBack() {
    QFETCH(std::string, format);
    imported("p.chain", {text("links.csv", "source,target,period,kind,value,unit,digital,via_platform,source_ref,confidence,note\n"
                                           "\"=cmd, x\",b,2021Q1,material,0.30000000000000004,kg,0.3,p,'=quoted,0.9,\"said \"\"no\"\"\"\n"
                                           "b,c,2021Q2,data,-3,kg,,,,, blank\nb,c,2021Q2,data,,kg,0.25,,,,007\nb,c,2021Q2,data,1e-7,kg,,,,,<&>\n"),
                         text("firms.csv", "id,name,stage,sector,region,digital,is_platform,end_user,revenue,period,code\n"
                                           "\"=cmd, x\",+Plus,Sea,s,r,0.3,,,1e6,,0012\nb,\"B \"\"Süd\"\" & <Söhne>\",Port,,,,1,,,,\nb,,,,,0.75,,,,2021Q2,\nb,,Land,,,,0,,,2022Q1,\nc,C,Land,,,,,1,,,\n")});
    auto project = openProject(at("p.chain"), ProjectAccess::ReadOnly, m_progress);
    QVERIFY(project.has_value());
    QVERIFY(exportData(*project, ExportFormat::Csv, at("out"), m_progress).has_value());
    const std::string file = at(QString::fromStdString("data." + format));
    const auto written = exportData(*project, *exportFormatOf(format), file, m_progress);
    QVERIFY2(written.has_value(), written ? "" : describe(written.error()).c_str());
    QCOMPARE(written->linkRows, std::int64_t(4));
    std::vector<ImportSource> sources;
    if (format == "csv") sources = {{{file + "/firms.csv", {}, nullptr}, TableKind::Firms, {}}, {{file + "/links.csv", {}, nullptr}, TableKind::Links, {}}};
    else
        for (const char* part : {"firms", "links"}) sources.push_back({{file, part, nullptr}, kindByName(part), {}});
    const auto again = imported("q.chain", sources);
    QCOMPARE(again.rowsRejected, std::int64_t{0});
    auto second = openProject(at("q.chain"), ProjectAccess::ReadOnly, m_progress);
    QVERIFY(exportData(*second, ExportFormat::Csv, at("out2"), m_progress).has_value());
    for (const char* name : {"/links.csv", "/firms.csv"}) {
        QFile one(QString::fromStdString(at("out")) + name), two(QString::fromStdString(at("out2")) + name);
        QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
        QCOMPARE(two.readAll(), one.readAll());
    }
    QVERIFY(second->dataset->stages() == project->dataset->stages());
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

/// A list of firms gives ids and names; links that call the names mean those firms, now and in later files.
void TestImportProject::linksCallFirmsByName() {
    const auto firms = text("firms.csv", "firm_id,name,stage\nP1,Alpha,1\nP2,Beta,2\nP3,Twin,1\nP4,Twin,2\n");
    const auto summary = imported("p.chain", {firms, text("links.csv", "source,target,value\nAlpha,Beta,1\nP1,Gamma,2\nTwin,Beta,3\n")});
    QStringList ids;
    for (const auto& id : summary.dataset->firms().id) ids << QString::fromStdString(id);
    QCOMPARE(ids.join(' '), QString("P1 P2 P3 P4 Gamma Twin")); // two firms are called Twin: neither is meant
    QVERIFY(std::ranges::any_of(summary.warnings, [](const auto& w) { return w.find("2 firms that the links call by name") != std::string::npos; }));
    ProjectFile file = open("p.chain");
    const auto later = appendFiles(file, {text("later.csv", "source,target,value\nBeta,Alpha,4\n")}, {}, m_progress);
    QVERIFY(later);
    QCOMPARE(later->firms, std::int64_t(6));
}

/// A name beside a code is the firm's name; a list of firms has the last word.
void TestImportProject::linksNameTheirFirms() {
    const auto links = text("links.csv", "seller_id,seller_name,buyer,value\n7,Acme,b,1\n8,Bolt,b,2\n");
    const auto summary = imported("p.chain", {text("firms.csv", "id,name\n8,Bolt & Sons\n"), links});
    const auto& firms = summary.dataset->firms();
    const auto nameOf = [&](const char* id) { return QString::fromStdString(firms.name[summary.dataset->firmIndex(id)]); };
    QCOMPARE(nameOf("7"), QString("Acme"));
    QCOMPARE(nameOf("8"), QString("Bolt & Sons"));
    QCOMPARE(nameOf("b"), QString("b"));
    ProjectFile file = open("p.chain");
    QCOMPARE(*file.listedFirms(), std::vector<std::string>{"8"}); // what links name is not listed
    const auto later = appendFiles(file, {text("later.csv", "source,target,value\nAcme,b,4\n")}, {}, m_progress);
    QVERIFY(later);
    QCOMPARE(later->firms, std::int64_t(3)); // found by its name
}

/// An account names the other side alone, whichever that is; whose account it is, is said.
void TestImportProject::accountsNameOnePartner() {
    const auto account = text("konto.csv", "Buchungstag;Auftraggeber/Empf\xC3\xA4nger;Betrag\n31.12.2024;Ore;-1.200,50\n30.12.2024;Tin;10,00\n");
    ImportOptions mine;
    mine.given.target = "Mill";
    const auto planned = plannedSources(nullptr, {account}, mine);
    QVERIFY(planned);
    const ColumnMapping& mapping = planned->at(0).plan->mapping;
    QVERIFY(mapping.find(ColumnRole::Source) == std::size_t(1) && !mapping.find(ColumnRole::Target));
    QCOMPARE(mapping.constantTarget, std::string("Mill"));
    mine.given = {};
    mine.given.source = "Mill";
    const auto other = plannedSources(nullptr, {account}, mine);
    QVERIFY(other && other->at(0).plan->mapping.find(ColumnRole::Target) == std::size_t(1));
}

/// By flow and by edge, weighted by value; merged firms and imports that were taken back count as they stand now.
void TestImportProject::confidenceOfLinks() {
    imported("c.chain", {text("a.csv", "from,to,period,value,confidence\nP,Q,2023,30,0.9\nP,Q,2023,10,0.5\nP,R,2023,5,\nP2,R,2024,5,0.2\nP,Q,2024,0,1\n")});
    auto file = open("c.chain");
    const auto at = [&](const DatasetPtr& dataset, const char* from, const char* to, const char* period) {
        SnapshotSpec spec;
        spec.from = dataset->periodIndex(period);
        const SnapshotPtr s = *makeSnapshot(dataset, spec);
        const auto values = edgeConfidence(*s);
        const auto edge = s->edgeBetween(s->nodeOfId(from), s->nodeOfId(to));
        return values.empty() || edge == kNone ? -1.0 : values[edge];
    };
    DatasetPtr dataset = *reload(file, m_progress);
    QCOMPARE(dataset->flows().confidence.size(), dataset->flows().size());
    QVERIFY(std::abs(at(dataset, "P", "Q", "2023") - 0.8) < 1e-6);
    QVERIFY(std::isnan(at(dataset, "P", "R", "2023")));
    QVERIFY(std::abs(at(dataset, "P2", "R", "2024") - 0.2) < 1e-6);
    QVERIFY(file.addEdits("Merged", {{"P2", FirmField::MergedInto, "P", {}}}));
    dataset = *reload(file, m_progress);
    QVERIFY(std::abs(at(dataset, "P", "R", "2024") - 0.2) < 1e-6);
    const auto more = appendFiles(file, {text("b.csv", "from,to,period,value\nP,Q,2025,1\n")}, {}, m_progress);
    QVERIFY(more);
    dataset = *takeBack(file, 1, m_progress);
    QVERIFY(dataset->flows().confidence.empty()); // what is left says nothing of it
}

/// Links of firms in no list: kept and counted, or rejected when that is said; by what the project lists, too.
void TestImportProject::unlistedFirmsCanBeRejected() {
    const auto firms = text("firms.csv", "id,name\nP1,Alpha\nP2,Beta\n");
    const auto links = text("links.csv", "source,target,value\nP1,P2,1\nAlpha,P9,2\nP8,P2,3\n");
    ImportOptions strict;
    strict.given.rejectUnlisted = true;
    const auto planned = plannedSources(nullptr, {firms, links}, strict);
    QVERIFY(planned);
    const auto seen = compareFiles(nullptr, {}, *planned, m_progress);
    QVERIFY(seen);
    QCOMPARE(seen->files[1].rowsKept, std::int64_t(1));
    QCOMPARE(seen->rejects.at(0), (std::pair<std::string, std::int64_t>{"unlisted_firm", 2}));
    QCOMPARE(seen->unlisted, std::int64_t(0));
    const auto made = importAsProject(m_folder->filePath("p.chain").toStdString(), {firms, links}, strict, m_progress);
    QVERIFY(made);
    QCOMPARE(made->rowsRead, made->rowsKept + made->rowsRejected);
    QCOMPARE(made->rowsRejected, std::int64_t(2));
    QCOMPARE(made->firms, std::int64_t(2));
    ProjectFile file = open("p.chain");
    const auto later = appendFiles(file, {text("later.csv", "source,target,amount\nP2,P1,1\nP2,P7,1\n")}, strict, m_progress);
    QVERIFY(later);
    QCOMPARE(later->rowsRejected, std::int64_t(1));
    QVERIFY(later->files.at(0).rejects.at(0).sentence.find("\"P7\" is in no list of firms") == 0);
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

/// Look-alikes are proposed, never merged by themselves; a pair said to be two firms stays away.
void TestImportProject::proposesSimilarNames() {
    const auto summary = imported("p.chain", {text("links.csv", "source,target,value\nAcme Steel GmbH,b,1\nACME Steel,b,2\nACME Steel,c,2\nZinc Works,b,1\n")});
    QCOMPARE(summary.firms, std::int64_t(5));
    const auto pairs = similarFirms(*summary.dataset, {}, 0.8, m_progress);
    QVERIFY(pairs.has_value());
    QCOMPARE(pairs->size(), 1u);
    QCOMPARE(summary.dataset->firms().id[pairs->front().keep], std::string("ACME Steel"));
    QVERIFY(!pairs->front().reasons.empty());
    QVERIFY(similarFirms(*summary.dataset, {{"Acme Steel GmbH", "ACME Steel"}}, 0.8, m_progress)->empty());
    ProjectFile file = open("p.chain");
    const auto edits = mergesOf(*summary.dataset, *pairs, "2021");
    QCOMPARE(edits.size(), 1u);
    QVERIFY(file.addEdits("Merged", edits).has_value());
    QCOMPARE((*reload(file, m_progress))->firms().size(), 4u);
    const auto later = appendFiles(file, {text("later.csv", "source,target,value\nAcme Steel GmbH,b,4\n")}, {}, m_progress);
    QCOMPARE(later->firms, std::int64_t(4)); // the alias holds for later imports
}

/// Nothing is left behind by an export that was stopped or cannot be written.
void TestImportProject::failedExportsLeaveNothing() {
    imported("p.chain", {text("links.csv", "source,target,value\na,b,1\n")});
    auto project = openProject(at("p.chain"), ProjectAccess::ReadOnly, m_progress);
    const auto files = QDir(m_folder->path()).entryList(QDir::Files);
    Progress stopped;
    stopped.stop();
    for (const char* format : {"xlsx", "graphml", "gexf"}) {
        QVERIFY(!exportData(*project, *exportFormatOf(format), at("none/data"), m_progress).has_value());
        QCOMPARE(exportData(*project, *exportFormatOf(format), at("data"), stopped).error().code, ErrorCode::Cancelled);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), files);
    }
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
