// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <charconv>
#include <cmath>

#include <fast_float/fast_float.h>

namespace chainscape {
namespace {

/// Length in bytes of the blank at the start (or end) of the text, 0 when there is none.
std::size_t blankAtStart(std::string_view s) {
    if (s.empty()) return 0;
    const char c = s.front();
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f') return 1;
    if (s.substr(0, 2) == "\xC2\xA0") return 2;
    if (s.substr(0, 3) == "\xE2\x80\xAF" || s.substr(0, 3) == "\xE2\x80\x87") return 3;
    return 0;
}

std::size_t blankAtEnd(std::string_view s) {
    for (const std::size_t n : {1u, 2u, 3u})
        if (s.size() >= n && blankAtStart(s.substr(s.size() - n)) == n) return n;
    return 0;
}

} // namespace

std::string_view trim(std::string_view text) {
    while (const std::size_t n = blankAtStart(text)) text.remove_prefix(n);
    while (const std::size_t n = blankAtEnd(text)) text.remove_suffix(n);
    return text;
}

std::string toLowerAscii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool isUtf8(std::string_view text) {
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* const end = p + text.size();
    while (p < end) {
        const unsigned char c = *p++;
        if (c < 0x80) continue;
        int more = 0;
        unsigned low = 0x80, high = 0xBF;
        if (c >= 0xC2 && c <= 0xDF) more = 1;
        else if (c >= 0xE0 && c <= 0xEF) {
            more = 2;
            if (c == 0xE0) low = 0xA0;
            if (c == 0xED) high = 0x9F;
        } else if (c >= 0xF0 && c <= 0xF4) {
            more = 3;
            if (c == 0xF0) low = 0x90;
            if (c == 0xF4) high = 0x8F;
        } else return false;
        for (; more > 0; --more, low = 0x80, high = 0xBF)
            if (p == end || *p < low || *p++ > high) return false;
    }
    return true;
}

std::string toText(double value) {
    if (!std::isfinite(value)) return {};
    char buffer[32];
    const auto [end, ec] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return ec == std::errc{} ? std::string(buffer, end) : std::string{};
}

std::optional<double> parseNumber(std::string_view text) {
    text = trim(text);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, ec] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

} // namespace chainscape
