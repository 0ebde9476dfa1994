// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/name_form.h"

#include <algorithm>
#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uscript.h>

#include "core/base/text.h"

namespace chainscape {
namespace {

bool isLetter(char c) { return c >= 'a' && c <= 'z'; }

/// One per thread: ICU's transliterators are costly to make and not to be shared.
icu::Transliterator* latinOfThread() {
    static thread_local const std::unique_ptr<icu::Transliterator> latin = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    }();
    return latin.get();
}

bool hasOtherScript(const icu::UnicodeString& text) {
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(text.char32At(i), &status);
        if (script != USCRIPT_LATIN && script != USCRIPT_COMMON && script != USCRIPT_INHERITED) return true;
    }
    return false;
}

/// Words taken off when they are a legal form; the first word stays a part of the name.
void takeLegalForms(std::vector<std::string>& words, std::vector<std::string_view>& legal) {
    constexpr std::size_t kLongest = 4;
    for (std::size_t at = 1; at < words.size();) {
        std::size_t taken = 0;
        for (std::size_t count = std::min(kLongest, words.size() - at); count > 0 && taken == 0; --count) {
            std::string joined = words[at];
            for (std::size_t i = 1; i < count; ++i) joined += " " + words[at + i];
            const std::string_view form = legalForm(joined);
            if (form.empty()) continue;
            legal.push_back(form);
            taken = count;
        }
        if (taken == 0) ++at;
        else words.erase(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(at + taken));
    }
    std::sort(legal.begin(), legal.end());
    legal.erase(std::unique(legal.begin(), legal.end()), legal.end());
}

bool isNumberWord(const std::string& word) { return std::all_of(word.begin(), word.end(), isDigit); }

/// Most words, and at least three of them, have one or two letters in a name of five words and more.
bool looksSpacedOut(std::string_view folded) {
    std::size_t words = 0, tiny = 0, length = 0;
    for (std::size_t i = 0; i <= folded.size(); ++i) {
        if (i < folded.size() && isLetter(folded[i])) {
            ++length;
            continue;
        }
        // initials with points, as in "s.a.r.l.", are no blanks between letters
        const bool pointed = i < folded.size() && folded[i] == '.';
        if (length > 0) ++words;
        if (length > 0 && length <= 2 && !pointed) ++tiny;
        length = 0;
    }
    return words >= 5 && tiny >= 3 && 2 * tiny >= words;
}

} // namespace

std::string foldedToAscii(std::string_view text, bool* otherScript) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    std::string folded;
    if (plain) {
        folded.assign(text);
        for (char& c : folded)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return folded;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    if (const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status); U_SUCCESS(status)) wide = fold->normalize(wide, status);
    if (otherScript && hasOtherScript(wide)) *otherScript = true;
    if (icu::Transliterator* latin = latinOfThread()) latin->transliterate(wide);
    wide.toUTF8String(folded);
    return folded;
}

std::vector<std::string> wordsOf(std::string_view folded) {
    std::vector<std::string> words;
    bool open = false, single = false;
    std::string word;
    const auto close = [&] {
        if (word.empty()) return;
        const bool lone = word.size() == 1;
        if (lone && single && !words.empty()) words.back() += word;
        else words.push_back(word);
        single = lone;
        word.clear();
    };
    for (const char c : folded) {
        if (c == '\'' || c == '`') continue;
        open = isLetter(c) || isDigit(c);
        if (!open) close();
        if (c == '&' || c == '+') {
            words.emplace_back("and");
            single = false;
        }
        if (!open) continue;
        if (isDigit(c) && word.size() >= 3 && isLetter(word.back())) close();
        word += c;
    }
    close();
    return words;
}

NameForm nameForm(std::string_view name) {
    NameForm form;
    const std::string folded = foldedToAscii(name, &form.otherScript);
    form.spacedOut = looksSpacedOut(folded);
    std::vector<std::string> words = wordsOf(folded);
    for (const std::string& word : words) form.full += word;
    takeLegalForms(words, form.legal);
    for (std::string& word : words) {
        const bool strayLetter = word.size() == 1 && &word == &words.back();
        if (isNumberWord(word)) {
            form.numbers.push_back(word);
            continue;
        }
        if (const std::string_view meant = writtenOut(word); !meant.empty() && !form.spacedOut && !strayLetter) {
            form.writtenOut = true;
            form.words.emplace_back(meant);
        } else {
            form.words.push_back(word);
        }
    }
    if (form.words.empty()) form.words = std::move(form.numbers), form.numbers.clear();
    for (const std::string& word : form.words) form.squeezed += word;
    for (const std::string& number : form.numbers) form.squeezed += number;
    return form;
}

std::vector<std::string> initialsOf(const NameForm& name) {
    const auto isSmall = [](const std::string& word) { return word == "and" || word == "of" || word == "for" || word == "the"; };
    std::string all, telling;
    for (const std::string& word : name.words) {
        all += word[0];
        if (!isSmall(word)) telling += word[0];
    }
    std::vector<std::string> found;
    for (const std::string& letters : {all, telling}) {
        if (letters.size() >= 3) found.push_back(letters);
        for (const std::string_view form : name.legal)
            if (letters.size() >= 2) found.push_back(letters + std::string(form.substr(0, 1)));
        if (telling == all) break;
    }
    return found;
}

} // namespace chainscape
