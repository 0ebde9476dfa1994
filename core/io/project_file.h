// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ProjectFile: one NAME.chain on disk. Everything a user did is in it, and every change is one transaction.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/io/import_tables.h"
#include "core/io/project_digest.h"
#include "core/model/dataset.h"

namespace chainscape {

enum class ProjectAccess : std::uint8_t { ReadWrite, ReadOnly };

/// What stands above the data. Texts may be empty.
struct ProjectFacts {
    std::string title;
    std::string source; ///< for captions; empty: the names of the imported files
    std::string note;
    bool illustrative = false;

    bool operator==(const ProjectFacts&) const = default;
};

/// The named JSON texts a project keeps, each kind in a table of its own.
enum class DocumentKind : std::uint8_t { Setting, View, Scenario, Figure, Note, Recipe };

struct Document {
    std::string name;
    std::string json;
    std::int64_t position = 0; ///< order among its kind, from 0
    std::string changedAt;     ///< ISO, UTC
};

/// One read file on its way into a project.
struct ImportFile {
    TableKind kind = TableKind::Links;
    FileReport report;
    std::string sha256; ///< of the file's bytes, lower-case hex; empty when it came from the clipboard
    std::int64_t bytes = 0;
    std::string recipe; ///< JSON; how it was read
};

/// Everything that one import brings. The tables may be null; their FileSpans name files of `files`, in the same order.
struct ImportBatch {
    std::string label; ///< for the undo list ("links.csv and firms.csv"); empty: made from the file names
    const LinkRows* links = nullptr;
    const FirmRows* firms = nullptr;
    std::vector<ImportFile> files;
    /// Stage words of the firm rows and their numbers 1..K; words that are not in it stay without a stage.
    std::vector<std::pair<std::string, int>> stageWords;
    /// The project's stage list from now on; empty: as it is.
    StageList stages;
    /// When given: tells sha256 and bytes of the files, in their order, on another thread while the rows are written.
    std::function<Result<std::vector<FileDigest>>()> digests;
};

/// False when appendStreamed() refuses the plan.
bool canStream(const ReadPlan& plan);

/// A links file that is read while it is written.
struct LinkSource {
    TableInput input;
    ReadPlan plan;
};

/// What the active rows hold, counted as a Dataset counts them.
struct ProjectCensus {
    std::int64_t firms = 0, links = 0, periods = 0;
    std::int64_t stageless = 0; ///< firms that no file gives a stage

    bool operator==(const ProjectCensus&) const = default;
};

/// What link rows hold that are not in a project yet, by their own numbers.
struct RowCensus {
    std::vector<std::uint8_t> firms, periods; ///< 1: a row names it
    std::int64_t links = 0;
};

/// Counts in about so many bytes; may run beside other readers of the rows.
Result<RowCensus> rowCensus(const LinkRows& rows, std::size_t memory, const Progress& progress);

struct StoredFile {
    std::int64_t id = 0;
    TableKind kind = TableKind::Links;
    std::string file, sha256, recipe;
    std::int64_t bytes = 0, rowsRead = 0, rowsKept = 0, rowsRejected = 0;
};

struct ImportRecord {
    std::int64_t id = 0;
    std::string at; ///< ISO, UTC
    std::string label;
    bool active = true;
    std::vector<StoredFile> files;
};

struct StoredReject {
    std::int64_t id = 0, importId = 0;
    Reject reject;
};

/// What a user changed about a firm by hand. Applied after the files' rows, in the order they were made.
enum class FirmField : std::uint8_t { Name, Stage, Sector, Region, Digital, IsPlatform, IsEndUser, MergedInto };
std::string_view nameOf(FirmField field);

/// `value` as text: a stage's number, a score 0..1, "1" or "0", the id of the firm it is merged into; "" makes it unknown.
/// `period` as text: holds from there on (stage, digital, flags only); "": always.
struct FirmEdit {
    std::string firm;
    FirmField field = FirmField::Name;
    std::string value;
    std::string period;

    bool operator==(const FirmEdit&) const = default;
};

struct EditRecord {
    std::int64_t id = 0;
    std::string at, sentence;
    bool active = true;
    std::vector<FirmEdit> edits;
};

/// A forecast as it was issued, never changed afterwards. Unknown numbers are NaN.
struct LedgerEntry {
    std::int64_t id = 0;   ///< given by the project
    std::string at;        ///< ISO, UTC; given by the project
    std::string series;    ///< "total", "stage-pair:3>5", "firm:ID", "link:SOURCE>TARGET"
    std::string layer, unit, model;
    std::string origin;    ///< last period that was known
    std::string target;    ///< period forecast
    double mean = 0, lower50 = 0, upper50 = 0, lower80 = 0, upper80 = 0, lower95 = 0, upper95 = 0;
    double naive = 0;      ///< what "same as last season" (or last period) would have said
    std::string data;      ///< version of the data it was made of, see dataVersion()
    int horizon = 0;       ///< periods from origin to target
    std::int64_t issue = 0; ///< number of the act of issuing, from 1; given by the project
    double actual = 0;     ///< what came; NaN until the project has scored it. Ignored when appended
    std::string scoredAt, scoredData; ///< when, and by which version of the data
};

/// What came of a forecast in the ledger.
struct LedgerOutcome {
    std::int64_t forecast = 0; ///< id of the entry
    double actual = 0;
};

/// How sure the rows of a link are in a period: sums of confidences, weighted by value and plain.
struct ConfidenceSum {
    std::string source, target, period, kind, unit, via; ///< as the files name them; via may be empty
    double weighted = 0, weight = 0, plain = 0, rows = 0;
};

/// Which rows of the files to show behind a number; empty texts mean "any".
struct EvidenceQuery {
    std::string source, target, period;
    std::size_t limit = 1000;
};

/// One row as it was read, and where it stands.
struct Evidence {
    std::int64_t importId = 0, row = 0;
    std::string file, sha256, importedAt;
    std::string source, target, period, kind, unit, via, sourceRef;
    double value = 0, digital = 0, confidence = 0; ///< NaN unknown
    std::string attributes;                        ///< JSON object; empty: none
};

/// One open project. Movable; one thread at a time (a long call may run in a worker while nothing else calls).
/// Reading never changes the file. The first write switches it to WAL; closing makes it one file again.
/// Failures of the file are Errors with the path as their place; after a failed call the project is as it was.
class ProjectFile {
public:
    /// The path must not exist yet. The file is complete (empty project, default stages) when this returns.
    static Result<ProjectFile> create(const std::string& path, const ProjectFacts& facts = {});

    /// Missing, a folder, no permission, not a project, damaged, locked: one sentence. Files without write permission and
    /// those of a newer program open read-only (see readOnlyReason). Older schemas are brought up to date in one transaction.
    static Result<ProjectFile> open(const std::string& path, ProjectAccess access, Progress& progress);

    ProjectFile(ProjectFile&&) noexcept;
    ProjectFile& operator=(ProjectFile&&) noexcept;
    ~ProjectFile();

    [[nodiscard]] const std::string& path() const;
    [[nodiscard]] bool readOnly() const;
    /// A sentence for people; empty when the project can be written.
    [[nodiscard]] const std::string& readOnlyReason() const;

    // --- data
    /// All active rows and edits as a Dataset. Firms come in file order, those of link rows alone after them.
    /// Stages that nobody gave are 0 here (core/project infers them). Damaged contents are an Error, never a crash.
    Result<DatasetPtr> loadDataset(Progress& progress) const;
    /// Writes everything in one transaction and returns the import's id. Cancelled or failed: nothing was written.
    Result<std::int64_t> appendImport(const ImportBatch& batch, Progress& progress);
    /// The same for links files larger than the memory, without `batch.links`: one source per links entry of `batch.files`, whose
    /// reports are filled here; their rejects are in the project. Memory: the distinct texts and a few MiB. Plans with rules that
    /// look at all rows together are refused.
    Result<std::int64_t> appendStreamed(ImportBatch& batch, const std::vector<LinkSource>& sources, Progress& progress);
    /// Counts in about so many bytes, reading the rows as often as that takes.
    Result<ProjectCensus> census(std::size_t memory, Progress& progress) const;
    /// The same without reading them again, of a project without edits whose only link rows were counted before.
    Result<ProjectCensus> census(const LinkRows& rows, const RowCensus& seen, Progress& progress) const;
    /// Takes an import back, or brings it in again. Nothing is deleted.
    Result<void> setImportActive(std::int64_t importId, bool active);
    Result<std::vector<ImportRecord>> imports() const;
    /// The rejects of an import by reason word.
    Result<std::vector<std::pair<std::string, std::int64_t>>> rejectCounts(std::int64_t importId) const;
    /// Ids and names of firms that firm files list, of active imports; a firm of several names stands once for each.
    Result<std::vector<std::pair<std::string, std::string>>> listedNames() const;
    /// The ids of all firms that stand in an active list of firms.
    Result<std::vector<std::string>> listedFirms() const;
    /// importId 0: of all imports.
    Result<std::vector<StoredReject>> rejects(std::int64_t importId = 0, std::size_t limit = 100000) const;
    Result<std::vector<Evidence>> evidence(const EvidenceQuery& query, Progress& progress) const;
    /// Calls `each` for every link and period whose rows say how sure they are. Nothing of the kind in the file: returns at once.
    Result<void> forEachConfidence(const std::function<void(const ConfidenceSum&)>& each, Progress& progress) const;
    /// Calls `each` for every active link row, in the order of the files, until it returns false.
    Result<void> forEachRow(const std::function<bool(const Evidence&)>& each, Progress& progress) const;

    // --- facts, stages, kinds
    Result<ProjectFacts> facts() const;
    Result<void> setFacts(const ProjectFacts& facts);
    Result<StageList> stages() const;
    /// The stage words of the files so far and their numbers; 0: none.
    Result<std::vector<std::pair<std::string, int>>> stageWords() const;
    /// Firms' stages are numbers: renaming keeps them, a shorter list needs `mapped[oldNumber - 1]` = new number or 0.
    Result<void> setStages(const StageList& stages, const std::vector<int>& mapped = {});
    Result<void> setLayer(std::string_view kind, Layer layer);

    // --- edits by hand
    /// One undo step; returns its id.
    Result<std::int64_t> addEdits(std::string_view sentence, const std::vector<FirmEdit>& edits);
    /// Undo (false) and redo (true).
    Result<void> setEditActive(std::int64_t editId, bool active);
    Result<std::vector<EditRecord>> edits() const;

    // --- named JSON texts
    Result<std::vector<Document>> documents(DocumentKind kind) const;
    /// Failure NotFound when there is none of that name.
    Result<Document> document(DocumentKind kind, std::string_view name) const;
    /// New ones are put at the end.
    Result<void> putDocument(DocumentKind kind, std::string_view name, std::string_view json);
    Result<void> removeDocument(DocumentKind kind, std::string_view name);
    Result<void> orderDocuments(DocumentKind kind, const std::vector<std::string>& names);

    // --- ledger
    /// Appends as one act of issuing; id, number and time are given here. Returns the number.
    Result<std::int64_t> appendLedger(const std::vector<LedgerEntry>& entries);
    /// Writes what came of entries that have no outcome yet; fails as a whole when one has. Neither can be changed afterwards:
    /// the tables refuse it.
    Result<void> appendOutcomes(const std::vector<LedgerOutcome>& outcomes);
    Result<std::vector<LedgerEntry>> ledger() const;
    /// Twelve hexadecimal digits that change with the active imports, their files and the edits by hand.
    Result<std::string> dataVersion() const;

    // --- files
    /// Writes a compact copy; an existing file there is replaced only when the copy is complete.
    Result<void> saveCopyAs(const std::string& path) const;
    /// What closing does, with a Result: one file, no helper files beside it.
    Result<void> close();

private:
    struct State;
    explicit ProjectFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace chainscape
