// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/scorecard_painter.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/firm_colours.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kGroupHead = 20, kColumnHead = 32, kRowMost = 44, kRowLeast = 18, kStageLeast = 96, kStageMost = 180, kColumnGap = 14, kMainCell = 62, kMiniGap = 1;
constexpr double kPalest = 0.06, kDeepest = 0.72; // share 0 and 1 of the accent on the ground

QString groupName(Aspect aspect) {
    switch (aspect) {
    case Aspect::VisibleFirms:
    case Aspect::VisibleValue: return Words::tr("Visible");
    case Aspect::Feedback: return Words::tr("Feedback");
    case Aspect::Predictable: break;
    }
    return Words::tr("Predictable");
}

class ScorecardPainter {
public:
    ScorecardPainter(DisplayList& list, const ScorecardInput& input, const QRectF& area)
        : m_list(list), m_in(input), m_card(*input.card), m_theme(ownColours(theme(input.theme), input.palette, {})), m_area(area),
          m_stageWidth(std::clamp(area.width() * 0.18, kStageLeast, kStageMost)),
          m_columnWidth((area.width() - m_stageWidth - kColumnGap * kAspectCount) / double(kAspectCount)),
          m_rowHeight(std::clamp((area.height() - kGroupHead - kColumnHead) / std::max<double>(1, double(input.card->stages.size())), kRowLeast, kRowMost)) {}

    Legend paint() {
        paintHeads();
        for (std::size_t k = 0; k < m_card.stages.size(); ++k) paintStage(k);
        m_list.summary = Words::tr("Scorecard: visible, feedback, predictable, for %1 stages").arg(m_card.stages.size());
        return legend();
    }

private:
    [[nodiscard]] double columnLeft(std::size_t aspect) const { return m_area.left() + m_stageWidth + kColumnGap + double(aspect) * (m_columnWidth + kColumnGap); }
    [[nodiscard]] double rowTop(std::size_t stage) const { return m_area.top() + kGroupHead + kColumnHead + double(stage) * m_rowHeight; }
    /// Width of the cell of the last period, and of each earlier one beside it.
    [[nodiscard]] double mainWidth() const { return m_card.periods.size() > 1 ? std::min(kMainCell, m_columnWidth) : m_columnWidth; }
    [[nodiscard]] double miniWidth() const {
        const double count = double(m_card.periods.size()) - 1;
        return count > 0 ? (m_columnWidth - mainWidth()) / count : 0;
    }

    Text words(const QString& text, QPointF at, double pixels, const QColor& colour, double width, int weight = size::regular) const {
        return wordsAt(text, at, {.pixels = pixels, .weight = weight, .colour = colour, .width = width});
    }

    void paintHeads() {
        for (std::size_t a = 0; a < kAspectCount; ++a) {
            const auto aspect = static_cast<Aspect>(a);
            const double x = columnLeft(a);
            if (aspect != Aspect::VisibleValue)
                m_list.text(words(groupName(aspect), {x, m_area.top() + kGroupHead / 2}, size::sectionFont, m_theme.text, aspect == Aspect::VisibleFirms ? 2 * m_columnWidth : m_columnWidth, size::semibold));
            m_list.text(words(aspectName(aspect), {x, m_area.top() + kGroupHead + 8}, size::smallFont, m_theme.secondary, m_columnWidth));
            const QString span = m_card.periods.size() > 1 ? Words::tr("%1 to %2").arg(periodOf(0), periodOf(m_card.periods.size() - 1)) : periodOf(0);
            m_list.text(words(span, {x, m_area.top() + kGroupHead + 22}, size::smallFont, m_theme.unknown, m_columnWidth));
        }
    }

    [[nodiscard]] QString periodOf(std::size_t p) const { return periodText(m_in.dataset->periods()[m_card.periods[p]].period, m_in.locale); }

    void paintStage(std::size_t k) {
        const double y = rowTop(k), middle = y + m_rowHeight / 2;
        const QColor colour = colourOfStage(m_theme, m_in.dataset->stages(), int(k) + 1);
        m_list.rect({QRectF(m_area.left(), middle - 5, 10, 10), 2, {colour.rgba(), 0}, {ItemKind::Stage, std::uint32_t(k + 1)}});
        m_list.text(words(QString::fromStdString(m_card.stages[k]), {m_area.left() + 16, middle}, size::baseFont, m_theme.text, m_stageWidth - 18));
        for (std::size_t a = 0; a < kAspectCount; ++a)
            for (std::size_t p = 0; p < m_card.periods.size(); ++p) paintCell({k, p, static_cast<Aspect>(a)});
    }

    [[nodiscard]] QRectF boxOf(const ScorecardSpot& spot) const {
        const bool last = spot.period + 1 == m_card.periods.size();
        const double x = columnLeft(static_cast<std::size_t>(spot.aspect)) + double(spot.period) * miniWidth();
        return {x, rowTop(spot.stage) + 2, last ? mainWidth() : std::max(1.0, miniWidth() - kMiniGap), m_rowHeight - 4};
    }

    void paintCell(const ScorecardSpot& spot) {
        const double share = m_card.cell(spot.stage, spot.period).share[static_cast<std::size_t>(spot.aspect)];
        const bool last = spot.period + 1 == m_card.periods.size();
        const QRectF box = boxOf(spot);
        const QColor fill = std::isnan(share) ? withAlpha(m_theme.unknown, 0.35) : mixed(m_theme.canvas, m_theme.accent, kPalest + (kDeepest - kPalest) * std::clamp(share, 0.0, 1.0));
        AreaStyle style{fill.rgba(), 0};
        if (std::isnan(share)) style.pattern = Pattern::Hatch;
        m_list.rect({box, last ? 3.0 : 0.0, style, {ItemKind::Point, idOf(m_card, spot)}});
        if (!last || m_rowHeight < 14) return;
        const int trend = m_card.trend(spot.stage, spot.period, spot.aspect);
        const QString arrow = trend > 0 ? QStringLiteral(" ↑") : trend < 0 ? QStringLiteral(" ↓") : QString();
        Text t = words(std::isnan(share) ? Words::tr("no data") : percentText(share, m_in.locale) + arrow, box.center(), std::isnan(share) ? size::smallFont : size::sectionFont,
                       std::isnan(share) ? m_theme.secondary : textOn(m_theme, fill), box.width() - 2, std::isnan(share) ? size::regular : size::semibold);
        t.across = Across::Middle;
        if (std::isnan(share)) t.halo = m_theme.canvas.rgba();
        m_list.text(t);
    }

    [[nodiscard]] Legend legend() const {
        Legend out;
        for (const double share : {0.0, 0.5, 1.0})
            out.lines.push_back({mixed(m_theme.canvas, m_theme.accent, kPalest + (kDeepest - kPalest) * share), percentText(share, m_in.locale), false, true});
        if (m_card.periods.size() > 1) out.notes << Words::tr("Narrow cells are the periods before; arrows compare with the last of them.");
        out.notes << Words::tr("Hatched: nothing to take a share of.");
        return out;
    }

    DisplayList& m_list;
    const ScorecardInput& m_in;
    const Scorecard& m_card;
    Theme m_theme;
    QRectF m_area;
    double m_stageWidth, m_columnWidth, m_rowHeight;
};

} // namespace

std::uint32_t idOf(const Scorecard& card, const ScorecardSpot& spot) {
    return std::uint32_t((spot.stage * card.periods.size() + spot.period) * kAspectCount + static_cast<std::size_t>(spot.aspect));
}

ScorecardSpot spotOf(const Scorecard& card, std::uint32_t id) {
    const std::size_t cell = id / kAspectCount, periods = std::max<std::size_t>(1, card.periods.size());
    return {cell / periods, cell % periods, static_cast<Aspect>(id % kAspectCount)};
}

QString aspectName(Aspect aspect) {
    switch (aspect) {
    case Aspect::VisibleFirms: return Words::tr("firms that trade");
    case Aspect::VisibleValue: return Words::tr("value with a digital score");
    case Aspect::Feedback: return Words::tr("sales with return data");
    case Aspect::Predictable: break;
    }
    return Words::tr("sales forecast with skill");
}

QString scorecardTip(const ScorecardInput& input, std::uint32_t id) {
    if (!input.card || !input.dataset) return {};
    const auto spot = spotOf(*input.card, id);
    if (spot.stage >= input.card->stages.size() || spot.period >= input.card->periods.size()) return {};
    const auto& cell = input.card->cell(spot.stage, spot.period);
    const double share = cell.share[static_cast<std::size_t>(spot.aspect)];
    QString text = Words::tr("%1, %2: %3").arg(QString::fromStdString(input.card->stages[spot.stage]), periodText(input.dataset->periods()[input.card->periods[spot.period]].period, input.locale),
                                              aspectName(spot.aspect));
    text += QLatin1Char(' ') + (std::isnan(share) ? Words::tr("no data") : percentText(share, input.locale));
    const auto counts = [&](std::size_t part, std::size_t rest) { return Words::tr("\n%1 of %2 firms").arg(part).arg(part + rest); };
    switch (spot.aspect) {
    case Aspect::VisibleFirms: return text + counts(cell.active.size(), cell.silent.size());
    case Aspect::VisibleValue: return text + counts(cell.scored.size(), cell.unscored.size());
    case Aspect::Feedback: return text + counts(cell.fed.size(), cell.unfed.size());
    case Aspect::Predictable: break;
    }
    return text + Words::tr("\n%1 of %2 stage pairs").arg(cell.skilled.size()).arg(cell.skilled.size() + cell.unskilled.size());
}

Legend paintScorecard(DisplayList& list, const ScorecardInput& input, const QRectF& area) {
    if (input.card && input.dataset && !input.card->stages.empty()) return ScorecardPainter(list, input, area).paint();
    return paintSentence(list, input.message, area, theme(input.theme));
}

} // namespace chainscape::ui
