// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Small multiples: the chain of every period as a small map, all on one layout and one scale.

#include "ui/painters/change_painter.h"

namespace chainscape::ui {

/// The snapshots that small multiples show: every period of the length of the last one, or `most` at even distances with the first
/// and the last among them. Fails as makeSnapshot does. Cancellable.
Result<std::vector<SnapshotPtr>> multiplesOf(const DatasetPtr& dataset, const ViewSpec& spec, std::size_t most, Progress& progress);
inline constexpr std::size_t kMostMultiples = 24;

/// Paints into `area` and returns the legend. Items: ItemKind::Firm, and ItemKind::Period with the period's index.
Legend paintChangeMultiples(DisplayList& list, const ChangeInput& input, const QRectF& area);

} // namespace chainscape::ui
