// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Legend: what the marks of a figure mean, as a value, and the one way to paint it (explorer, exports, reports).

#include <vector>

#include <QColor>
#include <QRectF>
#include <QString>

#include "ui/canvas/display_list.h"
#include "ui/painters/firm_colours.h"
#include "ui/painters/firm_shapes.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct LegendSize {
    double size = 0; ///< width or radius, px
    QString text;
};

struct LegendLine {
    QColor colour;
    QString text;
    bool dashed = false;
    bool area = false; ///< a filled swatch instead of a line
};

struct Legend {
    QString colourTitle;
    std::vector<LegendEntry> colours;
    QString widthTitle;
    std::vector<LegendSize> widths; ///< at most three
    QString sizeTitle;
    std::vector<LegendSize> sizes;  ///< at most three
    QString shapeTitle;
    std::vector<ShapeEntry> shapes;
    QString opacityTitle;
    std::vector<LegendSize> opacities; ///< 0..1, at most three
    QString linkOpacityTitle;
    std::vector<LegendSize> linkOpacities; ///< 0..1, at most three
    std::vector<LegendLine> lines;
    QStringList notes;              ///< "shows 82% of the value"

    [[nodiscard]] bool empty() const {
        return colours.empty() && widths.empty() && sizes.empty() && shapes.empty() && opacities.empty() && linkOpacities.empty() && lines.empty() && notes.isEmpty();
    }
};

/// How the legend is laid out: a narrow column (explorer) or one or two rows (below a figure).
enum class LegendShape : std::uint8_t { Column, Rows };

/// Paints into the current layer of `list` from the top left of `area`; returns the height used. Entries that do not fit the
/// width wrap. Font sizes are multiplied by `scale`.
double paintLegend(DisplayList& list, const Legend& legend, const QRectF& area, const Theme& theme, LegendShape shape, double scale = 1);

/// The height paintLegend would use.
double legendHeight(const Legend& legend, double width, LegendShape shape, double scale = 1);

} // namespace chainscape::ui
