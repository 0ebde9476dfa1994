// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Dialect: how a delimited text file is written. A plain struct of guesses, each of which the user can change.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace chainscape {

/// Marks in numbers. thousands: 0 none, ' ' any kind of blank (also no-break and narrow), '\'' both apostrophes.
struct NumberFormat {
    char decimal = '.';
    char thousands = 0;

    bool operator==(const NumberFormat&) const = default;
};

struct Dialect {
    /// ICU's name of the encoding ("UTF-8", "windows-1252", "UTF-16LE", ...). Byte order marks are skipped in any case.
    std::string encoding = "UTF-8";
    /// One ASCII character; ' ' means runs of blanks and tabs.
    char delimiter = ',';
    /// 0: no quoting.
    char quote = '"';
    /// The quote itself (doubled quotes) or another character, usually a backslash.
    char escape = '"';
    /// Lines above the header (or above the data when there is no header), blank ones included.
    int skipLines = 0;
    bool hasHeader = true;
    /// Header lines joined by a blank; more than one in files with grouped headings.
    int headerLines = 1;
    /// Lines that start so are no data; empty: no comments.
    std::string comment;
    /// Lines at the end that are no data ("Source: ...", totals); told by the guess from their width.
    int footerLines = 0;
    /// Columns at the left whose blank cells repeat the cell above, as in pivot tables and merged cells.
    int fillDown = 0;
    /// What parts the first column, where that holds several ("freq,unit,geo\\TIME_PERIOD" before tabs); 0: nothing.
    char splitFirst = 0;
    NumberFormat numbers;
    /// Cells that mean "unknown" where a number, period or score is expected. Never applied to names.
    std::vector<std::string> missingWords = defaultMissingWords();

    bool operator==(const Dialect&) const = default;

    static std::vector<std::string> defaultMissingWords();
};

/// Guesses everything but the encoding from a sample of whole UTF-8 text (at least the first 64 KiB, or all of it).
/// Tries delimiters and quotes and takes the one whose rows have the steadiest width and types (after the idea of
/// van den Burg, Nazabal, Sutton, "Wrangling messy CSV files by detecting row and type patterns", 2019).
/// `complete` tells that the sample is the whole file, so that footers can be seen.
struct DialectSample {
    std::string_view text;
    bool complete = false;
    char delimiter = 0; ///< when it is known (sheets); quotes are then doubled ones
};
Dialect guessDialect(const DialectSample& sample);

/// One line for people: "UTF-8, comma, decimal point, header in line 1".
std::string toText(const Dialect& dialect);

} // namespace chainscape
