// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/project_schema.h"

#include <array>
#include <string>
#include <string_view>

namespace chainscape {
namespace {

using namespace std::string_view_literals;

/// Step n brings a file from schema n to n + 1.
constexpr std::array<std::string_view, kProjectSchema> kSteps{R"sql(
PRAGMA application_id = 1128813392;

-- What stands above the data: title, source, note, illustrative.
CREATE TABLE project(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The stages of the chain in order, and which stage a word of the files means (0: none).
CREATE TABLE stages(number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE stage_words(word TEXT PRIMARY KEY, stage INTEGER NOT NULL) WITHOUT ROWID;

-- Dictionaries: numbers 1, 2, 3 ... without holes; nothing is ever deleted from them.
CREATE TABLE firms(number INTEGER PRIMARY KEY, id TEXT NOT NULL);
CREATE TABLE kinds(number INTEGER PRIMARY KEY, name TEXT NOT NULL, layer TEXT); -- layer NULL: told by the word
CREATE TABLE units(number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE periods(number INTEGER PRIMARY KEY, text TEXT NOT NULL, granularity INTEGER NOT NULL, fiscal INTEGER NOT NULL,
  ordinal INTEGER NOT NULL);

-- The log of imports. An import that was taken back has active = 0; its rows stay.
CREATE TABLE imports(id INTEGER PRIMARY KEY, at TEXT NOT NULL, label TEXT NOT NULL, active INTEGER NOT NULL,
  first_row_id INTEGER NOT NULL, last_row_id INTEGER NOT NULL);
CREATE TABLE import_files(id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL REFERENCES imports(id), role TEXT NOT NULL,
  file TEXT NOT NULL, sha256 TEXT, bytes INTEGER NOT NULL, recipe TEXT, rows_read INTEGER NOT NULL, rows_kept INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL, warnings TEXT);
CREATE TABLE rejects(id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, file_id INTEGER NOT NULL, row INTEGER NOT NULL,
  column_name TEXT, reason TEXT NOT NULL, sentence TEXT NOT NULL, original TEXT);

-- The rows of firms files as read. period NULL: always.
CREATE TABLE firm_versions(id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, file_id INTEGER NOT NULL, row INTEGER NOT NULL,
  firm INTEGER NOT NULL REFERENCES firms(number), period INTEGER REFERENCES periods(number), name TEXT, stage TEXT, sector TEXT,
  region TEXT, parent TEXT, function TEXT, digital REAL, is_platform INTEGER, end_user INTEGER, revenue REAL, cost REAL,
  latitude REAL, longitude REAL, attributes TEXT);

-- The rows of links files as read, append-only. digital: 0..1 when real, ten-thousandths when whole; NULL unknown.
-- A tag is everything else that rows say; rows that say the same share one.
CREATE TABLE tags(number INTEGER PRIMARY KEY, kind INTEGER REFERENCES kinds(number), unit INTEGER REFERENCES units(number),
  via INTEGER REFERENCES firms(number), confidence REAL, source_ref TEXT, attributes TEXT);
CREATE TABLE link_rows(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, target INTEGER NOT NULL, period INTEGER NOT NULL,
  value REAL, digital, tag INTEGER NOT NULL);
-- Where rows stand: from first_id up to the next run they follow each other in the file from first_row on.
CREATE TABLE row_runs(first_id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL, file_id INTEGER NOT NULL, first_row INTEGER NOT NULL);

-- What was changed by hand; an edit that was undone has active = 0.
CREATE TABLE edits(id INTEGER PRIMARY KEY, at TEXT NOT NULL, sentence TEXT NOT NULL, active INTEGER NOT NULL);
CREATE TABLE firm_edits(id INTEGER PRIMARY KEY, edit_id INTEGER NOT NULL REFERENCES edits(id), firm TEXT NOT NULL,
  field TEXT NOT NULL, value TEXT NOT NULL, period TEXT NOT NULL);

-- Named JSON texts.
CREATE TABLE settings(name TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE views(name TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE scenarios(name TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE figures(name TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE notes(name TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recipes(name TEXT PRIMARY KEY, position INTEGER NOT NULL, json TEXT NOT NULL, changed_at TEXT NOT NULL) WITHOUT ROWID;

-- Forecasts as they were issued; append-only.
CREATE TABLE forecasts(id INTEGER PRIMARY KEY, at TEXT NOT NULL, series TEXT NOT NULL, layer TEXT NOT NULL, unit TEXT NOT NULL,
  model TEXT NOT NULL, origin TEXT NOT NULL, target TEXT NOT NULL, mean REAL, lower50 REAL, upper50 REAL, lower80 REAL,
  upper80 REAL, lower95 REAL, upper95 REAL);

-- For other tools: the active rows with their words, and the links they make.
CREATE VIEW flows AS
  SELECT r.id, s.id AS source, t.id AS target, p.text AS period, coalesce(k.name, 'material') AS kind, u.name AS unit, v.id AS via_platform,
    r.value, CASE typeof(r.digital) WHEN 'integer' THEN r.digital / 10000.0 ELSE r.digital END AS digital,
    g.confidence, g.source_ref, g.attributes
  FROM link_rows r JOIN imports i ON r.id BETWEEN i.first_row_id AND i.last_row_id AND i.active
    JOIN firms s ON s.number = r.source JOIN firms t ON t.number = r.target JOIN periods p ON p.number = r.period
    JOIN tags g ON g.number = r.tag LEFT JOIN kinds k ON k.number = g.kind LEFT JOIN units u ON u.number = g.unit
    LEFT JOIN firms v ON v.number = g.via;
CREATE VIEW links AS
  SELECT source, target, kind, unit, via_platform, count(*) AS rows, min(period) AS first_period, max(period) AS last_period
  FROM flows GROUP BY source, target, kind, unit, via_platform;
CREATE VIEW aliases AS
  SELECT f.firm AS alias, f.value AS firm, e.at FROM firm_edits f JOIN edits e ON e.id = f.edit_id
  WHERE e.active AND f.field = 'merged_into';
)sql",
                                                              R"sql(
-- What the ledger says more of each forecast: the act of issuing it belongs to, the version of the data it was made of, how many
-- periods ahead it looks, and what repeating the past would have said.
ALTER TABLE forecasts ADD COLUMN issue INTEGER NOT NULL DEFAULT 0;
ALTER TABLE forecasts ADD COLUMN data TEXT NOT NULL DEFAULT '';
ALTER TABLE forecasts ADD COLUMN horizon INTEGER NOT NULL DEFAULT 0;
ALTER TABLE forecasts ADD COLUMN naive REAL;

-- What came of a forecast, written once, with the version of the data that told it.
CREATE TABLE forecast_outcomes(forecast INTEGER PRIMARY KEY REFERENCES forecasts(id), at TEXT NOT NULL, data TEXT NOT NULL, actual REAL NOT NULL);

-- Both are append-only: nothing that was said, and nothing that came of it, can be changed or taken away.
CREATE TRIGGER forecasts_no_update BEFORE UPDATE ON forecasts BEGIN SELECT raise(ABORT, 'issued forecasts are never changed'); END;
CREATE TRIGGER forecasts_no_delete BEFORE DELETE ON forecasts BEGIN SELECT raise(ABORT, 'issued forecasts are never deleted'); END;
CREATE TRIGGER forecasts_no_replace BEFORE INSERT ON forecasts WHEN EXISTS(SELECT 1 FROM forecasts WHERE id = new.id)
  BEGIN SELECT raise(ABORT, 'issued forecasts are never replaced'); END;
CREATE TRIGGER outcomes_no_update BEFORE UPDATE ON forecast_outcomes BEGIN SELECT raise(ABORT, 'scored forecasts are never changed'); END;
CREATE TRIGGER outcomes_no_delete BEFORE DELETE ON forecast_outcomes BEGIN SELECT raise(ABORT, 'scored forecasts are never deleted'); END;
CREATE TRIGGER outcomes_no_replace BEFORE INSERT ON forecast_outcomes WHEN EXISTS(SELECT 1 FROM forecast_outcomes WHERE forecast = new.forecast)
  BEGIN SELECT raise(ABORT, 'scored forecasts are never replaced'); END;
)sql"};

constexpr std::array kTables{
    "project"sv,       "stages"sv, "stage_words"sv, "firms"sv,    "kinds"sv, "units"sv,      "periods"sv,  "imports"sv,
    "import_files"sv,  "rejects"sv, "tags"sv,       "link_rows"sv, "row_runs"sv, "firm_versions"sv, "edits"sv, "firm_edits"sv,
    "settings"sv,      "views"sv,  "scenarios"sv,   "figures"sv,  "notes"sv, "recipes"sv,    "forecasts"sv,
};

/// Nearly all of a large file; loading reads all of it and finds damaged pages then.
constexpr std::string_view kLargest = "link_rows";

Result<void> checkTables(sqlite::Db& db) {
    for (const auto table : kTables) {
        auto statement = db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ? AND sql LIKE 'CREATE TABLE %'");
        if (!statement) return tl::unexpected(statement.error());
        statement->bind(1, table);
        const auto row = statement->step();
        if (!row) return tl::unexpected(row.error());
        if (statement->integer(0) != 1)
            return failure(ErrorCode::DamagedProject,
                           "The project file is damaged: its table " + std::string(table) + " is missing. Use a copy of it from before.",
                           {db.path()});
    }
    return {};
}

Result<void> checkPages(sqlite::Db& db, std::string_view table) {
    const auto verdict = db.text("PRAGMA quick_check(" + std::string(table) + ")");
    if (!verdict) return tl::unexpected(verdict.error());
    if (*verdict == "ok") return {};
    return failure(ErrorCode::DamagedProject, "The project file is damaged (" + *verdict + "). Use a copy of it from before.", {db.path()});
}

} // namespace

Result<void> migrateProject(sqlite::Db& db, std::int64_t version) {
    for (auto v = version; v < kProjectSchema; ++v)
        if (auto ok = db.run(kSteps[static_cast<std::size_t>(v)]); !ok) return ok;
    return db.run("PRAGMA user_version = " + std::to_string(kProjectSchema));
}

Result<void> checkProject(sqlite::Db& db) {
    const auto id = db.integer("PRAGMA application_id");
    if (!id) return tl::unexpected(id.error());
    if (*id != kProjectApplicationId)
        return failure(ErrorCode::NotAProject, "This is not a Chainscape project. Import the file instead, or choose a .chain file.",
                       {db.path()});
    if (auto ok = checkTables(db); !ok) return ok;
    for (const auto table : kTables)
        if (table != kLargest)
            if (auto ok = checkPages(db, table); !ok) return ok;
    return {};
}

} // namespace chainscape
