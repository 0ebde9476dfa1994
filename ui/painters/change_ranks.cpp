// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_ranks.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "ui/painters/firm_colours.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kRankRow = 20, kRankHead = 34, kRankNames = 190, kRankPanel = 300, kRankLeast = 520;
constexpr std::size_t kMixRows = 7;

struct RankWord {
    double size = size::smallFont;
    int weight = size::regular;
    Across across = Across::Left;
    double width = 0;
};

class RankPainter {
public:
    RankPainter(DisplayList& list, const ChangeInput& input, const QRectF& area)
        : m_list(list), m_input(input), m_case(*input.change), m_theme(ownTheme(theme(input.theme), input.spec)) {
        const bool panel = area.width() >= kRankLeast;
        const double beside = panel ? std::min(kRankPanel, area.width() * 0.36) : 0;
        m_slope = area.adjusted(0, 0, -beside - (panel ? 28 : 0), 0);
        m_panel = QRectF(area.right() - beside, area.top(), beside - 10, area.height());
        m_rows = std::uint32_t(std::max(3.0, std::floor((m_slope.height() - kRankHead - kRankRow) / kRankRow)));
        m_names = std::min(kRankNames, m_slope.width() * 0.36);
        m_seeds.insert(input.spec.selected.begin(), input.spec.selected.end());
        if (!input.spec.focus.empty()) m_seeds.insert(input.spec.focus);
        if (!input.hoverFirm.empty()) m_seeds = {input.hoverFirm};
    }

    void paint() {
        heads();
        for (std::uint32_t f = 0; f < m_case.table.firms.size(); ++f) slope(f);
        if (m_panel.width() > 0) figures();
    }

private:
    [[nodiscard]] const FirmChange& role(std::uint32_t f) const { return m_case.roles.firms[f]; }
    [[nodiscard]] QString name(std::uint32_t f) const { return elided(fromUtf8(m_case.after->dataset().firms().name[m_case.firmIndex(f)]), 34); }
    /// Firms beyond the rows stand on one line below.
    [[nodiscard]] double y(std::uint32_t rank) const { return m_slope.top() + kRankHead + (rank > 0 && rank <= m_rows ? rank - 0.5 : m_rows + 0.6) * kRankRow; }

    void word(const QString& text, QPointF at, const QColor& ink, const RankWord& style = {}, ItemRef item = {}) {
        putWords(m_list, text, at, {.pixels = style.size, .weight = style.weight, .colour = ink, .across = style.across, .width = style.width, .item = item});
    }

    void heads() {
        const auto period = [&](const Snapshot& s) { return periodText(s.dataset().periods()[s.spec().from].period, m_input.locale); };
        const bool base = m_case.againstBase();
        const double left = m_slope.left() + m_names, right = m_slope.right() - m_names;
        word(base ? Words::tr("base") : period(*m_case.before), {left, m_slope.top() + 10}, m_theme.text, {size::sectionFont, size::semibold, Across::Right});
        word(base ? Words::tr("scenario") : period(*m_case.after), {right, m_slope.top() + 10}, m_theme.text, {size::sectionFont, size::semibold});
        const StyleId style = m_list.lineStyle({m_theme.hairline.rgba(), 0, 0});
        for (const double x : {left + 8, right - 8}) m_list.line({x, m_slope.top() + kRankHead}, {x, y(m_rows)}, size::hairlineWidth, style);
    }

    void slope(std::uint32_t f) {
        const auto before = role(f).rankBefore, after = role(f).rankAfter;
        const auto shown = [&](std::uint32_t rank) { return rank > 0 && rank <= m_rows; };
        if (!shown(before) && !shown(after)) return;
        const ItemRef item{ItemKind::Firm, m_case.firmIndex(f)};
        const bool receded = !m_seeds.empty() && !m_seeds.contains(m_case.table.firms[f].id);
        const bool came = before == 0, went = after == 0;
        const QColor kind = came || (!went && after < before) ? m_theme.up : went || after > before ? m_theme.down : m_theme.unknown;
        const QColor line = withAlpha(kind, receded ? 0.18 : kind == m_theme.unknown ? 0.55 : 0.8);
        const QPointF from(m_slope.left() + m_names + 8, y(before)), to(m_slope.right() - m_names - 8, y(after));
        const float dash = came || went ? 4.0F : 0.0F;
        m_list.laneCurve(from, to, m_seeds.contains(m_case.table.firms[f].id) ? 3.0 : 1.8, m_list.lineStyle({line.rgba(), dash, dash}), item);
        const QColor ink = receded ? m_theme.secondary : m_theme.text;
        if (shown(before)) {
            m_list.disc({float(from.x()), float(from.y()), 3, 1, line.rgba(), m_theme.canvas.rgba(), item});
            const QString text = went ? Words::tr("%1  %2, gone").arg(name(f)).arg(before) : QStringLiteral("%1  %2").arg(name(f)).arg(before);
            word(text, from - QPointF(8, 0), went ? m_theme.down : ink, {size::smallFont, size::regular, Across::Right, m_names}, item);
        }
        if (!shown(after)) return;
        m_list.disc({float(to.x()), float(to.y()), 3, 1, line.rgba(), m_theme.canvas.rgba(), item});
        QString text = QStringLiteral("%1  %2").arg(after).arg(name(f));
        if (came) text = Words::tr("%1, new").arg(text);
        else if (after != before) text += after < before ? QStringLiteral("  +%1").arg(before - after) : QStringLiteral("  ") + QChar(0x2212) + QString::number(after - before);
        word(text, to + QPointF(8, 0), came ? m_theme.up : ink, {size::smallFont, size::regular, Across::Left, m_names}, item);
    }

    /// The panel beside: one sentence a figure, the table of roles, the largest changes of mix.
    void figures() {
        double line = m_panel.top() + 10;
        const auto title = [&](const QString& text) {
            word(text, {m_panel.left(), line}, m_theme.text, {size::sectionFont, size::semibold, Across::Left, m_panel.width()});
            line += 20;
        };
        const auto row = [&](const QString& text, const QString& value) {
            word(text, {m_panel.left(), line}, m_theme.text, {size::smallFont, size::regular, Across::Left, m_panel.width() - 60});
            word(value, {m_panel.right(), line}, m_theme.text, {size::smallFont, size::semibold, Across::Right});
            line += 17;
        };
        const auto number = [&](double v) { return std::isfinite(v) ? shortText(v, 3, m_input.locale) : unknownText(); };
        title(Words::tr("How alike the two rankings are"));
        row(Words::tr("order kept, 1: all of it (tau-b of %1 firms)").arg(countText(qint64(m_case.ranks.commonFirms), m_input.locale)), number(m_case.ranks.tauB));
        row(Words::tr("the five largest that stayed among them"), std::isfinite(m_case.ranks.topOverlap) ? percentText(m_case.ranks.topOverlap, m_input.locale) : unknownText());
        row(Words::tr("overlap from the top (rank-biased, p 0.9)"), number(m_case.ranks.rbo));
        line += 12;
        title(Words::tr("Roles: before in rows, after in columns"));
        roles(line);
        line += 12;
        mixes(line, title);
    }

    void roles(double& line) {
        const QString words[] = {Words::tr("absent"), Words::tr("origin"), Words::tr("intermediary"), Words::tr("end user")};
        const double first = m_panel.left() + 68, step = (m_panel.right() - first) / double(kRoles);
        for (std::size_t r = 0; r < kRoles; ++r)
            word(words[r], {first + (double(r) + 1) * step, line}, m_theme.secondary, {size::smallestFont, size::regular, Across::Right, step + 12});
        line += 16;
        for (std::size_t a = 0; a < kRoles; ++a) {
            word(words[a], {m_panel.left(), line}, m_theme.secondary, {size::smallestFont, size::regular, Across::Left, 76});
            for (std::size_t b = 0; b < kRoles; ++b) {
                const auto count = m_case.roles.transitions[a][b];
                const bool moved = a != b && count > 0;
                word(count == 0 ? QStringLiteral("·") : countText(qint64(count), m_input.locale), {first + (double(b) + 1) * step, line}, moved ? m_theme.accent : m_theme.text,
                     {size::smallFont, moved ? size::semibold : size::regular, Across::Right});
            }
            line += 17;
        }
    }

    template <class Title>
    void mixes(double& line, const Title& title) {
        struct Mix {
            std::uint32_t firm;
            bool buys;
            double value;
        };
        std::vector<Mix> all;
        for (std::uint32_t f = 0; f < m_case.roles.firms.size(); ++f) {
            if (role(f).supplierMix > 1e-4) all.push_back({f, true, role(f).supplierMix});
            if (role(f).buyerMix > 1e-4) all.push_back({f, false, role(f).buyerMix});
        }
        std::ranges::stable_sort(all, std::greater{}, &Mix::value);
        if (all.size() > kMixRows) all.resize(kMixRows);
        title(Words::tr("Who buys from or sells to other stages (0 to 1)"));
        if (all.empty()) word(Words::tr("No firm buys from or sells to other stages than before."), {m_panel.left(), line}, m_theme.secondary, {size::smallFont, size::regular, Across::Left, m_panel.width()});
        for (const auto& mix : all) {
            if (line > m_panel.bottom()) return;
            const ItemRef item{ItemKind::Firm, m_case.firmIndex(mix.firm)};
            word(mix.buys ? Words::tr("%1: suppliers").arg(name(mix.firm)) : Words::tr("%1: buyers").arg(name(mix.firm)), {m_panel.left(), line}, m_theme.text,
                 {size::smallFont, size::regular, Across::Left, m_panel.width() - 50}, item);
            word(shortText(mix.value, 2, m_input.locale), {m_panel.right(), line}, m_theme.text, {size::smallFont, size::semibold, Across::Right});
            line += 17;
        }
    }

    DisplayList& m_list;
    const ChangeInput& m_input;
    const ChangeCase& m_case;
    Theme m_theme;
    QRectF m_slope, m_panel;
    std::uint32_t m_rows = 0;
    double m_names = 0;
    std::set<std::string> m_seeds;
};

} // namespace

Legend paintChangeRanks(DisplayList& list, const ChangeInput& input, const QRectF& area) {
    const Theme t = ownTheme(theme(input.theme), input.spec);
    list.summary = Words::tr("Ranks of firms by throughput, %1").arg(comparedText(*input.change, input.locale));
    RankPainter(list, input, area).paint();
    Legend legend;
    legend.lines.push_back({t.up, Words::tr("rose"), false});
    legend.lines.push_back({t.down, Words::tr("fell"), false});
    legend.lines.push_back({t.unknown, Words::tr("same rank"), false});
    legend.lines.push_back({t.secondary, Words::tr("new or gone"), true});
    legend.notes << Words::tr("Rank by throughput, the larger of sales and purchases. Lines that end below the list: ranks beyond it.");
    return legend;
}

} // namespace chainscape::ui
