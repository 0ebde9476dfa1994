// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cascade.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parallel.h"
#include "core/base/text.h"

namespace chainscape {
namespace {

constexpr int kLastPhysicalStage = 5;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// An impact one firm has on another: `slot` names the sum it is added to.
struct Impact {
    std::uint32_t target, slot;
    double weight;
};

/// Everything a cascade needs, built once per snapshot.
struct Model {
    std::vector<std::uint32_t> downStart, upStart;
    std::vector<Impact> down, up;             ///< slots of down: own node = non-essential sum, above: essential groups
    std::vector<std::uint32_t> sector;        ///< per node, dense
    std::vector<std::vector<std::uint32_t>> market; ///< nodes per sector
    std::vector<double> share, out;
    std::size_t slots = 0;
};

class ModelMaker {
public:
    ModelMaker(const Snapshot& s, const CascadeOptions& options) : m_s(s), m_options(options) {}

    Model make() {
        numberSectors();
        const auto n = m_s.nodeCount();
        m_model.out.assign(m_s.outValue().begin(), m_s.outValue().end());
        for (const double out : m_model.out) m_model.share.push_back(out / m_s.totalValue());
        m_model.slots = n;
        m_model.downStart.assign(n + 1, 0);
        m_impact.resize(m_s.edgeCount());
        m_groupSum.assign(m_model.market.size(), 0);
        m_groupSlot.assign(m_model.market.size(), kNone);
        for (std::uint32_t j = 0; j < n; ++j) inputsOf(j);
        bySource();
        ordersOf();
        return std::move(m_model);
    }

private:
    void numberSectors() {
        const auto& codes = m_s.dataset().firms().sector;
        std::vector<std::uint32_t> place(m_s.dataset().parts().text->size(), kNone);
        for (std::uint32_t i = 0; i < m_s.nodeCount(); ++i) {
            const auto code = codes[m_s.firm()[i]];
            if (place[code] == kNone) {
                place[code] = static_cast<std::uint32_t>(m_model.market.size());
                m_model.market.emplace_back();
                m_sectorName.push_back(m_s.dataset().text(code));
            }
            m_model.sector.push_back(place[code]);
            m_model.market[place[code]].push_back(i);
        }
        if (m_options.essentiality.empty()) return;
        const auto count = m_sectorName.size();
        m_table.assign(count * count, Essentiality::NonEssential);
        const auto holds = [&](const std::string& wanted, std::size_t sector) { return wanted == "*" || wanted == m_sectorName[sector]; };
        for (const auto& rule : m_options.essentiality)
            for (std::size_t k = 0; k < count; ++k)
                for (std::size_t l = 0; l < count; ++l)
                    if (holds(rule.supplierSector, k) && holds(rule.buyerSector, l)) m_table[k * count + l] = rule.essentiality;
    }

    [[nodiscard]] Essentiality essentiality(std::uint32_t e, std::uint32_t i, std::uint32_t j) const {
        if (!m_table.empty()) return m_table[m_model.sector[i] * m_sectorName.size() + m_model.sector[j]];
        const int stage = m_s.stage()[j];
        if (stage < 1 || stage > kLastPhysicalStage) return Essentiality::NonEssential;
        const auto& d = m_s.dataset();
        for (auto p = m_s.edges().partStart[e]; p < m_s.edges().partStart[e + 1]; ++p)
            if (toLowerAscii(d.kinds()[d.links().kind[m_s.edgeParts().link[p]]].name) == "material") return Essentiality::Essential;
        return Essentiality::NonEssential;
    }

    /// Weights of the links into j and the sums they add to.
    void inputsOf(std::uint32_t j) {
        const auto& in = m_s.in();
        const auto begin = in.start[j], end = in.start[j + 1];
        for (auto k = begin; k < end; ++k) {
            m_groupSum[m_model.sector[in.node[k]]] = 0;
            m_groupSlot[m_model.sector[in.node[k]]] = kNone;
        }
        for (auto k = begin; k < end; ++k) m_groupSum[m_model.sector[in.node[k]]] += m_s.edges().value[in.edgeOf[k]];
        const double cost = m_options.useRevenueAndCost ? m_s.dataset().firms().cost[m_s.firm()[j]] : kNaN;
        const double dilution = cost >= m_s.inValue()[j] ? m_s.inValue()[j] / cost : 1;
        for (auto k = begin; k < end; ++k) {
            const auto e = in.edgeOf[k], i = in.node[k];
            const double value = m_s.edges().value[e];
            auto& impact = m_impact[e];
            impact = {j, j, 0};
            if (!(value > 0)) continue;
            switch (essentiality(e, i, j)) {
            case Essentiality::Negligible: break;
            case Essentiality::NonEssential: impact.weight = value / m_s.inValue()[j] * dilution; break;
            case Essentiality::Essential:
                auto& slot = m_groupSlot[m_model.sector[i]];
                if (slot == kNone) slot = static_cast<std::uint32_t>(m_model.slots++);
                impact = {j, slot, value / m_groupSum[m_model.sector[i]] * dilution};
                break;
            }
        }
    }

    /// Downstream impacts stand by source, as edges do; those without weight are dropped.
    void bySource() {
        const auto& edges = m_s.edges();
        for (std::uint32_t e = 0; e < edges.size(); ++e) {
            if (!(m_impact[e].weight > 0)) continue;
            m_model.down.push_back(m_impact[e]);
            ++m_model.downStart[edges.source[e] + 1];
        }
        for (std::size_t i = 0; i < m_s.nodeCount(); ++i) m_model.downStart[i + 1] += m_model.downStart[i];
    }

    /// Upstream impacts of buyer j on its suppliers.
    void ordersOf() {
        const auto& in = m_s.in();
        m_model.upStart.push_back(0);
        for (std::uint32_t j = 0; j < m_s.nodeCount(); ++j) {
            for (auto k = in.start[j]; k < in.start[j + 1]; ++k) {
                const auto i = in.node[k];
                const double value = m_s.edges().value[in.edgeOf[k]];
                const double revenue = m_options.useRevenueAndCost ? m_s.dataset().firms().revenue[m_s.firm()[i]] : kNaN;
                const double sales = revenue >= m_s.outValue()[i] ? revenue : m_s.outValue()[i];
                if (value > 0) m_model.up.push_back({i, i, value / sales});
            }
            m_model.upStart.push_back(static_cast<std::uint32_t>(m_model.up.size()));
        }
    }

    const Snapshot& m_s;
    const CascadeOptions& m_options;
    Model m_model;
    std::vector<std::string> m_sectorName;
    std::vector<Essentiality> m_table;
    std::vector<Impact> m_impact;
    std::vector<double> m_groupSum;
    std::vector<std::uint32_t> m_groupSlot;
};

/// One side of a cascade. Losses only grow, so sums are kept and only changed firms pass theirs on; firms are reset after use.
class Side {
public:
    Side(const Model& model, const std::vector<std::uint32_t>& start, const std::vector<Impact>& impacts, std::size_t slots, double least)
        : m_model(model), m_start(start), m_impacts(impacts), m_least(least), m_capacity(start.size() - 1, 1), m_health(m_capacity),
          m_passed(m_capacity.size(), 0), m_worstGroup(m_capacity.size(), 0), m_loss(slots, 0), m_seen(m_capacity.size(), 0) {}

    void setCapacity(std::uint32_t i, double capacity) {
        see(i);
        m_capacity[i] = m_health[i] = capacity;
        m_changed.push_back(i);
    }

    /// sigma = 1: passes the losses of the firms changed last round on and takes the next round's healths.
    double round() {
        m_touched.clear();
        for (const auto i : m_changed) pass(i, 1 - m_health[i]);
        return settle();
    }

    /// sigma by market share, from last round's healths.
    double marketRound() {
        m_touched.clear();
        for (const auto i : m_changed) m_staleMarkets.push_back(m_model.sector[i]);
        std::ranges::sort(m_staleMarkets);
        m_staleMarkets.erase(std::ranges::unique(m_staleMarkets).begin(), m_staleMarkets.end());
        for (const auto market : m_staleMarkets) {
            double left = 0;
            for (const auto i : m_model.market[market]) left += m_model.out[i] * m_health[i];
            for (const auto i : m_model.market[market])
                if (m_health[i] < 1) pass(i, (left <= 1e-10 ? 1 : std::min(1.0, m_model.out[i] / left)) * (1 - m_health[i]));
        }
        m_staleMarkets.clear();
        return settle();
    }

    [[nodiscard]] double health(std::uint32_t i) const { return m_health[i]; }
    [[nodiscard]] const std::vector<std::uint32_t>& seen() const { return m_seenList; }
    [[nodiscard]] bool reached(std::uint32_t i) const { return m_seen[i] != 0; }

    void reset() {
        for (const auto i : m_seenList) {
            if (m_passed[i] > 0)
                for (auto k = m_start[i]; k < m_start[i + 1]; ++k) m_loss[m_impacts[k].slot] = 0;
            m_capacity[i] = m_health[i] = 1;
            m_passed[i] = m_worstGroup[i] = 0;
            m_seen[i] = 0;
        }
        m_seenList.clear();
        m_changed.clear();
    }

private:
    void see(std::uint32_t i) {
        if (m_seen[i]) return;
        m_seen[i] = 1;
        m_seenList.push_back(i);
    }

    void pass(std::uint32_t i, double loss) {
        const double more = loss - m_passed[i];
        if (more <= m_least) return;
        m_passed[i] = loss;
        for (auto k = m_start[i]; k < m_start[i + 1]; ++k) {
            const Impact& impact = m_impacts[k];
            double& sum = m_loss[impact.slot];
            sum += impact.weight * more;
            if (impact.slot != impact.target) m_worstGroup[impact.target] = std::max(m_worstGroup[impact.target], sum);
            if (m_seen[impact.target] & 2) continue;
            see(impact.target);
            m_seen[impact.target] |= 2;
            m_touched.push_back(impact.target);
        }
    }

    double settle() {
        double most = 0;
        m_changed.clear();
        for (const auto j : m_touched) {
            m_seen[j] = 1;
            const double left = std::min(1 - m_loss[j], 1 - m_worstGroup[j]);
            const double health = std::max(0.0, std::min(m_capacity[j], left));
            if (!(health < m_health[j])) continue;
            most = std::max(most, m_health[j] - health);
            m_health[j] = health;
            m_changed.push_back(j);
        }
        return most;
    }

    const Model& m_model;
    const std::vector<std::uint32_t>& m_start;
    const std::vector<Impact>& m_impacts;
    double m_least;
    std::vector<double> m_capacity, m_health, m_passed, m_worstGroup, m_loss;
    std::vector<std::uint8_t> m_seen; ///< 1: to be reset, 2: touched this round
    std::vector<std::uint32_t> m_seenList, m_touched, m_changed, m_staleMarkets;
};

/// Both sides together, reusable.
class Spread {
public:
    Spread(const Model& model, const CascadeOptions& options)
        : m_options(options), m_down(model, model.downStart, model.down, model.slots, options.epsilon * 1e-3),
          m_up(model, model.upStart, model.up, model.share.size(), options.epsilon * 1e-3), m_share(model.share) {}

    void fail(std::uint32_t i, double capacity) {
        m_down.setCapacity(i, capacity);
        m_up.setCapacity(i, capacity);
    }

    struct Outcome {
        double loss = 0, down = 0, up = 0;
        int rounds = 0;
        bool converged = false;
    };

    Outcome run(const Progress& progress) {
        Outcome out;
        while (out.rounds < m_options.maxRounds && !out.converged && !progress.stopped()) {
            const double fell = std::max(m_options.replaceability == Replaceability::None ? m_down.round() : m_down.marketRound(), m_up.round());
            ++out.rounds;
            out.converged = fell <= m_options.epsilon;
        }
        for (const auto i : m_down.seen()) {
            out.down += m_share[i] * (1 - m_down.health(i));
            out.loss += m_share[i] * (1 - std::min(m_down.health(i), m_up.health(i)));
        }
        for (const auto i : m_up.seen()) {
            out.up += m_share[i] * (1 - m_up.health(i));
            if (!m_down.reached(i)) out.loss += m_share[i] * (1 - m_up.health(i));
        }
        return out;
    }

    [[nodiscard]] const Side& down() const { return m_down; }
    [[nodiscard]] const Side& up() const { return m_up; }
    void reset() {
        m_down.reset();
        m_up.reset();
    }

private:
    const CascadeOptions& m_options;
    Side m_down, m_up;
    const std::vector<double>& m_share;
};

} // namespace

Result<Cascade> cascade(const Snapshot& s, std::span<const double> capacity, const CascadeOptions& options, Progress& progress) {
    const auto model = ModelMaker(s, options).make();
    Spread spread(model, options);
    for (std::uint32_t i = 0; i < capacity.size(); ++i)
        if (capacity[i] < 1) spread.fail(i, std::max(capacity[i], 0.0));
    const auto outcome = spread.run(progress);
    if (progress.stopped()) return Progress::cancelled();
    Cascade out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        out.down.push_back(spread.down().health(i));
        out.up.push_back(spread.up().health(i));
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
    const auto model = ModelMaker(s, options).make();
    std::vector<int> rounds(n, 0);
    std::vector<std::uint8_t> converged(n, 1);
    const std::size_t step = std::max<std::size_t>(64, n / 40);
    for (std::size_t first = 0; first < n; first += step) {
        progress.report(double(first) / double(n), "letting each firm fail");
        parallelFor(std::min(step, n - first), 16, [&](std::size_t begin, std::size_t end) {
            Spread spread(model, options);
            for (auto k = begin; k < end && !progress.stopped(); ++k) {
                const auto i = static_cast<std::uint32_t>(first + k);
                spread.fail(i, 0);
                const auto outcome = spread.run(progress);
                spread.reset();
                out.index[i] = outcome.loss;
                out.down[i] = outcome.down;
                out.up[i] = outcome.up;
                rounds[i] = outcome.rounds;
                converged[i] = outcome.converged;
            }
        });
        if (progress.stopped()) return Progress::cancelled();
    }
    out.rounds = n > 0 ? *std::ranges::max_element(rounds) : 0;
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
