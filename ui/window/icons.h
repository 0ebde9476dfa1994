// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Symbols: the few icons of the window, drawn in one stroke width on a 24 px grid and tinted for the theme.

#include <cstdint>

#include <QColor>
#include <QIcon>

namespace chainscape::ui {

enum class Symbol : std::uint8_t { Play, Pause, Fit, ZoomIn, ZoomOut, Close, Search };

QIcon symbol(Symbol which, const QColor& colour);

/// The program's own icon.
QIcon programIcon();

} // namespace chainscape::ui
