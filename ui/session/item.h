// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Item: one thing of a chain that can be hovered, focused or selected, by the ids of the data.

#include <cstdint>
#include <string>

namespace chainscape::ui {

struct Item {
    enum class Kind : std::uint8_t { None, Firm, Link, Stage, Group };
    Kind kind = Kind::None;
    std::string id;     ///< firm id, source firm of a link, or key of a group ("4", "sector=steel")
    std::string target; ///< target firm of a link

    [[nodiscard]] bool empty() const { return kind == Kind::None; }
    bool operator==(const Item&) const = default;
    auto operator<=>(const Item&) const = default;

    static Item firm(std::string id) { return {Kind::Firm, std::move(id), {}}; }
    static Item link(std::string source, std::string target) { return {Kind::Link, std::move(source), std::move(target)}; }
    static Item stage(int number) { return {Kind::Stage, std::to_string(number), {}}; }
};

} // namespace chainscape::ui
