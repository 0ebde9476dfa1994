// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_colours.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "ui/painters/firm_colours.h"
#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

/// Groups by what they trade over all periods: the rank in colour where neither stages nor another column tell them apart.
std::vector<int> rankByValue(const FlowPlan& plan) {
    std::vector<double> weight(plan.groups.size(), 0);
    for (const auto& p : plan.pairs) weight[p.source] += std::fabs(p.value), weight[p.target] += std::fabs(p.value);
    std::vector<std::size_t> order;
    for (std::size_t g = 0; g < weight.size(); ++g) order.push_back(g);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
    std::vector<int> rank(weight.size());
    for (std::size_t k = 0; k < order.size(); ++k) rank[order[k]] = int(k);
    return rank;
}

class Colouring {
public:
    Colouring(const FlowPanel& panel, const NetworkInput& look)
        : m_panel(panel), m_plan(*panel.plan), m_flows(*panel.flows), m_look(look), m_theme(ownTheme(theme(look.theme), look.spec)),
          m_dataset(panel.snapshot->dataset()) {}

    FlowColours run() {
        colourGroups();
        m_out.hatched.assign(m_flows.size(), 0);
        switch (m_look.spec.flow.colour) {
        case FlowColour::Source: return byEnd(true);
        case FlowColour::Target: return byEnd(false);
        case FlowColour::Kind: return byKind();
        case FlowColour::Digital: return byDigital();
        case FlowColour::Change: return byChange();
        case FlowColour::Platform: return byPlatform();
        }
        return byEnd(true);
    }

private:
    [[nodiscard]] bool byStage() const { return m_look.spec.colourBy == "stage"; }
    [[nodiscard]] bool hasStages() const { return std::ranges::any_of(m_plan.laneStage, [](int s) { return s > 0; }); }

    void colourGroups() {
        if (byStage() && hasStages()) {
            for (const auto& g : m_plan.groups) m_out.group.push_back(colourOfStage(m_theme, m_dataset.stages(), g.stage));
            for (const int stage : m_plan.laneStage)
                m_groupLegend.push_back({colourOfStage(m_theme, m_dataset.stages(), stage), stage > 0 ? fromUtf8(m_dataset.stages().name(stage)) : Words::tr("no stage"), false});
            m_groupTitle = Words::tr("Stage");
        } else if (byStage()) {
            for (const int rank : rankByValue(m_plan)) m_out.group.push_back(groupColour(m_theme, rank));
            m_groupTitle = Words::tr("The eight largest");
        } else {
            colourGroupsAsFirms();
        }
    }

    /// The colour that most of a group's value has among its firms.
    void colourGroupsAsFirms() {
        NetworkInput look = m_look;
        look.snapshot = m_panel.snapshot;
        const auto colours = firmColours(look, m_theme);
        const Snapshot& s = *m_panel.snapshot;
        std::vector<std::map<QRgb, double>> weights(m_plan.groups.size());
        for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
            const auto g = m_plan.groupOfFirm[s.firm()[i]];
            if (g != kNone) weights[g][colours.node[i].rgba()] += std::max(s.outValue()[i], s.inValue()[i]);
        }
        for (const auto& byColour : weights) {
            const auto most = std::ranges::max_element(byColour, {}, [](const auto& entry) { return entry.second; });
            m_out.group.push_back(most == byColour.end() ? m_theme.other : QColor::fromRgba(most->first));
        }
        m_groupTitle = colours.title;
        m_groupLegend = colours.legend;
    }

    FlowColours byEnd(bool source) {
        for (const auto& p : m_plan.pairs) m_out.band.push_back(m_out.group[source ? p.source : p.target]);
        m_out.title = source ? Words::tr("%1 of the seller").arg(m_groupTitle) : Words::tr("%1 of the buyer").arg(m_groupTitle);
        m_out.legend = m_groupLegend;
        return std::move(m_out);
    }

    FlowColours byKind() {
        std::map<std::uint16_t, double> weight;
        for (const auto& f : m_flows)
            if (f.value != 0) weight[f.kind] += std::fabs(f.value);
        std::vector<std::uint16_t> kinds; // in the order of the data, so that a kind keeps its colour
        for (std::uint16_t k = 0; k < m_dataset.kinds().size(); ++k)
            if (m_dataset.kinds()[k].layer == m_plan.layer) kinds.push_back(k);
        const auto rankOf = [&](std::uint16_t kind) { return int(std::ranges::find(kinds, kind) - kinds.begin()); };
        for (const auto& f : m_flows) m_out.band.push_back(groupColour(m_theme, rankOf(f.kind)));
        for (const auto& [kind, value] : weight) m_out.legend.push_back({groupColour(m_theme, rankOf(kind)), fromUtf8(m_dataset.kinds()[kind].name), false});
        m_out.title = Words::tr("Kind of most of the value");
        return std::move(m_out);
    }

    FlowColours byDigital() {
        for (std::size_t i = 0; i < m_flows.size(); ++i) {
            m_out.band.push_back(sequentialColour(m_theme, m_flows[i].digital));
            m_out.hatched[i] = std::isnan(m_flows[i].digital) ? 1 : 0;
        }
        for (const double t : {0.0, 0.5, 1.0}) m_out.legend.push_back({sequentialColour(m_theme, t), shortText(t, 2, m_look.locale), false});
        m_out.legend.push_back({m_theme.unknown, unknownText(), true});
        m_out.title = Words::tr("Digital score of the flow");
        return std::move(m_out);
    }

    FlowColours byChange() {
        for (std::size_t i = 0; i < m_flows.size(); ++i) {
            const double change = i < m_panel.before.size() ? flowChange(m_flows[i].value, m_panel.before[i]) : std::numeric_limits<double>::quiet_NaN();
            m_out.band.push_back(divergingColour(m_theme, change));
        }
        m_out.title = m_panel.reference ? Words::tr("Change against %1").arg(fromUtf8(m_panel.reference->periodText())) : Words::tr("No earlier period to compare with");
        if (!m_panel.reference) return std::move(m_out);
        m_out.legend = {{divergingColour(m_theme, -1), Words::tr("gone"), false}, {divergingColour(m_theme, -0.5), Words::tr("halved"), false},
                        {divergingColour(m_theme, 0), Words::tr("the same"), false}, {divergingColour(m_theme, 0.5), Words::tr("doubled"), false},
                        {divergingColour(m_theme, 1), Words::tr("new"), false}};
        return std::move(m_out);
    }

    FlowColours byPlatform() {
        std::map<std::uint32_t, double> weight;
        for (const auto& f : m_flows)
            if (f.platform != kNone) weight[f.platform] += f.viaPlatform;
        std::vector<std::uint32_t> ranked;
        for (const auto& [platform, value] : weight) ranked.push_back(platform);
        std::ranges::stable_sort(ranked, [&](auto a, auto b) { return weight[a] > weight[b]; });
        for (const auto& f : m_flows) {
            const bool most = f.platform != kNone && f.viaPlatform > f.value / 2;
            m_out.band.push_back(most ? groupColour(m_theme, int(std::ranges::find(ranked, f.platform) - ranked.begin())) : m_theme.other);
        }
        for (std::size_t r = 0; r < std::min(ranked.size(), kStageColours); ++r)
            m_out.legend.push_back({groupColour(m_theme, int(r)), fromUtf8(m_dataset.firms().name[ranked[r]]), false});
        m_out.legend.push_back({m_theme.other, ranked.size() > kStageColours ? Words::tr("other platforms, or most of it direct") : Words::tr("most of it direct"), false});
        m_out.title = Words::tr("Platform that most of the value passes");
        return std::move(m_out);
    }

    const FlowPanel& m_panel;
    const FlowPlan& m_plan;
    const std::vector<GroupedFlow>& m_flows;
    const NetworkInput& m_look;
    Theme m_theme;
    const Dataset& m_dataset;
    FlowColours m_out;
    QString m_groupTitle;
    std::vector<LegendEntry> m_groupLegend;
};

} // namespace

double flowChange(double value, double reference) {
    const double larger = std::max(std::fabs(value), std::fabs(reference));
    return larger > 0 ? std::clamp((value - reference) / larger, -1.0, 1.0) : std::numeric_limits<double>::quiet_NaN();
}

FlowColours flowColours(const FlowPanel& panel, const NetworkInput& look) {
    return Colouring(panel, look).run();
}

} // namespace chainscape::ui
