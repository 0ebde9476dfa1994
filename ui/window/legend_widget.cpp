// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/legend_widget.h"

#include <cmath>

#include <QPainter>

#include "ui/canvas/painter_backend.h"

namespace chainscape::ui {

LegendWidget::LegendWidget(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::Light)) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Legend"));
}

void LegendWidget::show(const Legend& legend, const Theme& theme) {
    m_legend = legend;
    m_theme = &theme;
    QStringList words{legend.colourTitle};
    for (const auto& entry : legend.colours) words << entry.text;
    words << legend.notes;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setMinimumHeight(heightForWidth(std::max(120, width())));
    updateGeometry();
    update();
}

int LegendWidget::heightForWidth(int width) const { return int(std::ceil(legendHeight(m_legend, width, LegendShape::Column))) + 4; }

void LegendWidget::resizeEvent(QResizeEvent*) { setMinimumHeight(heightForWidth(std::max(120, width()))); }

void LegendWidget::paintEvent(QPaintEvent*) {
    DisplayList list;
    list.background = 0;
    paintLegend(list, m_legend, QRectF(rect()), *m_theme, LegendShape::Column);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    Progress progress;
    ui::paint(painter, list, {}, size(), progress);
}

} // namespace chainscape::ui
