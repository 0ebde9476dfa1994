// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Exponential smoothing in state-space form (ETS): 15 forms, likelihood, choice by AICc. Hyndman, Koehler, Ord & Snyder 2008.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/forecast/theta.h"

namespace chainscape::forecast {

enum class Trend : unsigned char { None, Additive, Damped };
enum class Season : unsigned char { None, Additive, Multiplicative };

/// One form. Multiplicative errors go with any season, additive ones not with a multiplicative season.
struct EtsForm {
    bool multiplicativeError = false;
    Trend trend = Trend::None;
    Season season = Season::None;

    bool operator==(const EtsForm&) const = default;
};

/// "ETS(A,Ad,M)" as in the literature.
std::string nameOf(const EtsForm& form);

/// The longest season the recursion carries itself; longer ones are taken out before (decompose).
inline constexpr int kMaxEtsSeason = 24;

/// Smoothing parameters in their usual ranges (0 < beta < alpha, 0 < gamma < 1 - alpha, 0.8 <= phi <= 0.98) and the states before
/// the first value; seasonal[t % frequency] is the seed that meets values[t] first.
struct EtsParameters {
    double alpha = 0.1, beta = 0, gamma = 0, phi = 1;
    double level = 0, slope = 0;
    std::array<double, kMaxEtsSeason> seasonal{};
};

/// -2 log likelihood up to a constant: n log SSE for additive errors, n log sum (e/mu)^2 + 2 sum log |mu| for multiplicative ones.
/// +infinity where a multiplicative form meets a mean that is not positive. One pass.
double etsObjective(const EtsForm& form, const EtsParameters& parameters, std::span<const double> values, int frequency);

struct EtsFit {
    EtsForm form;
    EtsParameters parameters; ///< As estimated, states before the first value.
    EtsParameters end;        ///< The same with the states after the last value.
    int frequency = 1;
    double objective = 0;
    double aicc = 0;
    double sigma = 0; ///< Root mean square one-step error over the degrees of freedom left; relative when the error is multiplicative.
};

/// Fits one form with its seeds; nullopt when it has too many parameters for the history (n <= parameters + 1) or its likelihood is infinite.
std::optional<EtsFit> fitEtsForm(const EtsForm& form, std::span<const double> values, int frequency);

/// All allowed forms by ascending AICc; those within 3 of the best are re-estimated with their seasonal seeds. frequency 1: no season.
/// Multiplicative forms only for positive values. Values should be of order 1. Empty below 4 values.
std::vector<EtsFit> fitEtsForms(std::span<const double> values, int frequency);

MemberForecast forecastEts(const EtsFit& fit, int horizon);

/// The mean over the forms, weighted by exp(-AICc / 2) (Burnham & Anderson 2002; Kolassa 2011): steadier than the best form alone.
MemberForecast forecastEts(std::span<const EtsFit> fits, int horizon);

} // namespace chainscape::forecast
