// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// sankey: layers, order and geometry of a flow drawing, from a project, a table of flows or a graph in JSON.

#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>

#include "app/commands/chain_choice.h"
#include "app/commands/commands.h"
#include "app/commands/flow_options.h"
#include "app/commands/sankey_output.h"
#include "core/base/text.h"
#include "core/io/import_tables.h"
#include "core/project/flow_table.h"

namespace chainscape::cli {
namespace {

struct SankeyArguments {
    ChainChoice choice;
    std::string flows, graph, output, order, csv;
    FlowOptions grouping;
    double milliseconds = 0.0;
};

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

Result<NamedSankey> readFlows(const std::string& path) {
    const TableInput input{path, {}, nullptr};
    const auto guess = preview(input);
    if (!guess) return tl::unexpected(guess.error());
    Progress progress;
    auto table = readLinks(input, guess->plan, progress);
    if (!table) return tl::unexpected(table.error());
    NamedSankey named;
    const auto& rows = table->rows;
    std::vector<int> nodeOf;
    const auto node = [&](std::uint32_t firm) {
        if (firm >= nodeOf.size()) nodeOf.resize(firm + std::size_t{1}, -1);
        if (nodeOf[firm] < 0) {
            nodeOf[firm] = static_cast<int>(named.names.size());
            named.names.emplace_back(rows.firms[firm]);
        }
        return nodeOf[firm];
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int source = node(rows.source[i]), target = node(rows.target[i]);
        named.graph.links.push_back({source, target, rows.value[i]});
    }
    named.graph.layers.assign(named.names.size(), kUnknownLayer);
    named.warnings = std::move(table->report.warnings);
    for (const auto& reject : table->report.rejects)
        named.warnings.push_back("Row " + std::to_string(reject.row) + " is left out: " + reject.sentence);
    return named;
}

/// Firms as nodes, stages as layers. Firms that only sell to themselves, and pairs with a negative sum, are drawn, too.
NamedSankey sankeyOf(const Snapshot& s) {
    NamedSankey named;
    std::map<std::uint32_t, int> extra;
    const auto add = [&](const std::string& id, int stage) {
        named.names.push_back(id);
        named.graph.layers.push_back(stage > 0 ? stage : kUnknownLayer);
        return static_cast<int>(named.names.size()) - 1;
    };
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) add(s.id(i), s.stage()[i]);
    const auto node = [&](std::uint32_t firm) {
        if (s.nodeOfFirm(firm) != kNone) return static_cast<int>(s.nodeOfFirm(firm));
        const auto [it, isNew] = extra.try_emplace(firm, 0);
        if (isNew) it->second = add(s.dataset().firms().id[firm], s.dataset().firmAt(FirmId{firm}, PeriodId{s.spec().to}).stage);
        return it->second;
    };
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < s.edgeCount(); ++e)
        named.graph.links.push_back({static_cast<int>(edges.source[e]), static_cast<int>(edges.target[e]), edges.valueUnknown[e] ? std::nan("") : edges.value[e]});
    for (const auto& self : s.selfLinks()) {
        const int firm = node(self.firm);
        named.graph.links.push_back({firm, firm, self.value});
    }
    for (const auto& pair : s.negatives()) {
        const int source = node(pair.sourceFirm), target = node(pair.targetFirm);
        named.graph.links.push_back({source, target, pair.value});
    }
    return named;
}

/// The flows between the groups of a flow figure, as the window exports them.
Result<void> writeGroupedFlows(const Snapshot& s, const SankeyArguments& arguments, Progress& progress) {
    ViewSpec view;
    if (auto ok = applyFlowOptions(arguments.grouping, view); !ok) return ok;
    view.layer = s.spec().layer;
    view.unit = s.unit();
    view.filter = s.spec().filter;
    view.period = s.dataset().periods()[s.spec().to].text;
    const auto plans = flowPlans(s.datasetPtr(), view, progress, FlowEffort::Quick);
    if (!plans) return tl::unexpected(plans.error());
    const auto panels = flowPanels(s.datasetPtr(), view, *plans);
    if (!panels) return tl::unexpected(panels.error());
    return writeFlowCsv(arguments.csv, *panels);
}

Result<NamedSankey> readChain(Context& context, const SankeyArguments& arguments) {
    Progress progress;
    const auto chosen = chooseChain(context, arguments.choice, progress);
    if (!chosen) return tl::unexpected(chosen.error());
    if (!arguments.csv.empty())
        if (auto ok = writeGroupedFlows(*chosen->snapshot, arguments, progress); !ok) return tl::unexpected(ok.error());
    return sankeyOf(*chosen->snapshot);
}

tl::unexpected<Error> badGraph(const std::string& path, std::string sentence, std::size_t row = 0) {
    return failure(ErrorCode::BadFormat, std::move(sentence), {path, static_cast<std::int64_t>(row), {}});
}

/// A whole number within int; false otherwise.
bool readInt(const Json& object, const char* key, int& value) {
    const auto it = object.find(key);
    if (it == object.end() || !it->is_number()) return false;
    const auto number = it->get<double>();
    if (!(std::abs(number) <= 2e9) || number != std::floor(number)) return false;
    value = static_cast<int>(number);
    return true;
}

Result<void> readNodes(const Json& nodes, const std::string& path, NamedSankey& named) {
    for (const auto& item : nodes) {
        if (!item.is_object()) return badGraph(path, "A node is not an object; write {\"name\": ..., \"layer\": ...}.", named.names.size() + 1);
        const auto name = item.find("name");
        named.names.push_back(name != item.end() && name->is_string() ? name->get<std::string>() : std::to_string(named.names.size()));
        int layer = kUnknownLayer;
        const auto given = item.find("layer");
        if (given != item.end() && !given->is_null() && !readInt(item, "layer", layer))
            return badGraph(path, "The layer of node \"" + named.names.back() + "\" is not a whole number; leave it out when it is unknown.", named.names.size());
        named.graph.layers.push_back(layer);
    }
    return {};
}

Result<NamedSankey> readGraph(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return failure(ErrorCode::FileMissing, "The graph cannot be read. Check the path.", {path, 0, {}});
    const auto document = Json::parse(in, nullptr, false);
    if (document.is_discarded()) return badGraph(path, "This is not a JSON document.");
    if (!document.is_object() || !document.contains("nodes") || !document.contains("links") || !document["nodes"].is_array() || !document["links"].is_array())
        return badGraph(path, "A graph needs two arrays, \"nodes\" and \"links\".");
    NamedSankey named;
    if (auto ok = readNodes(document["nodes"], path, named); !ok) return tl::unexpected(ok.error());
    for (const auto& item : document["links"]) {
        SankeyLink link;
        const auto row = named.graph.links.size() + 1;
        if (!item.is_object() || !readInt(item, "source", link.source) || !readInt(item, "target", link.target))
            return badGraph(path, "A link needs \"source\" and \"target\", the numbers of its nodes counted from 0.", row);
        const auto value = item.find("value");
        link.value = value != item.end() && value->is_number() ? value->get<double>() : std::nan("");
        named.graph.links.push_back(link);
    }
    return named;
}

void warnOfValues(NamedSankey& named, const SankeyStructure& structure) {
    std::size_t unknown = 0, negative = 0;
    for (const auto& band : structure.bands) {
        if (band.state == SankeyValueState::Unknown) ++unknown;
        if (band.state == SankeyValueState::Negative) ++negative;
    }
    if (unknown > 0) named.warnings.push_back(std::to_string(unknown) + " links have no usable value and are drawn without width.");
    if (negative > 0) named.warnings.push_back(std::to_string(negative) + " links have negative values and are drawn the other way round.");
}

Result<SankeyDrawing> layOut(NamedSankey& named, double milliseconds) {
    const auto begin = Clock::now();
    SankeyDrawing drawing;
    auto structure = buildSankeyStructure(named.graph);
    if (!structure) return tl::unexpected(structure.error());
    drawing.structure = std::move(*structure);
    SankeyOrderOptions options;
    if (milliseconds > 0.0) options.milliseconds = std::max(0.1, 0.94 * milliseconds - 2.0 * millisecondsSince(begin));
    Progress progress;
    auto order = orderSankey(drawing.structure, options, progress);
    if (!order) return tl::unexpected(order.error());
    drawing.order = std::move(*order);
    auto geometry = sankeyGeometry(drawing.structure, drawing.order.position);
    if (!geometry) return tl::unexpected(geometry.error());
    drawing.geometry = std::move(*geometry);
    drawing.milliseconds = millisecondsSince(begin);
    warnOfValues(named, drawing.structure);
    return drawing;
}

Result<void> writeFile(const std::string& path, const std::function<void(std::ostream&)>& write) {
    std::ofstream out(path, std::ios::binary);
    if (out) write(out);
    out.flush();
    if (!out) return failure(ErrorCode::FileUnwritable, "The file cannot be written. Check the folder and the free space.", {path, 0, {}});
    return {};
}

void run(const SankeyArguments& arguments, Context& context) {
    auto named = !arguments.choice.path.empty() ? readChain(context, arguments)
                 : arguments.flows.empty()      ? readGraph(arguments.graph)
                                                : readFlows(arguments.flows);
    if (!named) return fail(context, named.error());
    const auto drawing = layOut(*named, arguments.milliseconds);
    if (!drawing) return fail(context, drawing.error());
    if (auto ok = writeFile(arguments.output, [&](std::ostream& out) { out << sankeyDocument(*named, *drawing).dump(1, ' ', false, Json::error_handler_t::replace) << '\n'; }); !ok)
        return fail(context, ok.error());
    if (!arguments.order.empty())
        if (auto ok = writeFile(arguments.order, [&](std::ostream& out) { writeSankeyOrder(*drawing, out); }); !ok) return fail(context, ok.error());
    std::ostringstream readable;
    readable << named->names.size() << " nodes in " << drawing->structure.layerCount << " layers, " << drawing->structure.bands.size()
             << " links, weighted crossings " << toText(drawing->order.crossings) << ", " << static_cast<int>(std::lround(drawing->milliseconds)) << " ms\n";
    for (const auto& warning : named->warnings) context.err << warning << '\n';
    answer(context, sankeySummary(*named, *drawing), readable.str());
}

} // namespace

void addSankey(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand("sankey", "Order and lay out a flow drawing");
    const auto arguments = std::make_shared<SankeyArguments>();
    auto* from = command->add_option_group("input");
    from->add_option("project", arguments->choice.path, "A .chain file");
    from->add_option("--flows", arguments->flows, "Table of flows: source,target,value");
    from->add_option("--graph", arguments->graph, "Graph in JSON: nodes with layers, links");
    from->require_option(1);
    addChainOptions(*command, arguments->choice);
    command->add_option("--time-ms", arguments->milliseconds, "Improve the order for this long (default: a fixed effort, repeatable)")->check(CLI::Range(0.0, 1e9));
    command->add_option("--output", arguments->output, "Where the drawing goes (JSON)")->required();
    command->add_option("--order", arguments->order, "Where the order of nodes and bends goes (text)");
    command->add_option("--csv", arguments->csv, "Where the flows between the boxes of a project's flow figure go (CSV)");
    addFlowGrouping(*command, arguments->grouping);
    addCommonOptions(*command, context);
    command->callback([arguments, &context] { run(*arguments, context); });
}

} // namespace chainscape::cli
