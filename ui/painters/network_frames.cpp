// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_frames.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

Text frameHead(const QString& words, QPointF at, const QColor& colour, Across across, double width) {
    return wordsAt(words, at, {.pixels = size::smallFont, .weight = size::semibold, .colour = colour, .across = across, .width = width});
}

double frameX(const NetworkMarks& marks, double unit) { return marks.map.left() + unit * marks.map.width(); }
double frameY(const NetworkMarks& marks, double unit) { return marks.map.top() + unit * marks.map.height(); }

void uprightLine(DisplayList& list, double x, double top, double bottom, const Theme& theme) {
    QPainterPath path({x, top});
    path.lineTo(x, bottom);
    list.path({path, {0, theme.hairline.rgba(), float(size::hairlineWidth)}, {}});
}

QString stepsText(const NetworkInput& input, std::int32_t steps) {
    if (steps == kNotConnected) return Words::tr("not connected");
    if (steps == 0) return fromUtf8(input.snapshot->dataset().firms().name[input.snapshot->dataset().firmIndex(input.places->focus)]);
    if (steps == -1) return Words::tr("suppliers");
    if (steps == 1) return Words::tr("buyers");
    if (std::abs(steps) == kFocusColumns) return Words::tr("%1 steps or more").arg(std::abs(steps));
    return steps < 0 ? Words::tr("%1 steps up").arg(-steps) : Words::tr("%1 steps down").arg(steps);
}

void paintSteps(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    for (const auto& step : input.places->steps) {
        const double left = frameX(marks, double(step.left)), right = frameX(marks, double(step.right));
        const QColor ground = step.steps == 0 ? theme.selected : step.steps == kNotConnected ? theme.unknown : theme.accent;
        const QRectF box(left + 2, marks.map.top() - 6, right - left - 4, marks.map.height() + 12);
        const bool faint = std::abs(step.steps) % 2 == 1 && step.steps != kNotConnected;
        list.rect({box, size::radius, {withAlpha(ground, faint ? size::laneTint : size::laneTint / 2).rgba(), 0}, {}});
        list.text(frameHead(stepsText(input, step.steps), {(left + right) / 2, marks.map.top() - 16}, theme.text, Across::Middle, right - left - 6));
    }
}

void paintLevels(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const double span = input.places->levelSpan;
    const double step = std::max(1.0, std::ceil(span / 12));
    for (double level = 0; level <= input.places->highestLevel + 1e-9; level += step) {
        const double x = frameX(marks, level / span);
        uprightLine(list, x, marks.map.top() - 8, marks.map.bottom() + 4, theme);
        list.text(frameHead(shortText(level, 3, input.locale), {x, marks.map.top() - 16}, theme.secondary, Across::Middle, 0));
    }
    if (span > input.places->highestLevel + 0.5)
        list.text(frameHead(unknownText(), {marks.map.right(), marks.map.top() - 16}, theme.unknown, Across::Right, 0));
}

void paintRegions(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    std::map<std::uint32_t, std::size_t> count;
    for (const auto f : s.firm()) ++count[s.dataset().firms().region[f]];
    for (const auto& region : input.places->regions) {
        const QRectF box(QPointF(frameX(marks, double(region.left)), frameY(marks, double(region.top))),
                         QPointF(frameX(marks, double(region.right)), frameY(marks, double(region.bottom))));
        list.rect({box.adjusted(2, 2, -2, -2), size::radius, {withAlpha(theme.secondary, size::laneTint).rgba(), theme.hairline.rgba()}, {}});
        const QString name = region.region == 0 ? Words::tr("region unknown") : fromUtf8(s.dataset().text(region.region));
        const QString words = Words::tr("%1, %2").arg(name, countText(qint64(count[region.region]), input.locale));
        list.text(frameHead(words, box.topLeft() + QPointF(8, 12), region.region == 0 ? theme.unknown : theme.text, Across::Left, box.width() - 14));
    }
}

/// Lines every 1, 2, 5, 10, 20 or 30 degrees, whichever gives at most eight.
double degreeStep(double span) {
    for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0})
        if (span / step <= 8) return step;
    return 30;
}

void paintGraticule(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    const MapFrame& map = input.places->map;
    const double bottom = frameY(marks, double(map.bottom));
    const double step = degreeStep(std::max(map.east - map.west, map.north - map.south));
    for (double lon = std::ceil(map.west / step) * step; lon <= map.east; lon += step) {
        const double x = frameX(marks, (lon - map.west) / (map.east - map.west));
        uprightLine(list, x, marks.map.top(), bottom, theme);
        list.text(frameHead(lon < 0 ? Words::tr("%1° W").arg(-lon) : Words::tr("%1° E").arg(lon), {x, marks.map.top() - 8}, theme.secondary, Across::Middle, 0));
    }
    for (double lat = std::ceil(map.south / step) * step; lat <= map.north; lat += step) {
        const double y = frameY(marks, double(map.bottom) * (map.north - lat) / (map.north - map.south));
        QPainterPath path({marks.map.left(), y});
        path.lineTo(marks.map.right(), y);
        list.path({path, {0, theme.hairline.rgba(), float(size::hairlineWidth)}, {}});
        list.text(frameHead(lat < 0 ? Words::tr("%1° S").arg(-lat) : Words::tr("%1° N").arg(lat), {marks.map.left() - 4, y}, theme.secondary, Across::Right, 0));
    }
    if (map.bottom < 1)
        list.text(frameHead(Words::tr("without coordinates"), {marks.map.left(), bottom + 8}, theme.unknown, Across::Left, 0));
}

} // namespace

void paintFrames(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    switch (input.places->layout) {
    case NetworkLayoutKind::Focus: paintSteps(list, input, marks, theme); break;
    case NetworkLayoutKind::Trophic: paintLevels(list, input, marks, theme); break;
    case NetworkLayoutKind::Region:
        if (input.places->map.bottom > 0) paintGraticule(list, input, marks, theme);
        else paintRegions(list, input, marks, theme);
        break;
    case NetworkLayoutKind::Lanes:
    case NetworkLayoutKind::Force: break;
    }
}

QString layoutNote(const NetworkInput& input) {
    switch (input.places->layout) {
    case NetworkLayoutKind::Focus: return Words::tr("Columns: links between a firm and the one in focus, suppliers to the left, buyers to the right.");
    case NetworkLayoutKind::Trophic: return Words::tr("Left to right: trophic level, how far a firm stands along the chain by value.");
    case NetworkLayoutKind::Region:
        return input.places->map.bottom > 0 ? Words::tr("Places are longitude and latitude.") : Words::tr("Boxes are regions; in a box firms run from the first stage to the last.");
    case NetworkLayoutKind::Lanes:
    case NetworkLayoutKind::Force: break;
    }
    return {};
}

} // namespace chainscape::ui
