// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>

#include "core/io/encoding.h"
#include "core/io/import_tables.h"

using namespace chainscape;

namespace {

TableInput clip(std::string text) { return {"clip.csv", {}, std::make_shared<const std::string>(std::move(text))}; }

LinkImport links(const std::string& text) {
    const auto shown = preview(clip(text));
    Progress progress;
    return shown ? readLinks(clip(text), shown->plan, progress).value_or(LinkImport{}) : LinkImport{};
}

std::string roles(const ColumnMapping& mapping) {
    std::string text;
    for (const MappedColumn& column : mapping.columns) text += (text.empty() ? "" : " ") + std::string(nameOf(column.role)) + (column.sure ? "" : "?");
    return text;
}

} // namespace

class TestImport : public QObject {
    Q_OBJECT
private slots:
    void dialects_data();
    void dialects();
    void encodings_data();
    void encodings();
    void rolesByHeader_data();
    void rolesByHeader();
    void countsAlwaysAddUp();
    void columnsAreTyped();
    void digitalScales();
    void noValuesCountOne();
    void wideAndMatrix();
    void shapesAreSeen();
    void firmsAndFlags();
    void appendTranslates();
    void manyBlocksAreDeterministic();
    void badFiles();
    void cancelled();
};

void TestImport::dialects_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<int>("rows");
    const auto row = [](const char* name, const char* text, const char* wanted, int rows) {
        QTest::newRow(name) << QByteArray(text) << QString(wanted) << rows;
    };
    row("comma", "source,target,value\na,b,1.5\nb,c,2\n", "UTF-8, comma, decimal point, header in line 1", 2);
    row("semicolon, decimal comma", "source;target;value\na;b;1,5\nb;c;2,25\n", "UTF-8, semicolon, decimal comma, header in line 1", 2);
    row("tab", "source\ttarget\tvalue\na, x\tb\t1\nb\tc\t2\n", "UTF-8, tab, decimal point, header in line 1", 2);
    row("bar", "source|target|value\na|b|1\nb|c|2\n", "UTF-8, bar, decimal point, header in line 1", 2);
    row("blanks", "source   target  value\na   b  1\nb  c   2\n", "UTF-8, blanks, decimal point, header in line 1", 2);
    row("title above", "Report of May\n\nsource,target,value\na,b,1\nb,c,2\nc,d,3\n", "UTF-8, comma, decimal point, header in line 3", 3);
    row("no header", "Alpha,Beta,12\nBeta,Gamma,7\nGamma,Delta,9\n", "UTF-8, comma, decimal point, no header", 3);
    row("footer", "source,target,value\na,b,1\nb,c,2\nc,d,2\nSource: the office\n", "UTF-8, comma, decimal point, header in line 1", 3);
    row("comments", "# made today\n# by hand\nsource,target,value\na,b,1\n#x\nb,c,2\n", "UTF-8, comma, decimal point, header in line 3", 2);
    row("doubly encoded mark", "\xC3\xAF\xC2\xBB\xC2\xBFsource,target,value\na,b,1\n", "UTF-8, comma, decimal point, header in line 1", 1);
    row("mark", "\xEF\xBB\xBF\"source\",target,value\na,b,1\n", "UTF-8, comma, decimal point, header in line 1", 1);
}

void TestImport::dialects() {
    QFETCH(QByteArray, text);
    QFETCH(QString, wanted);
    QFETCH(int, rows);
    const auto shown = preview(clip(text.toStdString()));
    QVERIFY(shown.has_value());
    QCOMPARE(QString::fromStdString(toText(shown->plan.dialect)), wanted);
    Progress progress;
    if (shown->plan.dialect.hasHeader) QCOMPARE(shown->header[0], std::string("source"));
    const auto read = readLinks(clip(text.toStdString()), shown->plan, progress);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(read->report.rowsKept, std::int64_t(rows));
    QCOMPARE(read->report.rowsRejected, std::int64_t(0));
}

void TestImport::encodings_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    const QString table = QString::fromUtf8("source,target,value\nM\u00FCller,K\u00E4ufer GmbH,1\nFran\u00E7ois,\u00C9cole sup\u00E9rieure,2\nGr\u00F6\u00DFe,Stra\u00DFe,3\n");
    const auto utf16 = [&](bool big) {
        QByteArray bytes;
        for (const QChar c : table) {
            const char low = char(c.unicode() & 0xFF), high = char(c.unicode() >> 8);
            bytes.append(big ? high : low);
            bytes.append(big ? low : high);
        }
        return bytes;
    };
    QTest::newRow("utf-8") << table.toUtf8() << "UTF-8";
    QTest::newRow("latin") << table.toLatin1() << "windows-1252";
    QTest::newRow("utf-16le") << utf16(false) << "UTF-16LE";
    QTest::newRow("utf-16be") << utf16(true) << "UTF-16BE";
    QTest::newRow("utf-16le with mark") << QByteArray("\xFF\xFE") + utf16(false) << "UTF-16LE";
}

void TestImport::encodings() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    const auto input = clip(bytes.toStdString());
    const auto shown = preview(input);
    QVERIFY(shown.has_value());
    QCOMPARE(QString::fromStdString(shown->plan.dialect.encoding), name);
    Progress progress;
    const auto read = readLinks(input, shown->plan, progress);
    QVERIFY(read.has_value());
    QVERIFY(read->rows.firms.find("M\u00FCller") != StringTable::none);
    QVERIFY(read->rows.firms.find("\u00C9cole sup\u00E9rieure") != StringTable::none);
    QCOMPARE(read->report.rowsKept, std::int64_t(3));
}

void TestImport::rolesByHeader_data() {
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("cells");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* header, const char* cells, const char* wanted) {
        QTest::newRow(header) << QString::fromUtf8(header) << QString::fromUtf8(cells) << QString(wanted);
    };
    row("source,target,period,kind,value,unit,digital,via_platform,source_ref,confidence", "a,b,2020,x,1,t,.5,p,r,.9",
        "source target period kind value unit digital via_platform source_ref confidence");
    row("from,to,amount,year", "a,b,1,2020", "source target value period");
    row("Lieferant;K\u00E4ufer;Betrag;Monat", "a;b;1,5;2020-01", "source target value period");
    row("fournisseur,acheteur,montant,ann\u00E9e", "a,b,1,2020", "source target value period");
    row("proveedor,comprador,importe,a\u00F1o", "a,b,1,2020", "source target value period");
    row("fornecedor,cliente,valor,data", "a,b,1,2020", "source target value period");
    row("\u4F9B\u5E94\u5546,\u5BA2\u6237,\u91D1\u989D,\u5E74\u4EFD", "a,b,1,2020", "source target value period");
    row("SupplierName,BuyerName,Net Amount,Year,Month", "a,b,1,2020,4", "source target value period sub_period");
    row("id,name,stage,sector,country,kind,lat,lon", "1,a,2,s,DE,k,50.1,8.2", "id name stage sector region attribute latitude longitude");
    row("id,name,region,country,digital,is_platform,end_user,revenue", "1,a,EU,DE,.5,yes,no,12",
        "id name region attribute firm_digital is_platform end_user revenue");
    row("id,name,first_month,payments", "1,a,2020-01,5", "id name attribute attribute");
}

void TestImport::rolesByHeader() {
    QFETCH(QString, header);
    QFETCH(QString, cells);
    QFETCH(QString, wanted);
    const auto shown = preview(clip((header + "\n" + cells + "\n" + cells + "\n").toStdString()));
    QVERIFY(shown.has_value());
    QCOMPARE(QString::fromStdString(roles(shown->plan.mapping)), wanted);
}

void TestImport::countsAlwaysAddUp() {
    const auto read = links("source,target,period,value,digital\n"
                            "a,b,2020,1,0.5\n"      // 2
                            ",b,2020,1,0.5\n"       // 3 blank source
                            "a, ,2020,1,0.5\n"      // 4 blank target
                            "a,b,soon,1,0.5\n"      // 5 bad period
                            "a,b,2020,many,0.5\n"   // 6 bad value
                            "a,b,2020,1,101\n"      // 7 bad score
                            "a,b,2020,-3,\n"        // 8 negative, unknown score
                            "a,b,2020,:,0.1\n"      // 9 unknown value
                            "a,b,2020,1,0.5,more\n" // 10 too many cells
                            "a,b,2020,1,0.5,,\n"    // 11 blank cells beyond are none
                            "\n"
                            "a,b\n"                 // 13 short
                            "\"a\nc\",b,2020,1,1\n" // 14, two lines
                            "a,b,2020,1,1\n");      // 16
    const FileReport& report = read.report;
    QCOMPARE(report.rowsRead, std::int64_t(13));
    QCOMPARE(report.rowsKept, std::int64_t(7));
    QCOMPARE(report.rowsRejected, std::int64_t(6));
    QCOMPARE(report.negativeValues, std::int64_t(1));
    QCOMPARE(report.unknownValues, std::int64_t(2));
    QCOMPARE(report.shortRows, std::int64_t(1));
    std::string seen;
    for (const Reject& reject : report.rejects) seen += std::to_string(reject.row) + ":" + std::string(nameOf(reject.reason)) + " ";
    QCOMPARE(seen, std::string("3:blank_source 4:blank_target 5:bad_period 6:bad_value 7:bad_digital 10:too_many_cells "));
    QCOMPARE(report.rejects[3].original, std::string("a,b,2020,many,0.5"));
    QCOMPARE(report.rejects[3].sentence, std::string("\"many\" is not a number."));
    QCOMPARE(report.rejects[3].column, std::string("value"));
    QCOMPARE(read.rows.row, (std::vector<std::int64_t>{2, 8, 9, 11, 13, 14, 16}));
}

void TestImport::columnsAreTyped() {
    const auto read = links("source,target,period,kind,value,unit,platform,note,code\n"
                            " a ,b,2020Q1,material,\"1,234.50\",t,P,\"x, \"\"y\"\"\",007\n"
                            "b,a,2020Q2,service,2,t,,,01\n");
    const LinkRows& rows = read.rows;
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows.value, (std::vector<double>{1234.5, 2}));
    QCOMPARE(rows.source[0], rows.target[1]);
    QCOMPARE(rows.firms[rows.source[0]], std::string_view("a"));
    QCOMPARE(rows.firms[rows.viaPlatform[0]], std::string_view("P"));
    QCOMPARE(rows.viaPlatform[1], 0u);
    QCOMPARE(rows.words[rows.kind[1]], std::string_view("service"));
    QCOMPARE(rows.periods[rows.period[1]].text, std::string("2020Q2"));
    QVERIFY(rows.periods[0].text.empty());
    QCOMPARE(rows.attributes.size(), std::size_t(2));
    QCOMPARE(rows.words[rows.attributes[0].ids[0]], std::string_view("x, \"y\""));
    QCOMPARE(rows.words[rows.attributes[1].ids[0]], std::string_view("007"));
    QVERIFY(rows.digital.empty());
    QCOMPARE(rows.firms.size(), std::size_t(4));
}

void TestImport::digitalScales() {
    const auto levels = links("source,target,value,digital\na,b,1,4\na,b,1,2\n");
    QVERIFY(levels.report.digitalScale == DigitalScale::Levels);
    QCOMPARE(levels.rows.digital, (std::vector<float>{1.0f, 0.5f}));
    const auto percent = links("source,target,value,digital\na,b,1,85\na,b,1,\n");
    QVERIFY(percent.report.digitalScale == DigitalScale::Percent);
    QCOMPARE(percent.rows.digital[0], 0.85f);
    QVERIFY(std::isnan(percent.rows.digital[1]));
    const auto unit = links("source,target,value,digital\na,b,1,1\na,b,1,0.25\n");
    QCOMPARE(unit.rows.digital, (std::vector<float>{1.0f, 0.25f}));
}

void TestImport::noValuesCountOne() {
    const auto read = links("source,target\na,b\nb,c\n");
    QCOMPARE(read.rows.value, (std::vector<double>{1, 1}));
    QVERIFY(std::any_of(read.report.warnings.begin(), read.report.warnings.end(),
                        [](const std::string& w) { return w.find("counts 1") != std::string::npos; }));
}

void TestImport::wideAndMatrix() {
    ReadPlan plan;
    plan.mapping.columns = {{"source", ColumnRole::Source, true}, {"target", ColumnRole::Target, true},
                            {"2019", ColumnRole::PeriodColumn, true}, {"2020", ColumnRole::PeriodColumn, true}};
    Progress progress;
    auto wide = readLinks(clip("source,target,2019,2020\na,b,1,2\nb,c,:,4\n,c,5,6\nb,d,x1,0\n"), plan, progress);
    QVERIFY(wide.has_value());
    QCOMPARE(wide->rows.value, (std::vector<double>{1, 2, 4, 0}));
    QCOMPARE(wide->rows.periods[wide->rows.period[2]].text, std::string("2020"));
    QCOMPARE(wide->report.rowsRead, std::int64_t(6));
    QCOMPARE(wide->report.rowsRejected, std::int64_t(2));
    plan.mapping.columns = {{"", ColumnRole::Source, true}, {"x", ColumnRole::TargetColumn, true}, {"y", ColumnRole::TargetColumn, true}};
    auto matrix = readLinks(clip(",x,y\na,1,0\nb,2,3\n"), plan, progress);
    QVERIFY(matrix.has_value());
    QCOMPARE(matrix->rows.value, (std::vector<double>{1, 2, 3}));
    QCOMPARE(matrix->rows.firms[matrix->rows.target[2]], std::string_view("y"));
    QCOMPARE(matrix->report.rowsKept, std::int64_t(3));
}

void TestImport::shapesAreSeen() {
    const auto wide = preview(clip("source,target,unit,2019,2020\na,b,t,1,2\nb,c,t,:,4\n"));
    QVERIFY(wide.has_value());
    QCOMPARE(roles(wide->plan.mapping), std::string("source target unit period_column period_column"));
    const auto matrix = preview(clip("\"\",\"11A\",\"22\",\"Total Output\"\nx,1,0,1\ny,2,-3,-1\nTotal Input,3,-3,0\n"));
    QVERIFY(matrix.has_value());
    QCOMPARE(roles(matrix->plan.mapping), std::string("source target_column target_column ignore"));
    Progress progress;
    const auto read = readLinks(clip("\"\",\"11A\",\"22\",\"Total Output\"\nx,1,0,1\ny,2,-3,-1\nTotal Input,3,-3,0\n"), matrix->plan, progress);
    QCOMPARE(read->rows.value, (std::vector<double>{1, 2, -3}));
    QVERIFY(read->report.rejects[0].reason == RejectReason::Total);
    TableInput named = clip("supplier,buyer,amount\na,b,1\nb,c,2\n");
    named.path = "folder/Spend_2021-P02.csv";
    QCOMPARE(preview(named)->plan.mapping.constantPeriod, std::string("2021-P02"));
}

void TestImport::firmsAndFlags() {
    const std::string text = "id,name,stage,digital,is_platform,revenue,lat,extra\n"
                             "1,Alpha,Manufacture,3,yes,\"1,000\",50.5,x\n"
                             "2,,,4,no,,,\n"
                             ",,,,,,,\n"
                             "3,Gamma,,9x,,,,\n";
    const auto shown = preview(clip(text));
    QVERIFY(shown.has_value());
    QVERIFY(shown->plan.mapping.kind == TableKind::Firms);
    Progress progress;
    const auto read = readFirms(clip(text), shown->plan, progress);
    QVERIFY(read.has_value());
    QCOMPARE(read->report.rowsRead, std::int64_t(4));
    QCOMPARE(read->report.rowsKept, std::int64_t(2));
    QVERIFY(read->report.rejects[0].reason == RejectReason::BlankName);
    QVERIFY(read->report.rejects[1].reason == RejectReason::BadDigital);
    QCOMPARE(read->rows.words[read->rows.name[1]], std::string_view("2"));
    QCOMPARE(read->rows.digital, (std::vector<float>{0.75f, 1.0f}));
    QVERIFY(read->rows.isPlatform[0] == Flag::Yes);
    QCOMPARE(read->rows.revenue[0], 1000.0);
    QVERIFY(std::isnan(read->rows.revenue[1]));
}

void TestImport::appendTranslates() {
    auto first = links("source,target,period,value\na,b,2019,1\n");
    auto second = links("source,target,period,value,unit,note\nc,b,2020,2,t,n\n,x,2020,1,t,\n");
    LinkRows rows = std::move(first.rows);
    append(rows, std::move(second.rows));
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows.target[0], rows.target[1]);
    QCOMPARE(rows.firms[rows.source[1]], std::string_view("c"));
    QCOMPARE(rows.unit[0], 0u);
    QCOMPARE(rows.words[rows.unit[1]], std::string_view("t"));
    QCOMPARE(rows.periods[rows.period[1]].text, std::string("2020"));
    QCOMPARE(rows.attributes[0].ids.size(), std::size_t(2));
    QCOMPARE(rows.files.size(), std::size_t(2));
    QCOMPARE(rows.files[1].first, std::size_t(1));
    QVERIFY(rows.firms.find("x") == StringTable::none); // only a rejected row used it
}

void TestImport::manyBlocksAreDeterministic() {
    std::string text = "source,target,period,value,note\n";
    for (int i = 0; i < 120000; ++i) {
        text += "f" + std::to_string(i % 977) + ",g" + std::to_string(i * 7 % 1201) + "," + std::to_string(2000 + i % 20) + "," + std::to_string(i) + ",";
        text += i % 5 == 0 ? "\"a, \"\"b\"\"\"\n" : i % 1001 == 0 ? "\"two\nlines\"\n" : "n\n";
    }
    const auto one = links(text), two = links(text);
    QCOMPARE(one.report.rowsKept, std::int64_t(120000));
    double sum = 0;
    for (const double v : one.rows.value) sum += v;
    QCOMPARE(sum, 119999.0 * 120000 / 2);
    QVERIFY(one.rows.source == two.rows.source && one.rows.attributes[0].ids == two.rows.attributes[0].ids);
    QCOMPARE(one.rows.firms[one.rows.source[0]], std::string_view("f0"));
    QVERIFY(std::is_sorted(one.rows.row.begin(), one.rows.row.end()));
    for (std::size_t i = 0; i < one.rows.size(); i += 999)
        QCOMPARE(one.rows.firms[one.rows.source[i]], std::string_view("f" + std::to_string(i % 977)));
}

void TestImport::badFiles() {
    const auto code = [](const TableInput& input) {
        const auto shown = preview(input);
        return shown ? ErrorCode::Unknown : shown.error().code;
    };
    QTemporaryDir folder;
    QVERIFY(code({folder.path().toStdString(), {}, {}}) == ErrorCode::NotAFile);
    QVERIFY(code({(folder.path() + "/none.csv").toStdString(), {}, {}}) == ErrorCode::FileMissing);
    const auto written = [&](const char* name, const QByteArray& bytes) {
        QFile file(folder.path() + "/" + name);
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return TableInput{file.fileName().toStdString(), {}, {}};
    };
    QVERIFY(code(written("empty.csv", "")) == ErrorCode::EmptyFile);
    QVERIFY(code(written("blank.csv", " \n\n")) == ErrorCode::EmptyFile);
    QVERIFY(code(written("x.pdf", "%PDF-1.4 something")) == ErrorCode::BadFormat);
    QByteArray noise;
    for (int i = 0; i < 4000; ++i) noise.append(char(i * i * 31 + i / 7));
    QVERIFY(code(written("noise.bin", noise)) == ErrorCode::BadFormat);
    QVERIFY(code(written("cut.csv.gz", QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b", 11))) == ErrorCode::BadFormat);
    const auto headerOnly = preview(written("header.csv", "source,target,value\n"));
    QVERIFY(headerOnly.has_value());
    QCOMPARE(headerOnly->rows.size(), std::size_t(0));
    Progress progress;
    ReadPlan noTarget = headerOnly->plan;
    noTarget.mapping.columns[1].role = ColumnRole::Ignore;
    const auto refused = readLinks(clip("source,target,value\na,b,1\n"), noTarget, progress);
    QVERIFY(!refused && refused.error().code == ErrorCode::MissingColumn);
}

void TestImport::cancelled() {
    const auto shown = preview(clip("source,target\na,b\n"));
    Progress progress;
    progress.stop();
    const auto read = readLinks(clip("source,target\na,b\n"), shown->plan, progress);
    QVERIFY(!read && read.error().code == ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestImport)
#include "tst_import.moc"
