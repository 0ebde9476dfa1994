// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/legend.h"

#include <algorithm>

#include <QFontMetricsF>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kKeyStroke = 4; ///< of lines that explain an opacity, px
constexpr double kPlainLine = 18; ///< height of a line of words, px
constexpr double kKeyRadius = 5; ///< of marks that explain a shape or an opacity, px

/// Flows entries from left to right and wraps; a title starts a new line in columns and leads its entries in rows.
class Flow {
public:
    Flow(DisplayList* list, const QRectF& area, const Theme& theme, LegendShape shape, double scale)
        : m_list(list), m_area(area), m_theme(theme), m_shape(shape), m_scale(scale), m_font(interfaceFont(size::smallFont * scale)),
          m_metrics(m_font), m_x(area.left()), m_y(area.top()) {}

    void title(const QString& text) {
        if (text.isEmpty()) return;
        if (m_shape == LegendShape::Column) newLine();
        else if (m_x > m_area.left()) m_x += 10 * m_scale;
        place(0, text, m_theme.secondary, size::semibold);
        if (m_shape == LegendShape::Column) newLine();
    }

    void swatch(const QColor& colour, const QString& text, bool hatched) {
        const QRectF box = place(10 * m_scale, text, m_theme.text);
        if (!m_list) return;
        AreaStyle style{colour.rgba(), 0};
        if (hatched) style = {colour.rgba(), colour.rgba(), 1, 0, 0, Pattern::Hatch};
        m_list->rect({QRectF(box.left(), middle() - 5 * m_scale, 10 * m_scale, 10 * m_scale), 2, style});
    }

    void stroke(const QColor& colour, double width, const QString& text, bool dashed) {
        const double length = 26 * m_scale;
        const QRectF box = place(length, text, m_theme.text);
        if (!m_list) return;
        const float dash = dashed ? float(size::backwardDash) : 0.0F;
        m_list->line({box.left(), middle()}, {box.left() + length, middle()}, width,
                     m_list->lineStyle({colour.rgba(), dash, dash}));
    }

    void disc(double radius, const QString& text, MarkShape shape = MarkShape::Round, double opacity = 1) {
        const QRectF box = place(2 * radius, text, m_theme.text);
        if (m_list)
            m_list->disc({float(box.left() + radius), float(middle()), float(radius), 0, mixed(m_theme.canvas, m_theme.unknown, opacity).rgba(), 0, {}, shape});
    }

    /// As many lines as it needs.
    void note(const QString& text) {
        newLine();
        QString line;
        for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
            if (!line.isEmpty() && m_metrics.horizontalAdvance(longer) > m_area.width()) {
                place(0, line, m_theme.secondary);
                newLine();
                line = word;
            } else {
                line = longer;
            }
        }
        if (!line.isEmpty()) place(0, line, m_theme.secondary);
        newLine();
    }

    void newLine() {
        if (m_x == m_area.left()) return;
        m_x = m_area.left();
        m_y += lineHeight();
    }

    /// Marks of this height stand in the line that follows and in those it wraps to; 0: as the words need.
    void marksOf(double height) {
        if (m_shape == LegendShape::Column) newLine();
        m_marks = height;
    }

    [[nodiscard]] double used() const { return m_y - m_area.top() + (m_x > m_area.left() ? lineHeight() : 0); }

private:
    [[nodiscard]] double lineHeight() const { return std::max(kPlainLine * m_scale, m_marks); }
    [[nodiscard]] double middle() const { return m_y + lineHeight() / 2; }

    /// Room for a mark of `markWidth` and a text; moves on behind it.
    QRectF place(double markWidth, const QString& text, const QColor& colour, int weight = size::regular) {
        const double gap = markWidth > 0 ? 6 * m_scale : 0;
        const double wanted = markWidth + gap + m_metrics.horizontalAdvance(text) * (weight > size::regular ? 1.08 : 1);
        const double width = std::min(wanted, m_area.width());
        if (m_x > m_area.left() && m_x + width > m_area.right()) newLine();
        const QRectF box(m_x, m_y, width, lineHeight());
        if (m_list) {
            Text t;
            t.text = text;
            t.anchor = {m_x + markWidth + gap, middle()};
            t.size = size::smallFont * m_scale;
            t.weight = weight;
            t.colour = colour.rgba();
            t.across = Across::Left;
            t.upright = Upright::Middle;
            t.maxWidth = std::max(1.0, m_area.right() - t.anchor.x());
            m_list->text(t);
        }
        m_x += width + 14 * m_scale;
        return box;
    }

    DisplayList* m_list;
    QRectF m_area;
    const Theme& m_theme;
    LegendShape m_shape;
    double m_scale;
    QFont m_font;
    QFontMetricsF m_metrics;
    double m_x, m_y;
    double m_marks = 0;
};

double run(DisplayList* list, const Legend& legend, const QRectF& area, const Theme& theme, LegendShape shape, double scale) {
    Flow flow(list, area, theme, shape, scale);
    const bool column = shape == LegendShape::Column;
    if (!legend.colours.empty()) {
        flow.title(legend.colourTitle);
        for (const auto& c : legend.colours) {
            flow.swatch(c.colour, c.text, c.hatched);
            if (column && legend.colours.size() > 3) flow.newLine();
        }
    }
    if (!legend.widths.empty()) {
        flow.title(legend.widthTitle);
        for (const auto& w : legend.widths) flow.stroke(theme.unknown, w.size, w.text, false);
    }
    if (!legend.sizes.empty()) {
        const double largest = 2 * std::ranges::max(legend.sizes, {}, [](const auto& s) { return s.size; }).size + 2;
        const bool apart = !column && largest > kPlainLine * scale; // large discs would stand on the lines above and below
        if (apart) flow.newLine();
        if (apart) flow.marksOf(largest);
        flow.title(legend.sizeTitle);
        if (column) flow.marksOf(largest);
        for (const auto& s : legend.sizes) flow.disc(s.size, s.text);
        if (apart) flow.newLine();
        flow.marksOf(0);
    }
    if (!legend.shapes.empty()) {
        flow.title(legend.shapeTitle);
        for (const auto& s : legend.shapes) flow.disc(kKeyRadius * scale, s.text, s.shape);
    }
    if (!legend.opacities.empty()) {
        flow.title(legend.opacityTitle);
        for (const auto& o : legend.opacities) flow.disc(kKeyRadius * scale, o.text, MarkShape::Round, o.size);
    }
    if (!legend.linkOpacities.empty()) {
        flow.title(legend.linkOpacityTitle);
        for (const auto& o : legend.linkOpacities) flow.stroke(mixed(theme.canvas, theme.secondary, o.size), kKeyStroke * scale, o.text, false);
    }
    if (column) flow.newLine();
    for (const auto& l : legend.lines) {
        if (l.area) flow.swatch(l.colour, l.text, false);
        else flow.stroke(l.colour, 1.6 * scale, l.text, l.dashed);
        if (column) flow.newLine();
    }
    for (const auto& n : legend.notes) flow.note(n);
    return flow.used();
}

} // namespace

double paintLegend(DisplayList& list, const Legend& legend, const QRectF& area, const Theme& theme, LegendShape shape, double scale) {
    return run(&list, legend, area, theme, shape, scale);
}

double legendHeight(const Legend& legend, double width, LegendShape shape, double scale) {
    return run(nullptr, legend, QRectF(0, 0, width, 1e6), theme(ThemeKind::Light), shape, scale);
}

} // namespace chainscape::ui
