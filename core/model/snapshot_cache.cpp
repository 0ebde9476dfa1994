// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/snapshot_cache.h"

#include <algorithm>

namespace chainscape {
namespace {

std::size_t weight(const Snapshot& snapshot) { return snapshot.nodeCount() + snapshot.edgeCount(); }

} // namespace

Result<SnapshotPtr> SnapshotCache::at(const DatasetPtr& dataset, SnapshotSpec spec) {
    if (spec.from == kNone && !dataset->periods().empty()) spec.from = static_cast<std::uint32_t>(dataset->periods().size() - 1);
    if (spec.to == kNone) spec.to = spec.from;
    if (auto kept = find(dataset, spec)) return kept;
    auto made = makeSnapshot(dataset, spec);
    if (made) keep(std::move(spec), *made);
    return made;
}

void SnapshotCache::clear() {
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_size = m_largest = 0;
}

std::size_t SnapshotCache::size() const {
    const std::lock_guard lock(m_mutex);
    return m_size;
}

bool SnapshotCache::full() const {
    const std::lock_guard lock(m_mutex);
    return m_size + m_largest > m_room;
}

SnapshotPtr SnapshotCache::find(const DatasetPtr& dataset, const SnapshotSpec& spec) {
    const std::lock_guard lock(m_mutex);
    const auto at = std::ranges::find_if(m_entries, [&](const Entry& e) { return e.snapshot->datasetPtr() == dataset && e.spec == spec; });
    if (at == m_entries.end()) return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, at);
    return at->snapshot;
}

void SnapshotCache::keep(SnapshotSpec spec, SnapshotPtr snapshot) {
    const auto own = weight(*snapshot);
    const std::lock_guard lock(m_mutex);
    m_size += own;
    m_largest = std::max(m_largest, own);
    m_entries.push_front({std::move(spec), std::move(snapshot)});
    while (m_size > m_room && m_entries.size() > 1) {
        m_size -= weight(*m_entries.back().snapshot);
        m_entries.pop_back();
    }
}

} // namespace chainscape
