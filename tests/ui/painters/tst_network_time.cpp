// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "tests/ui/painters/network_figures.h"
#include "ui/painters/network_morph.h"
#include "ui/painters/network_notes.h"

using namespace chainscape;
using namespace chainscape::ui;
using namespace chainscape::ui::testing;

class TestNetworkTime : public QObject {
    Q_OBJECT
private slots:
    void whatCameAndWentIsTold();
    void trailThroughThePeriods();
    void notesInFigures();
    void morphStartsWhereItWas();
};

void TestNetworkTime::whatCameAndWentIsTold() {
    const auto data = backflow();
    const auto before = *makeSnapshot(data, {.from = 0, .to = 0});
    const auto p = painted(data, {}, {900, 560}, [&](NetworkInput& in) { in.before = before; });
    QStringList lines;
    for (const auto& line : p.legend.lines) lines << line.text;
    QVERIFY2(lines.join('|').contains("new since 2023: 3 firms, 5 links"), qPrintable(lines.join('|')));
    ViewSpec first;
    first.period = "2023";
    const auto after = *makeSnapshot(data, {});
    const auto q = painted(data, first, {900, 560}, [&](NetworkInput& in) { in.before = after; });
    lines.clear();
    for (const auto& line : q.legend.lines) lines << line.text;
    QVERIFY2(lines.join('|').contains("gone: 3 firms, 5 links"), qPrintable(lines.join('|')));
}

void TestNetworkTime::trailThroughThePeriods() {
    const auto data = test::chain("firm a stage=1\nfirm b stage=2\nfirm c stage=2\na -> b : 10 @2023 [EUR]\na -> c : 10 @2024 [EUR]");
    ViewSpec spec;
    spec.focus = "a";
    Progress progress;
    const auto places = *networkPlaces(data, spec, progress);
    const auto trail = *firmTrail(data, spec, "a", places, progress);
    QCOMPARE(trail.stops.size(), std::size_t(2));
    QCOMPARE(trail.stops[0].y, double(places.y[data->firmIndex("b")])); // where its only buyer stands
    QCOMPARE(trail.stops[1].y, double(places.y[data->firmIndex("c")]));
    QCOMPARE(trail.stops[1].value, 10.0);
    spec.period = "2023";
    QCOMPARE(firmTrail(data, spec, "a", places, progress)->stops.size(), std::size_t(1)); // only what was until then
    const auto p = painted(data, spec, {900, 560}, [&](NetworkInput& in) { in.trail = std::make_shared<const FirmTrail>(trail); });
    QVERIFY(words(p.list).contains("2023") && words(p.list).contains("2024"));
    QVERIFY(p.legend.lines.back().text.contains("trail of a"));
}

void TestNetworkTime::notesInFigures() {
    ViewSpec spec;
    spec.notes = {{CanvasNote::Kind::Note, 0.5, 0.5, 0.5, 0.5, "a remark that is much longer than one line of a note can ever be"},
                  {CanvasNote::Kind::Arrow, 0.1, 0.1, 0.4, 0.3, "here"},
                  {CanvasNote::Kind::Box, 0.6, 0.6, 0.9, 0.9, "there"},
                  {CanvasNote::Kind::Arrow, NAN, 0.1, 0.4, INFINITY, "nowhere"}};
    const auto p = painted(threeStates(), spec);
    QVERIFY(finite(p.list));
    QSet<quint32> notes;
    for (const auto& layer : p.list.layers())
        for (const auto& d : layer.discs)
            if (d.item.kind == ItemKind::Annotation) notes.insert(d.item.id);
    QCOMPARE(notes, (QSet<quint32>{0, 1, 2}));
    const QStringList all = words(p.list);
    QVERIFY(all.contains("here") && all.contains("there") && !all.contains("nowhere"));
    QVERIFY(noteLines(QString::fromStdString(spec.notes[0].text)).size() == 2);
    for (const QString& line : noteLines(QString(200, 'x'))) QVERIFY(line.size() <= kNoteLine);
}

void TestNetworkTime::morphStartsWhereItWas() {
    const auto data = threeStates();
    Progress progress;
    const QRectF area(0, 0, 900, 560);
    const Theme& t = theme(ThemeKind::Light);
    NetworkInput lanes, force;
    for (NetworkInput* in : {&lanes, &force}) {
        in->snapshot = *makeSnapshot(data, {});
        in->spec.layout = in == &force ? NetworkLayoutKind::Force : NetworkLayoutKind::Lanes;
        in->places = std::make_shared<const NetworkPlaces>(*networkPlaces(data, in->spec, progress));
    }
    const auto was = networkMarks(lanes, area, t), is = networkMarks(force, area, t);
    force.morph = std::make_shared<const NetworkMorph>(morphFrom(lanes, was));
    force.morphed = 0;
    const auto start = networkMarks(force, area, t);
    force.morphed = 1;
    const auto end = networkMarks(force, area, t);
    force.morphed = 0.5;
    const auto half = networkMarks(force, area, t);
    for (std::size_t i = 0; i < was.place.size(); ++i) {
        QCOMPARE(start.place[i], was.place[i]);
        QCOMPARE(end.place[i], is.place[i]);
        QVERIFY(std::fabs(half.place[i].x() - (was.place[i].x() + is.place[i].x()) / 2) < 1e-6);
    }
    QCOMPARE(start.width, was.width);
}

QTEST_MAIN(TestNetworkTime)
#include "tst_network_time.moc"
