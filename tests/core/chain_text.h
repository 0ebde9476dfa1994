// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Tiny chains drawn as text, for tests: "maker -> dealer : 3 @2021 material d=0.8 [kg]" one flow a line;
// "firm maker stage=2 digital=.4 platform region=EU sector=steel end" a firm. Lines that start with # are comments.

#include <sstream>
#include <string>

#include <QtTest>

#include "core/base/text.h"
#include "core/model/dataset_builder.h"
#include "core/model/snapshot.h"

namespace chainscape::test {

inline void addFirmLine(DatasetBuilder& builder, std::istringstream& words) {
    FirmRecord record;
    words >> record.id;
    for (std::string word; words >> word;) {
        const auto eq = word.find('=');
        const std::string key = word.substr(0, eq), value = eq == std::string::npos ? "" : word.substr(eq + 1);
        if (key == "stage") record.stage = std::stoi(value);
        else if (key == "digital") record.digital = std::stof(value);
        else if (key == "region") record.region = value;
        else if (key == "sector") record.sector = value;
        else if (key == "platform") record.isPlatform = true;
        else if (key == "end") record.isEndUser = true;
        else if (key == "from") record.from = builder.period(*parsePeriod(value), value);
        else QFAIL(("unknown word in a firm line: " + word).c_str());
    }
    builder.addFirm(record);
}

inline void addFlowLine(DatasetBuilder& builder, const std::string& source, std::istringstream& words) {
    std::string target, period, kind = "material", unit, via;
    double value = kUnknown;
    float digital = kUnknownScore;
    for (std::string word; words >> word;) {
        if (word == "->") words >> target;
        else if (word == ":") {
            words >> word;
            value = parseNumber(word).value_or(kUnknown);
        } else if (word[0] == '@') period = word.substr(1);
        else if (word.rfind("d=", 0) == 0) digital = std::stof(word.substr(2));
        else if (word.rfind("via=", 0) == 0) via = word.substr(4);
        else if (word[0] == '[') unit = word.substr(1, word.size() - 2);
        else kind = word;
    }
    const auto s = builder.firm(source), t = builder.firm(target);
    const auto v = via.empty() ? kNone : builder.firm(via);
    const auto p = builder.period(*parsePeriod(period), period);
    builder.addRow(builder.link(s, t, builder.kind(kind), builder.unit(unit), v), p, value, digital);
}

/// Builds the chain; fails the test when it does not build.
inline DatasetPtr chain(const std::string& text, StageList stages = {}) {
    DatasetBuilder builder;
    builder.setStages(std::move(stages));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string first;
        if (!(words >> first) || first[0] == '#') continue;
        if (first == "firm") addFirmLine(builder, words);
        else addFlowLine(builder, first, words);
    }
    auto built = builder.build();
    if (!built) qFatal("%s", built.error().message.c_str());
    return *built;
}

/// The snapshot of a chain; fails the test when it cannot be made.
inline SnapshotPtr snapshot(const DatasetPtr& dataset, const SnapshotSpec& spec = {}) {
    auto made = makeSnapshot(dataset, spec);
    if (!made) qFatal("%s", made.error().message.c_str());
    return *made;
}

} // namespace chainscape::test
