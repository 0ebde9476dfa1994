// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_multiples.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

#include <QFontMetricsF>

#include "core/model/view_snapshot.h"
#include "ui/painters/firm_colours.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kCellGap = 12, kCellHead = 20, kCellAspect = 1.7;
constexpr double kMostRadius = 8, kLeastRadius = 1.6, kMostWidth = 4.5, kLeastWidth = 0.5;
constexpr std::size_t kCellLinks = 600;

class MultiplesPainter {
public:
    MultiplesPainter(DisplayList& list, const ChangeInput& input, const QRectF& area)
        : m_list(list), m_input(input), m_periods(*input.multiples), m_theme(ownTheme(theme(input.theme), input.spec)), m_area(area) {
        for (const auto& s : m_periods) {
            for (const double v : s->edges().value) m_link = std::max(m_link, v);
            for (std::uint32_t n = 0; n < s->nodeCount(); ++n) m_firm = std::max({m_firm, s->inValue()[n], s->outValue()[n]});
            m_total = std::max(m_total, s->totalValue());
        }
        m_seeds.insert(input.spec.selected.begin(), input.spec.selected.end());
        if (!input.spec.focus.empty()) m_seeds.insert(input.spec.focus);
        divide();
    }

    void paint() {
        for (std::size_t i = 0; i < m_periods.size(); ++i) cell(i);
    }

private:
    /// The number of columns whose cells come nearest to the wanted shape.
    void divide() {
        double best = -1;
        for (std::size_t columns = 1; columns <= m_periods.size(); ++columns) {
            const std::size_t rows = (m_periods.size() + columns - 1) / columns;
            const double w = m_area.width() / double(columns), h = m_area.height() / double(rows);
            const double used = std::min(w, h * kCellAspect) * std::min(h, w / kCellAspect);
            if (used > best) best = used, m_columns = columns, m_cell = QSizeF(w, h);
        }
    }

    void cell(std::size_t i) {
        const QRectF box(m_area.left() + double(i % m_columns) * m_cell.width(), m_area.top() + double(i / m_columns) * m_cell.height(), m_cell.width() - kCellGap, m_cell.height() - kCellGap);
        const Snapshot& s = *m_periods[i];
        const auto period = s.spec().from;
        const std::string text = s.dataset().periods()[period].text;
        const bool marked = text == m_input.spec.from || text == m_input.spec.to;
        m_list.rect({box, size::radius, {0, (marked ? m_theme.selected : m_theme.hairline).rgba(), marked ? 1.8F : 1.0F}, {ItemKind::Period, period}});
        const Snapshot* before = i > 0 ? m_periods[i - 1].get() : nullptr;
        head(s, before, box);
        const QRectF map = box.adjusted(12, kCellHead + 10, -12, -10);
        links(s, map);
        firms(s, before, map);
    }

    /// Firms of one side that the other does not have.
    static std::size_t only(const Snapshot& here, const Snapshot& there) {
        std::size_t count = 0;
        for (const auto firm : here.firm()) count += there.nodeOfFirm(firm) == kNone;
        return count;
    }

    void head(const Snapshot& s, const Snapshot* before, const QRectF& box) {
        Text t;
        t.text = periodText(s.dataset().periods()[s.spec().from].period, m_input.locale);
        t.anchor = {box.left() + 8, box.top() + 12};
        t.size = size::smallFont;
        t.weight = size::semibold;
        t.colour = m_theme.text.rgba();
        t.across = Across::Left;
        t.upright = Upright::Middle;
        m_list.text(t);
        double at = t.anchor.x() + QFontMetricsF(interfaceFont(t.size, t.weight)).horizontalAdvance(t.text) + 8;
        for (const auto& [count, sign, ink] : {std::tuple{before ? only(s, *before) : std::size_t{0}, QChar('+'), m_theme.up}, {before ? only(*before, s) : std::size_t{0}, QChar(0x2212), m_theme.down}}) {
            if (count == 0) continue;
            t.text = sign + countText(qint64(count), m_input.locale);
            t.anchor = {at, box.top() + 12};
            t.colour = ink.rgba();
            m_list.text(t);
            at += QFontMetricsF(interfaceFont(t.size, t.weight)).horizontalAdvance(t.text) + 6;
        }
        t.text = valueText(s.totalValue(), scaleFor(m_total, fromUtf8(s.unit())), m_input.locale);
        t.anchor = {box.right() - 8, box.top() + 12};
        t.weight = size::regular;
        t.colour = m_theme.secondary.rgba();
        t.across = Across::Right;
        m_list.text(t);
    }

    [[nodiscard]] QPointF at(const Snapshot& s, std::uint32_t node, const QRectF& map) const {
        const auto firm = s.firm()[node];
        return {map.left() + double(m_input.places->x[firm]) * map.width(), map.top() + double(m_input.places->y[firm]) * map.height()};
    }
    [[nodiscard]] bool receded(const Snapshot& s, std::uint32_t a, std::uint32_t b) const { return !m_seeds.empty() && !m_seeds.contains(s.id(a)) && !m_seeds.contains(s.id(b)); }

    /// The largest links of the period; values on one scale for all.
    void links(const Snapshot& s, const QRectF& map) {
        const auto& edges = s.edges();
        std::vector<std::size_t> order(edges.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        const auto count = std::min(kCellLinks, order.size());
        std::ranges::partial_sort(order, order.begin() + std::ptrdiff_t(count), std::greater{}, [&](std::size_t e) { return edges.value[e]; });
        for (std::size_t k = count; k-- > 0;) {
            const auto e = order[k];
            const QPointF from = at(s, edges.source[e], map), to = at(s, edges.target[e], map);
            const QColor stage = colourOfStage(m_theme, s.dataset().stages(), s.stage()[edges.source[e]]);
            const double alpha = receded(s, edges.source[e], edges.target[e]) ? 0.08 : 0.38;
            const double width = m_link > 0 ? std::max(kLeastWidth, kMostWidth * std::sqrt(edges.value[e] / m_link)) : kLeastWidth;
            m_list.laneCurve(from, to, width, m_list.lineStyle({withAlpha(stage, alpha).rgba(), 0, 0}));
        }
    }

    /// Who was not there the period before has a ring.
    void firms(const Snapshot& s, const Snapshot* before, const QRectF& map) {
        for (std::uint32_t n = 0; n < s.nodeCount(); ++n) {
            const QPointF place = at(s, n, map);
            const double share = m_firm > 0 ? std::max(s.inValue()[n], s.outValue()[n]) / m_firm : 0;
            const double radius = std::max(kLeastRadius, kMostRadius * std::sqrt(share));
            const QColor stage = colourOfStage(m_theme, s.dataset().stages(), s.stage()[n]);
            const QColor fill = receded(s, n, n) ? mixed(m_theme.canvas, stage, 0.35) : stage;
            m_list.disc({float(place.x()), float(place.y()), float(radius), 1, fill.rgba(), m_theme.canvas.rgba(), {ItemKind::Firm, s.firm()[n]}});
            if (before && before->nodeOfFirm(s.firm()[n]) == kNone) m_list.disc({float(place.x()), float(place.y()), float(radius) + 3, 1.6F, 0, m_theme.up.rgba(), {}});
        }
    }

    DisplayList& m_list;
    const ChangeInput& m_input;
    const std::vector<SnapshotPtr>& m_periods;
    Theme m_theme;
    QRectF m_area;
    QSizeF m_cell;
    std::size_t m_columns = 1;
    double m_link = 0, m_firm = 0, m_total = 0;
    std::set<std::string> m_seeds;
};

} // namespace

Result<std::vector<SnapshotPtr>> multiplesOf(const DatasetPtr& dataset, const ViewSpec& view, std::size_t most, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    const auto& periods = dataset->periods();
    std::vector<std::uint32_t> all;
    for (std::uint32_t p = 0; p < periods.size(); ++p)
        if (periods[p].period.granularity == periods.back().period.granularity) all.push_back(p);
    const std::size_t count = std::min(all.size(), std::max<std::size_t>(2, most));
    std::vector<SnapshotPtr> out;
    for (std::size_t i = 0; i < count; ++i) {
        if (progress.stopped()) return Progress::cancelled();
        SnapshotSpec at = *spec;
        at.from = at.to = all[count > 1 ? i * (all.size() - 1) / (count - 1) : 0];
        const auto made = makeSnapshot(dataset, at);
        if (!made) return tl::unexpected(made.error());
        out.push_back(*made);
    }
    return out;
}

Legend paintChangeMultiples(DisplayList& list, const ChangeInput& input, const QRectF& area) {
    if (!input.multiples || input.multiples->empty()) return {};
    const auto& first = *input.multiples->front();
    list.summary = Words::tr("The chain in %1 periods, one map each on one scale").arg(input.multiples->size());
    MultiplesPainter(list, input, area).paint();
    Legend legend;
    legend.notes << Words::tr("One layout and one scale for all periods; colour is the seller's stage. The %1 largest links of each period are drawn. Ringed, and counted with a plus: firms that were not there in the map before.").arg(kCellLinks);
    if (input.multiples->size() < first.dataset().periods().size()) legend.notes << Words::tr("%1 of %2 periods, at even distances.").arg(input.multiples->size()).arg(first.dataset().periods().size());
    return legend;
}

} // namespace chainscape::ui
