// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/panel_bars.h"

#include <algorithm>
#include <functional>

#include "core/project/platform_removals.h"

namespace chainscape {
namespace {

constexpr std::size_t kBarsShown = 8;
constexpr std::size_t kPeriodsBack = 24;

using SeriesAt = std::function<std::vector<double>(Findings&, Progress&)>;

/// One value per series and period: `at` answers as many numbers as `titles` has, and may add the upper ends of their bands.
void addSeries(const PanelInput& input, const std::vector<PanelSeries>& titles, const SeriesAt& at, PanelFigure& out, Progress& progress) {
    const auto periods = figurePeriods(input.snapshot());
    if (periods.size() < 2) return;
    out.series = titles;
    SnapshotSpec spec = input.snapshot().spec();
    const auto shown = spec.to;
    for (const auto period : periods) {
        if (progress.stopped()) return;
        if (period == shown) out.current = out.periods.size();
        out.periods.push_back(input.dataset()->periods()[period].text);
        spec.from = spec.to = period;
        std::vector<double> values(titles.size(), std::nan(""));
        if (const auto snapshot = makeSnapshot(input.dataset(), spec)) {
            Findings findings(*snapshot, input.findings.options());
            values = at(findings, progress);
        }
        values.resize(2 * titles.size(), std::nan(""));
        for (std::size_t k = 0; k < titles.size(); ++k) {
            out.series[k].values.push_back(values[k]);
            out.series[k].high.push_back(values[titles.size() + k]);
        }
    }
}

const char* headingOf(RemovePlatform::Mode mode) {
    switch (mode) {
    case RemovePlatform::Mode::Lose: return "Lost";
    case RemovePlatform::Mode::Bypass: return "Bypassed";
    case RemovePlatform::Mode::Dissolve: return "Dissolved";
    }
    return "";
}

/// What becomes of the chain without the platform.
PanelBars removalBars(const PlatformRemoval& removal, const std::string& platform) {
    PanelBars out{std::string(headingOf(removal.mode)) + ": " + platform, CellKind::Share, {}, removal.note};
    const auto part = [](double of, double whole) { return whole > 0 ? of / whole : std::nan(""); };
    out.bars = {{"supply stranded, of its purchases", part(removal.strandedSupply, removal.bought)},
                {"demand unmet, of its sales", part(removal.strandedDemand, removal.sold)},
                {"bought outside, of its sales", part(removal.externalPurchases, removal.sold)},
                {"trade left in the chain", removal.tradeLeft},
                {"traceable end to end", removal.tracedLow}};
    out.bars.back().high = removal.tracedHigh;
    return out;
}

/// Shares of one layer's value: inside loops, backwards, and what must go.
PanelBars loopShares(const char* title, Findings& findings, Progress& progress) {
    PanelBars out{title, CellKind::Share, {}, {}};
    const auto& loops = findings.loops(progress);
    if (!loops) {
        out.note = loops.error().message;
        return out;
    }
    out.bars = {{"value inside loops", loops->loopShare, {}, {}, {}},
                {"value that flows back", loops->backflowShare, {}, {}, {}},
                {"value that must go to leave no loop", loops->feedbackArcShare, {}, {}, {}}};
    if (loops->zones.empty()) out.note = "No loop: everything runs one way.";
    return out;
}

/// The loops of the data layer; a note where there is none.
PanelBars dataLoops(const PanelInput& input, Progress& progress) {
    PanelBars none{"Data", CellKind::Share, {}, "This period has no data layer; links of kind data show where data flows back."};
    SnapshotSpec spec = input.snapshot().spec();
    spec.layer = Layer::Data;
    const auto units = input.dataset()->unitsOf(Layer::Data);
    if (units.empty()) return none;
    spec.unit = units.front();
    const auto data = makeSnapshot(input.dataset(), spec);
    if (!data || (*data)->edgeCount() == 0) return none;
    Findings findings(*data, input.findings.options());
    auto bars = loopShares("Data", findings, progress);
    if (const auto& loops = findings.loops(progress); loops && loops->backflowShare > 0) bars.note = "Data flows back up the chain: feedback is reached.";
    return bars;
}

} // namespace

std::vector<std::uint32_t> figurePeriods(const Snapshot& s) {
    const auto& all = s.dataset().periods();
    std::vector<std::uint32_t> periods;
    const auto last = s.spec().to;
    for (auto p = last + 1; p-- > 0 && periods.size() < kPeriodsBack;)
        if (all[p].period.granularity == all[last].period.granularity) periods.push_back(p);
    std::ranges::reverse(periods);
    return periods;
}

void addPlatformBars(const PanelInput& input, std::string_view focus, PanelFigure& out, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& found = input.findings.platforms(progress);
    if (!found || found->platforms.empty()) return;
    auto rows = found->platforms;
    std::ranges::stable_sort(rows, std::greater{}, &PlatformRow::share);
    const auto wanted = std::ranges::find(rows, focus, [&](const PlatformRow& row) { return std::string_view(s.id(row.node)); });
    const auto node = (wanted == rows.end() ? rows.front() : *wanted).node;
    for (const auto& removal : platformRemovals(input, s.id(node), progress)) out.bars.push_back(removalBars(removal, s.name(node)));
    addSeries(input, {{"Final value through platforms", CellKind::Share, {}}, {"Concentration of platforms (HHI)", CellKind::Number, {}}},
              [](Findings& findings, Progress& inner) {
                  const auto& p = findings.platforms(inner);
                  return p ? std::vector<double>{p->share(), p->hhi} : std::vector<double>(2, std::nan(""));
              },
              out, progress);
}

void addInternetBars(const PanelInput& input, PanelFigure& out, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& chain = input.findings.dataChain(UnknownScore::AsAnalogue, progress);
    if (!chain || chain->internets.pieces.empty()) return;
    PanelBars index{"Index: 1 is one company's own", CellKind::Share, {}, {}}, open{"Openness", CellKind::Share, {}, {}}, value{"Digital value inside", CellKind::Value, {}, {}};
    for (const auto& piece : chain->internets.pieces) {
        if (index.bars.size() == kBarsShown) break;
        const std::string label = s.name(piece.hub) + " (" + std::to_string(piece.firms.size()) + " firms)";
        index.bars.push_back({label, piece.index, s.id(piece.hub), {}, {}});
        open.bars.push_back({label, piece.openness, s.id(piece.hub), {}, {}});
        value.bars.push_back({label, piece.value, s.id(piece.hub), {}, {}});
    }
    out.bars = {std::move(index), std::move(open), std::move(value)};
    addSeries(input, {{"Enterprise-internet index", CellKind::Share, {}}, {"Members of the largest", CellKind::Count, {}}, {"Openness of the largest", CellKind::Share, {}}},
              [](Findings& findings, Progress& inner) {
                  std::vector<double> values;
                  for (const auto unknown : {UnknownScore::AsAnalogue, UnknownScore::AsDigital}) {
                      const auto& now = findings.dataChain(unknown, inner);
                      if (!now || now->internets.pieces.empty()) {
                          values.insert(values.end(), 3, std::nan(""));
                          continue;
                      }
                      const auto& first = now->internets.pieces.front();
                      values.insert(values.end(), {now->internets.index, double(first.firms.size()), first.openness});
                  }
                  return values;
              },
              out, progress);
}

void addLoopBars(const PanelInput& input, PanelFigure& out, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& loops = input.findings.loops(progress);
    if (!loops) return;
    out.bars.push_back(loopShares(s.spec().layer == Layer::Money ? "Money" : "This layer", input.findings, progress));
    if (s.spec().layer == Layer::Money) out.bars.push_back(dataLoops(input, progress));
    PanelBars arcs{"Links that would have to go", CellKind::Value, {}, {}};
    auto edges = loops->feedback.edges;
    std::ranges::stable_sort(edges, [&](auto a, auto b) { return s.edges().value[a] > s.edges().value[b]; });
    for (const auto e : edges) {
        if (arcs.bars.size() == kBarsShown) break;
        const auto from = s.edges().source[e], to = s.edges().target[e];
        arcs.bars.push_back({s.name(from) + " to " + s.name(to), s.edges().value[e], {}, s.id(from), s.id(to)});
    }
    if (arcs.bars.empty()) arcs.note = "None: there is no loop to break.";
    else if (!loops->feedbackArcsExact) arcs.note = "An upper bound: the loops are too large to be sure of the least.";
    out.bars.push_back(std::move(arcs));
    addSeries(input, {{"Value inside loops", CellKind::Share, {}}, {"Value that flows back", CellKind::Share, {}}},
              [](Findings& findings, Progress& inner) {
                  const auto& now = findings.loops(inner);
                  return now ? std::vector<double>{now->loopShare, now->backflowShare} : std::vector<double>(2, std::nan(""));
              },
              out, progress);
}

void addCommunityBars(const PanelInput& input, PanelFigure& out, Progress& progress) {
    const auto tables = makePanelTables(Panel::Communities, input, progress);
    if (!tables) return;
    const auto& table = tables->tables.front();
    PanelBars inside{"Value inside", CellKind::Value, {}, {}}, share{"Share of its trade that stays inside", CellKind::Share, {}, {}};
    for (const auto& row : table.rows) {
        if (inside.bars.size() == kBarsShown) break;
        const auto node = input.snapshot().nodeOfId(row[1].text());
        const auto others = static_cast<std::size_t>(row[2].number()) - 1;
        const std::string label = input.snapshot().name(node) + " and " + std::to_string(others) + (others == 1 ? " other" : " others");
        inside.bars.push_back({label, row[3].number(), row[1].text(), {}, {}});
        share.bars.push_back({label, row[5].number(), row[1].text(), {}, {}});
    }
    out.bars = {std::move(inside), std::move(share)};
}

} // namespace chainscape
