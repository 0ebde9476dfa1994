// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/scenario_choice.h"

#include <ostream>

namespace chainscape::cli {

Result<std::uint32_t> periodNamed(const Dataset& dataset, const std::string& text) {
    if (text.empty()) return kNone;
    const auto period = dataset.periodIndex(text);
    if (period != kNone) return period;
    std::string known;
    for (const auto& entry : dataset.periods()) known += (known.empty() ? "" : ", ") + entry.text;
    return failure(ErrorCode::NotFound, "There is no period \"" + text + "\" in the project; it has " + known + ".");
}

Result<DatasetPtr> withScenario(Context& context, const ProjectFile& file, const DatasetPtr& dataset, const std::string& name,
                                const SnapshotSpec& spec, Progress& progress) {
    if (name.empty()) return dataset;
    const auto document = file.document(DocumentKind::Scenario, name);
    if (!document) return tl::unexpected(document.error());
    const auto stored = storedScenarioFromJson(document->json);
    if (!stored) return tl::unexpected(stored.error());
    const auto result = replay(dataset, *stored, spec, progress);
    if (!result) return tl::unexpected(result.error());
    for (std::size_t i = 0; i < result->steps.size(); ++i)
        if (!result->steps[i].applied && !stored->edits.steps[i].off)
            context.err << name << ", step " << i + 1 << " (" << result->steps[i].op << "): " << result->steps[i].message << '\n';
    return result->after;
}

} // namespace chainscape::cli
