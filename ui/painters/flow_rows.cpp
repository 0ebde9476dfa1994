// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/project/flow_table.h"
#include "ui/painters/firm_colours.h"
#include "ui/painters/words_at.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kRow = 19;

class RowsPainter {
public:
    RowsPainter(DisplayList& list, const FlowInput& input, const QRectF& area)
        : m_list(list), m_in(input), m_plan(*input.panels.front().plan), m_flows(*input.panels.front().flows), m_theme(ownTheme(theme(input.theme), input.spec)), m_area(area),
          m_unit(fromUtf8(m_plan.unit)) {
        for (std::uint32_t i = 0; i < m_flows.size(); ++i)
            if (m_flows[i].value != 0) m_shown.push_back(i);
        std::ranges::stable_sort(m_shown, [&](auto a, auto b) { return std::fabs(m_flows[a].value) > std::fabs(m_flows[b].value); });
    }

    Legend paint() {
        heads();
        const auto shares = flowShares(m_flows, m_plan);
        const auto fit = std::size_t(std::max(0.0, (m_area.height() - 2 * kRow) / kRow));
        const auto count = m_shown.size() <= fit ? m_shown.size() : std::max<std::size_t>(1, fit) - 1;
        double rest = 0;
        for (std::size_t k = 0; k < m_shown.size(); ++k) {
            if (k < count) row(k, m_shown[k], shares[m_shown[k]]);
            else rest += m_flows[m_shown[k]].value;
        }
        if (count < m_shown.size())
            cell(Words::tr("%n more flow(s), %1 together", nullptr, int(m_shown.size() - count)).arg(sumValueText(rest, m_unit, m_in.locale)), kWhole, yOf(count), m_theme.secondary, {});
        m_list.summary = Words::tr("Table of %1 flows").arg(m_shown.size());
        Legend legend;
        const auto balance = flowBalance(m_flows, m_plan);
        legend.notes << Words::tr("Total %1. Shares: of all, of what the seller sells, of what the buyer buys.").arg(sumValueText(balance.total, m_unit, m_in.locale));
        return legend;
    }

private:
    struct Column {
        double left, right; ///< share of the width
        bool number;
    };
    static constexpr Column kWhole{0, 1, false}, kFrom{0, 0.25, false}, kTo{0.26, 0.51, false}, kValue{0.52, 0.68, true}, kTotal{0.69, 0.755, true}, kSource{0.76, 0.825, true},
        kTarget{0.83, 0.895, true}, kDigital{0.90, 0.945, true}, kDark{0.95, 1, true};

    [[nodiscard]] double yOf(std::size_t row) const { return m_area.top() + kRow * (double(row) + 1.5); }

    void cell(const QString& words, const Column& column, double y, const QColor& colour, ItemRef item, int weight = size::regular) {
        putWords(m_list, words, {m_area.left() + m_area.width() * (column.number ? column.right : column.left), y},
                 {.pixels = size::smallFont, .weight = weight, .colour = colour, .across = column.number ? Across::Right : Across::Left,
                  .width = m_area.width() * (column.right - column.left), .item = item});
    }

    void heads() {
        const double y = m_area.top() + kRow / 2;
        const std::array<std::pair<Column, QString>, 8> names{{{kFrom, Words::tr("Sells")}, {kTo, Words::tr("Buys")}, {kValue, Words::tr("Value")}, {kTotal, Words::tr("of all")},
                                                               {kSource, Words::tr("of seller")}, {kTarget, Words::tr("of buyer")}, {kDigital, Words::tr("digital")}, {kDark, Words::tr("dark")}}};
        for (const auto& [column, name] : names) cell(name, column, y, m_theme.secondary, {}, size::semibold);
        m_list.line({m_area.left(), y + kRow / 2}, {m_area.right(), y + kRow / 2}, 1, m_list.lineStyle({m_theme.border.rgba()}));
    }

    [[nodiscard]] QString percent(double share) const { return std::isfinite(share) ? percentText(share, m_in.locale) : QString(); }

    void row(std::size_t k, std::uint32_t i, const FlowShares& shares) {
        const auto& f = m_flows[i];
        const ItemRef item{ItemKind::Band, flowItem(0, i)};
        const double y = yOf(k), left = m_area.left() + m_area.width() * kValue.left;
        const double share = std::fabs(f.value) / std::fabs(m_flows[m_shown.front()].value);
        m_list.rect({{m_area.left(), y - kRow / 2, m_area.width(), kRow}, 0, {m_in.hover == item ? m_theme.hoverTint.rgba() : 0, 0}, item});
        m_list.rect({{left, y - kRow / 2 + 3, share * m_area.width() * (kValue.right - kValue.left), kRow - 6}, 2, {withAlpha(m_theme.accent, 0.16).rgba(), 0}, item});
        const auto name = [&](std::uint32_t g) {
            return groupText(m_plan.groups[g]) + QStringLiteral(" (") + laneText(m_plan, m_in.panels.front().snapshot->dataset().stages(), std::size_t(m_plan.structure.layer[g])) + QStringLiteral(")");
        };
        cell(name(f.source), kFrom, y, m_theme.text, item);
        cell(name(f.target), kTo, y, m_theme.text, item);
        cell(sumValueText(f.value, m_unit, m_in.locale), kValue, y, m_theme.text, item);
        cell(percent(shares.ofTotal), kTotal, y, m_theme.secondary, item);
        cell(percent(shares.ofSource), kSource, y, m_theme.secondary, item);
        cell(percent(shares.ofTarget), kTarget, y, m_theme.secondary, item);
        cell(std::isfinite(f.digital) ? shortText(f.digital, 2, m_in.locale) : unknownText(), kDigital, y, m_theme.secondary, item);
        cell(f.value > 0 ? percent(f.dark / f.value) : QString(), kDark, y, f.dark > 0 ? m_theme.gap : m_theme.secondary, item);
    }

    DisplayList& m_list;
    const FlowInput& m_in;
    const FlowPlan& m_plan;
    const std::vector<GroupedFlow>& m_flows;
    Theme m_theme;
    QRectF m_area;
    QString m_unit;
    std::vector<std::uint32_t> m_shown;
};

} // namespace

Legend paintFlowRows(DisplayList& list, const FlowInput& input, const QRectF& area) { return RowsPainter(list, input, area).paint(); }

} // namespace chainscape::ui
