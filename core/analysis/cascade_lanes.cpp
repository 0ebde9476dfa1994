// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cascade_lanes.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <type_traits>

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
template <class Real> CHAINSCAPE_INLINE Lanes<Real> lossOfRow(const CascadeSide<Real>& side, std::uint32_t row, const Lanes<Real>* shown) {
    constexpr auto count = kLanes<Real>;
    const auto *at = &side.rows[row], *next = at + 1;
    const auto* entry = side.entries.data();
    Lanes<Real> sum{};
    auto k = at->begin;
    for (; k < at->alone; ++k) {
        const auto& lost = shown[entry[k].from];
        for (std::size_t l = 0; l < count; ++l) sum[l] += entry[k].weight * lost[l];
    }
    for (; k < at->shared; ++k) {
        const auto& lost = shown[entry[k].from];
        for (std::size_t l = 0; l < count; ++l) {
            const Real one = entry[k].weight * lost[l];
            sum[l] = sum[l] < one ? one : sum[l];
        }
    }
    for (auto g = at->group; g < next->group; ++g) {
        Lanes<Real> group{};
        for (; k < side.groupEnd[g]; ++k) {
            const auto& lost = shown[entry[k].from];
            for (std::size_t l = 0; l < count; ++l) group[l] += entry[k].weight * lost[l];
        }
        for (std::size_t l = 0; l < count; ++l) sum[l] = sum[l] < group[l] ? group[l] : sum[l];
    }
    return sum;
}

/// Whether any lane is not +0. The lanes' bits are or-ed as whole numbers, which a compiler turns into few instructions.
template <class Real> CHAINSCAPE_INLINE bool anyNotZero(const Lanes<Real>& lanes) {
    using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
    Bits bits = 0;
    for (std::size_t l = 0; l < kLanes<Real>; ++l) bits |= std::bit_cast<Bits>(lanes[l]);
    return bits != 0;
}

/// What a sweep reads and writes.
template <class Real> struct Sweep {
    const CascadeSide<Real>& side;
    std::span<const std::uint32_t> rows;
    const Lanes<Real>* shown; ///< losses as partners see them
    const Lanes<Real>* before; ///< losses before this round; those shown, where every firm has shown its own
    Lanes<Real>* loss;        ///< new losses
    std::uint8_t* dead;       ///< per row: stopped in every lane; skipped
    Lanes<Real> active{}, most{}; ///< lanes still running; the greatest rise per lane
    std::vector<std::uint32_t>& changed;
};

template <class Real> CHAINSCAPE_INLINE void sweepOf(Sweep<Real>& s) {
    constexpr auto count = kLanes<Real>;
    Lanes<Real> most = s.most;
    const Lanes<Real> active = s.active;
    for (const auto row : s.rows) {
        if (s.dead[row]) continue;
        const auto sum = lossOfRow(s.side, row, s.shown);
        const auto& before = s.before[row];
        Lanes<Real> rise, left, loss;
        for (std::size_t l = 0; l < count; ++l) {
            const Real full = (sum[l] < 1 ? sum[l] : 1) * active[l];
            loss[l] = before[l] < full ? full : before[l];
            rise[l] = loss[l] - before[l];
            most[l] = most[l] < rise[l] ? rise[l] : most[l];
            left[l] = 1 - before[l];
        }
        s.loss[row] = loss;
        if (anyNotZero(rise)) s.changed.push_back(row);
        else if (s.before == s.shown) s.dead[row] = !anyNotZero(left);
    }
    s.most = most;
}

CHAINSCAPE_WIDE void sweep(Sweep<double>& s) { sweepOf(s); }
CHAINSCAPE_WIDE void sweep(Sweep<float>& s) { sweepOf(s); }

} // namespace

template <class Real>
CascadeLanes<Real>::CascadeLanes(const CascadeSide<Real>& side, std::size_t count, Real least)
    : m_side(side), m_least(least), m_loss(count), m_shown(count), m_mark(count, 0), m_dead(count, 0), m_all(count) {
    std::iota(m_all.begin(), m_all.end(), 0u);
}

template <class Real> void CascadeLanes<Real>::setLoss(std::uint32_t i, std::size_t lane, Real loss) {
    see(i);
    m_loss[i][lane] = loss;
    m_changed.push_back(i);
}

template <class Real> Lanes<Real> CascadeLanes<Real>::round(const Lanes<Real>& active, const CascadeModel<Real>* market) {
    m_touched.clear();
    std::size_t reach = 0;
    for (const auto i : m_changed) reach += m_side.hitStart[i + 1] - m_side.hitStart[i];
    m_dense = reach > m_all.size() / 2;
    const bool whole = m_dense && !market;
    if (m_dense && !m_whole) seeAll();
    if (market) publishMarkets(*market);
    else if (whole) std::swap(m_loss, m_shown); // every firm shows its loss; the sweep writes new ones over what was shown
    else
        for (const auto i : m_changed) publish(i, nullptr);
    m_changed.clear();
    Sweep<Real> work{m_side, m_dense ? std::span<const std::uint32_t>(m_all) : m_touched, m_shown.data(), whole ? m_shown.data() : m_loss.data(), m_loss.data(), m_dead.data(), active, {}, m_changed};
    sweep(work);
    for (const auto i : m_touched) m_mark[i] = 1;
    const bool settled = std::ranges::all_of(work.most, [&](Real rise) { return rise <= m_least; });
    if (settled && !market) m_changed.clear(); // nothing to pass on: rounds to come do nothing
    return work.most;
}

template <class Real> void CascadeLanes<Real>::reset() {
    for (const auto i : m_seen) {
        m_loss[i] = m_shown[i] = {};
        m_mark[i] = m_dead[i] = 0;
    }
    m_seen.clear();
    m_changed.clear();
    m_whole = false;
}

template <class Real> void CascadeLanes<Real>::takeOut(std::size_t lane, std::vector<Real>& loss, std::vector<Real>& shown) const {
    for (const auto& row : m_loss) loss.push_back(row[lane]);
    for (const auto& row : m_shown) shown.push_back(row[lane]);
}

template <class Real> void CascadeLanes<Real>::putIn(std::size_t lane, std::span<const Real> loss, std::span<const Real> shown) {
    for (std::size_t i = 0; i < loss.size(); ++i) {
        m_loss[i][lane] = loss[i];
        m_shown[i][lane] = shown[i];
    }
}

/// Every firm counts as changed.
template <class Real> void CascadeLanes<Real>::wake() {
    seeAll();
    m_changed = m_all;
}

template <class Real> void CascadeLanes<Real>::see(std::uint32_t i) {
    if (m_mark[i]) return;
    m_mark[i] = 1;
    m_seen.push_back(i);
}

template <class Real> void CascadeLanes<Real>::seeAll() {
    for (const auto i : m_all) see(i);
    m_whole = true;
}

/// Shows partners the loss, times sigma where the market replaces part of it.
template <class Real> void CascadeLanes<Real>::publish(std::uint32_t i, const Lanes<Real>* sigma) {
    Real most = 0;
    for (std::size_t l = 0; l < kLanes<Real>; ++l) {
        const Real loss = sigma ? (*sigma)[l] * m_loss[i][l] : m_loss[i][l], rise = loss - m_shown[i][l];
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
template <class Real> void CascadeLanes<Real>::publishMarkets(const CascadeModel<Real>& model) {
    for (const auto& market : model.markets) {
        if (std::ranges::none_of(market, [&](auto i) { return m_mark[i] != 0; })) continue;
        Lanes<Real> left{};
        for (const auto i : market)
            for (std::size_t l = 0; l < kLanes<Real>; ++l) left[l] += static_cast<Real>(model.out[i]) * (1 - m_loss[i][l]);
        for (const auto i : market) {
            if (!m_mark[i]) continue;
            Lanes<Real> sigma;
            for (std::size_t l = 0; l < kLanes<Real>; ++l) sigma[l] = left[l] <= Real(1e-10) ? Real(1) : std::min(Real(1), static_cast<Real>(model.out[i]) / left[l]);
            publish(i, &sigma);
        }
    }
}

template class CascadeLanes<double>;
template class CascadeLanes<float>;

} // namespace chainscape
