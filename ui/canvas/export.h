// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Export: a display list as a file or on the clipboard, at a size in millimetres. SVG and PDF stay vectors, texts stay texts.

#include <memory>

#include <QByteArray>
#include <QImage>
#include <QMimeData>
#include <QSizeF>
#include <QString>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

/// Logical pixels of a length on paper: 96 to the inch. Points: 72 to the inch.
constexpr double pixelsOfMillimetres(double mm) { return mm * 96 / 25.4; }
constexpr double pixelsOfPoints(double pt) { return pt * 96 / 72; }

/// The paper a figure goes on. `logical` are the pixels the list was made for; by default those of the millimetres. A list made for
/// another size is scaled as a whole (widths and texts too) to fit, in the middle.
struct FigurePage {
    QSizeF millimetres{160, 100};
    QSizeF logical;
    Camera camera;
    double dpi = 300;            ///< of PNG, and of the bitmap on the clipboard
    bool transparent = false;    ///< leave the ground out
};

/// The logical size a painter should make its list for.
QSizeF logicalSize(QSizeF millimetres);

/// One SVG document with width and height in mm, a viewBox in logical pixels, a title. Sizes must be positive and finite, up to
/// 5 m a side: else BadArgument. Cancelled when stopped.
Result<QByteArray> svgOf(const DisplayList& list, const FigurePage& page, Progress& progress);

/// One PDF page of exactly the size, fonts embedded.
Result<QByteArray> pdfOf(const DisplayList& list, const FigurePage& page, Progress& progress);

/// The bitmap at the page's dpi, which is set on it. More than 16384 pixels a side: TooLarge.
Result<QImage> imageOf(const DisplayList& list, const FigurePage& page, Progress& progress);

/// Writes by the file's extension: .svg, .pdf, .png; others: BadArgument. The file is replaced as a whole or not at all.
Result<void> writeFigure(const DisplayList& list, const FigurePage& page, const QString& path, Progress& progress);

/// What goes on the clipboard: image/svg+xml, application/pdf, the bitmap, and `text` (such as the numbers as tab separated lines).
Result<std::unique_ptr<QMimeData>> clipboardOf(const DisplayList& list, const FigurePage& page, const QString& text, Progress& progress);

} // namespace chainscape::ui
