// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_order.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>
#include <string>

#include "core/layout/sankey_search.h"

namespace chainscape {
namespace {

constexpr int kBarycentreRounds = 12;
constexpr int kPathLayer = 256;    ///< paths are moved only where no layer is larger
constexpr double kColdest = 0.04;  ///< last temperature of a cycle, in typical exchanges
constexpr std::array kHotCycles{15.0, 60.0}; ///< first temperatures, in turn, when there is time for several cycles,
constexpr double kHotSingle = 20.0;  ///< for one only,
constexpr double kHotLarge = 1200.0; ///< and for layers too large for paths, whose vertices have far to go
constexpr int kPaceRounds = 4;       ///< before the number of cycles is chosen
constexpr double kPolish = 0.03;   ///< share of the budget kept for the last descent

/// How much of the work is done: counted in sweeps, or by the clock.
class Budget {
public:
    Budget(int sweeps, double milliseconds, std::chrono::steady_clock::time_point begin)
        : m_sweeps(sweeps), m_milliseconds(milliseconds), m_begin(begin) {}

    void count() { ++m_done; }
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] bool timed() const { return m_milliseconds > 0.0; }
    [[nodiscard]] double elapsed() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_begin).count();
    }
    /// 0..1 and beyond.
    [[nodiscard]] double share() const {
        if (timed()) return elapsed() / m_milliseconds;
        return m_sweeps > 0 ? static_cast<double>(m_done) / m_sweeps : 1.0;
    }

private:
    int m_sweeps;
    double m_milliseconds;
    std::chrono::steady_clock::time_point m_begin;
    int m_done = 0;
};

class Ordering {
public:
    Ordering(const SankeyStructure& structure, const SankeyOrderOptions& options, Progress& progress,
             std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now())
        : m_structure(structure), m_options(options), m_progress(progress),
          m_search(structure, options.pinned, options.seed), m_effort(effortOf(structure, options)),
          m_sweeps(options.sweeps >= 0 ? options.sweeps : m_effort.sweeps), m_budget(m_sweeps, options.milliseconds, begin) {}

    Result<SankeyOrder> run() {
        m_search.load(firstPositions());
        if (m_options.start.empty()) m_search.barycentre(kBarycentreRounds);
        take();
        tell();
        if (m_budget.timed() || m_options.sweeps != 0) improve();
        if (m_progress.stopped()) return Progress::cancelled();
        m_search.restore(m_best, m_bestCost);
        if (m_options.start.empty() && !m_search.hasPins()) separateComponents();
        return answer();
    }

private:
    /// How the work of a round is split, and how many rounds make up the default budget (about half a second).
    struct Effort {
        int paths = 0, pathLength = 2, sweeps = 0, patience = 0, descents = 30;

        /// For callers that count rounds: each of them, and the last descent, moves no more than this much work allows.
        void bound(double sweep, double path) {
            constexpr double round = 4e6, last = 2e7, descent = 1e8;
            descents = static_cast<int>(std::clamp(descent / sweep, 2.0, static_cast<double>(descents)));
            paths = std::min(paths, static_cast<int>(round / path));
            patience = std::min(patience, static_cast<int>(last / path));
        }
    };

    static Effort effortOf(const SankeyStructure& structure, const SankeyOrderOptions& options) {
        std::vector<double> sizes(static_cast<std::size_t>(structure.layerCount), 0.0);
        for (const int l : structure.layer) sizes[l] += 1.0;
        const double widest = *std::max_element(sizes.begin(), sizes.end());
        double pieces = 0.0, area = 0.0;
        for (const auto& b : structure.bundles) pieces += b.bendCount + 1.0;
        for (std::size_t l = 0; l + 1 < sizes.size(); ++l) area += sizes[l] * sizes[l + 1] / static_cast<double>(sizes.size() - 1);
        Effort effort;
        effort.pathLength = std::clamp(structure.layerCount, 2, 8);
        effort.paths = widest <= kPathLayer ? std::max(4, structure.vertexCount() / 12) : 0;
        const double reach = std::min(1.0, kPathLayer / (2.0 * widest));
        const double sweep = 2.0 * structure.vertexCount() * reach * pieces / structure.layerCount;
        const double path = (0.6 * effort.pathLength) * (area + 10.0 * pieces / structure.layerCount + 50.0);
        effort.sweeps = static_cast<int>(std::clamp(2e8 / (sweep + 2.0 * effort.paths * path + 1.0), 20.0, 4000.0));
        effort.patience = effort.paths > 0 ? std::min(structure.vertexCount(), 400) : 0;
        if (options.sweeps >= 0) effort.bound(sweep + 1, path);
        return effort;
    }

    [[nodiscard]] std::vector<double> firstPositions() const {
        if (m_options.start.size() == m_structure.layer.size()) return m_options.start;
        if (!m_options.start.empty()) return straightBends(m_structure, m_options.start);
        std::vector<double> nodes(static_cast<std::size_t>(m_structure.nodeCount));
        for (int v = 0; v < m_structure.nodeCount; ++v)
            nodes[v] = (m_search.hasPins() ? 0.0 : static_cast<double>(m_structure.component[v]) * m_structure.nodeCount) + v;
        return straightBends(m_structure, nodes);
    }

    /// True when the budget is used up or somebody stopped us.
    [[nodiscard]] bool over() const { return m_progress.stopped() || m_budget.share() >= 1.0; }

    void take() {
        if (!m_best.empty() && m_search.cost() >= m_bestCost - 1e-13 * m_bestCost) return;
        m_best = m_search.order();
        m_bestCost = m_search.cost();
    }

    /// Sifting, then single paths, without noise, until a round gains nothing.
    void descend() {
        for (int round = 0; round < m_effort.descents && !over(); ++round)
            if (m_search.sweep(0.0) >= 0.0) break;
        for (int idle = 0; idle < m_effort.patience && !(idle % 8 == 0 && over()); ++idle)
            if (m_search.moveRandomPath(0.0, m_effort.pathLength) < 0.0) idle = 0;
        take();
    }

    /// One annealing from `hot` to cold (in typical exchanges) while the budget's share runs to `until`.
    void anneal(double hot, double until) {
        const double from = m_budget.share();
        for (;;) {
            const double share = (m_budget.share() - from) / std::max(1e-9, until - from);
            if (share >= 1.0 || m_progress.stopped()) break;
            const double temperature = m_typical * hot * std::pow(kColdest / hot, std::max(0.0, share));
            m_search.sweep(temperature);
            m_budget.count();
            take();
            for (int k = 0; k < m_effort.paths && !(m_budget.timed() && m_budget.share() >= until); ++k)
                m_search.moveRandomPath(temperature, m_effort.pathLength);
            take();
        }
        descend();
        m_search.recount();
    }

    /// Sweeps that a cycle should last: more vertices take longer to settle.
    [[nodiscard]] double fullCycle() const { return std::max(150.0, 3.0 * m_search.size()); }

    /// Rounds that still fit, told from the pace of the last one.
    [[nodiscard]] double sweepsLeft() const {
        const double left = std::max(0.0, 1.0 - m_budget.share());
        return m_budget.timed() ? left * m_options.milliseconds / std::max(1e-6, m_sweepMilliseconds) : left * m_sweeps;
    }

    /// One round without noise; its time is the pace.
    void coldRound() {
        const double before = m_budget.elapsed();
        m_search.sweep(0.0);
        m_budget.count();
        take();
        if (m_typical < 0.0) m_typical = m_search.typicalExchange();
        for (int k = 0; k < m_effort.paths && m_typical > 0.0 && !over(); ++k) m_search.moveRandomPath(0.0, m_effort.pathLength);
        take();
        m_sweepMilliseconds = m_budget.elapsed() - before;
    }

    void improve() {
        coldRound();
        for (int round = 1; round < kPaceRounds && sweepsLeft() > fullCycle(); ++round) coldRound(); // the first ones are slower than the rest
        tell();
        const double end = 1.0 - kPolish;
        for (std::size_t cycle = 0; m_typical > 0.0 && m_bestCost > 0.0 && m_budget.share() < end && !over(); ++cycle) {
            const double sweeps = sweepsLeft(), cycles = std::max(1.0, std::floor(sweeps / fullCycle()));
            const double single = std::clamp(sweeps / 20.0, 0.05, 1.0) * (m_effort.paths == 0 ? kHotLarge : kHotSingle);
            const double hot = cycle > 0 || cycles > 1.0 ? kHotCycles[cycle % kHotCycles.size()] : single;
            const double share = m_budget.share();
            const int done = m_budget.done();
            const double began = m_budget.elapsed();
            anneal(cycle == 0 && !m_options.start.empty() ? 1.0 : hot, share + (end - share) / cycles);
            if (m_budget.done() > done) m_sweepMilliseconds = (m_budget.elapsed() - began) / (m_budget.done() - done);
            tell();
            m_progress.report(std::min(1.0, m_budget.share()), "ordering flows");
        }
        m_search.restore(m_best, m_bestCost);
        descend();
    }

    /// Stacks the components in every layer, the largest first, when that crosses no more.
    void separateComponents() {
        if (m_structure.componentCount < 2) return;
        const double before = m_search.recount();
        const auto places = m_search.positions();
        std::vector<double> keys(places.size());
        const double step = static_cast<double>(places.size());
        for (int v = 0; v < m_structure.nodeCount; ++v) keys[v] = m_structure.component[v] * step + places[v];
        for (const auto& b : m_structure.bundles)
            for (int k = 0; k < b.bendCount; ++k)
                keys[b.firstBend + k] = m_structure.component[b.low] * step + places[b.firstBend + k];
        m_search.load(keys);
        if (m_search.cost() > before) m_search.restore(m_best, before);
    }

    [[nodiscard]] SankeyOrder answer() const {
        SankeyOrder order{m_search.positions(), 0.0, m_budget.done()};
        const std::vector<double> positions(order.position.begin(), order.position.end());
        order.crossings = countCrossings(m_structure, positions).weighted;
        return order;
    }

    void tell() {
        if (!m_options.better || (m_told >= 0.0 && m_bestCost >= m_told)) return;
        const auto order = m_search.order();
        const double cost = m_search.cost();
        m_search.restore(m_best, m_bestCost);
        m_options.better(answer());
        m_search.restore(order, cost);
        m_told = m_bestCost;
    }

    const SankeyStructure& m_structure;
    const SankeyOrderOptions& m_options;
    Progress& m_progress;
    SankeySearch m_search;
    Effort m_effort;
    int m_sweeps;
    Budget m_budget;
    std::vector<int> m_best;
    double m_bestCost = 0.0, m_told = -1.0, m_typical = -1.0, m_sweepMilliseconds = 0.0;
};

} // namespace

Result<SankeyOrder> orderSankey(const SankeyStructure& structure, const SankeyOrderOptions& options, Progress& progress) {
    const auto nodes = static_cast<std::size_t>(structure.nodeCount);
    if (!options.start.empty() && options.start.size() != nodes && options.start.size() != structure.layer.size())
        return failure(ErrorCode::BadArgument, "The start order has " + std::to_string(options.start.size()) + " positions for " +
                                                   std::to_string(nodes) + " nodes.");
    if (!std::all_of(options.start.begin(), options.start.end(), [](double p) { return std::isfinite(p); }))
        return failure(ErrorCode::BadArgument, "The start order holds a position that is not a number.");
    if (!options.pinned.empty() && options.pinned.size() != nodes)
        return failure(ErrorCode::BadArgument, "The list of pinned nodes has " + std::to_string(options.pinned.size()) +
                                                   " entries for " + std::to_string(nodes) + " nodes.");
    if (structure.layer.empty()) return SankeyOrder{};
    return Ordering(structure, options, progress).run();
}

} // namespace chainscape
