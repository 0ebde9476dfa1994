// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/model/view_spec.h"

using namespace chainscape;

class TestViewSpec : public QObject {
    Q_OBJECT
private slots:
    void roundTrips();
    void defaultsAreShort();
    void toleratesStrangers_data();
    void toleratesStrangers();
};

void TestViewSpec::roundTrips() {
    ViewSpec s;
    s.view = ViewKind::Flow;
    s.period = "2024Q4";
    s.layer = Layer::Data;
    s.filter = {.stages = {2, 3}, .regions = {"EU"}, .minValue = 2.5, .digital = DigitalFilter::Unknown};
    s.focus = "a \"quoted\" id";
    s.selected = {"a", "\xE4\xB8\xAD"};
    s.layout = NetworkLayoutKind::Trophic;
    s.narrow = true;
    s.networkShow = NetworkShow::DataChain;
    s.forceMode = "clusters";
    s.collapseBy = "region";
    s.opened = {"EU"};
    s.notes = {{CanvasNote::Kind::Arrow, 0.1, 0.2, 0.3, 0.4, "here"}, {}};
    s.pins["a"] = {1.25, -3};
    s.order = {"x", "y"};
    s.horizon = 5;
    s.topic = "critical";
    s.risk = true;
    s.texts.title = "Where the money goes";
    s.network = {.shapeBy = "region", .opacityBy = "esri", .opacityScale = "log", .linkOpacityBy = "confidence", .ramp = "viridis", .palette = {"#112233", "", "#445566"},
                 .pinsAside = {{"force", {{"a", {2, 0.5}}}}}, .newAndGone = true};
    const auto back = readViewSpec(toJson(s));
    QVERIFY(back);
    QVERIFY(*back == s);
}

void TestViewSpec::defaultsAreShort() {
    QCOMPARE(toJson(ViewSpec{}), std::string(R"({"view":"network"})"));
    for (int v = 0; v <= int(ViewKind::Findings); ++v) QVERIFY(viewNamed(nameOf(ViewKind(v))) == ViewKind(v));
    QVERIFY(!viewNamed("pie"));
}

void TestViewSpec::toleratesStrangers_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<bool>("ok");
    QTest::newRow("unknown field") << R"({"view":"flow","future":1})" << true;
    QTest::newRow("wrong type") << R"({"view":7,"horizon":"x","pins":[1],"filter":3})" << true;
    QTest::newRow("wrong look of the map") << R"({"network":{"palette":7,"shape_by":[]}})" << true;
    QTest::newRow("huge horizon") << R"({"horizon":2000000000})" << true;
    QTest::newRow("array") << "[]" << false;
    QTest::newRow("cut") << R"({"view":)" << false;
    QTest::newRow("empty") << "" << false;
}

void TestViewSpec::toleratesStrangers() {
    QFETCH(QString, json);
    QFETCH(bool, ok);
    const auto spec = readViewSpec(json.toStdString());
    QCOMPARE(spec.has_value(), ok);
    if (spec) QVERIFY(spec->horizon >= 1 && spec->horizon <= 120);
}

QTEST_APPLESS_MAIN(TestViewSpec)
#include "tst_view_spec.moc"
