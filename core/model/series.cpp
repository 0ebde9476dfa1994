// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/series.h"

#include <algorithm>
#include <cmath>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

/// Calls use(period, link, value) for every known flow between two firms of that layer and unit.
template <class Use>
void eachFlow(const Dataset& d, Layer layer, std::string_view unit, Use use) {
    const auto& flows = d.flows();
    const auto& links = d.links();
    const auto unitIndex = std::ranges::find(d.units(), unit) - d.units().begin();
    for (std::size_t p = 0; p + 1 < flows.start.size(); ++p)
        for (auto i = flows.start[p]; i < flows.start[p + 1]; ++i) {
            const auto l = flows.link[i];
            if (links.unit[l] != unitIndex || d.kinds()[links.kind[l]].layer != layer) continue;
            if (links.source[l] == links.target[l] || std::isnan(flows.value[i])) continue;
            use(p, l, flows.value[i]);
        }
}

void addKnown(double& sum, double v) { sum = std::isnan(sum) ? v : sum + v; }

} // namespace

std::vector<double> totalSeries(const Dataset& d, Layer layer, std::string_view unit) {
    std::vector<double> out(d.periods().size(), kNaN);
    eachFlow(d, layer, unit, [&](std::size_t p, std::uint32_t, double v) { addKnown(out[p], v); });
    return out;
}

std::vector<double> FirmSeries::throughput() const {
    std::vector<double> out(sells.size());
    for (std::size_t p = 0; p < out.size(); ++p) out[p] = std::max(sells[p], buys[p]);
    return out;
}

FirmSeries firmSeries(const Dataset& d, FirmId firm, Layer layer, std::string_view unit) {
    FirmSeries out{std::vector<double>(d.periods().size(), kNaN), std::vector<double>(d.periods().size(), kNaN)};
    eachFlow(d, layer, unit, [&](std::size_t p, std::uint32_t l, double v) {
        addKnown(out.sells[p], d.links().source[l] == index(firm) ? v : 0);
        addKnown(out.buys[p], d.links().target[l] == index(firm) ? v : 0);
    });
    return out;
}

std::vector<double> linkSeries(const Dataset& d, std::pair<FirmId, FirmId> link, Layer layer, std::string_view unit) {
    std::vector<double> out(d.periods().size(), kNaN);
    eachFlow(d, layer, unit, [&](std::size_t p, std::uint32_t l, double v) {
        if (d.links().source[l] == index(link.first) && d.links().target[l] == index(link.second)) addKnown(out[p], v);
    });
    return out;
}

} // namespace chainscape
