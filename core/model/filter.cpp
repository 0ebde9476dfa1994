// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/filter.h"

#include <algorithm>

namespace chainscape {
namespace {

bool holds(const std::vector<std::string>& wanted, const std::string& value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

} // namespace

std::vector<std::uint8_t> firmsPassing(const Dataset& dataset, const Filter& filter, PeriodId period) {
    const FirmTable& firms = dataset.firms();
    std::vector<std::uint8_t> pass(firms.size(), 1);
    if (!filter.onlyFirms.empty()) {
        std::ranges::fill(pass, 0);
        for (const auto& id : filter.onlyFirms)
            if (const auto f = dataset.firmIndex(id); f != kNone) pass[f] = 1;
    }
    for (const auto& id : filter.hiddenFirms)
        if (const auto f = dataset.firmIndex(id); f != kNone) pass[f] = 0;
    const bool byText = !filter.sectors.empty() || !filter.regions.empty();
    if (!byText && filter.stages.empty()) return pass;
    for (std::uint32_t f = 0; f < firms.size(); ++f) {
        if (!pass[f]) continue;
        const bool textOk = !byText || (holds(filter.sectors, dataset.text(firms.sector[f])) &&
                                        holds(filter.regions, dataset.text(firms.region[f])));
        const bool stageOk = filter.stages.empty() ||
                             std::ranges::find(filter.stages, dataset.firmAt(FirmId{f}, period).stage) != filter.stages.end();
        pass[f] = textOk && stageOk;
    }
    return pass;
}

} // namespace chainscape
