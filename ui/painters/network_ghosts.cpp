// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_ghosts.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/network_marks.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {

void paintGhostLinks(DisplayList& list, const NetworkInput& input, const LinkOutlook& outlook, const QRectF& area, Legend& legend) {
    if (input.groups || input.chain || input.spec.networkShow != NetworkShow::Map) return;
    const Theme& t = theme(input.theme);
    const NetworkMarks marks = networkMarks(input, area, t);
    list.addLayer();
    const StyleId dotted = list.lineStyle({withAlpha(t.up, 0.9).rgba(), 2, 3});
    std::size_t drawn = 0;
    for (const GhostLink& ghost : outlook.ghosts) {
        if (drawn == kMostGhostLinks) break;
        if (ghost.probability < kLeastChance) continue; // not when it is unknown
        const auto source = input.snapshot->nodeOfFirm(ghost.source), target = input.snapshot->nodeOfFirm(ghost.target);
        if (source == kNone || target == kNone) continue;
        const QPointF from = marks.place[source], to = marks.place[target];
        if (!std::isfinite(from.x()) || !std::isfinite(to.x())) continue;
        list.laneCurve(from, to, 1.4, dotted);
        Text label;
        label.text = std::isnan(ghost.probability) ? Words::tr("may come") : percentText(ghost.probability, input.locale);
        label.anchor = (from + to) / 2;
        label.size = size::smallFont;
        label.colour = t.up.rgba();
        label.halo = t.canvas.rgba();
        label.importance = 1 + (std::isnan(ghost.probability) ? 0 : ghost.probability);
        list.text(label);
        ++drawn;
    }
    if (drawn == 0) {
        legend.notes << Words::tr("No pair of firms has a chance of %1 or more to start trading in the next period.").arg(percentText(kLeastChance, input.locale));
        return;
    }
    legend.lines.push_back({t.up, Words::tr("may appear, with its chance"), true});
    legend.notes << Words::tr("New firms cannot be foreseen: only pairs of firms that already trade are scored.");
}

} // namespace chainscape::ui
