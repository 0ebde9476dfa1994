// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <array>
#include <cmath>
#include <set>

#include "ui/style/theme.h"

using namespace chainscape::ui;

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void stagesCanBeToldApart_data();
    void stagesCanBeToldApart();
    void textIsReadable_data();
    void textIsReadable();
    void stageColoursHaveLimits();
    void fewerStagesStayDistinct();
    void groupsBeyondEightAreGrey();
    void scalesHaveOrderAndUnknown();
    void ownColoursReplaceStages();
    void differencesAsPublished();
};

void TestTheme::stagesCanBeToldApart_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("vision");
    QTest::addColumn<double>("least");
    // Light: .162 / .106 / .100 / .101; Okabe-Ito has .156 / .076 / .096 / .085.
    QTest::newRow("light normal") << 0 << 0 << 0.160;
    QTest::newRow("light deuteranopia") << 0 << 1 << 0.105;
    QTest::newRow("light protanopia") << 0 << 2 << 0.099;
    QTest::newRow("light tritanopia") << 0 << 3 << 0.100;
    QTest::newRow("dark normal") << 1 << 0 << 0.115;
    QTest::newRow("dark deuteranopia") << 1 << 1 << 0.076;
    QTest::newRow("dark protanopia") << 1 << 2 << 0.076;
    QTest::newRow("dark tritanopia") << 1 << 3 << 0.076;
}

void TestTheme::stagesCanBeToldApart() {
    QFETCH(int, kind);
    QFETCH(int, vision);
    QFETCH(double, least);
    constexpr std::array visions{Sight::Usual, Sight::Deuteranopia, Sight::Protanopia, Sight::Tritanopia};
    const double distance = smallestDifference(theme(static_cast<ThemeKind>(kind)).stages, visions[static_cast<std::size_t>(vision)]);
    QVERIFY2(distance >= least, qPrintable(QString::number(distance)));
}

void TestTheme::textIsReadable_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("text");
    QTest::addColumn<double>("secondary");
    QTest::newRow("light") << 0 << 15.9 << 5.9;
    QTest::newRow("dark") << 1 << 13.0 << 7.0;
    QTest::newRow("print") << 2 << 15.9 << 5.9;
}

void TestTheme::textIsReadable() {
    QFETCH(int, kind);
    QFETCH(double, text);
    QFETCH(double, secondary);
    const Theme& t = theme(static_cast<ThemeKind>(kind));
    QVERIFY(contrastRatio(t.text, t.panel) >= text);
    QVERIFY(contrastRatio(t.secondary, t.panel) >= secondary);
    QVERIFY(contrastRatio(t.secondary, t.window) >= 4.5);
    QVERIFY(contrastRatio(t.text, t.selectionTint) >= 7);
    QVERIFY(contrastRatio(t.accentText, t.accent) >= 4.5);
    QVERIFY(contrastRatio(t.accent, t.panel) >= 4.5);
    QVERIFY(contrastRatio(t.gap, t.panel) >= 4.5);
    for (const QColor& stage : t.stages) QVERIFY(contrastRatio(textOn(t, stage), stage) >= 3);
}

void TestTheme::stageColoursHaveLimits() {
    const Theme& t = theme(ThemeKind::Light);
    QCOMPARE(stageColour(t, 0), QColor(0x66, 0x41, 0x96));
    QCOMPARE(stageColour(t, 7), QColor(0xB5, 0x62, 0x90));
    QCOMPARE(stageColour(t, 8), t.other);
    QCOMPARE(stageColour(t, -1), t.other);
    QCOMPARE(stageColour(t, 3, 3), t.other);
    for (int i = 0; i < 8; ++i) QCOMPARE(stageColour(t, i, 8), stageColour(t, i));
}

void TestTheme::fewerStagesStayDistinct() {
    const Theme& t = theme(ThemeKind::Dark);
    for (int count = 1; count <= 8; ++count) {
        std::set<QRgb> seen;
        for (int i = 0; i < count; ++i) seen.insert(stageColour(t, i, count).rgb());
        QCOMPARE(static_cast<int>(seen.size()), count);
    }
    for (int i = 1; i < 20; ++i) QVERIFY(stageColour(t, i, 20) != t.other);
}

void TestTheme::groupsBeyondEightAreGrey() {
    const Theme& t = theme(ThemeKind::Light);
    std::set<QRgb> seen;
    for (int i = 0; i < 8; ++i) seen.insert(groupColour(t, i).rgb());
    QCOMPARE(static_cast<int>(seen.size()), 8);
    QCOMPARE(groupColour(t, 8), t.other);
    QCOMPARE(groupColour(t, -1), t.other);
}

void TestTheme::scalesHaveOrderAndUnknown() {
    for (const auto kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const Theme& t = theme(kind);
        double last = -1;
        for (int i = 0; i <= 20; ++i) {
            const double brightness = qGray(sequentialColour(t, i / 20.0).rgb());
            QVERIFY(brightness >= last);
            last = brightness;
        }
        QCOMPARE(sequentialColour(t, std::nan("")), t.unknown);
        QCOMPARE(sequentialColour(t, 7), sequentialColour(t, 1));
        QCOMPARE(divergingColour(t, -1), t.down);
        QCOMPARE(divergingColour(t, 1), t.up);
        QCOMPARE(divergingColour(t, std::nan("")), t.unknown);
    }
    QCOMPARE(withAlpha(Qt::red, 0.5).alpha(), 128);
    QCOMPARE(mixed(Qt::black, Qt::white, 2), QColor(Qt::white));
}

/// Okabe and Ito's eight, by the figures of other programs: .156, .076, .096 and .085.
void TestTheme::differencesAsPublished() {
    std::vector<QColor> colours;
    for (const char* hex : {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}) colours.emplace_back(hex);
    QVERIFY(std::fabs(smallestDifference(colours, Sight::Usual) - 0.156) < 0.001);
    QVERIFY(std::fabs(smallestDifference(colours, Sight::Deuteranopia) - 0.076) < 0.001);
    QVERIFY(std::fabs(smallestDifference(colours, Sight::Protanopia) - 0.096) < 0.001);
    QVERIFY(std::fabs(smallestDifference(colours, Sight::Tritanopia) - 0.085) < 0.001);
    QVERIFY(std::isinf(smallestDifference({}, Sight::Usual)));
}

void TestTheme::ownColoursReplaceStages() {
    const Theme& light = theme(ThemeKind::Light);
    const Theme own = ownColours(light, {"#123456", "", "no colour"}, "greys");
    QCOMPARE(own.stages[0], QColor(0x12, 0x34, 0x56));
    QCOMPARE(own.stages[1], light.stages[1]);
    QCOMPARE(own.stages[2], light.stages[2]);
    QVERIFY(own.ramp == Ramp::Greys);
    for (const Ramp ramp : {Ramp::Blues, Ramp::Greys}) QVERIFY(rampColour(ramp, 0).lightnessF() > rampColour(ramp, 1).lightnessF() + 0.3);
    QVERIFY(rampColour(Ramp::Viridis, 1).lightnessF() > rampColour(Ramp::Viridis, 0).lightnessF());
}

QTEST_APPLESS_MAIN(TestTheme)
#include "tst_theme.moc"
