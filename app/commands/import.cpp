// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// import: CSV files into a new project, or appended to one.

#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>

#include "app/commands/commands.h"
#include "core/base/text.h"
#include "core/io/csv_write.h"
#include "core/io/read_many.h"
#include "core/io/recipe.h"
#include "core/project/project.h"

namespace chainscape::cli {
namespace {

struct ImportArguments {
    std::string project, recipe, stages, rejects;
    std::vector<std::string> links, firms;
    bool append = false, strict = false, stream = false;
};

StageList stagesIn(const std::string& text) {
    StageList stages;
    std::istringstream in(text);
    for (std::string name; std::getline(in, name, ',');)
        if (const auto word = trim(name); !word.empty()) stages.names.emplace_back(word);
    return stages;
}

Result<std::optional<Recipe>> recipeAt(const std::string& path) {
    if (path.empty()) return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    if (!in) return failure(ErrorCode::FileMissing, "The recipe cannot be read. Check the path.", {path});
    auto recipe = recipeFromJson(std::string(std::istreambuf_iterator<char>(in), {}));
    if (!recipe) {
        recipe.error().place.file = path;
        return tl::unexpected(recipe.error());
    }
    return *recipe;
}

/// The recipe's plan fitted to a file of its kind; the other kind is guessed.
Result<ImportSource> sourceOf(const TableInput& input, TableKind kind, const std::optional<Recipe>& recipe) {
    ImportSource source{input, kind, std::nullopt};
    if (!recipe || recipe->plan.mapping.kind != kind) return source;
    const auto shown = preview(source.input, recipe->plan.dialect);
    if (!shown) return tl::unexpected(shown.error());
    source.plan = fitted(recipe->plan, *shown).plan;
    return source;
}

/// The tables of a file that hold this kind: a workbook or an archive may name some of the other kind.
Result<std::vector<TableInput>> tablesOf(const std::string& path, TableKind kind) {
    auto inputs = expanded(std::vector{path});
    if (!inputs) return inputs;
    std::erase_if(*inputs, [&](const TableInput& input) { return !input.part.empty() && kindByName(input.part).value_or(kind) != kind; });
    if (inputs->empty()) return failure(ErrorCode::NoData, std::string("The file holds no ") + (kind == TableKind::Links ? "links." : "firms."), {path});
    return inputs;
}

Result<std::vector<ImportSource>> sourcesOf(const ImportArguments& arguments, const std::optional<Recipe>& recipe) {
    std::vector<ImportSource> sources;
    const auto add = [&](const std::vector<std::string>& paths, TableKind kind) -> Result<void> {
        for (const auto& path : paths) {
            const auto inputs = tablesOf(path, kind);
            if (!inputs) return tl::unexpected(inputs.error());
            for (const auto& input : *inputs) {
                auto source = sourceOf(input, kind, recipe);
                if (!source) return tl::unexpected(source.error());
                sources.push_back(std::move(*source));
            }
        }
        return {};
    };
    auto ok = add(arguments.firms, TableKind::Firms);
    if (ok) ok = add(arguments.links, TableKind::Links);
    if (!ok) return tl::unexpected(ok.error());
    return sources;
}

Result<ImportSummary> runImport(const ImportArguments& arguments) {
    const auto recipe = recipeAt(arguments.recipe);
    if (!recipe) return tl::unexpected(recipe.error());
    const auto sources = sourcesOf(arguments, *recipe);
    if (!sources) return tl::unexpected(sources.error());
    ImportOptions options;
    options.stages = stagesIn(arguments.stages);
    if (*recipe) options.aliases = (*recipe)->aliases;
    options.mode = arguments.stream ? ImportMode::Streamed : ImportMode::Auto;
    options.needsDataset = false;
    Progress progress;
    if (!arguments.append) return importAsProject(arguments.project, *sources, options, progress);
    auto file = ProjectFile::open(arguments.project, ProjectAccess::ReadWrite, progress);
    if (!file) return tl::unexpected(file.error());
    auto summary = appendFiles(*file, *sources, options, progress);
    if (!summary) return summary;
    if (auto ok = file->close(); !ok) return tl::unexpected(ok.error());
    return summary;
}

Result<void> writeRejects(const std::string& path, const ImportSummary& summary) {
    auto csv = CsvWriter::create(path);
    if (!csv) return tl::unexpected(csv.error());
    for (const char* name : {"file", "row", "column", "reason", "sentence", "original"}) csv->text(name);
    csv->endRow();
    for (const auto& file : summary.files)
        for (const auto& reject : file.rejects) {
            csv->text(reject.file).number(double(reject.row)).text(reject.column).text(nameOf(reject.reason));
            csv->text(reject.sentence).text(reject.original).endRow();
        }
    return csv->finish();
}

Json jsonOf(const ImportSummary& summary) {
    Json json{{"rows_read", summary.rowsRead}, {"rows_kept", summary.rowsKept}, {"rows_rejected", summary.rowsRejected}, {"rejects", Json::array()}};
    for (const auto& [reason, count] : summary.rejects) json["rejects"].push_back({{"reason", reason}, {"count", count}});
    json["firms"] = summary.firms;
    json["links"] = summary.links;
    json["periods"] = summary.periods;
    json["files"] = Json::array();
    for (const auto& file : summary.files)
        json["files"].push_back({{"file", file.file},
                                 {"dialect", toText(file.plan.dialect)},
                                 {"rows_read", file.rowsRead},
                                 {"rows_kept", file.rowsKept},
                                 {"rows_rejected", file.rowsRejected}});
    json["forecasts_scored"] = summary.forecastsScored;
    json["warnings"] = summary.warnings;
    return json;
}

std::string readable(const ImportSummary& summary) {
    std::ostringstream out;
    out << summary.rowsRead << " rows read = " << summary.rowsKept << " kept + " << summary.rowsRejected << " rejected\n";
    for (const auto& [reason, count] : summary.rejects) out << "  " << count << " " << reason << '\n';
    out << summary.firms << " firms, " << summary.links << " links, " << summary.periods << " periods\n";
    if (summary.forecastsScored > 0) out << summary.forecastsScored << " issued forecasts scored; see analyse --what ledger\n";
    for (const auto& warning : summary.warnings) out << "note: " << warning << '\n';
    return out.str();
}

void importFiles(Context& context, const ImportArguments& arguments) {
    if (arguments.links.empty() && arguments.firms.empty())
        return fail(context, {ErrorCode::BadArgument, "There is nothing to import. Name files with --links or --firms.", {}});
    const auto summary = runImport(arguments);
    if (!summary) return fail(context, summary.error());
    if (!arguments.rejects.empty())
        if (auto ok = writeRejects(arguments.rejects, *summary); !ok) return fail(context, ok.error());
    answer(context, jsonOf(*summary), readable(*summary));
    if (arguments.strict && summary->rowsRejected > 0) context.exit = Exit::Rejected;
}

} // namespace

void addImport(CLI::App& root, Context& context) {
    auto arguments = std::make_shared<ImportArguments>();
    auto* command = root.add_subcommand("import", "Read CSV files into a project");
    addCommonOptions(*command, context);
    command->add_option("--project", arguments->project, "The project to make, or with --append to add to")->required();
    command->add_option("--links", arguments->links, "File of links; may be given several times")->allow_extra_args(false);
    command->add_option("--firms", arguments->firms, "File of firms; may be given several times")->allow_extra_args(false);
    command->add_option("--recipe", arguments->recipe, "How the files are read, as JSON; else everything is guessed");
    command->add_option("--stages", arguments->stages, "The stages of the chain in order, \"a,b,c\"");
    command->add_option("--rejects", arguments->rejects, "CSV to write the rejected rows to");
    command->add_flag("--append", arguments->append, "Add to a project that exists");
    command->add_flag("--stream", arguments->stream, "Write the rows of links files while they are read, for files larger than the memory");
    command->add_flag("--strict", arguments->strict, "Exit with 3 when rows were rejected");
    command->callback([arguments, &context] { importFiles(context, *arguments); });
}

} // namespace chainscape::cli
