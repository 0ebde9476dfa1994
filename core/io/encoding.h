// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Encodings: telling them from the bytes, and reading any of them as a stream of UTF-8.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/io/byte_source.h"

namespace chainscape {

struct EncodingGuess {
    std::string name = "UTF-8"; ///< ICU's name
    bool sure = true;
};

/// Byte order mark (also one that was encoded twice), strict UTF-8, the pattern of NUL bytes of UTF-16, then ICU's detector.
/// A sample may end inside a character. Mostly right UTF-8 stays UTF-8: single wrong bytes are repaired later.
EncodingGuess guessEncoding(std::string_view sample);

/// True when the encoding's name is known.
bool isKnownEncoding(const std::string& name);

/// Wrong bytes of a text that should be UTF-8, read as Windows-1252; right text comes back as it is.
std::string repairedUtf8(std::string_view text);

/// Reads a source in the given encoding as UTF-8, without byte order marks. UTF-8 is passed through unchecked.
class Utf8Source {
public:
    /// An encoding that ICU does not know is an Error.
    static Result<std::unique_ptr<Utf8Source>> open(std::unique_ptr<ByteSource> bytes, const std::string& encoding);

    Utf8Source(const Utf8Source&) = delete;
    Utf8Source& operator=(const Utf8Source&) = delete;
    ~Utf8Source();

    /// Fills `to`; fewer bytes than `room` only at the end. Needs room for at least 16 bytes.
    Result<std::size_t> read(char* to, std::size_t room);

    [[nodiscard]] double done() const { return m_bytes->done(); }
    /// Bytes of the source when known, else 0: for estimates only.
    [[nodiscard]] std::uint64_t size() const { return m_bytes->size(); }

private:
    struct Converter;
    explicit Utf8Source(std::unique_ptr<ByteSource> bytes);
    Result<std::size_t> readRaw(char* to, std::size_t room);
    Result<bool> skipMarks();

    std::unique_ptr<ByteSource> m_bytes;
    std::unique_ptr<Converter> m_converter; ///< null for UTF-8
    std::string m_pending;                  ///< read while looking for marks
    std::size_t m_pendingAt = 0;
};

} // namespace chainscape
