// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <span>
#include <system_error>

#include "core/io/project_digest.h"
#include "core/io/recipe.h"
#include "core/project/ledger.h"
#include "core/project/project.h"
#include "core/project/stage_step.h"

namespace chainscape {
namespace {

namespace fs = std::filesystem;

/// Everything read, before anything is written.
struct Gathered {
    LinkRows links;
    FirmRows firms;
    std::vector<ImportFile> files;
};

struct Planned {
    TableInput input;
    TableKind kind;
    ReadPlan plan;
    std::vector<std::string> notes;
};

/// By the recipe of an earlier file of these columns.
bool planByRecipe(const Preview& shown, std::span<const Recipe> recipes, Planned& planned) {
    auto known = recognised(recipes, shown);
    if (!known) return false;
    planned.kind = known->fit.plan.mapping.kind;
    planned.plan = std::move(known->fit.plan);
    planned.notes = std::move(known->fit.drift);
    planned.notes.insert(planned.notes.begin(), "It was read as " + recipes[known->recipe].name + " was.");
    return true;
}

Result<Planned> planFor(const ImportSource& source, std::span<const Recipe> recipes) {
    Planned planned{source.input, source.kind.value_or(TableKind::Links), {}, {}};
    if (source.plan) {
        planned.plan = *source.plan;
        planned.kind = source.plan->mapping.kind;
    }
    if (source.plan && !source.plan->mapping.columns.empty()) return planned;
    auto guess = source.plan ? preview(source.input, source.plan->dialect) : preview(source.input);
    if (!guess) return tl::unexpected(guess.error());
    std::vector<Recipe> ofKind;
    std::ranges::copy_if(recipes, std::back_inserter(ofKind), [&](const Recipe& r) { return !source.kind || r.plan.mapping.kind == *source.kind; });
    if (!source.plan && planByRecipe(*guess, ofKind, planned)) return planned;
    if (!source.kind || guess->plan.mapping.kind == *source.kind) {
        planned.kind = guess->plan.mapping.kind;
        planned.plan = std::move(guess->plan);
        return planned;
    }
    std::vector<std::vector<std::string>> rows;
    for (auto& row : guess->rows) rows.push_back(std::move(row.cells));
    planned.plan = std::move(guess->plan);
    planned.plan.mapping = guessMapping({guess->header, rows, planned.plan.dialect.numbers}, *source.kind);
    return planned;
}

std::string baseName(const std::string& shown) {
    const std::size_t slash = shown.find_last_of("/\\");
    return slash == std::string::npos ? shown : shown.substr(slash + 1);
}

Result<void> readTable(const Planned& planned, Gathered& gathered, Progress& progress) {
    if (auto missing = missingRole(planned.plan.mapping)) {
        missing->place.file = planned.input.shownName();
        return tl::unexpected(std::move(*missing));
    }
    ImportFile file;
    file.kind = planned.kind;
    if (planned.kind == TableKind::Links) {
        auto read = readLinks(planned.input, planned.plan, progress);
        if (!read) return tl::unexpected(read.error());
        file.report = std::move(read->report);
        append(gathered.links, std::move(read->rows));
    } else {
        auto read = readFirms(planned.input, planned.plan, progress);
        if (!read) return tl::unexpected(read.error());
        file.report = std::move(read->report);
        append(gathered.firms, std::move(read->rows));
    }
    file.report.warnings.insert(file.report.warnings.end(), planned.notes.begin(), planned.notes.end());
    file.recipe = toJson(Recipe{baseName(planned.input.shownName()), file.report.plan, {}});
    if (planned.input.text) {
        file.sha256 = sha256(*planned.input.text);
        file.bytes = static_cast<std::int64_t>(planned.input.text->size());
    } else {
        const auto digest = digestOf(planned.input.path, progress);
        if (!digest) return tl::unexpected(digest.error());
        file.sha256 = digest->sha256;
        file.bytes = digest->bytes;
    }
    gathered.files.push_back(std::move(file));
    return {};
}

Result<Gathered> gather(const std::vector<ImportSource>& sources, std::span<const Recipe> recipes, Progress& progress) {
    Gathered gathered;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (progress.stopped()) return Progress::cancelled();
        const auto planned = planFor(sources[i], recipes);
        if (!planned) return tl::unexpected(planned.error());
        if (auto ok = readTable(*planned, gathered, progress); !ok) return tl::unexpected(ok.error());
    }
    return gathered;
}

/// The recipe's other names of firms become merges by hand, so that they can be seen and undone.
Result<void> storeAliases(ProjectFile& file, const ImportOptions& options) {
    std::vector<FirmEdit> edits;
    for (const auto& [alias, firm] : options.aliases) edits.push_back({alias, FirmField::MergedInto, firm, {}});
    if (edits.empty()) return {};
    const auto id = file.addEdits("Merged " + std::to_string(edits.size()) + " names as the recipe says", edits);
    if (!id) return tl::unexpected(id.error());
    return {};
}

/// How each file was read, for the next of its columns. A file without a header is not recognised again.
Result<void> storeRecipes(ProjectFile& file, const std::vector<ImportFile>& files) {
    for (const ImportFile& imported : files) {
        if (!imported.report.plan.dialect.hasHeader) continue;
        std::vector<std::string> headers;
        for (const auto& column : imported.report.plan.mapping.columns) headers.push_back(column.header);
        const std::string name = std::string(imported.kind == TableKind::Links ? "links|" : "firms|") + headerSignature(headers);
        if (auto ok = file.putDocument(DocumentKind::Recipe, name, imported.recipe); !ok) return ok;
    }
    return {};
}

void countRejects(ImportSummary& summary) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& file : summary.files) {
        summary.rowsRead += file.rowsRead;
        summary.rowsKept += file.rowsKept;
        summary.rowsRejected += file.rowsRejected;
        for (const auto& reject : file.rejects) ++counts[std::string(nameOf(reject.reason))];
        for (const auto& warning : file.warnings) summary.warnings.push_back(file.file + ": " + warning);
    }
    summary.rejects.assign(counts.begin(), counts.end());
    std::ranges::stable_sort(summary.rejects, std::ranges::greater{}, [](const auto& entry) { return entry.second; });
}

void describeResult(ImportSummary& summary, const StageStep& stages) {
    countRejects(summary);
    summary.warnings.insert(summary.warnings.end(), stages.warnings.begin(), stages.warnings.end());
    const Dataset& dataset = *summary.dataset;
    summary.firms = static_cast<std::int64_t>(dataset.firms().size());
    summary.links = static_cast<std::int64_t>(dataset.links().size());
    summary.periods = static_cast<std::int64_t>(dataset.periods().size());
    const auto inferred = std::ranges::count(dataset.firms().stageInferred, std::uint8_t{1});
    if (inferred > 0) summary.warnings.push_back(std::to_string(inferred) + " firms have no stage in the files; theirs is told from their links.");
}

} // namespace

Result<std::vector<Recipe>> recipesOf(const ProjectFile& file) {
    const auto documents = file.documents(DocumentKind::Recipe);
    if (!documents) return tl::unexpected(documents.error());
    std::vector<Recipe> recipes;
    for (const Document& document : *documents)
        if (auto recipe = recipeFromJson(document.json)) recipes.push_back(std::move(*recipe)); // what a newer program wrote is passed over
    return recipes;
}

Result<ImportSummary> appendFiles(ProjectFile& file, const std::vector<ImportSource>& sources, const ImportOptions& options, Progress& progress) {
    if (sources.empty()) return failure(ErrorCode::BadArgument, "There is no file to import. Name at least one links or firms file.");
    if (file.readOnly()) return failure(ErrorCode::FileUnwritable, file.readOnlyReason(), {file.path()});
    const auto recipes = recipesOf(file);
    if (!recipes) return tl::unexpected(recipes.error());
    auto gathered = gather(sources, *recipes, progress);
    if (!gathered) return tl::unexpected(gathered.error());
    auto stages = readStages(file, gathered->firms, gathered->files, options.stages);
    if (!stages) return tl::unexpected(stages.error());

    ImportBatch batch;
    batch.label = options.label;
    batch.links = gathered->links.files.empty() ? nullptr : &gathered->links;
    batch.firms = gathered->firms.files.empty() ? nullptr : &gathered->firms;
    batch.files = std::move(gathered->files);
    batch.stages = stages->stages;
    batch.stageWords = stages->words;
    const auto id = file.appendImport(batch, progress);
    if (!id) return tl::unexpected(id.error());

    if (auto ok = storeAliases(file, options); !ok) return tl::unexpected(ok.error());
    if (auto ok = storeRecipes(file, batch.files); !ok) return tl::unexpected(ok.error());
    for (const std::int64_t replaced : options.replaces)
        if (auto ok = file.setImportActive(replaced, false); !ok) return tl::unexpected(ok.error());

    ImportSummary summary;
    summary.importId = *id;
    gathered->links = {};
    gathered->firms = {};
    auto dataset = reload(file, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    summary.dataset = std::move(*dataset);
    const auto scored = scoreLedger(file, summary.dataset, progress);
    if (scored) summary.forecastsScored = static_cast<std::int64_t>(*scored);
    else summary.warnings.push_back("The issued forecasts were not scored (the next import tries again): " + scored.error().message);
    for (auto& imported : batch.files) summary.files.push_back(std::move(imported.report));
    describeResult(summary, *stages);
    return summary;
}

Result<ImportSummary> importAsProject(const std::string& path, const std::vector<ImportSource>& sources, const ImportOptions& options, Progress& progress) {
    std::error_code ec;
    if (fs::exists(path, ec))
        return failure(ErrorCode::FileUnwritable, "The project exists already. Append to it (--append), or choose another name.", {path});
    const std::string partial = path + ".part";
    for (const char* tail : {"", "-journal", "-wal", "-shm"}) fs::remove(partial + tail, ec);
    auto summary = [&]() -> Result<ImportSummary> {
        auto file = ProjectFile::create(partial);
        if (!file) return tl::unexpected(file.error());
        auto done = appendFiles(*file, sources, options, progress);
        if (!done) return done;
        if (auto ok = file->close(); !ok) return tl::unexpected(ok.error());
        return done;
    }();
    if (summary) {
        fs::rename(partial, path, ec);
        if (!ec) return summary;
        summary = failure(ErrorCode::FileUnwritable, "The project cannot be put there: " + ec.message() + ".", {path});
    }
    for (const char* tail : {"", "-journal", "-wal", "-shm"}) fs::remove(partial + tail, ec);
    if (summary.error().place.file == partial) summary.error().place.file = path;
    return summary;
}

} // namespace chainscape
