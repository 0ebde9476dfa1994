// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ApplicationStyle: a theme as Qt understands it. Quiet chrome: flat panels, hairlines, one accent.
//
// Widgets ask for a look by dynamic properties, set before they are shown (or call restyle() after):
//   QPushButton/QToolButton  "primary" = true              the one blue button of a window
//   QPushButton/QToolButton  "link" = true                 looks like a link
//   QLabel                   "role" = "title" | "section" | "secondary" | "value" | "error"
//   QWidget/QFrame           "role" = "panel" (panel ground) | "strip" (window ground) | "card" (hairline box)

#include <QPalette>
#include <QString>

#include "ui/style/theme.h"

class QApplication;
class QWidget;

namespace chainscape::ui {

QPalette paletteFor(const Theme& theme);

/// The style sheet alone, for tests and for windows with a theme of their own.
QString styleSheetFor(const Theme& theme);

/// Fusion, palette, base font and style sheet for the whole program. May be called again to switch the theme while running.
void applyTheme(QApplication& application, const Theme& theme);

/// Palette and style sheet for one window (a preview in another theme).
void applyTheme(QWidget& window, const Theme& theme);

/// Makes a widget look at its dynamic properties again.
void restyle(QWidget& widget);

} // namespace chainscape::ui
