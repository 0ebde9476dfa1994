// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/fonts.h"

#include <algorithm>
#include <cmath>

#include <QFontDatabase>
#include <QFontMetricsF>

namespace chainscape::ui {
namespace {

QStringList installedFamilies() {
    QStringList found;
    for (const char* family : {"Inter", "Noto Sans"})
        if (QFontDatabase::hasFamily(QLatin1String(family))) found << QLatin1String(family);
    const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    if (!found.contains(system)) found << system;
    return found;
}

QFont sized(const QStringList& families, double pixels, int weight) {
    QFont font;
    font.setFamilies(families);
    // Point sizes are fractional, pixel sizes are not: 12.5 px at 72 points an inch needs the former. Screens are 96 dpi logical.
    font.setPointSizeF(std::max(1.0, pixels) * 72.0 / 96.0);
    if (pixels == std::floor(pixels)) font.setPixelSize(std::max(1, static_cast<int>(pixels)));
    font.setWeight(static_cast<QFont::Weight>(std::clamp(weight, 100, 900)));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

const QStringList& fontFamilies() {
    static const QStringList families = installedFamilies();
    return families;
}

QFont interfaceFont(double pixels, int weight) { return sized(fontFamilies(), pixels, weight); }

QFont tabularFont(double pixels, int weight) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    QFont font = sized(fontFamilies(), pixels, weight);
    font.setFeature(QFont::Tag("tnum"), 1);
    return font;
#else
    static const QString family = [] {
        const auto& all = fontFamilies();
        const auto equal = std::find_if(all.begin(), all.end(),
                                        [](const QString& f) { return hasTabularDigits(sized({f}, 64, 400)); });
        return equal == all.end() ? all.front() : *equal;
    }();
    QStringList families = fontFamilies();
    families.removeAll(family);
    families.prepend(family);
    return sized(families, pixels, weight);
#endif
}

bool hasTabularDigits(const QFont& font) {
    const QFontMetricsF metrics(font);
    const double zero = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit)
        if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - zero) > 0.01 * zero) return false;
    return true;
}

} // namespace chainscape::ui
