// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/io/import_tables.h"
#include "core/io/owner_name.h"
#include "core/io/read_many.h"
#include "tests/core/io/import_text.h"

using namespace chainscape;
using namespace chainscape::test;

/// What stands in columns: codes beside names, lists, directions, units; and whole exports with surprises.
class TestImportColumns : public QObject {
    Q_OBJECT
private slots:
    void exportsRunTheOtherWay();
    void namesBesideCodes();
    void listsInCells_data();
    void listsInCells();
    void listMarks_data();
    void listMarks();
    void ownersInNames_data();
    void ownersInNames();
    void unitsInHeaders_data();
    void unitsInHeaders();
    void unitsAreShared();
    void datesCountAsCoarserPeriods_data();
    void datesCountAsCoarserPeriods();
    void surprises_data();
    void surprises();
};

/// Trade told by one side: what a reporter exports runs from it to its partner.
void TestImportColumns::exportsRunTheOtherWay() {
    const TableInput input = file("PERIOD,REPORTER,REPORTER_LABEL,PARTNER,FLOW,Value\n2019,DE,Germany,RU,IMPORT,5\n2019,DE,Germany,RU,EXPORT,2\n2019,FR,France,RU,IMPORT,1\n");
    QCOMPARE(QString::fromStdString(test::roles(shown(input).plan.mapping)), QString("period target target_name source direction value"));
    const LinkImport read = links(input);
    QCOMPARE(rowsOf(read), QString("RU>DE 5, DE>RU 2, RU>FR 1"));
    QCOMPARE(read.rows.files.at(0).names.size(), std::size_t(2));
    QCOMPARE(QString::fromStdString(test::roles(shown(file("exporter,importer,flow,value\na,b,import,1\nb,c,export,2\n")).plan.mapping)), QString("source target kind value"));
}

/// Codes are the ids, the columns beside them the names: each firm once; a blank code takes the name.
void TestImportColumns::namesBesideCodes() {
    const LinkImport read = links(file("seller_code,seller_name,buyer,value\n007,Acme,b,1\n007,Acme Ltd,c,2\n,Bolt,b,3\n008,008,b,4\n007,Acme,b,5\n009,Core,c,6\n"));
    QCOMPARE(rowsOf(read), QString("007>b 1, 007>c 2, Bolt>b 3, 008>b 4, 007>b 5, 009>c 6"));
    QStringList names;
    for (const FirmName& name : read.rows.files.at(0).names)
        names << QStringLiteral("%1=%2@%3").arg(QString::fromStdString(std::string(read.rows.firms[name.firm])), QString::fromStdString(std::string(read.rows.words[name.name]))).arg(name.row);
    QCOMPARE(names.join(' '), QString("007=Acme@2 009=Core@7"));
    QVERIFY(std::ranges::any_of(read.report.warnings, [](const auto& w) { return w.starts_with("1 firms have several names"); }));
    LinkImport both = links(file("source,target,value\nx,y,1\n"));
    append(both.rows, LinkRows(read.rows));
    const FirmName& name = both.rows.files.at(1).names.at(1);
    QCOMPARE(std::string(both.rows.firms[name.firm]), std::string("009"));
    QCOMPARE(std::string(both.rows.words[name.name]), std::string("Core"));
}

void TestImportColumns::listsInCells_data() {
    QTest::addColumn<int>("lists");
    QTest::addColumn<QString>("rows");
    QTest::newRow("whole") << int(ListCells::Whole) << "Acme; Bolt>x 6, Acme>x 1, Bolt;;Core>x; y 8";
    QTest::newRow("share") << int(ListCells::Share) << "Acme>x 3, Bolt>x 3, Acme>x 1, Bolt>x 2, Bolt>y 2, Core>x 2, Core>y 2";
    QTest::newRow("repeat") << int(ListCells::Repeat) << "Acme>x 6, Bolt>x 6, Acme>x 1, Bolt>x 8, Bolt>y 8, Core>x 8, Core>y 8";
}

/// Told, and split only when that is said; read = kept + rejected still holds.
void TestImportColumns::listsInCells() {
    QFETCH(int, lists);
    QFETCH(QString, rows);
    const TableInput input = file("supplier,buyer,value\nAcme; Bolt,x,6\nAcme,x,1\nBolt;;Core,x; y,8\n,x,5\n");
    QCOMPARE(shown(input).plan.mapping.listMark, ';');
    const LinkImport read = links(input, [&](ReadPlan& plan) { plan.mapping.lists = ListCells(lists); });
    QCOMPARE(rowsOf(read), rows);
    QCOMPARE(read.report.rowsKept, std::int64_t(read.rows.size()));
    QCOMPARE(read.report.rowsRead, read.report.rowsKept + 1);
    QVERIFY(std::ranges::any_of(read.report.warnings, [](const auto& w) { return w.find("list several firms") != std::string::npos; }));
}

void TestImportColumns::listMarks_data() {
    QTest::addColumn<QString>("cells");
    QTest::addColumn<QString>("mark");
    QTest::newRow("legal forms") << "\"Acme, Inc.\"|\"Bolt, Inc.\"|\"Core, Ltd.\"" << "";
    QTest::newRow("a stroke in names") << "Maersk A/S|Carlsberg A/S|Vestas" << "";
    QTest::newRow("commas") << "\"Acme, Bolt\"|\"Bolt, Core\"|Acme|Core" << ",";
    QTest::newRow("one alone") << "Smith; Sons|Acme|Bolt" << "";
    QTest::newRow("semicolons") << "Acme;Bolt|Core;Acme|Dye" << ";";
}

void TestImportColumns::listMarks() {
    QFETCH(QString, cells);
    QFETCH(QString, mark);
    QString text = QStringLiteral("supplier,buyer,value\n");
    for (const QString& cell : cells.split('|')) text += cell + ",x,1\n";
    const char found = shown(file(text.toStdString())).plan.mapping.listMark;
    QCOMPARE(found ? QString(QLatin1Char(found)) : QString(), mark);
}

void TestImportColumns::ownersInNames_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("owner");
    const auto row = [](const char* path, const char* owner) { QTest::newRow(path) << QString(path) << QString(owner); };
    row("/data/apple_suppliers/raw/apple-supplier-list.csv", "Apple");
    row("/data/spend_networkrail/raw/monthly_csv.zip, 2017-01.csv", "Networkrail");
    row("C:\\exports\\Platform Sellers\\seller_month_category.csv", "Platform");
    row("spend-2019-06-final.csv", "");
    row("clipboard", "");
}

void TestImportColumns::ownersInNames() {
    QFETCH(QString, path);
    QFETCH(QString, owner);
    QCOMPARE(QString::fromStdString(ownerIn(path.toStdString())), owner);
}

void TestImportColumns::unitsInHeaders_data() {
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("unit");
    QTest::newRow("brackets") << "Montant (EUR)" << "5" << "EUR";
    QTest::newRow("with a scale") << "Amount [million EUR]" << "5" << "million EUR";
    QTest::newRow("a sign") << QString::fromUtf8("Amount \u00A3") << "5" << "GBP";
    QTest::newRow("an ending") << "receita_brl" << "5" << "BRL";
    QTest::newRow("values say otherwise") << "Amount (EUR)" << "$5" << "USD";
    QTest::newRow("no unit in brackets") << "Amount (net)" << "5" << "";
    QTest::newRow("none") << "Amount" << "5" << "";
}

void TestImportColumns::unitsInHeaders() {
    QFETCH(QString, header);
    QFETCH(QString, cell);
    QFETCH(QString, unit);
    const auto seen = shown(file("source,target," + header.toStdString() + "\na,b," + cell.toStdString() + "\nb,c," + cell.toStdString() + "\n"));
    QCOMPARE(seen.plan.mapping.columns.at(2).role, ColumnRole::Value);
    QCOMPARE(QString::fromStdString(seen.plan.mapping.constantUnit), unit);
}

/// "Amount" in one file and "Amount (GBP)" in the next are the same money, unless the others disagree.
void TestImportColumns::unitsAreShared() {
    const auto plan = [](const char* header) { return shown(file("source,target," + std::string(header) + "\na,b,5\nb,c,6\n")).plan; };
    ReadPlan plain = plan("Amount"), gbp = plan("amount (GBP)"), sign = plan("Amount \u00A3"), weight = plan("Quantity"), euro = plan("Amount EUR");
    std::vector<ReadPlan*> plans{&plain, &gbp, &sign, &weight};
    QCOMPARE(shareUnits(plans), std::size_t(1));
    QCOMPARE(plain.mapping.constantUnit, std::string("GBP"));
    QVERIFY(weight.mapping.constantUnit.empty());
    ReadPlan open = plan("Amount");
    plans = {&open, &gbp, &euro};
    QCOMPARE(shareUnits(plans), std::size_t(0));
}

void TestImportColumns::datesCountAsCoarserPeriods_data() {
    QTest::addColumn<int>("step");
    QTest::addColumn<QString>("periods");
    QTest::newRow("as they stand") << int(Granularity::Undated) << "2020-01-31 2020-02-01 2020-W53 2020-11 2021 2020-04";
    QTest::newRow("months") << int(Granularity::Month) << "2020-01 2020-02 2020-12 2020-11 2021 2020-04";
    QTest::newRow("quarters") << int(Granularity::Quarter) << "2020Q1 2020Q1 2020Q4 2020Q4 2021 2020Q2";
    QTest::newRow("half-years") << int(Granularity::HalfYear) << "2020H1 2020H1 2020H2 2020H2 2021 2020H1";
    QTest::newRow("years") << int(Granularity::Year) << "2020 2020 2020 2020 2021 2020";
}

void TestImportColumns::datesCountAsCoarserPeriods() {
    QFETCH(int, step);
    QFETCH(QString, periods);
    const auto change = [&](ReadPlan& plan) { plan.mapping.periodStep = Granularity(step); };
    const LinkImport read = links(file("source,target,date,value\na,b,31.01.2020,1\na,b,01.02.2020,2\na,b,2020-W53,3\na,b,2020-11,4\na,b,2021,5\na,b,2020-04,6\n"), change);
    QStringList found;
    for (const std::uint32_t id : read.rows.period) {
        found << QString::fromStdString(toText(read.rows.periods[id].period));
        if (step != int(Granularity::Undated)) QCOMPARE(QString::fromStdString(read.rows.periods[id].text), found.back());
    }
    QCOMPARE(found.join(' '), periods);
    const LinkImport wide = links(file("source,target,Jan 21,Feb 21,Apr 21\na,b,1,2,3\n"), change);
    QCOMPARE(wide.rows.size(), std::size_t(3));
    if (step == int(Granularity::Quarter)) QCOMPARE(wide.rows.period[0], wide.rows.period[1]);
    QCOMPARE(wide.rows.period[0] == wide.rows.period[2], step >= int(Granularity::Year) && step <= int(Granularity::HalfYear));
}

void TestImportColumns::surprises_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kept");
    QTest::addColumn<int>("rejected");
    QTest::addColumn<double>("total");
    QTest::addColumn<int>("periods");
    QTest::addColumn<QString>("unit");
    QTest::newRow("German export, totals inside") << QByteArray(
        "Einkaufs\xfc""bersicht;;;;;\r\n"
        "Stand: 31.12.2021;;;;;\r\n"
        ";;;;;\r\n"
        "Lieferantennummer;Lieferantenname;Kunde;Monat;Betrag;Skonto\r\n"
        "00001;M\xfcller Stahlbau GmbH;Werk \xc4;Januar 2021;1.234,56 \x80;2 %\r\n"
        "00002;Sch\xe4""fer & S\xf6hne KG;Werk B;Januar 2021;-12,50 \x80;-\r\n"
        "Summe;;;Januar 2021;1.222,06 \x80;\r\n"
        "00001;M\xfcller Stahlbau GmbH;Werk B;M\xe4rz 2021;2.000.000,00 \x80;3,5 %\r\n"
        "Gesamtsumme;;;;2.001.222,06 \x80;\r\n"
        "\r\n"
        "Quelle: Auszug, alle Angaben ohne Gew\xe4hr\r\n")
        << 3 << 2 << 2001222.06 << 2 << "EUR";
    QTest::newRow("French export") << QByteArray(
        "\xef\xbb\xbf""Fournisseur;Acheteur;Mois;Montant (EUR);Part\n"
        "Aci\xc3\xa9ries d'\xc3\x89t\xc3\xa9;R\xc3\xa9gie A;janv. 2019;1\xe2\x80\xaf""234\xe2\x80\xaf""567,89;12,5 %\n"
        "L'\xc5\x92uvre & Fils;R\xc3\xa9gie B;f\xc3\xa9vr. 2019;12,00;3,0 %\n"
        "Ets. No\xc3\xabl;R\xc3\xa9gie A;ao\xc3\xbbt 2019;9\xe2\x80\xaf""999,01;1,0 %\n"
        "Source : direction des achats, janvier 2021\n")
        << 3 << 0 << 1244578.9 << 3 << "EUR";
    QTest::newRow("Chinese export") << QByteArray(
        "\xe9\x87\x87\xe8\xb4\xad\xe6\x98\x8e\xe7\xbb\x86\xe8\xa1\xa8\n"
        "\xe5\x8d\x95\xe4\xbd\x8d\xef\xbc\x9a\xe4\xb8\x87\xe5\x85\x83\n"
        "\n"
        "\xe4\xbe\x9b\xe5\xba\x94\xe5\x95\x86\xe7\xbc\x96\xe5\x8f\xb7,\xe4\xbe\x9b\xe5\xba\x94\xe5\x95\x86\xe5\x90\x8d\xe7\xa7\xb0,\xe9\x87\x87\xe8\xb4\xad\xe5\x95\x86,\xe5\xb9\xb4\xe6\x9c\x88,\xe9\x87\x91\xe9\xa2\x9d,\xe5\x8d\xa0\xe6\xaf\x94\n"
        "0107,\xe4\xb8\x8a\xe6\xb5\xb7\xe6\xb1\xbd\xe8\xbd\xa6\xe9\x9b\xb6\xe9\x83\xa8\xe4\xbb\xb6,\xe5\xb9\xbf\xe5\xb7\x9e\xe6\xb1\xbd\xe8\xbd\xa6\xe9\x9b\x86\xe5\x9b\xa2,2021\xe5\xb9\xb4""1\xe6\x9c\x88,\"12,345.60\",50%\n"
        "0207,\xe5\xae\x81\xe5\xbe\xb7\xe6\x96\xb0\xe8\x83\xbd\xe6\xba\x90\xe7\xa7\x91\xe6\x8a\x80,\xe5\xb9\xbf\xe5\xb7\x9e\xe6\xb1\xbd\xe8\xbd\xa6\xe9\x9b\x86\xe5\x9b\xa2,2021\xe5\xb9\xb4""2\xe6\x9c\x88,4.40,50%\n"
        "\xe5\x90\x88\xe8\xae\xa1,,,,\"12,350.00\",100%\n")
        << 2 << 1 << 12350.0 << 2 << "";
    QTest::newRow("Excel days, two encodings") << QByteArray(
        "Vendor\x09""Buyer\x09Invoice date\x09""Amount\x09PO\n"
        "Caf\xc3\xa9 Noir Ltd\x09Plant 0\x09""43953\x09$1,200.50\x09""000001\n"
        "Zo\xeb Supplies\x09Plant 1\x09""44122\x09($200.50)\x09""000002\n"
        "Plain Steel Inc\x09Plant 0\x09""44042\x09$0.75\x09""000003\n")
        << 3 << 0 << 1000.75 << 3 << "USD";
    QTest::newRow("months beside their total") << QByteArray(
        "Trade by month,,,,,\n"
        "Unit: thousand tonnes,,,,,\n"
        ",,,,,\n"
        "Seller,Buyer,Jan 21,Feb 21,Mar 21,Total\n"
        "North Mine,Smelter A,81,55.3,82.5,218.8\n"
        "South Mine,Smelter A,..,48.8,20.6,69.4\n"
        "Total,,81,104.1,103.1,288.2\n"
        "Source: ministry of mines,,,,,\n")
        << 5 << 2 << 288.2 << 3 << "";
}

/// Exports as they come: what was kept and its sum against counting by hand.
void TestImportColumns::surprises() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, kept);
    QFETCH(int, rejected);
    QFETCH(double, total);
    QFETCH(int, periods);
    QFETCH(QString, unit);
    const LinkImport read = links(file(bytes.toStdString()));
    QCOMPARE(read.report.rowsKept, kept);
    QCOMPARE(read.report.rowsRejected, rejected);
    QVERIFY2(std::abs(sum(read) - total) < 1e-6, qPrintable(QString::number(sum(read), 'f', 4)));
    QCOMPARE(std::set(read.rows.period.begin(), read.rows.period.end()).size(), std::size_t(periods));
    QCOMPARE(QString::fromStdString(read.report.plan.mapping.constantUnit), unit);
    for (const FirmName& name : read.rows.files.at(0).names) QVERIFY(read.rows.firms[name.firm].front() == '0'); // codes keep their zeros
}

QTEST_GUILESS_MAIN(TestImportColumns)
#include "tst_import_columns.moc"
