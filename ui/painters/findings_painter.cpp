// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/findings_painter.h"

#include <cmath>

#include "ui/painters/findings_marks.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {

double shareStep(double most) {
    for (const double step : {0.005, 0.01, 0.02, 0.05, 0.1, 0.2})
        if (most <= 5 * step) return step;
    return 0.25;
}

QString cellText(CellKind kind, double value, const std::string& unit, const QLocale& locale) {
    if (std::isnan(value)) return unknownText();
    if (kind == CellKind::Share) return percentText(value, locale);
    if (kind == CellKind::Value) return valueText(value, fromUtf8(unit), locale);
    return shortText(value, 3, locale);
}

QString findingsTitle(Panel panel) {
    switch (panel) {
    case Panel::Bridge: return Words::tr("What closing the gaps gains");
    case Panel::Internets: return Words::tr("Whose internet is it");
    case Panel::Platforms: return Words::tr("What hangs on platforms");
    case Panel::Critical: return Words::tr("Critical and analogue");
    case Panel::Loops: return Words::tr("Where the chain runs in circles");
    case Panel::Communities: return Words::tr("Who trades with whom");
    default: return fromUtf8(wordsOf(panel).title);
    }
}

Legend paintFindings(DisplayList& list, const FindingsInput& input, const QRectF& area) {
    const Theme t = ownColours(theme(input.theme), input.palette, {});
    Legend legend;
    const PanelFigure& figure = *input.figure;
    if (figure.empty()) {
        list.summary = Words::tr("This topic has nothing to draw here; the table and its notes say why.");
        putWords(list, list.summary, area.center(), {size::baseFont, size::regular, t.secondary, Across::Middle, area.width() - 40, {}, {}});
        return legend;
    }
    if (figure.quadrant) paintQuadrant(list, input, area, t, legend);
    else if (figure.bridge) paintBridge(list, input, area, t, legend);
    else paintPanelBars(list, input, area, t, legend);
    QStringList settings;
    for (const auto& words : figure.settings) settings << fromUtf8(words);
    if (!settings.isEmpty()) legend.notes << Words::tr("Settings: %1").arg(settings.join(QStringLiteral("; ")));
    return legend;
}

} // namespace chainscape::ui
