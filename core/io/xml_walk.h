// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// XmlWalk: a pull of start, end and text events from a byte stream; documents with a DTD are refused. Private to core/io.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/byte_source.h"

namespace chainscape {

/// Attributes of one element; names without their prefix.
struct XmlAttributes {
    std::vector<std::pair<std::string_view, std::string_view>> items;
    /// "" when there is none.
    [[nodiscard]] std::string_view operator[](std::string_view name) const;
};

/// Who is told what; any may be empty. Names come without prefix; text in pieces.
struct XmlEvents {
    std::function<void(std::string_view name, const XmlAttributes& attributes)> start;
    std::function<void(std::string_view name)> end;
    std::function<void(std::string_view text)> text;
};

class XmlWalk {
public:
    XmlWalk(std::unique_ptr<ByteSource> bytes, std::string name, XmlEvents events);
    XmlWalk(const XmlWalk&) = delete;
    XmlWalk& operator=(const XmlWalk&) = delete;
    ~XmlWalk();

    /// Reads the next piece and tells its events; false at the end. Not well-formed, nested beyond 256, a DTD: an Error.
    Result<bool> step();

    /// All of it.
    Result<bool> run();

    [[nodiscard]] double done() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace chainscape
