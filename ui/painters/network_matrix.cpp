// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_matrix.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "ui/painters/matrix_painter.h"
#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kMatrixFirms = 90;

/// The nodes that trade most, in the order of the chain.
std::vector<std::uint32_t> matrixOrder(const NetworkInput& input) {
    const Snapshot& s = *input.snapshot;
    std::vector<std::uint32_t> order(s.nodeCount());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, std::greater{}, [&](std::uint32_t i) { return s.inValue()[i] + s.outValue()[i]; });
    order.resize(std::min(order.size(), kMatrixFirms));
    const auto height = [&](std::uint32_t i) {
        const float y = input.places->y[s.firm()[i]];
        return std::isnan(y) ? 2.0F : y;
    };
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        const int sa = s.stage()[a] > 0 ? s.stage()[a] : s.stageCount() + 1, sb = s.stage()[b] > 0 ? s.stage()[b] : s.stageCount() + 1;
        return sa != sb ? sa < sb : height(a) != height(b) ? height(a) < height(b) : a < b;
    });
    return order;
}

} // namespace

Legend paintNetworkMatrix(DisplayList& list, const NetworkInput& input, const QRectF& area) {
    const Snapshot& s = *input.snapshot;
    const Theme t = ownTheme(theme(input.theme), input.spec);
    const FirmColours colours = firmColours(input, t);
    const auto order = matrixOrder(input);
    std::set<std::string> lit(input.spec.selected.begin(), input.spec.selected.end());
    if (!input.spec.focus.empty()) lit.insert(input.spec.focus);
    MatrixInput matrix;
    std::vector<std::uint32_t> at(s.nodeCount(), kNone);
    for (const auto node : order) {
        at[node] = static_cast<std::uint32_t>(matrix.rows.size());
        const QString stage = s.stage()[node] > 0 ? fromUtf8(s.dataset().stages().name(s.stage()[node])) : Words::tr("no stage");
        matrix.rows.push_back({elided(fromUtf8(s.name(node)), 24), stage, colours.node[node], {ItemKind::Firm, s.firm()[node]}, lit.empty() || lit.contains(s.id(node))});
    }
    matrix.columns = matrix.rows;
    double shown = 0;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
        const auto row = at[s.edges().source[e]], column = at[s.edges().target[e]];
        if (row == kNone || column == kNone) continue;
        const double value = s.edges().valueUnknown[e] ? NAN : s.edges().value[e];
        if (!std::isnan(value)) shown += value;
        matrix.cells.push_back({row, column, value, 0, {ItemKind::Link, e}});
    }
    matrix.rowTitle = Words::tr("Sells");
    matrix.columnTitle = Words::tr("Buys");
    matrix.unit = fromUtf8(s.unit());
    matrix.valueTitle = Words::tr("Value");
    matrix.theme = input.theme;
    matrix.locale = input.locale;
    list.summary = Words::tr("Matrix of %1 sellers and buyers, %2").arg(order.size()).arg(QString::fromStdString(s.periodText()));
    Legend legend = paintMatrix(list, matrix, area);
    if (order.size() < s.nodeCount())
        legend.notes << Words::tr("Shows the %1 that trade most: %2 of the value.")
                            .arg(countText(qint64(order.size()), input.locale), percentText(s.totalValue() > 0 ? shown / s.totalValue() : NAN, input.locale));
    return legend;
}

} // namespace chainscape::ui
