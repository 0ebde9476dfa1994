// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Filter: which firms and links of a Dataset are looked at. A plain value, stored with views.

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/dataset.h"

namespace chainscape {

enum class DigitalFilter : std::uint8_t { Any, Digital, Analogue, Unknown };

/// Empty lists mean "all". Firms that do not pass take their links with them; links are tested after summing per pair.
struct Filter {
    std::vector<int> stages;
    std::vector<std::string> sectors, regions;
    std::vector<std::string> kinds;
    std::vector<std::string> onlyFirms;   ///< ids; isolate
    std::vector<std::string> hiddenFirms; ///< ids; hide
    double minValue = 0;                  ///< least value of a pair; unknown values pass only at 0
    DigitalFilter digital = DigitalFilter::Any;
    double threshold = 0.5;               ///< what counts as digital for `digital`

    [[nodiscard]] bool empty() const { return *this == Filter{}; }
    bool operator==(const Filter&) const = default;
};

/// One byte per firm: 1 when it passes at that period.
std::vector<std::uint8_t> firmsPassing(const Dataset& dataset, const Filter& filter, PeriodId period);

} // namespace chainscape
