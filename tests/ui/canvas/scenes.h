// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Scenes: seeded random display lists and picture comparison for the canvas tests.

#include <cstdlib>
#include <random>

#include <QImage>
#include <QPainter>

#include "ui/canvas/painter_backend.h"
#include "ui/canvas/raster_backend.h"

namespace scenes {

using namespace chainscape;
using namespace chainscape::ui;

class Dice {
public:
    explicit Dice(unsigned seed) : m_engine(seed) {}
    double between(double low, double high) { return low + (high - low) * (static_cast<double>(m_engine()) / 4294967296.0); }
    QPointF point(double w, double h) { return {between(0, w), between(0, h)}; }

private:
    std::mt19937 m_engine;
};

struct LinkMix {
    int count = 300;
    bool curved = false;
    double thinnest = 0.6, widest = 2;
    int alpha = 77;
    float dash = 0;
    Direction direction = Direction::None;
};

inline void addLinks(DisplayList& list, Dice& dice, const LinkMix& mix, double w, double h) {
    const QRgb colours[] = {qRgba(102, 65, 150, mix.alpha), qRgba(78, 129, 210, mix.alpha), qRgba(109, 131, 5, mix.alpha)};
    for (int i = 0; i < mix.count; ++i) {
        const StyleId style = list.lineStyle({colours[i % 3], mix.dash, mix.dash, mix.direction});
        const QPointF a = dice.point(w, h), b = dice.point(w, h);
        const double width = dice.between(mix.thinnest, mix.widest);
        const ItemRef item{ItemKind::Link, static_cast<std::uint32_t>(i)};
        if (mix.curved) list.laneCurve(a, b, width, style, item);
        else list.line(a, b, width, style, item);
    }
}

inline QImage truth(const DisplayList& list, const Camera& camera, QSize size, double ratio = 1) {
    QImage image(size * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    Progress progress;
    paint(painter, list, camera, QSizeF(size), progress);
    return image;
}

inline QImage raster(const DisplayList& list, const Camera& camera, QSize size, const RasterOptions& options = {}) {
    Progress progress;
    return rasterise(list, camera, size, options, progress).image;
}

/// Mean absolute difference per pixel and colour channel, 0..255.
inline double meanDifference(const QImage& a, const QImage& b) {
    if (a.size() != b.size()) return 255;
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto* p = reinterpret_cast<const QRgb*>(a.constScanLine(y));
        const auto* q = reinterpret_cast<const QRgb*>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qRed(p[x]) - qRed(q[x])) + std::abs(qGreen(p[x]) - qGreen(q[x])) + std::abs(qBlue(p[x]) - qBlue(q[x]));
    }
    return sum / (3.0 * a.width() * a.height());
}

/// Mean of the channels over the whole picture: tells a picture that is too dark or too light as a whole.
inline double meanBrightness(const QImage& image) {
    double sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        const auto* p = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) sum += qRed(p[x]) + qGreen(p[x]) + qBlue(p[x]);
    }
    return sum / (3.0 * image.width() * image.height());
}

} // namespace scenes
