// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reading the values of cells: numbers, flags, missing words, scores.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/columns.h"
#include "core/io/dialect.h"

namespace chainscape {

/// A number with the signs that stood around it.
struct ParsedNumber {
    double value = 0;
    bool percent = false;
    std::string_view currency; ///< ISO code ("EUR"); empty: none
};

/// Reads a whole cell: blanks around, + - and the Unicode minus before or a minus behind, (1,234) for negatives, currency
/// signs or codes, a percent sign (the value stays 61 for "61%"), exponents, thousands marks in right groups of three.
/// Never looks at the locale. Not a finite number: nullopt.
std::optional<ParsedNumber> parseCellNumber(std::string_view text, const NumberFormat& format);

/// The common case in a few nanoseconds: -digits.digits with up to 15 digits. False: ask parseCellNumber.
inline bool parsePlainNumber(std::string_view text, char decimal, double& value) {
    static constexpr double kPowers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    if (text.empty() || text.size() > 17) return false;
    const char* p = text.data();
    const char* const end = p + text.size();
    const bool negative = *p == '-';
    p += negative;
    std::uint64_t digits = 0;
    const char* point = nullptr;
    const char* const first = p;
    for (; p < end; ++p) {
        const unsigned digit = static_cast<unsigned char>(*p) - unsigned('0');
        if (digit <= 9) digits = digits * 10 + digit;
        else if (*p == decimal && point == nullptr) point = p;
        else return false;
    }
    const std::size_t decimals = point != nullptr ? static_cast<std::size_t>(end - point - 1) : 0;
    const std::size_t count = static_cast<std::size_t>(end - first) - (point != nullptr);
    if (count == 0 || count > 15) return false;
    const double magnitude = static_cast<double>(digits) / kPowers[decimals]; // both exact, so rightly rounded
    value = negative ? -magnitude : magnitude;
    return true;
}

/// Blank or one of the words (ASCII letters in any case).
bool isMissing(std::string_view text, std::span<const std::string> words);

/// A word for import (false) or export (true) in six languages, re-imports and re-exports too; 1 and 2, M and X as statistical offices write them.
std::optional<bool> tradeDirection(std::string_view text);

/// Yes/no in six languages, 1/0, x; blank is Unknown; else nullopt.
enum class Flag : std::uint8_t;
std::optional<Flag> parseFlag(std::string_view text);

/// What a column of scores looked like, gathered while reading; told apart at the end.
struct ScoreCensus {
    double largest = -1;
    bool whole = true;

    void add(double value) {
        if (value > largest) largest = value;
        if (value != static_cast<double>(static_cast<std::int64_t>(value))) whole = false;
    }
    void add(const ScoreCensus& other) {
        if (other.largest > largest) largest = other.largest;
        whole = whole && other.whole;
    }
};

/// Largest at most 1: 0-1; else whole numbers up to 4: levels; else percent. Nothing seen: Auto.
DigitalScale scaleOf(const ScoreCensus& census);

/// The largest score a scale allows (Auto: 100); below 0 is always outside.
double largestScore(DigitalScale scale);

/// What turns a score of the scale into 0..1.
double scoreFactor(DigitalScale scale);

} // namespace chainscape
