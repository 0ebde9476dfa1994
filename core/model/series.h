// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Series of a chain over its periods, read straight from the flows.

#include <string_view>
#include <utility>
#include <vector>

#include "core/model/dataset.h"

namespace chainscape {

/// One entry per period of the dataset; self-links and unknown values do not count. A period of which no file tells a value in that
/// layer and unit is NaN: nothing is known of it, which is not 0. All O(flows).
std::vector<double> totalSeries(const Dataset& dataset, Layer layer, std::string_view unit);

/// 0 in a period in which others trade and the firm does not.
struct FirmSeries {
    std::vector<double> sells, buys;
    [[nodiscard]] std::vector<double> throughput() const; ///< the larger of both per period
};
FirmSeries firmSeries(const Dataset& dataset, FirmId firm, Layer layer, std::string_view unit);

/// Seller and buyer. Periods without a known flow between them are NaN: there is no link then.
std::vector<double> linkSeries(const Dataset& dataset, std::pair<FirmId, FirmId> link, Layer layer, std::string_view unit);

} // namespace chainscape
