// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Fonts: Inter, else Noto Sans, else the system's, in pixels (screen, figures) or points (paper).

#include <QFont>
#include <QStringList>

namespace chainscape::ui {

/// Families in order of preference, those that are installed first; never empty. Needs a QGuiApplication.
const QStringList& fontFamilies();

/// Interface font of a size in logical pixels (>= 1; fractions are kept) and weight 100..900. Unhinted, so that text scales evenly.
QFont interfaceFont(double pixels, int weight = 400);

/// As interfaceFont, with digits of equal width for columns of numbers: Inter's tabular figures where Qt can ask for them (6.7),
/// else the first preferred family whose digits are equally wide anyway.
QFont tabularFont(double pixels, int weight = 400);

/// True when all ten digits of the font have the same advance.
bool hasTabularDigits(const QFont& font);

} // namespace chainscape::ui
