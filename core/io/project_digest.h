// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SHA-256 of files and texts: which file it was that a number came from.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace chainscape {

struct FileDigest {
    std::string sha256; ///< 64 lower-case hex digits, as sha256sum prints them
    std::int64_t bytes = 0;

    bool operator==(const FileDigest&) const = default;
};

/// FIPS 180-4. Uses the processor's SHA instructions where it has them.
std::string sha256(std::string_view text);

/// Reads the file once. Missing or unreadable: an Error with the path as its place.
Result<FileDigest> digestOf(const std::string& path, const Progress& progress);

} // namespace chainscape
