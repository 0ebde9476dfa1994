// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/link_pieces.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"

namespace chainscape::ui {
namespace {

constexpr float kThickestCurve = 2.1F; ///< px; thin-line sums hold this at any slope
constexpr std::size_t kBlock = 1024;   ///< links that one thread cuts in one go
constexpr std::size_t kBatch = 32;     ///< blocks held at a time
constexpr float kFar = 20000;          ///< px; beyond, pieces are cut before they are drawn in single precision
constexpr float kMargin = 4;           ///< px that a thin piece may reach beyond its ends

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

struct PieceReach {
    std::uint16_t first, last;
};

/// What a writer fills, kept by each thread for its next block.
struct Scratch {
    std::vector<Vec> line, outline;
    std::vector<LinkPiece> pieces;
    std::vector<PieceReach> reach;
};

std::uint16_t packed(float width) {
    return static_cast<std::uint16_t>(std::clamp(width * LinkPiece::kWidthUnit + 0.5F, 0.0F, 65535.0F));
}

/// Writes the pieces of one block.
class PieceWriter {
public:
    PieceWriter(const BandGrid& grid, std::span<const LinkInk> inks, Scratch& scratch, PieceBlock& block)
        : m_grid(grid), m_inks(inks), m_width(static_cast<float>(grid.width)), m_height(static_cast<float>(grid.height)),
          m_line(scratch.line), m_outline(scratch.outline), m_pieces(scratch.pieces), m_reach(scratch.reach), m_block(block) {
        m_pieces.clear();
        m_reach.clear();
        m_block.points.clear();
        m_block.outlineEnd.clear();
        m_block.links = 0;
    }

    void link(const DeviceLink& link, bool hairline) {
        m_style = static_cast<StyleId>(std::min<std::size_t>(link.style, m_inks.size() - 1));
        m_ink = &m_inks[m_style];
        LinkShape shape{link.p0, link.c0, link.c1, link.p1, link.curved, hairline ? 1 : link.width, 0};
        shape.width1 = m_ink->direction == Direction::Taper ? shape.width0 * kTaperEnd : shape.width0;
        if (!shape.curved && m_ink->dash <= 0) {
            straight(shape.p0, shape.p1, shape.width0, shape.width1);
        } else {
            flatten(shape, m_line);
            if (m_ink->dash > 0) splitDashes(m_line, shape, m_ink->dash, m_ink->gap, this, &PieceWriter::dash);
            else polyline(m_line, shape.width0, shape.width1);
        }
        if (m_ink->direction != Direction::Arrow) return;
        arrowHead(shape, static_cast<float>(m_grid.ratio), m_outline);
        area();
    }

    /// Sorts what was written into bands.
    void finish() {
        m_block.begin.assign(static_cast<std::size_t>(m_grid.bands()) + 1, 0);
        auto& begin = m_block.begin;
        for (const PieceReach& r : m_reach)
            for (int b = r.first; b <= r.last; ++b) ++begin[static_cast<std::size_t>(b) + 1];
        for (std::size_t b = 1; b < begin.size(); ++b) begin[b] += begin[b - 1];
        m_block.pieces.resize(begin.back());
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
        for (std::size_t i = 0; i < m_pieces.size(); ++i)
            for (std::size_t b = m_reach[i].first; b <= m_reach[i].last; ++b) m_block.pieces[next[b]++] = m_pieces[i];
    }

    void count() { ++m_block.links; }

private:
    static void dash(void* context, const std::vector<Vec>& dash, float width0, float width1) {
        static_cast<PieceWriter*>(context)->polyline(dash, width0, width1);
    }

    void straight(Vec from, Vec to, float width0, float width1) {
        const float widest = std::max(width0, width1);
        const float dx = std::abs(to.x - from.x), dy = std::abs(to.y - from.y), along = std::max(dx, dy);
        if (widest <= 1 || widest * std::sqrt(dx * dx + dy * dy) <= kThickest * along) {
            thin(from, to, width0, width1, {});
            return;
        }
        m_line.assign({from, to});
        strokeOutline(m_line, width0, width1, m_outline);
        area();
    }

    void polyline(const std::vector<Vec>& line, float width0, float width1) {
        if (std::max(width0, width1) > kThickestCurve) {
            strokeOutline(line, width0, width1, m_outline);
            area();
            return;
        }
        const float part = (width1 - width0) / static_cast<float>(line.size() - 1);
        for (std::size_t i = 1; i < line.size(); ++i) {
            const float width = width0 + part * static_cast<float>(i - 1);
            thin(line[i - 1], line[i], width, width + part, {i > 1, i + 1 < line.size()});
        }
    }

    void thin(Vec from, Vec to, float width0, float width1, Joints joints) {
        const float left = std::min(from.x, to.x), right = std::max(from.x, to.x);
        const float top = std::min(from.y, to.y) - kMargin, bottom = std::max(from.y, to.y) + kMargin;
        if (!(right >= -kMargin && left <= m_width + kMargin && bottom >= 0 && top <= m_height)) return;
        if (std::max({-left, right, -top, bottom}) > kFar) {
            far(from, to, width0, width1, joints);
            return;
        }
        LinkPiece piece;
        piece.from = from;
        piece.to = to;
        piece.width0 = packed(width0);
        piece.width1 = packed(width1);
        piece.style = m_style;
        piece.startJoint = joints.start;
        piece.endJoint = joints.end;
        add(piece, top, bottom);
    }

    /// Only the part near the picture.
    void far(Vec from, Vec to, float width0, float width1, Joints joints) {
        const auto x = static_cast<double>(from.x), y = static_cast<double>(from.y);
        const double dx = static_cast<double>(to.x) - x, dy = static_cast<double>(to.y) - y;
        Share share;
        share.cut(x, dx, -64, static_cast<double>(m_width) + 64);
        share.cut(y, dy, -64, static_cast<double>(m_height) + 64);
        if (!(share.from < share.to)) return;
        const auto at = [&](double t) { return Vec{static_cast<float>(x + t * dx), static_cast<float>(y + t * dy)}; };
        const auto width = [&](double t) { return width0 + (width1 - width0) * static_cast<float>(t); };
        thin(at(share.from), at(share.to), width(share.from), width(share.to), {joints.start || share.from > 0, joints.end || share.to < 1});
    }

    /// m_outline as an area.
    void area() {
        if (m_outline.size() < 3) return;
        float top = m_outline.front().y, bottom = top, left = m_outline.front().x, right = left;
        for (const Vec p : m_outline) {
            top = std::min(top, p.y);
            bottom = std::max(bottom, p.y);
            left = std::min(left, p.x);
            right = std::max(right, p.x);
        }
        if (!(right >= 0 && left <= m_width && bottom >= 0 && top <= m_height)) return;
        LinkPiece piece;
        piece.area = true;
        piece.style = m_style;
        piece.width0 = static_cast<std::uint16_t>(m_block.outlineEnd.size() & 0xFFFFU);
        piece.width1 = static_cast<std::uint16_t>(m_block.outlineEnd.size() >> 16U);
        m_block.points.insert(m_block.points.end(), m_outline.begin(), m_outline.end());
        m_block.outlineEnd.push_back(static_cast<std::uint32_t>(m_block.points.size()));
        add(piece, top, bottom);
    }

    void add(const LinkPiece& piece, float top, float bottom) {
        const int lastBand = m_grid.bands() - 1;
        const int first = std::min(static_cast<int>(std::max(top, 0.0F)) / m_grid.bandHeight, lastBand);
        const int last = std::min(static_cast<int>(std::min(bottom, m_height)) / m_grid.bandHeight, lastBand);
        m_pieces.push_back(piece);
        m_reach.push_back({static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)});
    }

    BandGrid m_grid;
    std::span<const LinkInk> m_inks;
    float m_width, m_height;
    StyleId m_style = 0;
    const LinkInk* m_ink = nullptr;
    std::vector<Vec>&m_line, &m_outline;
    std::vector<LinkPiece>& m_pieces;
    std::vector<PieceReach>& m_reach;
    PieceBlock& m_block;
};

} // namespace

void LinkCutter::cut(std::size_t begin, std::size_t end, PieceBlock& block) const {
    thread_local Scratch scratch;
    PieceWriter writer(m_grid, m_look.inks, scratch, block);
    for (std::size_t i = begin; i < end; ++i) {
        const DeviceLink link = m_source.link(i);
        if (!m_source.touches(link)) continue;
        writer.count();
        writer.link(link, m_look.hairlines);
    }
    writer.finish();
}

std::int64_t LinkCutter::cutAll(Progress& progress, const std::function<void(const std::vector<PieceBlock>&)>& draw) const {
    const std::size_t blocks = (m_source.size() + kBlock - 1) / kBlock;
    std::vector<PieceBlock> held;
    std::int64_t touching = 0;
    for (std::size_t done = 0; done < blocks && !progress.stopped(); done += kBatch) {
        held.resize(std::min(kBatch, blocks - done));
        parallelFor(held.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                cut((done + i) * kBlock, std::min((done + i + 1) * kBlock, m_source.size()), held[i]);
        });
        for (const PieceBlock& block : held) touching += block.links;
        draw(held);
    }
    return touching;
}

} // namespace chainscape::ui
