// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stage_inference.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/level_system.h"
#include "core/base/large_memory.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

/// Money flows of all periods as weights per link of the dataset, each unit divided by its total.
std::vector<double> pooledWeights(const Dataset& d) {
    const auto& links = d.links();
    std::vector<double> weight, unitTotal(d.units().size(), 0);
    resizeLarge(weight, links.size());
    for (std::size_t i = 0; i < d.flows().size(); ++i) {
        const double value = d.flows().value[i];
        if (!std::isnan(value)) weight[d.flows().link[i]] += value;
    }
    const auto counts = [&](std::size_t l) {
        return d.kinds()[links.kind[l]].layer == Layer::Money && links.source[l] != links.target[l];
    };
    double all = 0;
    for (std::size_t l = 0; l < links.size(); ++l) {
        weight[l] = counts(l) ? std::max(weight[l], 0.0) : 0;
        unitTotal[links.unit[l]] += weight[l];
        all += weight[l];
    }
    for (std::size_t l = 0; l < links.size(); ++l) {
        if (!(all > 0)) weight[l] = counts(l) ? 1 : 0;
        else if (unitTotal[links.unit[l]] > 0) weight[l] /= unitTotal[links.unit[l]];
    }
    return weight;
}

/// The stage the data gives a firm, its newest dated row first; 0 when none does.
int givenStage(const Dataset& d, std::uint32_t firm) {
    const auto& firms = d.firms();
    int stage = firms.stageInferred[firm] ? 0 : firms.stage[firm];
    const auto begin = std::ranges::lower_bound(firms.versions, firm, {}, [](const FirmVersion& v) { return index(v.firm); });
    for (auto it = begin; it != firms.versions.end() && index(it->firm) == firm; ++it)
        if (it->stage > 0) stage = it->stage;
    return stage;
}

StageList numberedStages(int count) {
    StageList out;
    for (int s = 1; s <= count; ++s) out.names.push_back("Stage " + std::to_string(s));
    return out;
}

class Inference {
public:
    Inference(const Dataset& d, InferredStages& out) : m_d(d), m_out(out), m_anchor(d.firms().size(), kNaN) {}

    Result<void> run(Progress& progress) {
        takeGiven();
        const auto weight = pooledWeights(m_d);
        auto solved = solveLevels({m_d.firms().size(), m_d.links().source, m_d.links().target, weight}, m_anchor, progress);
        if (!solved) return tl::unexpected(solved.error());
        m_out.level = std::move(solved->level);
        chooseStageList();
        const auto groups = solved->components.members();
        for (const auto& firms : groups)
            if (std::ranges::none_of(firms, [&](auto f) { return !std::isnan(m_anchor[f]); })) stretch(firms);
        for (std::uint32_t f = 0; f < m_anchor.size(); ++f)
            if (std::isnan(m_anchor[f])) settle(f);
        return {};
    }

private:
    void takeGiven() {
        const auto n = m_anchor.size();
        m_out.stage.assign(n, 0);
        m_out.inferred.assign(n, 0);
        m_out.confidence.assign(n, std::numeric_limits<float>::quiet_NaN());
        for (std::uint32_t f = 0; f < n; ++f) {
            const int stage = givenStage(m_d, f);
            if (stage == 0) continue;
            const int undated = m_d.firms().stageInferred[f] ? 0 : m_d.firms().stage[f];
            m_anchor[f] = stage;
            m_anyGiven = true;
            m_out.stage[f] = static_cast<std::int16_t>(undated > 0 ? undated : stage);
            m_out.confidence[f] = 1;
        }
    }

    void chooseStageList() {
        m_out.stages = m_d.stages();
        if (m_anyGiven || !(m_d.stages() == defaultStages())) return;
        double top = 0;
        for (const double h : m_out.level)
            if (h > top) top = h;
        m_out.stages = numberedStages(std::clamp(static_cast<int>(std::lround(top)) + 1, 2, 8));
    }

    /// Free levels of one group over 1..K; a flat group says nothing.
    void stretch(const std::vector<std::uint32_t>& firms) {
        double top = 0;
        for (const auto f : firms)
            if (m_out.level[f] > top) top = m_out.level[f];
        for (const auto f : firms)
            m_out.level[f] = top > 1e-9 ? 1 + m_out.level[f] / top * (m_out.stages.size() - 1) : kNaN;
    }

    void settle(std::uint32_t f) {
        const double h = m_out.level[f];
        if (std::isnan(h)) return;
        const double nearest = std::floor(h + 0.5);
        m_out.stage[f] = static_cast<std::int16_t>(std::clamp(nearest, 1.0, double(m_out.stages.size())));
        m_out.inferred[f] = 1;
        m_out.confidence[f] = static_cast<float>(1 - 2 * std::fabs(h - nearest));
        ++m_out.inferredCount;
    }

    const Dataset& m_d;
    InferredStages& m_out;
    std::vector<double> m_anchor;
    bool m_anyGiven = false;
};

} // namespace

Result<InferredStages> inferStages(const Dataset& dataset, Progress& progress) {
    InferredStages out;
    if (auto ok = Inference(dataset, out).run(progress); !ok) return tl::unexpected(ok.error());
    return out;
}

} // namespace chainscape
