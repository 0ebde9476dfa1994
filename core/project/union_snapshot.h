// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The chain over all its periods, for places and orders that do not change with time.

#include "core/model/snapshot.h"
#include "core/model/view_spec.h"

namespace chainscape {

/// All periods of the last one's length under the view's layer, unit and filter.
Result<SnapshotPtr> unionSnapshot(const DatasetPtr& dataset, const ViewSpec& view);

} // namespace chainscape
