// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_axis.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>

#include "ui/painters/words_at.h"
#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {

void ChangeAxis::grid(const std::function<QString(double)>& text) const {
    const StyleId style = m_list.lineStyle({m_theme.hairline.rgba(), 0, 0});
    for (const double value : {m_low, (m_low + m_high) / 2, m_high}) {
        m_list.line({m_plot.left(), y(value)}, {m_plot.right(), y(value)}, size::hairlineWidth, style);
        putWords(m_list, text(value), {m_plot.left() - 6, y(value)}, {.pixels = size::smallestFont, .colour = m_theme.secondary, .across = Across::Right});
    }
}

void ChangeAxis::periodWords(const std::vector<std::uint32_t>& periods) const {
    const QFontMetricsF metrics(interfaceFont(size::smallestFont));
    const auto word = [&](std::size_t i) { return periodAxisText(m_input.change->after->dataset().periods()[periods[i]].period, m_input.locale); };
    double widest = 1;
    for (std::size_t i = 0; i < periods.size(); ++i) widest = std::max(widest, metrics.horizontalAdvance(word(i)));
    const auto every = std::size_t(std::max(1.0, std::ceil((widest + 10) / m_slot)));
    for (std::size_t i = (periods.size() - 1) % every; i < periods.size(); i += every)
        putWords(m_list, word(i), {x(i), m_plot.bottom() + 12}, {.pixels = size::smallestFont, .colour = m_theme.secondary, .across = Across::Middle});
}

void ChangeAxis::upright(double at, const QString& words, const QColor& ink, int level) const {
    m_list.line({at, m_plot.top() - 2}, {at, m_plot.bottom()}, 1, m_list.lineStyle({m_theme.secondary.rgba(), 3, 3}));
    const double wide = QFontMetricsF(interfaceFont(size::smallestFont)).horizontalAdvance(words);
    const bool leftwards = at + 3 + wide > m_plot.right();
    Text t = wordsAt(words, {leftwards ? at - 3 : at + 3, m_plot.top() + 4 + 12 * level},
                     {.pixels = size::smallestFont, .colour = ink, .across = leftwards ? Across::Right : Across::Left, .halo = m_theme.canvas});
    t.importance = 1;
    m_list.text(t);
}

void ChangeAxis::events(const std::vector<std::uint32_t>& periods) const {
    const auto& dataset = m_input.change->after->dataset();
    for (const auto& event : m_input.spec.change.settings.events) {
        const auto it = std::ranges::find(periods, dataset.periodIndex(event.period));
        if (it != periods.end()) upright(edge(std::size_t(it - periods.begin())), elided(fromUtf8(event.name), 24), m_theme.text);
    }
}

void ChangeAxis::mark(std::size_t first, std::size_t last) const {
    const double left = edge(first), width = double(last - first + 1) * m_slot;
    // All of it compared needs no tint, which would only look like a band of values.
    if (width < m_plot.width() - 0.5) m_list.rect({QRectF(left, m_plot.top() - 4, width, m_plot.height() + 4), 0, {m_theme.selectionTint.rgba(), 0}, {}});
    m_list.rect({QRectF(left + 1, m_plot.bottom() + 1, width - 2, 2.5), 0, {m_theme.selected.rgba(), 0}, {}});
}

} // namespace chainscape::ui
