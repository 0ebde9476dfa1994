// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cascade_lanes.h"

#include <algorithm>
#include <numeric>

namespace chainscape {
namespace {

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__ELF__)
#define CHAINSCAPE_WIDE __attribute__((target_clones("avx512f", "avx2", "default"))) // the same sums in wider registers
#define CHAINSCAPE_INLINE __attribute__((always_inline)) inline
#else
#define CHAINSCAPE_WIDE
#define CHAINSCAPE_INLINE inline
#endif

/// The loss of one firm's inputs in every lane.
CHAINSCAPE_INLINE Lanes lossOfRow(const CascadeSide& side, std::uint32_t row, const Lanes* shown) {
    const auto *at = &side.rows[row], *next = at + 1;
    const auto* entry = side.entries.data();
    Lanes sum{};
    auto k = at->begin;
    for (; k < at->alone; ++k) {
        const auto& lost = shown[entry[k].from];
        for (std::size_t l = 0; l < kLanes; ++l) sum[l] += entry[k].weight * lost[l];
    }
    for (; k < at->shared; ++k) {
        const auto& lost = shown[entry[k].from];
        for (std::size_t l = 0; l < kLanes; ++l) {
            const double one = entry[k].weight * lost[l];
            sum[l] = sum[l] < one ? one : sum[l];
        }
    }
    for (auto g = at->group; g < next->group; ++g) {
        Lanes group{};
        for (; k < side.groupEnd[g]; ++k) {
            const auto& lost = shown[entry[k].from];
            for (std::size_t l = 0; l < kLanes; ++l) group[l] += entry[k].weight * lost[l];
        }
        for (std::size_t l = 0; l < kLanes; ++l) sum[l] = sum[l] < group[l] ? group[l] : sum[l];
    }
    return sum;
}

/// What a sweep reads and writes.
struct Sweep {
    const CascadeSide& side;
    std::span<const std::uint32_t> rows;
    const Lanes* shown;           ///< losses as partners see them
    Lanes* loss;                  ///< new losses
    std::uint8_t* dead;           ///< per row: stopped in every lane
    Lanes active{}, most{};       ///< lanes still running; the greatest rise per lane
    std::vector<std::uint32_t>& changed;
};

CHAINSCAPE_WIDE void sweep(Sweep& s) {
    Lanes most = s.most;
    for (const auto row : s.rows) {
        if (s.dead[row]) continue;
        const Lanes sum = lossOfRow(s.side, row, s.shown);
        Lanes& loss = s.loss[row];
        double any = 0, least = 1;
        for (std::size_t l = 0; l < kLanes; ++l) {
            const double full = sum[l] < 1 ? sum[l] : 1;
            double rise = (full - loss[l]) * s.active[l];
            rise = rise > 0 ? rise : 0;
            most[l] = most[l] < rise ? rise : most[l];
            loss[l] = rise > 0 ? full : loss[l];
            any = any < rise ? rise : any;
            least = least < loss[l] ? least : loss[l];
        }
        if (any > 0) s.changed.push_back(row);
        s.dead[row] = least >= 1;
    }
    s.most = most;
}

} // namespace

CascadeLanes::CascadeLanes(const CascadeSide& side, std::size_t count, double least)
    : m_side(side), m_least(least), m_loss(count), m_shown(count), m_mark(count, 0), m_dead(count, 0), m_all(count) {
    std::iota(m_all.begin(), m_all.end(), 0u);
}

void CascadeLanes::setLoss(std::uint32_t i, std::size_t lane, double loss) {
    see(i);
    m_loss[i][lane] = loss;
    m_changed.push_back(i);
}

Lanes CascadeLanes::round(const Lanes& active, const CascadeModel* market) {
    m_touched.clear();
    std::size_t reach = 0;
    for (const auto i : m_changed) reach += m_side.hitStart[i + 1] - m_side.hitStart[i];
    m_dense = reach > m_all.size() / 2;
    if (market) publishMarkets(*market);
    else
        for (const auto i : m_changed) publish(i, nullptr);
    if (m_dense && !m_whole) seeAll();
    m_changed.clear();
    Sweep work{m_side, m_dense ? std::span<const std::uint32_t>(m_all) : m_touched, m_shown.data(), m_loss.data(), m_dead.data(), active, {}, m_changed};
    sweep(work);
    for (const auto i : m_touched) m_mark[i] = 1;
    return work.most;
}

void CascadeLanes::reset() {
    for (const auto i : m_seen) {
        m_loss[i] = m_shown[i] = {};
        m_mark[i] = m_dead[i] = 0;
    }
    m_seen.clear();
    m_changed.clear();
    m_whole = false;
}

void CascadeLanes::takeOut(std::size_t lane, std::vector<double>& loss, std::vector<double>& shown) const {
    for (const auto& row : m_loss) loss.push_back(row[lane]);
    for (const auto& row : m_shown) shown.push_back(row[lane]);
}

void CascadeLanes::putIn(std::size_t lane, std::span<const double> loss, std::span<const double> shown) {
    for (std::size_t i = 0; i < loss.size(); ++i) {
        m_loss[i][lane] = loss[i];
        m_shown[i][lane] = shown[i];
    }
}

/// Every firm counts as changed.
void CascadeLanes::wake() {
    seeAll();
    m_changed = m_all;
}

void CascadeLanes::see(std::uint32_t i) {
    if (m_mark[i]) return;
    m_mark[i] = 1;
    m_seen.push_back(i);
}

void CascadeLanes::seeAll() {
    for (const auto i : m_all) see(i);
    m_whole = true;
}

/// Shows partners the loss, times sigma where the market replaces part of it.
void CascadeLanes::publish(std::uint32_t i, const Lanes* sigma) {
    double most = 0;
    for (std::size_t l = 0; l < kLanes; ++l) {
        const double loss = sigma ? (*sigma)[l] * m_loss[i][l] : m_loss[i][l], rise = loss - m_shown[i][l];
        m_shown[i][l] = rise > m_least ? loss : m_shown[i][l];
        most = most < rise ? rise : most;
    }
    if (m_dense || !(most > m_least)) return;
    for (auto k = m_side.hitStart[i]; k < m_side.hitStart[i + 1]; ++k) {
        const auto j = m_side.hit[k];
        if (m_mark[j] & 2) continue;
        see(j);
        m_mark[j] |= 2;
        m_touched.push_back(j);
    }
}

/// sigma_i = min(1, out_i / what the market still sells). A loss elsewhere in the market changes what all its firms show.
void CascadeLanes::publishMarkets(const CascadeModel& model) {
    for (const auto& market : model.markets) {
        if (std::ranges::none_of(market, [&](auto i) { return m_mark[i] != 0; })) continue;
        Lanes left{};
        for (const auto i : market)
            for (std::size_t l = 0; l < kLanes; ++l) left[l] += model.out[i] * (1 - m_loss[i][l]);
        for (const auto i : market) {
            if (!m_mark[i]) continue;
            Lanes sigma;
            for (std::size_t l = 0; l < kLanes; ++l) sigma[l] = left[l] <= 1e-10 ? 1 : std::min(1.0, model.out[i] / left[l]);
            publish(i, &sigma);
        }
    }
}

} // namespace chainscape
