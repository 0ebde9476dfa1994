// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_step.h"

#include <algorithm>
#include <cmath>
#include <ranges>

#include "ui/painters/network_links.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kMostLinks = 100;
constexpr double kNewOpacity = 0.85, kGoneOpacity = 0.7, kGhostRadius = 4;

/// Edges of `in` that `from` has not, heaviest first.
std::vector<std::uint32_t> edgesOnlyIn(const Snapshot& in, const Snapshot& from) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t e = 0; e < in.edgeCount(); ++e) {
        const auto source = from.nodeOfFirm(in.firm()[in.edges().source[e]]), target = from.nodeOfFirm(in.firm()[in.edges().target[e]]);
        if (source == kNone || target == kNone || from.edgeBetween(source, target) == kNone) out.push_back(e);
    }
    std::ranges::stable_sort(out, std::greater{}, [&](std::uint32_t e) { return in.edges().value[e]; });
    return out;
}

class StepPainter {
public:
    StepPainter(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme)
        : m_list(list), m_input(input), m_now(*input.snapshot), m_before(*input.before), m_marks(marks), m_theme(theme) {}

    StepCounts paint() {
        goneLinks();
        newLinks();
        firms();
        return m_counts;
    }

private:
    [[nodiscard]] QPointF placeOfFirm(std::uint32_t firm) const {
        return {m_marks.map.left() + double(m_input.places->x[firm]) * m_marks.map.width(), m_marks.map.top() + double(m_input.places->y[firm]) * m_marks.map.height()};
    }

    void newLinks() {
        const auto edges = edgesOnlyIn(m_now, m_before);
        m_counts.newLinks = edges.size();
        const StyleId style = m_list.lineStyle({withAlpha(m_theme.up, kNewOpacity).rgba()});
        for (const auto e : edges | std::views::take(kMostLinks)) {
            const QPointF from = m_marks.place[m_now.edges().source[e]], to = m_marks.place[m_now.edges().target[e]];
            if (!std::isfinite(from.x()) || !std::isfinite(to.x())) continue;
            const LinkShape shape = linkShape(m_input, m_marks, e);
            m_list.curve(from, shape.control0, shape.control1, to, std::max(1.2, m_marks.width[e]), style, {ItemKind::Link, e});
        }
    }

    void goneLinks() {
        const auto edges = edgesOnlyIn(m_before, m_now);
        m_counts.goneLinks = edges.size();
        const StyleId style = m_list.lineStyle({withAlpha(m_theme.down, kGoneOpacity).rgba(), float(size::backwardDash), float(size::backwardDash)});
        for (const auto e : edges | std::views::take(kMostLinks)) {
            const QPointF from = placeOfFirm(m_before.firm()[m_before.edges().source[e]]), to = placeOfFirm(m_before.firm()[m_before.edges().target[e]]);
            if (std::isfinite(from.x()) && std::isfinite(to.x())) m_list.laneCurve(from, to, 1.2, style);
        }
    }

    void firms() {
        for (std::uint32_t i = 0; i < m_now.nodeCount(); ++i) {
            if (m_before.nodeOfFirm(m_now.firm()[i]) != kNone) continue;
            ++m_counts.newFirms;
            const QPointF at = m_marks.place[i];
            if (std::isfinite(at.x())) m_list.disc({float(at.x()), float(at.y()), float(m_marks.radius[i] + 3.5), 2, 0, m_theme.up.rgba(), {}});
        }
        for (std::uint32_t i = 0; i < m_before.nodeCount(); ++i) {
            if (m_now.nodeOfFirm(m_before.firm()[i]) != kNone) continue;
            ++m_counts.goneFirms;
            const QPointF at = placeOfFirm(m_before.firm()[i]);
            if (!std::isfinite(at.x())) continue;
            QPainterPath ring;
            ring.addEllipse(at, kGhostRadius, kGhostRadius);
            m_list.path({ring, {m_theme.canvas.rgba(), m_theme.down.rgba(), 1.4F, 3, 2.5F}, {}});
        }
    }

    DisplayList& m_list;
    const NetworkInput& m_input;
    const Snapshot &m_now, &m_before;
    const NetworkMarks& m_marks;
    const Theme& m_theme;
    StepCounts m_counts;
};

} // namespace

StepCounts paintStep(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    if (!input.before || input.before == input.snapshot || input.before->datasetPtr() != input.snapshot->datasetPtr()) return {};
    return StepPainter(list, input, marks, theme).paint();
}

void addStepLegend(Legend& legend, const NetworkInput& input, const StepCounts& counts, const Theme& theme) {
    if (!input.before) return;
    const auto number = [&](std::size_t n) { return countText(qint64(n), input.locale); };
    const QString since = fromUtf8(input.before->periodText());
    legend.lines.push_back({theme.up, Words::tr("new since %1: %2 firms, %3 links").arg(since, number(counts.newFirms), number(counts.newLinks))});
    legend.lines.push_back({theme.down, Words::tr("gone: %1 firms, %2 links").arg(number(counts.goneFirms), number(counts.goneLinks)), true});
    if (std::max(counts.newLinks, counts.goneLinks) > kMostLinks) legend.notes << Words::tr("Of new and gone links the %1 heaviest are drawn.").arg(number(kMostLinks));
}

} // namespace chainscape::ui
