// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/figure.h"

#include <functional>

#include "core/model/view_snapshot.h"
#include "core/project/change_flow.h"
#include "core/project/forecast_case.h"
#include "core/project/network_case.h"
#include "core/project/scorecard.h"
#include "ui/painters/alluvial_painter.h"
#include "ui/painters/change_multiples.h"
#include "ui/painters/change_painter.h"
#include "ui/painters/figure_frame.h"
#include "ui/painters/findings_painter.h"
#include "ui/painters/flow_painter.h"
#include "ui/painters/forecast_boards.h"
#include "ui/painters/forecast_group_painter.h"
#include "ui/painters/forecast_painter.h"
#include "ui/painters/forecast_words.h"
#include "ui/painters/network_columns.h"
#include "ui/painters/network_ghosts.h"
#include "ui/painters/network_painter.h"
#include "ui/painters/scorecard_painter.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

/// Paints a body into a rectangle and tells its legend.
using Body = std::function<Legend(DisplayList&, const QRectF&)>;

struct Prepared {
    Body body;
    QString unit;
    QString title{}, subtitle{}; ///< what a body that names itself says; blank: by the view
};

/// What the window computes beside the case: measures on the map, the trail, the period before.
Result<void> addNetworkExtras(const FigureRequest& request, const NetworkCase& made, NetworkInput& input, Progress& progress) {
    if (hasMapColumns(input.spec)) input.columns = mapColumns(input.snapshot, input.spec, request.analysis, progress);
    if (request.spec.network.newAndGone) {
        auto before = caseBefore(made, request.dataset, request.spec);
        if (!before) return tl::unexpected(before.error());
        input.before = *before;
    }
    if (!request.spec.trails || input.spec.focus.empty()) return {};
    auto trail = firmTrail(made.dataset, input.spec, input.spec.focus, *made.places, progress);
    if (!trail) return tl::unexpected(trail.error());
    input.trail = std::make_shared<const FirmTrail>(std::move(*trail));
    return {};
}

/// Of a map that sums up several periods; blank: the view's own.
QString summedTitle(const ViewSpec& spec, const Snapshot& snapshot) {
    return spec.window > 1 && spec.view == ViewKind::Network ? Words::tr("The chain, %1").arg(QString::fromStdString(snapshot.periodText())) : QString();
}

Result<Prepared> prepareNetwork(const FigureRequest& request, Progress& progress) {
    auto made = networkCase(request.dataset, request.spec, {request.analysis}, progress);
    if (!made) return tl::unexpected(made.error());
    auto snapshot = caseSnapshot(*made, request.dataset, request.spec);
    if (!snapshot) return tl::unexpected(snapshot.error());
    NetworkInput input;
    input.snapshot = *snapshot;
    input.spec = caseView(*made, request.dataset, request.spec);
    input.places = made->places;
    input.groups = made->groups;
    input.hulls = made->hulls;
    if (auto extras = addNetworkExtras(request, *made, input, progress); !extras) return tl::unexpected(extras.error());
    if (request.spec.view == ViewKind::DataChain) {
        auto chain = dataChainCase(*snapshot, request.spec, request.analysis, progress);
        if (!chain) return tl::unexpected(chain.error());
        input.chain = std::make_shared<const DataChainCase>(std::move(*chain));
    }
    input.theme = request.theme;
    input.locale = request.locale;
    std::shared_ptr<const LinkOutlook> ghosts;
    if (request.spec.ghosts) {
        const Snapshot& s = *input.snapshot;
        auto links = linkOutlook(s.datasetPtr(), {.layer = s.spec().layer, .unit = s.unit(), .last = s.spec().to, .marks = request.memory ? &request.memory->marks : nullptr}, progress);
        if (!links) return tl::unexpected(links.error());
        ghosts = std::make_shared<const LinkOutlook>(std::move(*links));
    }
    return Prepared{[input, ghosts](DisplayList& list, const QRectF& area) {
                        Legend legend = paintNetwork(list, input, area);
                        if (ghosts) paintGhostLinks(list, input, *ghosts, area, legend);
                        return legend;
                    }, QString::fromStdString((*snapshot)->unit()), summedTitle(request.spec, **snapshot)};
}

Result<Prepared> prepareFlow(const FigureRequest& request, Progress& progress) {
    const auto plans = flowPlans(request.dataset, request.spec, progress);
    if (!plans) return tl::unexpected(plans.error());
    auto panels = flowPanels(request.dataset, request.spec, *plans);
    if (!panels) return tl::unexpected(panels.error());
    FlowInput input;
    input.panels = std::move(*panels);
    input.spec = request.spec;
    input.theme = request.theme;
    input.locale = request.locale;
    QStringList units; // one a panel; never added
    for (const auto& plan : *plans)
        if (!units.contains(QString::fromStdString(plan->unit))) units << QString::fromStdString(plan->unit);
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintFlow(list, input, area).legend; }, units.join(QStringLiteral(" · "))};
}

std::uint32_t lastPeriodOf(const FigureRequest& request) { return request.spec.period.empty() ? kNone : request.dataset->periodIndex(request.spec.period); }

Result<Prepared> prepareScorecard(const FigureRequest& request, Progress& progress) {
    auto card = scorecard(request.dataset, {.layer = request.spec.layer, .unit = unitOf(*request.dataset, request.spec), .last = lastPeriodOf(request)}, progress);
    if (!card) return tl::unexpected(card.error());
    const ScorecardInput input{request.dataset, std::make_shared<const Scorecard>(std::move(*card)), {}, request.theme, request.locale, request.spec.network.palette};
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintScorecard(list, input, area); }, {}};
}

Result<Prepared> prepareLinksBoard(const FigureRequest& request, Progress& progress) {
    auto links = linkOutlook(request.dataset, {.layer = request.spec.layer, .unit = unitOf(*request.dataset, request.spec), .last = lastPeriodOf(request), .marks = request.memory ? &request.memory->marks : nullptr}, progress);
    if (!links) return tl::unexpected(links.error());
    const LinksBoardInput input{request.dataset, std::make_shared<const LinkOutlook>(std::move(*links)), {}, request.theme, request.locale};
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintLinksBoard(list, input, area); }, {}};
}

Result<Prepared> prepareForecastGroup(const FigureRequest& request, Progress& progress) {
    auto group = forecastGroup({request.dataset, request.spec, request.memory, {}}, progress);
    if (!group) return tl::unexpected(group.error());
    ForecastGroupInput input;
    input.group = std::make_shared<const ForecastGroup>(std::move(*group));
    input.dataset = request.dataset;
    input.show = request.spec.forecastShow;
    input.logAxis = request.spec.logAxis;
    input.titled = true;
    input.filtered = !request.spec.filter.empty();
    input.theme = request.theme;
    input.palette = request.spec.network.palette;
    input.locale = request.locale;
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintForecastGroup(list, input, area); }, QString::fromStdString(input.group->cases.front().unit), forecastGroupTitle(input),
                    forecastGroupSubtitle(input)};
}

Result<Prepared> prepareForecast(const FigureRequest& request, Progress& progress) {
    if (request.spec.forecastShow == ForecastShow::Scorecard) return prepareScorecard(request, progress);
    if (request.spec.forecastShow == ForecastShow::Stages || request.spec.forecastShow == ForecastShow::Several) return prepareForecastGroup(request, progress);
    if (request.spec.forecastShow == ForecastShow::Links) return prepareLinksBoard(request, progress);
    if (request.spec.forecastShow == ForecastShow::Ledger) {
        const LedgerBoardInput ledger{request.dataset, request.memory, request.theme, request.locale};
        return Prepared{[ledger](DisplayList& list, const QRectF& area) { return paintLedgerBoard(list, ledger, area); }, {}};
    }
    auto scenarios = scenarioData(request.dataset, request.scenarios, request.spec.fans, progress);
    if (!scenarios) return tl::unexpected(scenarios.error());
    auto outcome = forecastCase(ForecastRequest{request.dataset, request.spec, request.memory, std::move(*scenarios)}, progress);
    if (!outcome) return tl::unexpected(outcome.error());
    ForecastInput input;
    input.outcome = std::make_shared<const ForecastCase>(std::move(*outcome));
    input.stages = request.dataset->stages();
    input.logAxis = request.spec.logAxis;
    input.filtered = !request.spec.filter.empty();
    input.titled = true;
    input.theme = request.theme;
    input.palette = request.spec.network.palette;
    input.locale = request.locale;
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintForecast(list, input, area); }, QString::fromStdString(input.outcome->unit), forecastTitle(*input.outcome), forecastSubtitle(*input.outcome)};
}

Result<Prepared> prepareAlluvial(const FigureRequest& request, Progress& progress) {
    auto groups = alluvialOf(request.dataset, request.spec, progress);
    if (!groups) return tl::unexpected(groups.error());
    AlluvialInput input;
    input.dataset = request.dataset;
    input.groups = std::make_shared<const Alluvial>(std::move(*groups));
    input.spec = request.spec;
    input.theme = request.theme;
    input.locale = request.locale;
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintAlluvial(list, input, area); }, QString::fromStdString(input.groups->unit)};
}

Result<Prepared> prepareChange(const FigureRequest& request, Progress& progress) {
    const ChangeRequest asked{request.dataset, request.base, changeSpec(request.spec), request.analysis, request.projectPath};
    ChangeInput input;
    input.spec = asked.spec;
    const auto put = [](auto& place, auto&& made) -> Result<void> {
        if (!made) return tl::unexpected(made.error());
        place = std::make_shared<std::decay_t<decltype(*made)>>(std::move(*made));
        return {};
    };
    Result<void> ok = put(input.change, changeCase(asked, progress));
    if (ok) ok = put(input.history, changeHistory(asked, progress));
    if (ok && input.spec.change.show == ChangeShow::Multiples) ok = put(input.multiples, multiplesOf(request.dataset, input.spec, kMostMultiples, progress));
    if (ok && input.spec.change.show == ChangeShow::Flow) ok = put(input.flow, changeFlow(asked, progress));
    if (ok && !input.spec.change.indicator.empty())
        ok = put(input.indicator, indicatorSeries(request.dataset, input.change->after->spec(), input.spec.change.indicator, request.analysis, progress));
    const auto both = comparedData(asked);
    if (!both) return tl::unexpected(both.error());
    if (ok) ok = put(input.places, networkPlaces(*both, input.spec, progress));
    if (!ok) return tl::unexpected(ok.error());
    input.theme = request.theme;
    input.locale = request.locale;
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintChange(list, input, area); }, QString::fromStdString(input.change->after->unit())};
}

Result<Prepared> prepareFindings(const FigureRequest& request, Panel panel, Progress& progress) {
    auto snapshot = makeSnapshot(request.dataset, request.spec);
    if (!snapshot) return tl::unexpected(snapshot.error());
    Findings findings(*snapshot, request.analysis);
    const PanelInput parts{findings, {}, request.spec.risk};
    // A topic that says nothing about this chain tells why; a figure of it would be blank.
    if (const auto tables = makePanelTables(panel, parts, progress); !tables) return tl::unexpected(tables.error());
    if (!hasFigure(panel)) return failure(ErrorCode::BadArgument, "This topic is a table without a figure; choose bridge, internets, platforms, critical, loops or communities.");
    auto figure = makePanelFigure(panel, parts, request.spec.focus, progress);
    if (!figure) return tl::unexpected(figure.error());
    FindingsInput input;
    input.figure = std::make_shared<const PanelFigure>(std::move(*figure));
    input.dataset = request.dataset;
    input.theme = request.theme;
    input.palette = request.spec.network.palette;
    input.locale = request.locale;
    return Prepared{[input](DisplayList& list, const QRectF& area) { return paintFindings(list, input, area); }, QString::fromStdString((*snapshot)->unit())};
}

Result<Prepared> prepare(const FigureRequest& request, Progress& progress) {
    switch (request.spec.view) {
    case ViewKind::Network:
    case ViewKind::DataChain: return prepareNetwork(request, progress);
    case ViewKind::Flow: return prepareFlow(request, progress);
    case ViewKind::Forecast: return prepareForecast(request, progress);
    case ViewKind::Change: return prepareChange(request, progress);
    case ViewKind::Alluvial: return prepareAlluvial(request, progress);
    case ViewKind::Scorecard: return prepareScorecard(request, progress);
    case ViewKind::Quadrant: return prepareFindings(request, Panel::Critical, progress);
    case ViewKind::Findings: return prepareFindings(request, panelNamed(request.spec.topic).value_or(Panel::Critical), progress);
    }
    return failure(ErrorCode::BadArgument, "This view cannot be drawn as a figure.");
}

} // namespace

QSizeF pixelsOf(QSizeF millimetres) { return millimetres * (96 / 25.4); }

Result<Scene> figureScene(const FigureRequest& request, Progress& progress) {
    if (!request.dataset || request.dataset->periods().empty()) return failure(ErrorCode::NoData, "The project has no data yet; import a links file.");
    const auto prepared = prepare(request, progress);
    if (!prepared) return tl::unexpected(prepared.error());
    const Theme& t = theme(request.theme);
    ViewSpec spec = request.spec;
    if (spec.texts.title.empty() && !prepared->title.isEmpty()) spec.texts.title = prepared->title.toStdString();
    const FigureTexts texts = figureTexts(*request.dataset, spec, prepared->subtitle.isEmpty() ? prepared->unit : prepared->subtitle, request.locale);

    // The legend's height decides the body's; the legend comes from painting the body once.
    DisplayList probe;
    const Legend legend = prepared->body(probe, QRectF({0, 0}, request.size));
    const double inner = frameBoxes(request.size, texts, 0).legend.width();
    const FrameBoxes boxes = frameBoxes(request.size, texts, legendHeight(legend, inner, LegendShape::Rows));
    auto list = std::make_shared<DisplayList>();
    list->background = request.transparent ? 0 : t.canvas.rgba();
    list->title = QString::fromStdString(texts.title);
    prepared->body(*list, boxes.body);
    list->addLayer();
    paintLegend(*list, legend, boxes.legend, t, LegendShape::Rows);
    paintFrame(*list, request.size, texts, t);
    if (progress.stopped()) return Progress::cancelled();
    return Scene(std::move(list));
}

} // namespace chainscape::ui
