// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Colours that a user chooses for a figure, and how well they can be told apart.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/style/theme.h"

namespace chainscape::ui {
namespace {

using Stops = std::array<std::array<int, 3>, 9>;

/// Nine even steps each: cividis (Nunez, Anderton, Renslow 2018), viridis (Smith, van der Walt 2015), one hue by lightness, greys.
constexpr Stops kCividis{{{0, 34, 78}, {24, 53, 110}, {65, 77, 107}, {93, 99, 110}, {124, 123, 120}, {156, 148, 118}, {190, 174, 108}, {224, 202, 86}, {254, 232, 56}}};
constexpr Stops kViridis{{{68, 1, 84}, {71, 44, 122}, {59, 81, 139}, {44, 113, 142}, {33, 144, 141}, {39, 173, 129}, {92, 200, 99}, {170, 220, 50}, {253, 231, 37}}};
constexpr Stops kBlues{{{214, 230, 244}, {190, 215, 236}, {158, 199, 226}, {123, 179, 217}, {90, 158, 205}, {62, 134, 191}, {39, 109, 174}, {21, 83, 148}, {8, 58, 112}}};
constexpr Stops kGreys{{{214, 214, 214}, {193, 193, 193}, {171, 171, 171}, {149, 149, 149}, {127, 127, 127}, {104, 104, 104}, {82, 82, 82}, {60, 60, 60}, {37, 37, 37}}};

const Stops& stopsOf(Ramp ramp) {
    switch (ramp) {
    case Ramp::Viridis: return kViridis;
    case Ramp::Blues: return kBlues;
    case Ramp::Greys: return kGreys;
    case Ramp::Cividis: break;
    }
    return kCividis;
}

using Three = std::array<double, 3>;
using Rows = std::array<Three, 3>;

Three applied(const Rows& m, const Three& v) {
    Three out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
}

/// What remains of linear sRGB (Machado, Oliveira, Fernandes 2009, severity 1).
Rows sightMatrix(Sight sight) {
    switch (sight) {
    case Sight::Protanopia: return {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    case Sight::Deuteranopia: return {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    case Sight::Tritanopia: return {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
    case Sight::Usual: break;
    }
    return {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
}

/// OKLab (Ottosson 2020) as seen.
Three perceived(const QColor& colour, Sight sight) {
    constexpr Rows toLms{{{0.4122214708, 0.5363325363, 0.0514459929}, {0.2119034982, 0.6806995451, 0.1073969566}, {0.0883024619, 0.2817188376, 0.6299787005}}};
    constexpr Rows toLab{{{0.2104542553, 0.7936177850, -0.0040720468}, {1.9779984951, -2.4285922050, 0.4505937099}, {0.0259040371, 0.7827717662, -0.8086757660}}};
    const auto channel = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    Three rgb = applied(sightMatrix(sight), {channel(double(colour.redF())), channel(double(colour.greenF())), channel(double(colour.blueF()))});
    for (double& c : rgb) c = std::clamp(c, 0.0, 1.0);
    Three lms = applied(toLms, rgb);
    for (double& c : lms) c = std::cbrt(c);
    return applied(toLab, lms);
}

} // namespace

QColor rampColour(Ramp ramp, double t) {
    const Stops& stops = stopsOf(ramp);
    const double at = std::clamp(t, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    const auto colour = [&](std::size_t k) { return QColor(stops[k][0], stops[k][1], stops[k][2]); };
    return mixed(colour(low), colour(low + 1), at - static_cast<double>(low));
}

Theme ownColours(const Theme& theme, const std::vector<std::string>& palette, std::string_view ramp) {
    Theme out = theme;
    for (std::size_t k = 0; k < std::min(palette.size(), kStageColours); ++k)
        if (const QColor colour(QString::fromStdString(palette[k])); colour.isValid()) out.stages[k] = colour;
    if (ramp == "viridis") out.ramp = Ramp::Viridis;
    if (ramp == "blues") out.ramp = Ramp::Blues;
    if (ramp == "greys") out.ramp = Ramp::Greys;
    return out;
}

double smallestDifference(std::span<const QColor> colours, Sight sight) {
    std::vector<Three> seen;
    for (const QColor& c : colours) seen.push_back(perceived(c, sight));
    double smallest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < seen.size(); ++i)
        for (std::size_t j = i + 1; j < seen.size(); ++j)
            smallest = std::min(smallest, std::hypot(seen[i][0] - seen[j][0], seen[i][1] - seen[j][1], seen[i][2] - seen[j][2]));
    return smallest;
}

} // namespace chainscape::ui
