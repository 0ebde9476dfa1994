// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChangeTable: two snapshots laid over each other, firms matched by id. What every comparison starts from.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/model/change_look.h"
#include "core/model/snapshot.h"

namespace chainscape {

/// Which firms a comparison looks at. CommonOnly keeps firms active on both sides and the links between them: it tells a
/// changed industry from a changed coverage of the data.
enum class ChangeScope : std::uint8_t { All, CommonOnly };

struct ChangeOptions {
    ChangeScope scope = ChangeScope::All;
    /// old id -> id it counts as; applied to both sides first, chains are followed. Several old ids with one new id are a merger.
    std::vector<std::pair<std::string, std::string>> renamed;
    /// The same with a period: holds where that period lies after the earlier side and not after the later one; earlier, both
    /// names are firms of their own, later only the new one is there. Blank periods, and those not in the data, always hold.
    std::vector<Rename> dated;
    double minValue = 0; ///< links below count as absent, so that small ones do not flicker

    bool operator==(const ChangeOptions&) const = default;
};

/// A firm of either side. Nodes are kNone where it is not active; of several renamed into one, the first.
struct ChangedFirm {
    std::string id;
    std::uint32_t before = kNone, after = kNone;
    int stageBefore = 0, stageAfter = 0;         ///< 0 unknown or not active
    double outBefore = 0, outAfter = 0, inBefore = 0, inAfter = 0;

    /// The stage its links are counted under on both sides: that of the later side, else of the earlier one.
    [[nodiscard]] int stage() const { return after != kNone ? stageAfter : stageBefore; }
    /// max(in, out).
    [[nodiscard]] double sizeBefore() const { return outBefore > inBefore ? outBefore : inBefore; }
    [[nodiscard]] double sizeAfter() const { return outAfter > inAfter ? outAfter : inAfter; }
};

struct ChangedLink {
    std::uint32_t source = 0, target = 0; ///< into ChangeTable::firms
    double before = 0, after = 0;         ///< 0 when absent or unknown
    bool inBefore = false, inAfter = false;

    [[nodiscard]] double delta() const { return after - before; }
};

struct ChangeTable {
    std::vector<ChangedFirm> firms; ///< ascending by id
    std::vector<ChangedLink> links; ///< ascending by (source, target)
    double totalBefore = 0, totalAfter = 0;
    int stageCount = 0;

    /// (stage of seller, stage of buyer) as one number 0..blockCount(); stage 0 is a stage of its own.
    [[nodiscard]] std::size_t block(const ChangedLink& link) const {
        return std::size_t(firms[link.source].stage()) * std::size_t(stageCount + 1) + std::size_t(firms[link.target].stage());
    }
    [[nodiscard]] std::size_t blockCount() const { return std::size_t(stageCount + 1) * std::size_t(stageCount + 1); }
};

/// Lays `after` over `before`; they may come from different Datasets (two periods, or base and scenario).
/// Fails with BadArgument when layer, granularity or number of periods differ, MixedUnits when the units differ.
/// O(firms log firms + links log links).
Result<ChangeTable> alignSnapshots(const Snapshot& before, const Snapshot& after, const ChangeOptions& options = {});

} // namespace chainscape
