// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/link_pen.h"

#include <algorithm>
#include <cmath>

namespace chainscape::ui {
namespace {

constexpr float kThickestCurve = 2.1F; ///< px; thin-line sums hold this at any slope
constexpr float kFar = 20000;          ///< px; beyond, pieces are cut before they are drawn in single precision
constexpr float kMargin = 4;           ///< px that a thin piece may reach beyond its ends
constexpr double kAround = 64;         ///< px about the band that far pieces and dashes are cut to

/// What is left of a piece between two limits of one coordinate, as shares of it (Liang and Barsky 1984).
struct Share {
    double from = 0, to = 1;
    void cut(double start, double change, double low, double high) {
        if (change == 0) {
            if (start < low || start > high) to = -1;
            return;
        }
        const double a = (low - start) / change, b = (high - start) / change;
        from = std::max(from, std::min(a, b));
        to = std::min(to, std::max(a, b));
    }
};

/// A piece in double precision.
struct Stretch {
    double x, y, dx, dy;
    Stretch(Vec from, Vec to) : x(from.x), y(from.y), dx(static_cast<double>(to.x) - x), dy(static_cast<double>(to.y) - y) {}

    [[nodiscard]] Vec at(double t) const { return {static_cast<float>(x + t * dx), static_cast<float>(y + t * dy)}; }
    [[nodiscard]] Share within(double width, double top, double bottom) const {
        Share share;
        share.cut(x, dx, -kAround, width + kAround);
        share.cut(y, dy, top - kAround, bottom + kAround);
        return share;
    }
};

constexpr int kMostStrands = 6;
constexpr int kFaintest = 102; ///< alpha up to which the seams between strands do not show

bool isFar(const LinkShape& s) {
    const auto most = [](Vec v) { return std::max(std::abs(v.x), std::abs(v.y)); };
    const float ends = std::max(most(s.p0), most(s.p1));
    return (s.curved ? std::max({ends, most(s.c0), most(s.c1)}) : ends) > kFar;
}

} // namespace

LinkPen::LinkPen(const Look& look, Band& band)
    : m_look(look), m_band(band), m_top(static_cast<float>(band.top())), m_bottom(static_cast<float>(band.bottom())),
      m_width(static_cast<float>(band.width())) {}

void LinkPen::draw(const DeviceLink& link) {
    m_ink = &inkOf(link);
    LinkShape shape{link.p0, link.c0, link.c1, link.p1, link.curved, m_look.hairlines ? 1 : link.width, 0};
    shape.width1 = m_ink->direction == Direction::Taper ? shape.width0 * kTaperEnd : shape.width0;
    if (m_ink->dash > 0) dashed(shape, link.segments);
    else if (!shape.curved) line(shape);
    else curve(shape, link.segments);
    if (m_ink->direction == Direction::Arrow) arrow(shape);
}

void LinkPen::line(const LinkShape& shape) {
    const Vec from = shape.p0, to = shape.p1;
    const float widest = std::max(shape.width0, shape.width1);
    const float dx = std::abs(to.x - from.x), dy = std::abs(to.y - from.y), along = std::max(dx, dy);
    if (widest <= 1 || widest * std::sqrt(dx * dx + dy * dy) <= kThickest * along) {
        thin(from, to, shape.width0, shape.width1, {});
        return;
    }
    if (strands(shape, 1, widest * std::sqrt(dx * dx + dy * dy) / along)) return;
    m_line.assign({from, to});
    strokeOutline(m_line, shape.width0, shape.width1, m_outline);
    area();
}

void LinkPen::curve(const LinkShape& shape, std::size_t segments) {
    flatten(shape, segments, m_path);
    if (std::max(shape.width0, shape.width1) > kThickestCurve) {
        if (!strands(shape, segments, std::max(shape.width0, shape.width1) * kThickest / kThickestCurve)) thickCurve(shape);
        return;
    }
    if (!isFar(shape)) {
        m_band.thinPath(m_path, shape.width0, shape.width1, *m_ink->table);
        return;
    }
    const float part = (shape.width1 - shape.width0) / static_cast<float>(m_path.segments);
    for (std::size_t i = 0; i < m_path.segments; ++i) {
        const float width = shape.width0 + part * static_cast<float>(i);
        thin({m_path.x[i], m_path.y[i]}, {m_path.x[i + 1], m_path.y[i + 1]}, width, width + part, {i > 0, i + 1 < m_path.segments});
    }
}

/// A faint thick link as thin ones side by side: the sums take those. False where that is no good: opaque, too thick or far.
bool LinkPen::strands(const LinkShape& shape, std::size_t segments, float extent) {
    const int count = static_cast<int>(std::ceil(std::min(extent, 1000.0F) / kThickest));
    if (count > kMostStrands || qAlpha(m_ink->colour) > kFaintest || isFar(shape)) return false;
    flatten(shape, segments, m_path);
    FlatPath strand;
    strand.segments = m_path.segments;
    const float part = 1 / static_cast<float>(count), widening = (shape.width1 - shape.width0) / static_cast<float>(m_path.segments);
    for (int k = 0; k < count; ++k) {
        const float aside = (static_cast<float>(k) + 0.5F) * part - 0.5F;
        for (std::size_t i = 0; i <= m_path.segments; ++i) {
            const std::size_t before = i == 0 ? 0 : i - 1, after = std::min(i + 1, m_path.segments);
            const float dx = m_path.x[after] - m_path.x[before], dy = m_path.y[after] - m_path.y[before], square = dx * dx + dy * dy;
            const float off = square > 0 ? aside * (shape.width0 + widening * static_cast<float>(i)) / std::sqrt(square) : 0;
            strand.x[i] = m_path.x[i] - dy * off;
            strand.y[i] = m_path.y[i] + dx * off;
        }
        m_band.thinPath(strand, shape.width0 * part, shape.width1 * part, *m_ink->table);
    }
    return true;
}

/// Stroked are only the runs of segments that reach into the band, each with a segment more at either end, so that no cap shows.
void LinkPen::thickCurve(const LinkShape& shape) {
    const float reach = std::max(shape.width0, shape.width1) / 2 + 1;
    const std::size_t n = m_path.segments;
    const auto touches = [&](std::size_t i) {
        return std::max(m_path.y[i], m_path.y[i + 1]) >= m_top - reach && std::min(m_path.y[i], m_path.y[i + 1]) <= m_bottom + reach;
    };
    const auto width = [&](std::size_t i) { return shape.width0 + (shape.width1 - shape.width0) * static_cast<float>(i) / static_cast<float>(n); };
    for (std::size_t i = 0; i < n;) {
        if (!touches(i)) {
            ++i;
            continue;
        }
        const std::size_t first = i == 0 ? 0 : i - 1;
        while (i < n && touches(i)) ++i;
        const std::size_t last = std::min(i + 1, n);
        m_line.clear();
        for (std::size_t k = first; k <= last; ++k) m_line.push_back({m_path.x[k], m_path.y[k]});
        strokeOutline(m_line, width(first), width(last), m_outline);
        area();
        i = last;
    }
}

/// Dashes near the band. They go on over the joints of a curve; thick ones are stroked whole.
void LinkPen::dashed(const LinkShape& shape, std::size_t segments) {
    flatten(shape, m_line);
    double whole = 0;
    for (std::size_t i = 1; i < m_line.size(); ++i) whole += std::hypot(m_line[i].x - m_line[i - 1].x, m_line[i].y - m_line[i - 1].y);
    const double dash = m_ink->dash, period = dash + static_cast<double>(m_ink->gap);
    const bool thick = std::max(shape.width0, shape.width1) > kThickestCurve;
    if (!(whole / period <= kMostDashes)) { // drawn whole
        shape.curved ? curve(shape, segments) : line(shape);
        return;
    }
    if (thick) {
        splitDashes(m_line, shape, m_ink->dash, m_ink->gap, this, [](void* self, const std::vector<Vec>& piece, float width0, float width1) {
            strokeOutline(piece, width0, width1, static_cast<LinkPen*>(self)->m_outline);
            static_cast<LinkPen*>(self)->area();
        });
        return;
    }
    const auto width = [&](double s) { return shape.width0 + (shape.width1 - shape.width0) * static_cast<float>(s / whole); };
    double begun = 0;
    for (std::size_t i = 1; i < m_line.size(); ++i) {
        const Stretch stretch(m_line[i - 1], m_line[i]);
        const double length = std::hypot(stretch.dx, stretch.dy), end = begun + length;
        const Share near = stretch.within(m_width, m_top, m_bottom);
        for (double k = std::floor((begun + near.from * length) / period); near.from < near.to && k * period < begun + near.to * length; ++k) {
            const double from = std::max(k * period, begun), to = std::min(k * period + dash, end);
            if (!(from < to)) continue;
            const Joints joints{i > 1 && from == begun, i + 1 < m_line.size() && to == end};
            thin(stretch.at((from - begun) / length), stretch.at((to - begun) / length), width(from), width(to), joints);
        }
        begun = end;
    }
}

void LinkPen::thin(Vec from, Vec to, float width0, float width1, Joints joints) {
    const float left = std::min(from.x, to.x), right = std::max(from.x, to.x);
    const float top = std::min(from.y, to.y), bottom = std::max(from.y, to.y);
    if (!(right >= -kMargin && left <= m_width + kMargin && bottom >= m_top - kMargin && top <= m_bottom + kMargin)) return;
    if (std::max({-left, right, -top, bottom}) <= kFar) {
        m_band.thinLine(from, to, width0, width1, *m_ink->table, joints);
        return;
    }
    const Stretch stretch(from, to);
    const Share near = stretch.within(m_width, m_top, m_bottom);
    if (!(near.from < near.to)) return;
    const auto width = [&](double t) { return width0 + (width1 - width0) * static_cast<float>(t); };
    m_band.thinLine(stretch.at(near.from), stretch.at(near.to), width(near.from), width(near.to), *m_ink->table,
                    {joints.start || near.from > 0, joints.end || near.to < 1});
}

void LinkPen::arrow(const LinkShape& shape) {
    const auto ratio = static_cast<float>(m_look.ratio);
    const float reach = 2 * std::max(2.6F * ratio, 1.1F * shape.width0), middle = pointAt(shape, 0.5F).y;
    if (!(middle >= m_top - reach && middle <= m_bottom + reach)) return;
    arrowHead(shape, ratio, m_outline);
    area();
}

/// m_outline as an area.
void LinkPen::area() {
    if (m_outline.size() < 3) return;
    const auto [high, low] = std::minmax_element(m_outline.begin(), m_outline.end(), [](Vec a, Vec b) { return a.y < b.y; });
    const auto [left, right] = std::minmax_element(m_outline.begin(), m_outline.end(), [](Vec a, Vec b) { return a.x < b.x; });
    if (!(right->x >= 0 && left->x <= m_width && low->y >= m_top && high->y <= m_bottom)) return;
    m_band.addOutline(m_outline.data(), m_outline.size());
    m_band.fillOutlined(m_ink->colour);
}

} // namespace chainscape::ui
