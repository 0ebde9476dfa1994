// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Counting rows and gathering rejects while reading, and the sentences about a whole file. Private to core/io.

#include <cstdint>
#include <string>
#include <vector>

#include "core/io/import_tables.h"

namespace chainscape {

class RejectTally {
public:
    void add(std::int64_t read, std::vector<Reject>& rejects);
    /// Those since the last time; they stay counted.
    std::vector<Reject> takeRejects();
    void moveInto(FileReport& report);

private:
    std::int64_t m_read = 0, m_rejected = 0;
    std::size_t m_textBytes = 0;
    std::vector<Reject> m_rejects;
};

/// What a warning may be about, beside the report itself.
struct ReadFindings {
    const FileReport& report;
    std::size_t nuls = 0;     ///< NUL bytes taken out
    std::size_t repaired = 0; ///< texts that were not UTF-8
};

std::vector<std::string> linkWarnings(const ReadFindings& findings);
std::vector<std::string> firmWarnings(const ReadFindings& findings);

} // namespace chainscape
