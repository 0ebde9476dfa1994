// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Theme: every colour of the program, for light, dark and paper. The one place where values become colour.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <QColor>

namespace chainscape::ui {

/// Colours of numbers from low to high.
enum class Ramp : std::uint8_t { Cividis, Viridis, Blues, Greys };

enum class ThemeKind : std::uint8_t { Light, Dark, Print };

inline constexpr std::size_t kStageColours = 8;

/// All colours are opaque unless the name says tint; use withAlpha() for the opacities of sizes.h.
struct Theme {
    ThemeKind kind = ThemeKind::Light;
    QColor window;          ///< ground of the window, tool strips and secondary panels
    QColor panel;           ///< panels, tables, input fields
    QColor canvas;          ///< ground of figures; labels' halos have this colour
    QColor border;          ///< edges of controls and panels
    QColor hairline;        ///< grid lines, separators
    QColor text;            ///< main text
    QColor secondary;       ///< captions, units, axis labels
    QColor unknown;         ///< disabled text and unknown values (also hatched or dotted, never colour alone)
    QColor accent;          ///< actions, links, focus ring
    QColor accentText;      ///< text on accent
    QColor selectionTint;   ///< ground of selected rows
    QColor hoverTint;       ///< ground of hovered rows and buttons
    QColor selected;        ///< ring of selected items on the canvas
    QColor up;              ///< new, more
    QColor down;            ///< gone, less
    QColor digital;         ///< a digital link
    QColor gap;             ///< a link where the data chain breaks; warnings and errors
    QColor other;           ///< the rest beyond eight groups, and items without a stage
    std::array<QColor, kStageColours> stages; ///< upstream to downstream, once round the colour circle
    Ramp ramp = Ramp::Cividis;
};

/// The theme's table; lives as long as the program. Print is Light on white paper.
const Theme& theme(ThemeKind kind);

/// Colour of stage `index` (0-based). Negative or beyond the eight: `other`.
QColor stageColour(const Theme& theme, int index);

/// Colour of stage `index` of `count` stages: up to eight stages each have their own, spread over the circle so that neighbours
/// differ most (count 8: stageColour); with more, neighbours share: eight colours in order. Outside [0, count): `other`.
QColor stageColour(const Theme& theme, int index, int count);

/// Colour of a group by its rank (0 = largest): the eight largest have their own colour, the rest is `other`.
QColor groupColour(const Theme& theme, int rank);

/// Sequential scale (the theme's ramp) at t in 0..1 (clamped); dark themes keep the same ends. NaN: `unknown`.
QColor sequentialColour(const Theme& theme, double t);

/// Diverging scale at t in -1..1 (clamped): `down` - grey - `up`, grey at 0. NaN: `unknown`.
QColor divergingColour(const Theme& theme, double t);

/// The ramp at t in 0..1.
QColor rampColour(Ramp ramp, double t);

/// The theme with a figure's own colours in place of its stages ("#rrggbb"; blank, missing or unreadable ones stay) and its ramp (by
/// name: viridis, blues or greys; another word: cividis).
Theme ownColours(const Theme& theme, const std::vector<std::string>& palette, std::string_view ramp);

/// How alike colours look to people with different sight.
enum class Sight : std::uint8_t { Usual, Protanopia, Deuteranopia, Tritanopia };

/// The smallest difference between any two of the colours (OKLab distance; Machado et al. 2009 at full severity); infinite for fewer than
/// two. Two colours below kTellApart are hard to tell apart on a map.
double smallestDifference(std::span<const QColor> colours, Sight sight);
inline constexpr double kTellApart = 0.075;

/// The same colour with opacity 0..1.
QColor withAlpha(QColor colour, double alpha);

/// a at t = 0, b at t = 1, straight in sRGB. t is clamped.
QColor mixed(const QColor& a, const QColor& b, double t);

/// The text colour (theme's text, or its canvas) that reads best on `ground`.
QColor textOn(const Theme& theme, const QColor& ground);

/// Contrast of two opaque colours, 1..21 (WCAG 2.1).
double contrastRatio(const QColor& a, const QColor& b);

} // namespace chainscape::ui
