// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeAxis: the plot of a figure over the periods, one slot a period: grid, words of the periods, uprights with words.

#include <functional>
#include <vector>

#include "ui/painters/change_painter.h"

namespace chainscape::ui {

class ChangeAxis {
public:
    ChangeAxis(DisplayList& list, const ChangeInput& input, const Theme& theme, const QRectF& plot, std::size_t count)
        : m_list(list), m_input(input), m_theme(theme), m_plot(plot), m_slot(plot.width() / double(count)) {}

    void setRange(double low, double high) { m_low = low, m_high = high; }
    [[nodiscard]] const QRectF& plot() const { return m_plot; }
    [[nodiscard]] double slot() const { return m_slot; }
    [[nodiscard]] double edge(std::size_t i) const { return m_plot.left() + double(i) * m_slot; }
    [[nodiscard]] double x(std::size_t i) const { return edge(i) + m_slot / 2; }
    [[nodiscard]] double y(double value) const { return m_plot.bottom() - (value - m_low) / (m_high - m_low) * m_plot.height(); }
    [[nodiscard]] double low() const { return m_low; }
    [[nodiscard]] double high() const { return m_high; }

    /// Hairlines at low, middle and high with their values.
    void grid(const std::function<QString(double)>& text) const;
    /// The period of every slot as far as they fit, the last one for certain.
    void periodWords(const std::vector<std::uint32_t>& periods) const;
    /// A thin dashed upright with words at its head; `level` stands lower, so that words do not meet.
    void upright(double at, const QString& words, const QColor& ink, int level = 0) const;
    /// The events of the project at the slots of their periods.
    void events(const std::vector<std::uint32_t>& periods) const;
    /// Tints the slots first..last and underlines them: what is compared.
    void mark(std::size_t first, std::size_t last) const;

private:
    DisplayList& m_list;
    const ChangeInput& m_input;
    const Theme& m_theme;
    QRectF m_plot;
    double m_slot, m_low = 0, m_high = 1;
};

} // namespace chainscape::ui
