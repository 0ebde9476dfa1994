// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_lanes.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

QString countOf(std::size_t firms, std::size_t inferred, const QLocale& locale) {
    const QString count = QCoreApplication::translate("NetworkLanes", "%n firm(s)", nullptr, int(firms)).replace("%n", countText(qint64(firms), locale));
    if (inferred == 0) return count;
    return QCoreApplication::translate("NetworkLanes", "%1, %2 inferred").arg(count, countText(qint64(inferred), locale));
}

} // namespace

void paintLanes(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    const auto& stages = s.dataset().stages();
    std::vector<std::size_t> firms(std::size_t(stages.size()) + 1, 0), inferred(firms.size(), 0);
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        ++firms[std::size_t(s.stage()[i])];
        inferred[std::size_t(s.stage()[i])] += s.stageInferred()[i];
    }
    for (const auto& lane : input.places->lanes) {
        const double left = marks.map.left() + double(lane.left) * marks.map.width();
        const double right = marks.map.left() + double(lane.right) * marks.map.width();
        const QRectF box(left + 2, marks.map.top() - 6, right - left - 4, marks.map.height() + 12);
        const auto stage = std::size_t(lane.stage);
        const bool empty = stage >= firms.size() || firms[stage] == 0;
        const QColor colour = colourOfStage(theme, stages, lane.stage);
        AreaStyle area{withAlpha(colour, size::laneTint).rgba(), 0};
        if (empty) area = {0, theme.border.rgba(), 1, 4, 4};
        list.rect({box, size::radius, area, {ItemKind::Stage, std::uint32_t(lane.stage)}});
        const double top = marks.map.top() - 34, width = box.width() - 16;
        const QColor chip = lane.stage == 0 ? theme.unknown : colour;
        list.rect({QRectF(box.left() + 4, top - 4, 8, 8), 2, {chip.rgba(), 0}, {ItemKind::Stage, std::uint32_t(lane.stage)}});
        const auto name = lane.stage == 0 ? QCoreApplication::translate("NetworkLanes", "No stage")
                                          : QString::fromUtf8(stages.name(lane.stage).data(), qsizetype(stages.name(lane.stage).size()));
        putWords(list, name, {box.left() + 16, top}, {.pixels = size::sectionFont, .weight = size::semibold, .colour = empty ? theme.secondary : theme.text, .width = width});
        const QString count = empty ? QCoreApplication::translate("NetworkLanes", "no data yet") : countOf(firms[stage], inferred[stage], input.locale);
        putWords(list, count, {box.left() + 16, top + 15}, {.pixels = size::smallFont, .colour = theme.secondary, .width = width});
    }
}

} // namespace chainscape::ui
