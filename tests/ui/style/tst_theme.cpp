// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <array>
#include <cmath>
#include <set>

#include "ui/style/theme.h"

using namespace chainscape::ui;

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

Vector times(const Matrix& m, const Vector& v) {
    Vector r{};
    for (std::size_t i = 0; i < 3; ++i) r[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return r;
}

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

/// OKLab (Ottosson 2020) of a linear sRGB colour.
Vector okLab(const Vector& rgb) {
    static constexpr Matrix toLms{{{0.4122214708, 0.5363325363, 0.0514459929},
                                   {0.2119034982, 0.6806995451, 0.1073969566},
                                   {0.0883024619, 0.2817188376, 0.6299787005}}};
    static constexpr Matrix toLab{{{0.2104542553, 0.7936177850, -0.0040720468},
                                   {1.9779984951, -2.4285922050, 0.4505937099},
                                   {0.0259040371, 0.7827717662, -0.8086757660}}};
    Vector lms = times(toLms, rgb);
    for (double& c : lms) c = std::cbrt(c);
    return times(toLab, lms);
}

// Machado, Oliveira, Fernandes 2009, severity 1.0.
constexpr Matrix kNormal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtan{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritan{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

double smallestDistance(const Theme& theme, const Matrix& vision) {
    std::vector<Vector> seen;
    for (const QColor& c : theme.stages) {
        Vector rgb = times(vision, {linear(c.redF()), linear(c.greenF()), linear(c.blueF())});
        for (double& v : rgb) v = std::clamp(v, 0.0, 1.0);
        seen.push_back(okLab(rgb));
    }
    double smallest = 1e9;
    for (std::size_t i = 0; i < seen.size(); ++i)
        for (std::size_t j = i + 1; j < seen.size(); ++j)
            smallest = std::min(smallest, std::hypot(seen[i][0] - seen[j][0], seen[i][1] - seen[j][1], seen[i][2] - seen[j][2]));
    return smallest;
}

} // namespace

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
    const std::array<const Matrix*, 4> visions{&kNormal, &kDeutan, &kProtan, &kTritan};
    const double distance = smallestDistance(theme(static_cast<ThemeKind>(kind)), *visions[static_cast<std::size_t>(vision)]);
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

QTEST_APPLESS_MAIN(TestTheme)
#include "tst_theme.moc"
