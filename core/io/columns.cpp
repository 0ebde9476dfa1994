// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/columns.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "core/base/text.h"
#include "core/io/column_looks.h"
#include "core/io/column_words.h"
#include "core/io/import_tables.h"
#include "core/io/period_forms.h"
#include "core/io/values.h"

namespace chainscape {
namespace {

struct RoleName {
    ColumnRole role;
    std::string_view name;
};

constexpr auto kRoleNames = std::to_array<RoleName>({
    {ColumnRole::Ignore, "ignore"},           {ColumnRole::Attribute, "attribute"},
    {ColumnRole::Source, "source"},           {ColumnRole::Target, "target"},
    {ColumnRole::Period, "period"},           {ColumnRole::Kind, "kind"},
    {ColumnRole::Value, "value"},             {ColumnRole::Unit, "unit"},
    {ColumnRole::LinkDigital, "digital"},     {ColumnRole::ViaPlatform, "via_platform"},
    {ColumnRole::SourceRef, "source_ref"},    {ColumnRole::Confidence, "confidence"},
    {ColumnRole::Id, "id"},                   {ColumnRole::Name, "name"},
    {ColumnRole::Stage, "stage"},             {ColumnRole::Sector, "sector"},
    {ColumnRole::Region, "region"},           {ColumnRole::Parent, "parent"},
    {ColumnRole::Function, "function"},       {ColumnRole::FirmDigital, "firm_digital"},
    {ColumnRole::IsPlatform, "is_platform"},  {ColumnRole::EndUser, "end_user"},
    {ColumnRole::Revenue, "revenue"},         {ColumnRole::Cost, "cost"},
    {ColumnRole::Latitude, "latitude"},       {ColumnRole::Longitude, "longitude"},
    {ColumnRole::PeriodColumn, "period_column"}, {ColumnRole::TargetColumn, "target_column"},
    {ColumnRole::SubPeriod, "sub_period"},    {ColumnRole::PartnerPairs, "partner_pairs"},
    {ColumnRole::PartnerList, "partner_list"}, {ColumnRole::SourceName, "source_name"},
    {ColumnRole::TargetName, "target_name"},  {ColumnRole::Direction, "direction"},
});

constexpr std::string_view kTotalWords[] = {"total",  "totals", "sum",      "summe",       "gesamt",       "insgesamt",    "somme",
                                            "suma",   "soma",   "subtotal", "grand total", "gesamtsumme",  "total general", "合计",
                                            "总计", "小计"};

bool isNumeric(ColumnRole role) {
    return role == ColumnRole::Value || role == ColumnRole::Revenue || role == ColumnRole::Cost;
}

/// Do the values agree with what the header says? A column without values agrees.
bool agrees(ColumnRole role, const ColumnLook& look) {
    if (look.filled == 0) return true;
    constexpr double kMost = .7;
    if (isNumeric(role)) return look.numbers >= kMost;
    switch (role) {
    case ColumnRole::Period: return look.periods >= kMost;
    case ColumnRole::LinkDigital:
    case ColumnRole::FirmDigital:
    case ColumnRole::Confidence: return look.fitsScore >= kMost;
    case ColumnRole::IsPlatform:
    case ColumnRole::EndUser: return look.flags >= kMost;
    case ColumnRole::Latitude:
    case ColumnRole::Longitude: return look.coordinates >= kMost;
    case ColumnRole::Name: return look.numbers < kMost;
    default: return true;
    }
}

/// Roles for which a word among others is too little: a firm's "first month" is no period.
bool wantsExactWords(TableKind kind, ColumnRole role) {
    switch (role) {
    case ColumnRole::Period: return kind == TableKind::Firms;
    case ColumnRole::Cost:
    case ColumnRole::Id:
    case ColumnRole::Confidence:
    case ColumnRole::SourceRef:
    case ColumnRole::Stage:
    case ColumnRole::Kind: return true;
    default: return false;
    }
}

constexpr int kVague = 550;       ///< what words lose that may mean other things, too
constexpr int kSaysLittle = 100;  ///< what a column loses whose cells are all the same

struct Match {
    int score = 0;
    std::size_t column = 0;
    ColumnRole role = ColumnRole::Attribute;
};

void assignByWords(ColumnMapping& mapping, const std::vector<ColumnLook>& looks, std::span<const HeaderWord> taught) {
    std::vector<Match> matches;
    for (std::size_t c = 0; c < mapping.columns.size(); ++c) {
        const std::string header = normalisedHeader(mapping.columns[c].header), column = normalisedHeader(columnOfTable(mapping.columns[c].header));
        for (const RoleWords& entry : roleWords()) {
            if (entry.kind != mapping.kind || header.empty()) continue;
            const bool allowPart = entry.isTelling && !wantsExactWords(mapping.kind, entry.role);
            int score = std::max(matchScore(header, entry.words, allowPart), column.empty() ? 0 : matchScore(column, entry.words, allowPart));
            if (score > 0 && !entry.isTelling) score -= kVague;
            if (score > 0 && entry.role == ColumnRole::Kind && looks[c].isConstant) score -= kSaysLittle;
            const bool repeats = looks[c].filled >= 10 && looks[c].distinct < .8;
            if (score <= 500 && entry.role == ColumnRole::Name && repeats) score = 0; // "seller city" is no name
            if (score > 0 && !agrees(entry.role, looks[c])) score -= score > 500 ? 400 : 500;
            if (score > 0) matches.push_back({score, c, entry.role});
        }
    }
    for (std::size_t c = 0; c < mapping.columns.size(); ++c)
        for (const HeaderWord& own : taught)
            if (own.kind == mapping.kind && normalisedHeader(own.word) == normalisedHeader(mapping.columns[c].header)) matches.push_back({2000, c, own.role});
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
    std::set<ColumnRole> given;
    std::set<std::size_t> taken;
    for (const Match& match : matches) {
        const bool once = match.role != ColumnRole::Attribute && match.role != ColumnRole::Ignore;
        if ((once && given.contains(match.role)) || taken.contains(match.column)) continue;
        given.insert(match.role);
        taken.insert(match.column);
        mapping.columns[match.column].role = match.role;
        mapping.columns[match.column].sure = match.score > 600;
    }
}

/// Without telling headers: the first two text columns are the ends, the first number the value, the first date the period.
void assignByValues(ColumnMapping& mapping, const std::vector<ColumnLook>& looks) {
    const auto give = [&](ColumnRole role, auto&& fits) {
        if (mapping.find(role)) return;
        for (std::size_t c = 0; c < mapping.columns.size(); ++c)
            if (mapping.columns[c].role == ColumnRole::Attribute && looks[c].filled > 0 && fits(looks[c])) {
                mapping.columns[c].role = role;
                mapping.columns[c].sure = false;
                return;
            }
    };
    const auto text = [](const ColumnLook& look) { return look.numbers < .3 && look.periods < .3; };
    const auto period = [](const ColumnLook& look) { return look.periods > .9 && look.numbers < .1; };
    const auto number = [&](const ColumnLook& look) { return look.numbers > .9 && !mapping.find(ColumnRole::PeriodColumn); };
    give(ColumnRole::Source, text);
    give(ColumnRole::Target, text);
    give(ColumnRole::Period, period);
    give(ColumnRole::Value, number);
}

/// Dates are dates whatever their header says; the first of them is the period.
void periodByValues(ColumnMapping& mapping, const std::vector<ColumnLook>& looks) {
    if (mapping.find(ColumnRole::Period) || mapping.find(ColumnRole::PeriodColumn)) return;
    for (std::size_t c = 0; c < looks.size(); ++c) {
        if (mapping.columns[c].role != ColumnRole::Attribute || looks[c].filled == 0 || looks[c].periods <= .9 || looks[c].numbers >= .1) continue;
        mapping.columns[c] = {mapping.columns[c].header, ColumnRole::Period, false};
        return;
    }
}

/// A year beside a month or a quarter is one period in two columns.
void pairYearWithMonth(ColumnMapping& mapping, const ColumnSample& sample) {
    const auto period = mapping.find(ColumnRole::Period);
    if (!period || mapping.kind != TableKind::Links) return;
    static const std::set<std::string> kYear = {"year", "fiscal year", "jahr", "annee", "ano", "anio", "\u5e74\u4efd", "\u5e74", "\u5e74\u5ea6"};
    static const std::set<std::string> kPart = {"month", "quarter", "monat", "quartal", "mois", "trimestre", "mes", "\u6708\u4efd", "\u6708", "\u5b63\u5ea6"};
    const auto isPart = [&](std::size_t c) {
        if (!kPart.contains(normalisedHeader(mapping.columns[c].header))) return false;
        return std::all_of(sample.rows.begin(), sample.rows.end(), [&](const auto& row) {
            const auto n = c < row.size() ? parseNumber(row[c]) : std::nullopt;
            return !n || (*n >= 1 && *n <= 12);
        });
    };
    if (isPart(*period))
        for (std::size_t c = 0; c < mapping.columns.size(); ++c)
            if (c != *period && kYear.contains(normalisedHeader(mapping.columns[c].header))) {
                mapping.columns[*period].role = ColumnRole::SubPeriod;
                mapping.columns[c].role = ColumnRole::Period;
                return;
            }
    if (!kYear.contains(normalisedHeader(mapping.columns[*period].header))) return;
    for (std::size_t c = 0; c < mapping.columns.size(); ++c)
        if (c != *period && mapping.columns[c].role == ColumnRole::Attribute && isPart(c)) {
            mapping.columns[c].role = ColumnRole::SubPeriod;
            return;
        }
}

/// Day and month order from dates that leave no choice; Excel's days from numbers in a column called a date.
DateOrder dateOrderOf(const ColumnMapping& mapping, const ColumnSample& sample) {
    const auto column = mapping.find(ColumnRole::Period);
    if (!column) return DateOrder::DayFirst;
    std::size_t serials = 0, filled = 0, dayFirst = 0, monthFirst = 0;
    for (const auto& row : sample.rows) {
        if (*column >= row.size() || row[*column].empty()) continue;
        ++filled;
        const std::string& cell = row[*column];
        const auto number = parseNumber(cell);
        serials += number && *number > 20000 && *number < 80000;
        const std::size_t a = cell.find_first_of("/.-");
        const std::size_t b = a == std::string::npos ? a : cell.find_first_of("/.-", a + 1);
        if (b == std::string::npos || a > 2) continue;
        const auto first = parseNumber(cell.substr(0, a)), second = parseNumber(cell.substr(a + 1, b - a - 1));
        dayFirst += first && *first > 12;
        monthFirst += second && *second > 12;
    }
    if (filled > 0 && serials == filled) return DateOrder::ExcelSerial;
    return monthFirst > dayFirst ? DateOrder::MonthFirst : DateOrder::DayFirst;
}

/// A list of firms whose headers say neither id nor name: "input_id" and "input_name", when no value stands there twice.
void nameByEndings(ColumnMapping& mapping, const ColumnSample& sample) {
    static constexpr std::string_view kIds[] = {" id", " code", " no", " nr", " key", " number"}, kNames[] = {" name", " label", " title"};
    const auto give = [&](ColumnRole role, std::span<const std::string_view> endings) {
        if (mapping.find(role)) return;
        for (std::size_t c = 0; c < mapping.columns.size(); ++c) {
            const std::string header = normalisedHeader(mapping.columns[c].header);
            const bool ends = std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return header.ends_with(ending); });
            const ColumnRole has = mapping.columns[c].role;
            const bool free = has == ColumnRole::Attribute || has == ColumnRole::Stage || has == ColumnRole::Sector;
            if (!ends || !free || distinctShare(sample, c) < 1) continue;
            mapping.columns[c].role = role;
            mapping.columns[c].sure = false;
            return;
        }
    };
    give(ColumnRole::Id, kIds);
    give(ColumnRole::Name, kNames);
}

ColumnMapping guessed(const ColumnSample& sample, TableKind kind) {
    ColumnMapping mapping;
    mapping.kind = kind;
    std::vector<ColumnLook> looks;
    for (std::size_t c = 0; c < sample.header.size(); ++c) {
        mapping.columns.push_back({sample.header[c], ColumnRole::Attribute, true});
        looks.push_back(lookAt(sample, c));
    }
    assignByWords(mapping, looks, sample.taught);
    const bool links = kind == TableKind::Links;
    if (links && asRagged(mapping, sample, looks)) return mapping;
    if (!links && sample.goesOn) mapping.columns.back() = {mapping.columns.back().header, *sample.goesOn, true};
    if (!links) nameByEndings(mapping, sample);
    if (links && asMatrix(mapping, sample, looks)) return mapping;
    if (links) asWide(mapping, sample);
    if (links && !mapping.find(ColumnRole::Source) && !mapping.find(ColumnRole::Target)) assignByValues(mapping, looks);
    else if (links) periodByValues(mapping, looks);
    if (links) unitByValues(mapping, sample);
    if (links) pairIdsWithNames(mapping, sample);
    if (links) findDirection(mapping, sample);
    if (links) mapping.listMark = listMarkOf(mapping, sample);
    pairYearWithMonth(mapping, sample);
    mapping.dateOrder = dateOrderOf(mapping, sample);
    mapping.constantUnit = unitOfValues(mapping, sample);
    return mapping;
}

/// Two ends named by header words tell links.
bool namesBothEnds(const ColumnMapping& links) {
    const auto source = links.find(ColumnRole::Source), target = links.find(ColumnRole::Target);
    return source && target && (links.columns[*source].sure || links.columns[*target].sure);
}

/// Suppliers (or customers) of somebody, period by period: the same ones come back, so the rows are trades and no list of firms.
bool namesPartners(const ColumnMapping& links, const ColumnSample& sample) {
    static constexpr std::string_view kWords[] = {"supplier", "vendor", "lieferant", "fournisseur", "proveedor", "fornecedor", "\u4f9b\u5e94\u5546"};
    const auto source = links.find(ColumnRole::Source), period = links.find(ColumnRole::Period);
    if (!period || !links.columns[*period].sure) return false;
    const std::string header = normalisedHeader(links.columns[*source].header);
    const bool isPartner = std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return header.find(word) != std::string::npos; });
    constexpr double kMostDistinct = .9;
    return isPartner && distinctShare(sample, *source) < kMostDistinct;
}

/// Amounts at periods, of something with two ends: who they are has to be looked at, but it is no list of firms.
bool measuresFlows(const ColumnMapping& links) {
    const auto value = links.find(ColumnRole::Value), period = links.find(ColumnRole::Period);
    if (!value || !period || !links.columns[*value].sure || !links.columns[*period].sure) return false;
    return links.find(ColumnRole::Source) && links.find(ColumnRole::Target);
}

} // namespace

std::string_view nameOf(ColumnRole role) {
    for (const RoleName& entry : kRoleNames)
        if (entry.role == role) return entry.name;
    return "attribute";
}

std::optional<ColumnRole> roleOf(std::string_view name) {
    for (const RoleName& entry : kRoleNames)
        if (entry.name == name) return entry.role;
    return std::nullopt;
}

bool isTotalLabel(std::string_view label) {
    const std::string text = normalisedHeader(label);
    return std::any_of(std::begin(kTotalWords), std::end(kTotalWords), [&](std::string_view word) {
        return text == word || (text.substr(0, word.size()) == word && text[word.size()] == ' ');
    });
}

bool isOnlyTotal(std::string_view label) {
    return std::find(std::begin(kTotalWords), std::end(kTotalWords), normalisedHeader(label)) != std::end(kTotalWords);
}

std::optional<std::size_t> ColumnMapping::find(ColumnRole role) const {
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (columns[c].role == role) return c;
    return std::nullopt;
}

ColumnMapping guessMapping(const ColumnSample& sample) {
    ColumnMapping links = guessed(sample, TableKind::Links);
    if (sample.goesOn || namesBothEnds(links) || links.find(ColumnRole::TargetColumn)) return links;
    const auto source = links.find(ColumnRole::Source);
    const bool named = source && links.columns[*source].sure;
    if (named && links.find(ColumnRole::Value) && links.find(ColumnRole::Period)) return links; // payments: the target is not said
    if (named && namesPartners(links, sample)) return links;
    ColumnMapping firms = guessed(sample, TableKind::Firms);
    const auto id = firms.find(ColumnRole::Id), name = firms.find(ColumnRole::Name);
    if (!id && !firms.find(ColumnRole::Revenue) && !firms.find(ColumnRole::Cost) && measuresFlows(links)) return links;
    if (id || name) return firms;
    return links;
}

ColumnMapping guessMapping(const ColumnSample& sample, TableKind kind) { return guessed(sample, kind); }

std::optional<Error> missingRole(const ColumnMapping& mapping) {
    const auto error = [](std::string message) { return Error{ErrorCode::MissingColumn, std::move(message), {}}; };
    const auto has = [&](ColumnRole role) { return mapping.find(role).has_value(); };
    if (mapping.kind == TableKind::Firms) {
        if (has(ColumnRole::Id) || has(ColumnRole::Name)) return std::nullopt;
        return error("No column holds the firms' ids or names. Say which column is the id or the name.");
    }
    const bool partners = has(ColumnRole::PartnerPairs) || has(ColumnRole::PartnerList);
    const bool turned = has(ColumnRole::Target) && has(ColumnRole::TargetColumn); // a matrix whose header holds the sources
    const bool source = has(ColumnRole::Source) || turned || !mapping.constantSource.empty();
    const bool target = has(ColumnRole::Target) || has(ColumnRole::TargetColumn) || !mapping.constantTarget.empty();
    if (!source && !(partners && target))
        return error("No column holds the sources of the links. Say which column is the source (seller, from).");
    if (!target && !(partners && source))
        return error("No column holds the targets of the links. Say which column is the target (buyer, to).");
    return std::nullopt;
}

} // namespace chainscape
