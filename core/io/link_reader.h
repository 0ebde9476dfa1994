// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Links files that are read in pieces, for those larger than the memory. Private to core/io.

#include <functional>
#include <vector>

#include "core/io/project_file.h"

namespace chainscape {

/// Takes the next rows of a file. The tables of `rows` only grow; its columns are filled anew for the next call.
using LinkSink = std::function<Result<void>(const LinkRows& rows, const std::vector<Reject>& rejects)>;

/// What readLinks() does, in pieces: the rows are the same. Files with scores are read twice, as their scale is told from all of
/// them. The report holds no rejects; the sink has got them. Memory: the distinct texts and a few MiB.
Result<FileReport> streamLinks(const TableInput& input, const ReadPlan& plan, const LinkSink& sink, Progress& progress);

} // namespace chainscape
