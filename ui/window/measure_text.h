// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A measure's number as it is read: with its unit, as a share, or whole.

#include <QString>

#include "core/analysis/registry.h"

namespace chainscape::ui {

/// `unit` is the snapshot's; NaN is "unknown".
QString measureText(const Measure& measure, double value, const QString& unit);

} // namespace chainscape::ui
