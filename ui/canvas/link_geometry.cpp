// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/link_geometry.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/wide.h"

namespace chainscape::ui {
namespace {

float lengthOf(const std::vector<Vec>& line) {
    float length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    return length;
}

/// Unit normals at the points of a polyline: of the segment at the ends, of the neighbours' chord between.
Vec normalAt(const std::vector<Vec>& line, std::size_t i) {
    const Vec a = line[i == 0 ? 0 : i - 1];
    const Vec b = line[std::min(i + 1, line.size() - 1)];
    const float dx = b.x - a.x, dy = b.y - a.y;
    const float length = std::hypot(dx, dy);
    if (length <= 0) return {};
    return {-dy / length, dx / length};
}

} // namespace

std::size_t segmentCount(const LinkShape& s, float deviation) {
    if (!s.curved) return 1;
    const float ax = s.p0.x - 2 * s.c0.x + s.c1.x, ay = s.p0.y - 2 * s.c0.y + s.c1.y;
    const float bx = s.c0.x - 2 * s.c1.x + s.p1.x, by = s.c0.y - 2 * s.c1.y + s.p1.y;
    const float bend = std::sqrt(std::max(ax * ax + ay * ay, bx * bx + by * by));
    // Error of n chords <= 6 bend / (8 n^2).
    const float n = std::ceil(std::sqrt(0.75F * bend / deviation));
    if (!(n >= 1)) return 1;
    return std::min(static_cast<std::size_t>(std::min(n, 1e6F)), kMostSegments);
}

Vec pointAt(const LinkShape& s, float t) {
    const float u = 1 - t;
    if (!s.curved) return {s.p0.x * u + s.p1.x * t, s.p0.y * u + s.p1.y * t};
    const float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return {a * s.p0.x + b * s.c0.x + c * s.c1.x + d * s.p1.x, a * s.p0.y + b * s.c0.y + c * s.c1.y + d * s.p1.y};
}

CHAINSCAPE_WIDE void flatten(const LinkShape& s, std::size_t n, FlatPath& out) {
    out.segments = n;
    // x(t) = ((a t + b) t + c) t + x0, eight t at a time.
    const float ax = s.p1.x - s.p0.x + 3 * (s.c0.x - s.c1.x), ay = s.p1.y - s.p0.y + 3 * (s.c0.y - s.c1.y);
    const float bx = 3 * (s.p0.x - 2 * s.c0.x + s.c1.x), by = 3 * (s.p0.y - 2 * s.c0.y + s.c1.y);
    const float cx = 3 * (s.c0.x - s.p0.x), cy = 3 * (s.c0.y - s.p0.y);
    const float step = 1 / static_cast<float>(n);
    EightFloats place = {0, 1, 2, 3, 4, 5, 6, 7};
    for (std::size_t i = 0; i < n; i += 8, place += 8.0F) {
        const EightFloats t = place * step;
        const EightFloats x = ((ax * t + bx) * t + cx) * t + s.p0.x, y = ((ay * t + by) * t + cy) * t + s.p0.y;
        std::memcpy(out.x.data() + i, &x, sizeof x);
        std::memcpy(out.y.data() + i, &y, sizeof y);
    }
    out.x[0] = s.p0.x;
    out.y[0] = s.p0.y;
    out.x[n] = s.p1.x;
    out.y[n] = s.p1.y;
}

void flatten(const LinkShape& shape, std::vector<Vec>& out) {
    FlatPath path;
    flatten(shape, segmentCount(shape), path);
    out.clear();
    for (std::size_t i = 0; i <= path.segments; ++i) out.push_back({path.x[i], path.y[i]});
}

void strokeOutline(const std::vector<Vec>& line, float width0, float width1, std::vector<Vec>& out) {
    out.clear();
    if (line.size() < 2 || lengthOf(line) <= 0) return;
    const std::size_t n = line.size();
    out.resize(2 * n);
    Vec last = normalAt(line, 0);
    for (std::size_t i = 0; i < n; ++i) {
        Vec normal = normalAt(line, i);
        if (normal.x == 0 && normal.y == 0) normal = last;
        last = normal;
        const float t = static_cast<float>(i) / static_cast<float>(n - 1);
        const float half = (width0 + (width1 - width0) * t) / 2;
        out[i] = {line[i].x + normal.x * half, line[i].y + normal.y * half};
        out[2 * n - 1 - i] = {line[i].x - normal.x * half, line[i].y - normal.y * half};
    }
}

void arrowHead(const LinkShape& shape, float ratio, std::vector<Vec>& out) {
    out.clear();
    const float chord = std::hypot(shape.p1.x - shape.p0.x, shape.p1.y - shape.p0.y);
    if (!(chord >= kArrowFromLength * ratio)) return;
    const Vec before = pointAt(shape, 0.48F), after = pointAt(shape, 0.52F), tipBase = pointAt(shape, 0.5F);
    const float dx = after.x - before.x, dy = after.y - before.y;
    const float length = std::hypot(dx, dy);
    if (length <= 0) return;
    const float ux = dx / length, uy = dy / length;
    const float half = std::max(2.6F * ratio, 1.1F * shape.width0);
    const float front = 1.5F * half;
    out = {{tipBase.x + ux * front, tipBase.y + uy * front},
           {tipBase.x - ux * half - uy * half, tipBase.y - uy * half + ux * half},
           {tipBase.x - ux * half + uy * half, tipBase.y - uy * half - ux * half}};
}

void splitDashes(const std::vector<Vec>& line, const LinkShape& shape, float dash, float gap, void* context, DashSink sink) {
    const float whole = lengthOf(line);
    if (!(whole > 0)) return;
    if (!(dash > 0) || !(gap > 0) || !(whole / (dash + gap) <= kMostDashes)) {
        sink(context, line, shape.width0, shape.width1);
        return;
    }
    const auto widthAt = [&](float s) { return shape.width0 + (shape.width1 - shape.width0) * (s / whole); };
    std::vector<Vec> piece;
    float walked = 0, left = dash, begun = 0;
    bool on = true;
    piece.push_back(line.front());
    for (std::size_t i = 1; i < line.size(); ++i) {
        Vec from = line[i - 1];
        float rest = std::hypot(line[i].x - from.x, line[i].y - from.y);
        while (rest > left) {
            const float t = left / rest;
            from = {from.x + (line[i].x - from.x) * t, from.y + (line[i].y - from.y) * t};
            walked += left;
            rest -= left;
            if (on) {
                piece.push_back(from);
                sink(context, piece, widthAt(begun), widthAt(walked));
            }
            on = !on;
            begun = walked;
            left = on ? dash : gap;
            piece.assign(1, from);
        }
        left -= rest;
        walked += rest;
        if (on) piece.push_back(line[i]);
    }
    if (on && piece.size() > 1) sink(context, piece, widthAt(begun), widthAt(walked));
}

QPainterPath ribbonPath(const Ribbon& r, const Camera& camera) {
    const auto at = [&](double x, double y) { return camera.toScreen(QPointF(x, y)); };
    const double middle = (static_cast<double>(r.x0) + static_cast<double>(r.x1)) / 2;
    QPainterPath path;
    path.moveTo(at(r.x0, r.y0a));
    path.cubicTo(at(middle, r.y0a), at(middle, r.y1a), at(r.x1, r.y1a));
    path.lineTo(at(r.x1, r.y1b));
    path.cubicTo(at(middle, r.y1b), at(middle, r.y0b), at(r.x0, r.y0b));
    path.closeSubpath();
    return path;
}

} // namespace chainscape::ui
