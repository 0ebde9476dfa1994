// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// parallelFor: data-parallel loops over an index range, the only door to the thread pool.

#include <cstddef>
#include <functional>

namespace chainscape {

/// Calls body(begin, end) on disjoint blocks that cover [0, count), in any order, on the shared pool.
/// Results must not depend on the split: write to slots by index, reduce afterwards in index order.
/// grain is the smallest block worth a task. Runs inline when count <= grain.
void parallelFor(std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body);

} // namespace chainscape
