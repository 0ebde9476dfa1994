// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>

#include "core/io/read_many.h"
#include "core/io/recipe.h"
#include "core/io/xlsx_write.h"
#include "tests/core/io/import_text.h"

using namespace chainscape;
using namespace chainscape::test;

/// Files as programs export them, read with nothing said. The sums are added up by hand beside them.
class TestImportExports : public QObject {
    Q_OBJECT
private slots:
    void exports_data();
    void exports();
    void periodsOfExports();
    void blanksThatRepeat();
    void blanksThatDoNotRepeat_data();
    void blanksThatDoNotRepeat();
    void tidyingIsSaidAndKept();
    void theNamesAgain();
    void sheetsOfAWorkbook();
};

void TestImportExports::exports_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("read");
    QTest::addColumn<int>("kept");
    QTest::addColumn<double>("total");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("firstLink");
    const auto row = [](const char* name, const QByteArray& bytes, int read, int kept, double total, const char* unit, const char* first) {
        QTest::newRow(name) << bytes << read << kept << total << QString::fromUtf8(unit) << QString::fromUtf8(first);
    };
    row("list with page heads, sums and a minus behind",
        "31.12.2024          Dynamische Listenausgabe     1\r\n\r\n"
        "---------------------------------------------------------------------\r\n"
        "|  Lieferant|Name Lieferant |Name Abnehmer |Buch.dat.  |     Betrag|W\xE4hrg|\r\n"
        "---------------------------------------------------------------------\r\n"
        "|  0000100200|M\xFCller Gu\xDF  |Nordlicht     |02.01.2024 |   1.234,50 |EUR  |\r\n"
        "|  0000100200|M\xFCller Gu\xDF  |H\xFCttenbau     |31.01.2024 |     234,50-|EUR  |\r\n"
        "|* 0000100200|               |              |           |   1.000,00 |EUR  |\r\n"
        "\r\n"
        "|  Lieferant|Name Lieferant |Name Abnehmer |Buch.dat.  |     Betrag|W\xE4hrg|\r\n"
        "|  0000100201|Zinn-Kontor    |Nordlicht     |29.02.2024 |      10,00 |EUR  |\r\n",
        6, 3, 1010, "", "0000100200>Nordlicht 1234.5");
    row("spool with repeated heads",
        "SUPPLIER_NAME    ;CUSTOMER_NAME  ;TRX_DATE ;    AMOUNT;CUR\n-----------------;---------------;---------;----------;---\n"
        "Ore Ltd          ;Mill Plc       ;05-JAN-24;       .75;GBP\nOre Ltd          ;Shop Plc       ;28-FEB-24;   1200.25;GBP\n\n"
        "SUPPLIER_NAME    ;CUSTOMER_NAME  ;TRX_DATE ;    AMOUNT;CUR\nTin Ltd          ;Mill Plc       ;06-JAN-24;     -1.00;GBP\n",
        5, 3, 1200, "", "Ore Ltd>Mill Plc 0.75");
    row("currency signs, brackets for minus, codes with zeros in front",
        "\"VendorCode\",\"VendorName\",\"CustCode\",\"CustName\",\"ShipDate\",\"ExtPrice\"\r\n"
        "\"00007\",\"Caf\xE9 Co\",\"001\",\"One\",1/15/2024 0:00:00,\"$1,234.50\"\r\n\"00007\",\"Caf\xE9 Co\",\"002\",\"Two\",2/3/2024 0:00:00,\"($34.50)\"\r\n",
        2, 2, 1200, "USD", "00007>001 1234.5");
    row("columns that name their table",
        "\xEF\xBB\xBF" "Fact[Supplier Name],Fact[Customer Name],Calendar[Date],[Sum of Amount EUR]\r\n"
        "Contoso,Fabrikam,\"Tuesday, December 31, 2024\",10.5\r\nContoso,Tailspin,\"Wednesday, January 1, 2025\",9.5\r\n\r\n\"Applied filters:\r\nYear is 2024\"\r\n",
        2, 2, 20, "EUR", "Contoso>Fabrikam 10.5");
    row("long form of a statistical office",
        "DATAFLOW,LAST UPDATE,freq,siec,partner,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:X(1.0),21/11/24 23:00:00,Q,G3000,NO,TJ,DE,2024-Q1,12.5,p\nESTAT:X(1.0),21/11/24 23:00:00,Q,G3000,DZ,TJ,DE,2024-Q1,,c\nESTAT:X(1.0),21/11/24 23:00:00,Q,G3000,NO,TJ,FR,2024-Q2,7.5,\n",
        3, 3, 20, "", "NO>DE 12.5");
    row("wide form of a statistical office",
        "freq,siec,partner,unit,geo\\TIME_PERIOD\t2024-01 \t2024-02 \nM,G3000,NO,TJ,DE\t12.5 p\t: \nM,G3000,RU,TJ,DE\t: c\t2.5 bp\nM,G3000,NO,TJ,FR\t5 \t10 e\n",
        4, 4, 30, "", "NO>DE 12.5");
    row("units below the names",
        "Declaration No,HS Code,Exporter,Importer,Clearance Date,Net Weight,FOB Value\n,8-digit,,,mm/dd/yyyy,kg,USD\n"
        "00000001,08011100,\"Nuts, Inc.\",Cafe SA,03/25/2024,\"1,200\",\"10,000.50\"\n00000002,09012100,\"Nuts, Inc.\",Bar SA,04/01/2024,10,\"9.50\"\n\n* Provisional figures.\n",
        2, 2, 10010, "USD", "Nuts, Inc.>Cafe SA 10000.5");
    row("two lines of names, two measures a year",
        "Seller,,Buyer,,2023,,2024,\ncode,name,code,name,value,digital,value,digital\n007,Ore,012,Mill,10,0.5,20,0.6\n008,Tin,012,Mill,1,0.1,,0.2\n", 3, 3, 31, "", "007>012 10");
    row("old euro sign, no-break blanks",
        "Fournisseur;Client;Trimestre;Montant HT\r\nSoci\xE9t\xE9 A;H\xF4tel;T1 2024;1\xA0" "234,50 \xA4\r\nSoci\xE9t\xE9 B;H\xF4tel;T2 2024;-34,50 \xA4\r\n", 2, 2, 1200, "EUR",
        "Société A>Hôtel 1234.5");
    row("triangles and wide brackets",
        "仕入先,得意先,年月,金額（千円）\r\n東製鉄,山自動車,2024年3月,\"▲1,200\"\r\n西製鉄,山自動車,2024年4月,\"2,200\"\r\n", 2, 2, 1000, "千円", "東製鉄>山自動車 -1200");
    row("quarters in numerals", "供应商名称,采购方名称,期间,金额(万元)\n甲公司,戊厂,2024年第一季度,1.5\n乙公司,戊厂,2024年上半年,2.5\n", 2, 2, 4, "万元", "甲公司>戊厂 1.5");
    row("Swiss", "Lieferant;Kunde;Quartal;Umsatz;Digitalisierungsgrad;Plattform\nA;B;1. Quartal 2024;CHF 1’234.50;85 %;\nC;B;2. Quartal 2024;CHF 765.50;5 %;Unite\n", 2, 2, 2000, "CHF", "A>B 1234.5");
}

void TestImportExports::exports() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, read);
    QFETCH(int, kept);
    QFETCH(double, total);
    QFETCH(QString, unit);
    QFETCH(QString, firstLink);
    const LinkImport import = links(file(bytes.toStdString()));
    double known = 0;
    for (const double value : import.rows.value)
        if (!std::isnan(value)) known += value;
    QCOMPARE(import.report.rowsRead, std::int64_t(read));
    QCOMPARE(import.report.rowsKept, std::int64_t(kept));
    QCOMPARE(import.report.rowsRejected, std::int64_t(read - kept));
    QCOMPARE(known, total);
    QCOMPARE(QString::fromStdString(import.report.plan.mapping.constantUnit), unit);
    QVERIFY2(rowsOf(import).startsWith(firstLink), qPrintable(rowsOf(import)));
    QVERIFY(import.report.plan.mapping.find(ColumnRole::Period) || import.report.plan.mapping.find(ColumnRole::PeriodColumn));
}

void TestImportExports::periodsOfExports() {
    const auto texts = [](const LinkImport& import) {
        QStringList words;
        for (const auto id : import.rows.period) words << QString::fromStdString(toText(import.rows.periods[id].period));
        return words.join(QLatin1Char(' '));
    };
    QCOMPARE(texts(links(file("from,to,period,value\na,b,2024年第四季度,1\na,b,2024年下半年,2\n"))), QStringLiteral("2024Q4 2024H2"));
    QCOMPARE(texts(links(file("from,to,2023 value,2024 value\na,b,1,2\n"))), QStringLiteral("2023 2024"));
    QCOMPARE(texts(links(file("from,to,Sales 2023Q1,Sales 2023Q2,digital 2023Q1\na,b,1,2,.5\n"))), QStringLiteral("2023Q1 2023Q2"));
    // an account: of two dates the first counts, and has to be looked at
    const LinkImport account = links(file("Wert;Erfasst;von;an;Betrag\n31.12.2024;01.01.2025;a;b;1\n30.12.2024;30.12.2024;a;b;1\n"));
    QCOMPARE(texts(account), QStringLiteral("2024-12-31 2024-12-30"));
}

/// A pivot table: a value stands where it changes, over groups of columns, with sums that are rejected as rows without buyer.
void TestImportExports::blanksThatRepeat() {
    const std::string text = "Sum of Amount\n,,2023,,2024,,Grand Total\nSupplier,Customer,Q1,Q2,Q1,Q2\nAlpha,Omega,1,2,3,4,10\n,Psi,5,,,6,11\n,\"Chi\nTrains\",1,1,1,1,4\nAlpha Total,,7,3,4,11,25\nBeta,Omega,1,1,1,1,4\n"
                             ",Psi,1,1,1,1,4\nBeta Total,,2,2,2,2,8\nGrand Total,,9,5,6,13,33\n";
    const LinkImport import = links(file(text));
    QCOMPARE(import.report.plan.dialect.fillDown, 1);
    QCOMPARE(import.report.plan.dialect.headerLines, 2);
    QCOMPARE(sum(import), 33.0);
    QCOMPARE(import.report.rowsKept, std::int64_t(18));
    QCOMPARE(import.report.rowsRejected, std::int64_t(3));
    QVERIFY(import.report.rejects[0].reason == RejectReason::BlankTarget);
    QCOMPARE(import.report.rejects[0].row, std::int64_t(8)); // lines stay the lines they were: one cell goes over two
    QVERIFY(rowsOf(import).contains(QStringLiteral("Alpha>Psi 5")));
    const LinkImport asItStands = links(file(text), [](ReadPlan& plan) { plan.dialect.fillDown = 0; });
    QCOMPARE(asItStands.report.rowsKept, std::int64_t(8));
    const LinkImport inches = links(file("from,to,amount\nPipes,5\" tubes,1\n,\"7\"\" tubes, long\",2\n,x,3\nRods,\"y\",4\n,z,5\n"));
    QCOMPARE(rowsOf(inches), QStringLiteral("Pipes>5\" tubes 1, Pipes>7\" tubes, long 2, Pipes>x 3, Rods>y 4, Rods>z 5"));
    const LinkImport twice = links(file("region,from,to,amount\nNorth,a,x,1\n,,y,2\n,b,x,3\n,,y,4\nSouth,a,x,5\n,,y,6\n,c,x,7\n"));
    QCOMPARE(twice.report.plan.dialect.fillDown, 2);
    QCOMPARE(rowsOf(twice), QStringLiteral("a>x 1, a>y 2, b>x 3, b>y 4, a>x 5, a>y 6, c>x 7"));
}

void TestImportExports::blanksThatDoNotRepeat_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("a value comes back") << "from,to,value\na,x,1\n,y,2\nb,x,3\n,y,4\na,z,5\n";
    QTest::newRow("the first cell is blank") << "from,to,value\n,x,1\na,y,2\n,x,3\nb,y,4\n,z,5\n";
    QTest::newRow("hardly any") << "from,to,value\na,x,1\nb,y,2\nc,x,3\nd,y,4\ne,z,5\n,z,6\nf,x,7\n";
    QTest::newRow("blank before a number") << "a,b,value\nx,y,1\n,,2\nz,y,3\n,,4\n,,5\n";
}

void TestImportExports::blanksThatDoNotRepeat() {
    QFETCH(QString, text);
    QCOMPARE(shown(file(text.toStdString())).plan.dialect.fillDown, 0);
}

/// What was done to the table is told, kept in the recipe, and can be undone there.
void TestImportExports::tidyingIsSaidAndKept() {
    const LinkImport import = links(file("geo,partner\\TIME_PERIOD\t2023\t2024\nDE,NO\t1\t2\nFR,NO\t3\t4\n"));
    QCOMPARE(import.report.plan.dialect.splitFirst, ',');
    QVERIFY(std::ranges::any_of(import.report.warnings, [](const std::string& said) { return said.find("split at its commas") != std::string::npos; }));
    Recipe recipe;
    recipe.plan = import.report.plan;
    recipe.plan.dialect.fillDown = 2;
    const auto again = recipeFromJson(toJson(recipe));
    QVERIFY(again);
    QVERIFY(again->plan.dialect == recipe.plan.dialect);
}

/// Files put behind each other: the names of the columns are no firms.
void TestImportExports::theNamesAgain() {
    QCOMPARE(rowsOf(links(file("from,to\na,b\nfrom,to\nc,d\n"))), QStringLiteral("a>b 1, c>d 1"));
    const LinkImport import = links(file("from,to,value\na,b,1\nfrom,to,value\nc,d,2\nfrom,d,3\n"));
    QCOMPARE(rowsOf(import), QStringLiteral("a>b 1, c>d 2, from>d 3")); // a firm may be called so
    QCOMPARE(import.report.rejects.size(), std::size_t(1));
    QCOMPARE(std::string(nameOf(import.report.rejects[0].reason)), std::string("repeated_header"));
}

/// A cover, two sheets of the same columns, another table of links and a list of firms.
void TestImportExports::sheetsOfAWorkbook() {
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("book.xlsx")).toStdString();
    auto book = XlsxWriter::create(path);
    QVERIFY(book);
    const auto add = [&](const char* name, const std::vector<std::vector<std::string>>& rows) {
        TableSink& sheet = book->sheet(name);
        for (const auto& cells : rows) {
            for (const auto& cell : cells) sheet.text(cell);
            sheet.endRow();
        }
    };
    add("Cover", {{"Report"}, {"made on", "31.12.2024"}});
    add("2023", {{"Deliveries 2023"}, {"Von", "An", "Betrag", "Bemerkung"}, {"0001", "0002", "5"}, {"0002", "0003", "6"}});
    add("2024", {{"Deliveries 2024"}, {"Von", "An", "Betrag", "Bemerkung"}, {"0001", "0002", "7"}, {"0002", "0003", "8"}});
    add("Pivot", {{"from", "to", "total"}, {"0001", "0002", "12"}, {"0002", "0003", "14"}});
    add("Plants", {{"Nummer", "Bezeichnung", "Land"}, {"0001", "Ore", "DE"}, {"0002", "Mill", "FR"}});
    Progress progress;
    QVERIFY(book->finish(progress));
    const auto tables = tablesIn(path);
    QVERIFY(tables);
    QStringList chosen;
    for (const auto& table : *tables)
        if (table.chosen) chosen << QString::fromStdString(table.input.part) + (table.kind == TableKind::Firms ? QStringLiteral(" firms") : QStringLiteral(" links"));
    QCOMPARE(chosen, (QStringList{QStringLiteral("2023 links"), QStringLiteral("2024 links"), QStringLiteral("Plants firms")}));
    const auto plan = preview((*tables)[1].input)->plan;
    QCOMPARE(readLinks((*tables)[1].input, plan, progress)->report.rowsKept, std::int64_t(2));
}

QTEST_GUILESS_MAIN(TestImportExports)
#include "tst_import_exports.moc"
