// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XmlTable: XML in, comma-separated lines out, piece by piece. What the elements mean is its heirs' business. Private to core/io.

#include <memory>
#include <string>
#include <string_view>

#include "core/io/byte_source.h"
#include "core/io/xml_walk.h"

namespace chainscape {

class XmlTable : public ByteSource {
public:
    Result<std::size_t> read(char* to, std::size_t room) final;
    [[nodiscard]] double done() const final { return m_walk->done(); }
    [[nodiscard]] std::uint64_t size() const final { return 0; }

    /// Once, before the first read. `name` stands in errors.
    void start(std::unique_ptr<ByteSource> bytes, const std::string& name);

protected:
    virtual void onStart(std::string_view element, const XmlAttributes& attributes) = 0;
    virtual void onEnd(std::string_view element) = 0;
    virtual void onText(std::string_view text) = 0;
    /// After each piece of the file; `ended` with the last, when more may still be put out. An error ends the reading.
    virtual Result<void> onPiece(bool ended) = 0;

    std::string m_out; ///< lines not yet read

private:
    std::unique_ptr<XmlWalk> m_walk;
    std::size_t m_at = 0;
    bool m_ended = false;
};

} // namespace chainscape
