// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The toy chain of the golden files, read by a reader of its own, and the golden numbers.

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/model/dataset_builder.h"
#include "core/model/snapshot.h"

namespace chainscape::test {

using GoldenJson = nlohmann::json;

inline std::string goldenPath(const std::string& name) { return CHAINSCAPE_GOLDEN "/analytics/" + name; }

inline GoldenJson golden(const std::string& name) {
    std::ifstream in(goldenPath(name + ".json"));
    return GoldenJson::parse(in);
}

inline std::vector<std::vector<std::string>> csvRows(const std::string& name) {
    std::ifstream in(goldenPath(name));
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(in, line); // header
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        rows.emplace_back();
        for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
    }
    return rows;
}

/// What to leave out of the toy chain.
struct ToyOptions {
    std::vector<std::string> withoutStage;
    std::string onlyPeriod;
    bool dataAsMoney = false;
};

inline DatasetPtr toy(const ToyOptions& options = {}) {
    DatasetBuilder builder;
    StageList stages;
    for (int s = 1; s <= 7; ++s) stages.names.push_back("S" + std::to_string(s));
    builder.setStages(stages);
    for (const auto& row : csvRows("toy_firms.csv")) {
        FirmRecord firm;
        firm.id = row[0];
        firm.name = row[1];
        const bool bare = std::ranges::find(options.withoutStage, row[0]) != options.withoutStage.end();
        firm.stage = bare ? 0 : std::stoi(row[2]);
        firm.sector = row[3];
        firm.region = row[4];
        firm.digital = std::stof(row[5]);
        firm.isPlatform = row[6] == "1";
        builder.addFirm(firm);
    }
    if (options.dataAsMoney) builder.setLayer("data", Layer::Money);
    for (const auto& row : csvRows("toy_links.csv"))
        if (options.onlyPeriod.empty() || options.onlyPeriod == row[2]) {
            const auto ok = builder.addFlow(row[0], row[1], row[2], *parseNumber(row[4]), row[3], std::stof(row[5]));
            if (!ok) qFatal("%s", ok.error().message.c_str());
        }
    auto built = builder.build();
    if (!built) qFatal("%s", built.error().message.c_str());
    return *built;
}

inline SnapshotPtr toySnapshot(const std::string& period, const ToyOptions& options = {}) {
    const auto dataset = toy(options);
    auto made = makeSnapshot(dataset, {.from = dataset->periodIndex(period)});
    if (!made) qFatal("%s", made.error().message.c_str());
    return *made;
}

/// Compares to the golden tolerance.
inline bool near(double a, double b, double tolerance = 1.0000001e-6) { return std::fabs(a - b) <= tolerance; }

/// A random layered chain with feedback, skips and unbalanced books; firms n0..; stages 1..K; end users in the last stage.
struct RandomChain {
    unsigned seed = 1;
    int firms = 30, stages = 5;
    double feedback = 0.1;  ///< share of links that go to the same or an earlier stage
    double digital = 0.5;   ///< share of links with a score of 1, the rest 0
    double unknown = 0;     ///< share of links without a score
    double scale = 1;
    bool splitLinks = false; ///< every link as two parallel rows
    std::string prefix = "n";
};

inline DatasetPtr randomChain(const RandomChain& c) {
    std::mt19937 random(c.seed);
    const auto unit = [&] { return double(random()) / 4294967296.0; };
    DatasetBuilder builder;
    std::vector<int> stage;
    for (int i = 0; i < c.firms; ++i) {
        stage.push_back(i < c.stages ? i + 1 : 1 + int(random() % unsigned(c.stages)));
        FirmRecord firm;
        firm.id = c.prefix + std::to_string(i);
        firm.stage = stage.back();
        firm.sector = "s" + std::to_string(random() % 4);
        firm.digital = float(unit());
        firm.isPlatform = stage.back() == c.stages - 1 && unit() < 0.4;
        builder.addFirm(firm);
    }
    for (int k = 0; k < 4 * c.firms; ++k) {
        const auto s = int(random() % unsigned(c.firms)), t = int(random() % unsigned(c.firms));
        const double draw = unit(), value = std::floor(1 + 99 * unit()) * c.scale, score = unit(), known = unit();
        const bool forward = stage[std::size_t(t)] > stage[std::size_t(s)];
        if (s == t || stage[std::size_t(s)] == c.stages || (!forward && draw > c.feedback)) continue;
        const float digital = known < c.unknown ? kUnknownScore : score < c.digital ? 1.f : 0.f;
        const auto row = [&](double v) {
            const auto ok = builder.addFlow(c.prefix + std::to_string(s), c.prefix + std::to_string(t), "2024", v, "material", digital);
            if (!ok) qFatal("%s", ok.error().message.c_str());
        };
        if (c.splitLinks) {
            row(value * 0.25);
            row(value * 0.75);
        } else {
            row(value);
        }
    }
    auto built = builder.build();
    if (!built) qFatal("%s", built.error().message.c_str());
    return *built;
}

inline SnapshotPtr randomSnapshot(const RandomChain& c) {
    auto made = makeSnapshot(randomChain(c), {});
    if (!made) qFatal("%s", made.error().message.c_str());
    return *made;
}

} // namespace chainscape::test
