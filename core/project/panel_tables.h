// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The tables behind one question about a chain: what the window shows under Findings, the analyse command prints and a CSV file holds.

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/analysis/findings.h"
#include "core/io/project_file.h"
#include "core/model/change_look.h"
#include "core/project/forecast_memory.h"

namespace chainscape {

/// A topic; in the order in which topics are offered.
enum class Panel : std::uint8_t { Bridge, Internets, Platforms, Critical, Loops, Communities, Phases, Links, Health, Scorecard, Ledger };

inline constexpr std::size_t kPanelCount = 11;

/// What a topic is called and asks. English, marked for translation.
struct PanelWords {
    std::string_view name;     ///< "bridge": the word of the command line and of stored views
    std::string_view title;    ///< "Bridge plan"
    std::string_view question; ///< one sentence
};
const PanelWords& wordsOf(Panel panel);
std::optional<Panel> panelNamed(std::string_view name);

/// What a column holds, and so how it is written and what a click on it means.
enum class CellKind : std::uint8_t {
    Text,
    Firm,   ///< a firm's id
    Seller, ///< a firm's id; with Buyer in the same row, the link between the two
    Buyer,
    Name,   ///< the name of the firm whose id stands in the row
    Stage,  ///< 1..K
    Value,  ///< in the unit of the chain
    Share,  ///< 0..1
    Number,
    Count,
    Flag,
    Firms,  ///< ids
    Links,  ///< pairs of ids
    Words,  ///< texts
    Period, ///< a period or several, as the files write them
};

/// One cell. Nothing (monostate) is unknown or undefined, never 0; NaN becomes nothing.
struct PanelCell {
    using Pair = std::pair<std::string, std::string>; ///< seller, buyer
    using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>, std::vector<Pair>>;

    PanelCell() = default;
    PanelCell(bool flag) : value(flag) {}
    PanelCell(double number) {
        if (std::isfinite(number)) value = number;
    }
    template <std::integral Int>
        requires(!std::same_as<Int, bool>)
    PanelCell(Int count) : value(static_cast<std::int64_t>(count)) {}
    PanelCell(const char* text) : value(std::string(text)) {}
    PanelCell(std::string text) : value(std::move(text)) {}
    PanelCell(std::string_view text) : value(std::string(text)) {}
    PanelCell(std::vector<std::string> words) : value(std::move(words)) {}
    PanelCell(std::vector<Pair> links) : value(std::move(links)) {}

    [[nodiscard]] bool isKnown() const { return !std::holds_alternative<std::monostate>(value); }
    /// A number, whole or not; NaN for anything else.
    [[nodiscard]] double number() const;
    /// A text; "" for anything else.
    [[nodiscard]] const std::string& text() const;

    Value value;
};

struct PanelColumn {
    std::string_view key;     ///< of the command line
    std::string_view heading; ///< on screen
    CellKind kind = CellKind::Text;
};

struct PanelTable {
    std::string_view key;      ///< of the command line
    std::string_view title;    ///< on screen
    std::string_view sentence; ///< what a row is
    std::vector<PanelColumn> columns;
    std::vector<std::vector<PanelCell>> rows; ///< one cell per column

    /// The column of this key; nothing when there is none.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view key) const;
};

/// A single number of the topic.
struct PanelFact {
    std::string_view key, heading;
    CellKind kind = CellKind::Number;
    PanelCell cell{};     ///< unknown where unknown scores leave a band
    PanelCell low{}, high{}; ///< the band: unknown scores analogue, and digital; unknown where there is none
};

struct PanelTables {
    Panel panel = Panel::Bridge;
    std::string period, unit;
    std::vector<PanelFact> facts;
    std::vector<PanelTable> tables;      ///< the first one is the one to look at; each stands here even without rows
    std::vector<std::string> notes;      ///< what a reader must know; why something is missing
    std::vector<std::string> settings;   ///< the settings the numbers depend on, as on a figure ("digital from 0.5")

    /// nullptr when there is none.
    [[nodiscard]] const PanelTable* table(std::string_view key) const;
    [[nodiscard]] const PanelFact* fact(std::string_view key) const;
};

struct PanelInput {
    Findings& findings;                 ///< of the period asked for; what is computed here stays there
    std::span<const LedgerEntry> ledger; ///< stored forecasts; only Panel::Ledger looks at them
    bool esri = false;                  ///< systemic risk also where it takes long
    const ForecastMarks* marks = nullptr; ///< what the user said of links; only Panel::Links looks at them
    std::span<const ImportRecord> imports = {}; ///< of the project; only Panel::Health looks at them
    const ChangeSettings* change = nullptr; ///< renamed firms and the rule of phases; null: none, and the default rule

    [[nodiscard]] const Snapshot& snapshot() const { return findings.snapshot(); }
    [[nodiscard]] const DatasetPtr& dataset() const { return findings.snapshot().datasetPtr(); }
};

/// Fails with one sentence where the topic says nothing about this chain: Undefined or NoData (no end users, no digital score, a closed
/// money loop ...), TooLarge, Cancelled. Cost: that of the measures behind it.
Result<PanelTables> makePanelTables(Panel panel, const PanelInput& input, Progress& progress);

/// One table as a CSV file, keys as header: what "Export CSV" writes. Unknown is blank; lists are joined by "; ". The file appears whole
/// or not at all.
Result<void> writeCsv(const PanelTable& table, const std::string& path);

} // namespace chainscape
