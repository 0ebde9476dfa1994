// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_series.h"

#include <algorithm>
#include <tuple>
#include <cmath>

#include "core/base/parallel.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr double kSixteenBits = 65536.0; ///< each row is dealt by 16 random bits

/// The rows of both sides, link by link.
struct Pool {
    std::vector<double> value;
    std::vector<std::size_t> start{0}; ///< per link
    std::size_t rowsBefore = 0, rowsAfter = 0;
    double rowsPerLink = 0;
};

struct KeyedRow {
    std::uint64_t pair;
    double value;
    bool after;
};

Pool pooled(std::span<const FlowRow> before, std::span<const FlowRow> after, double counted) {
    std::vector<KeyedRow> rows;
    rows.reserve(before.size() + after.size());
    const auto add = [&](std::span<const FlowRow> side, bool isAfter) {
        for (const auto& row : side)
            if (row.source != row.target && !std::isnan(row.value))
                rows.push_back({std::uint64_t(row.source) << 32 | row.target, row.value, isAfter});
    };
    add(before, false);
    Pool pool;
    pool.rowsBefore = rows.size();
    add(after, true);
    pool.rowsAfter = rows.size() - pool.rowsBefore;
    std::ranges::sort(rows, [](const KeyedRow& a, const KeyedRow& b) {
        if (a.pair != b.pair) return a.pair < b.pair;
        return a.after != b.after ? a.after < b.after : a.value < b.value;
    });
    double sum = 0, sides = 0;
    for (std::size_t i = 0; i < rows.size();) {
        const auto pair = rows[i].pair;
        double count[2] = {0, 0};
        for (; i < rows.size() && rows[i].pair == pair; ++i) {
            pool.value.push_back(rows[i].value);
            count[rows[i].after] += 1;
        }
        pool.start.push_back(i);
        for (const double c : count) sum += std::min(c, counted), sides += c > 0;
    }
    pool.rowsPerLink = sides > 0 ? sum / sides : 0;
    return pool;
}

/// splitmix64 (Steele, Lea & Flood 2014).
struct Random {
    std::uint64_t state;
    std::uint64_t next() {
        std::uint64_t z = (state += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
};

struct Dealt {
    double ri = 0, rStar = 0;
};

Dealt deal(const Pool& pool, std::uint32_t threshold, Random random) {
    double moved = 0, totals[2] = {0, 0};
    std::uint64_t bits = 0;
    int left = 0;
    for (std::size_t link = 0; link + 1 < pool.start.size(); ++link) {
        double side[2] = {0, 0};
        for (auto i = pool.start[link]; i < pool.start[link + 1]; ++i) {
            if (left == 0) bits = random.next(), left = 4;
            side[(bits & 0xFFFF) >= threshold] += pool.value[i];
            bits >>= 16;
            --left;
        }
        const double before = std::max(0.0, side[0]), after = std::max(0.0, side[1]);
        moved += std::fabs(after - before);
        totals[0] += before;
        totals[1] += after;
    }
    const double sum = totals[0] + totals[1];
    if (!(sum > 0)) return {};
    const double ri = moved / sum, growth = std::fabs(totals[1] - totals[0]) / sum;
    return {ri, growth < 1 ? std::max(0.0, (ri - growth) / (1 - growth)) : 0};
}

/// The band that holds `coverage` of exchangeable draws: order statistics from both ends.
std::pair<double, double> spreadOf(std::vector<double> draws, double coverage) {
    std::ranges::sort(draws);
    const double tail = (1 - coverage) / 2 * double(draws.size() + 1);
    const auto cut = std::min(draws.size() - 1, static_cast<std::size_t>(std::max(1.0, std::floor(tail))) - 1);
    return {draws[cut], draws[draws.size() - 1 - cut]};
}

} // namespace

Result<NoiseBand> noiseBand(std::span<const FlowRow> before, std::span<const FlowRow> after, const NoiseOptions& options,
                            Progress& progress) {
    if (options.resamples < 20 || !(options.coverage > 0 && options.coverage < 1))
        return failure(ErrorCode::BadArgument, "A noise band needs at least 20 resamples and a coverage between 0 and 1.");
    const Pool pool = pooled(before, after, 2 * options.minRows);
    NoiseBand out{.rowsPerLink = pool.rowsPerLink, .riLow = kNaN, .riHigh = kNaN, .rStarLow = kNaN, .rStarHigh = kNaN};
    if (pool.rowsBefore == 0 || pool.rowsAfter == 0) {
        out.reason = "cannot be estimated: one of the periods has no rows";
        return out;
    }
    if (pool.rowsPerLink < options.minRows) {
        out.reason = pool.rowsPerLink <= 1 ? "cannot be estimated from one row a link" : "cannot be estimated from so few rows a link";
        return out;
    }
    const double shareBefore = double(pool.rowsBefore) / double(pool.rowsBefore + pool.rowsAfter);
    const auto threshold = static_cast<std::uint32_t>(std::lround(shareBefore * kSixteenBits));
    std::vector<double> ri(std::size_t(options.resamples)), rStar(ri.size());
    parallelFor(ri.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end && !progress.stopped(); ++r) {
            Random seeds{options.seed + 0x632BE59BD9B4E019ull * (r + 1)};
            const Dealt dealt = deal(pool, threshold, Random{seeds.next()});
            ri[r] = dealt.ri;
            rStar[r] = dealt.rStar;
        }
    });
    if (progress.stopped()) return Progress::cancelled();
    out.estimated = true;
    std::tie(out.riLow, out.riHigh) = spreadOf(std::move(ri), options.coverage);
    std::tie(out.rStarLow, out.rStarHigh) = spreadOf(std::move(rStar), options.coverage);
    return out;
}

} // namespace chainscape
