// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The use cases both programs share: open a project, append files to it, take an import back, make a sample.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/io/aggregates.h"
#include "core/io/project_file.h"
#include "core/io/recipe.h"
#include "core/model/dataset.h"

namespace chainscape {

/// A project in use: the file and what it holds now. After an edit to the file, `dataset` is what reload() gave.
struct Project {
    ProjectFile file;
    DatasetPtr dataset;
};

/// Opens and loads. Firms without a stage get an inferred one (marked so) where the links tell it.
Result<Project> openProject(const std::string& path, ProjectAccess access, Progress& progress);

/// An empty project in a new file.
Result<Project> createProject(const std::string& path, const ProjectFacts& facts, Progress& progress);

/// What the file holds now, stages inferred: the pointer to swap in after an edit, an undo or an import.
Result<DatasetPtr> reload(const ProjectFile& file, Progress& progress);

/// One table to append. Without a plan it is guessed, and every guess that is not sure becomes a warning.
struct ImportSource {
    TableInput input;
    std::optional<TableKind> kind;
    std::optional<ReadPlan> plan;
};

/// Whether the rows of links files are held in memory or written while they are read. Auto: written while they are read when the
/// files fill more than a quarter of the machine's memory and their rules allow it.
enum class ImportMode : std::uint8_t { Auto, InMemory, Streamed };

/// What files leave out and the user says for all of them; empty: nothing.
struct GivenMeaning {
    std::string source, target, period, kind, unit;
    std::vector<std::string> leaveOut; ///< firms that sum up others
    bool rejectUnlisted = false;       ///< links of firms that stand in no list
    Granularity periodStep = Granularity::Undated; ///< finer periods count as these
    ListCells lists = ListCells::Whole;
    char listMark = 0;                 ///< what parts firms in a cell; 0: as it is guessed, else ';'

    bool operator==(const GivenMeaning&) const = default;
};

struct ImportOptions {
    /// The stages of the chain, most upstream first. Empty: see stagesFor().
    StageList stages;
    std::string label;
    /// Other names of firms and the id they are merged into.
    std::vector<std::pair<std::string, std::string>> aliases;
    /// Earlier imports whose place this one takes: they are taken back when it is in.
    std::vector<std::int64_t> replaces;
    /// The header words the project keeps from now on, for these files and later ones; nothing: those it has.
    std::optional<std::vector<HeaderWord>> words;
    /// For link files without a plan.
    GivenMeaning given;
    ImportMode mode = ImportMode::Auto;
    /// False: a million rows and more, and what is streamed, are counted instead of loaded; the summary then has no dataset.
    bool needsDataset = true;

    bool operator==(const ImportOptions&) const = default;
};

/// What the card at the end of an import shows; also the command line's answer.
struct ImportSummary {
    std::int64_t importId = 0;
    std::int64_t rowsRead = 0, rowsKept = 0, rowsRejected = 0; ///< over all files
    std::vector<std::pair<std::string, std::int64_t>> rejects; ///< reason word, count; most frequent first
    std::int64_t firms = 0, links = 0, periods = 0;            ///< of the project afterwards; links by grain
    std::vector<FileReport> files;                             ///< in the order given, rejects included (of streamed ones the first)
    std::int64_t forecastsScored = 0;                          ///< of the ledger, whose periods this import brought
    std::vector<std::string> warnings;
    DatasetPtr dataset;                                        ///< the project's, afterwards; see needsDataset
};

/// Reads all files, writes them in one transaction, loads the result. Stopped or failed: the data is as it was (when that comes
/// while the result is loaded, the log tells of an import that was taken back).
/// A file without a plan is read by the project's recipe for its columns, when there is one; how each file with a header was read
/// is kept as the recipe for the next of its kind.
Result<ImportSummary> appendFiles(ProjectFile& file, const std::vector<ImportSource>& sources, const ImportOptions& options,
                                  Progress& progress);

/// The sources with the plans they would be read by; `file` is the project they would be added to, nullptr: a new one.
Result<std::vector<ImportSource>> plannedSources(const ProjectFile* file, const std::vector<ImportSource>& sources, const ImportOptions& options);

/// The same into a new project: `path` appears when everything is in it, and not at all when something fails.
Result<ImportSummary> importAsProject(const std::string& path, const std::vector<ImportSource>& sources,
                                      const ImportOptions& options, Progress& progress);

/// The recipes of a project, in the order they were first kept.
Result<std::vector<Recipe>> recipesOf(const ProjectFile& file);

/// The header words that were taught in this project; every file of it is guessed with them.
Result<std::vector<HeaderWord>> headerWordsOf(const ProjectFile& file);
Result<void> setHeaderWords(ProjectFile& file, const std::vector<HeaderWord>& words);
/// `more` after `words`; a word that was there gets its new meaning.
void teach(std::vector<HeaderWord>& words, const std::vector<HeaderWord>& more);

/// What files hold and would change in a dataset, told before they are imported. Flows are link x period; counts.
struct ImportChanges {
    std::vector<FileReport> files; ///< one per source, in order; of each at most a hundred rejects, counts are of all
    std::vector<std::pair<std::string, std::int64_t>> rejects; ///< reason word, count; most frequent first
    std::vector<Aggregate> aggregates;                         ///< sums beside their parts that the rules do not leave out
    std::int64_t unlisted = 0;    ///< firms of the links that no list of firms has, where there is a list
    std::int64_t unlinked = 0;    ///< firms of the lists without a link in files or dataset
    std::int64_t joined = 0;      ///< firms that links call by their names
    std::int64_t rows = 0;        ///< kept rows of links
    std::int64_t newFirms = 0, newLinks = 0, newPeriods = 0;
    std::int64_t added = 0;       ///< flows that are not there yet
    std::int64_t changed = 0;     ///< flows that are there with another value
    std::int64_t same = 0;        ///< flows that are there with this very value: appended, they would count twice
    std::int64_t gone = 0;        ///< flows that are there, in periods the files speak of, and that the files lack
};
/// Reads all sources that have a plan and writes nothing. Without a dataset (nullptr) everything is new. Merged firms are compared
/// under their present id. `listed`: the firms of the project's lists (ProjectFile::listedFirms()).
Result<ImportChanges> compareFiles(const Dataset* dataset, const std::vector<EditRecord>& edits, const std::vector<ImportSource>& sources,
                                   Progress& progress, const std::vector<std::string>& listed = {});

/// Takes an import back (or brings it in again) and gives the dataset without (or with) it.
Result<DatasetPtr> takeBack(ProjectFile& file, std::int64_t importId, Progress& progress);
Result<DatasetPtr> bringBack(ProjectFile& file, std::int64_t importId, Progress& progress);

/// How the stage words of a file are understood: numbers only -> 1..largest; all words known (defaultStageFor) -> the eight
/// default stages; else the file's own words in the order they first appear.
struct StageReading {
    StageList stages;
    std::vector<std::pair<std::string, int>> words; ///< every distinct word and its number
    std::vector<std::string> unknown;               ///< words a given list does not have
};
/// `given` empty: by the rule above. Else words are found in it by name or number, or by what defaultStageFor says when the
/// list is the default one.
StageReading stagesFor(const std::vector<std::string>& words, const StageList& given);

/// The names of the samples that come with the program, the one to open first in front: "battery", "oil", "economy".
const std::vector<std::string>& sampleNames();

/// Builds sample `name` from the CSV files in `samplesFolder`/`name` at `targetPath` (replaced when it exists).
Result<Project> createSampleProject(const std::string& name, const std::string& samplesFolder, const std::string& targetPath,
                                    Progress& progress);

} // namespace chainscape
