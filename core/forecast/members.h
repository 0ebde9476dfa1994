// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Members: the candidate models of one history, each forecast side by side, and the mean that the program uses.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/forecast/seasonality.h"
#include "core/forecast/theta.h"

namespace chainscape::forecast {

/// The models that can make a forecast. Naive and SeasonalNaive are the yardsticks.
enum class Model : unsigned char { Naive, SeasonalNaive, Ses, Theta, Dotm, Ets, Mean, Intermittent };
inline constexpr std::size_t kModelCount = 8;

/// "naive", "seasonal naive", "SES", "Theta", "DOTM", "ETS", "ETS+DOTM+Theta", "intermittent".
std::string_view nameOf(Model model);

/// What was fitted to one history.
struct Members {
    std::array<MemberForecast, kModelCount> byModel; ///< Empty mean: the model was not applicable.
    Model used = Model::Naive;                       ///< The one the rules choose for this length and pattern.
    bool seasonal = false;                           ///< The season test was passed (or a season was given).
    std::string form;                                ///< Best ETS form, empty without ETS.
    double alpha = 0, theta = 1;                     ///< Of DOTM.

    [[nodiscard]] const MemberForecast& of(Model model) const { return byModel[static_cast<std::size_t>(model)]; }
    [[nodiscard]] bool has(Model model) const { return !of(model).mean.empty(); }
};

struct MemberOptions {
    int frequency = 1;
    int horizon = 1;
};

/// Fits and forecasts all members. The rules of length: below 8 values Theta for frequency 1 and SES otherwise; then the mean of
/// ETS (AICc-weighted), DOTM and Theta with weights 2 : 2 : 1, ETS clipped to the range of the others and three spreads.
/// Values finite, at least 4, of order 1. The history should be free of gaps.
Members fitMembers(std::span<const double> values, const MemberOptions& options);

} // namespace chainscape::forecast
