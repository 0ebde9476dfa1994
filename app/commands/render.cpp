// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <memory>
#include <optional>
#include <regex>

#include <QApplication>
#include <QTranslator>

#include "app/commands/commands.h"
#include "app/commands/flow_options.h"
#include "app/commands/network_options.h"
#include "app/commands/scenario_choice.h"
#include "core/project/panel_tables.h"
#include "core/project/project.h"
#include "core/project/project_settings.h"
#include "ui/canvas/export.h"
#include "ui/report/figure.h"

namespace chainscape::cli {
namespace {

struct RenderArgs {
    std::string project, view, period, from, to, scenario, focus, unit, layer = "money", size = "254x142.9mm", output, of = "total", by = "community", show = "map", indicator, series, layout = "lanes", group, outline, theme = "print", topic;
    std::string board = "series";
    std::vector<std::string> fans, alongside;
    bool ghosts = false, esri = false, indexed = false, logAxis = false;
    int dpi = 150, horizon = 8;
    std::optional<double> threshold;
    bool matrix = false;
    FlowOptions flow;
    NetworkOptions network;
    std::string bookmark;
};

/// "160x100mm"; nullopt when it is not a size.
std::optional<QSizeF> millimetres(const std::string& text) {
    static const std::regex form(R"(([0-9]+(?:\.[0-9]+)?)x([0-9]+(?:\.[0-9]+)?)(?:mm)?)");
    std::smatch match;
    if (!std::regex_match(text, match, form)) return std::nullopt;
    return QSizeF(std::stod(match[1]), std::stod(match[2]));
}

Result<ViewSpec> specOf(const RenderArgs& args) {
    ViewSpec spec;
    const auto view = viewNamed(args.view);
    if (!view) return failure(ErrorCode::BadArgument, "There is no view \"" + args.view + "\"; choose network, flow, forecast, change, alluvial, scorecard, quadrant, datachain or findings.");
    const auto layer = layerNamed(args.layer);
    if (!layer) return failure(ErrorCode::BadArgument, "There is no layer \"" + args.layer + "\"; choose money, data or capital.");
    const auto layout = networkLayoutNamed(args.layout);
    if (!layout) return failure(ErrorCode::BadArgument, "There is no layout \"" + args.layout + "\"; choose lanes, force, trophic, focus or region.");
    spec.view = *view;
    spec.layer = *layer;
    spec.layout = *layout;
    spec.period = args.period;
    spec.from = args.from;
    spec.to = args.to;
    spec.scenario = args.scenario;
    spec.focus = args.focus;
    spec.unit = args.unit;
    spec.of = args.of;
    if (!args.topic.empty() && !panelNamed(args.topic)) return failure(ErrorCode::BadArgument, "There is no topic \"" + args.topic + "\"; choose bridge, internets, platforms, critical, loops or communities.");
    spec.topic = args.topic;
    spec.risk = args.esri;
    spec.series = args.series;
    spec.horizon = args.horizon;
    spec.fans = args.fans;
    spec.ghosts = args.ghosts;
    spec.alongside = args.alongside;
    spec.indexed = args.indexed;
    spec.logAxis = args.logAxis;
    const auto board = forecastShowNamed(args.board);
    if (!board) return failure(ErrorCode::BadArgument, "A forecast cannot be shown as \"" + args.board + "\"; choose series, stages, several, scorecard, links or ledger.");
    spec.forecastShow = *board;
    const auto by = alluvialByNamed(args.by);
    if (!by) return failure(ErrorCode::BadArgument, "An alluvial has no groups \"" + args.by + "\"; choose stage, role, community, internet or platform.");
    const auto show = changeShowNamed(args.show);
    if (!show || *show == ChangeShow::Alluvial || *show == ChangeShow::Lists)
        return failure(ErrorCode::BadArgument, "Change cannot be drawn as \"" + args.show + "\"; choose map, flow, ranks or multiples.");
    spec.change.by = *by;
    spec.change.show = *show;
    spec.change.againstBase = !args.scenario.empty() && args.from.empty() && args.to.empty();
    for (const auto& word : {args.group, args.outline})
        if (!word.empty() && word != "firm" && word != "stage" && word != "sector" && word != "region" && word != "community" && word != "internet")
            return failure(ErrorCode::BadArgument, "There are no groups by \"" + word + "\"; choose firm, stage, sector, region, community or internet.");
    spec.collapseBy = args.group;
    spec.hullBy = args.outline == "firm" ? std::string{} : args.outline;
    if (args.matrix) spec.networkShow = NetworkShow::Matrix;
    if (auto ok = applyFlowOptions(args.flow, spec); !ok) return tl::unexpected(ok.error());
    if (auto ok = applyNetworkOptions(args.network, spec); !ok) return tl::unexpected(ok.error());
    return spec;
}

Result<void> checkAgainst(const Dataset& dataset, const ViewSpec& spec) {
    for (const auto& text : {spec.period, spec.from, spec.to})
        if (!text.empty() && dataset.periodIndex(text) == kNone) return failure(ErrorCode::NotFound, "There is no period \"" + text + "\" in the data.");
    if (!spec.focus.empty() && dataset.firmIndex(spec.focus) == kNone) return failure(ErrorCode::NotFound, "There is no firm with the id \"" + spec.focus + "\".");
    if (auto ok = checkOpacity(spec.network.opacityBy, dataset); !ok) return ok;
    const auto units = dataset.unitsOf(spec.layer);
    if (spec.unit.empty() && units.size() > 1 && spec.view != ViewKind::Flow) { // a flow figure has a panel for each
        std::string list;
        for (const auto& unit : units) list += (list.empty() ? "" : ", ") + unit;
        return failure(ErrorCode::MixedUnits, "The layer has several units (" + list + "); choose one with --unit.");
    }
    return {};
}

/// The view kept under a name, with its groups, colours, pins and notes; period and focus of the options replace its own.
Result<ViewSpec> bookmarked(const ProjectFile& file, const RenderArgs& args, const ViewSpec& options) {
    const auto document = file.document(DocumentKind::View, "bookmark: " + args.bookmark);
    if (!document) return failure(ErrorCode::NotFound, "The project has no bookmark \"" + args.bookmark + "\".");
    auto spec = readViewSpec(document->json);
    if (!spec) return spec;
    spec->view = options.view;
    if (!options.period.empty()) spec->period = options.period;
    if (!options.focus.empty()) spec->focus = options.focus;
    spec->scenario = options.scenario;
    return spec;
}

Result<void> render(Context& context, const RenderArgs& args) {
    auto spec = specOf(args);
    if (!spec) return tl::unexpected(spec.error());
    const auto size = millimetres(args.size);
    if (!size) return failure(ErrorCode::BadArgument, "\"" + args.size + "\" is not a size; write it like 160x100mm.");
    Progress progress;
    const auto project = openProject(args.project, ProjectAccess::ReadOnly, progress);
    if (!project) return tl::unexpected(project.error());
    if (!args.bookmark.empty()) spec = bookmarked(project->file, args, *spec);
    if (!spec) return tl::unexpected(spec.error());
    if (auto ok = checkAgainst(*project->dataset, *spec); !ok) return ok;
    if (spec->unit.empty() && spec->flow.panels == FlowPanels::One && project->dataset->unitsOf(spec->layer).size() > 1) spec->flow.panels = FlowPanels::Units;
    ui::FigureRequest request;
    SnapshotSpec at{.layer = spec->layer};
    if (!spec->period.empty()) at.from = project->dataset->periodIndex(spec->period);
    if (!spec->unit.empty()) at.unit = spec->unit;
    const auto dataset = withScenario(context, project->file, project->dataset, spec->scenario, at, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    request.dataset = *dataset;
    request.base = project->dataset;
    request.projectPath = args.project;
    auto memory = readForecastMemory(project->file);
    if (!memory) return tl::unexpected(memory.error());
    request.memory = std::move(*memory);
    auto scenarios = project->file.documents(DocumentKind::Scenario);
    if (!scenarios) return tl::unexpected(scenarios.error());
    request.scenarios = std::move(*scenarios);
    const auto settings = analysisSettings(project->file);
    if (!settings) return tl::unexpected(settings.error());
    request.analysis = *settings;
    if (args.threshold) request.analysis.digital.linkThreshold = *args.threshold;
    request.spec = *spec;
    auto change = changeSettings(project->file);
    if (!change) return tl::unexpected(change.error());
    request.spec.change.settings = std::move(*change);
    request.spec.change.indicator = args.indicator;
    request.size = ui::pixelsOf(*size) * ui::kPaperScale;
    request.theme = args.theme == "dark" ? ui::ThemeKind::Dark : ui::ThemeKind::Print;
    request.locale = QLocale::c(); // the same figure everywhere, digits in groups
    request.locale.setNumberOptions(QLocale::DefaultNumberOptions);
    const auto scene = ui::figureScene(request, progress);
    if (!scene) return tl::unexpected(scene.error());
    ui::FigurePage page;
    page.millimetres = *size;
    page.logical = request.size;
    page.dpi = args.dpi;
    return ui::writeFigure(**scene, page, QString::fromStdString(args.output), progress);
}

/// Figures need fonts, so a QApplication; without a display the offscreen platform is chosen.
Result<void> renderWithQt(Context& context, const RenderArgs& args) {
    if (!std::getenv("DISPLAY") && !std::getenv("WAYLAND_DISPLAY") && !std::getenv("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "chainscape-cli";
    char* argv[] = {name, nullptr};
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {}); // Qt's remarks are not our sentences
    const QApplication application(argc, argv);
    QLocale::setDefault(QLocale::c());
    QTranslator words;
    if (words.load(QStringLiteral(":/chainscape/translations/chainscape_en.qm"))) QCoreApplication::installTranslator(&words);
    return render(context, args);
}

} // namespace

void addRender(CLI::App& root, Context& context) {
    auto* command = root.add_subcommand("render", "Draw a figure into an SVG, PDF or PNG file");
    addCommonOptions(*command, context);
    auto args = std::make_shared<RenderArgs>();
    command->add_option("project", args->project, "The project")->required();
    command->add_option("--view", args->view, "network, flow, forecast, change, alluvial, scorecard, quadrant, datachain or findings")->required();
    command->add_option("--period", args->period, "Period; default: the last");
    command->add_option("--from", args->from, "First period of a comparison");
    command->add_option("--to", args->to, "Second period of a comparison");
    command->add_option("--scenario", args->scenario, "A stored scenario");
    command->add_option("--focus", args->focus, "Id of the firm in focus");
    command->add_option("--topic", args->topic, "Findings: bridge, internets, platforms, critical, loops or communities");
    command->add_flag("--esri", args->esri, "Findings: systemic risk above 10,000 firms or 200,000 links, too (minutes)");
    command->add_option("--unit", args->unit, "Unit; default: the only one");
    command->add_option("--layer", args->layer, "money, data or capital");
    command->add_option("--layout", args->layout, "lanes, force, trophic, focus or region");
    command->add_option("--of", args->of, "Forecast of: total, channel, stage, stage-pair, firm, link or structure");
    command->add_option("--series", args->series, "Which firm, link (A>B), stage (1), stage pair (1>2), channel or measure");
    command->add_option("--horizon", args->horizon, "Periods ahead");
    command->add_option("--board", args->board, "Forecast as: series, stages, several, scorecard, links or ledger");
    command->add_option("--alongside", args->alongside, "A further series for --board several, like stage:2, stage-pair:1>2, firm:ID:out or link:A>B; may be repeated");
    command->add_flag("--indexed", args->indexed, "Several series or stages, each with its last value as 100");
    command->add_flag("--log", args->logAxis, "Forecast: a logarithmic axis");
    command->add_flag("--ghosts", args->ghosts, "Network: links that may appear, dotted");
    command->add_option("--fan", args->fans, "A stored scenario to draw beside the forecast; may be repeated");
    command->add_option("--group", args->group, "Groups drawn as one (network): firm, stage, sector, region, community or internet");
    command->add_option("--outline", args->outline, "Outlines around firms (network): stage, sector, region, community or internet");
    command->add_flag("--matrix", args->matrix, "The network as a matrix of sellers and buyers");
    command->add_option("--threshold", args->threshold, "Score from which a link counts as digital; default: the project's settings")->check(CLI::Range(0.0, 1.0));
    command->add_option("--by", args->by, "Alluvial of: stage, role, community, internet or platform");
    command->add_option("--show", args->show, "Change as: map, flow, ranks or multiples");
    command->add_option("--indicator", args->indicator, "A chain measure whose regimes stand below the change figure, in place of the restructuring index");
    command->add_option("--bookmark", args->bookmark, "A view kept in the project by this name");
    addNetworkLook(*command, args->network);
    addFlowGrouping(*command, args->flow);
    addFlowLook(*command, args->flow);
    command->add_option("--theme", args->theme, "print or dark");
    command->add_option("--size", args->size, "Size, like 160x100mm");
    command->add_option("--dpi", args->dpi, "Dots per inch of PNG")->check(CLI::Range(20, 1200));
    command->add_option("-o,--output", args->output, "FILE.svg, FILE.pdf or FILE.png")->required();
    command->callback([args, &context] {
        const auto done = renderWithQt(context, *args);
        if (!done) return fail(context, done.error());
        answer(context, Json{{"file", args->output}, {"view", args->view}}, "Wrote " + args->output + "\n");
    });
}

} // namespace chainscape::cli
