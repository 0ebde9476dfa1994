// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/layout_chain.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/analysis/trophic.h"
#include "core/base/text.h"
#include "core/layout/force_layout.h"
#include "core/layout/lane_layout.h"

namespace chainscape::cli {
namespace {

constexpr std::size_t kQualityUpTo = 5000; // firms; larger chains get the fast force layout

struct Places {
    Positions positions;
    std::int32_t iterations = 0;
    std::optional<double> crossings;
};

LayoutGraph graphOf(const Snapshot& s) {
    LayoutGraph graph;
    graph.n = static_cast<std::int32_t>(s.nodeCount());
    graph.source.assign(s.edges().source.begin(), s.edges().source.end());
    graph.target.assign(s.edges().target.begin(), s.edges().target.end());
    for (const double value : s.edges().value) graph.weight.push_back(static_cast<float>(value));
    return graph;
}

Result<Places> byForce(const Snapshot& s, Progress& progress) {
    ForceOptions options;
    if (s.nodeCount() <= kQualityUpTo) options.mode = ForceMode::Quality;
    auto laid = forceLayout(graphOf(s), options, progress);
    if (!laid) return tl::unexpected(laid.error());
    return Places{std::move(laid->positions), laid->iterations, std::nullopt};
}

Result<Places> byLanes(const Snapshot& s, std::span<const std::int32_t> lanes, std::int32_t count, Progress& progress) {
    LaneOptions options;
    options.lanes = count;
    auto laid = laneLayout(graphOf(s), lanes, options, progress);
    if (!laid) return tl::unexpected(laid.error());
    return Places{std::move(laid->positions), laid->iterations, laid->crossings};
}

/// x is the trophic level itself; y comes from lanes one level wide. Firms whose level is unknown stand beyond the highest.
Result<Places> byTrophicLevel(const Snapshot& s, Progress& progress) {
    const auto trophic = trophicLevels(s, {}, progress);
    if (!trophic) return tl::unexpected(trophic.error());
    double highest = 0;
    for (const double level : trophic->level)
        if (!std::isnan(level)) highest = std::max(highest, level);
    std::vector<std::int32_t> lanes;
    for (const double level : trophic->level) lanes.push_back(std::isnan(level) ? 0 : 1 + static_cast<std::int32_t>(std::lround(level)));
    auto places = byLanes(s, lanes, 1 + static_cast<std::int32_t>(std::lround(highest)), progress);
    if (!places) return places;
    for (std::size_t i = 0; i < s.nodeCount(); ++i)
        places->positions.x[i] = static_cast<float>(std::isnan(trophic->level[i]) ? highest + 1 : trophic->level[i]);
    return places;
}

Result<Places> placesOf(const Snapshot& s, const std::string& algorithm, Progress& progress) {
    if (algorithm == "force") return byForce(s, progress);
    if (algorithm == "trophic") return byTrophicLevel(s, progress);
    const std::vector<std::int32_t> stages(s.stage().begin(), s.stage().end());
    return byLanes(s, stages, s.stageCount(), progress);
}

Result<void> writeCsv(const std::string& path, const Snapshot& s, const Positions& places) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << "id,x,y\n";
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
        file << csvField(s.id(i)) << ',' << toText(double(places.x[i])) << ',' << toText(double(places.y[i])) << '\n';
    file.close();
    if (!file) return failure(ErrorCode::FileUnwritable, "The file cannot be written; choose another place.", {path});
    return {};
}

} // namespace

Result<void> layOutChain(Context& context, const ChainLayoutArguments& arguments) {
    Progress progress;
    const auto chosen = chooseChain(context, arguments.choice, progress);
    if (!chosen) return tl::unexpected(chosen.error());
    const Snapshot& s = *chosen->snapshot;
    const auto begin = std::chrono::steady_clock::now();
    const auto beginCpu = std::clock();
    const auto places = placesOf(s, arguments.algorithm, progress);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double cpu = static_cast<double>(std::clock() - beginCpu) / CLOCKS_PER_SEC;
    if (!places) return tl::unexpected(places.error());
    if (auto ok = writeCsv(arguments.output, s, places->positions); !ok) return ok;
    Json document{{"period", s.periodText()},  {"layer", nameOf(s.spec().layer)}, {"unit", s.unit()}, {"nodes", s.nodeCount()}, {"links", s.edgeCount()},
                  {"algorithm", arguments.algorithm}, {"layout_s", wall}, {"layout_cpu_s", cpu}, {"iterations", places->iterations}};
    if (places->crossings) document["crossings"] = number(*places->crossings);
    std::ostringstream readable;
    readable << "Placed " << s.nodeCount() << " firms and " << s.edgeCount() << " links of " << s.periodText() << " in " << wall << " s.\n";
    answer(context, document, readable.str());
    return {};
}

} // namespace chainscape::cli
