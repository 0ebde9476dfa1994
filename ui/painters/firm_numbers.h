// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Further columns of the firms that hold numbers, such as a confidence.

#include <string>
#include <vector>

#include "core/model/snapshot.h"

namespace chainscape::ui {

/// The attributes whose filled cells are numbers for the most part, in the order of the files. Cost: once over all firms.
std::vector<std::string> numericAttributes(const Dataset& dataset);

/// The attribute's numbers, one per node; NaN: blank or no number. "80%" counts 80. Empty: there is no such attribute.
std::vector<double> attributeNumbers(const Snapshot& snapshot, const std::string& name);

} // namespace chainscape::ui
