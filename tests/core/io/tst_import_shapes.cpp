// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include "core/io/aggregates.h"
#include "core/io/import_tables.h"
#include "core/io/row_rules.h"
#include "core/model/vocabulary.h"
#include "tests/core/io/import_text.h"

using namespace chainscape;
using namespace chainscape::test;

class TestImportShapes : public QObject {
    Q_OBJECT
private slots:
    void encodings_data();
    void encodings();
    void roles_data();
    void roles();
    void taughtWordsGoFirst();
    void partnersInTheRow();
    void partnersAsAList();
    void matricesOfAllKinds_data();
    void matricesOfAllKinds();
    void wideHeaders_data();
    void wideHeaders();
    void commasTooManyAreNoPartners();
    void sumsOfAMatrixByTheirNumbers();
    void sumsBesideTheirParts();
    void rulesForValues();
    void repeatedRowsApart();
    void prefixesTellCodesApart();
    void periodsInNames_data();
    void periodsInNames();
    void firmsSaidTwice();
};

void TestImportShapes::encodings_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("firm");
    const auto row = [](const char* name, const char* firm, const char* bytes) { QTest::newRow(name) << QByteArray::fromHex(bytes) << QByteArray::fromHex(firm); };
    row("GB18030", "e58c97e4baace6b1bde8bda6e99bb6e983a8e4bbb6e69c89e99990e585ace58fb8",
        "b9a9d3a6c9cc2cbfcdbba72cbdf0b6ee2cc4eab7dd0ab1b1bea9c6fbb3b5c1e3b2bfbcfed3d0cfdeb9abcbbe2cc9cfbaa3b4f3d6dac6fbb3b5d3d0cf"
        "deb9abcbbe2c313230302c323032300ac4feb5c2cab1b4fad0c2c4dcd4b4bfc6bcbcb9c9b7ddd3d0cfdeb9abcbbe2cb9e3d6ddc6fbb3b5bcafcdc5b9"
        "c9b7ddd3d0cfdeb9abcbbe2c333430302c323032300ab1c8d1c7b5cfb0ebb5bccce5d3d0cfdeb9abcbbe2cb3a4b3c7c6fbb3b5b9c9b7ddd3d0cfdeb9"
        "abcbbe2c3536302c323032310a");
    row("Shift_JIS", "e38388e383a8e382bfe887aae58b95e8bb8ae6a0aae5bc8fe4bc9ae7a4be",
        "8e6493fc90e62c93be88d390e62c8be08a7a2c944e0a83678388835e8ea993ae8ed48a948eae89ef8ed02c93fa8e598ea993ae8ed48a948eae89ef8e"
        "d02c313230302c323032300a83708369835c836a8362834e936492728a948eae89ef8ed02c837a8393835f8b5a8ca48d488bc68a948eae89ef8ed02c"
        "333430302c323032300a8e4f954893648b408a948eae89ef8ed02c83588359834c8a948eae89ef8ed02c3536302c323032310a");
    row("Big5", "e58fb0e781a3e7a98de9ab94e99bbbe8b7afe8a3bde980a0e882a1e4bbbde69c89e99990e585ace58fb8",
        "a8d1c0b3b0d32cabc8a4e12caaf7c3422ca67ea5f70aa578c657bf6ec5e9b971b8f4bb73b379aad1a5f7a6b3adada4bda5712cc245aefcbaebb14ba4"
        "75b77eaad1a5f7a6b3adada4bda5712c313230302c323032300ac170b5d8b971a46caad1a5f7a6b3adada4bda5712cbc73b946b971b8a3aad1a5f7a6"
        "b3adada4bda5712c333430302c323032300aa4cdb946a5fab971aad1a5f7a6b3adada4bda5712cb5d8bad3b971b8a3aad1a5f7a6b3adada4bda5712c"
        "3536302c323032310a");
    row("KOI8-R", "d0a1d0b5d0b2d0b5d180d181d182d0b0d0bbd18c20d0bcd0b5d182d0b0d0bbd0bbd183d180d0b3d0b8d187d0b5d181d0bad0b8d0b920d0b7d0b0d0b2d0bed0b4",
        "d0cfd3d4c1d7ddc9cb2cd0cfcbd5d0c1d4c5ccd82cd3d5cdcdc12cc7cfc40af3c5d7c5d2d3d4c1ccd820cdc5d4c1ccccd5d2c7c9dec5d3cbc9ca20da"
        "c1d7cfc42ce7cfd2d8cbcfd7d3cbc9ca20c1d7d4cfcdcfc2c9ccd8ced9ca20dac1d7cfc42c313230302c323032300aeecfd2c9ccd8d3cbc9ca20cec9"
        "cbc5ccd82cf5d2c1ccd8d3cbc9ca20d7c1c7cfcecfd3d4d2cfc9d4c5ccd8ced9ca20dac1d7cfc42c333430302c323032300aedc1c7cec9d4cfc7cfd2"
        "d3cbc9ca20cbcfcdc2c9cec1d42cebc1cdd3cbc9ca20c1d7d4cfcdcfc2c9ccd8ced9ca20dac1d7cfc42c3536302c323032310a");
    row("windows-1251", "d0a1d0b5d0b2d0b5d180d181d182d0b0d0bbd18c20d0bcd0b5d182d0b0d0bbd0bbd183d180d0b3d0b8d187d0b5d181d0bad0b8d0b920d0b7d0b0d0b2d0bed0b4",
        "efeef1f2e0e2f9e8ea2cefeeeaf3efe0f2e5ebfc2cf1f3ecece02ce3eee40ad1e5e2e5f0f1f2e0ebfc20ece5f2e0ebebf3f0e3e8f7e5f1eae8e920e7"
        "e0e2eee42cc3eef0fceaeee2f1eae8e920e0e2f2eeeceee1e8ebfcedfbe920e7e0e2eee42c313230302c323032300acdeef0e8ebfcf1eae8e920ede8"
        "eae5ebfc2cd3f0e0ebfcf1eae8e920e2e0e3eeedeef1f2f0eee8f2e5ebfcedfbe920e7e0e2eee42c333430302c323032300acce0e3ede8f2eee3eef0"
        "f1eae8e920eaeeece1e8ede0f22ccae0ecf1eae8e920e0e2f2eeeceee1e8ebfcedfbe920e7e0e2eee42c3536302c323032310a");
    row("windows-1250", "c5a06b6f6461204175746f20612e732e",
        "646f6461766174656c2c6f6462ec726174656c2ce8e173746b612c726f6b0a8a6b6f6461204175746f20612e732e2c54f8696e65636be9209e656c65"
        "7ae1726e792c313230302c323032300a8e656c657a6e69e86eed207374617662792042726e6f2cc86570726f207374e1746eed20706f646e696b2c33"
        "3430302c323032300a506c7a65f2736bfd207072617a64726f6a2cda7374f865646eed207ae1766f642050f8ed6272616d2c3536302c323032310a");
    row("EUC-KR", "ec82bcec84b1eca084ec9e9020eca3bcec8b9ded9a8cec82ac",
        "b0f8b1dec0da2cb1b8b8c5c0da2cb1ddbed72cbfacb5b50abbefbcbac0fcc0da20c1d6bdc4c8b8bbe72cc7f6b4ebc0dab5bfc2f720c1d6bdc4c8b8bb"
        "e72c313230302c323032300abfa4c1f6c8adc7d020c1d6bdc4c8b8bbe72cb1e2bec6c0dab5bfc2f720c1d6bdc4c8b8bbe72c333430302c323032300a"
        "c6f7bdbac4da20c1d6bdc4c8b8bbe72cc7d1b1b9c0fcb7c2b0f8bbe72c3536302c323032310a");
    row("UTF-16LE", "e58c97e4baace6b1bde8bda6e99bb6e983a8e4bbb6e69c89e99990e585ace58fb8",
        "9b4f945e46552c00a25b37622c00d1919d982c00745efd4e0a001753ac4e7d6c668ff696e890f64e096750966c51f8532c000a4e776d2759174f7d6c"
        "668f096750966c51f8532c0031003200300030002c0032003000320030000a00815bb75ff665e34eb065fd80906ed1798062a180fd4e096750966c51"
        "f8532c007f5ede5d7d6c668fc696e256a180fd4e096750966c51f8532c0033003400300030002c0032003000320030000a00");
    row("UTF-16BE", "e58c97e4baace6b1bde8bda6e99bb6e983a8e4bbb6e69c89e99990e585ace58fb8",
        "4f9b5e945546002c5ba26237002c91d1989d002c5e744efd000a53174eac6c7d8f6696f690e84ef667099650516c53f8002c4e0a6d7759274f176c7d"
        "8f6667099650516c53f8002c0031003200300030002c0032003000320030000a5b815fb765f64ee365b080fd6e9079d1628080a14efd67099650516c"
        "53f8002c5e7f5dde6c7d8f6696c656e280a14efd67099650516c53f8002c0033003400300030002c0032003000320030000a");
}

void TestImportShapes::encodings() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, firm);
    const TableInput input = file(bytes.toStdString());
    const Preview seen = shown(input);
    QCOMPARE(QString::fromStdString(seen.plan.dialect.encoding), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(links(input, [](ReadPlan& plan) {
                plan.mapping.columns[0].role = ColumnRole::Source; // Japanese and Korean headers are not among the words
                plan.mapping.columns[1].role = ColumnRole::Target;
            }).rows.firms.find(firm.toStdString()) != StringTable::none);
}

void TestImportShapes::roles_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* name, const char* text, const char* wanted) { QTest::newRow(name) << QString(text) << QString(wanted); };
    row("port and country", "PORT_CITY,RPT_PERIOD,COUNTRY,QUANTITY\nBOSTON,201901,CANADA,5\nBOSTON,201902,BRAZIL,6\n", "target? period source? value");
    row("port and company", "PORT_CITY,RPT_PERIOD,COMPANY,QUANTITY\nBOSTON,201901,ACME OIL,5\nMIAMI,201902,BETA OIL,6\n", "source? period target? value");
    row("a list of firms with countries", "company,country,revenue\nAcme,DE,5\nBeta,FR,6\n", "name region revenue");
    row("ids and names by their endings", "input_name,input_id,stage_name,stage_id\nWafer,N1,Front,S1\nMask,N2,Front,S1\nTest,N3,Back,S2\n", "name? id? stage attribute");
    row("stages as firms", "stage_id,stage_name,description\nS1,Design,long\nS2,Assembly,longer\n", "id? name? attribute");
    row("units by their values", "source,target,what,value\na,b,EUR,1\nb,c,t,2\n", "source target unit? value");
    row("seller ids beside codes", "seller_id,seller_zip_code_prefix,seller_city\n7f,9080,santos\n8e,1310,recife\n", "id attribute name?");
    row("codes beside names", "seller_id,seller_name,buyer,buyer name,year,value\nS1,Acme,B1,Shop,2020,5\nS2,Bolt,B1,Shop,2020,6\n", "source source_name target target_name period value");
    row("names before codes", "Lieferantenname;Lieferantennummer;Kunde;Betrag\nAcme;007;Shop;5\nBolt;008;Shop;6\n", "source_name source target value");
    row("a code of many names is none", "supplier,supplier_name,buyer,value\nx,Acme,b,1\nx,Bolt,b,2\nx,Core,b,3\n", "source attribute target value");
    row("dates whatever they are called", "\u4f9b\u5e94\u5546,\u91c7\u8d2d\u5546,\u7edf\u8ba1\u671f,\u91d1\u989d\n\u7532,\u4e59,2021\u5e743\u6708,5\n\u7532,\u4e59,2021\u5e744\u6708,6\n", "source target period? value");
    row("a department that pays", "Supplier,Department,Date,Amount\nAce,Works,01/02/2021,5\nBee,Roads,02/02/2021,6\n", "source target? period value");
    row("suppliers year by year", "year,supplier_name,country\n2016,3M,US\n2017,3M,US\n2017,Bose,US\n", "period source attribute");
    row("a list of suppliers", "supplier_name,country,since\n3M,US,2016\nBose,US,2017\n", "name region period");
    row("indicator as unit", "PERIOD,REPORTER,PARTNER,INDICATORS,Value\n2019,DE,RU,EUR,5\n2019,DE,RU,TONS,6\n", "period target source unit? value");
}

void TestImportShapes::roles() {
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    QCOMPARE(QString::fromStdString(test::roles(shown(file(text.toStdString())).plan.mapping)), wanted);
}

void TestImportShapes::taughtWordsGoFirst() {
    const TableInput input = file("Kreditor,Empfangsstelle,Summe netto\na,b,1\nb,c,2\n");
    const std::vector<HeaderWord> taught{{TableKind::Links, ColumnRole::Source, "Kreditor"}, {TableKind::Links, ColumnRole::Target, "empfangsstelle"}};
    const auto seen = preview(input, taught);
    QVERIFY(seen);
    QCOMPARE(QString::fromStdString(test::roles(seen->plan.mapping)).section(' ', 0, 1), QString("source target"));
    const auto other = preview(input, std::vector<HeaderWord>{{TableKind::Links, ColumnRole::Target, "Kreditor"}});
    QCOMPARE(other->plan.mapping.columns[0].role, ColumnRole::Target);
}

/// Rows longer than the header: the firm, its columns, then its sellers with quantities, as inventory models are kept.
void TestImportShapes::partnersInTheRow() {
    const char* const text = "stage_id,lead_time,cost,up_stages\nMaker,5,0.07,Wire,2,Zinc,1.5\nWire,3,,\nZinc,4\nShop,6,0.2,Maker,1,,\nBad,1,1,Wire,many\nOdd,1,1,Wire\n";
    const TableInput input = file(text);
    const Preview seen = shown(input);
    QCOMPARE(QString::fromStdString(test::roles(seen.plan.mapping)), QString("target attribute attribute partner_pairs"));
    const LinkImport read = links(input);
    QCOMPARE(rowsOf(read), QString("Wire>Maker 2, Zinc>Maker 1.5, Maker>Shop 1, Wire>Odd nan"));
    QCOMPARE(read.report.rowsRead, 5);
    QCOMPARE(read.report.rowsKept, 4);
    QCOMPARE(read.report.rejects.at(0).row, 6);
    const TableInput firms = file(text, "clip.csv", "firms");
    Progress progress;
    const auto listed = readFirms(firms, shown(firms).plan, progress);
    QVERIFY(listed);
    QCOMPARE(listed->report.rowsKept, 6);
    QCOMPARE(listed->report.rowsRejected, 0);
}

void TestImportShapes::partnersAsAList() {
    const TableInput input = file("firm,customers\na,b,c\nb,c\nc\nd,a,b,c\n");
    QCOMPARE(QString::fromStdString(test::roles(shown(input).plan.mapping)), QString("source partner_list"));
    QCOMPARE(rowsOf(links(input)), QString("a>b 1, a>c 1, b>c 1, d>a 1, d>b 1, d>c 1"));
}

void TestImportShapes::matricesOfAllKinds_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("codes that are numbers") << "\"\",01,02\n01,1,2\n02,4,0\n" << "01>01 1, 01>02 2, 02>01 4";
    QTest::newRow("words in the corner") << "from,North,South\nNorth,1,2\nSouth,4,5\n" << "North>North 1, North>South 2, South>North 4, South>South 5";
    QTest::newRow("buyers in the rows") << "to \\ from,North,South\nNorth,1,2\nSouth,4,5\n" << "North>North 1, South>North 2, North>South 4, South>South 5";
    QTest::newRow("a title above") << "MUSD 2019,,\n,X,Y\nX,1,-2\nY,..,5\n" << "X>X 1, X>Y -2, Y>Y 5";
}

void TestImportShapes::matricesOfAllKinds() {
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    QCOMPARE(rowsOf(links(file(text.toStdString()))), wanted);
}

void TestImportShapes::wideHeaders_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("years with marks of the office") << "from;to;2019 ;2020 p;2021 (b)\na;b;1;2;3\nb;c;:;4;5\n";
    QTest::newRow("years with a letter") << "from,to,Y2019,Y2020,Y2021\na,b,1,2,3\nb,c,,4,5\n";
    QTest::newRow("two lines of header") << ",,2019,,2020\nfrom,to,Q1,Q2,Q1\na,b,1,2,3\nb,c,,4,5\n";
}

void TestImportShapes::wideHeaders() {
    QFETCH(QString, text);
    const LinkImport read = links(file(text.toStdString()));
    QCOMPARE(rowsOf(read), QString("a>b 1, a>b 2, a>b 3, b>c 4, b>c 5"));
    std::set<std::int32_t> periods;
    for (const auto period : read.rows.period) periods.insert(read.rows.periods[period].period.ordinal);
    QCOMPARE(periods.size(), std::size_t(3));
}

void TestImportShapes::commasTooManyAreNoPartners() {
    const TableInput input = file("source,target,place\na,b,12 Mill Road, York\nb,c,Leeds\nc,a,1 High Street, Hull, England\n");
    QVERIFY(!shown(input).plan.mapping.find(ColumnRole::PartnerPairs) && !shown(input).plan.mapping.find(ColumnRole::PartnerList));
    const LinkImport read = links(input);
    QCOMPARE(read.report.rowsRead, 3);
    QCOMPARE(read.report.rowsRejected, 2);
}

void TestImportShapes::sumsOfAMatrixByTheirNumbers() {
    // T1 sums up the columns before it, T9 everything; row R9 the rows before it
    std::string text = "\"\",A,B,T1,C,D,T9\n";
    double parts = 0;
    std::vector<double> below(4, 0);
    for (int r = 1; r <= 8; ++r) {
        const double a = r * 3, b = r * r + 1, c = 7 + r, d = 2 * r + 5;
        text += "r" + std::to_string(r);
        for (const double v : {a, b, a + b, c, d, a + b + c + d}) text += "," + std::to_string(int(v));
        text += "\n";
        parts += a + b + c + d;
        below = {below[0] + a, below[1] + b, below[2] + c, below[3] + d};
    }
    text += "R9";
    for (const double v : {below[0], below[1], below[0] + below[1], below[2], below[3], parts}) text += "," + std::to_string(int(v));
    const LinkImport read = links(file(text + "\n", "use_2012.csv"));
    QCOMPARE(QString::fromStdString(test::roles(read.report.plan.mapping)), QString("source target_column target_column ignore target_column target_column ignore"));
    // too few columns for a row of sums to be told: five cells are needed
    QCOMPARE(read.report.rowsRead, read.report.rowsKept + read.report.rowsRejected);
    std::vector<MatrixLine> lines;
    for (int l = 1; l <= 3; ++l) lines.push_back({1.0 * l, 2.0 * l, 3.0 + l, 4, 5, 6});
    lines.push_back({6, 12, 15, 12, 15, 18});
    lines.push_back({6, 12, 15, 12, 15, 99});
    QCOMPARE(sumLines(lines), (std::vector<bool>{false, false, false, true, false}));
}

void TestImportShapes::sumsBesideTheirParts() {
    std::string text = "exporter,importer,year,value\n";
    for (int year = 2019; year <= 2021; ++year) {
        int all = 0;
        for (const auto& [member, value] : {std::pair{"DE", 5}, {"FR", 3}, {"IT", 2}}) {
            text += std::string("RU,") + member + "," + std::to_string(year) + "," + std::to_string(value * (year - 2000)) + "\n";
            all += value * (year - 2000);
        }
        text += "RU,EU27_2020," + std::to_string(year) + "," + std::to_string(all) + "\nRU,World," + std::to_string(year) + ",7\n";
    }
    const LinkImport read = links(file(text));
    const auto sums = aggregatesIn(read.rows);
    QCOMPARE(sums.size(), 1u); // "World" is called so, but is not the sum
    QCOMPARE(sums[0].firm, std::string("EU27_2020"));
    QVERIFY(!sums[0].isSource && sums[0].members == 3);
    const LinkImport without = links(file(text), [](ReadPlan& plan) { plan.mapping.rules.leaveOut = {"EU27_2020"}; });
    QCOMPARE(without.report.rowsRejected, 3);
    QCOMPARE(without.report.rejects[0].reason, RejectReason::Aggregate);
    QCOMPARE(QString::fromStdString(without.report.rejects[0].original), QString("RU,EU27_2020,2019,190")); // the line, to be repaired
    QCOMPARE(sum(read) - sum(without), 600.0);
    QVERIFY(aggregatesIn(without.rows).empty());
}

void TestImportShapes::rulesForValues() {
    const TableInput input = file("source,target,value\na,b,0\na,c,\na,d,3\na,e,-30\na,f,12\n");
    const auto with = [&](const std::function<void(RowRules&)>& change) { return links(input, [&](ReadPlan& plan) { change(plan.mapping.rules); }); };
    QCOMPARE(rowsOf(with([](RowRules&) {})), QString("a>b 0, a>c nan, a>d 3, a>e -30, a>f 12"));
    QCOMPARE(rowsOf(with([](RowRules& r) { r.zeros = Zeros::Unknown; })), QString("a>b nan, a>c nan, a>d 3, a>e -30, a>f 12"));
    QCOMPARE(rowsOf(with([](RowRules& r) { r.zeros = Zeros::Reject; })), QString("a>c nan, a>d 3, a>e -30, a>f 12"));
    QCOMPARE(rowsOf(with([](RowRules& r) { r.blanks = Blanks::Zero; })), QString("a>b 0, a>c 0, a>d 3, a>e -30, a>f 12"));
    QCOMPARE(rowsOf(with([](RowRules& r) { r.blanks = Blanks::Reject; })), QString("a>b 0, a>d 3, a>e -30, a>f 12"));
    const LinkImport large = with([](RowRules& r) { r.least = 10; });
    QCOMPARE(rowsOf(large), QString("a>c nan, a>e -30, a>f 12"));
    QCOMPARE(large.report.rejects[0].reason, RejectReason::Below);
    QCOMPARE(large.report.rowsRead, large.report.rowsKept + large.report.rowsRejected);
}

void TestImportShapes::repeatedRowsApart() {
    const LinkImport read = links(file("source,target,kind,value\na,b,data,1\na,b,data,2\na,b,,4\na,b,,8\na,c,data,5\n"), [](ReadPlan& plan) { plan.mapping.rules.repeats = Repeats::Separate; });
    QStringList kinds;
    for (const auto kind : read.rows.kind) kinds << QString::fromUtf8(read.rows.words[kind].data(), qsizetype(read.rows.words[kind].size()));
    QCOMPARE(kinds.join('|'), QString("data|data (2)||material (2)|data"));
    QCOMPARE(layerOfKind("data (2)"), Layer::Data);
    QCOMPARE(read.report.rowsKept, 5);
}

void TestImportShapes::prefixesTellCodesApart() {
    const auto prefixed = [](ReadPlan& plan) {
        plan.mapping.sourcePrefix = "C:";
        plan.mapping.targetPrefix = "I:";
    };
    QCOMPARE(rowsOf(links(file("\"\",11,22\n11,1,2\n22,3,0\n33,0,4\n"), [&](ReadPlan& plan) {
                 prefixed(plan);
                 plan.mapping.columns[0].role = ColumnRole::Source;
                 plan.mapping.columns[1].role = plan.mapping.columns[2].role = ColumnRole::TargetColumn;
             })),
             QString("C:11>I:11 1, C:11>I:22 2, C:22>I:11 3, C:33>I:22 4"));
    const LinkImport blank = links(file("source,target,value\na,a,1\n,a,2\n"), prefixed);
    QCOMPARE(rowsOf(blank), QString("C:a>I:a 1"));
    QCOMPARE(blank.report.rejects.at(0).reason, RejectReason::BlankSource);
}

void TestImportShapes::periodsInNames_data() {
    QTest::addColumn<QString>("wanted");
    QTest::newRow("Use_2010.csv") << "2010";
    QTest::newRow("folder 2019/spend-2019-06-final.csv") << "2019-06";
    QTest::newRow("Payments 2021-P02.csv") << "2021-P02";
    QTest::newRow("Q3 2022 links.csv") << "Q3 2022";
    QTest::newRow("links v2.csv") << "";
}

void TestImportShapes::periodsInNames() {
    QFETCH(QString, wanted);
    const Preview seen = shown(file("source,target,value\na,b,1\n", QTest::currentDataTag()));
    QCOMPARE(QString::fromStdString(seen.plan.mapping.constantPeriod), wanted);
}

void TestImportShapes::firmsSaidTwice() {
    Progress progress;
    const auto read = [&](const char* text) { return readFirms(file(text), shown(file(text)).plan, progress).value_or(FirmImport{}); };
    const auto told = [](const FirmImport& import) {
        return std::ranges::any_of(import.report.warnings, [](const std::string& warning) { return warning.find("several rows that differ") != std::string::npos; });
    };
    QVERIFY(told(read("name,address,sector\nMill Ltd,1 High Street,Apparel\nMill Ltd,9 Low Road,Apparel\n")));
    QVERIFY(!told(read("name,address,sector\nMill Ltd,1 High Street,Apparel\nMill Ltd,1 High Street,Apparel\nDye Ltd,9 Low Road,Apparel\n")));
}

QTEST_GUILESS_MAIN(TestImportShapes)
#include "tst_import_shapes.moc"
