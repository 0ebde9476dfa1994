// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/export.h"

#include <algorithm>
#include <cmath>

#include <QBuffer>
#include <QFileInfo>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>

#include "ui/canvas/painter_backend.h"
#include "ui/canvas/raster_backend.h"

namespace chainscape::ui {
namespace {

constexpr double kLargestMillimetres = 5000;
constexpr int kLargestSide = 16384;

QSizeF logicalOf(const FigurePage& page) { return page.logical.isEmpty() ? logicalSize(page.millimetres) : page.logical; }

Result<void> checked(const FigurePage& page) {
    const QSizeF logical = logicalOf(page);
    for (const double mm : {page.millimetres.width(), page.millimetres.height()})
        if (!(mm > 0) || mm > kLargestMillimetres)
            return failure(ErrorCode::BadArgument, "The figure's size must lie between 0 and 5000 mm. Choose another size.");
    if (!std::isfinite(logical.width()) || !std::isfinite(logical.height()) || !(page.dpi > 0) || page.dpi > 2400)
        return failure(ErrorCode::BadArgument, "The resolution must lie between 1 and 2400 dots per inch. Choose another one.");
    return {};
}

/// Scale and place of the figure on a page of `whole` units.
struct Fit {
    double scale;
    QPointF corner;
};

Fit fitOf(QSizeF logical, QSizeF whole) {
    const double scale = std::min(whole.width() / logical.width(), whole.height() / logical.height());
    return {scale, {(whole.width() - logical.width() * scale) / 2, (whole.height() - logical.height() * scale) / 2}};
}

bool paintFitted(QPainter& painter, const DisplayList& list, const FigurePage& page, QSizeF whole, Progress& progress) {
    const QSizeF logical = logicalOf(page);
    const Fit fit = fitOf(logical, whole);
    if (qAlpha(list.background) != 0 && !page.transparent) painter.fillRect(QRectF(QPointF(), whole), QColor::fromRgba(list.background));
    painter.translate(fit.corner);
    if (fit.scale != 1) painter.scale(fit.scale, fit.scale);
    return paint(painter, list, page.camera, logical, progress, Ground::Leave);
}

/// Qt writes the size in whole pixels; the document shall have the exact millimetres.
void setExactSize(QByteArray& svg, QSizeF mm) {
    static const QRegularExpression size(QStringLiteral("width=\"[^\"]*mm\" height=\"[^\"]*mm\""));
    QString head = QString::fromUtf8(svg.left(1024));
    const auto match = size.match(head);
    if (!match.hasMatch()) return;
    const QString exact = QStringLiteral("width=\"%1mm\" height=\"%2mm\"").arg(mm.width()).arg(mm.height());
    svg.replace(match.captured().toUtf8(), exact.toUtf8());
}

Result<void> write(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    const std::string name = path.toStdString();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::FileUnwritable, "The figure cannot be written: " + file.errorString().toStdString() + ". Choose another place.",
                       {name, 0, {}});
    return {};
}

} // namespace

QSizeF logicalSize(QSizeF millimetres) {
    return {pixelsOfMillimetres(millimetres.width()), pixelsOfMillimetres(millimetres.height())};
}

Result<QByteArray> svgOf(const DisplayList& list, const FigurePage& page, Progress& progress) {
    if (const auto ok = checked(page); !ok) return tl::unexpected(ok.error());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QSizeF whole = logicalSize(page.millimetres);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(whole.toSize().expandedTo({1, 1}));
    generator.setViewBox(QRectF(QPointF(), whole));
    // Qt writes these two as they are.
    generator.setTitle(list.title.toHtmlEscaped());
    generator.setDescription(list.summary.toHtmlEscaped());
    QPainter painter;
    if (!painter.begin(&generator)) return failure(ErrorCode::Unknown, "The SVG cannot be started.");
    const bool done = paintFitted(painter, list, page, whole, progress);
    painter.end();
    if (!done) return Progress::cancelled();
    QByteArray svg = buffer.data();
    setExactSize(svg, page.millimetres);
    return svg;
}

Result<QByteArray> pdfOf(const DisplayList& list, const FigurePage& page, Progress& progress) {
    if (const auto ok = checked(page); !ok) return tl::unexpected(ok.error());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(page.millimetres * 72 / 25.4, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(1200);
    writer.setTitle(list.title);
    writer.setCreator(QStringLiteral("Chainscape"));
    QPainter painter;
    if (!painter.begin(&writer)) return failure(ErrorCode::Unknown, "The PDF cannot be started.");
    const QSizeF whole = page.millimetres * (1200 / 25.4);
    const bool done = paintFitted(painter, list, page, whole, progress);
    painter.end();
    if (!done) return Progress::cancelled();
    return buffer.data();
}

Result<QImage> imageOf(const DisplayList& list, const FigurePage& page, Progress& progress) {
    if (const auto ok = checked(page); !ok) return tl::unexpected(ok.error());
    const QSize pixels = (page.millimetres * (page.dpi / 25.4)).toSize().expandedTo({1, 1});
    if (pixels.width() > kLargestSide || pixels.height() > kLargestSide)
        return failure(ErrorCode::TooLarge, "The bitmap would have more than 16384 pixels a side. Choose fewer dots per inch, or SVG or PDF.");
    const QSizeF logical = logicalOf(page);
    const Fit fit = fitOf(logical, QSizeF(pixels));
    const QSize canvas(static_cast<int>(std::ceil(logical.width())), static_cast<int>(std::ceil(logical.height())));
    const Frame frame = rasterise(list, page.camera, canvas, {fit.scale, {}, {}, Ground::Leave}, progress);
    if (frame.image.isNull()) return Progress::cancelled();
    QImage whole(pixels, QImage::Format_ARGB32_Premultiplied);
    whole.fill(page.transparent ? QColor(Qt::transparent) : QColor::fromRgba(list.background));
    QImage drawn = frame.image;
    drawn.setDevicePixelRatio(1);
    QPainter painter(&whole);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.drawImage(fit.corner.toPoint(), drawn);
    painter.end();
    const int dotsPerMetre = static_cast<int>(std::lround(page.dpi / 0.0254));
    whole.setDotsPerMeterX(dotsPerMetre);
    whole.setDotsPerMeterY(dotsPerMetre);
    whole.setText(QStringLiteral("Title"), list.title);
    return whole;
}

Result<void> writeFigure(const DisplayList& list, const FigurePage& page, const QString& path, Progress& progress) {
    const QString kind = QFileInfo(path).suffix().toLower();
    Result<QByteArray> bytes;
    if (kind == QLatin1String("svg")) {
        bytes = svgOf(list, page, progress);
    } else if (kind == QLatin1String("pdf")) {
        bytes = pdfOf(list, page, progress);
    } else if (kind == QLatin1String("png")) {
        const auto image = imageOf(list, page, progress);
        if (!image) return tl::unexpected(image.error());
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        image->save(&buffer, "PNG");
        bytes = buffer.data();
    } else {
        return failure(ErrorCode::BadArgument, "A figure can be written as .svg, .pdf or .png. Choose one of these endings.", {path.toStdString(), 0, {}});
    }
    if (!bytes) return tl::unexpected(bytes.error());
    return write(path, *bytes);
}

Result<std::unique_ptr<QMimeData>> clipboardOf(const DisplayList& list, const FigurePage& page, const QString& text, Progress& progress) {
    const auto svg = svgOf(list, page, progress);
    if (!svg) return tl::unexpected(svg.error());
    const auto pdf = pdfOf(list, page, progress);
    if (!pdf) return tl::unexpected(pdf.error());
    const auto image = imageOf(list, page, progress);
    if (!image) return tl::unexpected(image.error());
    auto data = std::make_unique<QMimeData>();
    data->setData(QStringLiteral("image/svg+xml"), *svg);
    data->setData(QStringLiteral("application/pdf"), *pdf);
    data->setImageData(*image);
    if (!text.isEmpty()) data->setText(text);
    return data;
}

} // namespace chainscape::ui
