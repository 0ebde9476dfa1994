// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_notes.h"

#include <algorithm>
#include <cmath>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kLineHeight = 15, kArrowLine = 1.8, kHeadLength = 11, kHeadHalf = 4.5, kBoxTint = 0.06;
constexpr float kHandle = 3.5F;

class NotePainter {
public:
    NotePainter(DisplayList& list, const NetworkMarks& marks, const Theme& theme) : m_list(list), m_map(marks.map), m_theme(theme) {}

    void paint(const CanvasNote& note, std::uint32_t index) {
        m_item = {ItemKind::Annotation, index};
        const QPointF a = at(note.x, note.y), b = at(note.x2, note.y2);
        if (!std::isfinite(a.x() + a.y()) || !std::isfinite(b.x() + b.y())) return;
        if (note.kind == CanvasNote::Kind::Box) box(QRectF(a, b).normalized(), note);
        else if (note.kind == CanvasNote::Kind::Arrow) arrow(a, b, note);
        else words(note.text, a, {8, 4});
        if (note.kind != CanvasNote::Kind::Box) handle(a);
    }

private:
    [[nodiscard]] QPointF at(double x, double y) const { return {m_map.left() + x * m_map.width(), m_map.top() + y * m_map.height()}; }

    /// What is grasped to move it; also the place of the item for rings and screen readers.
    void handle(QPointF place) { m_list.disc({float(place.x()), float(place.y()), kHandle, 1.5F, m_theme.selected.rgba(), m_theme.text.rgba(), m_item}); }

    void box(const QRectF& area, const CanvasNote& note) {
        m_list.rect({area, size::radius, {withAlpha(m_theme.selected, kBoxTint).rgba(), m_theme.secondary.rgba(), 1.2F, 5, 3}, m_item});
        handle(area.topLeft());
        words(note.text, area.topLeft(), {8, 14});
    }

    void arrow(QPointF from, QPointF to, const CanvasNote& note) {
        const QPointF d = to - from;
        const double length = std::hypot(d.x(), d.y());
        if (length < 1) return;
        const QPointF along = d / length, across(-along.y(), along.x());
        const QPointF neck = to - along * std::min(kHeadLength, length);
        m_list.line(from, neck, kArrowLine, m_list.lineStyle({m_theme.text.rgba()}), m_item);
        QPainterPath head(to);
        head.lineTo(neck + across * kHeadHalf);
        head.lineTo(neck - across * kHeadHalf);
        head.closeSubpath();
        m_list.path({head, {m_theme.text.rgba(), 0}, m_item});
        words(note.text, from, {0, d.y() > 0 ? -10.0 - kLineHeight * double(noteLines(fromUtf8(note.text)).size() - 1) : 18.0}, Across::Middle);
    }

    void words(const std::string& text, QPointF place, QPointF shift, Across across = Across::Left) {
        for (const QString& line : noteLines(fromUtf8(text))) {
            Text t;
            t.text = line;
            t.anchor = place;
            t.shift = shift;
            t.size = size::secondaryFont;
            t.weight = size::semibold;
            t.colour = m_theme.text.rgba();
            t.halo = m_theme.canvas.rgba();
            t.across = across;
            t.item = m_item;
            m_list.text(t);
            shift.ry() += kLineHeight;
        }
    }

    DisplayList& m_list;
    QRectF m_map;
    const Theme& m_theme;
    ItemRef m_item;
};

} // namespace

QStringList noteLines(const QString& text) {
    QStringList out;
    for (const QString& paragraph : text.split(QLatin1Char('\n'))) {
        QString line;
        for (const QString& word : paragraph.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            if (!line.isEmpty() && line.size() + 1 + word.size() > kNoteLine) {
                out << line;
                line.clear();
            }
            line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + elided(word, kNoteLine);
        }
        if (!line.isEmpty()) out << line;
    }
    return out;
}

void paintNotes(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme) {
    if (input.spec.notes.empty()) return;
    list.addLayer();
    NotePainter painter(list, marks, theme);
    for (std::size_t i = 0; i < input.spec.notes.size(); ++i) painter.paint(input.spec.notes[i], std::uint32_t(i));
}

} // namespace chainscape::ui
