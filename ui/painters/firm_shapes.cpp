// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/firm_shapes.h"

#include <algorithm>
#include <array>
#include <map>

#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr std::array kGroupShapes{MarkShape::Square, MarkShape::Triangle, MarkShape::Diamond, MarkShape::Hexagon, MarkShape::TriangleDown};

FirmShapes shapesByFlag(const QString& title, std::span<const std::uint8_t> flag, const QString& yes, const QString& no) {
    FirmShapes out;
    out.title = title;
    for (const auto f : flag) out.node.push_back(f ? MarkShape::Diamond : MarkShape::Round);
    out.legend = {{MarkShape::Diamond, yes}, {MarkShape::Round, no}};
    return out;
}

FirmShapes shapesByGroup(const Snapshot& s, const QString& title, const std::vector<std::uint32_t>& codeOfFirm) {
    std::map<std::uint32_t, double> trade;
    for (std::size_t i = 0; i < s.nodeCount(); ++i)
        if (const auto code = codeOfFirm[s.firm()[i]]; code != 0) trade[code] += std::max(s.outValue()[i], s.inValue()[i]);
    std::vector<std::pair<double, std::uint32_t>> ranked;
    for (const auto& [code, value] : trade) ranked.emplace_back(-value, code);
    std::ranges::sort(ranked);
    FirmShapes out;
    out.title = title;
    std::map<std::uint32_t, MarkShape> shapeOf;
    for (std::size_t r = 0; r < std::min(ranked.size(), kGroupShapes.size()); ++r) {
        shapeOf[ranked[r].second] = kGroupShapes[r];
        out.legend.push_back({kGroupShapes[r], fromUtf8(s.dataset().text(ranked[r].second))});
    }
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        const auto at = shapeOf.find(codeOfFirm[s.firm()[i]]);
        out.node.push_back(at == shapeOf.end() ? MarkShape::Round : at->second);
    }
    if (std::ranges::find(out.node, MarkShape::Round) != out.node.end()) out.legend.push_back({MarkShape::Round, Words::tr("others and unknown")});
    return out;
}

} // namespace

FirmShapes firmShapes(const NetworkInput& input) {
    const Snapshot& s = *input.snapshot;
    const FirmTable& firms = s.dataset().firms();
    const std::string& by = input.spec.network.shapeBy;
    if (by == "platform") return shapesByFlag(Words::tr("Platforms"), s.isPlatform(), Words::tr("platform"), Words::tr("others"));
    if (by == "end_user") return shapesByFlag(Words::tr("End users"), s.isEndUser(), Words::tr("end user"), Words::tr("others"));
    if (by == "inferred") return shapesByFlag(Words::tr("Stage"), s.stageInferred(), Words::tr("inferred"), Words::tr("given"));
    if (by == "sector") return shapesByGroup(s, Words::tr("Sector"), firms.sector);
    if (by == "region") return shapesByGroup(s, Words::tr("Region"), firms.region);
    if (by == "function") return shapesByGroup(s, Words::tr("Function"), firms.function);
    for (const auto& attribute : firms.attributes)
        if (!by.empty() && attribute.name == by) return shapesByGroup(s, fromUtf8(attribute.name), attribute.codes);
    return {{}, std::vector<MarkShape>(s.nodeCount(), MarkShape::Round), {}};
}

} // namespace chainscape::ui
