// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LegendWidget: a Legend in a panel, painted by the same function that exports use.

#include <QWidget>

#include "ui/painters/legend.h"

namespace chainscape::ui {

class LegendWidget : public QWidget {
    Q_OBJECT
public:
    explicit LegendWidget(QWidget* parent = nullptr);

    void show(const Legend& legend, const Theme& theme);
    [[nodiscard]] const Legend& legend() const { return m_legend; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {180, heightForWidth(180)}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    Legend m_legend;
    const Theme* m_theme;
};

} // namespace chainscape::ui
