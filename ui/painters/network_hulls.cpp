// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_hulls.h"

#include <algorithm>
#include <cmath>

#include <QPainterPathStroker>

#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kHulls = kStageColours, kFewestInHull = 3;
constexpr double kHullPadding = 14, kHullTint = 0.07, kHullLine = 0.55;

struct Hull {
    std::uint32_t group = 0;
    std::vector<QPointF> points;
};

/// Most firms first, ties by group.
std::vector<Hull> hullsOf(const NetworkInput& input, const NetworkMarks& marks) {
    std::vector<Hull> all(input.hulls->key.size());
    const Snapshot& s = *input.snapshot;
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        const auto group = input.hulls->of[s.firm()[i]];
        if (group != kNone && std::isfinite(marks.place[i].x()) && std::isfinite(marks.place[i].y())) all[group].points.push_back(marks.place[i]);
    }
    for (std::uint32_t g = 0; g < all.size(); ++g) all[g].group = g;
    std::erase_if(all, [](const Hull& h) { return h.points.size() < kFewestInHull; });
    std::ranges::stable_sort(all, std::greater{}, [](const Hull& h) { return h.points.size(); });
    return all;
}

double turn(QPointF a, QPointF b, QPointF c) { return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()); }

QPainterPath padded(const QPolygonF& corners) {
    QPainterPath path;
    path.addPolygon(corners);
    path.closeSubpath();
    QPainterPathStroker pen;
    pen.setWidth(2 * kHullPadding);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::RoundCap);
    return pen.createStroke(path).united(path).simplified();
}

QString hullKind(const std::string& by) {
    if (by == "internet") return Words::tr("enterprise internets");
    if (by == "community") return Words::tr("communities");
    if (by == "sector") return Words::tr("sectors");
    return Words::tr("regions");
}

QString hullName(const NetworkInput& input, std::uint32_t group) {
    const QString name = fromUtf8(input.hulls->name[group]);
    if (input.spec.hullBy == "internet") return Words::tr("internet of %1").arg(name);
    if (input.spec.hullBy == "community") return Words::tr("community %1").arg(name);
    return name;
}

} // namespace

QPolygonF convexHull(std::vector<QPointF> points) {
    std::ranges::sort(points, [](QPointF a, QPointF b) { return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y()); });
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3) return QPolygonF(QList<QPointF>(points.begin(), points.end()));
    QPolygonF hull;
    const auto half = [&](auto begin, auto end, qsizetype keep) {
        for (auto at = begin; at != end; ++at) {
            while (hull.size() >= keep + 2 && turn(hull[hull.size() - 2], hull.back(), *at) <= 0) hull.removeLast();
            hull.append(*at);
        }
    };
    half(points.begin(), points.end(), 0);
    half(points.rbegin() + 1, points.rend(), hull.size() - 1);
    hull.removeLast(); // the first again
    return hull;
}

void paintHulls(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    if (!input.hulls || input.hulls->of.size() != input.snapshot->dataset().firms().size()) return;
    auto hulls = hullsOf(input, marks);
    hulls.resize(std::min(hulls.size(), kHulls));
    for (std::size_t k = 0; k < hulls.size(); ++k) {
        const QPolygonF corners = convexHull(hulls[k].points);
        const QColor colour = input.spec.hullBy == "internet" ? theme.digital : groupColour(theme, int(k));
        list.path({padded(corners), {withAlpha(colour, kHullTint).rgba(), withAlpha(colour, kHullLine).rgba(), 1.2F, 6, 3}, {}});
    }
}

void paintHullNames(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    if (!input.hulls || input.hulls->of.size() != input.snapshot->dataset().firms().size()) return;
    auto hulls = hullsOf(input, marks);
    hulls.resize(std::min(hulls.size(), kHulls));
    for (std::size_t k = 0; k < hulls.size(); ++k) {
        const QColor colour = input.spec.hullBy == "internet" ? theme.digital : groupColour(theme, int(k));
        const QPointF top = *std::ranges::min_element(hulls[k].points, {}, &QPointF::y);
        Text t;
        t.text = hullName(input, hulls[k].group);
        t.anchor = top - QPointF(0, kHullPadding + 4);
        t.size = size::smallFont;
        t.weight = size::semibold;
        t.colour = mixed(colour, theme.text, 0.35).rgba();
        t.halo = theme.canvas.rgba();
        list.text(t);
    }
}

void addHullLegend(Legend& legend, const NetworkInput& input, const Theme& theme) {
    if (!input.hulls) return;
    legend.lines.push_back({input.spec.hullBy == "internet" ? theme.digital : theme.secondary, Words::tr("outline: %1").arg(hullKind(input.spec.hullBy)), true});
}

} // namespace chainscape::ui
