// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The registry of measures: one row each, which drives the command line, tables, menus, tooltips and the help page.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/analysis/findings.h"

namespace chainscape {

enum class MeasureLevel : std::uint8_t { Chain, Firm, Link };

enum class MeasureUnit : std::uint8_t {
    Value, ///< in the snapshot's unit
    Share, ///< 0..1
    Count, ///< whole numbers
    Steps, ///< links or stages
    Plain, ///< a number of its own scale
    Label, ///< numbers that only tell groups apart
    Flag,  ///< 0 or 1
};

/// What a reader may call better.
enum class Better : std::uint8_t { Neither, Higher, Lower };

/// What it costs on n firms and m links.
enum class Cost : std::uint8_t {
    Linear, ///< O(m) a sweep: at once, also on the largest chains
    Search, ///< O(n m) or a solve per firm on a loop: seconds above 5,000 firms
    Heavy,  ///< one cascade per firm: on request above AnalysisOptions::riskUpTo firms
};

/// A chain measure with the band that unknown digital scores leave; value is NaN where low and high differ, or undefined.
struct ChainValue {
    double value = 0, low = 0, high = 0;
};

/// All texts are English sentences or phrases marked for translation.
struct Measure {
    std::string_view id;      ///< the key of the command line and of stored views
    MeasureLevel level = MeasureLevel::Chain;
    std::string_view name;
    MeasureUnit unit = MeasureUnit::Plain;
    double least = 0, most = 0; ///< range; infinite where open
    Better better = Better::Neither;
    Cost cost = Cost::Linear;
    bool digital = false;     ///< depends on digital scores, so unknown ones leave a band
    std::string_view meaning; ///< one sentence
    std::string_view formula;
    std::string_view source;
    // exactly one of the following, by level
    Result<ChainValue> (*chain)(Findings&, Progress&) = nullptr;
    Result<std::vector<double>> (*column)(Findings&, Progress&) = nullptr; ///< one per node or edge, NaN undefined
};

/// All measures, chain first, then firm, then link; the order in which they are shown.
std::span<const Measure> measures();
std::span<const Measure> measures(MeasureLevel level);

/// nullptr when there is none of that id and level.
const Measure* findMeasure(std::string_view id, MeasureLevel level);

/// By id on shared findings. NotFound for unknown ids; a measure that cannot be computed fails alone with its reason.
Result<ChainValue> chainMeasure(std::string_view id, Findings& findings, Progress& progress);
/// One per node of the snapshot, NaN where undefined, digital columns also where scores nobody stated decide.
Result<std::vector<double>> firmMeasure(std::string_view id, Findings& findings, Progress& progress);
/// One per edge of the snapshot.
Result<std::vector<double>> linkMeasure(std::string_view id, Findings& findings, Progress& progress);

/// The same for a single question.
Result<double> chainMeasure(std::string_view id, const SnapshotPtr& snapshot, const AnalysisOptions& options, Progress& progress);
Result<std::vector<double>> firmMeasure(std::string_view id, const SnapshotPtr& snapshot, const AnalysisOptions& options, Progress& progress);
Result<std::vector<double>> linkMeasure(std::string_view id, const SnapshotPtr& snapshot, const AnalysisOptions& options, Progress& progress);

/// A firm's place among those with a value: 1 the greatest, ties by id; 0 where undefined.
std::vector<std::uint32_t> ranks(const Snapshot& snapshot, std::span<const double> column);

} // namespace chainscape
