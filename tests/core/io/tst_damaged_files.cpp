// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Damaged and hostile files, made here: each gives one clear sentence, or rows of which none is lost uncounted, in bounded time.

#include <QtTest>

#include <unistd.h>

#include <zip.h>
#include <zlib.h>

#include "core/io/import_tables.h"

using namespace chainscape;

namespace {

using Members = std::vector<std::pair<const char*, QByteArray>>;

const QByteArray kHead = "source,target,period,value\n";
const QByteArray kRows = kHead + "a,b,2021,1\nb,c,2021,2\nc,d,2022,3\n";

/// What must come of a file: a refusal, or this many rows read (-1: any number) and at least so many rejected.
struct Fate {
    bool refused = false;
    int read = -1;
    int rejected = 0;
};
constexpr Fate kRefused{true, 0, 0};
constexpr Fate kAny{false, -1, 0};

struct BadFile {
    QByteArray name, bytes;
    Fate fate;
};

QByteArray zipOf(const Members& members) {
    QTemporaryDir folder;
    const QByteArray path = (folder.path() + "/made.zip").toUtf8();
    int code = 0;
    zip_t* zip = zip_open(path.constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (const auto& [member, bytes] : members)
        zip_file_add(zip, member, zip_source_buffer(zip, bytes.constData(), static_cast<zip_uint64_t>(bytes.size()), 0), ZIP_FL_ENC_UTF_8);
    zip_close(zip);
    QFile file(QString::fromUtf8(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Members workbook(const QByteArray& sheet) {
    return {{"xl/workbook.xml", "<workbook><sheets><sheet name='Flows' sheetId='1' id='rId1'/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>"},
            {"xl/sharedStrings.xml", "<sst><si><t>source</t></si><si><t>target</t></si><si><t>a</t></si><si><t>b</t></si></sst>"},
            {"xl/worksheets/sheet1.xml", sheet}};
}

QByteArray sheetOf(const QByteArray& rows) { return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"; }

const QByteArray kSheetHead = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>";

QByteArray bookOf(const QByteArray& rows) { return zipOf(workbook(sheetOf(rows))); }

QByteArray bookWithout(const char* part) {
    Members members = workbook(sheetOf(kSheetHead));
    std::erase_if(members, [&](const auto& member) { return qstrcmp(member.first, part) == 0; });
    return zipOf(members);
}

QByteArray utf16(const QString& text, bool mark) {
    QByteArray bytes = mark ? QByteArray("\xFF\xFE") : QByteArray();
    for (const QChar c : text) bytes += QByteArray(1, static_cast<char>(c.unicode() & 0xFF)) + QByteArray(1, static_cast<char>(c.unicode() >> 8));
    return bytes;
}

QByteArray gzipOf(const QByteArray& text) {
    QByteArray packed(text.size() / 100 + 1024, '\0');
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.constData()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int code = deflate(&stream, Z_FINISH);
    packed.resize(static_cast<int>(stream.total_out));
    deflateEnd(&stream);
    return code == Z_STREAM_END ? packed : QByteArray();
}

/// A line of /proc/self/status in MiB; 0 where there is none.
double memory(const QByteArray& key) {
    QFile status("/proc/self/status");
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (QByteArray line = status.readLine(); !line.isEmpty(); line = status.readLine())
        if (line.startsWith(key)) return line.mid(key.size() + 1).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

/// From here on VmHWM is the peak since now.
void forgetPeak() {
    QFile clear("/proc/self/clear_refs");
    if (clear.open(QIODevice::WriteOnly)) clear.write("5");
}

QByteArray noise(int size) {
    QByteArray bytes;
    std::uint32_t seed = 5;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>((seed = seed * 1664525u + 1013904223u) >> 24);
    return bytes;
}

std::vector<BadFile> badText() {
    const QByteArray longCell = QByteArray("x").repeated(3'000'000);
    return {
        {"empty.csv", "", kRefused},
        {"blank.csv", " \n \n\t\n", kRefused},
        {"only_mark.csv", "\xEF\xBB\xBF", kRefused},
        {"header_only.csv", kHead, {false, 0, 0}},
        {"header_without_end.csv", kHead.trimmed(), {false, 0, 0}},
        {"cut_in_cell.csv", kRows + "d,e,20", {false, 4, 0}},
        {"cut_in_quote.csv", kRows + "\"d,e,2021,", {false, 4, 0}},
        {"cut_in_letter.csv", kRows + "d\xC3,e,2021,", {false, 4, 0}},
        {"cut_after_a_cell.csv", kRows + "d", {false, 3, 0}},
        {"unclosed_at_start.csv", kHead + "\"a,b,2021,1\nb,c,2021,2\n", kAny},
        {"unclosed_in_header.csv", "\"source,target,value\na,b,1\n", kAny},
        {"quote_inside.csv", kHead + "a \"inc\" x,b,2021,1\nb,c,2021,2\n", {false, 2, 0}},
        {"quote_then_text.csv", kHead + "\"a\"x,b,2021,1\nb,c,2021,2\n", {false, 2, 0}},
        {"long_line.csv", kRows + longCell + ",e,2021,1\n", {false, 4, 0}},
        {"long_first_line.csv", longCell + "\na,b\n", kAny},
        {"long_line_of_commas.csv", kRows + QByteArray(2'000'000, ',') + "\n", {false, 4, 1}},
        {"line_of_100_mb.csv", kRows + QByteArray(100'000'000, 'x') + ",e,2021,1\nd,e,2022,4\n", {false, 5, 1}},
        {"quote_of_100_mb.csv", kRows + "\"" + QByteArray(100'000'000, 'x') + "\nd,e,2022,4\n", kAny},
        {"million_columns.csv", "source,target" + QByteArray(",x").repeated(1'000'000) + "\na,b\n", kRefused},
        {"million_cells.csv", kRows + "a,b,2021,1" + QByteArray(",x").repeated(1'000'000) + "\n", {false, 4, 1}},
        {"many_columns.csv", "source,target" + QByteArray(",x").repeated(100'000) + "\na,b\n", kRefused},
        {"many_cells_in_a_row.csv", kRows + "a,b,2021,1" + QByteArray(",x").repeated(50'000) + "\n", {false, 4, 1}},
        {"short_rows.csv", kHead + "a\na,b\na,b,2021\n", {false, 3, 1}},
        {"nul_in_cell.csv", kRows + QByteArray("d\0e,f,2021,4\n", 13), {false, 4, 0}},
        {"nul_lines.csv", kRows + QByteArray(200, '\0') + "\n", kAny},
        {"nuls.csv", QByteArray(5000, '\0'), kRefused},
        {"mixed_ends.csv", "source,target,value\r\na,b,1\nb,c,2\rc,d,3\r\n", kAny},
        {"only_returns.csv", QByteArray(kRows).replace('\n', '\r'), {false, 3, 0}},
        {"blank_lines.csv", QByteArray(kRows).replace("\n", "\n\n\n"), {false, 3, 0}},
        {"mixed_encodings.csv", kHead + "M\xC3\xBCller,b,2021,1\nM\xFCller,b,2021,2\n", {false, 2, 0}},
        {"wrong_utf8.csv", kHead + "\xFF\xFE\xFD,b,2021,1\n\xC0\xAF,b,2021,2\n\xED\xA0\x80,b,2021,3\n", kAny},
        {"utf16.csv", utf16(QString::fromUtf8(kRows), true), {false, 3, 0}},
        {"utf16_odd.csv", utf16(QString::fromUtf8(kRows), true) + "x", kAny},
        {"utf16_cut_pair.csv", utf16(QString::fromUtf8(kRows) + QChar(0xD83D), true), kAny},
        {"header_twice.csv", kRows + kRows, {false, 7, 1}},
        {"empty_header_cell.csv", "source,,target,value\na,x,b,1\n", {false, 1, 0}},
        {"same_header_cells.csv", "source,source,target,target,value,value\na,x,b,y,1,2\n", {false, 1, 0}},
        {"no_source.csv", "apples,pears\n1,2\n", kRefused},
        {"bad_numbers.csv", kHead + "a,b,2021,1e999\na,b,2021,--5\na,b,2021,1.2.3.4\na,b,2021,12\n", {false, 4, 2}},
        {"bad_periods.csv", kRows + "a,b,2021-13,1\na,b,99999999999999999999,1\n", {false, 5, 1}},
        {"blank_partners.csv", kHead + ",b,2021,1\na,,2021,1\na,b,2021,1\n", {false, 3, 2}},
        {"formulas.csv", kHead + "=cmd|x,b,2021,1\n@sum(a),b,2021,1\n", {false, 2, 0}},
        {"binary.csv", noise(20'000), kAny},
        {"binary_behind.csv", kRows + noise(20'000), kAny},
        {"document.pdf", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n", kRefused},
        {"old.xls", QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + noise(600), kRefused},
        {"picture.png", QByteArray("\x89PNG\r\n\x1A\n", 8) + noise(600), kRefused},
        {"bomb_of_nuls.gz", gzipOf(QByteArray(100'000'000, '\0')), kRefused},
        {"bomb_of_rows.gz", gzipOf(kHead + QByteArray("a,b,2021,1\n").repeated(500'000)), {false, 500'000, 0}},
        {"two_members.gz", gzipOf(kRows) + gzipOf("d,e,2022,4\n"), {false, 4, 0}},
        {"tail.gz", gzipOf(kRows) + "no gzip", {false, 3, 0}},
        {"cut.gz", QByteArray("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\x4B", 11), kRefused},
        {"noise.gz", QByteArray("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03", 10) + noise(500), kRefused},
    };
}

std::vector<BadFile> badArchives() {
    const QByteArray good = bookOf(kSheetHead + "<row r='2'><c r='A2' t='s'><v>2</v></c><c r='B2' t='s'><v>3</v></c></row>");
    Members bomb = workbook(sheetOf(kSheetHead));
    bomb[2].second = "<sst><si><t>" + QByteArray(80'000'000, 'a') + "</t></si></sst>";
    Members entities = workbook(sheetOf(kSheetHead));
    entities[2].second = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
    return {
        {"good.xlsx", good, {false, 1, 0}},
        {"bomb.xlsx", zipOf(bomb), kRefused},
        {"entities.xlsx", zipOf(entities), kRefused},
        {"no_workbook.xlsx", bookWithout("xl/workbook.xml"), kRefused},
        {"no_relations.xlsx", bookWithout("xl/_rels/workbook.xml.rels"), kRefused},
        {"no_sheet.xlsx", bookWithout("xl/worksheets/sheet1.xml"), kRefused},
        {"no_strings.xlsx", bookWithout("xl/sharedStrings.xml"), kAny},
        {"last_cell_alone.xlsx", bookOf("<row r='1048576'><c r='A1048576' t='inlineStr'><is><t>x</t></is></c></row>"), kAny},
        {"row_too_far.xlsx", bookOf(kSheetHead + "<row r='99999999'><c r='A99999999'><v>1</v></c></row>"), kRefused},
        {"column_too_far.xlsx", bookOf(kSheetHead + "<row r='2'><c r='ZZZZZZ2'><v>1</v></c></row>"), kRefused},
        {"string_out_of_range.xlsx", bookOf(kSheetHead + "<row r='2'><c r='A2' t='s'><v>999999</v></c><c r='B2'><v>1</v></c></row>"), {false, 1, 1}},
        {"negative_string.xlsx", bookOf(kSheetHead + "<row r='2'><c r='A2' t='s'><v>-5</v></c><c r='B2' t='s'><v>x</v></c></row>"), kAny},
        {"cut_sheet.xlsx", zipOf(workbook("<worksheet><sheetData>" + kSheetHead + "<row r='2'>")), kRefused},
        {"deep_sheet.xlsx", zipOf(workbook("<worksheet>" + QByteArray("<a>").repeated(1000))), kRefused},
        {"cut.xlsx", good.first(good.size() / 2), kRefused},
        {"cut_tail.xlsx", good.first(good.size() - 10), kRefused},
        {"no_start.xlsx", good.mid(30), kAny},
        {"empty.zip", QByteArray("PK\x05\x06", 4) + QByteArray(18, '\0'), kRefused},
        {"bomb_of_nuls.zip", zipOf({{"nuls.csv", QByteArray(100'000'000, '\0')}}), kRefused},
        {"slip.zip", zipOf({{"../../slip.csv", kRows}}), {false, 3, 0}},
        {"clutter.zip", zipOf({{"__MACOSX/._x", "x"}, {".DS_Store", "x"}}), kRefused},
        {"zip_in_zip.zip", zipOf({{"inner.zip", good}}), kRefused},
    };
}

std::vector<BadFile> badGraphs() {
    const QByteArray graph = "<graphml><graph><edge source='a' target='b'/></graph></graphml>";
    return {
        {"good.graphml", graph, {false, 1, 0}},
        {"dtd.graphml", "<!DOCTYPE graphml SYSTEM 'http://example.invalid/x.dtd'>" + graph, kRefused},
        {"laughs.graphml", "<!DOCTYPE graphml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><graphml><graph><edge source='&b;' target='b'/></graph></graphml>", kRefused},
        {"cut.graphml", graph.first(40), kRefused},
        {"tail.graphml", graph + "<more/>", kRefused},
        {"no_edges.gexf", "<gexf><graph><nodes><node id='a'/></nodes></graph></gexf>", kRefused},
        {"latin.graphml", "<?xml version='1.0' encoding='UTF-8'?><graphml><graph><edge source='\xFC' target='b'/></graph></graphml>", kRefused},
        {"deep.gexf", "<gexf>" + QByteArray("<graph>").repeated(5000), kRefused},
        {"other.xml", "<html><body>no graph</body></html>", kAny},
    };
}

} // namespace

class TestDamagedFiles : public QObject {
    Q_OBJECT
private slots:
    void corpus_data();
    void corpus();
    void enough();
    void places();

private:
    static std::vector<BadFile> all();
    QTemporaryDir m_folder;
};

std::vector<BadFile> TestDamagedFiles::all() {
    std::vector<BadFile> files = badText();
    for (const auto& more : {badArchives(), badGraphs()}) files.insert(files.end(), more.begin(), more.end());
    return files;
}

void TestDamagedFiles::corpus_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("refused");
    QTest::addColumn<int>("read");
    QTest::addColumn<int>("rejected");
    for (const BadFile& file : all()) QTest::newRow(file.name.constData()) << file.bytes << file.fate.refused << file.fate.read << file.fate.rejected;
}

void TestDamagedFiles::corpus() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, refused);
    QFETCH(int, read);
    QFETCH(int, rejected);
    const QString path = m_folder.path() + "/" + QTest::currentDataTag();
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    forgetPeak();
    const double before = memory("VmRSS:");
    QElapsedTimer timer;
    timer.start();
    const TableInput input{path.toStdString(), {}, {}};
    const auto shown = preview(input);
    Progress progress;
    const auto import = shown ? readLinks(input, shown->plan, progress) : Result<LinkImport>(tl::unexpected(shown.error()));
    QVERIFY2(timer.elapsed() < 20'000, "takes too long");
    QVERIFY2(memory("VmHWM:") - before < 256, "takes too much memory");
    if (!import) {
        const QByteArray sentence = QByteArray::fromStdString(import.error().message);
        QVERIFY2(refused || read < 0, sentence.constData());
        QVERIFY2(sentence.size() > 20 && sentence.size() < 500 && sentence.endsWith('.'), sentence.constData());
        return;
    }
    const FileReport& report = import->report;
    QVERIFY2(!refused, "was read");
    QCOMPARE(report.rowsRead, report.rowsKept + report.rowsRejected);
    QCOMPARE(static_cast<std::int64_t>(import->rows.size()), report.rowsKept);
    QCOMPARE(static_cast<std::int64_t>(report.rejects.size()), report.rowsRejected);
    if (read >= 0) QCOMPARE(report.rowsRead, std::int64_t(read));
    QVERIFY(report.rowsRejected >= rejected);
    if (shown->plan.dialect.footerLines > 0) { // what is taken for a note is told
        const auto told = [](const std::string& warning) { return warning.find("at the end") != std::string::npos; };
        QVERIFY(std::any_of(report.warnings.begin(), report.warnings.end(), told));
    }
    for (const Reject& reject : report.rejects) {
        QVERIFY(reject.row > 0 && !reject.sentence.empty() && reject.original.size() <= kRejectTextLimit);
        QVERIFY(reject.sentence.size() < 2000);
    }
}

void TestDamagedFiles::enough() { QVERIFY(all().size() >= 60); }

void TestDamagedFiles::places() {
    const std::string folder = m_folder.path().toStdString();
    const auto directory = preview({folder, {}, {}});
    QVERIFY(!directory && !directory.error().message.empty());
    const auto missing = preview({folder + "/absent.csv", {}, {}});
    QVERIFY(!missing && missing.error().code == ErrorCode::FileMissing);
    QFile locked(m_folder.path() + "/locked.csv");
    QVERIFY(locked.open(QIODevice::WriteOnly) && locked.write(kRows) > 0);
    locked.close();
    QVERIFY(locked.setPermissions({}));
    if (::geteuid() == 0) QSKIP("root reads files without permission");
    const auto closed = preview({locked.fileName().toStdString(), {}, {}});
    QVERIFY(!closed && closed.error().code == ErrorCode::FileUnreadable);
}

QTEST_GUILESS_MAIN(TestDamagedFiles)
#include "tst_damaged_files.moc"
