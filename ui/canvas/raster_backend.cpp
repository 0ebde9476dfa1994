// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/raster_backend.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <span>

#include <QPainter>

#include "core/base/parallel.h"
#include "ui/canvas/area_outlines.h"
#include "ui/canvas/band.h"
#include "ui/canvas/label_placement.h"
#include "ui/canvas/link_bins.h"
#include "ui/canvas/recording.h"
#include "ui/canvas/text_drawing.h"

namespace chainscape::ui {
namespace {

constexpr int kMostPixels = 16384;
constexpr float kThickestCurve = 2.1F; ///< px; thin-line sums hold this at any slope

/// One table per opacity.
using Tables = std::map<int, CoverageTable>;

struct LayerJob {
    const Layer* layer = nullptr;
    Camera camera;
    QRect clip; ///< device pixels
    AreaOutlines areas;
    LinkBins links;
    Bins discs;
};

/// Style as the band needs it.
struct LinkInk {
    QRgb colour = 0;
    const CoverageTable* table = nullptr;
    float dash = 0, gap = 0; ///< device pixels
    Direction direction = Direction::None;
};

/// Draws the links of one layer into one band.
class LinkPen {
public:
    LinkPen(Band& band, std::span<const LinkInk> inks, float ratio, bool hairlines)
        : m_band(band), m_inks(inks), m_ratio(ratio), m_hairlines(hairlines) {}

    void draw(const DeviceLink& link) {
        select(link.style);
        LinkShape shape{link.p0, link.c0, link.c1, link.p1, link.curved, m_hairlines ? m_ratio : link.width, 0};
        shape.width1 = m_ink->direction == Direction::Taper ? shape.width0 * kTaperEnd : shape.width0;
        stroke(shape);
    }

    void finish() {
        if (m_ink != nullptr) m_band.layOn(m_ink->colour);
        m_ink = nullptr;
    }

private:
    void select(StyleId style) {
        const LinkInk* ink = &m_inks[std::min<std::size_t>(style, m_inks.size() - 1)];
        if (ink == m_ink) return;
        finish();
        m_ink = ink;
    }

    void stroke(const LinkShape& shape) {
        if (!shape.curved && m_ink->dash <= 0) {
            straight(shape.p0, shape.p1, shape.width0, shape.width1);
        } else {
            flatten(shape, m_line);
            if (m_ink->dash > 0) splitDashes(m_line, shape, m_ink->dash, m_ink->gap, this, &LinkPen::drawDash);
            else polyline(m_line, shape.width0, shape.width1);
        }
        if (m_ink->direction != Direction::Arrow) return;
        arrowHead(shape, m_ratio, m_outline);
        area(m_outline);
    }

    static void drawDash(void* context, const std::vector<Vec>& dash, float width0, float width1) {
        static_cast<LinkPen*>(context)->polyline(dash, width0, width1);
    }

    void straight(Vec from, Vec to, float width0, float width1) {
        const float dx = std::abs(to.x - from.x), dy = std::abs(to.y - from.y);
        const float across = std::max(dx, dy);
        if (std::max(width0, width1) <= 1 || std::max(width0, width1) * std::hypot(dx, dy) <= kThickest * across) {
            m_band.thinLine(from, to, width0, width1, *m_ink->table);
            return;
        }
        m_line.assign({from, to});
        strokeOutline(m_line, width0, width1, m_outline);
        area(m_outline);
    }

    void polyline(const std::vector<Vec>& line, float width0, float width1) {
        if (std::max(width0, width1) > kThickestCurve) {
            strokeOutline(line, width0, width1, m_outline);
            area(m_outline);
            return;
        }
        const auto segments = static_cast<float>(line.size() - 1);
        const auto top = static_cast<float>(m_band.top()) - 3, bottom = static_cast<float>(m_band.bottom()) + 3;
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Vec a = line[i - 1], b = line[i];
            if (std::max(a.y, b.y) < top || std::min(a.y, b.y) > bottom) continue;
            const float t0 = static_cast<float>(i - 1) / segments, t1 = static_cast<float>(i) / segments;
            m_band.thinLine(a, b, width0 + (width1 - width0) * t0, width0 + (width1 - width0) * t1, *m_ink->table,
                            {i > 1, i + 1 < line.size()});
        }
    }

    void area(const std::vector<Vec>& outline) {
        if (outline.size() < 3) return;
        m_band.addOutline(outline.data(), outline.size());
        m_band.fillOutlined(m_ink->colour);
    }

    Band& m_band;
    std::span<const LinkInk> m_inks;
    const LinkInk* m_ink = nullptr;
    float m_ratio;
    bool m_hairlines;
    std::vector<Vec> m_line, m_outline;
};

/// One picture in the making.
class Raster {
public:
    Raster(const DisplayList& list, const Camera& camera, const RasterOptions& options, QImage& image, Progress& progress)
        : m_list(list), m_camera(camera), m_options(options), m_image(image), m_progress(progress),
          m_grid{image.width(), image.height(), kBandHeight, options.ratio},
          m_view(0, 0, image.width() / options.ratio, image.height() / options.ratio) {}

    /// Number of primitives drawn, -1 when stopped.
    std::int64_t run() {
        m_image.fill(m_options.ground == Ground::Leave ? QRgb{0} : qPremultiply(m_list.background));
        makeInks();
        for (const Layer& layer : m_list.layers()) {
            if (m_progress.stopped()) return -1;
            if (m_options.only && layer.space != *m_options.only) continue;
            addJob(layer);
            if (layer.texts.empty() && layer.recordings.empty()) continue;
            drawJobs();
            drawRecordingsAndTexts(layer);
        }
        drawJobs();
        return m_progress.stopped() ? -1 : m_drawn;
    }

private:
    [[nodiscard]] bool density() const { return m_options.mode == RasterMode::Density; }

    void makeInks() {
        const double dim = density() ? densityDim() : 1;
        for (const LineStyle& style : m_list.lineStyles()) {
            LinkInk ink;
            const int alpha = std::clamp(static_cast<int>(std::lround(qAlpha(style.colour) * dim * 16)), qAlpha(style.colour) > 0 ? 1 : 0, 255 * 16);
            ink.colour = style.colour;
            ink.table = &m_tables.try_emplace(alpha, alpha / (255.0 * 16)).first->second;
            if (!density()) {
                ink.dash = style.gap > 0 ? style.dash * static_cast<float>(m_options.ratio) : 0;
                ink.gap = style.gap * static_cast<float>(m_options.ratio);
                ink.direction = style.direction;
            }
            m_inks.push_back(ink);
        }
        if (m_inks.empty()) m_inks.push_back({0, &m_tables.try_emplace(0, 0.0).first->second, 0, 0, Direction::None});
    }

    /// Hairlines over the mean pixel of the drawn part: their opacity is set so that about this much of the ground is covered.
    [[nodiscard]] double densityDim() const {
        double length = 0;
        for (const Layer& layer : m_list.layers())
            for (const Lines* lines : {&layer.lines, &layer.curves.ends}) length += sampledLength(*lines);
        const double overdraw = length * m_options.ratio / std::max(1.0, static_cast<double>(m_grid.width) * m_grid.height);
        constexpr double readable = 1.2;
        return overdraw > readable ? readable / overdraw : 1;
    }

    /// Total length on the device of what lies in view, from every k-th link.
    [[nodiscard]] double sampledLength(const Lines& lines) const {
        const std::size_t step = std::max<std::size_t>(1, lines.size() / 4096);
        const double limit = std::hypot(m_grid.width, m_grid.height);
        double sum = 0;
        for (std::size_t i = 0; i < lines.size(); i += step) {
            const double length = std::hypot(lines.x1[i] - lines.x0[i], lines.y1[i] - lines.y0[i]) * m_camera.scale * m_options.ratio;
            if (std::isfinite(length)) sum += std::min(length, limit);
        }
        return sum * static_cast<double>(step);
    }

    void addJob(const Layer& layer) {
        LayerJob job;
        job.layer = &layer;
        job.camera = layer.space == Space::World ? m_camera : Camera{};
        job.clip = m_image.rect();
        if (!layer.clip.isNull()) {
            const QRectF box = job.camera.toScreen(layer.clip);
            const QRectF device(box.topLeft() * m_options.ratio, box.size() * m_options.ratio);
            job.clip = device.intersected(QRectF(m_image.rect())).toRect();
        }
        job.areas = areaOutlines(layer, job.camera, m_view, m_options.ratio);
        job.links = binLinks(layer, job.camera, m_grid, m_list.lineStyles().size());
        job.discs = binDiscs(layer, job.camera, m_grid);
        m_drawn += static_cast<std::int64_t>(job.areas.areas.size()) + job.links.bins.items + job.discs.items;
        m_jobs.push_back(std::move(job));
    }

    void drawJobs() {
        if (m_jobs.empty()) return;
        auto* pixels = reinterpret_cast<QRgb*>(m_image.bits());
        const auto perRow = static_cast<std::ptrdiff_t>(m_image.bytesPerLine() / 4);
        parallelFor(static_cast<std::size_t>(m_grid.bands()), 1, [&](std::size_t begin, std::size_t end) {
            Band band(pixels, perRow, m_grid.width);
            for (std::size_t b = begin; b < end && !m_progress.stopped(); ++b)
                for (const LayerJob& job : m_jobs) drawBand(job, band, b);
        });
        m_jobs.clear();
    }

    void drawBand(const LayerJob& job, Band& band, std::size_t b) {
        const int top = std::max(static_cast<int>(b) * kBandHeight, job.clip.top());
        const int bottom = std::min({(static_cast<int>(b) + 1) * kBandHeight, m_grid.height, job.clip.bottom() + 1});
        if (top >= bottom || job.clip.width() <= 0) return;
        band.begin(top, bottom - top, job.clip.left(), job.clip.right() + 1);
        drawAreas(job.areas, band);
        LinkPen pen(band, m_inks, static_cast<float>(m_options.ratio), density());
        const Bins& bins = job.links.bins;
        for (std::uint32_t e = bins.begin[b]; e < bins.begin[b + 1]; ++e) pen.draw(job.links.links[bins.entry[e]]);
        pen.finish();
        for (std::uint32_t e = job.discs.begin[b]; e < job.discs.begin[b + 1]; ++e) drawDisc(job, job.discs.entry[e], band);
    }

    static void drawAreas(const AreaOutlines& outlines, Band& band) {
        const auto top = static_cast<float>(band.top()), bottom = static_cast<float>(band.bottom());
        for (const Area& area : outlines.areas) {
            if (area.bottom <= top || area.top >= bottom) continue;
            if (area.upright) {
                band.fillRect(area.left, area.top, area.right, area.bottom, area.colour);
                continue;
            }
            for (std::size_t o = area.firstOutline; o < area.endOutline; ++o) {
                const std::size_t from = o == 0 ? 0 : outlines.outlineEnds[o - 1];
                band.addOutline(outlines.points.data() + from, outlines.outlineEnds[o] - from);
            }
            band.fillOutlined(area.colour);
        }
    }

    void drawDisc(const LayerJob& job, std::uint32_t index, Band& band) const {
        const Disc& disc = job.layer->discs[index];
        const QPointF at = job.camera.toScreen(QPointF(static_cast<double>(disc.x), static_cast<double>(disc.y))) * m_options.ratio;
        const Vec centre{static_cast<float>(at.x()), static_cast<float>(at.y())};
        const auto ratio = static_cast<float>(m_options.ratio);
        if (qAlpha(disc.fill) != 0) band.fillDisc(centre, disc.radius * ratio, disc.fill);
        if (qAlpha(disc.outline) != 0) band.strokeCircle(centre, disc.radius * ratio, disc.outlineWidth * ratio, disc.outline);
    }

    void drawRecordingsAndTexts(const Layer& layer) {
        const Camera camera = layer.space == Space::World ? m_camera : Camera{};
        QPainter painter(&m_image);
        if (m_options.ratio < 1) painter.scale(m_options.ratio, m_options.ratio); // Qt heeds ratios from 1 on only
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        if (!layer.clip.isNull()) painter.setClipRect(camera.toScreen(layer.clip));
        for (const Recording& recording : layer.recordings) play(painter, recording, camera);
        const auto shown = shownTexts(layer, camera, m_view);
        for (const std::uint32_t i : shown) {
            if (m_options.ratio < 1) paintText(painter, layer.texts[i], camera);
            else paintCachedText(painter, layer.texts[i], camera, m_options.ratio);
        }
        m_drawn += static_cast<std::int64_t>(layer.recordings.size() + shown.size());
    }

    const DisplayList& m_list;
    Camera m_camera;
    RasterOptions m_options;
    QImage& m_image;
    Progress& m_progress;
    BandGrid m_grid;
    QRectF m_view;
    Tables m_tables;
    std::vector<LinkInk> m_inks;
    std::vector<LayerJob> m_jobs;
    std::int64_t m_drawn = 0;
};

} // namespace

Frame rasterise(const DisplayList& list, const Camera& camera, QSize size, const RasterOptions& options, Progress& progress) {
    Frame frame;
    frame.camera = camera;
    RasterOptions used = options;
    if (!(used.ratio > 0) || !std::isfinite(used.ratio)) used.ratio = 1;
    const auto device = [&](int v) { return static_cast<int>(std::clamp(std::ceil(v * used.ratio), 0.0, double{kMostPixels})); };
    const QSize pixels(device(size.width()), device(size.height()));
    if (pixels.isEmpty()) return frame;
    const auto start = std::chrono::steady_clock::now();
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return frame;
    image.setDevicePixelRatio(used.ratio);
    Raster raster(list, camera, used, image, progress);
    frame.drawn = raster.run();
    if (frame.drawn >= 0) frame.image = std::move(image);
    frame.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return frame;
}

} // namespace chainscape::ui
