// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// DatasetBuilder: the mutable way to a valid Dataset.

#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/dataset.h"

namespace chainscape {

inline constexpr float kUnknownScore = std::numeric_limits<float>::quiet_NaN();
inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// One row of a firms file. Blank texts and NaN say nothing; a later row overwrites only what it says.
struct FirmRecord {
    std::string id, name;
    int stage = 0;
    std::string sector, region, parent, function;
    float digital = kUnknownScore;
    std::optional<bool> isPlatform, isEndUser;
    double revenue = kUnknown, cost = kUnknown, latitude = kUnknown, longitude = kUnknown;
    std::uint32_t from = kNone; ///< period index from which the row holds; kNone: always
    std::vector<std::pair<std::string, std::string>> attributes;
};

/// One row of a links file by the builder's own numbers. via: a firm or kNone.
struct LinkRow {
    std::uint32_t source = 0, target = 0, via = kNone;
    std::uint16_t kind = 0, unit = 0;
    std::uint32_t period = 0;
    float digital = kUnknownScore;
    double value = kUnknown;
};

/// Not thread-safe. Indices handed out stay valid in the built Dataset, but for periods, which build() sorts.
class DatasetBuilder {
public:
    DatasetBuilder();
    ~DatasetBuilder();
    DatasetBuilder(DatasetBuilder&&) noexcept;
    DatasetBuilder& operator=(DatasetBuilder&&) noexcept;

    void setStages(StageList stages);
    void setTitle(std::string title);
    void setSource(std::string source, std::string date);
    void setIllustrative(bool on);
    /// Puts a kind in another layer than layerOfKind says.
    void setLayer(std::string_view kind, Layer layer);

    /// Creates the firm or completes it; returns its index. The id must not be blank.
    std::uint32_t addFirm(const FirmRecord& record);
    /// The firm with this id, created bare when new.
    std::uint32_t firm(std::string_view id);
    std::uint32_t period(const Period& period, std::string_view text);
    std::uint16_t kind(std::string_view name);
    std::uint16_t unit(std::string_view name);
    /// The link of this grain, created when new. via is a firm index or kNone.
    std::uint32_t link(std::uint32_t source, std::uint32_t target, std::uint16_t kind, std::uint16_t unit, std::uint32_t via = kNone);

    /// One row of a links file. value NaN: unknown; digital NaN: unknown.
    void addRow(std::uint32_t link, std::uint32_t period, double value, float digital = kUnknownScore);
    /// link() and addRow() for every one of them, in a fraction of the time.
    void addRows(std::span<const LinkRow> rows);
    void reserveRows(std::size_t rows);
    void reserveFirms(std::size_t firms);
    /// addFirm, link and addRow in one, by words; for tests and small makers. period is parsed, bad text fails.
    Result<void> addFlow(std::string_view source, std::string_view target, std::string_view period, double value,
                         std::string_view kind = "material", float digital = kUnknownScore, std::string_view unit = {});

    [[nodiscard]] std::size_t firmCount() const;
    [[nodiscard]] std::size_t rowCount() const;

    /// Sums rows into flows, sorts periods, checks ranges (stage within the list, score 0..1); the builder is empty afterwards.
    /// A flow of rows with opposite signs is their sum; a link without rows is kept without flows. O(rows + links).
    Result<DatasetPtr> build();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// A copy with other stages per firm, marked as inferred where `inferred` says so. All spans have one entry per firm.
DatasetPtr withStages(const Dataset& dataset, std::span<const std::int16_t> stage, std::span<const std::uint8_t> inferred,
                      std::span<const float> confidence, StageList stages);

} // namespace chainscape
