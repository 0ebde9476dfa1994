// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/text_drawing.h"

#include <algorithm>
#include <cmath>

#include <QCache>
#include <QFontMetricsF>
#include <QImage>
#include <QMutex>
#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr qsizetype kMostCharacters = 400;
constexpr double kLineHeight = 0.88; ///< of ascent and descent, between two lines of a label
constexpr qsizetype kCacheBytes = 48 * 1024 * 1024;

QString oneLine(QString text) {
    text.truncate(kMostCharacters);
    if (!text.isEmpty() && text.back().isHighSurrogate()) text.chop(1);
    for (QChar& c : text)
        if (c.category() == QChar::Other_Control || c == QChar(0x2028) || c == QChar(0x2029)) c = QLatin1Char(' ');
    return text;
}

double across(Across place, double width) {
    if (place == Across::Left) return 0;
    return place == Across::Middle ? -width / 2 : -width;
}

double upright(Upright place, double ascent, double descent) {
    switch (place) {
    case Upright::Top: return ascent;
    case Upright::Middle: return (ascent - descent) / 2;
    case Upright::Bottom: return -descent;
    case Upright::Baseline: break;
    }
    return 0;
}

bool drawable(const Text& text, QPointF at) {
    return !text.text.isEmpty() && qAlpha(text.colour) != 0 && std::isfinite(at.x()) && std::isfinite(at.y()) &&
           std::abs(at.x()) < 1e6 && std::abs(at.y()) < 1e6 && text.size > 0 && text.size < 1000;
}

void paintUnscaled(QPainter& painter, const Text& text, const TextShape& shape, const QString& line, QPointF baseline) {
    if (qAlpha(text.halo) != 0) {
        QPainterPath outline;
        outline.addText(baseline, shape.font, line);
        QPen pen(QColor::fromRgba(text.halo), size::labelHalo / shape.fontScale);
        pen.setJoinStyle(Qt::RoundJoin);
        painter.strokePath(outline, pen);
    }
    painter.setFont(shape.font);
    painter.setPen(QColor::fromRgba(text.colour));
    painter.drawText(baseline, line);
}

void paintAt(QPainter& painter, const Text& text, const TextShape& shape, QPointF anchor) {
    for (qsizetype k = 0; k < shape.shown.size(); ++k) {
        const QPointF baseline = anchor + shape.baselines[std::size_t(k)];
        if (shape.fontScale == 1) {
            paintUnscaled(painter, text, shape, shape.shown[k], baseline);
            continue;
        }
        painter.save();
        painter.translate(baseline);
        painter.scale(shape.fontScale, shape.fontScale);
        paintUnscaled(painter, text, shape, shape.shown[k], {});
        painter.restore();
    }
}

/// The words in two lines, broken where the wider one is narrowest; one line where there is no blank.
QStringList broken(const QString& words, const QFontMetricsF& metrics) {
    QStringList best{words};
    double narrowest = INFINITY;
    for (qsizetype at = words.indexOf(QLatin1Char(' ')); at > 0; at = words.indexOf(QLatin1Char(' '), at + 1)) {
        const QStringList lines{words.left(at), words.mid(at + 1)};
        const double width = std::max(metrics.horizontalAdvance(lines[0]), metrics.horizontalAdvance(lines[1]));
        if (width >= narrowest || lines[1].isEmpty()) continue;
        narrowest = width;
        best = lines;
    }
    return best;
}

/// What is shown of the words in `width` (in units of the font; 0: any).
QStringList cut(const Text& text, const QFontMetricsF& metrics, double width) {
    const QString words = oneLine(text.text);
    if (!(width > 0) || metrics.horizontalAdvance(words) <= width) return {words};
    QStringList lines = text.lines > 1 ? broken(words, metrics) : QStringList{words};
    const bool middle = text.item && lines.size() == 1;
    for (QString& line : lines) line = metrics.elidedText(line, middle ? Qt::ElideMiddle : Qt::ElideRight, width);
    return lines;
}

/// The text with the room it has at a zoom: the greatest width is that at scale 1. Without one where the text fits.
Text roomAt(const Text& text, double scale) {
    if (!(text.maxWidth > 0) || scale == 1) return text;
    Text out = text;
    out.maxWidth = std::max(1.0, std::round(text.maxWidth * scale));
    const QFontMetricsF metrics(interfaceFont(std::ceil(text.size), text.weight));
    if (metrics.horizontalAdvance(oneLine(text.text)) <= out.maxWidth) out.maxWidth = 0;
    return out;
}

struct TextPicture {
    QImage image;
    QPointF anchor; ///< of the text inside the picture, logical pixels
};

/// Pictures of texts by everything that changes them. Shared by all render threads.
class Pictures {
public:
    Pictures() : m_cache(kCacheBytes) {}

    TextPicture picture(const Text& text, double ratio) {
        const QString key = QStringLiteral("%1|%2|%3|%4|%5|%6|%7|%8")
                                .arg(text.size)
                                .arg(text.weight)
                                .arg(text.colour)
                                .arg(text.halo)
                                .arg(static_cast<int>(text.across) * 8 + static_cast<int>(text.upright) + 64 * text.lines)
                                .arg(text.item ? -text.maxWidth : text.maxWidth) // names are cut otherwise than words
                                .arg(ratio)
                                .arg(text.text);
        {
            const QMutexLocker lock(&m_mutex);
            if (const TextPicture* found = m_cache.object(key)) return *found;
        }
        TextPicture made = make(text, ratio);
        const QMutexLocker lock(&m_mutex);
        m_cache.insert(key, new TextPicture(made), std::max<qsizetype>(1, made.image.sizeInBytes()));
        return made;
    }

private:
    static TextPicture make(const Text& text, double ratio) {
        const TextShape shape = shapeOf(text);
        const double margin = size::labelHalo + 1;
        const QRectF box = shape.box.adjusted(-margin, -margin, margin, margin);
        TextPicture picture;
        picture.image = QImage(static_cast<int>(std::ceil(box.width() * ratio)), static_cast<int>(std::ceil(box.height() * ratio)),
                               QImage::Format_ARGB32_Premultiplied);
        picture.image.fill(Qt::transparent);
        picture.image.setDevicePixelRatio(ratio);
        picture.anchor = -box.topLeft();
        QPainter painter(&picture.image);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        paintAt(painter, text, shape, picture.anchor);
        return picture;
    }

    QMutex m_mutex;
    QCache<QString, TextPicture> m_cache;
};

} // namespace

TextShape shapeOf(const Text& text) {
    // Pixel sizes of fonts are whole numbers and, unlike point sizes, mean the same on every device: a size between them is a larger
    // one, scaled.
    const double whole = text.size == std::floor(text.size) ? text.size : 8 * std::ceil(text.size);
    TextShape shape;
    shape.font = interfaceFont(whole, text.weight);
    shape.fontScale = text.size / whole;
    const QFontMetricsF metrics(shape.font);
    shape.shown = cut(text, metrics, text.maxWidth / shape.fontScale);
    const double ascent = metrics.ascent() * shape.fontScale, descent = metrics.descent() * shape.fontScale;
    const double lineHeight = kLineHeight * (ascent + descent);
    const double last = upright(text.upright, ascent, descent) + lineHeight * double(shape.shown.size() - 1) * (text.upright == Upright::Top ? 1 : text.upright == Upright::Middle ? 0.5 : 0);
    for (qsizetype k = 0; k < shape.shown.size(); ++k) {
        const double width = metrics.horizontalAdvance(shape.shown[k]) * shape.fontScale;
        const QPointF start(across(text.across, width), last - lineHeight * double(shape.shown.size() - 1 - k));
        shape.baselines.push_back(start);
        shape.box |= QRectF(start.x(), start.y() - ascent, width, ascent + descent);
    }
    return shape;
}

bool mayShow(const Text& text, const Camera& camera, const QRectF& view) {
    if (camera.scale < text.fromScale) return false;
    const QPointF at = camera.toScreen(text.anchor) + text.shift;
    if (!drawable(text, at)) return false;
    const auto letters = static_cast<double>(std::min(text.text.size(), kMostCharacters));
    const double reach = text.size * (2 + 1.3 * letters);
    return view.adjusted(-reach, -reach, reach, reach).contains(at);
}

QRectF boxOf(const Text& text, const Camera& camera) {
    const QPointF at = camera.toScreen(text.anchor) + text.shift;
    if (!drawable(text, at)) return {};
    const double halo = qAlpha(text.halo) != 0 ? size::labelHalo / 2 : 0;
    const QRectF box = shapeOf(roomAt(text, camera.scale)).box.adjusted(-halo, -halo, halo, halo);
    QTransform turn;
    turn.translate(at.x(), at.y());
    turn.rotate(text.angle);
    return turn.mapRect(box);
}

void paintText(QPainter& painter, const Text& text, const Camera& camera) {
    const QPointF at = camera.toScreen(text.anchor) + text.shift;
    if (!drawable(text, at)) return;
    const TextShape shape = shapeOf(roomAt(text, camera.scale));
    if (text.angle == 0) {
        paintAt(painter, text, shape, at);
        return;
    }
    painter.save();
    painter.translate(at);
    painter.rotate(text.angle);
    paintAt(painter, text, shape, {});
    painter.restore();
}

void paintCachedText(QPainter& painter, const Text& text, const Camera& camera, double ratio) {
    static Pictures pictures;
    const QPointF at = camera.toScreen(text.anchor) + text.shift;
    if (!drawable(text, at)) return;
    if (text.angle != 0) {
        paintText(painter, text, camera);
        return;
    }
    const TextPicture picture = pictures.picture(roomAt(text, camera.scale), ratio);
    const QPointF corner = at - picture.anchor;
    painter.drawImage(QPointF(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio), picture.image);
}

} // namespace chainscape::ui
