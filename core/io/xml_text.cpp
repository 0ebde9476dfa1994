// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/xml_text.h"

#include <charconv>
#include <cmath>

#include "core/io/encoding.h"

namespace chainscape {

std::string xmlText(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : repairedUtf8(text)) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "&#10;"; break;
        case '\t': out += "&#9;"; break;
        default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

std::string shortText(float value) {
    char digits[48];
    return std::isfinite(value) ? std::string(digits, std::to_chars(digits, digits + sizeof digits, value).ptr) : std::string();
}

} // namespace chainscape
