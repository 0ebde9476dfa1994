// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_renames.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace chainscape {
namespace {

constexpr std::size_t kBusiestPartner = 2000; ///< new firms of one partner beyond which it tells nothing
constexpr double kSameName = 0.6;             ///< names as much alike as this are taken for one
constexpr double kNamedShare = 0.6;           ///< of the likeness that is asked for, where the names are alike
constexpr double kAlone = 0.5, kSizes = 0.5;  ///< without a like name: how few others may stand at the partners, how near the sizes must be

/// Words that say what kind of company it is, not which.
constexpr std::array<std::string_view, 18> kLegalForms{"CO", "CORP", "INC", "LLC", "LTD", "LP", "SA", "AG", "PLC", "GMBH", "BV", "NV", "SPA", "KG", "COMPANY", "CORPORATION", "LIMITED", "THE"};

/// Its words in capitals, legal forms left out unless there is nothing else.
std::vector<std::string> wordsOfName(const std::string& name) {
    std::vector<std::string> all, telling;
    std::string word;
    const auto end = [&] {
        if (word.empty()) return;
        if (std::ranges::find(kLegalForms, word) == kLegalForms.end()) telling.push_back(word);
        all.push_back(std::exchange(word, {}));
    };
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u) || u >= 0x80) word += static_cast<char>(std::toupper(u));
        else end();
    }
    end();
    return telling.empty() ? all : telling;
}

/// The same word, or one a short form of the other: its letters in order, the first one first (MKTG of MARKETING).
bool sameWord(const std::string& a, const std::string& b) {
    const auto& [less, more] = a.size() <= b.size() ? std::tie(a, b) : std::tie(b, a);
    if (less == more) return true;
    if (less.size() < 2 || less.front() != more.front()) return false;
    std::size_t at = 0;
    for (const char c : more) at += at < less.size() && less[at] == c;
    return at == less.size() && std::ranges::none_of(less, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

/// Share of the letters of both names that stand in words they have in common, 0..1.
double nameLikeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::size_t common = 0, letters = 0;
    std::vector<std::uint8_t> used(b.size(), 0);
    for (const auto& word : a) {
        letters += word.size();
        for (std::size_t j = 0; j < b.size(); ++j) {
            if (used[j] || !sameWord(word, b[j])) continue;
            used[j] = 1;
            common += word.size() + b[j].size();
            break;
        }
    }
    for (const auto& word : b) letters += word.size();
    return letters > 0 ? double(common) / double(letters) : 0;
}

/// What speaks for a pair: the shared share of both trade profiles, and the same with each partner counting less the more new firms
/// it has.
struct Overlap {
    double shared = 0, alone = 0;
};

struct Candidate {
    RenameGuess guess;
    double weight = 0; ///< likeness and name together
};

double sizeRatio(const ChangedFirm& gone, const ChangedFirm& entered) {
    const double a = gone.sizeBefore(), b = entered.sizeAfter();
    return std::max(a, b) > 0 ? std::min(a, b) / std::max(a, b) : 1;
}

using Overlaps = std::map<std::pair<std::uint32_t, std::uint32_t>, Overlap>;

std::vector<Candidate> candidatesOf(const ChangeTable& table, const Overlaps& overlaps, double least) {
    std::map<std::uint32_t, std::vector<std::string>> words;
    const auto wordsOf = [&](std::uint32_t firm) -> const std::vector<std::string>& {
        const auto [it, fresh] = words.try_emplace(firm);
        if (fresh) it->second = wordsOfName(table.firms[firm].id);
        return it->second;
    };
    std::vector<Candidate> found;
    for (const auto& [pair, overlap] : overlaps) {
        const double name = nameLikeness(wordsOf(pair.first), wordsOf(pair.second));
        const bool named = name >= kSameName && overlap.shared >= least * kNamedShare;
        const bool alone = overlap.shared >= least && overlap.alone >= kAlone && sizeRatio(table.firms[pair.first], table.firms[pair.second]) >= kSizes;
        if (named || alone) found.push_back({{pair.first, pair.second, std::min(1.0, overlap.shared)}, overlap.shared + (named ? 1 + name : 0)});
    }
    return found;
}

/// The strongest first, each firm in one pair at most.
std::vector<RenameGuess> onePairEach(std::vector<Candidate> found) {
    std::ranges::stable_sort(found, std::greater{}, &Candidate::weight);
    std::set<std::uint32_t> taken;
    std::vector<RenameGuess> out;
    for (const auto& [guess, weight] : found) {
        if (taken.contains(guess.gone) || taken.contains(guess.entered)) continue;
        taken.insert({guess.gone, guess.entered});
        out.push_back(guess);
    }
    return out;
}

} // namespace

std::vector<RenameGuess> renameGuesses(const ChangeTable& table, double least) {
    const auto gone = [&](std::uint32_t f) { return table.firms[f].before != kNone && table.firms[f].after == kNone; };
    const auto entered = [&](std::uint32_t f) { return table.firms[f].before == kNone && table.firms[f].after != kNone; };
    // Per partner that stays, and direction: who came with what share of its own trade.
    std::map<std::pair<std::uint32_t, bool>, std::vector<std::pair<std::uint32_t, double>>> came;
    const auto shareOf = [&](std::uint32_t firm, double value, bool after) {
        const auto& f = table.firms[firm];
        const double all = after ? f.outAfter + f.inAfter : f.outBefore + f.inBefore;
        return all > 0 ? value / all : 0;
    };
    for (const auto& link : table.links) {
        if (!(link.after > 0)) continue;
        if (entered(link.source) && !entered(link.target)) came[{link.target, true}].emplace_back(link.source, shareOf(link.source, link.after, true));
        if (entered(link.target) && !entered(link.source)) came[{link.source, false}].emplace_back(link.target, shareOf(link.target, link.after, true));
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, Overlap> overlap;
    const auto meet = [&](std::uint32_t old, std::uint32_t partner, bool sells, double value) {
        const auto it = came.find({partner, sells});
        if (it == came.end() || it->second.size() > kBusiestPartner) return;
        for (const auto& [firm, share] : it->second) {
            if (table.firms[firm].stageAfter != table.firms[old].stageBefore) continue;
            const double both = std::min(share, shareOf(old, value, false));
            auto& sum = overlap[{old, firm}];
            sum.shared += both;
            sum.alone += both / double(it->second.size());
        }
    };
    for (const auto& link : table.links) {
        if (!(link.before > 0)) continue;
        if (gone(link.source) && !gone(link.target)) meet(link.source, link.target, true, link.before);
        if (gone(link.target) && !gone(link.source)) meet(link.target, link.source, false, link.before);
    }
    return onePairEach(candidatesOf(table, overlap, least));
}

} // namespace chainscape
