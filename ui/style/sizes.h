// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sizes: every length, font size and opacity that is not data. Logical pixels on screen, points and mm on paper.

namespace chainscape::ui::size {

// Space: a 4 px grid.
inline constexpr int grid = 4;
inline constexpr int panelPadding = 16;
inline constexpr int row = 28;
inline constexpr int toolBar = 44;
inline constexpr int tab = 36;
inline constexpr int radius = 5;
inline constexpr int explorerWidth = 268;
inline constexpr int inspectorWidth = 300;
inline constexpr int timelineHeight = 74;
inline constexpr int stripHeight = 44;
inline constexpr int statusHeight = 22;

// Type, px on screen.
inline constexpr double baseFont = 13;
inline constexpr double secondaryFont = 11.5;
inline constexpr double smallFont = 11;
inline constexpr double smallestFont = 10.5;
inline constexpr double sectionFont = 12.5;    ///< weight 600
inline constexpr double panelTitleFont = 16;   ///< weight 600
inline constexpr double figureTitleFont = 18;  ///< weight 600
inline constexpr int regular = 400;
inline constexpr int semibold = 600;

// Type, pt on paper, and page measures in mm.
inline constexpr double paperTitle = 11;
inline constexpr double paperSubtitle = 9;
inline constexpr double paperLabel = 8;
inline constexpr double paperSource = 7;
inline constexpr double paperMargin = 5;
inline constexpr double halfPageWidth = 160;
inline constexpr double halfPageHeight = 100;
inline constexpr double slideWidth = 254;
inline constexpr double slideHeight = 142.9;
inline constexpr double columnWidth = 170;

// The map.
inline constexpr double laneTint = 0.055;
inline constexpr double linkAtRest = 0.30;      ///< opacity without a focus
inline constexpr double linkReceded = 0.13;     ///< opacity of the rest while something is in focus
inline constexpr double linkFocused = 0.58;
inline constexpr double linkNarrowest = 0.6;
inline constexpr double linkWidest = 8;
inline constexpr double discSmallest = 3;       ///< radius
inline constexpr double discLargest = 13;
inline constexpr double discLargestFew = 22;    ///< when few firms are shown
inline constexpr double discOutline = 1.5;
inline constexpr double labelFont = 11;
inline constexpr double labelHalo = 3.5;        ///< width of the halo's stroke
inline constexpr double labelCellHeight = 15;
inline constexpr double labelCellWidth = 60;
inline constexpr double selectionRing = 2.5;
inline constexpr double selectionOffset = 4;
inline constexpr double backwardDash = 4;       ///< dash and space of backward links, px

// Flow and forecast.
inline constexpr double band = 0.22;
inline constexpr double bandTraced = 0.62;
inline constexpr double nodeWidth = 14;
inline constexpr double nodeNameFont = 12;      ///< weight 600
inline constexpr double nodeValueFont = 11;
inline constexpr double historyLine = 2.4;
inline constexpr double range80 = 0.22;
inline constexpr double range95 = 0.13;
inline constexpr double hairlineWidth = 1;      ///< cosmetic at every scale

} // namespace chainscape::ui::size
