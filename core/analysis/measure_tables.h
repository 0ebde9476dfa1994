// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rows of the registry, by level.

#include "core/analysis/registry.h"

namespace chainscape {

std::span<const Measure> chainMeasures();
std::span<const Measure> firmMeasures();
std::span<const Measure> linkMeasures();

} // namespace chainscape
