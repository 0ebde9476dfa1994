// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/alluvial_painter.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "core/model/view_snapshot.h"
#include "ui/painters/firm_colours.h"
#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kAlluvialHead = 30, kAlluvialFoot = 22, kLabelShare = 0.2, kLabelLeast = 96, kLabelMost = 250;
constexpr double kBlockGap = 10, kStub = 16, kLabelStep = 31, kLeastBlock = 1.2;

/// A block's place; edges of ribbons are counted from its top.
struct Box {
    double top = 0, bottom = 0;
    double in = 0, out = 0; ///< how far ribbons have used its left and its right side
};

class AlluvialPainter {
public:
    AlluvialPainter(DisplayList& list, const AlluvialInput& input, const QRectF& area)
        : m_list(list), m_input(input), m_groups(*input.groups), m_dataset(*input.dataset), m_theme(ownTheme(theme(input.theme), input.spec)) {
        const double label = std::clamp(area.width() * kLabelShare, kLabelLeast, kLabelMost);
        m_label = label;
        m_plot = area.adjusted(28, kAlluvialHead, -label, -kAlluvialFoot);
        m_step = m_groups.periods.size() > 1 ? (m_plot.width() - size::nodeWidth) / double(m_groups.periods.size() - 1) : 0;
        place();
        choose();
    }

    void paint() {
        std::uint32_t id = 0;
        for (std::size_t t = 0; t < m_groups.ribbons.size(); ++t)
            for (const auto& ribbon : m_groups.ribbons[t]) paintRibbon(t, ribbon, id++);
        id = 0;
        for (std::size_t t = 0; t < m_groups.blocks.size(); ++t)
            for (const auto& block : m_groups.blocks[t]) paintBlock(t, block, id++);
        m_list.addLayer();
        heads();
        endLabels();
        passingLabels();
    }

private:
    [[nodiscard]] double weight(const AlluvialBlock& b) const { return byFirms() ? double(b.firms) : b.value; }
    [[nodiscard]] bool byFirms() const { return m_input.spec.change.weight == AlluvialWeight::Firms; }
    [[nodiscard]] double x(std::size_t t) const { return m_plot.left() + double(t) * m_step; }
    [[nodiscard]] QString amount(double value) const {
        if (byFirms()) return value == 1 ? Words::tr("1 firm") : Words::tr("%1 firms").arg(countText(qint64(value), m_input.locale));
        return valueText(value, m_unit, m_input.locale);
    }
    [[nodiscard]] QColor colour(std::size_t group) const { return alluvialGroupColour(m_groups, group, m_dataset, m_theme); }

    /// One scale for all periods; columns stand on one middle.
    void place() {
        double largest = 0;
        std::size_t most = 1;
        m_total.assign(m_groups.periods.size(), 0);
        for (std::size_t t = 0; t < m_groups.blocks.size(); ++t) {
            for (const auto& b : m_groups.blocks[t]) m_total[t] += weight(b);
            largest = std::max(largest, m_total[t]);
            most = std::max(most, m_groups.blocks[t].size());
        }
        m_unit = scaleFor(largest, fromUtf8(m_groups.unit));
        const double gap = std::min(kBlockGap, m_plot.height() * 0.3 / double(most));
        m_scale = largest > 0 ? (m_plot.height() - gap * double(most - 1)) / largest : 0;
        m_box.assign(m_groups.periods.size(), std::vector<Box>(m_groups.groups.size()));
        for (std::size_t t = 0; t < m_groups.blocks.size(); ++t) {
            const double height = m_total[t] * m_scale + gap * double(m_groups.blocks[t].size() - (m_groups.blocks[t].empty() ? 0 : 1));
            double y = m_plot.center().y() - height / 2;
            for (const auto& b : m_groups.blocks[t]) {
                m_box[t][b.group] = {y, y + weight(b) * m_scale, y, y};
                y += weight(b) * m_scale + gap;
            }
        }
    }

    /// Groups the focused and selected firms are in, per period; none: nothing recedes.
    void choose() {
        std::set<std::string> seeds(m_input.spec.selected.begin(), m_input.spec.selected.end());
        if (!m_input.spec.focus.empty()) seeds.insert(m_input.spec.focus);
        for (const auto& seed : seeds)
            if (const auto firm = m_dataset.firmIndex(seed); firm != kNone) m_seeds.push_back(firm);
    }
    [[nodiscard]] bool holdsSeed(std::size_t t, std::uint32_t group) const {
        return std::ranges::any_of(m_seeds, [&](std::uint32_t f) { return m_groups.groupOf[t][f] == group; });
    }
    [[nodiscard]] bool carriesSeed(std::size_t t, const AlluvialRibbon& r) const {
        return std::ranges::any_of(m_seeds, [&](std::uint32_t f) { return m_groups.groupOf[t][f] == r.from && m_groups.groupOf[t + 1][f] == r.to; });
    }

    void paintRibbon(std::size_t t, const AlluvialRibbon& r, std::uint32_t id) {
        auto &from = m_box[t][r.from], &to = m_box[t + 1][r.to];
        const double left = (byFirms() ? double(r.firms) : r.before) * m_scale, right = (byFirms() ? double(r.firms) : r.after) * m_scale;
        const double a = from.out, b = to.in;
        from.out += left;
        to.in += right;
        double alpha = r.from == r.to ? 0.30 : 0.44;
        if (!m_seeds.empty()) alpha = carriesSeed(t, r) ? size::bandTraced : 0.10;
        const QColor fill = withAlpha(colour(r.from), alpha);
        m_list.ribbon({float(x(t) + size::nodeWidth), float(a), float(a + std::max(left, 0.4)), float(x(t + 1)), float(b), float(b + std::max(right, 0.4)), fill.rgba(),
                       {ItemKind::Band, id}});
    }

    void paintBlock(std::size_t t, const AlluvialBlock& block, std::uint32_t id) {
        const Box& box = m_box[t][block.group];
        const ItemRef item{ItemKind::Group, id};
        const bool receded = !m_seeds.empty() && !holdsSeed(t, block.group);
        const QColor fill = mixed(m_theme.canvas, colour(block.group), receded ? 0.35 : 1);
        const double entered = (byFirms() ? double(block.entered) : block.enteredValue) * m_scale;
        const double left = (byFirms() ? double(block.left) : block.leftValue) * m_scale;
        if (entered > kLeastBlock) stub(x(t), -1, box.bottom - entered, box.bottom, fill);
        if (left > kLeastBlock) stub(x(t) + size::nodeWidth, 1, box.bottom - left, box.bottom, fill);
        const bool outside = m_groups.groups[block.group].kind == AlluvialGroup::Kind::Outside;
        const AreaStyle style{fill.rgba(), outside ? fill.rgba() : 0, 1, 0, 0, outside ? Pattern::Hatch : Pattern::Solid};
        m_list.rect({QRectF(x(t), box.top, size::nodeWidth, std::max(kLeastBlock, box.bottom - box.top)), 0, style, item});
    }

    /// Firms that come into the data, or leave it: a short tail that ends in nothing.
    void stub(double at, int side, double top, double bottom, const QColor& fill) {
        const double reach = std::min(kStub, m_step > 0 ? m_step * 0.3 : kStub);
        QPainterPath tail;
        tail.moveTo(at, top);
        tail.lineTo(at + side * reach, (top + bottom) / 2);
        tail.lineTo(at, bottom);
        tail.closeSubpath();
        m_list.path({tail, {withAlpha(fill, 0.28).rgba(), withAlpha(fill, 0.7).rgba(), 1, 2, 2}, {}});
    }

    void words(const QString& text, QPointF at, double pixels, int weightOf, const QColor& ink, Across across, double width = 0, double importance = 0) {
        Text t = wordsAt(text, at, {.pixels = pixels, .weight = weightOf, .colour = ink, .across = across, .width = width, .halo = m_theme.canvas});
        t.importance = importance;
        m_list.text(t);
    }

    /// Periods below, totals above; as many as have room.
    void heads() {
        const QFontMetricsF metrics(interfaceFont(size::smallFont));
        double widest = 1;
        const auto period = [&](std::size_t t) { return periodAxisText(m_dataset.periods()[m_groups.periods[t]].period, m_input.locale); };
        for (std::size_t t = 0; t < m_groups.periods.size(); ++t) widest = std::max({widest, metrics.horizontalAdvance(period(t)), metrics.horizontalAdvance(amount(m_total[t]))});
        const auto every = m_step > 0 ? std::size_t(std::max(1.0, std::ceil((widest + 10) / m_step))) : 1;
        for (std::size_t t = (m_groups.periods.size() - 1) % every; t < m_groups.periods.size(); t += every) {
            const double middle = x(t) + size::nodeWidth / 2.0;
            words(period(t), {middle, m_plot.bottom() + 14}, size::smallFont, size::semibold, m_theme.text, Across::Middle);
            words(amount(m_total[t]), {middle, m_plot.top() - 16}, size::smallFont, size::regular, m_theme.secondary, Across::Middle);
        }
    }

    /// Names beside the last column, pushed apart so that none touches another.
    void endLabels() {
        if (m_groups.blocks.empty() || m_groups.blocks.back().empty()) return;
        const std::size_t last = m_groups.periods.size() - 1;
        const auto& blocks = m_groups.blocks.back();
        const double step = std::min(kLabelStep, m_plot.height() / double(blocks.size()));
        std::vector<double> y;
        for (const auto& b : blocks) {
            const double middle = (m_box[last][b.group].top + m_box[last][b.group].bottom) / 2;
            y.push_back(y.empty() ? std::max(m_plot.top(), middle) : std::max(y.back() + step, middle));
        }
        double room = m_plot.bottom() + 4;
        for (auto it = y.rbegin(); it != y.rend(); ++it) *it = std::min(*it, room), room = *it - step;
        const double left = x(last) + size::nodeWidth + 22, width = std::max(40.0, m_label - 24);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const QString name = alluvialGroupText(m_groups, blocks[i].group, m_dataset), value = amount(weight(blocks[i]));
            if (step < 24) {
                words(name, {left, y[i]}, size::smallFont, size::semibold, m_theme.text, Across::Left, width);
                continue;
            }
            words(name, {left, y[i] - 6}, size::nodeNameFont, size::semibold, m_theme.text, Across::Left, width);
            words(value, {left, y[i] + 7}, size::nodeValueFont, size::regular, m_theme.secondary, Across::Left, width);
        }
    }

    /// Groups that do not reach the last period have their name where they were last.
    void passingLabels() {
        std::vector<std::uint8_t> named(m_groups.groups.size(), 0);
        for (std::size_t t = m_groups.periods.size(); t-- > 0;)
            for (const auto& b : m_groups.blocks[t]) {
                if (named[b.group]) continue;
                named[b.group] = 1;
                if (t + 1 == m_groups.periods.size()) continue;
                const Box& box = m_box[t][b.group];
                words(alluvialGroupText(m_groups, b.group, m_dataset), {x(t) + size::nodeWidth + 6, (box.top + box.bottom) / 2}, size::smallFont, size::semibold, m_theme.text,
                      Across::Left, std::max(60.0, m_step), 1 + weight(b));
            }
    }

    DisplayList& m_list;
    const AlluvialInput& m_input;
    const Alluvial& m_groups;
    const Dataset& m_dataset;
    Theme m_theme;
    QRectF m_plot;
    double m_step = 0, m_scale = 0, m_label = 0;
    UnitScale m_unit;
    std::vector<double> m_total;
    std::vector<std::vector<Box>> m_box;
    std::vector<std::uint32_t> m_seeds;
};

QString titleOf(AlluvialBy by) {
    switch (by) {
    case AlluvialBy::Stage: return Words::tr("Stage");
    case AlluvialBy::Role: return Words::tr("Role");
    case AlluvialBy::Community: return Words::tr("Community");
    case AlluvialBy::Internet: return Words::tr("Enterprise internet");
    case AlluvialBy::Platform: return Words::tr("Platform most of the trade passes");
    }
    return {};
}

Legend alluvialLegend(const AlluvialInput& input, const Theme& theme) {
    const Alluvial& a = *input.groups;
    Legend legend;
    legend.colourTitle = titleOf(a.by);
    for (std::size_t g = 0; g < a.groups.size(); ++g)
        legend.colours.push_back({alluvialGroupColour(a, g, *input.dataset, theme), alluvialGroupText(a, g, *input.dataset), a.groups[g].kind == AlluvialGroup::Kind::Outside});
    legend.notes << (input.spec.change.weight == AlluvialWeight::Firms ? Words::tr("Heights are numbers of firms.")
                                                                        : Words::tr("Heights are throughput, the larger of sales and purchases, summed over firms."));
    legend.notes << Words::tr("Tails: firms that come into the data, or leave it.");
    if (a.by == AlluvialBy::Community || a.by == AlluvialBy::Internet)
        legend.notes << Words::tr("A group keeps its colour while it shares 30% of its firms with the period before; its name is its largest firm.");
    if (a.by == AlluvialBy::Role) legend.notes << Words::tr("Hub: buys and sells, in the top tenth by throughput.");
    if (a.thinned) legend.notes << Words::tr("%1 of the periods, at even distances.").arg(a.periods.size());
    return legend;
}

} // namespace

Result<Alluvial> alluvialOf(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    spec->from = view.from.empty() ? kNone : dataset->periodIndex(view.from);
    spec->to = view.to.empty() ? kNone : dataset->periodIndex(view.to);
    return alluvial(dataset, *spec, {.by = view.change.by}, progress);
}

QString alluvialGroupText(const Alluvial& groups, std::size_t group, const Dataset& dataset) {
    const AlluvialGroup& g = groups.groups[group];
    if (g.kind == AlluvialGroup::Kind::Rest) return Words::tr("others");
    if (g.kind == AlluvialGroup::Kind::Outside) {
        if (groups.by == AlluvialBy::Stage) return Words::tr("No stage");
        return groups.by == AlluvialBy::Internet ? Words::tr("outside any internet") : Words::tr("no platform");
    }
    if (groups.by == AlluvialBy::Stage) return fromUtf8(dataset.stages().name(int(g.subject)));
    if (groups.by == AlluvialBy::Role) {
        const QString roles[] = {Words::tr("origin"), Words::tr("intermediary"), Words::tr("hub"), Words::tr("end user")};
        return roles[g.subject];
    }
    const QString name = elided(fromUtf8(dataset.firms().name[g.subject]), 32);
    if (groups.by == AlluvialBy::Internet) return Words::tr("%1's internet").arg(name);
    return groups.by == AlluvialBy::Platform ? Words::tr("via %1").arg(name) : Words::tr("around %1").arg(name);
}

QColor alluvialGroupColour(const Alluvial& groups, std::size_t group, const Dataset& dataset, const Theme& theme) {
    const AlluvialGroup& g = groups.groups[group];
    if (g.kind == AlluvialGroup::Kind::Rest) return theme.other;
    if (g.kind == AlluvialGroup::Kind::Outside) return theme.unknown;
    if (groups.by == AlluvialBy::Stage) return colourOfStage(theme, dataset.stages(), int(g.subject));
    return groupColour(theme, int(group));
}

AlluvialItem alluvialItem(const Alluvial& groups, ItemRef ref) {
    std::uint32_t id = ref.id;
    if (ref.kind == ItemKind::Group) {
        for (std::size_t t = 0; t < groups.blocks.size(); ++t) {
            if (id < groups.blocks[t].size()) return {t, &groups.blocks[t][id], nullptr};
            id -= std::uint32_t(groups.blocks[t].size());
        }
    } else if (ref.kind == ItemKind::Band) {
        for (std::size_t t = 0; t < groups.ribbons.size(); ++t) {
            if (id < groups.ribbons[t].size()) return {t, nullptr, &groups.ribbons[t][id]};
            id -= std::uint32_t(groups.ribbons[t].size());
        }
    }
    return {};
}

std::set<std::string> firmsOf(const Alluvial& groups, const AlluvialItem& item, const Dataset& dataset) {
    std::set<std::string> ids;
    const auto& here = groups.groupOf[item.period];
    for (std::size_t f = 0; f < here.size(); ++f) {
        if (item.block && here[f] == item.block->group) ids.insert(dataset.firms().id[f]);
        if (item.ribbon && here[f] == item.ribbon->from && groups.groupOf[item.period + 1][f] == item.ribbon->to) ids.insert(dataset.firms().id[f]);
    }
    return ids;
}

Legend paintAlluvial(DisplayList& list, const AlluvialInput& input, const QRectF& area) {
    const Theme t = ownTheme(theme(input.theme), input.spec);
    const Alluvial& a = *input.groups;
    list.summary = Words::tr("%1 of the firms over %2 periods: %3 groups").arg(titleOf(a.by)).arg(a.periods.size()).arg(a.groups.size());
    AlluvialPainter(list, input, area).paint();
    return alluvialLegend(input, t);
}

} // namespace chainscape::ui
