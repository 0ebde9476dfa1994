// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Small text functions that core needs everywhere. All text in core is UTF-8.

#include <optional>
#include <string>
#include <string_view>

namespace chainscape {

/// Without ASCII blanks, tabs, line ends and the no-break spaces U+00A0, U+202F, U+2007 at both ends.
std::string_view trim(std::string_view text);

/// Without a locale, for the digits 0 to 9 alone.
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// ASCII letters in lower case, the rest untouched.
std::string toLowerAscii(std::string_view text);

/// True when the bytes are valid UTF-8 (no overlong forms, no surrogates).
bool isUtf8(std::string_view text);

/// Shortest text that reads back as the same double ("12.5", "1e+300"); NaN and infinities give "".
std::string toText(double value);

/// A decimal number with a point, whole text, finite; nullopt otherwise. Never looks at the locale.
std::optional<double> parseNumber(std::string_view text);

} // namespace chainscape
