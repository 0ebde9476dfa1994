// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/bridge_plan.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/analysis/bridge_paths.h"
#include "core/base/parallel.h"

namespace chainscape {
namespace {

constexpr double kBetter = 1e-12;
using Edges = std::vector<std::uint32_t>;

class Planner {
public:
    Planner(const Snapshot& s, const Accounts& a, std::span<const std::uint8_t> digital, const BridgePlanOptions& options, Progress& progress)
        : m_s(s), m_a(a), m_options(options), m_progress(progress), m_digital(digital.begin(), digital.end()) {
        for (std::uint32_t e = 0; e < digital.size(); ++e)
            if (!digital[e] && s.edges().value[e] > 0) m_gaps.push_back(e);
    }

    Result<BridgePlan> plan() {
        BridgePlan out;
        out.gapCount = m_gaps.size();
        out.base = share({});
        out.all = share(m_gaps);
        const auto most = std::min(m_gaps.size(), static_cast<std::size_t>(std::max(m_options.gaps, 0)));
        for (std::size_t k = 1; k <= most && !m_error; ++k) {
            m_progress.report(double(k - 1) / double(most), "planning bridges");
            if (m_progress.stopped()) return Progress::cancelled();
            auto step = feasible(k) ? exact(k) : greedy(k, out.steps.empty() ? BridgeStep{{}, out.base, true} : out.steps.back());
            std::ranges::sort(step.edges);
            out.steps.push_back(std::move(step));
        }
        if (m_error) return tl::unexpected(*m_error);
        out.knee = knee(out);
        return out;
    }

private:
    std::vector<std::uint8_t> closed(const Edges& edges) const {
        auto mask = m_digital;
        for (const auto e : edges) mask[e] = 1;
        return mask;
    }

    double share(const Edges& edges) {
        const auto traced = penetration(m_s, m_a, closed(edges), m_progress);
        if (traced) return traced->share;
        m_error = traced.error();
        return std::nan("");
    }

    /// E2E gains of single further gaps.
    std::vector<double> prices(const Edges& edges) {
        auto priced = gapGains(m_s, m_a, closed(edges), {}, m_progress);
        if (priced) return std::move(priced->gain);
        m_error = priced.error();
        return std::vector<double>(m_s.edgeCount(), 0);
    }

    /// All choices of k gaps are few, and so are the solves they take.
    [[nodiscard]] bool feasible(std::size_t k) const {
        double choices = 1;
        for (std::size_t i = 0; i < k; ++i) choices *= double(m_gaps.size() - i) / double(i + 1);
        const double solves = choices * double(k) / double(m_gaps.size() - k + 1);
        return choices <= m_options.exactUpTo && solves * double(m_s.edgeCount()) <= 5e7;
    }

    /// Every choice of k - 1 gaps, the last one priced.
    BridgeStep exact(std::size_t k) {
        BridgeStep best{{}, -1, true};
        Edges chosen;
        tryAll(k, 0, chosen, best);
        return best;
    }

    void tryAll(std::size_t k, std::size_t from, Edges& chosen, BridgeStep& best) {
        if (m_error || m_progress.stopped()) return;
        if (chosen.size() + 1 < k) {
            for (std::size_t g = from; g < m_gaps.size(); ++g) {
                chosen.push_back(m_gaps[g]);
                tryAll(k, g + 1, chosen, best);
                chosen.pop_back();
            }
            return;
        }
        const double now = share(chosen);
        const auto gain = prices(chosen);
        for (std::size_t g = from; g < m_gaps.size(); ++g) {
            if (!(now + gain[m_gaps[g]] > best.share + kBetter)) continue;
            best.share = now + gain[m_gaps[g]];
            best.edges = chosen;
            best.edges.push_back(m_gaps[g]);
        }
    }

    /// From the plan before: add the best single gap, or rebuild around the bundle with the best gain per gap, then exchange.
    BridgeStep greedy(std::size_t k, const BridgeStep& before) {
        BridgeStep best = extended(before, k);
        exchange(best);
        BridgeStep other = extended(bundled(k), k);
        exchange(other);
        if (other.share > best.share + kBetter) best = std::move(other);
        best.exact = false;
        return best;
    }

    /// Adds best single gaps until there are k.
    BridgeStep extended(BridgeStep step, std::size_t k) {
        while (step.edges.size() < k && !m_error && !m_progress.stopped()) {
            const auto gain = prices(step.edges);
            std::uint32_t best = kNone;
            for (const auto e : m_gaps)
                if (!std::isnan(gain[e]) && (best == kNone || gain[e] > gain[best] + kBetter)) best = e;
            if (best == kNone) break;
            step.edges.push_back(best);
            step.share += gain[best];
        }
        return step;
    }

    /// Bundles of route gaps and single gaps by gain per gap while they fit.
    BridgeStep bundled(std::size_t k) {
        BridgeStep step{{}, share({}), false};
        while (step.edges.size() < k && !m_error && !m_progress.stopped()) {
            const auto gain = prices(step.edges);
            double rate = 0;
            Edges add;
            for (const auto e : m_gaps)
                if (gain[e] > rate + kBetter) rate = gain[e], add = {e};
            offerBundles(step, k - step.edges.size(), rate, add);
            if (add.empty()) break;
            step.edges.insert(step.edges.end(), add.begin(), add.end());
            step.share = share(step.edges);
        }
        return step;
    }

    void offerBundles(const BridgeStep& step, std::size_t room, double& rate, Edges& add) {
        const auto mask = closed(step.edges);
        const auto bundles = bridgeBundles(m_s, m_a, mask, {.paths = m_options.paths, .gaps = std::min(m_options.pathGaps, int(room))});
        std::vector<double> worth(bundles.size(), 0);
        parallelFor(bundles.size(), 4, [&](std::size_t begin, std::size_t end) {
            for (auto b = begin; b < end; ++b) {
                auto with = mask;
                for (const auto e : bundles[b]) with[e] = 1;
                if (const auto traced = penetration(m_s, m_a, with, m_progress)) worth[b] = traced->share - step.share;
            }
        });
        for (std::size_t b = 0; b < bundles.size(); ++b) {
            const double each = worth[b] / double(bundles[b].size());
            if (each > rate + kBetter) rate = each, add = bundles[b];
        }
    }

    /// Takes one gap out and the best one in while that helps.
    void exchange(BridgeStep& step) {
        for (std::size_t i = 0; i < step.edges.size() && !m_error && !m_progress.stopped();) {
            Edges rest = step.edges;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            const auto better = extended({rest, share(rest), false}, step.edges.size());
            if (better.share > step.share + 1e-10) {
                step = better;
                i = 0;
            } else {
                ++i;
            }
        }
    }

    /// The step farthest above the straight line from now to the last step.
    static std::size_t knee(const BridgePlan& plan) {
        std::size_t best = 0;
        double most = -1;
        for (std::size_t k = 0; k < plan.steps.size(); ++k) {
            const double line = plan.base + (plan.steps.back().share - plan.base) * double(k + 1) / double(plan.steps.size());
            const double above = plan.steps[k].share - line;
            if (above > most + kBetter) most = above, best = k;
        }
        return best;
    }

    const Snapshot& m_s;
    const Accounts& m_a;
    BridgePlanOptions m_options;
    Progress& m_progress;
    std::vector<std::uint8_t> m_digital;
    Edges m_gaps;
    std::optional<Error> m_error;
};

} // namespace

Result<BridgePlan> bridgePlan(const Snapshot& snapshot, const Accounts& accounts, std::span<const std::uint8_t> digital,
                              const BridgePlanOptions& options, Progress& progress) {
    if (!(accounts.totalDeliveries > 0))
        return failure(ErrorCode::Undefined, "Nothing is delivered to end users here, so no gap of the data chain has a worth. Mark the end users.");
    return Planner(snapshot, accounts, digital, options, progress).plan();
}

} // namespace chainscape
