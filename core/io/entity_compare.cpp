// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/entity_compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "core/base/undefined.h"
#include "core/io/text_distance.h"

namespace chainscape {
namespace {

constexpr float kCommonWeight = 0.3F;
constexpr double kEqualWord = 0.9; ///< words from here on are the same word

bool isAllDigits(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What was found about two names.
struct NameVerdict {
    double likeness = 0;
    bool writing = false, spelling = false, order = false, extra = false, shortened = false;
};

double wordLikeness(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    const std::size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
    if (shorter < 4) return 0;
    // a beginning of four letters and more may be an abbreviation
    if (shorter >= 4 && a.substr(0, shorter) == b.substr(0, shorter)) return longer - shorter <= 2 ? 0.95 : 0.9;
    const std::size_t limit = longer >= 8 ? 2 : 1;
    const std::size_t distance = editDistance(a, b, limit);
    if (distance > limit) return 0;
    const double likeness = 1 - static_cast<double>(distance) / static_cast<double>(longer);
    return likeness >= 0.75 ? std::max(jaroWinkler(a, b) - 0.02, likeness) : 0;
}

/// Weighted share of words that have a partner on the other side.
struct WordMatch {
    double shared = 0, leftOnly = 0, rightOnly = 0;
    double worst = 1;
    bool moved = false, inexact = false;
};

WordMatch matchedWords(const ReadyFirm& a, const ReadyFirm& b) {
    WordMatch match;
    constexpr std::size_t kMost = 24;
    const std::size_t n = std::min(a.name.words.size(), kMost), m = std::min(b.name.words.size(), kMost);
    std::array<bool, kMost> used{};
    std::size_t expected = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double best = 0;
        std::size_t where = m;
        for (std::size_t j = 0; j < m; ++j) {
            if (used[j]) continue;
            const double likeness = wordLikeness(a.name.words[i], b.name.words[j]);
            if (likeness > best) {
                best = likeness;
                where = j;
            }
            if (best == 1) break;
        }
        const double weight = static_cast<double>(a.weights[i]);
        if (best < 0.84) {
            match.leftOnly += weight;
            continue;
        }
        used[where] = true;
        const double mean = (weight + static_cast<double>(b.weights[where])) / 2;
        match.shared += mean * best;
        match.leftOnly += mean * (1 - best) / 2;
        match.rightOnly += mean * (1 - best) / 2;
        match.worst = std::min(match.worst, best);
        match.inexact = match.inexact || best < 1;
        match.moved = match.moved || where < expected;
        expected = std::max(expected, where);
    }
    for (std::size_t j = 0; j < m; ++j)
        if (!used[j]) match.rightOnly += static_cast<double>(b.weights[j]);
    return match;
}

/// One name is the initials of the other's words: "TSMC" and "Taiwan Semiconductor Manufacturing Company".
bool areInitials(const NameForm& a, const NameForm& b) {
    if (a.words.size() != 1 || b.words.size() < 3 || a.words[0].size() < 3 || a.words[0].size() > 7) return false;
    const auto initials = initialsOf(b);
    return std::find(initials.begin(), initials.end(), a.words[0]) != initials.end();
}

double spacedOutLikeness(const NameForm& a, const NameForm& b) {
    const std::string_view left = a.full, right = b.full;
    const double edit = std::max(editLikeness(left, right), editLikeness(a.squeezed, b.squeezed));
    const double shared = trigramLikeness(left, right, false);
    const double within = trigramLikeness(left, right, true);
    return std::max({edit, shared, 0.9 * within});
}

NameVerdict comparedNames(const ReadyFirm& a, const ReadyFirm& b) {
    NameVerdict verdict;
    const NameForm &left = a.name, &right = b.name;
    if (left.full == right.full || left.squeezed == right.squeezed) {
        verdict.likeness = 1;
        verdict.writing = left.full == right.full;
        verdict.shortened = !verdict.writing && (left.writtenOut || right.writtenOut);
        return verdict;
    }
    if (left.spacedOut || right.spacedOut) {
        verdict.likeness = spacedOutLikeness(left, right);
        verdict.writing = true;
        return verdict;
    }
    if (areInitials(left, right) || areInitials(right, left)) {
        verdict.likeness = 0.86;
        verdict.shortened = true;
        return verdict;
    }
    const WordMatch words = matchedWords(a, b);
    const double total = words.shared + (words.leftOnly + words.rightOnly) / 2;
    // words that only one side has weigh less than words that contradict each other
    const double fewer = std::min(words.leftOnly, words.rightOnly), more = std::max(words.leftOnly, words.rightOnly);
    const double likeness = total > 0 ? words.shared / (words.shared + 0.9 * fewer + 0.35 * more) : 0;
    verdict.likeness = likeness;
    verdict.spelling = words.inexact;
    verdict.order = words.moved;
    verdict.extra = more > 0.2 && fewer < 0.1;
    verdict.shortened = left.writtenOut != right.writtenOut;
    const double edit = editLikeness(left.squeezed, right.squeezed, 0.85);
    const std::size_t shorter = std::min(left.squeezed.size(), right.squeezed.size());
    const bool fewLetters = editDistance(left.squeezed, right.squeezed, 2) <= 2;
    if (edit > likeness && ((edit >= 0.9 && fewLetters) || (shorter >= 10 && fewer < 0.5))) {
        verdict.likeness = edit;
        verdict.spelling = true;
    }
    return verdict;
}

/// Numbers in names tell branches and units apart.
double numbersFactor(const NameForm& a, const NameForm& b) {
    if (a.numbers == b.numbers) return 1;
    if (a.numbers.empty() || b.numbers.empty()) return 0.93;
    return 0.6;
}

/// "North" and "South" tell places and their firms apart, however alike the rest is.
double sidesFactor(const NameForm& a, const NameForm& b) {
    static constexpr std::array<std::string_view, 10> kSides = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper", "lower"};
    const auto sides = [](const NameForm& name) {
        std::vector<std::string_view> found;
        for (const std::string& word : name.words)
            if (std::find(kSides.begin(), kSides.end(), word) != kSides.end()) found.push_back(word);
        std::sort(found.begin(), found.end());
        return found;
    };
    const auto left = sides(a), right = sides(b);
    return left == right || left.empty() || right.empty() ? 1 : 0.6;
}

double addressLikeness(const ReadyFirm& a, const ReadyFirm& b) {
    if (a.address.size() < 4 || b.address.size() < 4) return kNaN;
    const double within = trigramLikeness(a.address, b.address, true);
    const double both = trigramLikeness(a.address, b.address, false);
    const auto &left = a.addressNumbers, &right = b.addressNumbers;
    double letters = 0.6 * within + 0.4 * both;
    if (left.empty() || right.empty()) return letters;
    std::vector<std::string> shared;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(shared));
    const double numbers = static_cast<double>(shared.size()) / static_cast<double>(std::min(left.size(), right.size()));
    return 0.75 * letters + 0.25 * numbers;
}

/// Kilometres on a sphere; NaN when a place is unknown.
double distanceKm(const FirmCard& a, const FirmCard& b) {
    if (std::isnan(a.latitude + a.longitude + b.latitude + b.longitude)) return kNaN;
    constexpr double kRadian = 0.017453292519943295, kEarth = 6371;
    const double dLat = (b.latitude - a.latitude) * kRadian, dLon = (b.longitude - a.longitude) * kRadian;
    const double h = std::pow(std::sin(dLat / 2), 2) + std::cos(a.latitude * kRadian) * std::cos(b.latitude * kRadian) * std::pow(std::sin(dLon / 2), 2);
    return 2 * kEarth * std::asin(std::sqrt(std::min(1.0, h)));
}

bool shareIdentifier(const FirmCard& a, const FirmCard& b) {
    for (const std::string& id : a.identifiers)
        if (!id.empty() && std::find(b.identifiers.begin(), b.identifiers.end(), id) != b.identifiers.end()) return true;
    return false;
}

double legalFactor(const NameForm& a, const NameForm& b) {
    if (a.legal == b.legal) return 1;
    return a.legal.empty() || b.legal.empty() || std::includes(a.legal.begin(), a.legal.end(), b.legal.begin(), b.legal.end()) ||
                   std::includes(b.legal.begin(), b.legal.end(), a.legal.begin(), a.legal.end())
               ? 0.98
               : 0.93;
}

/// Names weigh most; an address close by lifts a doubtful name, one far off lowers even an equal one.
double withAddress(double name, double address) {
    if (std::isnan(address)) return name;
    constexpr double kLift = 0.6, kDoubt = 0.75, kUndecided = 0.5;
    return std::clamp(name + (address > kUndecided ? kLift : kDoubt) * (address - kUndecided), 0.0, 1.0);
}

void tellReasons(MatchPair& pair, const NameVerdict& name, const ReadyFirm& a, const ReadyFirm& b) {
    const auto add = [&](bool given, MatchReason reason) {
        if (given) pair.reasons.push_back(reason);
    };
    // the same form in other letters ("Co., Ltd.", "Limited") is a difference of legal forms, too
    const bool legal = a.name.legal != b.name.legal || (a.name.squeezed == b.name.squeezed && !name.writing && !name.shortened);
    add(name.writing, MatchReason::Writing);
    add(legal, MatchReason::LegalForm);
    add(name.spelling, MatchReason::Spelling);
    add(name.order, MatchReason::WordOrder);
    add(name.extra, MatchReason::ExtraWords);
    add(a.name.otherScript != b.name.otherScript, MatchReason::Transliteration);
    add(name.shortened, MatchReason::Abbreviation);
    if (pair.reasons.empty()) pair.reasons.push_back(MatchReason::Writing);
    add(pair.address >= 0.6, MatchReason::Address);
}

} // namespace

ReadyFirm readyFirm(const FirmCard& card) {
    ReadyFirm firm;
    firm.card = &card;
    firm.name = nameForm(card.name);
    for (const std::string& word : firm.name.words) firm.weights.push_back(isCommonWord(word) ? kCommonWeight : 1.0F);
    for (const std::string& word : wordsOf(foldedToAscii(card.country))) firm.country += word;
    for (const std::string& word : wordsOf(foldedToAscii(card.address))) {
        firm.address += word;
        if (isAllDigits(word)) firm.addressNumbers.push_back(word);
    }
    std::sort(firm.addressNumbers.begin(), firm.addressNumbers.end());
    firm.addressNumbers.erase(std::unique(firm.addressNumbers.begin(), firm.addressNumbers.end()), firm.addressNumbers.end());
    return firm;
}

void weighByRarity(std::vector<ReadyFirm>& firms) {
    std::unordered_map<std::string_view, std::uint32_t> seen;
    for (const ReadyFirm& firm : firms)
        for (const std::string& word : firm.name.words) ++seen[word];
    const double count = static_cast<double>(firms.size());
    const double most = std::log(1 + count);
    for (ReadyFirm& firm : firms)
        for (std::size_t w = 0; w < firm.weights.size(); ++w) {
            const double rarity = std::log(1 + count / static_cast<double>(seen[firm.name.words[w]])) / most;
            firm.weights[w] *= static_cast<float>(std::clamp(0.25 + rarity, 0.3, 1.0));
        }
}

MatchPair compared(const ReadyFirm& a, const ReadyFirm& b, double least) {
    MatchPair pair;
    NameVerdict name = comparedNames(a, b);
    pair.name = name.likeness * numbersFactor(a.name, b.name) * sidesFactor(a.name, b.name) * legalFactor(a.name, b.name);
    const bool proven = shareIdentifier(*a.card, *b.card);
    if (!proven && pair.name + 0.3 < least) return pair;
    pair.address = addressLikeness(a, b);
    pair.score = withAddress(pair.name, pair.address);
    const double km = distanceKm(*a.card, *b.card);
    if (km < 1) pair.score = std::min(1.0, pair.score + 0.08);
    if (km > 50) pair.score *= 0.85;
    if (!a.country.empty() && !b.country.empty() && a.country != b.country) pair.score *= 0.8;
    tellReasons(pair, name, a, b);
    if (km < 1) pair.reasons.push_back(MatchReason::Coordinates);
    if (proven) {
        pair.score = std::max(pair.score, 0.97);
        pair.reasons.push_back(MatchReason::Identifier);
    }
    return pair;
}

} // namespace chainscape
