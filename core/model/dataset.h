// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Dataset: an industry chain as columns, immutable once built and shared by pointer.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/model/ids.h"
#include "core/model/vocabulary.h"

namespace chainscape {

/// A further column of the firms or links file, kept as text by code. codes[i] indexes Dataset::text(); 0 is blank.
struct FirmAttribute {
    std::string name;
    std::vector<std::uint32_t> codes;
};

/// What a dated firms row says from its period on. Fields that say nothing: stage 0, digital NaN, flags -1.
struct FirmVersion {
    FirmId firm{};
    PeriodId from{};
    std::int16_t stage = 0;
    float digital = 0;
    std::int8_t isPlatform = -1;
    std::int8_t isEndUser = -1;
};

/// All columns have one entry per firm. Codes index Dataset::text(); unknown numbers are NaN.
struct FirmTable {
    std::vector<std::string> id, name;
    std::vector<std::int16_t> stage;          ///< 1..K, 0 unknown
    std::vector<std::uint8_t> stageInferred;  ///< 1: told from the links, not from the data
    std::vector<float> stageConfidence;       ///< 0..1 for inferred stages, 1 for given ones, NaN for none
    std::vector<std::uint32_t> sector, region, parent, function;
    std::vector<float> digital;               ///< 0..1, NaN unknown
    std::vector<std::uint8_t> isPlatform, isEndUser;
    std::vector<double> revenue, cost, latitude, longitude;
    std::vector<FirmAttribute> attributes;
    std::vector<FirmVersion> versions;        ///< sorted by firm, then period

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// One entry per link = (source, target, kind, unit, via platform). kind and unit index Dataset::kinds() and units();
/// via is a firm index or kNone.
struct LinkTable {
    std::vector<std::uint32_t> source, target;
    std::vector<std::uint16_t> kind, unit;
    std::vector<std::uint32_t> via;

    [[nodiscard]] std::size_t size() const { return source.size(); }
};

/// Flows in period-major order: those of period p are [start[p], start[p + 1]), ascending by link.
/// value is the sum of the known row values (NaN: none known), digital the value-weighted mean of the known scores (NaN: none),
/// rows how many rows of the files stand behind it, confidence the value-weighted mean of how sure the files are, 0..1 (NaN unknown; the
/// column is empty where it is not known of any flow).
struct FlowTable {
    std::vector<std::size_t> start;
    std::vector<std::uint32_t> link;
    std::vector<double> value;
    std::vector<float> digital;
    std::vector<std::uint32_t> rows;
    std::vector<float> confidence;

    [[nodiscard]] std::size_t size() const { return link.size(); }
};

struct PeriodEntry {
    Period period;
    std::string text; ///< as the file spelled it first
};

struct Kind {
    std::string name;
    Layer layer = Layer::Money;
};

/// Immutable; safe to read from any thread. Tables are shared between Datasets, so an edit copies only what it touches.
class Dataset {
public:
    struct Parts {
        std::shared_ptr<const FirmTable> firms;
        std::shared_ptr<const LinkTable> links;
        std::shared_ptr<const FlowTable> flows;
        std::shared_ptr<const std::vector<std::string>> text; ///< text[0] is ""
        std::vector<PeriodEntry> periods;                     ///< ascending in time
        std::vector<Kind> kinds;
        std::vector<std::string> units;
        StageList stages;
        std::string title;
        std::string source;      ///< where the data comes from, for captions
        std::string sourceDate;  ///< date of the newest import, ISO
        bool illustrative = false;
    };

    /// Trusts its parts; DatasetBuilder is the way to make valid ones.
    explicit Dataset(Parts parts);

    [[nodiscard]] const FirmTable& firms() const { return *m_parts.firms; }
    [[nodiscard]] const LinkTable& links() const { return *m_parts.links; }
    [[nodiscard]] const FlowTable& flows() const { return *m_parts.flows; }
    [[nodiscard]] const std::vector<PeriodEntry>& periods() const { return m_parts.periods; }
    [[nodiscard]] const std::vector<Kind>& kinds() const { return m_parts.kinds; }
    [[nodiscard]] const std::vector<std::string>& units() const { return m_parts.units; }
    [[nodiscard]] const StageList& stages() const { return m_parts.stages; }
    [[nodiscard]] const std::string& title() const { return m_parts.title; }
    [[nodiscard]] const std::string& source() const { return m_parts.source; }
    [[nodiscard]] const std::string& sourceDate() const { return m_parts.sourceDate; }
    [[nodiscard]] bool illustrative() const { return m_parts.illustrative; }
    [[nodiscard]] const Parts& parts() const { return m_parts; }

    /// The text behind a code of FirmTable or FirmAttribute.
    [[nodiscard]] const std::string& text(std::uint32_t code) const { return (*m_parts.text)[code]; }
    /// The firm with this id; kNone when there is none. O(1).
    [[nodiscard]] std::uint32_t firmIndex(std::string_view id) const;
    /// The index of the period spelled like this or equal to it once parsed; kNone when there is none.
    [[nodiscard]] std::uint32_t periodIndex(std::string_view text) const;
    /// True when at least one firm's stage comes from the data.
    [[nodiscard]] bool hasGivenStages() const { return m_hasGivenStages; }
    /// Units of the links of a layer, ascending by first use. Counted once, on first use.
    [[nodiscard]] const std::vector<std::string>& unitsOf(Layer layer) const;
    /// The unit most rows of a layer have; blank when it has none.
    [[nodiscard]] const std::string& mainUnit(Layer layer) const;

    /// The firm's state at a period, dated rows applied.
    struct FirmState {
        int stage = 0;
        bool stageInferred = false;
        float digital = 0;
        bool isPlatform = false;
        bool isEndUser = false;
    };
    [[nodiscard]] FirmState firmAt(FirmId firm, PeriodId period) const;

private:
    struct Lookup;
    Parts m_parts;
    std::shared_ptr<const Lookup> m_lookup;
    bool m_hasGivenStages = false;
};

using DatasetPtr = std::shared_ptr<const Dataset>;

} // namespace chainscape
