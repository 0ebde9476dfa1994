// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/text.h"
#include "core/project/project.h"

namespace chainscape {
namespace {

/// More stages than any chain has; a larger number is a word, not a stage.
constexpr int kMostStages = 100;

/// A whole number 1..kMostStages; 0 otherwise.
int stageNumber(const std::string& word) {
    const auto number = parseNumber(trim(word));
    return number && *number >= 1 && *number <= kMostStages && std::floor(*number) == *number ? static_cast<int>(*number) : 0;
}

StageReading byNumbers(const std::vector<std::string>& words) {
    StageReading reading;
    int top = 0;
    for (const auto& word : words) {
        reading.words.emplace_back(word, stageNumber(word));
        top = std::max(top, reading.words.back().second);
    }
    for (int number = 1; number <= top; ++number) reading.stages.names.push_back("Stage " + std::to_string(number));
    return reading;
}

StageReading byDefaults(const std::vector<std::string>& words) {
    StageReading reading{defaultStages(), {}, {}};
    for (const auto& word : words) reading.words.emplace_back(word, defaultStageFor(word));
    return reading;
}

StageReading byAppearance(const std::vector<std::string>& words) {
    StageReading reading;
    for (const auto& word : words) {
        const std::string name(trim(word));
        const auto same = std::ranges::find_if(reading.stages.names, [&](const std::string& s) { return toLowerAscii(s) == toLowerAscii(name); });
        if (same == reading.stages.names.end()) {
            reading.stages.names.push_back(name);
            reading.words.emplace_back(word, reading.stages.size());
        } else {
            reading.words.emplace_back(word, static_cast<int>(same - reading.stages.names.begin()) + 1);
        }
    }
    return reading;
}

} // namespace

StageReading stagesFor(const std::vector<std::string>& words, const StageList& given) {
    if (given.names.empty()) {
        if (std::ranges::all_of(words, [](const std::string& w) { return stageNumber(w) > 0; })) return byNumbers(words);
        if (std::ranges::all_of(words, [](const std::string& w) { return defaultStageFor(w) > 0; })) return byDefaults(words);
        return byAppearance(words);
    }
    StageReading reading{given, {}, {}};
    for (const auto& word : words) {
        int number = given.find(word);
        if (number == 0 && stageNumber(word) > 0 && stageNumber(word) <= given.size()) number = stageNumber(word);
        if (number == 0 && given == defaultStages()) number = defaultStageFor(word);
        if (number == 0) reading.unknown.push_back(word);
        else reading.words.emplace_back(word, number);
    }
    return reading;
}

} // namespace chainscape
