// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/firm_colours.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/painters/value_scale.h"
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
        out.unknown.push_back(code == 0);
    }
    return out;
}

/// Found groups keep their colour from period to period: it is told by their place among all, not by what they trade now.
FirmColours byFound(const NodeGroups& groups, const Theme& theme) {
    FirmColours out;
    out.title = groups.name;
    const auto colour = [&](std::uint32_t group) { return group == kNone ? theme.unknown : groupColour(theme, int(group)); };
    std::vector<std::uint8_t> here(std::size_t(groups.groups.size()), 0);
    bool none = false;
    for (const auto group : groups.of) {
        out.node.push_back(colour(group));
        if (group == kNone) none = true;
        else here[group] = 1;
    }
    std::size_t others = 0;
    for (std::uint32_t g = 0; g < here.size(); ++g) {
        if (here[g] && g < kStageColours) out.legend.push_back({colour(g), groups.groups[int(g)]});
        others += here[g] && g >= kStageColours;
    }
    if (others > 0) out.legend.push_back({theme.other, Words::tr("other (%1)").arg(others)});
    if (none) out.legend.push_back({theme.unknown, Words::tr("in none")});
    return out;
}

FirmColours byFlag(const Snapshot& s, const Theme& theme, const QString& title, std::span<const std::uint8_t> flag, const QString& yes) {
    FirmColours out;
    out.title = title;
    for (std::size_t i = 0; i < s.nodeCount(); ++i) out.node.push_back(flag[i] ? theme.accent : theme.other);
    out.legend = {{theme.accent, yes}, {theme.other, Words::tr("others")}};
    return out;
}

/// How a number becomes a colour: linear from the lowest to the highest, else on its scale; diverging ones by their distance from 0.
class NumberColours {
public:
    NumberColours(const NodeColumn& column, const std::string& scale, const Theme& theme) : m_theme(theme), m_diverging(column.diverging) {
        std::vector<double> known;
        for (const double v : column.value)
            if (std::isfinite(v)) known.push_back(v);
        if (known.empty()) return;
        m_low = *std::ranges::min_element(known);
        m_high = *std::ranges::max_element(known);
        m_linear = ValueScale(scale, known).note().isEmpty();
        if (m_diverging)
            for (double& v : known) v = std::fabs(v);
        m_scale = ValueScale(scale, known);
    }

    [[nodiscard]] QColor of(double v) const {
        if (!std::isfinite(v)) return m_theme.unknown;
        if (m_diverging) return divergingColour(m_theme, std::copysign(m_scale.at(std::fabs(v)), v));
        if (m_linear) return sequentialColour(m_theme, m_high > m_low ? (v - m_low) / (m_high - m_low) : 0.5);
        return sequentialColour(m_theme, m_scale.at(v));
    }

    /// Values for the legend, ascending.
    [[nodiscard]] std::vector<double> samples() const {
        if (!(m_low <= m_high)) return {};
        if (m_low == m_high) return {m_low};
        if (m_diverging && m_low < 0 && m_high > 0) return {m_low, 0, m_high};
        if (m_linear || m_diverging) return {m_low, (m_low + m_high) / 2, m_high};
        return m_scale.samples();
    }
    [[nodiscard]] QString note() const { return m_scale.note(); }

private:
    const Theme& m_theme;
    bool m_diverging, m_linear = true;
    double m_low = INFINITY, m_high = -INFINITY;
    ValueScale m_scale;
};

FirmColours byNumber(const NodeColumn& column, const NetworkInput& input, const Theme& theme) {
    FirmColours out;
    const NumberColours colours(column, input.spec.colourScale, theme);
    out.title = column.unit.isEmpty() ? column.name : column.name + QStringLiteral(", ") + column.unit;
    if (!colours.note().isEmpty()) out.title = Words::tr("%1 (%2)").arg(out.title, colours.note());
    for (const double v : column.value) out.node.push_back(colours.of(v));
    for (const double v : colours.samples()) out.legend.push_back({colours.of(v), shortText(v, 3, input.locale)});
    if (std::ranges::any_of(column.value, [](double v) { return !std::isfinite(v); })) out.legend.push_back({theme.unknown, unknownText(), true});
    for (std::size_t i = 0; i < column.value.size(); ++i) out.unknown.push_back(!std::isfinite(column.value[i]));
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
    if (const auto& groups = input.columns.groups; groups && groups->of.size() == s.nodeCount()) return byFound(*groups, theme);
    if (const auto& column = input.columns.colour; column && column->value.size() == s.nodeCount()) return byNumber(*column, input, theme);
    if (by == "sector") return byGroup(s, theme, Words::tr("Sector"), firms.sector);
    if (by == "region") return byGroup(s, theme, Words::tr("Region"), firms.region);
    if (by == "function") return byGroup(s, theme, Words::tr("Function"), firms.function);
    if (by == "platform") return byFlag(s, theme, Words::tr("Platforms"), s.isPlatform(), Words::tr("platform"));
    if (by == "end_user") return byFlag(s, theme, Words::tr("End users"), s.isEndUser(), Words::tr("end user"));
    if (by == "digital") {
        NodeColumn column{Words::tr("Digital score"), {}, {s.digital().begin(), s.digital().end()}};
        return byNumber(column, input, theme);
    }
    for (const auto& attribute : firms.attributes)
        if (attribute.name == by) return byGroup(s, theme, fromUtf8(attribute.name), attribute.codes);
    return byStage(s, theme);
}

Theme ownTheme(const Theme& theme, const ViewSpec& spec) { return ownColours(theme, spec.network.palette, spec.network.ramp); }

} // namespace chainscape::ui
