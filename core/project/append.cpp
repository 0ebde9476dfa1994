// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <future>
#include <initializer_list>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <system_error>

#include <unistd.h>

#include "core/io/project_digest.h"
#include "core/io/read_many.h"
#include "core/io/recipe.h"
#include "core/io/sqlite_db.h"
#include "core/project/ledger.h"
#include "core/project/name_join.h"
#include "core/project/project.h"
#include "core/project/stage_step.h"
#include "core/project/unlisted.h"

namespace chainscape {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCensusMemory = 96u * 1024 * 1024, kStreamCensusMemory = 24u * 1024 * 1024;
constexpr std::int64_t kManyRows = 1000000;
constexpr std::size_t kShownRejects = 10000; ///< of a streamed file
constexpr double kUnpacked = 8;              ///< how many times its size a packed file may be

/// Everything read, before anything is written.
struct Gathered {
    LinkRows links;
    FirmRows firms;
    std::vector<LinkSource> streamed; ///< links files that are read later
    std::vector<ImportFile> files;
    std::vector<TableInput> inputs; ///< of the files
};

struct Planned {
    TableInput input;
    TableKind kind;
    ReadPlan plan;
    std::vector<std::string> notes;
};

/// What the project has learnt.
struct Known {
    std::vector<Recipe> recipes;
    std::vector<HeaderWord> words;
    GivenMeaning given;
};

Result<Known> knownTo(const ProjectFile* file, const ImportOptions& options) {
    Known known{{}, options.words.value_or(std::vector<HeaderWord>{}), options.given};
    if (file == nullptr) return known;
    auto recipes = recipesOf(*file);
    if (!recipes) return tl::unexpected(recipes.error());
    known.recipes = std::move(*recipes);
    if (options.words) return known;
    auto words = headerWordsOf(*file);
    if (!words) return tl::unexpected(words.error());
    known.words = std::move(*words);
    return known;
}

/// Where one end is given for all rows and the file has a column for that end alone ("payer or payee" of an account), the column is the other end.
void turnOnlyEnd(ColumnMapping& mapping, const GivenMeaning& given) {
    const auto turn = [&](const std::string& said, const std::string& other, ColumnRole has, ColumnRole lacks) {
        if (said.empty() || !other.empty() || mapping.find(lacks)) return;
        if (const auto at = mapping.find(has)) mapping.columns[*at].role = lacks;
    };
    if (mapping.find(ColumnRole::TargetColumn) || mapping.find(ColumnRole::SourceName) || mapping.find(ColumnRole::TargetName)) return;
    turn(given.target, given.source, ColumnRole::Target, ColumnRole::Source);
    turn(given.source, given.target, ColumnRole::Source, ColumnRole::Target);
}

void complete(ColumnMapping& mapping, const GivenMeaning& given) {
    if (mapping.kind != TableKind::Links) return;
    turnOnlyEnd(mapping, given);
    const auto set = [&](std::string& constant, const std::string& said, std::initializer_list<ColumnRole> columns) {
        const bool has = std::ranges::any_of(columns, [&](ColumnRole role) { return mapping.find(role).has_value(); });
        if (!said.empty() && !has) constant = said;
    };
    set(mapping.constantSource, given.source, {ColumnRole::Source});
    set(mapping.constantTarget, given.target, {ColumnRole::Target, ColumnRole::TargetColumn});
    set(mapping.constantPeriod, given.period, {ColumnRole::Period, ColumnRole::PeriodColumn});
    set(mapping.constantKind, given.kind, {ColumnRole::Kind});
    set(mapping.constantUnit, given.unit, {ColumnRole::Unit});
    if (!given.leaveOut.empty()) mapping.rules.leaveOut = given.leaveOut;
    if (given.rejectUnlisted) mapping.rules.rejectUnlisted = true;
    if (given.periodStep != Granularity::Undated) mapping.periodStep = given.periodStep;
    if (given.lists == ListCells::Whole) return;
    mapping.lists = given.lists;
    if (given.listMark != 0) mapping.listMark = given.listMark;
    if (mapping.listMark == 0) mapping.listMark = ';';
}

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

Result<Planned> guessedFor(const ImportSource& source, const Known& known) {
    Planned planned{source.input, source.kind.value_or(TableKind::Links), {}, {}};
    if (source.plan) {
        planned.plan = *source.plan;
        planned.kind = source.plan->mapping.kind;
    }
    if (source.plan && !source.plan->mapping.columns.empty()) return planned;
    auto guess = source.plan ? preview(source.input, source.plan->dialect, known.words) : preview(source.input, known.words);
    if (!guess) return tl::unexpected(guess.error());
    std::vector<Recipe> ofKind;
    std::ranges::copy_if(known.recipes, std::back_inserter(ofKind), [&](const Recipe& r) { return !source.kind || r.plan.mapping.kind == *source.kind; });
    if (!source.plan && planByRecipe(*guess, ofKind, planned)) return planned;
    if (!source.kind || guess->plan.mapping.kind == *source.kind) {
        planned.kind = guess->plan.mapping.kind;
        planned.plan = std::move(guess->plan);
        return planned;
    }
    std::vector<std::vector<std::string>> rows;
    for (auto& row : guess->rows) rows.push_back(std::move(row.cells));
    planned.plan = std::move(guess->plan);
    planned.plan.mapping = guessMapping({guess->header, rows, planned.plan.dialect.numbers, {}, known.words}, *source.kind);
    return planned;
}

Result<Planned> planFor(const ImportSource& source, const Known& known) {
    auto planned = guessedFor(source, known);
    if (planned && !source.plan) complete(planned->plan.mapping, known.given);
    return planned;
}

std::string baseName(const std::string& shown) {
    const std::size_t slash = shown.find_last_of("/\\");
    return slash == std::string::npos ? shown : shown.substr(slash + 1);
}

std::string sentenceOf(const Aggregate& sum) {
    return "\"" + sum.firm + "\" is the sum of " + std::to_string(sum.members) + " others: counted with them, their trade counts twice. It can be left out by rule.";
}

Result<void> readTable(const Planned& planned, bool streams, Gathered& gathered, Progress& progress) {
    if (auto missing = missingRole(planned.plan.mapping)) {
        missing->place.file = planned.input.shownName();
        return tl::unexpected(std::move(*missing));
    }
    ImportFile file;
    file.kind = planned.kind;
    if (planned.kind == TableKind::Links && streams) {
        file.report.file = planned.input.shownName();
        file.report.plan = planned.plan;
        gathered.streamed.push_back({planned.input, planned.plan});
    } else if (planned.kind == TableKind::Links) {
        auto read = readLinks(planned.input, planned.plan, progress);
        if (!read) return tl::unexpected(read.error());
        file.report = std::move(read->report);
        for (const Aggregate& sum : aggregatesIn(read->rows)) file.report.warnings.push_back(sentenceOf(sum));
        append(gathered.links, std::move(read->rows));
    } else {
        auto read = readFirms(planned.input, planned.plan, progress);
        if (!read) return tl::unexpected(read.error());
        file.report = std::move(read->report);
        append(gathered.firms, std::move(read->rows));
    }
    file.report.warnings.insert(file.report.warnings.end(), planned.notes.begin(), planned.notes.end());
    file.recipe = toJson(Recipe{baseName(planned.input.shownName()), file.report.plan, {}});
    gathered.files.push_back(std::move(file));
    gathered.inputs.push_back(planned.input);
    return {};
}

/// Which bytes the files were. An archive of many tables is read once.
Result<std::vector<FileDigest>> digestsOf(const std::vector<TableInput>& inputs, const Progress& progress) {
    std::map<std::string, FileDigest> known;
    std::vector<FileDigest> digests;
    for (const TableInput& input : inputs) {
        if (input.text) {
            digests.push_back({sha256(*input.text), static_cast<std::int64_t>(input.text->size())});
            continue;
        }
        if (!known.contains(input.path)) {
            auto digest = digestOf(input.path, progress);
            if (!digest) return tl::unexpected(digest.error());
            known.emplace(input.path, std::move(*digest));
        }
        digests.push_back(known[input.path]);
    }
    return digests;
}

/// Bytes of the links files once they are unpacked, about.
double sizeOf(const std::vector<Planned>& tables) {
    double bytes = 0;
    for (const Planned& table : tables) {
        if (table.kind != TableKind::Links) continue;
        std::error_code ec;
        const auto size = table.input.text ? table.input.text->size() : fs::file_size(table.input.path, ec);
        const bool packed = !table.input.part.empty() || table.input.path.ends_with(".gz") || table.input.path.ends_with(".zip");
        if (!ec) bytes += double(size) * (packed ? kUnpacked : 1);
    }
    return bytes;
}

bool streams(const std::vector<Planned>& tables, ImportMode mode) {
    if (mode != ImportMode::Auto) return mode == ImportMode::Streamed;
    const double memory = double(::sysconf(_SC_PHYS_PAGES)) * double(::sysconf(_SC_PAGE_SIZE));
    return sizeOf(tables) > memory / 4 && std::ranges::all_of(tables, [](const Planned& table) { return canStream(table.plan); });
}

/// Of the tables whose plan nobody gave.
void shareUnitsOf(const std::vector<ImportSource>& sources, std::vector<Planned>& tables) {
    std::vector<ReadPlan*> plans;
    for (std::size_t i = 0; i < tables.size(); ++i)
        if (!sources[i].plan) plans.push_back(&tables[i].plan);
    std::vector<std::string> before;
    for (const ReadPlan* plan : plans) before.push_back(plan->mapping.constantUnit);
    if (shareUnits(plans) == 0) return;
    for (std::size_t i = 0, p = 0; i < tables.size(); ++i) {
        if (sources[i].plan) continue;
        if (tables[i].plan.mapping.constantUnit != before[p++]) tables[i].notes.push_back("Its values were taken to be in " + tables[i].plan.mapping.constantUnit + ", as those of the other files are.");
    }
}

Result<Gathered> gather(const std::vector<ImportSource>& sources, const Known& known, ImportMode mode, Progress& progress) {
    std::vector<Planned> tables;
    for (const ImportSource& source : sources) {
        if (progress.stopped()) return Progress::cancelled();
        auto planned = planFor(source, known);
        if (!planned) return tl::unexpected(planned.error());
        tables.push_back(std::move(*planned));
    }
    shareUnitsOf(sources, tables);
    const bool inPieces = streams(tables, mode);
    Gathered gathered;
    for (const Planned& table : tables)
        if (auto ok = readTable(table, inPieces, gathered, progress); !ok) return tl::unexpected(ok.error());
    return gathered;
}

/// Links may call firms by the names that lists of firms, of these files or earlier ones, give them. (Not those that are written while
/// they are read.)
Result<void> joinNames(const ProjectFile& file, Gathered& gathered) {
    if (gathered.links.size() == 0) return {};
    auto listed = file.listedNames();
    if (!listed) return tl::unexpected(listed.error());
    for (auto& entry : namesIn(gathered.firms)) listed->push_back(std::move(entry));
    const auto found = joinByName(gathered.links, *listed);
    if (found == 0) return {};
    const auto first = std::ranges::find(gathered.files, TableKind::Links, &ImportFile::kind);
    first->report.warnings.push_back(std::to_string(found) + " firms that the links call by name were found in the list of firms and count under their ids.");
    return {};
}

/// The rule about firms that stand in no list, of these files or the project's.
Result<void> dropUnlisted(const ProjectFile& file, Gathered& gathered) {
    std::vector<FileReport*> reports;
    for (ImportFile& imported : gathered.files)
        if (imported.kind == TableKind::Links) reports.push_back(&imported.report);
    if (gathered.links.size() == 0 || !rejectsUnlisted(reports)) return {};
    const auto known = file.listedFirms();
    if (!known) return tl::unexpected(known.error());
    ListedFirms listed(known->begin(), known->end());
    for (const std::uint32_t id : gathered.firms.id) listed.emplace(gathered.firms.words[id]);
    rejectUnlisted(gathered.links, reports, listed);
    return {};
}

/// The recipe's other names of firms become merges by hand, so that they can be seen and undone. The edit's id; 0: there are none.
Result<std::int64_t> storeAliases(ProjectFile& file, const ImportOptions& options) {
    std::vector<FirmEdit> edits;
    for (const auto& [alias, firm] : options.aliases) edits.push_back({alias, FirmField::MergedInto, firm, {}});
    if (edits.empty()) return 0;
    return file.addEdits("Merged " + std::to_string(edits.size()) + " names as the recipe says", edits);
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

void countRows(ImportSummary& summary) {
    for (const auto& file : summary.files) {
        summary.rowsRead += file.rowsRead;
        summary.rowsKept += file.rowsKept;
        summary.rowsRejected += file.rowsRejected;
        for (const auto& warning : file.warnings) summary.warnings.push_back(file.file + ": " + warning);
    }
    std::ranges::stable_sort(summary.rejects, std::ranges::greater{}, [](const auto& entry) { return entry.second; });
}

void describeDataset(ImportSummary& summary) {
    const Dataset& dataset = *summary.dataset;
    summary.firms = static_cast<std::int64_t>(dataset.firms().size());
    summary.links = static_cast<std::int64_t>(dataset.links().size());
    summary.periods = static_cast<std::int64_t>(dataset.periods().size());
    const auto inferred = std::ranges::count(dataset.firms().stageInferred, std::uint8_t{1});
    if (inferred > 0) summary.warnings.push_back(std::to_string(inferred) + " firms have no stage in the files; theirs is told from their links.");
}

/// What the project holds now, loaded.
Result<void> loadResult(ProjectFile& file, ImportSummary& summary, Progress& progress) {
    auto dataset = reload(file, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    summary.dataset = std::move(*dataset);
    const auto scored = scoreLedger(file, summary.dataset, progress);
    if (scored) summary.forecastsScored = static_cast<std::int64_t>(*scored);
    else summary.warnings.push_back("The issued forecasts were not scored (the next import tries again): " + scored.error().message);
    describeDataset(summary);
    return {};
}

/// The same only counted.
Result<void> describeCensus(const Result<ProjectCensus>& census, ImportSummary& summary) {
    if (!census) return tl::unexpected(census.error());
    summary.firms = census->firms;
    summary.links = census->links;
    summary.periods = census->periods;
    if (census->stageless > 0)
        summary.warnings.push_back(std::to_string(census->stageless) + " firms have no stage in the files; where their links tell one, it is given whenever the project is opened.");
    return {};
}

bool isNew(const ProjectFile& file) {
    const auto imports = file.imports();
    const auto edits = file.edits();
    return imports && imports->empty() && edits && edits->empty();
}

/// Of streamed files the rejects are in the project alone.
Result<void> fetchRejects(const ProjectFile& file, ImportSummary& summary) {
    const auto stored = file.rejects(summary.importId, kShownRejects);
    if (!stored) return tl::unexpected(stored.error());
    for (const auto& [id, importId, reject] : *stored) {
        const auto of = std::ranges::find(summary.files, reject.file, &FileReport::file);
        if (of != summary.files.end() && of->plan.mapping.kind == TableKind::Links) of->rejects.push_back(reject);
    }
    if (summary.rowsRejected > static_cast<std::int64_t>(kShownRejects))
        summary.warnings.push_back("Only the first " + std::to_string(kShownRejects) + " rejected rows are shown; the project holds all of them.");
    return {};
}

/// What was written before loading it was stopped or failed counts no more.
void takeBackStep(ProjectFile& file, std::int64_t importId, std::int64_t merges, const std::vector<std::int64_t>& replaced) {
    static_cast<void>(file.setImportActive(importId, false));
    if (merges != 0) static_cast<void>(file.setEditActive(merges, false));
    for (const std::int64_t earlier : replaced) static_cast<void>(file.setImportActive(earlier, true));
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
    const auto known = knownTo(&file, options);
    if (!known) return tl::unexpected(known.error());
    auto gathered = gather(sources, *known, options.mode, progress);
    if (!gathered) return tl::unexpected(gathered.error());
    if (auto ok = joinNames(file, *gathered); !ok) return tl::unexpected(ok.error());
    if (auto ok = dropUnlisted(file, *gathered); !ok) return tl::unexpected(ok.error());
    auto stages = readStages(file, gathered->firms, gathered->files, options.stages);
    if (!stages) return tl::unexpected(stages.error());

    ImportBatch batch;
    batch.label = options.label;
    batch.links = gathered->links.files.empty() ? nullptr : &gathered->links;
    batch.firms = gathered->firms.files.empty() ? nullptr : &gathered->firms;
    batch.files = std::move(gathered->files);
    batch.stages = stages->stages;
    batch.stageWords = stages->words;
    batch.digests = [&] { return digestsOf(gathered->inputs, progress); };
    const bool streamed = !gathered->streamed.empty();
    const bool many = streamed || gathered->links.size() >= kManyRows;
    // The rows of a new project are counted while they are written; what is there already, and merges, count otherwise.
    std::future<Result<RowCensus>> counting;
    if (many && !streamed && !options.needsDataset && options.aliases.empty() && isNew(file))
        counting = std::async(std::launch::async, [&] { return rowCensus(gathered->links, kCensusMemory, progress); });
    const auto id = streamed ? file.appendStreamed(batch, gathered->streamed, progress) : file.appendImport(batch, progress);
    if (!id) return tl::unexpected(id.error());
    std::optional<Result<ProjectCensus>> census;
    if (counting.valid())
        if (const auto seen = counting.get()) census = file.census(gathered->links, *seen, progress);
    gathered->links = {};
    gathered->firms = {};

    const auto merges = storeAliases(file, options);
    if (!merges) return tl::unexpected(merges.error());
    if (auto ok = storeRecipes(file, batch.files); !ok) return tl::unexpected(ok.error());
    if (options.words)
        if (auto ok = setHeaderWords(file, *options.words); !ok) return tl::unexpected(ok.error());
    for (const std::int64_t replaced : options.replaces)
        if (auto ok = file.setImportActive(replaced, false); !ok) return tl::unexpected(ok.error());

    ImportSummary summary;
    summary.importId = *id;
    for (auto& imported : batch.files) summary.files.push_back(std::move(imported.report));
    auto counts = file.rejectCounts(*id);
    if (!counts) return tl::unexpected(counts.error());
    summary.rejects = std::move(*counts);
    countRows(summary);
    summary.warnings.insert(summary.warnings.end(), stages->warnings.begin(), stages->warnings.end());
    const auto ledger = file.ledger();
    if (!ledger) return tl::unexpected(ledger.error());
    const bool counted = !options.needsDataset && (streamed || (many && ledger->empty()));
    if (counted && !ledger->empty()) summary.warnings.emplace_back("The issued forecasts were not scored; the next import that is not streamed does it.");
    if (counted && !census) census = file.census(streamed ? kStreamCensusMemory : kCensusMemory, progress);
    auto ok = counted ? describeCensus(*census, summary) : loadResult(file, summary, progress);
    if (ok && streamed) ok = fetchRejects(file, summary);
    if (ok) return summary;
    takeBackStep(file, *id, *merges, options.replaces);
    return tl::unexpected(ok.error());
}

Result<std::vector<ImportSource>> plannedSources(const ProjectFile* file, const std::vector<ImportSource>& sources, const ImportOptions& options) {
    const auto known = knownTo(file, options);
    if (!known) return tl::unexpected(known.error());
    std::vector<Planned> tables;
    for (const ImportSource& source : sources) {
        auto one = planFor(source, *known);
        if (!one) return tl::unexpected(one.error());
        tables.push_back(std::move(*one));
    }
    shareUnitsOf(sources, tables);
    std::vector<ImportSource> planned;
    for (Planned& table : tables) planned.push_back({std::move(table.input), table.kind, std::move(table.plan)});
    return planned;
}

Result<ImportSummary> importAsProject(const std::string& path, const std::vector<ImportSource>& sources, const ImportOptions& options, Progress& progress) {
    std::error_code ec;
    if (fs::exists(path, ec))
        return failure(ErrorCode::FileUnwritable, "The project exists already. Append to it (--append), or choose another name.", {path});
    const std::string partial = path + ".part";
    sqlite::removeFiles(partial);
    auto summary = [&]() -> Result<ImportSummary> {
        auto file = ProjectFile::create(partial);
        if (!file) return tl::unexpected(file.error());
        auto done = appendFiles(*file, sources, options, progress);
        if (!done) return done;
        if (auto ok = file->close(); !ok) return tl::unexpected(ok.error());
        if (auto ok = sqlite::moveIntoPlace(partial, path); !ok) return tl::unexpected(ok.error());
        return done;
    }();
    if (summary) return summary;
    sqlite::removeFiles(partial);
    if (summary.error().place.file == partial) summary.error().place.file = path;
    return summary;
}

} // namespace chainscape
