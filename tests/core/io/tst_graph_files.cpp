// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/io/graph_write.h"
#include "core/io/import_tables.h"
#include "core/io/read_many.h"
#include "core/io/xlsx_write.h"

using namespace chainscape;

namespace {

TableInput textInput(const QByteArray& text, const char* part = "links") {
    return {"graph", part, std::make_shared<const std::string>(text.toStdString())};
}

} // namespace

class TestGraphFiles : public QObject {
    Q_OBJECT
private slots:
    void parts();
    void fullSheets();
    void graphMl();
    void gexfInTime();
    void refused_data();
    void refused();
    void unwritable();
};

/// Links and firms of a graph are two parts; a workbook of ours names its sheets so, too.
void TestGraphFiles::parts() {
    QTemporaryDir folder;
    const std::string path = (folder.path() + "/graph.xml").toStdString();
    auto graph = GraphWriter::create(path, GraphFormat::GraphMl, {{"name"}, {"revenue", true}}, {{"value", true}});
    QVERIFY(graph.has_value());
    for (const char* cell : {"a", "A & <B>", "2.5"}) graph->nodes().text(cell);
    graph->nodes().endRow();
    for (const char* cell : {"a", "b", "7"}) graph->edges().text(cell);
    graph->edges().endRow();
    QVERIFY(graph->finish().has_value());
    QCOMPARE(partsOf(path).value(), (std::vector<std::string>{"links", "firms"}));
    const auto inputs = expanded(std::vector{path});
    QVERIFY(inputs && inputs->size() == 2 && (*inputs)[0].part == "links");
    QCOMPARE(preview((*inputs)[0])->rows[0].cells, (std::vector<std::string>{"a", "b", "7"}));
    const auto firms = preview((*inputs)[1]);
    QVERIFY(firms.has_value());
    QCOMPARE(firms->plan.mapping.kind, TableKind::Firms);
    QCOMPARE(firms->rows[0].cells, (std::vector<std::string>{"a", "A & <B>", "2.5"}));
    QCOMPARE(kindByName("data/Links 2.csv"), std::optional(TableKind::Links));
    QVERIFY(!kindByName("Sheet1").has_value());
}

/// A workbook goes on in further sheets when one is full.
void TestGraphFiles::fullSheets() {
    QTemporaryDir folder;
    const std::string path = (folder.path() + "/book.xlsx").toStdString();
    auto book = XlsxWriter::create(path);
    QVERIFY(book.has_value());
    TableSink& sheet = book->sheet("links", 3);
    for (const char* name : {"source", "target", "value"}) sheet.text(name);
    sheet.endRow();
    for (int row = 1; row <= 5; ++row) {
        sheet.text("a");
        sheet.text("b");
        sheet.number(row + 0.5);
        sheet.endRow();
    }
    Progress progress;
    QVERIFY(book->finish(progress).has_value());
    QCOMPARE(partsOf(path).value(), (std::vector<std::string>{"links", "links 2", "links 3"}));
    double sum = 0;
    const std::vector<TableInput> inputs = expanded(std::vector{path}).value();
    for (const auto& input : inputs) {
        const auto shown = preview(input);
        QVERIFY(shown.has_value());
        const auto read = readLinks(input, shown->plan, progress);
        QVERIFY(read && read->report.rejects.empty());
        for (const double value : read->rows.value) sum += value;
    }
    QCOMPARE(sum, 17.5);
}

void TestGraphFiles::graphMl() {
    const TableInput input = textInput(
        "<?xml version='1.0'?><!-- made elsewhere --><graphml xmlns='http://graphml.graphdrawing.org/xmlns'>"
        "<key id='w' for='edge' attr.name='weight' attr.type='double'><default>7</default></key>"
        "<key id='c' for='node' attr.name='country' attr.type='string'/>"
        "<graph edgedefault='directed'><node id='a'><data key='c'>CL</data></node><node id='b'/>"
        "<edge source='a' target='b'><data key='w'>2.5</data></edge><edge source='b' target='a'/></graph></graphml>");
    const auto shown = preview(input);
    QVERIFY2(shown.has_value(), shown ? "" : shown.error().message.c_str());
    QCOMPARE(shown->header, (std::vector<std::string>{"source", "target", "weight"}));
    Progress progress;
    const auto read = readLinks(input, shown->plan, progress);
    QVERIFY(read.has_value());
    QCOMPARE(read->rows.value, (std::vector<double>{2.5, 7}));
}

/// Spells, and values that hold for a time, are a row each.
void TestGraphFiles::gexfInTime() {
    const TableInput input = textInput(
        "<gexf version='1.3'><graph mode='dynamic' timeformat='date'><attributes class='edge'><attribute id='0' title='amount' type='double'/></attributes>"
        "<nodes><node id='a' label='A'/><node id='b' label='B'/></nodes><edges>"
        "<edge id='0' source='a' target='b' kind='ore'><attvalues><attvalue for='0' value='1' start='2021-01-01' end='2021-03-31'/>"
        "<attvalue for='0' value='2' start='2021-04-01' end='2021-06-30'/></attvalues></edge>"
        "<edge id='1' source='b' target='a' start='2021-01-01' end='2021-12-31'><attvalues><attvalue for='0' value='5'/></attvalues></edge>"
        "</edges></graph></gexf>");
    auto shown = preview(input);
    QVERIFY2(shown.has_value(), shown ? "" : shown.error().message.c_str());
    QCOMPARE(shown->header, (std::vector<std::string>{"source", "target", "weight", "kind", "period", "amount"}));
    QCOMPARE(shown->rows.size(), std::size_t(3));
    QCOMPARE(shown->rows[0].cells, (std::vector<std::string>{"a", "b", "1", "ore", "2021-01-01 - 2021-03-31", "1"}));
    Progress progress;
    const auto read = readLinks(input, shown->plan, progress);
    QVERIFY(read && read->report.rejects.empty());
    QCOMPARE(read->rows.periods[read->rows.period[0]].period, (Period{Granularity::Quarter, false, 2021 * 4}));
    QCOMPARE(read->rows.periods[read->rows.period[2]].period, (Period{Granularity::Year, false, 2021}));
    const auto nodes = preview(textInput(QByteArray(input.text->c_str()), "firms"));
    QVERIFY(nodes && nodes->rows.size() == 2 && nodes->rows[1].cells[1] == "B");
}

void TestGraphFiles::refused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("dtd") << QByteArray("<?xml version='1.0'?><!DOCTYPE graphml [<!ENTITY a 'b'>]><graphml><graph><edge source='&a;' target='b'/></graph></graphml>");
    QTest::newRow("cut") << QByteArray("<graphml><graph><edge source='a' target='b'/>");
    QTest::newRow("no edges") << QByteArray("<graphml><graph><node id='a'/></graph></graphml>");
    QTest::newRow("no target") << QByteArray("<graphml><graph><edge source='a'/></graph></graphml>");
    QTest::newRow("nested") << QByteArray("<graphml><graph><edge source='a' target='b'><graph><edge source='c' target='d'/></graph></edge></graph></graphml>");
    QTest::newRow("hyperedge") << QByteArray("<graphml><graph><hyperedge/><edge source='a' target='b'/></graph></graphml>");
    QTest::newRow("late key") << QByteArray("<graphml><graph><edge source='a' target='b'/></graph><key id='w' for='edge' attr.name='weight'/></graphml>");
    QTest::newRow("deep") << "<graphml>" + QByteArray("<g>").repeated(300);
}

void TestGraphFiles::refused() {
    QFETCH(QByteArray, text);
    const auto shown = preview(textInput(text));
    QVERIFY(!shown.has_value());
    QVERIFY(shown.error().message.ends_with('.'));
    QVERIFY(preview(textInput("<graphml><graph><edge source='a' target='b'/></graph></graphml>", "absent")).error().code == ErrorCode::NotFound);
}

void TestGraphFiles::unwritable() {
    const auto graph = GraphWriter::create("/no/such/folder/graph.gexf", GraphFormat::Gexf, {}, {});
    QVERIFY(!graph && graph.error().code == ErrorCode::FileUnwritable);
    const auto book = XlsxWriter::create("/no/such/folder/book.xlsx");
    QVERIFY(!book && book.error().code == ErrorCode::FileUnwritable);
}

QTEST_GUILESS_MAIN(TestGraphFiles)
#include "tst_graph_files.moc"
