// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <zip.h>

#include "core/io/read_many.h"
#include "core/io/recipe.h"

using namespace chainscape;

namespace {

using Members = std::vector<std::pair<const char*, QByteArray>>;

std::string zipped(const QTemporaryDir& folder, const char* name, const Members& members) {
    const QByteArray path = (folder.path() + "/" + name).toUtf8();
    int code = 0;
    zip_t* zip = zip_open(path.constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (const auto& [member, bytes] : members)
        zip_file_add(zip, member, zip_source_buffer(zip, bytes.constData(), static_cast<zip_uint64_t>(bytes.size()), 0), ZIP_FL_ENC_UTF_8);
    zip_close(zip);
    return path.toStdString();
}

Members workbook(const QByteArray& sheet, const char* epoch = "0") {
    return {{"xl/workbook.xml", QByteArray("<workbook xmlns:r='x'><workbookPr date1904='") + epoch +
                                    "'/><sheets><sheet name='Flows' sheetId='1' r:id='rId1'/><sheet name='Other' sheetId='2' r:id='rId2'/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
                                           "<Relationship Id='rId2' Target='/xl/worksheets/sheet2.xml'/></Relationships>"},
            {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts>"
                              "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"},
            {"xl/sharedStrings.xml", "<sst><si><t>source</t></si><si><r><t>tar</t></r><r><t>get</t></r><rPh><t>no</t></rPh></si></sst>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + sheet + "</sheetData></worksheet>"},
            {"xl/worksheets/sheet2.xml", "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>id</t></is></c></row></sheetData></worksheet>"}};
}

const QByteArray kSheet =
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='inlineStr'><is><t>date</t></is></c>"
    "<c r='D1' t='str'><v>value</v></c></row>"
    "<row r='3'><c r='A3' t='inlineStr'><is><t>Acme, \"Inc\"\nWest</t></is></c><c r='B3' t='inlineStr'><is><t>b</t></is></c>"
    "<c r='C3' s='1'><v>44197</v></c><c r='D3'><v>0.10000000000000001</v></c></row>"
    "<row r='4'><c r='A4' t='inlineStr'><is><t>c</t></is></c><c r='B4' t='inlineStr'><is><t>d</t></is></c><c r='D4'><f>1+1</f><v>2</v></c></row>";

} // namespace

class TestImportFiles : public QObject {
    Q_OBJECT
private slots:
    void workbooks();
    void hostileWorkbooks_data();
    void hostileWorkbooks();
    void farCell();
    void manyFilesInAnArchive();
    void recipes();
    void badRecipes_data();
    void badRecipes();

private:
    QTemporaryDir m_folder;
};

void TestImportFiles::workbooks() {
    const std::string path = zipped(m_folder, "book.xlsx", workbook(kSheet));
    QCOMPARE(partsOf(path).value(), (std::vector<std::string>{"Flows", "Other"}));
    const TableInput input{path, "Flows", {}};
    const auto shown = preview(input);
    QVERIFY2(shown.has_value(), shown ? "" : shown.error().message.c_str());
    QCOMPARE(shown->header, (std::vector<std::string>{"source", "target", "date", "value"}));
    Progress progress;
    const auto read = readLinks(input, shown->plan, progress);
    QVERIFY(read.has_value());
    QCOMPARE(read->rows.value, (std::vector<double>{0.1, 2}));
    QCOMPARE(read->rows.row, (std::vector<std::int64_t>{3, 4}));
    QCOMPARE(read->rows.periods[read->rows.period[0]].text, std::string("2021-01-01"));
    QCOMPARE(read->rows.firms[read->rows.source[0]], std::string_view("Acme, \"Inc\" West"));
    const TableInput later{zipped(m_folder, "mac.xlsx", workbook(kSheet, "1")), {}, {}};
    QCOMPARE(preview(later)->rows[0].cells[2], std::string("2025-01-02"));
    QVERIFY(preview({path, "Absent", {}}).error().code == ErrorCode::NotFound);
}

void TestImportFiles::hostileWorkbooks_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"entities", "bomb", "no workbook rels", "no sheet", "cut xml", "deep", "row far out"}) QTest::newRow(kind) << QString(kind);
}

void TestImportFiles::hostileWorkbooks() {
    QFETCH(QString, kind);
    Members members = workbook(kSheet);
    if (kind == "entities")
        members[4].second = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>";
    if (kind == "bomb") members[3].second = "<sst><si><t>" + QByteArray(80 << 20, 'x') + "</t></si></sst>";
    if (kind == "no workbook rels") members.erase(members.begin() + 1);
    if (kind == "no sheet") members.erase(members.begin() + 4, members.begin() + 6);
    if (kind == "cut xml") members[4].second.chop(40);
    if (kind == "deep") members[4].second = QByteArray("<a>").repeated(1000);
    if (kind == "row far out") members[4].second = "<worksheet><sheetData><row r='2000000'><c><v>1</v></c></row></sheetData></worksheet>";
    const auto shown = preview({zipped(m_folder, "bad.xlsx", members), {}, {}});
    QVERIFY(!shown.has_value());
    QVERIFY(shown.error().message.size() > 20);
}

void TestImportFiles::farCell() {
    const std::string path = zipped(m_folder, "far.xlsx", workbook("<row r='1048576'><c r='A1048576'><v>1</v></c></row>"));
    const auto shown = preview({path, {}, {}});
    QVERIFY(!shown.has_value()); // a million blank lines are no table
}

void TestImportFiles::manyFilesInAnArchive() {
    const std::string path = zipped(m_folder, "months.zip",
                                    {{"2020-01.csv", "Supplier,Entity,Date,Amount,digital\na,x,2020-01-05,10,80\nGrand Total,x,,10,\n"},
                                     {"__MACOSX/._2020-01.csv", "junk"},
                                     {"2020-02.csv", "#,Entity,SUPPLIER,Date,Amount Paid,digital\n1,x,b,2020-02-05,5,1\n2,x,a,2020-02-06,7,0\n"}});
    const std::vector<std::string> paths{path};
    const auto inputs = expanded(paths);
    QVERIFY(inputs.has_value());
    QCOMPARE(inputs->size(), std::size_t(2));
    Progress progress;
    const auto many = readManyLinks(*inputs, preview((*inputs)[0])->plan, progress);
    QVERIFY2(many.has_value(), many ? "" : many.error().message.c_str());
    QCOMPARE(many->rows.value, (std::vector<double>{10, 5, 7}));
    QVERIFY(many->reports[0].rejects[0].reason == RejectReason::Total);
    QCOMPARE(many->rows.source[0], many->rows.source[2]);
    QCOMPARE(many->rows.digital, (std::vector<float>{0.8f, 0.01f, 0.0f})); // one scale for all files
    const auto& warnings = many->reports[1].warnings;
    QVERIFY(std::find(warnings.begin(), warnings.end(), "The column \"#\" is new; it is kept as an attribute.") != warnings.end());
}

void TestImportFiles::recipes() {
    Recipe recipe;
    recipe.name = "Monthly \u00FCbersicht";
    recipe.plan.dialect.delimiter = ';';
    recipe.plan.dialect.numbers = {',', '.'};
    recipe.plan.dialect.encoding = "windows-1252";
    recipe.plan.mapping.columns = {{"von", ColumnRole::Source, true}, {"an", ColumnRole::Target, true}, {"x", ColumnRole::Ignore, true}};
    recipe.plan.mapping.digitalScale = DigitalScale::Levels;
    recipe.plan.mapping.constantUnit = "t";
    recipe.aliases = {{"GPA", "Government Property Agency"}};
    const auto again = recipeFromJson(toJson(recipe));
    QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
    QVERIFY(*again == recipe);
    const std::vector<std::string> a{"Supplier ID", "Amount"}, b{"amount", "supplier_id"};
    QCOMPARE(headerSignature(a), headerSignature(b));
}

void TestImportFiles::badRecipes_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no json") << QByteArray("{");
    QTest::newRow("no version") << QByteArray("{}");
    QTest::newRow("list") << QByteArray("[1]");
    QTest::newRow("unknown field") << QByteArray("{\"chainscape_recipe\":1,\"colour\":2}");
    QTest::newRow("unknown role") << QByteArray("{\"chainscape_recipe\":1,\"mapping\":{\"columns\":[{\"header\":\"a\",\"role\":\"king\"}]}}");
    QTest::newRow("long delimiter") << QByteArray("{\"chainscape_recipe\":1,\"dialect\":{\"delimiter\":\"ab\"}}");
    QTest::newRow("wrong type") << QByteArray("{\"chainscape_recipe\":1,\"dialect\":{\"skip_lines\":\"two\"}}");
    QTest::newRow("unknown encoding") << QByteArray("{\"chainscape_recipe\":1,\"dialect\":{\"encoding\":\"klingon\"}}");
}

void TestImportFiles::badRecipes() {
    QFETCH(QByteArray, json);
    const auto recipe = recipeFromJson(json.toStdString());
    QVERIFY(!recipe && recipe.error().code == ErrorCode::BadFormat);
}

QTEST_APPLESS_MAIN(TestImportFiles)
#include "tst_import_files.moc"
