// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long ten scenario steps take at 100,000 firms and 500,000 links, and the restructuring of 20 periods with its noise band.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>
#include <string>

#include "core/analysis/change_series.h"
#include "core/analysis/registry.h"
#include "core/model/dataset_builder.h"
#include "core/scenario/scenario.h"

namespace {

using namespace chainscape;

struct Clock {
    std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
    std::clock_t cpu = std::clock();

    void report(const char* what) const {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - wall;
        std::printf("%-42s %7.3f s wall, %7.3f s cpu\n", what, seconds.count(), double(std::clock() - cpu) / CLOCKS_PER_SEC);
    }
};

/// Seven stages, mostly forward links, one in twenty back.
DatasetPtr makeChain(unsigned firms, unsigned links, unsigned periods, unsigned rowsPerLink) {
    std::mt19937 random(1);
    DatasetBuilder builder;
    const auto stageOf = [&](unsigned f) { return int(1 + std::uint64_t(f) * 7 / firms); };
    for (unsigned f = 0; f < firms; ++f) {
        FirmRecord firm{.id = "f" + std::to_string(f), .stage = stageOf(f)};
        firm.sector = "s" + std::to_string(f % 20);
        firm.region = f % 3 ? "EU" : "ASIA";
        firm.isPlatform = stageOf(f) == 6 && f % 50 == 0;
        builder.addFirm(firm);
    }
    const auto material = builder.kind("material");
    const auto unit = builder.unit("EUR");
    std::vector<std::uint32_t> link;
    while (link.size() < links) {
        auto a = static_cast<unsigned>(random() % firms), b = static_cast<unsigned>(random() % firms);
        if (stageOf(a) > stageOf(b) && random() % 20) std::swap(a, b);
        if (a != b && stageOf(a) < 7) link.push_back(builder.link(a, b, material, unit));
    }
    for (unsigned p = 0; p < periods; ++p) {
        const auto period = builder.period(*parsePeriod(std::to_string(2001 + p)), std::to_string(2001 + p));
        for (const auto l : link)
            for (unsigned r = 0; r < rowsPerLink; ++r) builder.addRow(l, period, double(1 + random() % 100), random() % 2 ? 1.f : 0.f);
    }
    return *builder.build();
}

constexpr const char* kTenSteps = R"([
        {"op":"remove_firm","firm":"f40000"},
        {"op":"remove_firm","firm":"f50000","mode":"reallocate"},
        {"op":"remove_firm","firm":"f60000","recompute":"supply"},
        {"op":"merge","firms":["f41000","f41001"],"into":"m"},
        {"op":"split","firm":"f42000","parts":[{"id":"a","share":0.5},{"id":"b","share":0.5}]},
        {"op":"capacity","firm":"f45000","share":0.5,"mode":"demand"},
        {"op":"remove_platform","firm":"f72000"},
        {"op":"scale","from_stage":3,"to_stage":4,"factor":1.1},
        {"op":"digitise_firm","firm":"f30000"},
        {"op":"remove_firm","firm":"f70001"}])";

void benchScenario() {
    const auto base = makeChain(100'000, 500'000, 1, 1);
    const auto edits = editListFromJson(kTenSteps);
    for (int round = 0; round < 3; ++round) {
        Progress progress;
        const Clock clock;
        const auto result = applyScenario(base, {}, *edits, progress);
        clock.report("ten steps at 100k/500k");
        if (round > 0) continue;
        for (const auto& step : result->steps) std::printf("  %d %s: %s\n", int(step.applied), step.op.c_str(), step.message.c_str());
        for (const auto& invariant : result->invariants) std::printf("  %d %s %g\n", int(invariant.holds), invariant.name.c_str(), invariant.error);
    }
}

/// Every chain measure but those that work firm by firm, of base and scenario: what a comparison table holds.
void benchKeyFigures() {
    const auto base = makeChain(100'000, 500'000, 1, 1);
    const auto edits = editListFromJson(kTenSteps);
    for (int round = 0; round < 3; ++round) {
        Progress progress;
        const Clock all;
        const auto result = applyScenario(base, {}, *edits, progress);
        for (const auto& dataset : {base, result->after}) {
            const auto snapshot = makeSnapshot(dataset, result->spec);
            Findings findings(*snapshot, {});
            for (const auto& measure : measures(MeasureLevel::Chain)) {
                if (measure.cost == Cost::Heavy || measure.cost == Cost::Search) continue; // one solve or flow per firm
                const Clock one;
                (void)measure.chain(findings, progress);
                if (round == 0 && dataset == base) one.report(std::string(measure.id).c_str());
            }
        }
        all.report("ten steps, all figures before and after");
    }
}

void benchRestructuring() {
    Progress progress;
    const auto data = makeChain(10'000, 50'000, 20, 1);
    Clock clock;
    const auto steps = changeSteps(data, {}, {}, progress);
    clock.report("restructuring of 20 periods, 10k/50k");
    std::mt19937 random(3);
    std::vector<std::vector<FlowRow>> rows(20);
    const auto& links = data->links();
    for (auto& period : rows)
        for (std::size_t l = 0; l < links.size(); ++l)
            for (int r = 0; r < 5; ++r) period.push_back({links.source[l], links.target[l], double(1 + random() % 100)});
    const Clock noise;
    double low = 0, high = 0;
    for (std::size_t p = 1; p < rows.size(); ++p) {
        const auto band = noiseBand(rows[p - 1], rows[p], {}, progress);
        low = band->rStarLow, high = band->rStarHigh;
    }
    noise.report("noise band, 19 steps, 200 resamples, 5 rows");
    std::printf("  R* %.4f, band %.4f .. %.4f\n", steps->back().change.rStar, low, high);
}

} // namespace

int main() {
    benchScenario();
    benchKeyFigures();
    benchRestructuring();
    return 0;
}
