// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SnapshotCache: the snapshots made last, so that going to and fro in time makes none twice.

#include <list>
#include <mutex>

#include "core/model/snapshot.h"

namespace chainscape {

/// Safe to use from any thread. What was not asked for longest goes first when the firms and links kept exceed the room.
class SnapshotCache {
public:
    explicit SnapshotCache(std::size_t room = 1'000'000) : m_room(room) {}

    /// As makeSnapshot(); failures are not kept.
    Result<SnapshotPtr> at(const DatasetPtr& dataset, SnapshotSpec spec);
    void clear();

    /// Firms and links of all snapshots kept.
    [[nodiscard]] std::size_t size() const;
    /// Whether one more as large as the largest kept would drive another out.
    [[nodiscard]] bool full() const;

private:
    struct Entry {
        SnapshotSpec spec; ///< as asked for, periods filled in
        SnapshotPtr snapshot;
    };

    SnapshotPtr find(const DatasetPtr& dataset, const SnapshotSpec& spec);
    void keep(SnapshotSpec spec, SnapshotPtr snapshot);

    const std::size_t m_room;
    mutable std::mutex m_mutex;
    std::list<Entry> m_entries; ///< the one asked for last stands first
    std::size_t m_size = 0, m_largest = 0;
};

} // namespace chainscape
