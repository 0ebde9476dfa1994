// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// CascadeLanes: one direction of cascades that run side by side.

#include <array>
#include <span>
#include <vector>

#include "core/analysis/cascade_model.h"

namespace chainscape {

/// Cascades run side by side, one per lane, a cache line of them: their sums are one vector operation. Lanes never mix.
template <class Real> inline constexpr std::size_t kLanes = 64 / sizeof(Real);
template <class Real> struct alignas(64) Lanes : std::array<Real, kLanes<Real>> {};

/// While few firms have a changed partner only those are worked on, else all but the stopped ones. Real is double or float. Not thread-safe.
template <class Real> class CascadeLanes {
public:
    /// Losses that grew by no more than `least` since partners saw them wait until they have grown.
    CascadeLanes(const CascadeSide<Real>& side, std::size_t count, Real least);

    void setLoss(std::uint32_t i, std::size_t lane, Real loss);

    /// One synchronous round: passes on the losses of the firms changed before, then takes new ones. Lanes with `active` 0 stand still,
    /// others have 1. `market` (may be null): replaceability by market share. Gives the greatest rise per lane.
    Lanes<Real> round(const Lanes<Real>& active, const CascadeModel<Real>* market);

    [[nodiscard]] double loss(std::uint32_t i, std::size_t lane) const { return m_loss[i][lane]; }
    /// Firms that any lane has reached; others have lost nothing.
    [[nodiscard]] const std::vector<std::uint32_t>& seen() const { return m_seen; }
    [[nodiscard]] bool reached(std::uint32_t i) const { return m_mark[i] != 0; }

    /// Back to where nothing has failed. O(firms seen).
    void reset();

    /// A cascade leaves its lane as two columns, and goes on in another after putIn() and wake().
    void takeOut(std::size_t lane, std::vector<Real>& loss, std::vector<Real>& shown) const;
    void putIn(std::size_t lane, std::span<const Real> loss, std::span<const Real> shown);
    void wake();

private:
    void see(std::uint32_t i);
    void seeAll();
    void publish(std::uint32_t i, const Lanes<Real>* sigma);
    void publishMarkets(const CascadeModel<Real>& model);

    const CascadeSide<Real>& m_side;
    Real m_least;
    std::vector<Lanes<Real>> m_loss, m_shown; ///< as it is, and as partners see it
    std::vector<std::uint8_t> m_mark;   ///< 1: to be reset, 2: touched this round
    std::vector<std::uint8_t> m_dead;   ///< stopped in every lane, as partners see it, too
    std::vector<std::uint32_t> m_all, m_seen, m_touched, m_changed;
    bool m_dense = false, m_whole = false;
};

} // namespace chainscape
