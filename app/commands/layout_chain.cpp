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
#include "core/layout/focus_layout.h"
#include "core/layout/force_layout.h"
#include "core/layout/region_layout.h"
#include "core/layout/trophic_layout.h"
#include "core/project/network_places.h"

namespace chainscape::cli {
namespace {

constexpr double kPageShape = 1.6;           // width over height of region layouts
constexpr std::size_t kQualityUpTo = 5000; // firms; larger chains get the fast force layout

struct Places {
    Positions positions;
    std::int32_t iterations = 0;
    std::optional<double> crossings;
};

Result<Places> byForce(const Snapshot& s, Progress& progress) {
    ForceOptions options;
    if (s.nodeCount() <= kQualityUpTo) options.mode = ForceMode::Quality;
    auto laid = forceLayout(layoutGraphOf(s), options, progress);
    if (!laid) return tl::unexpected(laid.error());
    return Places{std::move(laid->positions), laid->iterations, std::nullopt};
}

Result<Places> byLanes(const Snapshot& s, std::span<const std::int32_t> lanes, std::int32_t count, Progress& progress) {
    LaneOptions options;
    options.lanes = count;
    auto laid = laneLayout(layoutGraphOf(s), lanes, options, progress);
    if (!laid) return tl::unexpected(laid.error());
    return Places{std::move(laid->positions), laid->iterations, laid->crossings};
}

Result<Places> byTrophicLevel(const Snapshot& s, Progress& progress) {
    const auto trophic = trophicLevels(s, {}, progress);
    if (!trophic) return tl::unexpected(trophic.error());
    auto laid = trophicLayout(layoutGraphOf(s), trophic->level, {}, progress);
    if (!laid) return tl::unexpected(laid.error());
    return Places{std::move(laid->positions), laid->iterations, std::nullopt};
}

Result<Places> byFocus(const Snapshot& s, const std::string& focus, Progress& progress) {
    if (s.nodeOfId(focus) == kNone) return failure(ErrorCode::NotFound, "The focus layout needs a firm that trades in this period; name it with --focus.");
    auto laid = focusLayout(layoutGraphOf(s), static_cast<std::int32_t>(s.nodeOfId(focus)), {}, progress);
    if (!laid) return tl::unexpected(laid.error());
    return Places{std::move(laid->lanes.positions), laid->lanes.iterations, laid->lanes.crossings};
}

/// A map where at least half of the firms have coordinates, else a box per region.
Places byRegion(const Snapshot& s) {
    const FirmTable& firms = s.dataset().firms();
    std::vector<double> latitude, longitude;
    std::vector<std::uint32_t> region;
    for (const auto f : s.firm()) {
        latitude.push_back(firms.latitude[f]);
        longitude.push_back(firms.longitude[f]);
        region.push_back(firms.region[f]);
    }
    MapPlaces map = mapPlaces(latitude, longitude, kPageShape);
    if (map.placed > 0 && map.placed * 2 >= s.nodeCount()) return {std::move(map.positions), 0, std::nullopt};
    const std::vector<std::int32_t> stages(s.stage().begin(), s.stage().end());
    return {regionGrid(region, stages, kPageShape).positions, 0, std::nullopt};
}

Result<Places> placesOf(const Snapshot& s, const ChainLayoutArguments& arguments, Progress& progress) {
    const std::string& algorithm = arguments.algorithm;
    if (algorithm == "focus") return byFocus(s, arguments.focus, progress);
    if (algorithm == "region") return byRegion(s);
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
    const auto places = placesOf(s, arguments, progress);
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
