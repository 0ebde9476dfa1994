// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The flow figure in all its forms, and its matrix: what they say, that widths are values, that nothing leaves the area.
#include <cmath>

#include "tests/core/chain_text.h"
#include "ui/canvas/text_drawing.h"
#include "ui/painters/flow_difference.h"
#include "ui/painters/flow_labels.h"
#include "ui/painters/flow_matrix.h"
#include "ui/painters/flow_painter.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

/// Money in EUR and data in GB over three years; a fifth of the money has a low score.
DatasetPtr twoLayers() {
    std::string text = "firm m stage=1\nfirm n stage=1\nfirm a stage=2\nfirm b stage=2 platform\nfirm u stage=3 end\nfirm v stage=3 end\n";
    for (int year = 2021; year <= 2023; ++year) {
        const std::string at = " @" + std::to_string(year), k = std::to_string(year - 2020);
        text += "m -> a : " + k + "0" + at + " d=0.9 [EUR]\nn -> a : 4" + at + " d=0.1 [EUR]\nn -> b : 6" + at + " d=0.8 [EUR]\na -> u : 2" + k + at + " d=0.7 [EUR]\n";
        text += "b -> v : 9" + at + " service d=0.2 [EUR]\nu -> m : 1" + at + " d=0.9 [EUR]\na -> m : 700" + at + " data [GB]\n";
        if (year == 2023) text += "m -> b : 5" + at + " [EUR]\n";
    }
    return test::chain(text, StageList{{"Mine", "Make", "Use"}});
}

FlowInput inputFor(ViewSpec spec, const DatasetPtr& dataset = twoLayers()) {
    Progress progress;
    if (spec.unit.empty()) spec.unit = "EUR";
    const auto plans = flowPlans(dataset, spec, progress);
    if (!plans) qFatal("%s", plans.error().message.c_str());
    FlowInput in;
    in.panels = *flowPanels(dataset, spec, *plans);
    in.spec = spec;
    in.locale = QLocale::c();
    return in;
}

QStringList wordsOf(const DisplayList& list) {
    QStringList out;
    for (const auto& layer : list.layers())
        for (const auto& text : layer.texts) out << text.text;
    return out;
}

QString allWords(const DisplayList& list, const Legend& legend) {
    QStringList out = wordsOf(list) + legend.notes;
    for (const auto& line : legend.lines) out << line.text;
    for (const auto& entry : legend.colours) out << entry.text;
    return out.join('\n') + legend.colourTitle;
}

bool hasItem(const DisplayList& list, ItemRef item) {
    for (const auto& layer : list.layers()) {
        for (const auto& r : layer.rects)
            if (r.item == item) return true;
        for (const auto& p : layer.paths)
            if (p.item == item) return true;
    }
    return false;
}

int paths(const DisplayList& list) {
    int count = 0;
    for (const auto& layer : list.layers()) count += int(layer.paths.size());
    return count;
}

} // namespace

class TestFlowPainter : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void formsStayInTheirArea_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<QSizeF>("size");
        for (int form = 0; form <= int(FlowForm::Multiples); ++form)
            for (const QSizeF size : {QSizeF(1000, 520), QSizeF(480, 300)}) QTest::addRow("%d %d", form, int(size.width())) << form << size;
    }
    void formsStayInTheirArea() {
        QFETCH(int, form);
        QFETCH(QSizeF, size);
        ViewSpec spec;
        spec.flow.form = FlowForm(form);
        const QRectF area(QPointF(20, 20), size);
        DisplayList list;
        const auto picture = paintFlow(list, inputFor(spec), area);
        QVERIFY(!list.summary.isEmpty() || FlowForm(form) == FlowForm::Difference);
        QVERIFY(!picture.legend.empty());
        QVERIFY(wordsOf(list).size() > 6);
        for (const auto& layer : list.layers()) {
            for (const auto& r : layer.rects) QVERIFY(area.adjusted(-1, -1, 1, 1).contains(r.box));
            for (const auto& p : layer.paths) QVERIFY(area.adjusted(-1, -1, 1, 1).contains(p.path.boundingRect()));
            for (const auto& t : layer.texts) QVERIFY2(area.adjusted(-8, -6, 8, 6).contains(boxOf(t, Camera{})), qPrintable(t.text));
        }
    }

    void widthsAreValues() {
        DisplayList list;
        const auto in = inputFor({});
        const auto picture = paintFlow(list, in, QRectF(0, 0, 900, 500));
        const auto& flows = *in.panels.front().flows;
        const auto& frame = *picture.frames.front();
        for (std::size_t i = 0; i < flows.size(); ++i)
            QVERIFY(std::fabs(frame.geometry.ribbons[i].width - flows[i].value * frame.scale.value) < 1e-9);
    }

    /// While a box is in the hand the picture is painted in two parts that make up the whole.
    void handAndRestAreTheWhole() {
        auto in = inputFor({});
        const QRectF area(0, 0, 900, 500);
        DisplayList whole, still, held;
        paintFlow(whole, in, area);
        in.held = {ItemKind::Node, flowItem(0, 2)};
        const auto& pairs = in.panels.front().plan->pairs;
        in.part = FlowPart::Still;
        paintFlow(still, in, area);
        in.part = FlowPart::Held;
        const auto frame = paintFlow(held, in, area).frames.front();
        QCOMPARE(paths(still) + paths(held), paths(whole));
        QVERIFY(hasItem(held, in.held) && !hasItem(still, in.held));
        for (std::uint32_t b = 0; b < pairs.size(); ++b) {
            const bool touches = pairs[b].source == 2 || pairs[b].target == 2;
            QCOMPARE(hasItem(held, {ItemKind::Band, flowItem(0, b)}), touches);
            QCOMPARE(hasItem(still, {ItemKind::Band, flowItem(0, b)}), !touches);
        }
        in.heldBy = 40;
        DisplayList moved;
        QCOMPARE(paintFlow(moved, in, area).frames.front()->geometry.nodes[2].box.y, frame->geometry.nodes[2].box.y + 40);
    }

    void allPeriodsShareOneScale() {
        const auto dataset = twoLayers();
        ViewSpec spec;
        double scale = 0;
        std::vector<double> tops;
        for (const char* period : {"2021", "2022", "2023"}) {
            spec.period = period;
            DisplayList list;
            const auto frame = paintFlow(list, inputFor(spec, dataset), QRectF(0, 0, 900, 500)).frames.front();
            if (scale == 0) scale = frame->scale.value;
            QCOMPARE(frame->scale.value, scale);
            QVERIFY(frame->geometry.height <= frame->area.height() + 1e-6);
        }
    }

    void twinsShareTheirScale() {
        ViewSpec spec;
        spec.flow.form = FlowForm::Twins;
        DisplayList list;
        const auto picture = paintFlow(list, inputFor(spec), QRectF(0, 0, 1200, 500));
        QCOMPARE(picture.frames.size(), std::size_t(2));
        QCOMPARE(picture.frames[0]->scale.value, picture.frames[1]->scale.value);
        const auto words = wordsOf(list);
        QVERIFY(words.contains(QStringLiteral("2021")) && words.contains(QStringLiteral("2023")));
        QVERIFY(hasItem(list, {ItemKind::Node, flowItem(1, 0)}));
    }

    void layersAreNeverAdded() {
        ViewSpec spec;
        spec.flow.panels = FlowPanels::Layers;
        const auto in = inputFor(spec);
        QCOMPARE(in.panels.size(), std::size_t(2));
        QCOMPARE(in.panels[0].plan->unit, std::string("EUR"));
        QCOMPARE(in.panels[1].plan->unit, std::string("GB"));
        DisplayList list;
        const auto picture = paintFlow(list, in, QRectF(0, 0, 1200, 500));
        QVERIFY(picture.frames[0]->scale.value != picture.frames[1]->scale.value);
        const auto words = wordsOf(list);
        QVERIFY(words.contains(QStringLiteral("Money and goods, EUR")) && words.contains(QStringLiteral("Data, GB")));
    }

    void valueWithoutDataIsStated() {
        ViewSpec spec;
        spec.period = "2021";
        spec.flow.darkValue = true;
        DisplayList list;
        const auto picture = paintFlow(list, inputFor(spec), QRectF(0, 0, 900, 500));
        const QString words = allWords(list, picture.legend); // 4 + 9 of 10 + 4 + 6 + 21 + 9 + 1 = 51
        QVERIFY2(words.contains(QStringLiteral("flows without data: 25%")), qPrintable(words));
        QVERIFY(words.contains(QStringLiteral("13\u00a0EUR flows without data")));
        DisplayList plain;
        spec.flow.darkValue = false;
        paintFlow(plain, inputFor(spec), QRectF(0, 0, 900, 500));
        QVERIFY(paths(list) > paths(plain));
    }

    void coloursTell_data() {
        QTest::addColumn<int>("colour");
        QTest::addColumn<QString>("says");
        QTest::newRow("source") << int(FlowColour::Source) << "Stage of the seller";
        QTest::newRow("target") << int(FlowColour::Target) << "Stage of the buyer";
        QTest::newRow("kind") << int(FlowColour::Kind) << "service";
        QTest::newRow("digital") << int(FlowColour::Digital) << "Digital score";
        QTest::newRow("change") << int(FlowColour::Change) << "Change against 2022";
        QTest::newRow("platform") << int(FlowColour::Platform) << "most of it direct";
    }
    void coloursTell() {
        QFETCH(int, colour);
        QFETCH(QString, says);
        ViewSpec spec;
        spec.flow.colour = FlowColour(colour);
        DisplayList list;
        const auto picture = paintFlow(list, inputFor(spec), QRectF(0, 0, 900, 500));
        QVERIFY2(allWords(list, picture.legend).contains(says), qPrintable(allWords(list, picture.legend)));
    }

    void changeIsBetweenGoneAndNew() {
        QCOMPARE(flowChange(5, 0), 1.0);
        QCOMPARE(flowChange(0, 5), -1.0);
        QCOMPARE(flowChange(4, 8), -0.5);
        QVERIFY(std::isnan(flowChange(0, 0)));
    }

    void differenceNamesWhatCameAndWent() {
        ViewSpec spec;
        spec.flow.form = FlowForm::Difference;
        DisplayList list;
        const auto picture = paintFlow(list, inputFor(spec), QRectF(0, 0, 900, 500));
        const QString words = allWords(list, picture.legend); // m>a +20, a>u +2, m>b +5
        QVERIFY2(words.contains(QStringLiteral("new or more: +27")), qPrintable(words));
        QVERIFY(words.contains(QStringLiteral("2023 against 2021")));
    }

    void labelsFollowTheirTemplate() {
        ViewSpec spec;
        spec.period = "2021";
        spec.flow.label = "{name}\\n{stage%} of its stage, {total%} of all; {in} in, {out} out";
        const auto in = inputFor(spec);
        const auto d = flowDrawing(in, 0, QRectF(0, 0, 900, 500));
        QVERIFY(d);
        std::uint32_t a = 0;
        while (in.panels.front().plan->groups[a].key != "2|a") ++a;
        const auto lines = flowLabel(*d, a, flowBalance(groupedFlows(*in.panels.front().snapshot, d->plan()), d->plan()));
        QCOMPARE(lines, QStringList({"a", "70% of its stage, 41% of all; 14\u00a0EUR in, 21\u00a0EUR out"})); // 21 of 30, 21 of 51
    }

    void traceTellsItsAmountAtEachStage() {
        ViewSpec spec;
        spec.period = "2021";
        spec.focus = "u";
        DisplayList list;
        paintFlow(list, inputFor(spec), QRectF(0, 0, 900, 500));
        QVERIFY(wordsOf(list).filter(QStringLiteral("of it (")).size() >= 3);
    }

    void stripAddsUp() {
        ViewSpec spec;
        spec.period = "2021";
        DisplayList list;
        paintFlow(list, inputFor(spec), QRectF(0, 0, 900, 500));
        // n brings 10; m 9, a 7, b 3 more than they buy; v takes 9; u keeps 20
        const auto strip = wordsOf(list).filter(QStringLiteral("Enters"));
        QCOMPARE(strip.size(), 1);
        QVERIFY2(strip.front().contains("Enters 10") && strip.front().contains("value added 19") && strip.front().contains("leaves 9") && strip.front().contains("unknown 20"), qPrintable(strip.front()));
    }

    void matrixHoldsTheFlows() {
        ViewSpec spec;
        spec.flow.form = FlowForm::Matrix;
        const auto in = inputFor(spec);
        const auto& flows = *in.panels.front().flows;
        const auto m = flowMatrix(in);
        double sum = 0, all = 0;
        for (const auto& c : m.cells) sum += c.value;
        for (const auto& f : flows) all += f.value;
        QCOMPARE(sum, all);
        QCOMPARE(m.rows.size(), std::size_t(5)); // v sells nothing
        DisplayList list;
        paintMatrix(list, m, QRectF(0, 0, 700, 500));
        for (std::uint32_t i = 0; i < flows.size(); ++i) QVERIFY(hasItem(list, {ItemKind::Band, i}));
    }

    void largeMatricesStayInTheirArea() {
        MatrixInput m;
        for (std::uint32_t i = 0; i < 900; ++i) {
            const MatrixHead head{QString::number(i), QString::number(i / 300), Qt::blue, {ItemKind::Firm, i}, true};
            m.rows.push_back(head);
            m.columns.push_back(head);
            m.cells.push_back({i, (i * 7) % 900, double(i), 0, {ItemKind::Link, i}, false});
        }
        m.cells.front().value = std::nan("");
        DisplayList list;
        const Legend legend = paintMatrix(list, m, QRectF(0, 0, 800, 600));
        QVERIFY(QRectF(-1, -1, 802, 602).contains(list.bounds()));
        QVERIFY(std::ranges::any_of(legend.colours, [](const LegendEntry& e) { return e.hatched; }));
        DisplayList none;
        paintMatrix(none, {}, QRectF(0, 0, 800, 600));
        QCOMPARE(wordsOf(none).size(), 1);
    }

    void otherIsCounted() {
        FlowGroup group{1, {}, "1|*", "firm", true, {1, 2, 3}};
        QVERIFY(groupText(group).contains("3"));
        QCOMPARE(groupText({1, {}, "1|", "sector", false, {1}}), QStringLiteral("no sector"));
    }
};

QTEST_MAIN(TestFlowPainter)
#include "tst_flow_painter.moc"
