// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cascade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/analysis/cascade_model.h"
#include "core/base/parallel.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

/// Eight cascades run side by side, one per lane: their sums are one vector operation. Lanes never mix.
constexpr std::size_t kLanes = 8;
using Lanes = std::array<double, kLanes>;

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__ELF__)
#define CHAINSCAPE_WIDE __attribute__((target_clones("avx2", "default"))) // the same sums in wider registers
#else
#define CHAINSCAPE_WIDE
#endif

/// The loss of one firm's inputs in every lane.
CHAINSCAPE_WIDE void lossOfRow(const CascadeSide& side, std::uint32_t row, const Lanes* loss, Lanes& sum) {
    Lanes worst{};
    sum = {};
    for (auto g = side.groupStart[row]; g < side.groupStart[row + 1]; ++g) {
        Lanes group{};
        for (auto k = side.groups[g].begin; k < side.groups[g].end; ++k) {
            const double weight = side.weight[k];
            const Lanes& lost = loss[side.from[k]];
            for (std::size_t l = 0; l < kLanes; ++l) group[l] += weight * lost[l];
        }
        if (side.groups[g].essential)
            for (std::size_t l = 0; l < kLanes; ++l) worst[l] = worst[l] < group[l] ? group[l] : worst[l];
        else
            for (std::size_t l = 0; l < kLanes; ++l) sum[l] += group[l];
    }
    for (std::size_t l = 0; l < kLanes; ++l) sum[l] = sum[l] < worst[l] ? worst[l] : sum[l];
}

/// The state of one direction. Only firms with a changed partner are worked on, and all is reset after use.
class SideState {
public:
    SideState(const CascadeSide& side, std::size_t count, double least)
        : m_side(side), m_least(least), m_capacity(count, filled(1)), m_health(count, filled(1)), m_loss(count, filled(0)), m_mark(count, 0) {}

    void setCapacity(std::uint32_t i, std::size_t lane, double capacity) {
        see(i);
        m_capacity[i][lane] = m_health[i][lane] = capacity;
        m_changed.push_back(i);
    }

    /// One synchronous round: passes on the losses of the firms changed before, then takes new healths. Gives the greatest fall per lane.
    Lanes round(const Lanes& active, const CascadeModel* market) {
        m_touched.clear();
        if (market) publishMarkets(*market);
        else
            for (const auto i : m_changed) publish(i, filled(1));
        m_next.resize(m_touched.size());
        for (std::size_t k = 0; k < m_touched.size(); ++k) lossOfRow(m_side, m_touched[k], m_loss.data(), m_next[k]);
        return settle(active);
    }

    [[nodiscard]] const Lanes& health(std::uint32_t i) const { return m_health[i]; }
    [[nodiscard]] const std::vector<std::uint32_t>& seen() const { return m_seen; }
    [[nodiscard]] bool reached(std::uint32_t i) const { return m_mark[i] != 0; }

    void reset() {
        for (const auto i : m_seen) {
            m_capacity[i] = m_health[i] = filled(1);
            m_loss[i] = filled(0);
            m_mark[i] = 0;
        }
        m_seen.clear();
        m_changed.clear();
    }

private:
    static Lanes filled(double value) {
        Lanes out;
        out.fill(value);
        return out;
    }

    void see(std::uint32_t i) {
        if (m_mark[i]) return;
        m_mark[i] = 1;
        m_seen.push_back(i);
    }

    /// Shows partners the loss sigma (1 - h); changes too small to matter wait until they have grown.
    void publish(std::uint32_t i, const Lanes& sigma) {
        bool changed = false;
        for (std::size_t l = 0; l < kLanes; ++l) {
            const double loss = sigma[l] * (1 - m_health[i][l]);
            if (!(loss - m_loss[i][l] > m_least)) continue;
            m_loss[i][l] = loss;
            changed = true;
        }
        if (!changed) return;
        for (auto k = m_side.hitStart[i]; k < m_side.hitStart[i + 1]; ++k) {
            const auto j = m_side.hit[k];
            if (m_mark[j] & 2) continue;
            see(j);
            m_mark[j] |= 2;
            m_touched.push_back(j);
        }
    }

    /// sigma_i = min(1, out_i / what the market still sells).
    void publishMarkets(const CascadeModel& model) {
        for (const auto& market : model.markets) {
            if (std::ranges::none_of(market, [&](auto i) { return m_mark[i] != 0; })) continue;
            Lanes left{};
            for (const auto i : market)
                for (std::size_t l = 0; l < kLanes; ++l) left[l] += model.out[i] * m_health[i][l];
            for (const auto i : market) {
                if (!m_mark[i]) continue;
                Lanes sigma;
                for (std::size_t l = 0; l < kLanes; ++l) sigma[l] = left[l] <= 1e-10 ? 1 : std::min(1.0, model.out[i] / left[l]);
                publish(i, sigma);
            }
        }
    }

    Lanes settle(const Lanes& active) {
        Lanes most{};
        m_changed.clear();
        for (std::size_t k = 0; k < m_touched.size(); ++k) {
            const auto j = m_touched[k];
            m_mark[j] = 1;
            Lanes& health = m_health[j];
            const Lanes& capacity = m_capacity[j];
            double any = 0;
            for (std::size_t l = 0; l < kLanes; ++l) {
                double left = 1 - m_next[k][l];
                left = left < capacity[l] ? left : capacity[l];
                left = left > 0 ? left : 0;
                double fall = (health[l] - left) * active[l];
                fall = fall > 0 ? fall : 0;
                most[l] = most[l] < fall ? fall : most[l];
                health[l] = fall > 0 ? left : health[l];
                any += fall;
            }
            if (any > 0) m_changed.push_back(j);
        }
        return most;
    }

    const CascadeSide& m_side;
    double m_least;
    std::vector<Lanes> m_capacity, m_health, m_loss, m_next;
    std::vector<std::uint8_t> m_mark; ///< 1: to be reset, 2: touched this round
    std::vector<std::uint32_t> m_seen, m_touched, m_changed;
};

struct Outcome {
    double loss = 0, down = 0, up = 0;
    int rounds = 0;
    bool converged = false;
};

/// Both directions together, reusable.
class Spread {
public:
    Spread(const CascadeModel& model, const CascadeOptions& options)
        : m_model(model), m_options(options), m_down(model.down, model.size(), options.epsilon * 1e-3),
          m_up(model.up, model.size(), options.epsilon * 1e-3) {}

    void fail(std::uint32_t i, std::size_t lane, double capacity) {
        m_down.setCapacity(i, lane, capacity);
        m_up.setCapacity(i, lane, capacity);
    }

    /// Runs lanes 0..count-1 until each has settled.
    std::array<Outcome, kLanes> run(std::size_t count, const Progress& progress) {
        std::array<Outcome, kLanes> out;
        Lanes active{};
        std::fill_n(active.begin(), count, 1.0);
        const auto* market = m_options.replaceability == Replaceability::MarketShare ? &m_model : nullptr;
        std::size_t left = count;
        for (int round = 0; round < m_options.maxRounds && left > 0 && !progress.stopped(); ++round) {
            const Lanes down = m_down.round(active, market), up = m_up.round(active, nullptr);
            for (std::size_t l = 0; l < count; ++l) {
                if (out[l].converged) continue;
                out[l].rounds = round + 1;
                if (std::max(down[l], up[l]) > m_options.epsilon) continue;
                out[l].converged = true;
                active[l] = 0;
                --left;
            }
        }
        for (std::size_t l = 0; l < count; ++l) sum(l, out[l]);
        return out;
    }

    [[nodiscard]] const SideState& down() const { return m_down; }
    [[nodiscard]] const SideState& up() const { return m_up; }
    void reset() {
        m_down.reset();
        m_up.reset();
    }

private:
    void sum(std::size_t lane, Outcome& out) const {
        for (const auto i : m_down.seen()) {
            const double down = m_down.health(i)[lane];
            out.down += m_model.share[i] * (1 - down);
            out.loss += m_model.share[i] * (1 - std::min(down, m_up.health(i)[lane]));
        }
        for (const auto i : m_up.seen()) {
            const double lost = m_model.share[i] * (1 - m_up.health(i)[lane]);
            out.up += lost;
            if (!m_down.reached(i)) out.loss += lost;
        }
        for (double* total : {&out.loss, &out.down, &out.up}) *total = std::min(*total, 1.0); // shares sum to 1 but for rounding
    }

    const CascadeModel& m_model;
    const CascadeOptions& m_options;
    SideState m_down, m_up;
};

/// Firms of one stage and sector stand together, so that the lanes of a batch touch much the same firms.
std::vector<std::uint32_t> batchOrder(const Snapshot& s) {
    std::vector<std::uint32_t> order(s.nodeCount());
    std::iota(order.begin(), order.end(), 0u);
    const auto& sector = s.dataset().firms().sector;
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return std::pair(s.stage()[i], sector[s.firm()[i]]); });
    return order;
}

} // namespace

Result<Cascade> cascade(const Snapshot& s, std::span<const double> capacity, const CascadeOptions& options, Progress& progress) {
    const auto model = cascadeModel(s, options);
    Spread spread(model, options);
    for (std::uint32_t i = 0; i < capacity.size(); ++i)
        if (capacity[i] < 1) spread.fail(i, 0, std::max(capacity[i], 0.0));
    const auto outcome = spread.run(1, progress)[0];
    if (progress.stopped()) return Progress::cancelled();
    Cascade out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        out.down.push_back(spread.down().health(i)[0]);
        out.up.push_back(spread.up().health(i)[0]);
    }
    out.loss = outcome.loss;
    out.lossDown = outcome.down;
    out.lossUp = outcome.up;
    out.rounds = outcome.rounds;
    out.converged = outcome.converged;
    return out;
}

Result<SystemicRisk> systemicRisk(const Snapshot& s, const CascadeOptions& options, Progress& progress) {
    const auto n = s.nodeCount();
    SystemicRisk out{std::vector<double>(n, kNaN), std::vector<double>(n, kNaN), std::vector<double>(n, kNaN)};
    if (!(s.totalValue() > 0)) return out;
    const auto model = cascadeModel(s, options);
    const auto order = batchOrder(s);
    std::vector<int> rounds(n, 0);
    std::vector<std::uint8_t> converged(n, 1);
    const std::size_t batches = (n + kLanes - 1) / kLanes, step = std::max<std::size_t>(16, batches / 40);
    for (std::size_t first = 0; first < batches; first += step) {
        progress.report(double(first) / double(batches), "letting each firm fail");
        parallelFor(std::min(step, batches - first), 8, [&](std::size_t begin, std::size_t end) {
            Spread spread(model, options);
            for (auto b = first + begin; b < first + end && !progress.stopped(); ++b) {
                const auto count = std::min(kLanes, n - b * kLanes);
                for (std::size_t l = 0; l < count; ++l) spread.fail(order[b * kLanes + l], l, 0);
                const auto outcome = spread.run(count, progress);
                spread.reset();
                for (std::size_t l = 0; l < count; ++l) {
                    const auto i = order[b * kLanes + l];
                    out.index[i] = outcome[l].loss;
                    out.down[i] = outcome[l].down;
                    out.up[i] = outcome[l].up;
                    rounds[i] = outcome[l].rounds;
                    converged[i] = outcome[l].converged;
                }
            }
        });
        if (progress.stopped()) return Progress::cancelled();
    }
    out.rounds = *std::ranges::max_element(rounds);
    out.notConverged = static_cast<std::size_t>(std::ranges::count(converged, std::uint8_t(0)));
    return out;
}

std::uint32_t mostCritical(const Snapshot& s, std::span<const double> index) {
    std::uint32_t best = kNone;
    for (std::uint32_t i = 0; i < index.size(); ++i) {
        if (std::isnan(index[i])) continue;
        const bool equal = best != kNone && std::fabs(index[i] - index[best]) <= 1e-12;
        if (best == kNone || (equal ? s.id(i) < s.id(best) : index[i] > index[best])) best = i;
    }
    return best;
}

} // namespace chainscape
