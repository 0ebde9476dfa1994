// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/raster_backend.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <map>
#include <vector>

#include <QPainter>

#include "core/base/parallel.h"
#include "ui/canvas/area_outlines.h"
#include "ui/canvas/band.h"
#include "ui/canvas/density_map.h"
#include "ui/canvas/head_layer.h"
#include "ui/canvas/label_placement.h"
#include "ui/canvas/link_pen.h"
#include "ui/canvas/mark_shape.h"
#include "ui/canvas/recording.h"
#include "ui/canvas/text_drawing.h"

namespace chainscape::ui {
namespace {

constexpr int kMostPixels = 16384;

/// The table of an opacity (0..255), kept for the next picture of this thread.
const CoverageTable& tableOf(int alpha) {
    thread_local std::map<int, CoverageTable> tables;
    return tables.try_emplace(alpha, alpha / 255.0).first->second;
}

/// What a layer is drawn with.
struct LayerJob {
    const Layer& layer;
    Camera camera;
    QRect clip; ///< device pixels
};

void drawOutlines(const AreaOutlines& outlines, Band& band) {
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

enum class Detail : std::uint8_t { Whole, Miniature };

/// One picture in the making.
class Raster {
public:
    Raster(const DisplayList& list, const Camera& camera, const RasterOptions& options, QImage& image, Progress& progress, Detail detail)
        : m_list(list), m_camera(camera), m_options(options), m_image(image), m_progress(progress),
          m_grid{image.width(), image.height(), kBandHeight, options.ratio},
          m_view(0, 0, image.width() / options.ratio, image.height() / options.ratio),
          m_density(options.only != Space::Screen && drawsDensity(list, camera, m_view.size(), options.links.value_or(list.links))),
          m_small(detail == Detail::Miniature) {}

    [[nodiscard]] bool density() const { return m_density; }

    /// Number of primitives drawn, -1 when stopped.
    std::int64_t run() {
        m_image.fill(m_options.ground == Ground::Leave ? QRgb{0} : qPremultiply(m_list.background));
        makeInks();
        for (const Layer& layer : m_list.layers()) {
            if (m_progress.stopped()) return -1;
            const bool world = layer.space == Space::World;
            if (!layer.shownAt(m_small ? 1 : m_camera.scale)) continue; // the overview is of the whole map
            if (m_options.only && world != (*m_options.only == Space::World)) continue;
            const PlacedLayer placed(m_list, layer, m_camera);
            drawShapes(placed.layer(), placed.camera());
            if (!m_small && !(layer.texts.empty() && layer.recordings.empty())) drawRecordingsAndTexts(placed.layer(), placed.camera());
        }
        if (m_density && !m_small) drawNote();
        return m_progress.stopped() ? -1 : m_drawn;
    }

private:
    void makeInks() {
        for (const LineStyle& style : m_list.lineStyles()) {
            LinkInk ink;
            ink.colour = style.colour;
            ink.table = &tableOf(qAlpha(style.colour));
            ink.dash = style.gap > 0 ? style.dash * static_cast<float>(m_options.ratio) : 0;
            ink.gap = style.gap * static_cast<float>(m_options.ratio);
            ink.direction = style.direction;
            m_inks.push_back(ink);
        }
        if (m_inks.empty()) m_inks.push_back({0, &tableOf(0), 0, 0, Direction::None});
    }

    void drawShapes(const Layer& layer, const Camera& camera) {
        LayerJob job{layer, camera, m_image.rect()};
        if (!layer.clip.isNull()) {
            const QRectF box = job.camera.toScreen(layer.clip);
            const QRectF device(box.topLeft() * m_options.ratio, box.size() * m_options.ratio);
            job.clip = device.intersected(QRectF(m_image.rect())).toRect();
        }
        const AreaOutlines areas = areaOutlines(layer, job.camera, m_view, m_options.ratio);
        m_drawn += static_cast<std::int64_t>(areas.areas.size());
        if (!areas.areas.empty()) inBands(job, [&](Band& band, std::size_t) { drawOutlines(areas, band); });
        drawLinks(job);
        if (layer.discs.empty()) return;
        const Bins discs = binDiscs(layer, job.camera, m_grid);
        m_drawn += discs.items;
        inBands(job, [&](Band& band, std::size_t b) {
            for (std::uint32_t e = discs.begin[b]; e < discs.begin[b + 1]; ++e) drawDisc(job, discs.entry[e], band);
        });
    }

    /// Calls draw(band, its number) for every band of the clip, on all threads.
    void inBands(const LayerJob& job, const std::function<void(Band&, std::size_t)>& draw) {
        if (job.clip.isEmpty()) return;
        auto* pixels = reinterpret_cast<QRgb*>(m_image.bits());
        const auto perRow = static_cast<std::ptrdiff_t>(m_image.bytesPerLine() / 4);
        parallelFor(static_cast<std::size_t>(m_grid.bands()), 1, [&](std::size_t begin, std::size_t end) {
            thread_local Band band; // its buffers are empty between bands
            band.aim(pixels, perRow, m_grid.width);
            for (std::size_t b = begin; b < end && !m_progress.stopped(); ++b) {
                const int top = std::max(static_cast<int>(b) * kBandHeight, job.clip.top());
                const int bottom = std::min({(static_cast<int>(b) + 1) * kBandHeight, m_grid.height, job.clip.bottom() + 1});
                if (top >= bottom) continue;
                band.begin(top, bottom - top, job.clip.left(), job.clip.right() + 1);
                draw(band, b);
            }
        });
    }

    void drawLinks(const LayerJob& job) {
        if (job.layer.lines.size() + job.layer.curves.size() == 0) return;
        if (m_density && job.layer.space == Space::World) {
            const DensityMap map = densityMap(m_list, job.layer, job.camera, m_image.size(), m_options.ratio, m_progress);
            layOver(m_image, map.half, job.clip);
            m_drawn += map.links;
            return;
        }
        thread_local DeviceLinks kept;
        DeviceLinks& links = kept;
        links.place(job.layer, job.camera, m_grid, m_inks.size());
        m_drawn += links.touching();
        inBands(job, [&](Band& band, std::size_t b) {
            LinkPen pen({m_inks, m_options.ratio, false}, band);
            const LinkInk* ink = nullptr;
            for (const std::uint32_t number : links.of(b)) {
                const LinkInk* next = &pen.inkOf(links[number]);
                if (ink != next && ink != nullptr) band.layOn(ink->colour);
                ink = next;
                pen.draw(links[number]);
            }
            if (ink != nullptr) band.layOn(ink->colour);
        });
    }

    void drawDisc(const LayerJob& job, std::uint32_t index, Band& band) const {
        const Disc disc = job.layer.discs[index].drawnAt(m_small ? 1 : job.camera.scale);
        const QPointF at = job.camera.toScreen(QPointF(static_cast<double>(disc.x), static_cast<double>(disc.y))) * m_options.ratio;
        const Vec centre{static_cast<float>(at.x()), static_cast<float>(at.y())};
        const auto ratio = static_cast<float>(m_small ? m_options.ratio / 3 : m_options.ratio);
        if (disc.shape != MarkShape::Round) {
            drawShape(disc, centre, ratio, band);
            return;
        }
        if (qAlpha(disc.fill) != 0) band.fillDisc(centre, disc.radius * ratio, disc.fill);
        if (qAlpha(disc.outline) != 0) band.strokeCircle(centre, disc.radius * ratio, disc.outlineWidth * ratio, disc.outline);
    }

    /// The outline lies around the fill: the larger polygon first.
    static void drawShape(const Disc& disc, Vec centre, float ratio, Band& band) {
        std::array<Vec, kMostCorners> corners;
        const auto fill = [&](float radius, QRgb colour) {
            band.addOutline(corners.data(), shapeCorners(disc.shape, centre, radius * ratio, corners));
            band.fillOutlined(colour);
        };
        if (qAlpha(disc.outline) != 0 && disc.outlineWidth > 0) fill(disc.radius + disc.outlineWidth, disc.outline);
        if (qAlpha(disc.fill) != 0) fill(disc.radius, disc.fill);
    }

    void drawRecordingsAndTexts(const Layer& layer, const Camera& camera) {
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

    void drawNote() {
        QPainter painter(&m_image);
        if (m_options.ratio < 1) painter.scale(m_options.ratio, m_options.ratio);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        const Text note = densityNote(m_list, m_view.size());
        if (m_options.ratio < 1) paintText(painter, note, {});
        else paintCachedText(painter, note, {}, m_options.ratio);
    }

    const DisplayList& m_list;
    Camera m_camera;
    RasterOptions m_options;
    QImage& m_image;
    Progress& m_progress;
    BandGrid m_grid;
    QRectF m_view;
    bool m_density, m_small;
    std::vector<LinkInk> m_inks;
    std::int64_t m_drawn = 0;
};

} // namespace

Frame rasterise(const DisplayList& list, const Camera& camera, QSize size, const RasterOptions& options, Progress& progress, QImage spare) {
    Frame frame;
    frame.camera = camera;
    RasterOptions used = options;
    if (!(used.ratio > 0) || !std::isfinite(used.ratio)) used.ratio = 1;
    const auto device = [&](int v) { return static_cast<int>(std::clamp(std::ceil(v * used.ratio), 0.0, double{kMostPixels})); };
    const QSize pixels(device(size.width()), device(size.height()));
    if (pixels.isEmpty()) return frame;
    const auto start = std::chrono::steady_clock::now();
    constexpr auto format = QImage::Format_ARGB32_Premultiplied;
    const bool fits = spare.size() == pixels && spare.format() == format && spare.isDetached();
    QImage image = fits ? std::move(spare) : QImage(pixels, format);
    if (image.isNull()) return frame;
    image.setDevicePixelRatio(used.ratio);
    Raster raster(list, camera, used, image, progress, Detail::Whole);
    frame.drawn = raster.run();
    frame.density = raster.density();
    if (frame.drawn >= 0) frame.image = std::move(image);
    frame.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return frame;
}

QImage miniature(const DisplayList& list, const Camera& camera, QSize size, double ratio, Progress& progress) {
    const QSize pixels(QSizeF(size.width() * ratio, size.height() * ratio).toSize().expandedTo({1, 1}));
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    Raster raster(list, camera, {ratio, LinkLook::Density, Space::World, Ground::Fill}, image, progress, Detail::Miniature);
    return raster.run() >= 0 ? image : QImage();
}

} // namespace chainscape::ui
