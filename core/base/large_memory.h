// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// reserveLarge: room for millions of entries, asked of the system in few large pages where it has them; giveBackFreed: what to do
// when the work is done.

#include <cstddef>
#include <utility>
#include <vector>

namespace chainscape {

/// Tells the system that this room will be filled. Costs nothing for less than a few MiB and where there are no large pages.
void expectLarge(void* begin, std::size_t bytes) noexcept;

/// reserve() for columns of millions of rows: filling them is half as dear, as the system hands out memory in pieces of 2 MiB.
template <class T>
void reserveLarge(std::vector<T>& column, std::size_t entries) {
    if (entries <= column.capacity()) return;
    const std::size_t had = column.size();
    if (had > 0) { // copying would fill the room before it is asked for
        std::vector<T> larger;
        reserveLarge(larger, entries);
        larger.insert(larger.end(), column.begin(), column.end());
        column = std::move(larger);
        return;
    }
    column.reserve(entries);
    expectLarge(column.data(), column.capacity() * sizeof(T));
}

/// resize() of an empty column.
template <class T>
void resizeLarge(std::vector<T>& column, std::size_t entries) {
    reserveLarge(column, entries);
    column.resize(entries);
}

/// Returns freed memory that the allocator keeps for later to the system, where it is more than `least` bytes. Takes some ms for
/// every 100 MiB, in which other threads may wait for memory. Only with glibc; elsewhere nothing happens.
void giveBackFreed(std::size_t least) noexcept;

} // namespace chainscape
