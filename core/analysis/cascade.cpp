// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cascade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <type_traits>

#include "core/analysis/cascade_lanes.h"
#include "core/base/parallel.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

// Where rounds end at a loss of a thousandth, single precision (6e-8) takes nothing from the result, and twice the cascades fit side by side.
constexpr double kSingleEpsilon = 1e-3;
constexpr std::size_t kDoubleFirms = 2000; ///< few firms are fast anyway

/// One cascade taken out of its lane, to go on beside others later.
template <class Real> struct Parked {
    std::uint32_t firm = 0;
    int rounds = 0;
    std::array<std::vector<Real>, 4> columns; ///< loss and shown loss, downstream and upstream
};

struct Outcome {
    double loss = 0, down = 0, up = 0;
    int rounds = 0;
    bool converged = false;
};

/// Both directions together, reusable.
template <class Real> class Spread {
public:
    Spread(const CascadeModel<Real>& model, const CascadeOptions& options)
        : m_model(model), m_options(options), m_down(model.down, model.size(), least(options)), m_up(model.up, model.size(), least(options)) {}

    void fail(std::uint32_t i, std::size_t lane, double capacity) {
        m_down.setLoss(i, lane, static_cast<Real>(1 - capacity));
        m_up.setLoss(i, lane, static_cast<Real>(1 - capacity));
    }

    /// Runs lanes 0..count-1, whose rounds so far are in `out`, until at most `leave` of them have not settled.
    void run(std::span<Outcome> out, std::size_t leave, const Progress& progress) {
        Lanes<Real> active{};
        const auto open = [](const Outcome& o) { return !o.converged; };
        for (std::size_t l = 0; l < out.size(); ++l) active[l] = open(out[l]) ? 1 : 0;
        const auto* market = m_options.replaceability == Replaceability::MarketShare ? &m_model : nullptr;
        auto left = static_cast<std::size_t>(std::ranges::count_if(out, open));
        while (left > leave && !progress.stopped()) {
            const auto down = m_down.round(active, market), up = m_up.round(active, nullptr);
            for (std::size_t l = 0; l < out.size(); ++l) {
                if (active[l] == 0) continue;
                out[l].converged = double(std::max(down[l], up[l])) <= m_options.epsilon;
                if (++out[l].rounds < m_options.maxRounds && !out[l].converged) continue;
                active[l] = 0;
                --left;
                sum(l, out[l]);
            }
        }
    }

    void takeOut(std::size_t lane, Parked<Real>& to) const {
        m_down.takeOut(lane, to.columns[0], to.columns[1]);
        m_up.takeOut(lane, to.columns[2], to.columns[3]);
    }
    void putIn(std::size_t lane, const Parked<Real>& from) {
        m_down.putIn(lane, from.columns[0], from.columns[1]);
        m_up.putIn(lane, from.columns[2], from.columns[3]);
    }
    void wake() {
        m_down.wake();
        m_up.wake();
    }

    [[nodiscard]] const CascadeLanes<Real>& down() const { return m_down; }
    [[nodiscard]] const CascadeLanes<Real>& up() const { return m_up; }
    void reset() {
        m_down.reset();
        m_up.reset();
    }

private:
    /// What is too little to be passed on: nothing of the result's six digits, in single precision nothing of its own.
    static Real least(const CascadeOptions& options) {
        const double relative = options.epsilon * 1e-3;
        return static_cast<Real>(std::is_same_v<Real, float> ? relative : std::min(relative, 1e-9));
    }

    void sum(std::size_t lane, Outcome& out) const {
        for (const auto i : m_down.seen()) {
            const double down = m_down.loss(i, lane), up = m_up.loss(i, lane);
            out.down += m_model.share[i] * down;
            out.loss += m_model.share[i] * std::max(down, up);
        }
        for (const auto i : m_up.seen()) {
            const double lost = m_model.share[i] * m_up.loss(i, lane);
            out.up += lost;
            if (!m_down.reached(i)) out.loss += lost;
        }
        for (double* total : {&out.loss, &out.down, &out.up}) *total = std::min(*total, 1.0); // shares sum to 1 but for rounding
    }

    const CascadeModel<Real>& m_model;
    const CascadeOptions& m_options;
    CascadeLanes<Real> m_down, m_up;
};

/// Lets the firms of a list fail, several at a time. Cascades that take longer than their neighbours are parked and go on together.
template <class Real> class Failures {
public:
    using Done = std::function<void(std::uint32_t, const Outcome&)>;

    Failures(const CascadeModel<Real>& model, const CascadeOptions& options, const Progress& progress, Done done)
        : m_spread(model, options), m_progress(progress), m_done(std::move(done)), m_rounds(options.maxRounds) {}

    void run(std::span<const std::uint32_t> firms) {
        while (!firms.empty() && !m_progress.stopped()) {
            const auto count = std::min(kLanes<Real>, firms.size());
            for (std::size_t l = 0; l < count; ++l) m_spread.fail(firms[l], l, 0);
            finish(firms.first(count), std::vector<Outcome>(count), kLeave);
            firms = firms.subspan(count);
            while (m_parked.size() >= kLanes<Real> && !m_progress.stopped()) resume(kLeave);
        }
        while (!m_parked.empty() && !m_progress.stopped()) resume(0);
    }

private:
    static constexpr std::size_t kLeave = kLanes<Real> / 2;

    void resume(std::size_t leave) {
        const auto count = std::min(kLanes<Real>, m_parked.size());
        std::vector<std::uint32_t> firms;
        std::vector<Outcome> out(count);
        for (std::size_t l = 0; l < count; ++l) {
            m_spread.putIn(l, m_parked[l]);
            firms.push_back(m_parked[l].firm);
            out[l].rounds = m_parked[l].rounds;
        }
        m_spread.wake();
        m_parked.erase(m_parked.begin(), m_parked.begin() + static_cast<std::ptrdiff_t>(count));
        finish(firms, std::move(out), leave);
    }

    void finish(std::span<const std::uint32_t> firms, std::vector<Outcome> out, std::size_t leave) {
        m_spread.run(out, leave, m_progress);
        for (std::size_t l = 0; l < firms.size(); ++l) {
            if (out[l].converged || out[l].rounds >= m_rounds) {
                m_done(firms[l], out[l]);
                continue;
            }
            m_parked.push_back({firms[l], out[l].rounds, {}});
            m_spread.takeOut(l, m_parked.back());
        }
        m_spread.reset();
    }

    Spread<Real> m_spread;
    const Progress& m_progress;
    Done m_done;
    int m_rounds;
    std::vector<Parked<Real>> m_parked;
};

/// Firms of one stage and sector stand together, so that the lanes of a batch touch much the same firms.
std::vector<std::uint32_t> batchOrder(const Snapshot& s) {
    std::vector<std::uint32_t> order(s.nodeCount());
    std::iota(order.begin(), order.end(), 0u);
    const auto& sector = s.dataset().firms().sector;
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return std::pair(s.stage()[i], sector[s.firm()[i]]); });
    return order;
}

template <class Real> Result<SystemicRisk> riskOf(const Snapshot& s, const CascadeOptions& options, Progress& progress) {
    const auto n = s.nodeCount();
    SystemicRisk out{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
    const auto model = cascadeModel<Real>(s, options);
    const auto order = batchOrder(s);
    std::vector<int> rounds(n, 0);
    std::vector<std::uint8_t> converged(n, 1);
    const auto done = [&](std::uint32_t i, const Outcome& outcome) {
        out.index[i] = outcome.loss;
        out.down[i] = outcome.down;
        out.up[i] = outcome.up;
        rounds[i] = outcome.rounds;
        converged[i] = outcome.converged;
    };
    const std::size_t step = std::max<std::size_t>(512, n / 20);
    for (std::size_t first = 0; first < n; first += step) {
        progress.report(double(first) / double(n), "letting each firm fail");
        parallelFor(std::min(step, n - first), step / 4, [&](std::size_t begin, std::size_t end) {
            const auto firms = std::span(order).subspan(first + begin, end - begin);
            Failures<Real>(model, options, progress, done).run(firms);
        });
        if (progress.stopped()) return Progress::cancelled();
    }
    out.rounds = *std::ranges::max_element(rounds);
    out.notConverged = static_cast<std::size_t>(std::ranges::count(converged, std::uint8_t(0)));
    return out;
}

} // namespace

Result<Cascade> cascade(const Snapshot& s, std::span<const double> capacity, const CascadeOptions& options, Progress& progress) {
    const auto model = cascadeModel<double>(s, options);
    Spread<double> spread(model, options);
    for (std::uint32_t i = 0; i < capacity.size(); ++i)
        if (capacity[i] < 1) spread.fail(i, 0, std::max(capacity[i], 0.0));
    std::array<Outcome, 1> outcomes;
    spread.run(outcomes, 0, progress);
    const auto& outcome = outcomes[0];
    if (progress.stopped()) return Progress::cancelled();
    Cascade out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        out.down.push_back(1 - spread.down().loss(i, 0));
        out.up.push_back(1 - spread.up().loss(i, 0));
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
    if (!(s.totalValue() > 0)) return SystemicRisk{std::vector<double>(n, kNaN), std::vector<double>(n, kNaN), std::vector<double>(n, kNaN)};
    const bool single = n > kDoubleFirms && options.epsilon >= kSingleEpsilon;
    return single ? riskOf<float>(s, options, progress) : riskOf<double>(s, options, progress);
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
