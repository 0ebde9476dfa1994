// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/flow_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "core/io/csv_write.h"

namespace chainscape {
namespace {

constexpr std::array<std::string_view, 20> kFlowColumns{
    "from", "to", "period", "value", "unit", "from_stage", "to_stage", "share_of_total", "share_of_source", "share_of_target",
    "digital", "value_without_data", "value_undecided", "value_via_platform", "platform", "kind", "links", "folded", "from_key", "to_key"};

struct GroupSums {
    std::vector<double> in, out;
    double total = 0;
};

GroupSums groupSums(std::span<const GroupedFlow> flows, const FlowPlan& plan) {
    GroupSums sums;
    sums.in.assign(plan.groups.size(), 0);
    sums.out.assign(plan.groups.size(), 0);
    for (const auto& f : flows) {
        sums.out[f.source] += f.value;
        sums.in[f.target] += f.value;
        sums.total += f.value;
    }
    return sums;
}

double shareOf(double part, double whole) { return whole != 0 ? part / whole : std::numeric_limits<double>::quiet_NaN(); }

std::string_view stageName(const FlowPlan& plan, const Dataset& d, std::uint32_t group) {
    const int stage = plan.groups[group].stage;
    return stage > 0 ? d.stages().name(stage) : std::string_view{};
}

/// Whether each pair of the plan recedes; the flows ascend as the pairs do.
std::vector<std::uint8_t> foldedFlows(std::span<const GroupedFlow> flows, const FlowPlan& plan) {
    std::vector<std::uint8_t> folded(flows.size(), 0);
    std::size_t k = 0;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const auto key = std::pair(flows[i].source, flows[i].target);
        while (k < plan.pairs.size() && std::pair(plan.pairs[k].source, plan.pairs[k].target) < key) ++k;
        if (k < plan.pairs.size() && std::pair(plan.pairs[k].source, plan.pairs[k].target) == key) folded[i] = plan.pairs[k].folded ? 1 : 0;
    }
    return folded;
}

void writePanel(CsvWriter& out, const FlowPanel& panel) {
    const FlowPlan& plan = *panel.plan;
    const Dataset& d = panel.snapshot->dataset();
    const auto flows = groupedFlows(*panel.snapshot, plan);
    const auto shares = flowShares(flows, plan);
    const auto folded = foldedFlows(flows, plan);
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const auto& f = flows[i];
        out.text(flowGroupName(plan.groups[f.source])).text(flowGroupName(plan.groups[f.target])).text(panel.snapshot->periodText());
        out.number(f.value).text(plan.unit).text(stageName(plan, d, f.source)).text(stageName(plan, d, f.target));
        out.number(shares[i].ofTotal).number(shares[i].ofSource).number(shares[i].ofTarget);
        out.number(f.digital).number(f.dark).number(f.undecided).number(f.viaPlatform);
        out.text(f.platform == kNone ? std::string_view{} : std::string_view(d.firms().name[f.platform])).text(d.kinds()[f.kind].name);
        out.number(static_cast<double>(f.edges.size())).number(static_cast<double>(folded[i]));
        out.text(plan.groups[f.source].key).text(plan.groups[f.target].key).endRow();
    }
}

} // namespace

std::vector<FlowShares> flowShares(std::span<const GroupedFlow> flows, const FlowPlan& plan) {
    const auto sums = groupSums(flows, plan);
    std::vector<FlowShares> shares;
    for (const auto& f : flows) shares.push_back({shareOf(f.value, sums.total), shareOf(f.value, sums.out[f.source]), shareOf(f.value, sums.in[f.target])});
    return shares;
}

FlowBalance flowBalance(std::span<const GroupedFlow> flows, const FlowPlan& plan) {
    const auto sums = groupSums(flows, plan);
    const auto folded = foldedFlows(flows, plan);
    FlowBalance b;
    b.total = sums.total;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const auto& f = flows[i];
        if (plan.structure.layer[f.target] < plan.structure.layer[f.source]) b.returning += f.value;
        b.dark += f.dark;
        b.undecided += f.undecided;
        if (!folded[i] || f.value == 0) continue;
        b.folded += f.value;
        ++b.foldedCount;
    }
    for (std::uint32_t g = 0; g < plan.groups.size(); ++g) {
        const double in = sums.in[g], out = sums.out[g];
        if (in == 0) b.entering += out;
        else if (out == 0) b.leaving += in;
        else (out > in ? b.added : b.kept) += std::abs(out - in);
        if (in != 0 && out != 0 && std::abs(out - in) > plan.tolerance * std::abs(b.total)) b.imbalances.push_back({g, in, out});
    }
    std::ranges::stable_sort(b.imbalances, [](const auto& x, const auto& y) { return std::abs(x.out - x.in) > std::abs(y.out - y.in); });
    return b;
}

std::string flowGroupName(const FlowGroup& group) {
    if (group.isOther) return "Other (" + std::to_string(group.firms.size()) + (group.firms.size() == 1 ? " firm)" : " firms)");
    if (!group.name.empty()) return group.by == "community" ? "Community " + group.name : group.name;
    return "no " + group.by;
}

Result<void> writeFlowCsv(const std::string& path, std::span<const FlowPanel> panels) {
    auto out = CsvWriter::create(path);
    if (!out) return tl::unexpected(out.error());
    for (const auto column : kFlowColumns) out->text(column);
    out->endRow();
    for (const auto& panel : panels) writePanel(*out, panel);
    return out->finish();
}

} // namespace chainscape
