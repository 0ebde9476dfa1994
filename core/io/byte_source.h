// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ByteSource: the bytes of a file, a .gz, or a text in memory, read from front to back.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace chainscape {

class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Fills `to` with `room` bytes; fewer only at the end, 0 after it. What a damaged or vanished file gives is an Error.
    virtual Result<std::size_t> read(char* to, std::size_t room) = 0;

    /// How much of the underlying file has been read, 0..1; negative when unknown.
    [[nodiscard]] virtual double done() const = 0;

    /// Bytes this source will give, when that is known beforehand; else 0.
    [[nodiscard]] virtual std::uint64_t size() const = 0;
};

/// Opens a regular file; a gzip file (told by its first bytes, several members too) is inflated while it is read.
/// Missing, a directory, no permission, empty: one sentence that says what to do.
Result<std::unique_ptr<ByteSource>> openBytes(const std::string& path);

/// Reads from a text that outlives the source.
std::unique_ptr<ByteSource> bytesOf(std::shared_ptr<const std::string> text);

/// What a file is by its first bytes when it is no text: "a PDF document", "an old Excel workbook (.xls)"; empty for text.
std::string_view foreignFormat(std::string_view start);

} // namespace chainscape
