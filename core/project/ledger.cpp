// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/ledger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/base/undefined.h"
#include "core/model/view_snapshot.h"
#include "core/project/forecast_outlook.h"
#include "core/project/structure_series.h"

namespace chainscape {
namespace {

using namespace chainscape::forecast;

/// The series of the ledger's layers and units, read when they are first asked for.
class Outcomes {
public:
    Outcomes(const DatasetPtr& dataset, Progress& progress) : m_dataset(dataset), m_progress(progress) {}

    /// NaN when the data has no such series or period (yet).
    Result<double> of(const LedgerEntry& entry) {
        const auto layer = layerNamed(entry.layer);
        const auto period = m_dataset->periodIndex(entry.target);
        if (!layer || period == kNone) return kNaN;
        const auto place = placeIn(*layer, entry);
        if (!place) return kNaN;
        if (entry.series.starts_with("structure:")) return structureAt(*layer, entry, *place);
        const auto& series = *m_series.at({entry.layer, entry.unit});
        const auto node = nodeNamed(series, entry.series);
        if (node == series.nodes.size()) return entry.series == "total" ? kNaN : gone(series, entry, *place);
        return *place < series.values[node].size() ? series.values[node][*place] : kNaN;
    }

private:
    /// A series that is not there any more sold nothing in a period the data does hold.
    static double gone(const ChainSeries& series, const LedgerEntry&, std::size_t place) {
        return place < series.values.front().size() && !std::isnan(series.values.front()[place]) ? 0 : kNaN;
    }

    std::optional<std::size_t> placeIn(Layer layer, const LedgerEntry& entry) {
        const auto [it, isNew] = m_series.try_emplace({entry.layer, entry.unit});
        if (isNew)
            if (auto read = chainSeries(*m_dataset, {.layer = layer, .unit = entry.unit, .maxLinks = m_dataset->links().size()})) it->second = std::move(*read);
        if (!it->second) return std::nullopt;
        const auto place = placeOf(entry.target, it->second->first);
        return place && *place >= 0 ? std::optional(static_cast<std::size_t>(*place)) : std::nullopt;
    }

    Result<double> structureAt(Layer layer, const LedgerEntry& entry, std::size_t place) {
        const auto [it, isNew] = m_structure.try_emplace({entry.layer, entry.unit, entry.series});
        if (isNew) {
            auto values = structureSeries(m_dataset, layer, entry.unit, std::string_view(entry.series).substr(10), m_progress);
            if (values) it->second = std::move(*values);
            else if (values.error().code == ErrorCode::Cancelled) return tl::unexpected(values.error());
        }
        return place < it->second.size() ? it->second[place] : kNaN;
    }

    DatasetPtr m_dataset;
    Progress& m_progress;
    std::map<std::pair<std::string, std::string>, std::optional<ChainSeries>> m_series;
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<double>> m_structure;
};

/// From the whole chain to its parts; all levels together first.
std::size_t rankOf(const std::string& level) {
    static constexpr std::array<std::string_view, 7> kOrder{"", "total", "channel", "stage", "stage-pair", "firm", "link"};
    return static_cast<std::size_t>(std::ranges::find(kOrder, level) - kOrder.begin());
}

struct LedgerSums {
    double error = 0, naive = 0, actual = 0, signedError = 0, naiveActual = 0, naiveOwn = 0, in50 = 0, in80 = 0, in95 = 0, ranged = 0;
    std::size_t scored = 0;

    void add(const LedgerEntry& e) {
        ++scored;
        error += std::abs(e.mean - e.actual);
        signedError += e.mean - e.actual;
        actual += std::abs(e.actual);
        if (!std::isnan(e.naive)) {
            naive += std::abs(e.naive - e.actual);
            naiveOwn += std::abs(e.mean - e.actual);
            naiveActual += std::abs(e.actual);
        }
        if (std::isnan(e.lower80)) return;
        ranged += 1;
        in50 += e.actual >= e.lower50 && e.actual <= e.upper50 ? 1 : 0;
        in80 += e.actual >= e.lower80 && e.actual <= e.upper80 ? 1 : 0;
        in95 += e.actual >= e.lower95 && e.actual <= e.upper95 ? 1 : 0;
    }

    [[nodiscard]] LedgerScore score(const std::string& level, int horizon) const {
        const auto part = [](double a, double b) { return b > 0 ? a / b : kNaN; };
        return {level, horizon, scored, part(in50, ranged), part(in80, ranged), part(in95, ranged), part(error, actual), part(naive, naiveActual),
                naive > 0 ? 1 - naiveOwn / naive : kNaN, part(signedError, actual)};
    }
};

Result<IssuedForecast> append(ProjectFile& file, const std::vector<ForecastCase>& cases, Layer layer) {
    const auto version = file.dataVersion();
    if (!version) return tl::unexpected(version.error());
    std::vector<LedgerEntry> entries;
    IssuedForecast out;
    for (const auto& one : cases) {
        auto own = entriesOf(one, layer, *version);
        out.series += own.empty() ? 0 : 1;
        entries.insert(entries.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    }
    if (entries.empty()) return failure(ErrorCode::NoData, "Nothing was issued: no series of this chain can be forecast.");
    const auto issue = file.appendLedger(entries);
    if (!issue) return tl::unexpected(issue.error());
    out.issue = *issue;
    out.entries = entries.size();
    return out;
}

} // namespace

std::string_view ledgerLevel(std::string_view series) { return series.substr(0, series.find(':')); }

std::vector<LedgerEntry> entriesOf(const ForecastCase& c, Layer layer, std::string_view dataVersion) {
    std::vector<LedgerEntry> out;
    const auto& bands = c.result.bands;
    const std::size_t n = c.history.size(), season = static_cast<std::size_t>(std::max(1, c.frequency)), lag = n >= season ? season : 1;
    for (std::size_t h = 0; h < c.ahead.size() && h < c.result.mean.size(); ++h) {
        LedgerEntry e;
        e.series = c.name;
        e.layer = nameOf(layer);
        e.unit = c.unit;
        e.model = nameOf(c.result.model);
        e.origin = toText(c.periods.back());
        e.target = toText(c.ahead[h]);
        e.mean = c.result.mean[h];
        const bool ranged = !bands.empty();
        const std::array<double*, kLevelCount> lower{&e.lower50, &e.lower80, &e.lower95}, upper{&e.upper50, &e.upper80, &e.upper95};
        for (std::size_t l = 0; l < kLevelCount; ++l) {
            *lower[l] = ranged ? bands.lower[l][h] : kNaN;
            *upper[l] = ranged ? bands.upper[l][h] : kNaN;
        }
        e.naive = n > 0 ? c.history[n - lag + h % lag] : kNaN;
        e.data = dataVersion;
        e.horizon = static_cast<int>(h) + 1;
        out.push_back(std::move(e));
    }
    return out;
}

Result<IssuedForecast> issueForecast(ProjectFile& file, const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) {
    const auto memory = readForecastMemory(file);
    if (!memory) return tl::unexpected(memory.error());
    auto shown = forecastCase({dataset, view, *memory, {}}, progress);
    if (!shown) return tl::unexpected(shown.error());
    auto cases = forecastLevels({dataset, view, *memory, {}}, {ChainLevel::Total, ChainLevel::Channel, ChainLevel::Stage, ChainLevel::StagePair}, progress);
    if (!cases) return tl::unexpected(cases.error());
    if (std::ranges::find(*cases, shown->name, &ForecastCase::name) == cases->end()) cases->push_back(std::move(*shown));
    return append(file, *cases, view.layer);
}

Result<IssuedForecast> issueLevel(ProjectFile& file, const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) {
    const auto level = chainLevelNamed(view.of);
    if (!level) return failure(ErrorCode::BadArgument, "\"" + view.of + "\" can not be issued as a level; choose total, channel, stage, stage-pair, firm or link.");
    const auto memory = readForecastMemory(file);
    if (!memory) return tl::unexpected(memory.error());
    const auto cases = forecastLevels({dataset, view, *memory, {}}, {*level}, progress);
    if (!cases) return tl::unexpected(cases.error());
    return append(file, *cases, view.layer);
}

Result<std::size_t> scoreLedger(ProjectFile& file, const DatasetPtr& dataset, Progress& progress) {
    const auto entries = file.ledger();
    if (!entries) return tl::unexpected(entries.error());
    std::vector<LedgerOutcome> outcomes;
    Outcomes data(dataset, progress);
    for (const auto& entry : *entries) {
        if (progress.stopped()) return Progress::cancelled();
        if (!std::isnan(entry.actual)) continue;
        const auto actual = data.of(entry);
        if (!actual) return tl::unexpected(actual.error());
        if (!std::isnan(*actual)) outcomes.push_back({entry.id, *actual});
    }
    if (outcomes.empty()) return std::size_t{0};
    if (auto ok = file.appendOutcomes(outcomes); !ok) return tl::unexpected(ok.error());
    return outcomes.size();
}

std::vector<LedgerScore> ledgerScores(std::span<const LedgerEntry> entries) {
    std::map<std::pair<std::string, int>, LedgerSums> groups;
    for (const auto& e : entries) {
        if (std::isnan(e.actual)) continue;
        const std::string level(ledgerLevel(e.series));
        groups[{"", 0}].add(e);
        groups[{level, 0}].add(e);
        groups[{level, e.horizon}].add(e);
    }
    std::vector<LedgerScore> out;
    for (const auto& [key, sums] : groups) out.push_back(sums.score(key.first, key.second));
    std::ranges::stable_sort(out, {}, [](const LedgerScore& s) { return std::pair(s.horizon > 0, rankOf(s.level)); });
    return out;
}

RangeLesson rangeLesson(std::span<const LedgerEntry> entries, std::string_view level) {
    std::vector<double> ratios;
    for (const auto& e : entries) {
        if (std::isnan(e.actual) || std::isnan(e.lower80) || ledgerLevel(e.series) != level) continue;
        const double half = e.actual >= e.mean ? e.upper80 - e.mean : e.mean - e.lower80;
        if (half > 0) ratios.push_back(std::abs(e.actual - e.mean) / half);
    }
    const auto n = ratios.size();
    if (n < 19) return {1, n};
    std::ranges::sort(ratios);
    const auto at = static_cast<std::size_t>(std::min(std::ceil(0.8 * static_cast<double>(n + 1)), static_cast<double>(n))) - 1;
    const double weight = static_cast<double>(n) / static_cast<double>(n + 40);
    return {std::clamp(1 + weight * (ratios[at] - 1), 0.5, 3.0), n};
}

void widen(SeriesForecast& forecast, double factor, double floor) {
    for (std::size_t level = 0; level < kLevelCount; ++level)
        for (std::size_t h = 0; h < forecast.bands.lower[level].size(); ++h) {
            const double mean = forecast.mean[h];
            double& low = forecast.bands.lower[level][h];
            double& high = forecast.bands.upper[level][h];
            low = std::max(std::min(floor, low), mean + factor * (low - mean));
            high = mean + factor * (high - mean);
        }
}

LedgerWords ledgerWords(std::span<const LedgerEntry> entries, std::string_view series, Layer layer, std::string_view unit) {
    LedgerWords out;
    for (const auto& e : entries) {
        if (e.series != series || e.layer != nameOf(layer) || e.unit != unit) continue;
        ++out.issued;
        out.lastIssue = std::max(out.lastIssue, e.issue);
        if (std::isnan(e.actual)) continue;
        ++out.scored;
        if (!std::isnan(e.lower80)) {
            ++out.ranged;
            out.inside80 += e.actual >= e.lower80 && e.actual <= e.upper80;
        }
        if (!out.last || placeOf(e.target, parsePeriod(out.last->target).value_or(Period{})).value_or(0) >= 0) out.last = e;
    }
    return out;
}

} // namespace chainscape
