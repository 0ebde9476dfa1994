// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include <algorithm>
#include <cmath>

namespace chainscape::ui {
namespace {

Theme makeLight() {
    Theme t;
    t.kind = ThemeKind::Light;
    t.window = QColor(0xF6, 0xF7, 0xF9);
    t.panel = t.canvas = QColor(0xFF, 0xFF, 0xFF);
    t.border = QColor(0xDF, 0xE3, 0xE8);
    t.hairline = QColor(0xEC, 0xEF, 0xF2);
    t.text = QColor(0x1C, 0x21, 0x27);
    t.secondary = QColor(0x5A, 0x65, 0x72);
    t.unknown = t.other = QColor(0x98, 0xA2, 0xAD);
    t.accent = QColor(0x1F, 0x5F, 0xBF);
    t.accentText = QColor(0xFF, 0xFF, 0xFF);
    t.selectionTint = QColor(0xE1, 0xEA, 0xF6);
    t.hoverTint = QColor(0xF0, 0xF3, 0xF7);
    t.selected = QColor(0xF5, 0xB7, 0x00);
    t.up = QColor(0x21, 0x66, 0xAC);
    t.down = QColor(0xB3, 0x58, 0x06);
    t.digital = QColor(0x0F, 0x6E, 0x84);
    t.gap = QColor(0xC2, 0x41, 0x0C);
    t.stages = {QColor(0x66, 0x41, 0x96), QColor(0x4E, 0x81, 0xD2), QColor(0x56, 0xB5, 0xBB), QColor(0x03, 0x63, 0x58),
                QColor(0x6D, 0x83, 0x05), QColor(0x80, 0x45, 0x00), QColor(0xF3, 0x8A, 0x6D), QColor(0xB5, 0x62, 0x90)};
    return t;
}

Theme makeDark() {
    Theme t;
    t.kind = ThemeKind::Dark;
    t.window = QColor(0x16, 0x18, 0x1D);
    t.panel = t.canvas = QColor(0x1D, 0x20, 0x26);
    t.border = QColor(0x2E, 0x33, 0x3B);
    t.hairline = QColor(0x26, 0x2A, 0x31);
    t.text = QColor(0xE6, 0xE9, 0xED);
    t.secondary = QColor(0xA3, 0xAC, 0xB8);
    t.unknown = t.other = QColor(0x6C, 0x76, 0x83);
    t.accent = QColor(0x6E, 0xA8, 0xFE);
    t.accentText = QColor(0x16, 0x18, 0x1D);
    t.selectionTint = QColor(0x26, 0x34, 0x4A);
    t.hoverTint = QColor(0x26, 0x2A, 0x31);
    t.selected = QColor(0xFF, 0xD2, 0x4A);
    t.up = QColor(0x7D, 0xB3, 0xE8);
    t.down = QColor(0xF0, 0xA3, 0x5E);
    t.digital = QColor(0x4C, 0xC3, 0xDB);
    t.gap = QColor(0xFF, 0x8A, 0x5B);
    t.stages = {QColor(0xCF, 0x9E, 0xFC), QColor(0x52, 0x80, 0xD6), QColor(0x66, 0xB8, 0xB8), QColor(0x44, 0xEE, 0xD7),
                QColor(0xCF, 0xDC, 0x69), QColor(0xBB, 0x68, 0x06), QColor(0xE5, 0x93, 0x73), QColor(0xB0, 0x79, 0x9C)};
    return t;
}

Theme makePrint() {
    Theme t = makeLight();
    t.kind = ThemeKind::Print;
    t.window = t.panel;
    return t;
}

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

double luminance(const QColor& c) {
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

const Theme& theme(ThemeKind kind) {
    static const Theme light = makeLight();
    static const Theme dark = makeDark();
    static const Theme print = makePrint();
    switch (kind) {
    case ThemeKind::Dark: return dark;
    case ThemeKind::Print: return print;
    case ThemeKind::Light: break;
    }
    return light;
}

QColor stageColour(const Theme& theme, int index) {
    if (index < 0 || index >= static_cast<int>(kStageColours)) return theme.other;
    return theme.stages[static_cast<std::size_t>(index)];
}

QColor stageColour(const Theme& theme, int index, int count) {
    if (index < 0 || index >= count) return theme.other;
    const int last = static_cast<int>(kStageColours) - 1;
    if (count <= 1) return stageColour(theme, 0);
    // Integer rounding of index * 7 / (count - 1): distinct for count <= 8, in order for more.
    return stageColour(theme, (2 * index * last + count - 1) / (2 * (count - 1)));
}

QColor groupColour(const Theme& theme, int rank) {
    // Neighbouring ranks lie far apart on the colour circle.
    static constexpr std::array<int, kStageColours> order{1, 6, 4, 0, 2, 5, 7, 3};
    if (rank < 0 || rank >= static_cast<int>(order.size())) return theme.other;
    return stageColour(theme, order[static_cast<std::size_t>(rank)]);
}

QColor sequentialColour(const Theme& theme, double t) {
    if (std::isnan(t)) return theme.unknown;
    return rampColour(theme.ramp, std::clamp(t, 0.0, 1.0));
}

QColor divergingColour(const Theme& theme, double t) {
    if (std::isnan(t)) return theme.unknown;
    const QColor middle = theme.kind == ThemeKind::Dark ? QColor(0x3A, 0x40, 0x49) : QColor(0xE6, 0xE9, 0xED);
    return mixed(middle, t < 0 ? theme.down : theme.up, std::abs(t));
}

QColor withAlpha(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(std::clamp(alpha, 0.0, 1.0)));
    return colour;
}

QColor mixed(const QColor& a, const QColor& b, double t) {
    const double u = std::clamp(t, 0.0, 1.0);
    const auto blend = [u](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * u)); };
    return {blend(a.red(), b.red()), blend(a.green(), b.green()), blend(a.blue(), b.blue()), blend(a.alpha(), b.alpha())};
}

QColor textOn(const Theme& theme, const QColor& ground) {
    return contrastRatio(theme.text, ground) >= contrastRatio(theme.canvas, ground) ? theme.text : theme.canvas;
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace chainscape::ui
