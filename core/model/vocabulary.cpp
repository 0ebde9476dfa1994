// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/vocabulary.h"

#include <array>
#include <charconv>
#include <utility>

#include "core/base/text.h"

namespace chainscape {
namespace {

struct StageWord {
    std::string_view word;
    int stage;
};

constexpr std::array kStageWords{
    StageWord{"basic technology", 1}, StageWord{"technology", 1},      StageWord{"basic research", 1},
    StageWord{"r&d", 2},              StageWord{"research", 2},        StageWord{"research and development", 2},
    StageWord{"development", 2},      StageWord{"raw material", 3},    StageWord{"raw materials", 3},
    StageWord{"material", 3},         StageWord{"materials", 3},       StageWord{"mining", 3},
    StageWord{"component", 4},        StageWord{"components", 4},      StageWord{"parts", 4},
    StageWord{"manufacture", 5},      StageWord{"manufacturing", 5},   StageWord{"manufacturer", 5},
    StageWord{"production", 5},       StageWord{"assembly", 5},        StageWord{"distribution", 6},
    StageWord{"distributor", 6},      StageWord{"wholesale", 6},       StageWord{"retail", 6},
    StageWord{"logistics", 6},        StageWord{"service", 7},         StageWord{"services", 7},
    StageWord{"end user", 8},         StageWord{"end users", 8},       StageWord{"user", 8},
    StageWord{"users", 8},            StageWord{"consumer", 8},        StageWord{"consumers", 8},
    StageWord{"customer", 8},         StageWord{"customers", 8},
};

} // namespace

std::string_view StageList::name(int stage) const {
    return stage >= 1 && stage <= size() ? std::string_view(names[static_cast<std::size_t>(stage - 1)]) : std::string_view{};
}

int StageList::find(std::string_view text) const {
    const std::string wanted = toLowerAscii(trim(text));
    if (wanted.empty()) return 0;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (toLowerAscii(trim(names[i])) == wanted) return static_cast<int>(i) + 1;
    int number = 0;
    const auto [end, ec] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    const bool whole = ec == std::errc{} && end == wanted.data() + wanted.size();
    return whole && number >= 1 && number <= size() ? number : 0;
}

const StageList& defaultStages() {
    static const StageList stages{{"Basic technology", "R&D", "Raw material", "Component", "Manufacture", "Distribution",
                                   "Service", "End user"}};
    return stages;
}

int defaultStageFor(std::string_view word) {
    const std::string wanted = toLowerAscii(trim(word));
    for (const auto& entry : kStageWords)
        if (entry.word == wanted) return entry.stage;
    return 0;
}

std::string_view nameOf(Layer layer) {
    switch (layer) {
    case Layer::Money: return "money";
    case Layer::Data: return "data";
    case Layer::Capital: return "capital";
    }
    return {};
}

std::optional<Layer> layerNamed(std::string_view name) {
    const std::string wanted = toLowerAscii(trim(name));
    for (const Layer layer : {Layer::Money, Layer::Data, Layer::Capital})
        if (wanted == nameOf(layer)) return layer;
    return std::nullopt;
}

Layer layerOfKind(std::string_view kind) {
    std::string word = toLowerAscii(trim(kind));
    if (const auto number = word.find(" ("); number != std::string::npos) word.resize(number); // "data (2)": the second row of its link
    if (word == "data") return Layer::Data;
    if (word == "capital") return Layer::Capital;
    return Layer::Money;
}

} // namespace chainscape
