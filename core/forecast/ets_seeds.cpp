// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/ets_seeds.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/Cholesky>

#include "core/forecast/ets_recursion.h"
#include "core/forecast/seasonality.h"

namespace chainscape::forecast {
namespace {

/// Which seeds are free: 0 level, 1 slope (when there is a trend), then the seasonal ones.
double& seed(EtsParameters& p, const EtsForm& form, std::size_t i) {
    if (i == 0) return p.level;
    if (form.trend != Trend::None && i == 1) return p.slope;
    return p.seasonal[i - (form.trend == Trend::None ? 1u : 2u)];
}

bool residuals(const EtsForm& form, EtsParameters p, std::span<const double> values, int frequency, Eigen::VectorXd& out) {
    Eigen::Index t = 0;
    return runEts(form, p, values, frequency, [&](double mean, double error) {
        if (form.multiplicativeError && !(mean > 1e-8)) return false;
        out[t++] = form.multiplicativeError ? error / mean : error;
        return true;
    });
}

} // namespace

std::size_t startLength(std::size_t size, int frequency) { return std::min(size, static_cast<std::size_t>(std::max(10, 2 * frequency))); }

std::optional<EtsParameters> startValues(Season season, std::span<const double> values, int frequency) {
    EtsParameters p;
    std::vector<double> adjusted(values.begin(), values.end());
    if (season != Season::None) {
        const auto kind = season == Season::Multiplicative ? Decomposition::Multiplicative : Decomposition::Additive;
        const auto indices = decompose(values, frequency, kind);
        if (indices.empty() || indices.multiplicative != (season == Season::Multiplicative)) return std::nullopt;
        std::copy(indices.index.begin(), indices.index.end(), p.seasonal.begin());
        adjusted = withoutSeason(values, indices);
    }
    const std::size_t n = startLength(adjusted.size(), frequency);
    double sy = 0, sty = 0;
    for (std::size_t t = 0; t < n; ++t) {
        sy += adjusted[t];
        sty += static_cast<double>(t + 1) * adjusted[t];
    }
    const double count = static_cast<double>(n), middle = (count + 1) / 2;
    p.slope = n < 2 ? 0 : 12 * (sty - middle * sy) / (count * (count * count - 1));
    p.level = sy / count - p.slope * middle;
    return p;
}

double improveSeeds(const EtsForm& form, EtsParameters& parameters, std::span<const double> values, int frequency) {
    const std::size_t seeds = 1u + (form.trend == Trend::None ? 0u : 1u) + (form.season == Season::None ? 0u : static_cast<std::size_t>(frequency));
    const auto n = static_cast<Eigen::Index>(values.size()), k = static_cast<Eigen::Index>(seeds);
    double best = etsObjective(form, parameters, values, frequency);
    Eigen::VectorXd base(n), moved(n);
    Eigen::MatrixXd jacobian(n, k);
    for (int step = 0; step < 4; ++step) {
        if (!residuals(form, parameters, values, frequency, base)) return best;
        constexpr double kDelta = 1e-6; // values are of order 1
        for (Eigen::Index i = 0; i < k; ++i) {
            EtsParameters p = parameters;
            seed(p, form, static_cast<std::size_t>(i)) += kDelta;
            if (!residuals(form, p, values, frequency, moved)) return best;
            jacobian.col(i) = (moved - base) / kDelta;
        }
        Eigen::MatrixXd normal = jacobian.transpose() * jacobian;
        normal.diagonal().array() += 1e-6 * (normal.diagonal().mean() + 1e-12); // level and seasons may move against each other
        const Eigen::VectorXd change = normal.ldlt().solve(-(jacobian.transpose() * base));
        bool better = false;
        for (double share = 1; share > 0.1 && !better; share *= 0.5) {
            EtsParameters p = parameters;
            for (Eigen::Index i = 0; i < k; ++i) seed(p, form, static_cast<std::size_t>(i)) += share * change[i];
            const double value = etsObjective(form, p, values, frequency);
            if (value < best - 1e-6) {
                better = value < best - 1e-2;
                best = value;
                parameters = p;
                break;
            }
        }
        if (!better) break;
    }
    return best;
}

} // namespace chainscape::forecast
