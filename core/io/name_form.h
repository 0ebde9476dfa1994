// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A firm's name taken apart: folded to ASCII, words, legal forms, numbers. Private to core/io.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chainscape {

/// Lower case, compatibility forms and accents folded, other scripts in Latin letters (ICU: NFKC case fold, then Any-Latin,
/// marks removed, Latin-ASCII). `otherScript` is set when letters of another script than Latin were there.
std::string foldedToAscii(std::string_view text, bool* otherScript = nullptr);

/// Words of [a-z0-9] of a folded text: marks part them, apostrophes do not, "&" and "+" are "and", single letters in a row
/// are one word ("s.a.r.l." is "sarl"), digits behind three or more letters are a word of their own.
std::vector<std::string> wordsOf(std::string_view folded);

struct NameForm {
    std::string full;               ///< all words without blanks
    std::vector<std::string> words; ///< without legal forms and numbers, abbreviations written out; all words if none is left
    std::vector<std::string> numbers;
    std::vector<std::string_view> legal; ///< canonical legal forms ("ltd", "gmbh"), sorted, once each
    std::string squeezed;           ///< words and numbers without blanks
    bool otherScript = false;
    bool spacedOut = false;         ///< written with blanks between most letters: words mean nothing
    bool writtenOut = false;        ///< some abbreviation was replaced
};

NameForm nameForm(std::string_view name);

/// First letters of the words, with those of "and", "of", "for", "the" and without, each also with the legal form's ("tsmc"); at least three.
std::vector<std::string> initialsOf(const NameForm& name);

/// The canonical legal form of a folded word or two to four words joined by a blank; "" when it is none.
std::string_view legalForm(std::string_view words);

/// What an abbreviated word of firm names stands for ("intl": "international"); "" when it is none.
std::string_view writtenOut(std::string_view word);

/// True for words that say little ("group", "trading", "tekstil"): they alone never make two firms alike.
bool isCommonWord(std::string_view word);

} // namespace chainscape
