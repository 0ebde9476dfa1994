// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/members.h"

#include <algorithm>
#include <cmath>

#include "core/forecast/ets.h"

namespace chainscape::forecast {
namespace {

constexpr std::size_t kFullModels = 8; // values from which ETS and DOTM pay (short-history study)

MemberForecast naive(std::span<const double> values, int horizon, std::size_t lag) {
    double squares = 0;
    for (std::size_t t = lag; t < values.size(); ++t) squares += (values[t] - values[t - lag]) * (values[t] - values[t - lag]);
    const double sigma = values.size() > lag ? std::sqrt(squares / static_cast<double>(values.size() - lag)) : 0;
    MemberForecast out;
    for (std::size_t h = 0; h < static_cast<std::size_t>(horizon); ++h) {
        out.mean.push_back(values[values.size() - lag + h % lag]);
        out.spread.push_back(sigma * std::sqrt(static_cast<double>(h / lag + 1)));
    }
    return out;
}

MemberForecast reseasoned(MemberForecast member, const SeasonIndices& season, std::size_t start) {
    if (season.empty()) return member;
    member.mean = withSeason(member.mean, season, start);
    if (season.multiplicative) member.spread = withSeason(member.spread, season, start);
    return member;
}

/// ETS held within the range of the others and three of their spreads: one wild trend cannot carry the mean away.
MemberForecast clipped(MemberForecast ets, std::span<const MemberForecast* const> others, const MemberForecast& yardstick) {
    for (std::size_t h = 0; h < ets.mean.size(); ++h) {
        double low = others.front()->mean[h], high = low;
        for (const auto* other : others) {
            low = std::min(low, other->mean[h]);
            high = std::max(high, other->mean[h]);
        }
        const double room = 3 * yardstick.spread[h];
        ets.mean[h] = std::clamp(ets.mean[h], low - room, high + room);
    }
    return ets;
}

struct Weighted {
    const MemberForecast* member;
    double weight;
};

MemberForecast meanOf(std::span<const Weighted> parts) {
    MemberForecast out = *parts.front().member;
    for (std::size_t h = 0; h < out.mean.size(); ++h) {
        double mean = 0, spread = 0;
        for (const auto& part : parts) {
            mean += part.weight * part.member->mean[h];
            spread += part.weight * part.member->spread[h];
        }
        out.mean[h] = mean;
        out.spread[h] = spread;
    }
    return out;
}

} // namespace

std::string_view nameOf(Model model) {
    static constexpr std::array<std::string_view, kModelCount> kNames{"naive", "seasonal naive", "SES",            "Theta",
                                                                      "DOTM",  "ETS",            "ETS+DOTM+Theta", "intermittent"};
    return kNames[static_cast<std::size_t>(model)];
}

Members fitMembers(std::span<const double> values, const MemberOptions& options) {
    Members out;
    const auto set = [&out](Model model, MemberForecast forecast) -> const MemberForecast& {
        return out.byModel[static_cast<std::size_t>(model)] = std::move(forecast);
    };
    const std::size_t n = values.size(), m = static_cast<std::size_t>(std::max(options.frequency, 1));
    const int horizon = options.horizon;
    SeasonIndices season;
    if (isSeasonal(values, options.frequency)) season = decompose(values, options.frequency, Decomposition::Multiplicative);
    out.seasonal = !season.empty();
    const auto adjusted = withoutSeason(values, season);
    set(Model::Naive, naive(values, horizon, 1));
    if (m > 1 && n >= m) set(Model::SeasonalNaive, naive(values, horizon, m));
    const auto& ses = set(Model::Ses, reseasoned(forecastSes(fitSes(adjusted), horizon), season, n));
    const auto& theta = set(Model::Theta, reseasoned(forecastTheta(adjusted, horizon), season, n));
    out.used = m == 1 ? Model::Theta : Model::Ses;
    if (n < kFullModels) return out;

    const DotmFit fit = fitDotm(adjusted);
    out.alpha = fit.alpha;
    out.theta = 1 / std::max(1 - fit.weight, 1e-9);
    const auto& dotm = set(Model::Dotm, reseasoned(forecastDotm(fit, adjusted, horizon), season, n));
    const bool longSeason = options.frequency > kMaxEtsSeason;
    const auto forms = fitEtsForms(longSeason ? std::span<const double>(adjusted) : values, longSeason ? 1 : options.frequency);
    out.used = Model::Dotm;
    if (forms.empty()) return out;
    out.form = nameOf(forms.front().form);
    const MemberForecast raw = forecastEts(std::span<const EtsFit>(forms), horizon);
    const std::array<const MemberForecast*, 3> others{&dotm, &theta, &ses};
    const auto& ets = set(Model::Ets, clipped(longSeason ? reseasoned(raw, season, n) : raw, others, dotm));
    const std::array<Weighted, 3> parts{{{&ets, 0.4}, {&dotm, 0.4}, {&theta, 0.2}}};
    set(Model::Mean, meanOf(parts));
    out.used = Model::Mean;
    return out;
}

} // namespace chainscape::forecast
