// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bridge plan's curve: the end-to-end share by number of gaps closed, its knee, and where gaps gain only together.

#include <algorithm>
#include <cmath>

#include "ui/painters/findings_marks.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kBridgeLeft = 52, kBridgeBottom = 40, kBridgeTop = 24, kBridgeRight = 24, kNamesWidth = 300;
constexpr double kTogether = 1e-9; ///< gains that do not add up by more than this gain only together

QString nameOfFirm(const Dataset& dataset, const std::string& id) {
    const auto firm = dataset.firmIndex(id);
    return fromUtf8(firm == kNone ? id : dataset.firms().name[firm]);
}

class BridgePainter {
public:
    BridgePainter(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme)
        : m_list(list), m_input(input), m_curve(*input.figure->bridge), m_theme(theme),
          m_plot(area.adjusted(kBridgeLeft, kBridgeTop, -kBridgeRight - (area.width() > 2.2 * kNamesWidth ? kNamesWidth : 0), -kBridgeBottom)),
          m_words(area.width() > 2.2 * kNamesWidth ? QRectF(m_plot.right() + 38, area.top() + kBridgeTop, kNamesWidth - 18, m_plot.height()) : QRectF()) {
        double most = m_curve.base;
        for (const auto& p : m_curve.points) most = std::max({most, p.share, p.high});
        most = std::max(most, m_curve.high);
        m_step = shareStep(most);
        m_top = std::min(1.0, std::ceil(most / m_step - 1e-9) * m_step);
        if (m_top <= 0) m_top = m_step;
    }

    void paint(Legend& legend) {
        axes();
        if (banded()) band();
        m_list.addLayer();
        curve();
        if (!m_words.isNull()) steps();
        legend.lines.push_back({m_theme.digital, Words::tr("end-to-end share, the best choice of gaps"), false, false});
        legend.notes << Words::tr("Now %1; with every gap closed %2.").arg(bandText(m_curve.base, m_curve.high), percentText(m_curve.all, m_input.locale));
        if (banded()) legend.notes << Words::tr("Some scores are unknown: hatched, up to where the share comes if they are digital.");
        if (m_together) legend.notes << Words::tr("Gaps in a row gain little alone and much together; such steps are marked with a ring.");
        m_list.summary = Words::tr("Bridge plan: end to end %1 now, %2 with %3 gaps closed")
                             .arg(percentText(m_curve.base, m_input.locale), percentText(m_curve.points.back().share, m_input.locale))
                             .arg(m_curve.points.size());
    }

private:
    [[nodiscard]] double x(std::size_t gaps) const { return m_plot.left() + double(gaps) / double(m_curve.points.size()) * m_plot.width(); }
    [[nodiscard]] double y(double share) const { return m_plot.bottom() - share / m_top * m_plot.height(); }
    [[nodiscard]] double shareAt(std::size_t gaps) const { return gaps == 0 ? m_curve.base : m_curve.points[gaps - 1].share; }
    [[nodiscard]] double highAt(std::size_t gaps) const { return gaps == 0 ? m_curve.high : m_curve.points[gaps - 1].high; }
    [[nodiscard]] QString bandText(double low, double high) const {
        const QString from = percentText(low, m_input.locale), to = percentText(high, m_input.locale);
        return from == to ? from : Words::tr("%1 to %2").arg(from, to);
    }
    [[nodiscard]] bool banded() const {
        for (std::size_t k = 0; k <= m_curve.points.size(); ++k)
            if (highAt(k) > shareAt(k) + 1e-12) return true;
        return false;
    }

    /// From unknown scores taken as analogue to unknown scores taken as digital.
    void band() {
        QPainterPath area({x(0), y(shareAt(0))});
        for (std::size_t k = 1; k <= m_curve.points.size(); ++k) area.lineTo(x(k), y(shareAt(k)));
        for (std::size_t k = m_curve.points.size() + 1; k-- > 0;) area.lineTo(x(k), y(highAt(k)));
        area.closeSubpath();
        m_list.path({area, {m_theme.unknown.rgba(), 0, 1, 0, 0, Pattern::Hatch}, {}});
    }

    /// Closing these gaps gains more than they gain alone.
    [[nodiscard]] bool together(std::size_t gaps) const {
        return gaps > 1 && shareAt(gaps) - m_curve.base > m_curve.points[gaps - 1].aloneSum * (1 + 1e-6) + kTogether;
    }

    void axes() {
        const StyleId grid = m_list.lineStyle({m_theme.hairline.rgba(), 0, 0});
        for (int k = 0; k * m_step <= m_top + 1e-9; ++k) {
            m_list.line({m_plot.left(), y(k * m_step)}, {m_plot.right(), y(k * m_step)}, size::hairlineWidth, grid);
            putWords(m_list, percentText(k * m_step, m_input.locale), {m_plot.left() - 7, y(k * m_step)}, {size::smallestFont, size::regular, m_theme.secondary, Across::Right, 0, {}, {}});
        }
        for (std::size_t k = 0; k <= m_curve.points.size(); ++k)
            putWords(m_list, countText(qint64(k), m_input.locale), {x(k), m_plot.bottom() + 12}, {size::smallestFont, size::regular, m_theme.secondary, Across::Middle, 0, {}, {}});
        putWords(m_list, Words::tr("Traceable end to end"), {m_plot.left() - kBridgeLeft + 6, m_plot.top() - 13}, {size::smallFont, size::regular, m_theme.secondary, Across::Left, 0, {}, {}});
        putWords(m_list, Words::tr("Gaps closed"), {m_plot.right(), m_plot.bottom() + 28}, {size::smallFont, size::regular, m_theme.secondary, Across::Right, 0, {}, {}});
    }

    void curve() {
        const StyleId line = m_list.lineStyle({m_theme.digital.rgba(), 0, 0}), knee = m_list.lineStyle({m_theme.secondary.rgba(), 3, 3});
        for (std::size_t k = 1; k <= m_curve.points.size(); ++k) m_list.line({x(k - 1), y(shareAt(k - 1))}, {x(k), y(shareAt(k))}, 2.4, line);
        if (m_curve.knee < m_curve.points.size()) {
            const double at = x(m_curve.knee + 1);
            m_list.line({at, m_plot.top()}, {at, m_plot.bottom()}, 1, knee);
            putWords(m_list, Words::tr("knee"), {at + 5, m_plot.bottom() - 9}, {size::smallFont, size::regular, m_theme.secondary, Across::Left, 0, m_theme.canvas, {}});
        }
        for (std::size_t k = 0; k <= m_curve.points.size(); ++k) {
            Disc dot;
            dot.x = float(x(k));
            dot.y = float(y(shareAt(k)));
            dot.radius = together(k) ? 7 : 4.5F;
            dot.outlineWidth = together(k) ? 2.4F : 1.5F;
            dot.fill = (together(k) ? m_theme.canvas : m_theme.digital).rgba();
            dot.outline = (together(k) ? m_theme.digital : m_theme.canvas).rgba();
            if (k > 0) dot.item = {ItemKind::Step, std::uint32_t(k - 1)};
            m_list.disc(dot);
            m_together = m_together || together(k);
            const bool right = k == 0;
            putWords(m_list, percentText(shareAt(k), m_input.locale), {x(k) + (right ? 9 : 0), y(shareAt(k)) - 15},
                     {size::smallFont, size::semibold, m_theme.text, right ? Across::Left : Across::Middle, 0, m_theme.canvas, {}});
        }
    }

    /// The choice for each number of gaps, what it adds to the one before in bold.
    void steps() {
        double at = m_words.top() + 4;
        putWords(m_list, Words::tr("Best choice of gaps"), {m_words.left(), at}, {size::sectionFont, size::semibold, m_theme.text, Across::Left, m_words.width(), {}, {}});
        at += 22;
        for (std::size_t k = 1; k <= m_curve.points.size() && at < m_words.bottom() - 30; ++k) {
            const auto& point = m_curve.points[k - 1];
            const QString gain = pointsText(point.share - shareAt(k - 1), m_input.locale);
            putWords(m_list, Words::tr("%1 closed: %2, %3").arg(k).arg(bandText(point.share, point.high), gain) + (together(k) ? Words::tr(" (together)") : QString()),
                     {m_words.left(), at}, {size::smallFont, size::semibold, m_theme.text, Across::Left, m_words.width(), {}, {ItemKind::Step, std::uint32_t(k - 1)}});
            at += 16;
            for (const auto& link : point.links) {
                if (k > 1 && std::ranges::find(m_curve.points[k - 2].links, link) != m_curve.points[k - 2].links.end()) continue;
                if (at > m_words.bottom()) break;
                putWords(m_list, Words::tr("+ %1 to %2").arg(nameOfFirm(*m_input.dataset, link.first), nameOfFirm(*m_input.dataset, link.second)), {m_words.left() + 10, at},
                         {size::smallFont, size::regular, m_theme.secondary, Across::Left, m_words.width() - 10, {}, {}});
                at += 15;
            }
            at += 5;
        }
    }

    DisplayList& m_list;
    const FindingsInput& m_input;
    const BridgeCurve& m_curve;
    const Theme& m_theme;
    QRectF m_plot, m_words;
    double m_step = 0.1, m_top = 1;
    bool m_together = false;
};

} // namespace

void paintBridge(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme, Legend& legend) {
    BridgePainter(list, input, area, theme).paint(legend);
}

} // namespace chainscape::ui
