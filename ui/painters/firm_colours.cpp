// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/firm_colours.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

FirmColours byStage(const Snapshot& s, const Theme& theme) {
    FirmColours out;
    out.title = Words::tr("Stage");
    for (std::size_t i = 0; i < s.nodeCount(); ++i) out.node.push_back(colourOfStage(theme, s.dataset().stages(), s.stage()[i]));
    for (int k = 1; k <= s.stageCount(); ++k)
        out.legend.push_back({colourOfStage(theme, s.dataset().stages(), k), fromUtf8(s.dataset().stages().name(k))});
    if (std::ranges::find(s.stage(), 0) != s.stage().end()) out.legend.push_back({theme.other, Words::tr("no stage"), true});
    return out;
}

/// Groups by text, largest value first; eight have a colour, the rest is "other", blanks are unknown.
FirmColours byGroup(const Snapshot& s, const Theme& theme, const QString& title, const std::vector<std::uint32_t>& codeOfFirm) {
    std::map<std::uint32_t, double> weight;
    for (std::size_t i = 0; i < s.nodeCount(); ++i)
        weight[codeOfFirm[s.firm()[i]]] += std::max(s.outValue()[i], s.inValue()[i]);
    std::vector<std::pair<double, std::uint32_t>> ranked;
    for (const auto& [code, w] : weight)
        if (code != 0) ranked.emplace_back(-w, code);
    std::ranges::sort(ranked);
    std::map<std::uint32_t, int> rank;
    FirmColours out;
    out.title = title;
    for (std::size_t r = 0; r < ranked.size(); ++r) {
        rank[ranked[r].second] = int(r);
        if (r < kStageColours) out.legend.push_back({groupColour(theme, int(r)), fromUtf8(s.dataset().text(ranked[r].second))});
    }
    if (ranked.size() > kStageColours)
        out.legend.push_back({theme.other, Words::tr("other (%1)").arg(ranked.size() - kStageColours)});
    if (weight.contains(0)) out.legend.push_back({theme.unknown, unknownText(), true});
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        const auto code = codeOfFirm[s.firm()[i]];
        out.node.push_back(code == 0 ? theme.unknown : groupColour(theme, rank[code]));
    }
    return out;
}

FirmColours byFlag(const Snapshot& s, const Theme& theme, const QString& title, std::span<const std::uint8_t> flag, const QString& yes) {
    FirmColours out;
    out.title = title;
    for (std::size_t i = 0; i < s.nodeCount(); ++i) out.node.push_back(flag[i] ? theme.accent : theme.other);
    out.legend = {{theme.accent, yes}, {theme.other, Words::tr("others")}};
    return out;
}

FirmColours byNumber(const NodeColumn& column, const Theme& theme, const QLocale& locale) {
    FirmColours out;
    out.title = column.unit.isEmpty() ? column.name : column.name + QStringLiteral(", ") + column.unit;
    double low = INFINITY, high = -INFINITY;
    bool unknown = false;
    for (const double v : column.value) {
        if (!std::isfinite(v)) {
            unknown = true;
            continue;
        }
        low = std::min(low, v);
        high = std::max(high, v);
    }
    const double reach = std::max(std::fabs(low), std::fabs(high));
    const auto colourOf = [&](double v) {
        if (column.diverging) return divergingColour(theme, reach > 0 ? v / reach : 0);
        return sequentialColour(theme, high > low ? (v - low) / (high - low) : 0.5);
    };
    for (const double v : column.value) out.node.push_back(std::isfinite(v) ? colourOf(v) : theme.unknown);
    if (low <= high) {
        out.legend.push_back({colourOf(low), shortText(low, 3, locale)});
        if (low < high) {
            out.legend.push_back({colourOf((low + high) / 2), shortText((low + high) / 2, 3, locale)});
            out.legend.push_back({colourOf(high), shortText(high, 3, locale)});
        }
    }
    if (unknown) out.legend.push_back({theme.unknown, unknownText(), true});
    return out;
}

} // namespace

QColor colourOfStage(const Theme& theme, const StageList& stages, int stage) {
    if (stage < 1 || stage > stages.size()) return theme.other;
    const int meaning = defaultStageFor(stages.name(stage));
    bool allKnown = true;
    for (int s = 1; s <= stages.size(); ++s) allKnown = allKnown && defaultStageFor(stages.name(s)) > 0;
    return allKnown ? stageColour(theme, meaning - 1) : stageColour(theme, stage - 1, stages.size());
}

FirmColours firmColours(const NetworkInput& input, const Theme& theme) {
    const Snapshot& s = *input.snapshot;
    const FirmTable& firms = s.dataset().firms();
    const std::string& by = input.spec.colourBy;
    if (input.colour && input.colour->value.size() == s.nodeCount()) return byNumber(*input.colour, theme, input.locale);
    if (by == "sector") return byGroup(s, theme, Words::tr("Sector"), firms.sector);
    if (by == "region") return byGroup(s, theme, Words::tr("Region"), firms.region);
    if (by == "function") return byGroup(s, theme, Words::tr("Function"), firms.function);
    if (by == "platform") return byFlag(s, theme, Words::tr("Platforms"), s.isPlatform(), Words::tr("platform"));
    if (by == "end_user") return byFlag(s, theme, Words::tr("End users"), s.isEndUser(), Words::tr("end user"));
    if (by == "digital") {
        NodeColumn column{Words::tr("Digital score"), {}, {s.digital().begin(), s.digital().end()}};
        return byNumber(column, theme, input.locale);
    }
    for (const auto& attribute : firms.attributes)
        if (attribute.name == by) return byGroup(s, theme, fromUtf8(attribute.name), attribute.codes);
    return byStage(s, theme);
}

} // namespace chainscape::ui
