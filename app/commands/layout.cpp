// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// layout: places of the firms of a project, or of the nodes of a plain link list.

#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>

#include "app/commands/commands.h"
#include "app/commands/layout_chain.h"
#include "core/base/text.h"
#include "core/layout/force_layout.h"
#include "core/layout/lane_layout.h"

namespace chainscape::cli {
namespace {

struct LayoutArguments {
    std::string edges, mode = "fast", stages, output;
};

Result<std::string> contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failure(ErrorCode::FileMissing, "The file cannot be opened; check its name.", {path});
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) return failure(ErrorCode::FileUnreadable, "The file cannot be read to its end.", {path});
    return text;
}

/// Calls row(line, number) for every line; stops at the first error.
Result<void> eachLine(std::string_view text, const std::function<Result<void>(std::string_view, std::int64_t)>& row) {
    std::int64_t number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (const auto done = row(trim(text.substr(0, end)), ++number); !done) return done;
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return {};
}

/// The next blank-separated word, taken off the front of line.
std::string_view nextWord(std::string_view& line) {
    const auto begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return line = {};
    const auto end = std::min(line.find_first_of(" \t", begin), line.size());
    const auto word = line.substr(begin, end - begin);
    line.remove_prefix(end);
    return word;
}

std::optional<std::int32_t> wholeNumber(std::string_view word, double lowest) {
    const auto value = parseNumber(word);
    if (!value || *value != std::floor(*value) || *value < lowest || *value > 2e9) return std::nullopt;
    return static_cast<std::int32_t>(*value);
}

/// "i j" or "i j weight" per line; blank lines are skipped; a missing weight beside given ones is 1.
Result<LayoutGraph> readEdges(const std::string& path) {
    const auto text = contents(path);
    if (!text) return tl::unexpected(text.error());
    LayoutGraph graph;
    bool weighted = false;
    std::vector<float> weights;
    const auto read = eachLine(*text, [&](std::string_view line, std::int64_t number) -> Result<void> {
        if (line.empty()) return {};
        const auto i = wholeNumber(nextWord(line), 0), j = wholeNumber(nextWord(line), 0);
        const auto third = nextWord(line);
        const auto weight = third.empty() ? std::optional<double>(1.0) : parseNumber(third);
        if (!i || !j || !weight || !trim(line).empty())
            return failure(ErrorCode::BadFormat, "A line must be \"i j\" or \"i j weight\" with node numbers from 0.", {path, number});
        weighted = weighted || !third.empty();
        graph.source.push_back(*i);
        graph.target.push_back(*j);
        weights.push_back(static_cast<float>(*weight));
        graph.n = std::max({graph.n, *i + 1, *j + 1});
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    if (weighted) graph.weight = std::move(weights);
    return graph;
}

/// One stage per line, blank = none. A file in which 0 occurs counts stages from 0.
Result<std::vector<std::int32_t>> readStages(const std::string& path) {
    const auto text = contents(path);
    if (!text) return tl::unexpected(text.error());
    std::vector<std::int32_t> stages;
    const auto read = eachLine(*text, [&](std::string_view line, std::int64_t number) -> Result<void> {
        const auto stage = line.empty() ? std::optional<std::int32_t>(-1) : wholeNumber(line, -1);
        if (!stage) return failure(ErrorCode::BadFormat, "A line must hold the stage number of one node.", {path, number});
        stages.push_back(*stage);
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    if (std::ranges::find(stages, 0) != stages.end())
        for (auto& stage : stages) ++stage;
    return stages;
}

Result<void> writePlaces(const std::string& path, const Positions& places) {
    std::string text;
    char line[64];
    for (std::size_t i = 0; i < places.x.size(); ++i) {
        const int length = std::snprintf(line, sizeof line, "%.9g %.9g\n", static_cast<double>(places.x[i]), static_cast<double>(places.y[i]));
        text.append(line, static_cast<std::size_t>(length));
    }
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) return failure(ErrorCode::FileUnwritable, "The file cannot be written; choose another place.", {path});
    return {};
}

struct Placed {
    Positions positions;
    std::int32_t iterations = 0;
    std::optional<double> crossings;
};

Result<Placed> place(const LayoutGraph& graph, const std::vector<std::int32_t>& stages, const std::string& mode) {
    Progress progress;
    if (mode == "lanes") {
        auto lanes = laneLayout(graph, stages, {}, progress);
        if (!lanes) return tl::unexpected(lanes.error());
        return Placed{std::move(lanes->positions), lanes->iterations, lanes->crossings};
    }
    ForceOptions options;
    if (mode == "quality") options.mode = ForceMode::Quality;
    if (mode == "clusters") options.mode = ForceMode::Clusters;
    auto force = forceLayout(graph, options, progress);
    if (!force) return tl::unexpected(force.error());
    return Placed{std::move(force->positions), force->iterations, std::nullopt};
}

Result<void> runLayout(const LayoutArguments& arguments, Context& context) {
    auto graph = readEdges(arguments.edges);
    if (!graph) return tl::unexpected(graph.error());
    std::vector<std::int32_t> stages;
    if (arguments.mode == "lanes") {
        if (arguments.stages.empty()) return failure(ErrorCode::BadArgument, "Lanes need the stages of the nodes: give --stages FILE.");
        auto read = readStages(arguments.stages);
        if (!read) return tl::unexpected(read.error());
        stages = std::move(*read);
        graph->n = std::max(graph->n, static_cast<std::int32_t>(stages.size()));
        stages.resize(graph->n, 0);
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto beginCpu = std::clock();
    const auto placed = place(*graph, stages, arguments.mode);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double cpu = static_cast<double>(std::clock() - beginCpu) / CLOCKS_PER_SEC;
    if (!placed) return tl::unexpected(placed.error());
    if (const auto written = writePlaces(arguments.output, placed->positions); !written) return written;
    Json document{{"nodes", graph->n}, {"links", graph->source.size()}, {"mode", arguments.mode}, {"layout_s", wall}, {"layout_cpu_s", cpu}, {"iterations", placed->iterations}};
    if (placed->crossings) document["crossings"] = number(*placed->crossings);
    std::ostringstream readable;
    readable << "Placed " << graph->n << " nodes and " << graph->source.size() << " links in " << wall << " s.\n";
    answer(context, document, readable.str());
    return {};
}

} // namespace

void addLayout(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand("layout", "Place the firms of a project, or the nodes of a list of links, on paper");
    addCommonOptions(*command, context);
    auto arguments = std::make_shared<LayoutArguments>();
    auto chain = std::make_shared<ChainLayoutArguments>();
    auto* project = command->add_option("project", chain->choice.path, "A .chain file");
    addChainOptions(*command, chain->choice);
    command->add_option("--algorithm", chain->algorithm, "Of a project: force, lanes, trophic, focus or region")->check(CLI::IsMember({"force", "lanes", "trophic", "focus", "region"}))->default_val("lanes");
    command->add_option("--focus", chain->focus, "Id of the firm in the middle (focus)")->needs(project);
    command->add_option("--edges", arguments->edges, "Links: \"i j\" or \"i j weight\" per line, nodes from 0")->excludes(project);
    command->add_option("--mode", arguments->mode, "Of a list of links: fast, quality, clusters or lanes")->check(CLI::IsMember({"fast", "quality", "clusters", "lanes"}));
    command->add_option("--stages", arguments->stages, "Stage of node i in line i (for lanes)");
    command->add_option("--output", arguments->output, "Where \"id,x,y\" per firm or \"x y\" per node is written")->required();
    command->callback([arguments, chain, &context] {
        if (arguments->edges.empty() && chain->choice.path.empty()) throw CLI::RequiredError("A .chain file or --edges");
        chain->output = arguments->output;
        const auto done = arguments->edges.empty() ? layOutChain(context, *chain) : runLayout(*arguments, context);
        if (!done) fail(context, done.error());
    });
}

} // namespace chainscape::cli
