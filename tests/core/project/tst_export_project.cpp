// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is exported and imported again is the same.
#include "core/io/read_many.h"
#include "core/project/export_data.h"
#include "tests/core/project/import_stand.h"

using namespace chainscape;

class TestExportProject : public test::ImportStand {
    Q_OBJECT
private slots:
    void init() { anew(); }
    void exportsAndImportsTheSame();
    void everyFormatComesBack_data();
    void everyFormatComesBack();
    void failedExportsLeaveNothing();

private:
    Result<Project> comesBack(const std::vector<ImportSource>& sources);
};

/// What was exported, imported as another project: exported once more it is the same as "out".
Result<Project> TestExportProject::comesBack(const std::vector<ImportSource>& sources) {
    const auto again = imported("q.chain", sources);
    auto second = openProject(at("q.chain"), ProjectAccess::ReadOnly, m_progress);
    [&] {
        QCOMPARE(again.rowsRejected, std::int64_t{0});
        QVERIFY(second.has_value());
        QVERIFY(exportData(*second, ExportFormat::Csv, at("out2"), m_progress).has_value());
        for (const char* name : {"/links.csv", "/firms.csv"}) {
            QFile one(QString::fromStdString(at("out")) + name), two(QString::fromStdString(at("out2")) + name);
            QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
            QCOMPARE(two.readAll(), one.readAll());
        }
    }();
    return second;
}

void TestExportProject::exportsAndImportsTheSame() {
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
    const auto second = comesBack(again);
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

void TestExportProject::everyFormatComesBack_data() {
    QTest::addColumn<std::string>("format");
    for (const char* name : {"csv", "xlsx", "graphml", "gexf"}) QTest::newRow(name) << std::string(name);
}

/// What is written in a format and read again says the same to the last byte when both are written as CSV.
void TestExportProject::everyFormatComesBack() {
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
    const auto second = comesBack(sources);
    QVERIFY(second->dataset->stages() == project->dataset->stages());
}

/// Nothing is left behind by an export that was stopped or cannot be written.
void TestExportProject::failedExportsLeaveNothing() {
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

QTEST_GUILESS_MAIN(TestExportProject)
#include "tst_export_project.moc"
