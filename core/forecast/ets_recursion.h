// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The recursion shared by all ETS forms: the mean path depends on trend and season only, the likelihood on the error.

#include <cmath>
#include <limits>
#include <span>

#include "core/forecast/ets.h"

namespace chainscape::forecast {

/// Runs the states through the values and calls visit(t, mean, error) for each; false when a multiplicative season meets a value
/// of level or index that is not positive. On return `p` holds the states after the last value.
/// (A multiplicative error gives the same states as an additive one: l + alpha * mu * e = l + alpha * (y - mu).)
template <Trend T, Season S, class Visit>
bool runEts(EtsParameters& p, std::span<const double> values, int frequency, Visit&& visit) {
    int k = 0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        const double slope = T == Trend::None ? 0 : T == Trend::Damped ? p.phi * p.slope : p.slope;
        const double base = p.level + slope;
        double error = 0;
        if constexpr (S == Season::None) {
            error = values[t] - base;
            if (!visit(base, error)) return false;
            p.level = base + p.alpha * error;
            if constexpr (T != Trend::None) p.slope = slope + p.beta * error;
        } else {
            double& index = p.seasonal[static_cast<std::size_t>(k)];
            if constexpr (S == Season::Additive) {
                error = values[t] - base - index;
                if (!visit(base + index, error)) return false;
                p.level = base + p.alpha * error;
                if constexpr (T != Trend::None) p.slope = slope + p.beta * error;
                index += p.gamma * error;
            } else {
                if (!(base > 1e-8) || !(index > 1e-8)) return false;
                error = values[t] - base * index;
                if (!visit(base * index, error)) return false;
                const double scaled = error / index;
                p.level = base + p.alpha * scaled;
                if constexpr (T != Trend::None) p.slope = slope + p.beta * scaled;
                index += p.gamma * error / base;
            }
            if (++k == frequency) k = 0;
        }
    }
    return true;
}

/// runEts for a form known at run time only.
template <class Visit>
bool runEts(const EtsForm& form, EtsParameters& p, std::span<const double> values, int frequency, Visit&& visit) {
    const auto season = [&]<Trend T>() {
        switch (form.season) {
        case Season::None: return runEts<T, Season::None>(p, values, frequency, visit);
        case Season::Additive: return runEts<T, Season::Additive>(p, values, frequency, visit);
        case Season::Multiplicative: break;
        }
        return runEts<T, Season::Multiplicative>(p, values, frequency, visit);
    };
    switch (form.trend) {
    case Trend::None: return season.template operator()<Trend::None>();
    case Trend::Additive: return season.template operator()<Trend::Additive>();
    case Trend::Damped: break;
    }
    return season.template operator()<Trend::Damped>();
}

} // namespace chainscape::forecast
