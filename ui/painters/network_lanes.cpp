// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_lanes.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kLaneGap = 2;             ///< on both sides
constexpr double kAbove = 22, kBelow = 12; ///< of the firms' places: the uppermost label lies inside

constexpr float kChip = 4.5F;              ///< radius of the disc of the same area
constexpr double kNotesFrom = 0.8;         ///< smaller than that, heads are one line

QString countOf(std::size_t firms, std::size_t inferred, const QLocale& locale) {
    const QString count = QCoreApplication::translate("NetworkLanes", "%n firm(s)", nullptr, int(firms)).replace(QString::number(firms), countText(qint64(firms), locale));
    if (inferred == 0) return count;
    if (inferred == firms) return QCoreApplication::translate("NetworkLanes", "%1, inferred").arg(count);
    return QCoreApplication::translate("NetworkLanes", "%1, %2 inferred").arg(count, countText(qint64(inferred), locale));
}

/// A lane without a firm: the data know none of its stage, or the period, layer or filter shows none.
QString whyEmpty(const Dataset& dataset, int stage) {
    return std::ranges::find(dataset.firms().stage, stage) == dataset.firms().stage.end() ? QCoreApplication::translate("NetworkLanes", "no data yet")
                                                                                           : QCoreApplication::translate("NetworkLanes", "none on show");
}

/// Firms of each stage on show, and how many of them stand there by their links only.
struct LaneCounts {
    std::vector<std::size_t> firms, inferred;

    explicit LaneCounts(const Snapshot& s) : firms(std::size_t(s.dataset().stages().size()) + 1, 0), inferred(firms.size(), 0) {
        for (std::size_t i = 0; i < s.nodeCount(); ++i) {
            ++firms[std::size_t(s.stage()[i])];
            inferred[std::size_t(s.stage()[i])] += s.stageInferred()[i];
        }
    }
    [[nodiscard]] bool empty(int stage) const { return std::size_t(stage) >= firms.size() || firms[std::size_t(stage)] == 0; }
};

} // namespace

QRectF laneBox(const QRectF& map, const LanePlace& lane) {
    const double left = map.left() + double(lane.left) * map.width(), right = map.left() + double(lane.right) * map.width();
    return {left + kLaneGap, map.top() - kAbove, std::max(1.0, right - left - 2 * kLaneGap), map.height() + kAbove + kBelow};
}

void paintLaneHead(DisplayList& list, const QRectF& box, const LaneHead& head, const Theme& theme) {
    const ItemRef item{ItemKind::Stage, std::uint32_t(head.stage)};
    const double top = box.top() - 28, width = box.width() - 12; // the gap to the next lane may be used
    list.disc({float(box.left() + 8), float(top), kChip, 0, head.chip.rgba(), 0, item, MarkShape::Square});
    double pixels = size::sectionFont;
    if (QFontMetricsF(interfaceFont(pixels, size::semibold)).horizontalAdvance(head.name) > width) pixels = size::smallestFont;
    putWords(list, head.name, {box.left() + 16, top}, {.pixels = pixels, .weight = size::semibold, .colour = head.empty ? theme.secondary : theme.text, .width = width});
    const bool fits = head.brief.isEmpty() || QFontMetricsF(interfaceFont(size::smallFont)).horizontalAdvance(head.note) <= width;
    Text note = wordsAt(fits ? head.note : head.brief, {box.left() + 16, top + 15}, {.pixels = size::smallFont, .colour = theme.secondary, .width = width});
    note.fromScale = kNotesFrom;
    list.text(note);
}

void paintLanes(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const LaneCounts counts(*input.snapshot);
    for (const auto& lane : input.places->lanes) {
        AreaStyle area{withAlpha(colourOfStage(theme, input.snapshot->dataset().stages(), lane.stage), size::laneTint).rgba(), 0};
        if (counts.empty(lane.stage)) area = {0, theme.border.rgba(), 1, 4, 4};
        list.rect({laneBox(marks.map, lane), size::radius, area, {ItemKind::Stage, std::uint32_t(lane.stage)}});
    }
}

void paintLaneHeads(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const auto& stages = input.snapshot->dataset().stages();
    const LaneCounts counts(*input.snapshot);
    list.addHeads(marks.map.top() - kAbove - 1);
    for (const auto& lane : input.places->lanes) {
        const bool empty = counts.empty(lane.stage);
        const auto stage = std::size_t(lane.stage);
        const auto name = lane.stage == 0 ? QCoreApplication::translate("NetworkLanes", "No stage") : fromUtf8(stages.name(lane.stage));
        const QString count = empty ? whyEmpty(input.snapshot->dataset(), lane.stage) : countOf(counts.firms[stage], counts.inferred[stage], input.locale);
        paintLaneHead(list, laneBox(marks.map, lane), {name, count, lane.stage == 0 ? theme.unknown : colourOfStage(theme, stages, lane.stage), lane.stage, empty, empty ? QString() : countText(qint64(counts.firms[stage]), input.locale)}, theme);
    }
}

} // namespace chainscape::ui
