// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_labels.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <QFontMetricsF>

#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

/// More labels never fit; the rest is not even offered.
constexpr std::size_t kOffered = 4000;
constexpr int kNameLength = 42;

/// Focused and selected first (always), then what touches them, then by size; a little by index so that ties do not flicker.
double importance(const NetworkMarks& marks, std::uint32_t node) {
    const double step = marks.focus.node[node] == Brightness::Clear ? 1000 : marks.focus.node[node] == Brightness::Receded ? 1 : 100;
    return step * (1 + marks.radius[node]) + 1e-6 / (1 + node);
}

/// How far a centred label must move to stay within the map's width.
double inside(const QString& text, double x, const QRectF& map) {
    const double half = QFontMetricsF(interfaceFont(size::labelFont, size::semibold)).horizontalAdvance(text) / 2;
    return std::max(0.0, map.left() - 6 - (x - half)) - std::max(0.0, x + half - map.right() - 6);
}

} // namespace

void paintFirmLabels(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    const std::set<std::string> selected(input.spec.selected.begin(), input.spec.selected.end());
    std::vector<std::uint32_t> order(s.nodeCount());
    std::iota(order.begin(), order.end(), 0u);
    const auto offered = std::min(order.size(), kOffered);
    std::ranges::partial_sort(order, order.begin() + std::ptrdiff_t(offered), std::greater{}, [&](std::uint32_t i) { return importance(marks, i); });
    order.resize(offered);
    for (const auto i : order) {
        const QPointF at = marks.place[i];
        if (!std::isfinite(at.x())) continue;
        const bool named = marks.focus.node[i] == Brightness::Bright || selected.contains(s.id(i));
        Text t;
        t.text = elided(QString::fromStdString(s.name(i)), kNameLength);
        const auto behind = input.groups ? input.groups->firms[s.firm()[i]] : 0;
        if (behind > 0) t.text = Words::tr("%1 (%2 firms)").arg(t.text, countText(qint64(behind), input.locale));
        t.anchor = at;
        t.shift = {inside(t.text, at.x(), marks.map), -marks.radius[i] - (named || behind > 0 ? 8 : 4)};
        t.size = size::labelFont;
        t.weight = named ? size::semibold : size::regular;
        t.colour = (marks.focus.node[i] == Brightness::Receded ? theme.secondary : theme.text).rgba();
        t.halo = theme.canvas.rgba();
        t.importance = named ? 0 : importance(marks, i);
        t.item = {ItemKind::Firm, s.firm()[i]};
        list.text(t);
    }
}

} // namespace chainscape::ui
