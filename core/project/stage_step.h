// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The step of an import that turns stage words into numbers. Private to core/project.

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/io/project_file.h"

namespace chainscape {

struct StageStep {
    StageList stages;                               ///< the project's from now on; empty: as it is
    std::vector<std::pair<std::string, int>> words; ///< new words and their numbers
    std::vector<std::string> warnings;
};

/// By the rule of stagesFor(); a project that has stages from earlier imports keeps them, and new words go to the end of its list.
/// Firm rows with words that a given list does not have are taken out of `firms` and become rejects of their file.
Result<StageStep> readStages(const ProjectFile& file, FirmRows& firms, std::vector<ImportFile>& files, const StageList& given);

} // namespace chainscape
