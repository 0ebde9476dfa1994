// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/chain_forecast.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/parallel.h"
#include "core/base/undefined.h"
#include "core/forecast/backtest.h"

namespace chainscape::forecast {
namespace {

std::size_t levelOf(const ChainSeries& series, std::size_t node) { return static_cast<std::size_t>(series.nodes[node].level); }

Result<std::vector<PreparedSeries>> prepareAll(const ChainSeries& series, const ChainForecastOptions& options, Progress& progress) {
    std::vector<PreparedSeries> out(series.nodes.size());
    parallelFor(out.size(), 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !progress.stopped(); ++i) {
            SeriesOptions own{.horizon = options.horizon, .frequency = series.frequency, .origins = options.origins};
            if (i < options.breaks.size()) own.breaks = options.breaks[i];
            out[i] = prepareSeries(series.values[i], own);
        }
    });
    if (progress.stopped()) return Progress::cancelled();
    for (const auto& one : out)
        if (one.forecast.mean.empty()) return failure(ErrorCode::NoData, "The chain can not be forecast: " + one.forecast.reason + ".");
    return out;
}

/// Rows of node forecasts, one per horizon, out of per-node vectors.
template <class F>
std::vector<std::vector<double>> rowsOf(std::size_t nodes, std::size_t horizon, F&& meanOf) {
    std::vector<std::vector<double>> rows(horizon, std::vector<double>(nodes));
    for (std::size_t i = 0; i < nodes; ++i)
        for (std::size_t h = 0; h < horizon; ++h) rows[h][i] = meanOf(i)[h];
    return rows;
}

class Chain {
public:
    Chain(const ChainSeries& series, std::vector<PreparedSeries> prepared) : m_series(series), m_prepared(std::move(prepared)) {
        for (const auto& one : m_prepared) m_variance.push_back(one.variance);
        for (std::size_t b = series.hierarchy.aggregates.size(); b < series.nodes.size(); ++b)
            for (const double v : series.values[b])
                if (v < 0) m_options.floor = Floor::None;
    }

    Result<ChainForecast> run(Progress& progress) {
        ChainForecast out;
        out.last = m_series.last;
        rememberBase();
        const std::size_t origins = m_prepared.front().forecast.backtest.origins.size();
        for (std::size_t k = 0; k < origins; ++k)
            if (const auto ok = reconciled([&](PreparedSeries& p) -> std::vector<double>& { return p.forecast.backtest.origins[k].forecast; }); !ok) return tl::unexpected(ok.error());
        const auto coherent = reconciled([](PreparedSeries& p) -> std::vector<double>& { return p.forecast.mean; });
        if (!coherent) return tl::unexpected(coherent.error());
        if (progress.stopped()) return Progress::cancelled();
        out.incoherence = *coherent;
        fillPools();
        if (origins > 0) out.scores = scores();
        for (std::size_t i = 0; i < m_prepared.size(); ++i) out.nodes.push_back(finished(i));
        return out;
    }

private:
    void rememberBase() {
        for (const auto& one : m_prepared) {
            const auto* own = one.forecast.backtest.of(one.forecast.model);
            m_baseError.push_back(own ? own->error : 0);
        }
    }

    /// Reconciles one vector of every node in place; the largest incoherence left.
    template <class F>
    Result<double> reconciled(F&& vectorOf) {
        const std::size_t horizon = vectorOf(m_prepared.front()).size();
        const auto base = rowsOf(m_prepared.size(), horizon, [&](std::size_t i) -> const std::vector<double>& { return vectorOf(m_prepared[i]); });
        const auto rows = reconcile(m_series.hierarchy, base, m_variance, m_options);
        if (!rows) return tl::unexpected(rows.error());
        double worst = 0;
        for (std::size_t h = 0; h < horizon; ++h) {
            for (std::size_t i = 0; i < m_prepared.size(); ++i) vectorOf(m_prepared[i])[h] = (*rows)[h][i];
            worst = std::max(worst, incoherence(m_series.hierarchy, (*rows)[h]));
        }
        return worst;
    }

    void fillPools() {
        for (std::size_t i = 0; i < m_prepared.size(); ++i) {
            collectErrors(m_prepared[i]);
            for (const auto& [horizon, ratio] : m_prepared[i].ratios) m_pools[levelOf(m_series, i)].add(m_prepared[i].key, horizon, ratio);
        }
    }

    [[nodiscard]] std::vector<LevelScore> scores() const {
        struct Sums {
            double error = 0, base = 0, naive = 0, actual = 0, ranged = 0, in80 = 0, in95 = 0;
            std::size_t series = 0, checks = 0;
        };
        std::array<Sums, kChainLevels> sums;
        for (std::size_t i = 0; i < m_prepared.size(); ++i) {
            Sums& s = sums[levelOf(m_series, i)];
            const auto& test = m_prepared[i].forecast.backtest;
            double count = 0;
            for (const auto& origin : test.origins)
                for (std::size_t h = 0; h < origin.actual.size(); ++h) {
                    s.error += std::abs(origin.actual[h] - origin.forecast[h]);
                    s.actual += std::abs(origin.actual[h]);
                    ++count;
                }
            const auto* yardstick = test.of(Model::SeasonalNaive) ? test.of(Model::SeasonalNaive) : test.of(Model::Naive);
            s.naive += yardstick ? yardstick->error * count : 0;
            s.base += m_baseError[i] * count;
            ++s.series;
            s.checks += static_cast<std::size_t>(count);
            for (const auto& [horizon, ratio] : m_prepared[i].ratios) {
                const Factors f = m_pools[levelOf(m_series, i)].factors(m_prepared[i].key, horizon);
                s.ranged += 1;
                s.in80 += ratio >= f[1] && ratio <= f[4] ? 1 : 0;
                s.in95 += ratio >= f[0] && ratio <= f[5] ? 1 : 0;
            }
        }
        std::vector<LevelScore> out;
        const auto share = [](double part, double whole) { return whole > 0 ? part / whole : kNaN; };
        for (std::size_t level = 0; level < kChainLevels; ++level) {
            const Sums& s = sums[level];
            if (s.series == 0) continue;
            out.push_back({static_cast<ChainLevel>(level), s.series, s.checks, share(s.error, s.actual), share(s.base, s.actual), share(s.naive, s.actual),
                           s.naive > 0 ? 1 - s.error / s.naive : kNaN, share(s.in80, s.ranged), share(s.in95, s.ranged)});
        }
        return out;
    }

    /// Ranges around the coherent mean; distributions of intermittent series are widened until they hold it.
    SeriesForecast finished(std::size_t i) {
        const std::size_t level = levelOf(m_series, i);
        auto out = withRanges(std::move(m_prepared[i]), m_pools[level]);
        for (std::size_t h = 0; h < out.mean.size() && !out.bands.empty(); ++h)
            for (std::size_t l = 0; l < kLevelCount; ++l) {
                out.bands.lower[l][h] = std::min(out.bands.lower[l][h], out.mean[h]);
                out.bands.upper[l][h] = std::max(out.bands.upper[l][h], out.mean[h]);
            }
        return out;
    }

    const ChainSeries& m_series;
    std::vector<PreparedSeries> m_prepared;
    std::vector<double> m_variance, m_baseError;
    std::array<ErrorPool, kChainLevels> m_pools;
    ReconcileOptions m_options;
};

} // namespace

Result<ChainForecast> forecastChain(const ChainSeries& series, const ChainForecastOptions& options, Progress& progress) {
    if (series.nodes.empty()) return failure(ErrorCode::NoData, "There is no series to forecast.");
    auto prepared = prepareAll(series, options, progress);
    if (!prepared) return tl::unexpected(prepared.error());
    return Chain(series, std::move(*prepared)).run(progress);
}

} // namespace chainscape::forecast
