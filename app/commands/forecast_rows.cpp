// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/forecast_rows.h"

#include <ostream>

#include "app/commands/command.h"
#include "core/base/text.h"

namespace chainscape::cli {
void writeForecastHeader(std::ostream& out) { out << "id,period,mean,lower50,upper50,lower80,upper80,lower95,upper95,model,reason\n"; }

void writeForecastRow(std::ostream& out, const ForecastRowLabels& labels, const forecast::SeriesForecast* forecast, std::size_t h) {
    out << csvField(labels.id) << ',' << csvField(labels.period) << ',';
    if (forecast) out << toText(forecast->mean[h]);
    const bool ranged = forecast && !forecast->bands.empty();
    for (std::size_t level = 0; level < forecast::kLevelCount; ++level)
        out << ',' << (ranged ? toText(forecast->bands.lower[level][h]) : "") << ',' << (ranged ? toText(forecast->bands.upper[level][h]) : "");
    out << ',' << (forecast ? nameOf(forecast->model) : std::string_view{}) << ',' << csvField(labels.reason) << '\n';
}

} // namespace chainscape::cli
