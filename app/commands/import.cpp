// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// import: CSV files into a new project, or appended to one.

#include <fstream>
#include <iterator>
#include <map>
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
    std::vector<std::string> links, firms, words;
    GivenMeaning given;
    bool append = false, strict = false, dryRun = false, stream = false;
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

/// The tables of a file that hold this kind: a workbook or an archive may hold some of the other kind.
Result<std::vector<TableInput>> tablesOf(const std::string& path, TableKind kind, std::vector<std::string>& notes) {
    const auto tables = tablesIn(path);
    if (!tables) return tl::unexpected(tables.error());
    std::vector<TableInput> inputs;
    const auto only = [&](const FoundTable& table) { return table.kind ? *table.kind : kindByName(table.input.part).value_or(kind); };
    for (const FoundTable& table : *tables) {
        if (table.chosen && (tables->size() == 1 || only(table) == kind)) inputs.push_back(table.input);
        else notes.push_back(table.input.shownName() + " was left out" + (table.chosen ? std::string(kind == TableKind::Links ? ": it holds firms; name the file with --firms, too." : ": it holds links; name the file with --links, too.") : "."));
    }
    if (inputs.empty()) return failure(ErrorCode::NoData, std::string("The file holds no ") + (kind == TableKind::Links ? "links." : "firms."), {path});
    return inputs;
}

Result<std::vector<ImportSource>> sourcesOf(const ImportArguments& arguments, const std::optional<Recipe>& recipe, std::vector<std::string>& notes) {
    std::vector<ImportSource> sources;
    const auto add = [&](const std::vector<std::string>& paths, TableKind kind) -> Result<void> {
        for (const auto& path : paths) {
            const auto inputs = tablesOf(path, kind, notes);
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

/// "Lieferfirma=source": a header word and the role it means in link files, or with "firms:" before it in firm files.
Result<std::vector<HeaderWord>> wordsIn(const std::vector<std::string>& texts) {
    std::vector<HeaderWord> words;
    for (const std::string& text : texts) {
        const bool firms = text.starts_with("firms:");
        const std::size_t equals = text.rfind('=');
        const auto role = equals == std::string::npos ? std::nullopt : roleOf(trim(std::string_view(text).substr(equals + 1)));
        if (!role) return failure(ErrorCode::BadArgument, "\"" + text + "\" is no header word; write it like \"Lieferfirma=source\" or \"firms:Kreditor=id\".");
        const std::size_t begin = firms ? 6 : 0;
        words.push_back({firms ? TableKind::Firms : TableKind::Links, *role, std::string(trim(std::string_view(text).substr(begin, equals - begin)))});
    }
    return words;
}

/// Everything an import needs to be told.
struct Ordered {
    std::vector<ImportSource> sources;
    ImportOptions options;
    std::optional<ProjectFile> file; ///< to append to
    std::vector<std::string> notes;  ///< tables of the files that are not read
};

Result<Ordered> orderOf(const ImportArguments& arguments, Progress& progress) {
    Ordered ordered;
    const auto recipe = recipeAt(arguments.recipe);
    if (!recipe) return tl::unexpected(recipe.error());
    auto sources = sourcesOf(arguments, *recipe, ordered.notes);
    if (!sources) return tl::unexpected(sources.error());
    ordered.sources = std::move(*sources);
    ordered.options.stages = stagesIn(arguments.stages);
    ordered.options.given = arguments.given;
    ordered.options.mode = arguments.stream ? ImportMode::Streamed : ImportMode::Auto;
    ordered.options.needsDataset = false;
    if (*recipe) ordered.options.aliases = (*recipe)->aliases;
    if (arguments.append) {
        auto file = ProjectFile::open(arguments.project, arguments.dryRun ? ProjectAccess::ReadOnly : ProjectAccess::ReadWrite, progress);
        if (!file) return tl::unexpected(file.error());
        ordered.file.emplace(std::move(*file));
    }
    const auto more = wordsIn(arguments.words);
    if (!more) return tl::unexpected(more.error());
    if (more->empty()) return ordered;
    auto words = ordered.file ? headerWordsOf(*ordered.file) : Result<std::vector<HeaderWord>>(std::vector<HeaderWord>{});
    if (!words) return tl::unexpected(words.error());
    teach(*words, *more);
    ordered.options.words = std::move(*words);
    return ordered;
}

/// What the import would do; nothing is written.
Result<ImportChanges> runDry(const ImportArguments& arguments) {
    Progress progress;
    const auto ordered = orderOf(arguments, progress);
    if (!ordered) return tl::unexpected(ordered.error());
    const ProjectFile* file = ordered->file ? &*ordered->file : nullptr;
    const auto planned = plannedSources(file, ordered->sources, ordered->options);
    if (!planned) return tl::unexpected(planned.error());
    for (const auto& source : *planned)
        if (auto missing = missingRole(source.plan->mapping)) {
            missing->place.file = source.input.shownName();
            return tl::unexpected(*missing);
        }
    if (file == nullptr) return compareFiles(nullptr, {}, *planned, progress);
    const auto dataset = reload(*file, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    const auto edits = file->edits();
    if (!edits) return tl::unexpected(edits.error());
    const auto listed = file->listedFirms();
    if (!listed) return tl::unexpected(listed.error());
    return compareFiles(dataset->get(), *edits, *planned, progress, *listed);
}

Result<ImportSummary> runImport(const ImportArguments& arguments) {
    Progress progress;
    auto ordered = orderOf(arguments, progress);
    if (!ordered) return tl::unexpected(ordered.error());
    auto& file = ordered->file;
    auto summary = file ? appendFiles(*file, ordered->sources, ordered->options, progress)
                        : importAsProject(arguments.project, ordered->sources, ordered->options, progress);
    if (!summary) return summary;
    summary->warnings.insert(summary->warnings.end(), ordered->notes.begin(), ordered->notes.end());
    if (!file) return summary;
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

Json rolesOf(const ReadPlan& plan) {
    Json roles = Json::array();
    for (const auto& column : plan.mapping.columns) roles.push_back({{"header", column.header}, {"role", std::string(nameOf(column.role))}, {"sure", column.sure}});
    return roles;
}

Json jsonOf(const ImportChanges& changes) {
    Json json{{"dry_run", true}, {"files", Json::array()}, {"rejects", Json::array()}, {"aggregates", Json::array()}};
    std::int64_t read = 0, kept = 0;
    for (const auto& file : changes.files) {
        json["files"].push_back({{"file", file.file},
                                 {"holds", file.plan.mapping.kind == TableKind::Links ? "links" : "firms"},
                                 {"dialect", toText(file.plan.dialect)},
                                 {"columns", rolesOf(file.plan)},
                                 {"rows_read", file.rowsRead},
                                 {"rows_kept", file.rowsKept},
                                 {"rows_rejected", file.rowsRejected},
                                 {"warnings", file.warnings}});
        read += file.rowsRead;
        kept += file.rowsKept;
    }
    json["rows_read"] = read;
    json["rows_kept"] = kept;
    json["rows_rejected"] = read - kept;
    for (const auto& [reason, count] : changes.rejects) json["rejects"].push_back({{"reason", reason}, {"count", count}});
    for (const auto& sum : changes.aggregates) json["aggregates"].push_back({{"firm", sum.firm}, {"as", sum.isSource ? "source" : "target"}, {"members", sum.members}});
    json["firms_found_by_name"] = changes.joined;
    json["firms_in_links_only"] = changes.unlisted;
    json["firms_without_links"] = changes.unlinked;
    json["flows"] = {{"added", changes.added}, {"changed", changes.changed}, {"same", changes.same}, {"gone", changes.gone}};
    json["new"] = {{"firms", changes.newFirms}, {"links", changes.newLinks}, {"periods", changes.newPeriods}};
    return json;
}

std::string readable(const ImportChanges& changes) {
    std::ostringstream out;
    const Json json = jsonOf(changes);
    out << "Nothing is written. " << json["rows_read"] << " rows read = " << json["rows_kept"] << " kept + " << json["rows_rejected"] << " rejected\n";
    for (const auto& [reason, count] : changes.rejects) out << "  " << count << " " << reason << '\n';
    for (const auto& file : changes.files) {
        out << file.file << ": " << toText(file.plan.dialect) << "; " << file.rowsKept << " of " << file.rowsRead << " rows kept\n";
        for (const auto& column : file.plan.mapping.columns)
            if (column.role != ColumnRole::TargetColumn && column.role != ColumnRole::PeriodColumn)
                out << "  " << column.header << ": " << nameOf(column.role) << (column.sure ? "\n" : " (not sure)\n");
        for (const auto& warning : file.warnings) out << "  note: " << warning << '\n';
    }
    for (const auto& sum : changes.aggregates) out << "note: \"" << sum.firm << "\" is the sum of " << sum.members << " others; --leave-out leaves it out\n";
    return out.str();
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

/// What else can be done about a missing end here.
Error hinted(Error error) {
    if (error.code == ErrorCode::MissingColumn) error.message += " Or name the one for all rows with --source or --target.";
    return error;
}

void importFiles(Context& context, const ImportArguments& arguments) {
    if (arguments.links.empty() && arguments.firms.empty())
        return fail(context, {ErrorCode::BadArgument, "There is nothing to import. Name files with --links or --firms.", {}});
    if (arguments.dryRun) {
        const auto changes = runDry(arguments);
        if (!changes) return fail(context, hinted(changes.error()));
        return answer(context, jsonOf(*changes), readable(*changes));
    }
    const auto summary = runImport(arguments);
    if (!summary) return fail(context, hinted(summary.error()));
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
    command->add_option("--source", arguments->given.source, "The seller of all rows, where no column says it");
    command->add_option("--target", arguments->given.target, "The buyer of all rows, where no column says it");
    command->add_option("--period", arguments->given.period, "The period of all rows, where no column says it");
    command->add_option("--kind", arguments->given.kind, "The kind of all links, where no column says it");
    command->add_option("--unit", arguments->given.unit, "The unit of all values, where no column says it");
    command->add_option("--leave-out", arguments->given.leaveOut, "A firm that sums up others, as \"EU\"; may be given several times")->allow_extra_args(false);
    command->add_flag("--reject-unlisted", arguments->given.rejectUnlisted, "Reject links of firms that stand in no list of firms, of these files or the project");
    command->add_option("--periods", arguments->given.periodStep, "Finer dates count as the month, quarter, half-year or year they are in")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Granularity>{
            {"month", Granularity::Month}, {"quarter", Granularity::Quarter}, {"half-year", Granularity::HalfYear}, {"year", Granularity::Year}}));
    command->add_option("--split-lists", arguments->given.lists, "Cells that list several firms become a row for each: share (each an equal share of the value) or repeat (the whole)")
        ->transform(CLI::CheckedTransformer(std::map<std::string, ListCells>{{"share", ListCells::Share}, {"repeat", ListCells::Repeat}}));
    command->add_option("--list-mark", arguments->given.listMark, "What parts the firms in such a cell; else it is told from the cells");
    command->add_option("--word", arguments->words, "A header word and its role, \"Lieferfirma=source\" or \"firms:Kreditor=id\"; kept in the project; may be given several times")
        ->allow_extra_args(false);
    command->add_flag("--dry-run", arguments->dryRun, "Read and count everything, write nothing");
    command->add_flag("--append", arguments->append, "Add to a project that exists");
    command->add_flag("--stream", arguments->stream, "Write the rows of links files while they are read, for files larger than the memory");
    command->add_flag("--strict", arguments->strict, "Exit with 3 when rows were rejected");
    command->callback([arguments, &context] { importFiles(context, *arguments); });
}

} // namespace chainscape::cli
