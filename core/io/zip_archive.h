// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reading the members of a zip archive as streams, safely: nothing is ever unpacked to disk, and bombs are refused.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/io/byte_source.h"

namespace chainscape {

/// True when the bytes start like a zip archive (which .xlsx files are too).
bool isZip(std::string_view start);

/// True when the file at `path` starts so; false too when it cannot be read.
bool isZipFile(const std::string& path);

class ZipArchive {
public:
    static Result<std::shared_ptr<ZipArchive>> open(const std::string& path);
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;
    ~ZipArchive();

    /// Names of the members that are files, in the archive's order.
    [[nodiscard]] const std::vector<std::string>& members() const { return m_members; }
    [[nodiscard]] bool has(const std::string& name) const;

    /// A member as bytes; it keeps the archive open. Encrypted, damaged, or blown up more than a hundredfold beyond 64 MiB:
    /// an Error.
    static Result<std::unique_ptr<ByteSource>> openMember(const std::shared_ptr<ZipArchive>& archive, const std::string& name);

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    ZipArchive() = default;
    friend class ZipMember;

    std::string m_path;
    void* m_zip = nullptr;
    std::vector<std::string> m_members;
};

} // namespace chainscape
