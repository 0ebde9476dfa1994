// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastMemory: what a project knows about forecasts beyond its data: what the user said of breaks, events and links, and the ledger.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/project_file.h"
#include "core/model/dataset.h"

namespace chainscape {

/// Break: the level changes with this period, whatever the series says. NoBreak: a break found there is none. Event: words on the chart.
enum class MarkKind : std::uint8_t { Break, NoBreak, Event };

struct ForecastMark {
    MarkKind kind = MarkKind::Event;
    std::string series; ///< as the ledger names it ("total", "stage-pair:2>3", "firm:ID:out" ...); blank: every series
    std::string period; ///< as text
    std::string note;   ///< the user's words; may be blank

    bool operator==(const ForecastMark&) const = default;
};

/// Impossible: the two will never trade. Known: a link is agreed that the data does not show yet.
enum class PairWord : std::uint8_t { Impossible, Known };

struct PairMark {
    std::string source, target;
    PairWord word = PairWord::Impossible;

    bool operator==(const PairMark&) const = default;
};

struct ForecastMarks {
    std::vector<ForecastMark> marks;
    std::vector<PairMark> pairs;

    bool operator==(const ForecastMarks&) const = default;
};

std::string_view nameOf(MarkKind kind); ///< "break", "no break", "event"
std::string_view nameOf(PairWord word); ///< "impossible", "known"

/// One JSON object; what cannot be read is left out, text that is no JSON object fails with BadFormat.
std::string toJson(const ForecastMarks& marks);
Result<ForecastMarks> readForecastMarks(std::string_view json);

/// The marks with one put in place of that of the same series and period and kind of mark (break or event); `note` alone may differ.
ForecastMarks withMark(ForecastMarks marks, const ForecastMark& mark);
/// Without the break marks (or events) of that series at that period.
ForecastMarks withoutMark(ForecastMarks marks, const ForecastMark& mark);
/// With the word for a pair; nullptr takes it away.
ForecastMarks withPair(ForecastMarks marks, std::string_view source, std::string_view target, const PairWord* word);

/// A stored scenario as data, to be drawn beside the base.
struct ScenarioData {
    std::string name;
    DatasetPtr dataset;
    std::string period; ///< the one it changes, as text; blank: the last
};

/// The named ones of the stored scenarios, replayed on the base; those that cannot be are left out.
Result<std::vector<ScenarioData>> scenarioData(const DatasetPtr& base, const std::vector<Document>& stored, const std::vector<std::string>& names, Progress& progress);

struct ForecastMemory {
    ForecastMarks marks;
    std::vector<LedgerEntry> ledger;
};
using ForecastMemoryPtr = std::shared_ptr<const ForecastMemory>;

/// Reads marks and ledger; a project without them gives an empty memory.
Result<ForecastMemoryPtr> readForecastMemory(const ProjectFile& file);

/// Stores the marks in the project, under its settings.
Result<void> storeForecastMarks(ProjectFile& file, const ForecastMarks& marks);

} // namespace chainscape
