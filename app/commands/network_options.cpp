// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/network_options.h"

#include <algorithm>
#include <array>
#include <regex>
#include <utility>

#include "core/analysis/registry.h"
#include "ui/painters/firm_numbers.h"

namespace chainscape::cli {
namespace {

Result<void> networkWord(const std::string& word, std::initializer_list<std::string_view> choices, const std::string& what) {
    if (std::ranges::find(choices, std::string_view(word)) != choices.end()) return {};
    std::string list;
    for (const auto choice : choices)
        if (!choice.empty()) list += (list.empty() ? "" : ", ") + std::string(choice);
    return failure(ErrorCode::BadArgument, "There is no " + what + " \"" + word + "\"; choose one of " + list + ".");
}

/// A measure of the level, or one of the plain words.
Result<void> measureOr(const std::string& word, MeasureLevel level, std::initializer_list<std::string_view> plain, const std::string& what) {
    return findMeasure(word, level) ? Result<void>{} : networkWord(word, plain, what + ", nor a measure,");
}

Result<void> checkNetworkScales(const NetworkOptions& o) {
    for (const auto& scale : {o.colourScale, o.sizeScale, o.opacityScale, o.widthScale})
        if (auto ok = networkWord(scale, {"linear", "log", "rank", "classes"}, "scale"); !ok) return ok;
    return {};
}

} // namespace

void addNetworkLook(CLI::App& command, NetworkOptions& options) {
    command.add_option("--colour-by", options.colourBy, "Network: colour by stage, region, sector, function, community, internet, digital, platform, end_user, a further column or a measure of firms");
    command.add_option("--size-by", options.sizeBy, "Network: size by throughput or a measure of firms");
    command.add_option("--link-opacity-by", options.linkOpacityBy, "Network: opacity of links by confidence or digital")->check(CLI::IsMember({"confidence", "digital"}));
    command.add_option("--opacity-by", options.opacityBy, "Network: opacity by throughput, digital, a further column of numbers or a measure of firms");
    command.add_option("--shape-by", options.shapeBy, "Network: shape by platform, end_user, inferred, region, sector, function or a further column");
    command.add_option("--width-by", options.widthBy, "Network: width of links by value, digital or a measure of links");
    command.add_option("--colour-scale", options.colourScale, "linear, log, rank or classes");
    command.add_option("--size-scale", options.sizeScale, "linear, log, rank or classes");
    command.add_option("--opacity-scale", options.opacityScale, "linear, log, rank or classes");
    command.add_option("--width-scale", options.widthScale, "linear, log, rank or classes");
    command.add_option("--ramp", options.ramp, "Colours of numbers: cividis, viridis, blues or greys");
    command.add_option("--palette", options.palette, "Colours of stages and groups, upstream first, like '#664196,#4e81d2'")->delimiter(',');
    command.add_option("--force-mode", options.forceMode, "Layout force: fast, quality or clusters (default: by the number of firms)");
    command.add_option("--window", options.window, "Network: periods summed up, ending with --period")->check(CLI::Range(1, 1000));
    command.add_option("--links", options.links, "Network: heaviest links drawn (default: as fits)")->check(CLI::Range(0, 100000000));
    command.add_option("--select", options.selected, "Network: id of a firm to be lit (may stand several times)");
    command.add_flag("--trail", options.trail, "Network: where the middle of the trade of --focus lay, period by period");
    command.add_flag("--new-and-gone", options.newAndGone, "Network: what came and went since the period before");
}

Result<void> applyNetworkOptions(const NetworkOptions& o, ViewSpec& spec) {
    if (auto ok = checkNetworkScales(o); !ok) return ok;
    if (auto ok = measureOr(o.sizeBy, MeasureLevel::Firm, {"throughput"}, "size"); !ok) return ok;
    if (auto ok = measureOr(o.widthBy, MeasureLevel::Link, {"value", "digital"}, "width"); !ok) return ok;
    if (auto ok = networkWord(o.ramp, {"", "cividis", "viridis", "blues", "greys"}, "ramp"); !ok) return ok;
    if (auto ok = networkWord(o.forceMode, {"", "fast", "quality", "clusters"}, "force mode"); !ok) return ok;
    static const std::regex hex("(#[0-9a-fA-F]{6})?");
    for (const auto& colour : o.palette)
        if (!std::regex_match(colour, hex)) return failure(ErrorCode::BadArgument, "\"" + colour + "\" is not a colour; write it like #664196.");
    spec.colourBy = o.colourBy;
    spec.sizeBy = o.sizeBy;
    spec.widthBy = o.widthBy;
    spec.network = {o.shapeBy, o.opacityBy, o.opacityScale, o.linkOpacityBy, o.ramp == "cividis" ? std::string{} : o.ramp, o.palette, std::move(spec.network.pinsAside), o.newAndGone};
    spec.colourScale = o.colourScale;
    spec.sizeScale = o.sizeScale;
    spec.widthScale = o.widthScale;
    spec.forceMode = o.forceMode;
    spec.window = o.window;
    spec.edgeBudget = o.links;
    spec.selected = o.selected;
    spec.trails = o.trail;
    return {};
}

Result<void> checkOpacity(const std::string& by, const Dataset& dataset) {
    const auto columns = ui::numericAttributes(dataset);
    if (std::ranges::find(columns, by) != columns.end()) return {};
    return measureOr(by, MeasureLevel::Firm, {"", "throughput", "digital"}, "further column of numbers");
}

} // namespace chainscape::cli
