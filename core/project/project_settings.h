// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The settings of the analysis as they are kept in the project file, for the window and the command line alike.

#include "core/analysis/analysis_options.h"
#include "core/io/project_file.h"
#include "core/model/change_look.h"

namespace chainscape {

/// The name of the document that keeps them.
inline constexpr std::string_view kAnalysisDocument = "analysis";

/// The defaults where the project keeps none. Fails with BadFormat when what it keeps cannot be read.
Result<AnalysisOptions> analysisSettings(const ProjectFile& file);

/// Replaces what the project keeps. Settings equal to the defaults are removed, so that they follow the program.
Result<void> storeAnalysisSettings(ProjectFile& file, const AnalysisOptions& options);

/// Renamed firms, events and the rule of phases, as the project keeps them; the defaults where it keeps none. Fails with BadFormat.
Result<ChangeSettings> changeSettings(const ProjectFile& file);

} // namespace chainscape
