// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/chain_choice.h"

#include "app/commands/scenario_choice.h"
#include "core/project/project_settings.h"

namespace chainscape::cli {

void addChainOptions(CLI::App& command, ChainChoice& choice) {
    command.add_option("--period", choice.period, "A period of the project; the last when not given");
    command.add_option("--layer", choice.layer, "money, data or capital");
    command.add_option("--unit", choice.unit, "The unit, where the layer has several");
    command.add_option("--scenario", choice.scenario, "Apply this stored scenario first");
}

Result<ChosenChain> chooseChain(Context& context, const ChainChoice& choice, Progress& progress) {
    auto project = openProject(choice.path, ProjectAccess::ReadOnly, progress);
    if (!project) return tl::unexpected(project.error());
    const auto period = periodNamed(*project->dataset, choice.period);
    if (!period) return tl::unexpected(period.error());
    const auto layer = layerNamed(choice.layer);
    if (!layer) return failure(ErrorCode::BadArgument, "There is no layer \"" + choice.layer + "\"; choose money, data or capital.");
    SnapshotSpec spec{.from = *period, .layer = *layer};
    if (!choice.unit.empty()) spec.unit = choice.unit;
    const auto dataset = withScenario(context, project->file, project->dataset, choice.scenario, spec, progress);
    if (!dataset) return tl::unexpected(dataset.error());
    const auto snapshot = makeSnapshot(*dataset, spec);
    if (!snapshot) return tl::unexpected(snapshot.error());
    return ChosenChain{std::move(*project), *dataset, *snapshot};
}

Result<AnalysisOptions> settingsFor(const ProjectFile& file, const std::string& digital) {
    auto settings = analysisSettings(file);
    if (settings && !digital.empty()) settings->digital.mode = digital == "strict" ? DigitalMode::LinkAndFirms : DigitalMode::Link;
    return settings;
}

void addDigitalOption(CLI::App& command, std::string& digital) {
    command.add_option("--digital", digital, "link, or strict: both firms' scores count, too; default: the project's settings")->check(CLI::IsMember({"link", "strict"}));
}

} // namespace chainscape::cli
