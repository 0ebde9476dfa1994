// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The ids of the model: indices into the columns of a Dataset, told apart by type.

#include <cstdint>

namespace chainscape {

enum class FirmId : std::uint32_t {};   ///< row of FirmTable
enum class LinkId : std::uint32_t {};   ///< row of LinkTable
enum class PeriodId : std::uint32_t {}; ///< index into Dataset::periods()

/// "No firm", "no node", "no edge" in arrays of plain indices.
inline constexpr std::uint32_t kNone = 0xFFFFFFFFu;

template <class Id>
constexpr std::uint32_t index(Id id) {
    return static_cast<std::uint32_t>(id);
}

} // namespace chainscape
