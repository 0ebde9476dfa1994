// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include "core/io/csv_careful.h"
#include "core/io/csv_scan.h"

using namespace chainscape;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Scanned {
    Rows rows;
    std::vector<std::int64_t> lines;
    bool careful = false;

    bool operator==(const Scanned& other) const { return rows == other.rows && lines == other.lines; }
};

Scanned scan(const std::string& text, ScanRules rules = {}, std::size_t blockSize = 1 << 20) {
    Scanned result;
    auto source = Utf8Source::open(bytesOf(std::make_shared<const std::string>(text)), "UTF-8");
    RecordSplitter splitter(**source, rules, blockSize);
    TextBlock block;
    Records records;
    std::string scratch;
    for (;;) {
        const auto more = splitter.next(block);
        if (!more || !*more) break;
        result.careful = result.careful || block.quoting == Quoting::Careful;
        scanRecords(block, rules, records);
        for (std::uint32_t r = 0; r < records.rowCount; ++r) {
            const Record& record = records.rows[r];
            result.lines.push_back(block.firstLine + record.line);
            result.rows.emplace_back();
            for (std::uint32_t c = 0; c < record.cells; ++c)
                result.rows.back().emplace_back(cellText(block, rules, records.cells[record.firstCell + c], scratch));
        }
    }
    return result;
}

/// The careful machine alone over the whole text.
Scanned scanCarefully(const std::string& text, const ScanRules& rules) {
    Scanned result;
    TextBlock block;
    block.text = text;
    if (!block.text.empty() && block.text.back() != '\n' && block.text.back() != '\r') block.text += '\n';
    block.quoting = Quoting::Careful;
    Records records;
    std::string scratch;
    scanRecords(block, rules, records);
    for (std::uint32_t r = 0; r < records.rowCount; ++r) {
        const Record& record = records.rows[r];
        result.lines.push_back(1 + record.line);
        result.rows.emplace_back();
        for (std::uint32_t c = 0; c < record.cells; ++c)
            result.rows.back().emplace_back(cellText(block, rules, records.cells[record.firstCell + c], scratch));
    }
    return result;
}

} // namespace

class TestCsvScan : public QObject {
    Q_OBJECT
private slots:
    void cells_data();
    void cells();
    void allWaysAgree();
    void longCells();
    void overlongLine();
    void swallowedRowsComeBack();
    void otherDialects();
};

void TestCsvScan::cells_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("wanted"); // cells by |, rows by /, a line number before each row
    const auto row = [](const char* name, const QByteArray& text, const char* wanted) { QTest::newRow(name) << text << QString(wanted); };
    row("plain", "a,b\n1,2\n", "1:a|b/2:1|2");
    row("no last line end", "a,b\n1,2", "1:a|b/2:1|2");
    row("crlf", "a,b\r\n1,2\r\n", "1:a|b/2:1|2");
    row("cr", "a,b\r1,2\r", "1:a|b/2:1|2");
    row("mixed", "a,b\r\n1,2\n3,4\r5,6\n", "1:a|b/2:1|2/3:3|4/4:5|6");
    row("blank lines", "\n\na,b\n\n  \n1,2\n\n", "3:a|b/6:1|2");
    row("empty cells", "a,,b\n,,\n", "1:a||b/2:||");
    row("quoted", "\"a,b\",\"c\"\n", "1:a,b|c");
    row("doubled quotes", "\"say \"\"hi\"\"\",x\n", "1:say \"hi\"|x");
    row("only doubled", "\"\",\"\"\"\"\n", "1:|\"");
    row("line end in quotes", "\"a\nb\",c\nd,e\n", "1:a\nb|c/3:d|e");
    row("crlf in quotes", "\"a\r\nb\",c\r\nd,e\r\n", "1:a\r\nb|c/3:d|e");
    row("quote in the middle", "5\" pipe,x\na,b\n", "1:5\" pipe|x/2:a|b");
    row("quote inside quotes", "\"5\" pipe\",x\na,b\n", "1:5\" pipe|x/2:a|b");
    row("blank before quote", "a, \"b,c\" ,d\n", "1:a|b,c|d");
    row("never closed", "a,\"b\nc,d\ne,f\n", "1:a|\"b/2:c|d/3:e|f");
    row("closed in a later cell", "a,\"b\nc,\"d\"\ne,f\n", "1:a|\"b/2:c|d/3:e|f");
    row("nul", QByteArray("a\0b,c\n", 6), "1:ab|c");
    row("ragged", "a,b,c\n1\n1,2,3,4\n", "1:a|b|c/2:1/3:1|2|3|4");
}

void TestCsvScan::cells() {
    QFETCH(QByteArray, text);
    QFETCH(QString, wanted);
    for (const std::size_t size : {64u, 1u << 20}) {
        const Scanned scanned = scan(text.toStdString(), {}, size);
        QStringList rows;
        for (std::size_t r = 0; r < scanned.rows.size(); ++r) {
            QStringList cells;
            for (const std::string& cell : scanned.rows[r]) cells << QString::fromStdString(cell);
            rows << QString::number(scanned.lines[r]) + ":" + cells.join("|");
        }
        QCOMPARE(rows.join("/"), wanted);
    }
}

void TestCsvScan::allWaysAgree() {
    // random soup of the characters that matter: vector, portable and careful machines, in blocks of any size
    std::mt19937 random(7);
    const std::string letters = "ab,,\"\"\n\n\r";
    int careful = 0, clean = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const bool wellQuoted = round % 2 == 0;
        const std::size_t length = 1 + random() % 300;
        while (text.size() < length) {
            if (wellQuoted) {
                const unsigned kind = random() % 4;
                if (kind == 0) text += "x";
                else if (kind == 1) text += "\"q,\"\"w\"\"\r\nz\"";
                else if (kind == 2) text += "\"\"";
                text += random() % 3 == 0 ? (random() % 2 == 0 ? "\r\n" : "\n") : ",";
            } else {
                text += letters[random() % letters.size()];
            }
        }
        ScanRules rules;
        const Scanned whole = scan(text, rules);
        rules.portable = true;
        QVERIFY(scan(text, rules) == whole);
        rules.portable = false;
        (whole.careful ? careful : clean) += 1;
        if (wellQuoted) {
            QVERIFY(scanCarefully(text, rules) == whole);
            QVERIFY(scan(text, rules, 64 + random() % 64) == whole);
        }
    }
    QVERIFY(careful > 100);
    QVERIFY(clean > 1000);
}

void TestCsvScan::longCells() {
    const std::string big(11 * 1024 * 1024, 'x');
    const Scanned scanned = scan("a,b\n\"" + big + "\ny\",2\n3,4\n");
    QCOMPARE(scanned.rows.size(), std::size_t(3));
    QCOMPARE(scanned.rows[1][0].size(), big.size() + 2);
    QCOMPARE(scanned.lines[2], std::int64_t(4));
}

void TestCsvScan::overlongLine() {
    const std::string text = "a,b\n1,2\n" + std::string(kRecordLimit + 100, 'x') + ",y\n3,4\n";
    auto source = Utf8Source::open(bytesOf(std::make_shared<const std::string>(text)), "UTF-8");
    RecordSplitter splitter(**source, {});
    std::vector<Quoting> kinds;
    TextBlock block;
    std::int64_t lastLine = 0;
    while (splitter.next(block).value_or(false)) {
        kinds.push_back(block.quoting);
        lastLine = block.firstLine;
    }
    QCOMPARE(kinds, (std::vector<Quoting>{Quoting::Clean, Quoting::TooLong, Quoting::Clean}));
    QCOMPARE(lastLine, std::int64_t(4));
}

void TestCsvScan::swallowedRowsComeBack() {
    // one stray quote, and properly quoted cells far below: no row may vanish into a cell
    std::string text = "a,b,c\n1,\"broken,3\n";
    for (int i = 0; i < 500; ++i) text += "x,y,z\n";
    text += "7,\"\",9\n8,\"q\",9\n";
    ScanRules rules;
    rules.width = 3;
    const Scanned scanned = scan(text, rules);
    QCOMPARE(scanned.rows.size(), std::size_t(504));
    QCOMPARE(scanned.rows[1][1], std::string("\"broken"));
    QCOMPARE(scanned.rows.back()[1], std::string("q"));
}

void TestCsvScan::otherDialects() {
    ScanRules slash;
    slash.escape = '\\';
    QCOMPARE(scan("\"a\\\"b\",c\\,d\n", slash).rows[0], (std::vector<std::string>{"a\"b", "c,d"}));
    ScanRules blanks;
    blanks.delimiter = ' ';
    QCOMPARE(scan("  a   b\t c  \n1 2 3\n", blanks).rows, (Rows{{"a", "b", "c"}, {"1", "2", "3"}}));
    ScanRules comment;
    comment.comment = "#";
    QCOMPARE(scan("# a,\"b\nx,y\n#z\n1,2\n", comment).lines, (std::vector<std::int64_t>{2, 4}));
    ScanRules none;
    none.quote = 0;
    QCOMPARE(scan("\"a,b\"\n", none).rows[0], (std::vector<std::string>{"\"a", "b\""}));
}

QTEST_APPLESS_MAIN(TestCsvScan)
#include "tst_csv_scan.moc"
