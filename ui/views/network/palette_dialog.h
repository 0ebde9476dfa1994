// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PaletteDialog: the eight colours of stages and groups, and whether everybody can tell them apart.

#include <array>

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>

#include "ui/style/theme.h"

namespace chainscape::ui {

class PaletteDialog : public QDialog {
    Q_OBJECT
public:
    /// Starts with the palette ("#rrggbb", upstream first; blank or missing entries are the theme's own).
    PaletteDialog(const Theme& theme, const std::vector<std::string>& palette, QWidget* parent = nullptr);

    /// As stored: empty when all are the theme's own.
    [[nodiscard]] std::vector<std::string> palette() const;
    void setColour(int index, const QColor& colour);

private:
    void choose(int index);
    void takePreset(int row);
    void showColours();

    const Theme& m_theme;
    std::array<QColor, kStageColours> m_colours;
    std::array<QPushButton*, kStageColours> m_buttons{};
    QComboBox* m_preset;
    QLabel* m_verdict;
};

/// "Can be told apart by everybody", or which sight cannot.
QString paletteVerdict(std::span<const QColor> colours);

} // namespace chainscape::ui
