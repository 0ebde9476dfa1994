// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/ets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/forecast/ets_recursion.h"
#include "core/forecast/ets_seeds.h"
#include "core/forecast/nelder_mead.h"

namespace chainscape::forecast {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNearBest = 3; // forms within this AICc of the best get their seeds re-estimated
constexpr double kTiny = 1e-24; // floor of a sum of squares, values being of order 1

using Point = std::array<double, 6>;

/// The free parameters of a form as a plain point: alpha, beta / alpha, gamma / (1 - alpha), phi, level, slope, packed.
struct Coordinates {
    EtsForm form;

    [[nodiscard]] std::size_t count() const {
        return 2u + (form.trend == Trend::None ? 0u : 2u) + (form.trend == Trend::Damped ? 1u : 0u) + (form.season == Season::None ? 0u : 1u);
    }
    [[nodiscard]] EtsParameters at(const Point& x, const EtsParameters& seeds) const {
        EtsParameters p = seeds;
        std::size_t i = 0;
        p.alpha = std::clamp(x[i++], 1e-4, 0.9999);
        p.level = x[i++];
        if (form.trend != Trend::None) {
            p.beta = p.alpha * std::clamp(x[i++], 1e-4, 0.9999);
            p.slope = x[i++];
        }
        if (form.season != Season::None) p.gamma = (1 - p.alpha) * std::clamp(x[i++], 1e-4, 0.9999);
        if (form.trend == Trend::Damped) p.phi = std::clamp(x[i++], 0.8, 0.98);
        return p;
    }
    [[nodiscard]] Point from(const EtsParameters& p) const {
        Point x{};
        std::size_t i = 0;
        x[i++] = p.alpha;
        x[i++] = p.level;
        if (form.trend != Trend::None) {
            x[i++] = p.beta / p.alpha;
            x[i++] = p.slope;
        }
        if (form.season != Season::None) x[i++] = p.gamma / (1 - p.alpha);
        if (form.trend == Trend::Damped) x[i++] = p.phi;
        return x;
    }
    [[nodiscard]] Point steps(double unit) const {
        Point x{};
        std::size_t i = 0;
        x[i++] = 0.2;
        x[i++] = unit;
        if (form.trend != Trend::None) {
            x[i++] = 0.1;
            x[i++] = 0.2 * unit;
        }
        if (form.season != Season::None) x[i++] = 0.1;
        if (form.trend == Trend::Damped) x[i++] = -0.05;
        return x;
    }
};

EtsParameters started(const EtsForm& form, EtsParameters p, std::span<const double> values, int frequency) {
    if (form.trend == Trend::None) p.level += p.slope * (static_cast<double>(startLength(values.size(), frequency)) + 1) / 2;
    p.alpha = 0.2 / std::min(frequency, 12) + 0.1;
    p.beta = form.trend == Trend::None ? 0 : 0.1 * p.alpha;
    p.gamma = form.season == Season::None ? 0 : 0.05 * (1 - p.alpha);
    p.phi = form.trend == Trend::Damped ? 0.97 : 1;
    if (form.trend == Trend::None) p.slope = 0;
    return p;
}

double unitOf(std::span<const double> values) {
    double sum = 0;
    for (std::size_t t = 1; t < values.size(); ++t) sum += std::abs(values[t] - values[t - 1]);
    return std::max(sum / static_cast<double>(values.size() - 1), 1e-6);
}

double parameterCount(const EtsForm& form, int frequency) {
    const Coordinates c{form};
    return static_cast<double>(c.count()) + (form.season == Season::None ? 0 : frequency - 1) + 1;
}

/// Searches smoothing parameters, level and slope from the point `p`, seasonal seeds held.
double refine(EtsFit& fit, std::span<const double> values, const NelderMeadOptions& options) {
    const Coordinates coordinates{fit.form};
    const EtsParameters seeds = fit.parameters;
    const auto objective = [&](const Point& x) { return etsObjective(fit.form, coordinates.at(x, seeds), values, fit.frequency); };
    const auto best = nelderMead<6>(objective, coordinates.count(), coordinates.from(seeds), coordinates.steps(unitOf(values)), options);
    fit.parameters = coordinates.at(best.point, seeds);
    fit.objective = best.value;
    return best.value;
}

void finish(EtsFit& fit, std::span<const double> values) {
    const double n = static_cast<double>(values.size()), k = parameterCount(fit.form, fit.frequency);
    fit.aicc = fit.objective + 2 * k + 2 * k * (k + 1) / (n - k - 1);
    fit.end = fit.parameters;
    double squares = 0;
    runEts(fit.form, fit.end, values, fit.frequency, [&](double mean, double error) {
        const double e = fit.form.multiplicativeError ? error / mean : error;
        squares += e * e;
        return true;
    });
    fit.sigma = std::sqrt(squares / std::max(n - k + 1, n / 3)); // degrees of freedom left
    // the seasonal states turn with time: seasonal[0] belongs to the next value
    if (fit.form.season != Season::None)
        std::rotate(fit.end.seasonal.begin(), fit.end.seasonal.begin() + static_cast<std::ptrdiff_t>(values.size() % static_cast<std::size_t>(fit.frequency)),
                    fit.end.seasonal.begin() + fit.frequency);
}

std::optional<EtsFit> searched(const EtsForm& form, const std::optional<EtsParameters>& seeds, std::span<const double> values, int frequency) {
    const double k = parameterCount(form, frequency);
    if (!seeds || static_cast<double>(values.size()) <= k + 1) return std::nullopt;
    EtsFit fit;
    fit.form = form;
    fit.frequency = frequency;
    fit.parameters = started(form, *seeds, values, frequency);
    refine(fit, values, {.tolerance = 2e-2, .maxEvaluations = 60 + 40 * static_cast<int>(Coordinates{form}.count())});
    if (!std::isfinite(fit.objective)) return std::nullopt;
    finish(fit, values);
    return fit;
}

void polish(EtsFit& fit, std::span<const double> values) {
    if (fit.form.season != Season::None) {
        for (int round = 0; round < 3; ++round) {
            const double before = fit.objective;
            fit.objective = improveSeeds(fit.form, fit.parameters, values, fit.frequency);
            refine(fit, values, {.tolerance = 1e-3, .maxEvaluations = 200});
            if (before - fit.objective < 1e-2) break;
        }
    }
    refine(fit, values, {.tolerance = 1e-7, .maxEvaluations = 600});
    finish(fit, values);
}

/// The sums (1 + sum of c_j^2) that widen the error with the horizon (Hyndman et al. 2008, table 6.2).
double growth(const EtsFit& fit, int horizon) {
    const auto& p = fit.parameters;
    double sum = 1, damped = 0, power = 1;
    for (int j = 1; j < horizon; ++j) {
        power *= p.phi;
        damped += power;
        double c = p.alpha + (fit.form.trend == Trend::None ? 0 : p.beta * damped);
        if (fit.form.season != Season::None && j % fit.frequency == 0) c += p.gamma;
        sum += c * c;
    }
    return std::sqrt(sum);
}

} // namespace

std::string nameOf(const EtsForm& form) {
    constexpr std::array<const char*, 3> trends{"N", "A", "Ad"}, seasons{"N", "A", "M"};
    return std::string("ETS(") + (form.multiplicativeError ? "M," : "A,") + trends[static_cast<std::size_t>(form.trend)] + "," +
           seasons[static_cast<std::size_t>(form.season)] + ")";
}

double etsObjective(const EtsForm& form, const EtsParameters& parameters, std::span<const double> values, int frequency) {
    EtsParameters p = parameters;
    const double n = static_cast<double>(values.size());
    double squares = 0;
    if (!form.multiplicativeError) {
        const bool ok = runEts(form, p, values, frequency, [&](double, double error) {
            squares += error * error;
            return true;
        });
        return ok && std::isfinite(squares) ? n * std::log(std::max(squares, kTiny)) : kInfinity;
    }
    double product = 1, logs = 0;
    const bool ok = runEts(form, p, values, frequency, [&](double mean, double error) {
        if (!(mean > 1e-8)) return false;
        const double e = error / mean;
        squares += e * e;
        product *= mean;
        if (product > 1e100 || product < 1e-100) {
            logs += std::log(product);
            product = 1;
        }
        return true;
    });
    if (!ok || !std::isfinite(squares)) return kInfinity;
    return n * std::log(std::max(squares, kTiny)) + 2 * (logs + std::log(product));
}

std::optional<EtsFit> fitEtsForm(const EtsForm& form, std::span<const double> values, int frequency) {
    if (form.season != Season::None && (frequency < 2 || frequency > kMaxEtsSeason)) return std::nullopt;
    auto fit = searched(form, startValues(form.season, values, frequency), values, frequency);
    if (fit) polish(*fit, values);
    return fit;
}

std::vector<EtsFit> fitEtsForms(std::span<const double> values, int frequency) {
    std::vector<EtsFit> fits;
    if (values.size() < 4) return fits;
    const bool positive = std::all_of(values.begin(), values.end(), [](double v) { return v > 1e-6; });
    for (const Season season : {Season::None, Season::Additive, Season::Multiplicative}) {
        if (season != Season::None && (frequency < 2 || frequency > kMaxEtsSeason)) continue;
        if (season == Season::Multiplicative && !positive) continue;
        const auto seeds = startValues(season, values, frequency);
        for (const Trend trend : {Trend::None, Trend::Additive, Trend::Damped}) {
            for (const bool multiplicative : {false, true}) {
                if (multiplicative ? !positive : season == Season::Multiplicative) continue;
                if (auto fit = searched({multiplicative, trend, season}, seeds, values, frequency)) fits.push_back(std::move(*fit));
            }
        }
    }
    std::stable_sort(fits.begin(), fits.end(), [](const EtsFit& a, const EtsFit& b) { return a.aicc < b.aicc; });
    if (fits.empty()) return fits;
    const double near = fits.front().aicc + kNearBest;
    for (EtsFit& fit : fits)
        if (fit.aicc <= near) polish(fit, values);
    std::stable_sort(fits.begin(), fits.end(), [](const EtsFit& a, const EtsFit& b) { return a.aicc < b.aicc; });
    return fits;
}

MemberForecast forecastEts(std::span<const EtsFit> fits, int horizon) {
    MemberForecast out{std::vector<double>(static_cast<std::size_t>(horizon), 0.0), std::vector<double>(static_cast<std::size_t>(horizon), 0.0)};
    double total = 0;
    for (const EtsFit& fit : fits) {
        const double weight = std::exp(-0.5 * (fit.aicc - fits.front().aicc));
        if (weight < 1e-4) break;
        const auto one = forecastEts(fit, horizon);
        for (std::size_t h = 0; h < out.mean.size(); ++h) {
            out.mean[h] += weight * one.mean[h];
            out.spread[h] += weight * one.spread[h];
        }
        total += weight;
    }
    for (std::size_t h = 0; h < out.mean.size() && total > 0; ++h) {
        out.mean[h] /= total;
        out.spread[h] /= total;
    }
    return out;
}

MemberForecast forecastEts(const EtsFit& fit, int horizon) {
    MemberForecast out;
    const auto& p = fit.end;
    double damped = 0, power = 1;
    for (int h = 1; h <= horizon; ++h) {
        power *= p.phi;
        damped += power;
        double mean = p.level + (fit.form.trend == Trend::None ? 0 : damped * p.slope);
        const double index = p.seasonal[static_cast<std::size_t>((h - 1) % fit.frequency)];
        if (fit.form.season == Season::Additive) mean += index;
        if (fit.form.season == Season::Multiplicative) mean *= index;
        out.mean.push_back(mean);
        const double scale = fit.form.multiplicativeError ? std::abs(mean) : 1;
        out.spread.push_back(fit.sigma * scale * growth(fit, h));
    }
    return out;
}

} // namespace chainscape::forecast
