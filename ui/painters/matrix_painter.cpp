// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/matrix_painter.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/text_drawing.h"
#include "ui/painters/words_at.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kHeadShare = 0.28;    ///< of the area, at most, for the row heads, and for the column heads
constexpr double kTallest = 46;        ///< of a cell, px
constexpr double kWidest = 128;
constexpr double kReadable = 12;       ///< rows at least so high have words
constexpr double kUpright = 54;        ///< columns at least so wide have level heads, narrower ones turned ones
constexpr double kBracket = 18;        ///< room for the words of brackets
constexpr double kChip = 4;
constexpr double kPale = 0.1;          ///< shade of the smallest value

class MatrixPainter {
public:
    MatrixPainter(DisplayList& list, const MatrixInput& input, const QRectF& area) : m_list(list), m_in(input), m_theme(theme(input.theme)), m_area(area) {}

    Legend paint() {
        if (m_in.rows.empty() || m_in.columns.empty()) {
            say(Words::tr("Nothing flows in this period under this filter."));
            return {};
        }
        measure();
        ground();
        for (std::size_t i = 0; i < m_in.cells.size(); ++i) cell(m_in.cells[i]);
        m_list.addLayer();
        rowHeads();
        columnHeads();
        brackets();
        titles();
        m_list.summary = Words::tr("Matrix of %1 rows and %2 columns with %3 filled cells").arg(m_in.rows.size()).arg(m_in.columns.size()).arg(m_in.cells.size());
        return legend();
    }

private:
    [[nodiscard]] double widthOf(const QString& words, double px, int weight = size::regular) const {
        Text t;
        t.text = words;
        t.size = px;
        t.weight = weight;
        return shapeOf(t).box.width();
    }

    /// Widest head, not more than `most`.
    [[nodiscard]] double widestHead(const std::vector<MatrixHead>& heads, double most) const {
        double widest = 0;
        for (std::size_t i = 0; i < heads.size() && widest < most; ++i) widest = std::max(widest, widthOf(heads[i].text, size::smallFont));
        return std::min(most, widest);
    }

    /// Room beside the rows for the words of their brackets: turned where rows have words of their own.
    [[nodiscard]] double bracketWidth(bool rowWords) const {
        if (!hasParts(m_in.rows)) return 0;
        if (rowWords) return kBracket;
        double widest = 0;
        for (const auto& [first, last] : runsOf(m_in.rows)) widest = std::max(widest, widthOf(m_in.rows[first].part, size::smallestFont));
        return std::min(widest + 10, kHeadShare * m_area.width());
    }

    static bool hasParts(const std::vector<MatrixHead>& heads) {
        return std::ranges::any_of(heads, [](const MatrixHead& h) { return !h.part.isEmpty(); });
    }

    void measure() {
        const double n = double(m_in.rows.size()), m = double(m_in.columns.size());
        m_rowSum.assign(m_in.rows.size(), 0);
        m_columnSum.assign(m_in.columns.size(), 0);
        for (const auto& c : m_in.cells) {
            if (!std::isfinite(c.value)) continue;
            m_largest = std::max(m_largest, std::fabs(c.value));
            m_rowSum[c.row] += c.value;
            m_columnSum[c.column] += c.value;
            m_total += c.value;
        }
        m_scale = scaleFor(std::max({m_largest, std::fabs(m_total) / 4}), m_in.unit);
        m_anyLit = std::ranges::any_of(m_in.rows, &MatrixHead::lit) && !std::ranges::all_of(m_in.rows, &MatrixHead::lit);
        const double columnBracket = hasParts(m_in.columns) ? kBracket : 0;
        const double sums = 64, title = 18;
        // Rows first: their height decides whether they have words and so how much room is left for columns.
        const double roomDown = m_area.height() - title - columnBracket - 20;
        m_cell.setHeight(std::min(kTallest, roomDown * (1 - kHeadShare / 2) / n));
        m_rowWords = m_cell.height() >= kReadable;
        const double rowBracket = bracketWidth(m_rowWords);
        m_headWidth = (m_rowWords ? widestHead(m_in.rows, kHeadShare * m_area.width()) + 12 : 0) + kChip + 4;
        m_cell.setWidth(std::clamp((m_area.width() - m_headWidth - rowBracket - (m_rowWords ? sums : 0) - 8) / m, 0.05, kWidest));
        m_columnWords = m_cell.width() >= kReadable;
        m_level = m_cell.width() >= kUpright;
        m_headHeight = (m_columnWords ? (m_level ? 18 : widestHead(m_in.columns, kHeadShare * m_area.height()) + 8) : 0) + kChip + 4;
        m_cell.setHeight(std::clamp((roomDown - m_headHeight) / n, 0.05, std::min(kTallest, std::max(kReadable * 2, m_cell.width()))));
        m_rowWords = m_cell.height() >= kReadable;
        m_grid = QRectF(m_area.left() + rowBracket + m_headWidth, m_area.top() + title + columnBracket + m_headHeight, m_cell.width() * m, m_cell.height() * n);
    }

    [[nodiscard]] QRectF boxOf(std::size_t row, std::size_t column) const {
        return {m_grid.left() + double(column) * m_cell.width(), m_grid.top() + double(row) * m_cell.height(), m_cell.width(), m_cell.height()};
    }

    /// Frame and, where cells are large enough, the lines between them.
    void ground() {
        m_list.rect({m_grid, 0, {0, m_theme.border.rgba(), 1}, {}});
        const auto style = m_list.lineStyle({m_theme.hairline.rgba()});
        if (m_cell.height() >= 5)
            for (std::size_t r = 1; r < m_in.rows.size(); ++r) m_list.line({m_grid.left(), boxOf(r, 0).top()}, {m_grid.right(), boxOf(r, 0).top()}, 1, style);
        if (m_cell.width() >= 5)
            for (std::size_t c = 1; c < m_in.columns.size(); ++c) m_list.line({boxOf(0, c).left(), m_grid.top()}, {boxOf(0, c).left(), m_grid.bottom()}, 1, style);
        const auto strong = m_list.lineStyle({m_theme.unknown.rgba()});
        for (std::size_t r = 1; r < m_in.rows.size(); ++r)
            if (m_in.rows[r].part != m_in.rows[r - 1].part) m_list.line({m_grid.left(), boxOf(r, 0).top()}, {m_grid.right(), boxOf(r, 0).top()}, 1, strong);
        for (std::size_t c = 1; c < m_in.columns.size(); ++c)
            if (m_in.columns[c].part != m_in.columns[c - 1].part) m_list.line({boxOf(0, c).left(), m_grid.top()}, {boxOf(0, c).left(), m_grid.bottom()}, 1, strong);
    }

    [[nodiscard]] QColor shade(double value) const {
        if (!(m_largest > 0)) return m_theme.canvas;
        const double t = std::sqrt(std::min(1.0, std::fabs(value) / m_largest));
        if (m_in.diverging) return divergingColour(m_theme, std::copysign(t, value));
        return mixed(m_theme.canvas, m_theme.accent, kPale + (1 - kPale) * t);
    }

    void cell(const MatrixCell& c) {
        const QRectF box = boxOf(c.row, c.column);
        // Cells under a pixel would vanish in the raster.
        const QRectF shown(box.topLeft(), QSizeF(std::max(1.0, box.width()), std::max(1.0, box.height())));
        const double inset = std::min(box.width(), box.height()) >= 5 ? 0.5 : 0;
        const bool receded = m_anyLit && !(m_in.rows[c.row].lit || m_in.columns[c.column].lit);
        AreaStyle style;
        if (!std::isfinite(c.value)) style = {m_theme.unknown.rgba(), 0, 1, 0, 0, Pattern::Hatch};
        else style = {withAlpha(shade(c.value), receded ? 0.35 : 1).rgba(), 0};
        m_list.rect({shown.adjusted(inset, inset, -inset, -inset), 0, style, c.item});
        if (c.gap > 0) { // along the lower edge: the share that flows without data
            const double height = std::clamp(box.height() / 6, 1.0, 4.0);
            m_list.rect({{box.left() + inset, box.bottom() - height - inset, (box.width() - 2 * inset) * std::min(1.0, c.gap), height}, 0, {m_theme.gap.rgba(), 0}, c.item});
        }
        if (c.chosen) m_list.rect({shown.adjusted(1, 1, -1, -1), 0, {0, m_theme.selected.rgba(), float(size::selectionRing)}, c.item});
        if (std::isfinite(c.value) && box.height() >= kReadable) valueIn(c, box, receded);
    }

    void valueIn(const MatrixCell& c, const QRectF& box, bool receded) {
        Text t;
        t.text = m_in.diverging ? signedText(c.value * m_scale.factor, m_in.locale) : shortText(c.value * m_scale.factor, 3, m_in.locale);
        t.size = size::smallestFont;
        if (widthOf(t.text, t.size) > box.width() - 6) return;
        t.anchor = box.center();
        t.upright = Upright::Middle;
        t.colour = receded ? m_theme.secondary.rgba() : textOn(m_theme, shade(c.value)).rgba();
        t.item = c.item;
        m_list.text(t);
    }

    [[nodiscard]] Text word(const QString& text, QPointF anchor, double px, const QColor& colour) const {
        return wordsAt(text, anchor, {.pixels = px, .colour = colour});
    }

    void rowHeads() {
        for (std::size_t r = 0; r < m_in.rows.size(); ++r) {
            const auto& head = m_in.rows[r];
            const QRectF box = boxOf(r, 0);
            const double gap = box.height() > 6 ? 1 : 0;
            m_list.rect({{m_grid.left() - kChip - 3, box.top() + gap, kChip, std::max(0.5, box.height() - 2 * gap)}, 0, {head.colour.rgba(), 0}, head.item});
            if (!m_rowWords) continue;
            Text name = word(head.text, {m_grid.left() - kChip - 9, box.center().y()}, size::smallFont, head.lit || !m_anyLit ? m_theme.text : m_theme.secondary);
            name.across = Across::Right;
            name.maxWidth = m_headWidth - kChip - 12;
            name.item = head.item;
            m_list.text(name);
            m_list.text(word(sumText(m_rowSum[r]), {m_grid.right() + 8, box.center().y()}, size::smallestFont, m_theme.secondary));
        }
    }

    [[nodiscard]] QString sumText(double sum) const {
        return m_in.diverging ? signedText(sum * m_scale.factor, m_in.locale) : shortText(sum * m_scale.factor, 3, m_in.locale);
    }

    void columnHeads() {
        for (std::size_t c = 0; c < m_in.columns.size(); ++c) {
            const auto& head = m_in.columns[c];
            const QRectF box = boxOf(0, c);
            const double gap = box.width() > 6 ? 1 : 0;
            m_list.rect({{box.left() + gap, m_grid.top() - kChip - 3, std::max(0.5, box.width() - 2 * gap), kChip}, 0, {head.colour.rgba(), 0}, head.item});
            if (!m_columnWords) continue;
            Text name = word(head.text, {box.center().x(), m_grid.top() - kChip - 8}, size::smallFont, m_theme.text);
            name.item = head.item;
            if (m_level) {
                name.across = Across::Middle;
                name.upright = Upright::Bottom;
                name.maxWidth = m_cell.width() - 6;
            } else {
                name.angle = -90;
                name.maxWidth = m_headHeight - kChip - 10;
            }
            m_list.text(name);
            const QString sum = sumText(m_columnSum[c]);
            if (m_rowWords && widthOf(sum, size::smallestFont) < m_cell.width() - 2) {
                Text below = word(sum, {box.center().x(), m_grid.bottom() + 10}, size::smallestFont, m_theme.secondary);
                below.across = Across::Middle;
                m_list.text(below);
            }
        }
    }

    /// Runs of heads that share a part: [first, last].
    static std::vector<std::pair<std::size_t, std::size_t>> runsOf(const std::vector<MatrixHead>& heads) {
        std::vector<std::pair<std::size_t, std::size_t>> runs;
        for (std::size_t i = 0; i < heads.size(); ++i) {
            if (runs.empty() || heads[i].part != heads[runs.back().second].part) runs.emplace_back(i, i);
            runs.back().second = i;
        }
        return runs;
    }

    void brackets() {
        if (hasParts(m_in.rows))
            for (const auto& [first, last] : runsOf(m_in.rows)) {
                const double top = boxOf(first, 0).top(), height = boxOf(last, 0).bottom() - top;
                Text t = word(m_in.rows[first].part, {m_grid.left() - m_headWidth - kBracket / 2, top + height / 2}, size::smallestFont, m_theme.secondary);
                t.across = Across::Middle;
                t.angle = -90;
                t.maxWidth = std::max(kReadable, height - 4);
                if (!m_rowWords) {
                    t.across = Across::Right;
                    t.anchor.setX(m_grid.left() - kChip - 9);
                    t.angle = 0;
                    t.maxWidth = kHeadShare * m_area.width();
                }
                if (height >= (m_rowWords ? kReadable * 2 : kReadable)) m_list.text(t);
            }
        if (hasParts(m_in.columns))
            for (const auto& [first, last] : runsOf(m_in.columns)) {
                const double left = boxOf(0, first).left(), width = boxOf(0, last).right() - left;
                Text t = word(m_in.columns[first].part, {left + width / 2, m_grid.top() - m_headHeight - kBracket / 2}, size::smallestFont, m_theme.secondary);
                t.across = Across::Middle;
                t.maxWidth = std::max(kReadable, width - 6);
                if (width >= kReadable * 2) m_list.text(t);
            }
    }

    void titles() {
        Text t = word(m_in.rowTitle.isEmpty() ? QString() : m_in.rowTitle + QStringLiteral(" \u2193   ") + m_in.columnTitle + QStringLiteral(" \u2192"),
                      {m_area.left(), m_area.top() + 8}, size::smallFont, m_theme.secondary);
        t.weight = size::semibold;
        if (!t.text.isEmpty()) m_list.text(t);
        if (!m_rowWords) return;
        m_list.text(word(Words::tr("sum, %1").arg(m_scale.unit), {m_grid.right() + 8, m_grid.top() - kChip - 8}, size::smallestFont, m_theme.secondary));
    }

    void say(const QString& sentence) {
        Text t = word(sentence, m_area.center(), size::baseFont, m_theme.secondary);
        t.across = Across::Middle;
        m_list.text(t);
    }

    [[nodiscard]] Legend legend() const {
        Legend out;
        out.colourTitle = m_in.valueTitle;
        if (m_largest > 0) {
            const auto entry = [&](double v) { out.colours.push_back({shade(v), valueText(v, m_scale, m_in.locale), false}); };
            if (m_in.diverging) entry(-m_largest);
            for (const double part : {1.0 / 16, 1.0 / 4, 1.0}) entry(m_largest * part);
        }
        if (std::ranges::any_of(m_in.cells, [](const MatrixCell& c) { return std::isnan(c.value); })) out.colours.push_back({m_theme.unknown, unknownText(), true});
        if (std::ranges::any_of(m_in.cells, [](const MatrixCell& c) { return c.gap > 0; }))
            out.lines.push_back({m_theme.gap, Words::tr("along the lower edge: share that flows without data"), false, true});
        out.notes << Words::tr("Total %1. Empty cells: nothing flows. Below the diagonal value runs back to an earlier stage.").arg(valueText(m_total, m_scale, m_in.locale));
        return out;
    }

    DisplayList& m_list;
    const MatrixInput& m_in;
    const Theme& m_theme;
    QRectF m_area, m_grid;
    QSizeF m_cell;
    std::vector<double> m_rowSum, m_columnSum;
    UnitScale m_scale;
    double m_largest = 0, m_total = 0, m_headWidth = 0, m_headHeight = 0;
    bool m_rowWords = true, m_columnWords = true, m_level = true, m_anyLit = false;
};

} // namespace

Legend paintMatrix(DisplayList& list, const MatrixInput& input, const QRectF& area) { return MatrixPainter(list, input, area).paint(); }

} // namespace chainscape::ui
