// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words a chain is described with: stages, kinds of links and the layers they belong to.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chainscape {

/// The ordered tiers of a chain, most upstream first. Stage numbers are 1..size(); 0 means "no stage".
struct StageList {
    std::vector<std::string> names;

    [[nodiscard]] int size() const { return static_cast<int>(names.size()); }
    /// "" for 0 and numbers out of range.
    [[nodiscard]] std::string_view name(int stage) const;
    /// By name (ASCII case and blanks at the ends do not count) or by number "1".."K"; 0 when neither.
    [[nodiscard]] int find(std::string_view text) const;

    bool operator==(const StageList&) const = default;
};

/// Basic technology, R&D, Raw material, Component, Manufacture, Distribution, Service, End user.
const StageList& defaultStages();

/// The default stage a usual word stands for ("raw materials", "retail", "consumers", "Forschung"...); 0 when none.
int defaultStageFor(std::string_view word);

/// What a kind of link carries; layers are never added to each other.
enum class Layer : std::uint8_t { Money, Data, Capital };

/// "money", "data", "capital".
std::string_view nameOf(Layer layer);
std::optional<Layer> layerNamed(std::string_view name);

/// The layer of a kind word: "data" and "capital" are their own, every other word is money.
Layer layerOfKind(std::string_view kind);

} // namespace chainscape
