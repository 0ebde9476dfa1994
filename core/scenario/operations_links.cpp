// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/base/text.h"
#include "core/scenario/operations.h"

namespace chainscape {
namespace {

constexpr std::size_t kMostLinks = 5'000'000;

/// Indices of the flows of a pair: of one kind, or of every kind of the layer when `kind` is blank.
Result<std::vector<std::size_t>> flowsOfPair(const ChainState& state, const std::string& source, const std::string& target,
                                             const std::string& kind) {
    const auto s = firmNamed(state, source), t = firmNamed(state, target);
    if (!s) return tl::unexpected(s.error());
    if (!t) return tl::unexpected(t.error());
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < state.flows().size(); ++i) {
        const auto& flow = state.flows()[i];
        if (flow.gone || flow.source != *s || flow.target != *t) continue;
        const bool wanted = kind.empty() ? state.isLayer(flow.kind) && flow.unit == state.unit()
                                         : toLowerAscii(state.kinds()[flow.kind].name) == toLowerAscii(trim(kind));
        if (wanted) found.push_back(i);
    }
    if (found.empty())
        return failure(ErrorCode::NotFound, source + " has no " + (kind.empty() ? "" : kind + " ") + "link to " + target + " in this period.");
    return found;
}

double sumOf(const ChainState& state, const std::vector<std::size_t>& flows) {
    double sum = 0;
    for (const auto i : flows)
        if (state.flows()[i].counted) sum += state.flows()[i].value;
    return sum;
}

Result<void> refuseShock(const StepContext& context) {
    if (context.recompute != Recompute::Shock) return {};
    return failure(ErrorCode::BadArgument, "A shock is a loss of capacity; recompute this step by demand, supply or ledger.");
}

/// The flows that make room for a new link: those of a named supplier, or of the target's other suppliers of the seller's sector.
Result<std::vector<std::size_t>> financingFlows(const ChainState& state, std::uint32_t seller, std::uint32_t buyer, const AddLink& op) {
    std::optional<std::uint32_t> named;
    if (op.finance != "pro_rata") {
        const auto firm = firmNamed(state, op.finance);
        if (!firm) return failure(ErrorCode::NotFound, "finance is \"" + op.finance + "\"; it may be pro_rata, extra or the id of a supplier.");
        named = *firm;
    }
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < state.flows().size(); ++i) {
        const auto& flow = state.flows()[i];
        if (!flow.counted || flow.gone || flow.target != buyer || !(flow.value > 0)) continue;
        if (named ? flow.source == *named : flow.source != seller && state.table().sector[flow.source] == state.table().sector[seller])
            found.push_back(i);
    }
    if (const double room = sumOf(state, found); room < op.value * (1 - 1e-12)) {
        if (named) return failure(ErrorCode::BadArgument, op.target + " buys only " + amountText(room) + " from " + op.finance + ".");
        return failure(ErrorCode::BadArgument, op.target + " buys only " + amountText(room) + " from other suppliers of that sector; name the "
                                                   "supplier that gives way, or choose extra.");
    }
    return found;
}

struct Move {
    std::uint32_t to;
    double share;
};

/// Firms of a region that can stand in for a seller, with their share of the move: same sector, else same stage, by size.
class Replacements {
public:
    Replacements(const ChainState& state, std::uint32_t region) : m_state(state) {
        const auto& firms = state.firms();
        for (std::uint32_t f = 0; f < firms.size(); ++f)
            if (state.table().region[f] == region && state.sizeOf(f) > 0 && !firms.endUser[f])
                m_byStage[firms.stage[f]].push_back({f, state.sizeOf(f)}); // sizes before anything moves
    }
    [[nodiscard]] std::vector<Move> of(std::uint32_t seller, std::uint32_t buyer) const {
        const auto it = m_byStage.find(m_state.firms().stage[seller]);
        if (it == m_byStage.end()) return {};
        const auto& sector = m_state.table().sector;
        std::vector<Move> sameStage, sameSector;
        for (const auto& firm : it->second) {
            if (firm.to == buyer || firm.to == seller) continue;
            sameStage.push_back(firm);
            if (sector[firm.to] == sector[seller]) sameSector.push_back(firm);
        }
        auto& chosen = sameSector.empty() ? sameStage : sameSector;
        double sum = 0;
        for (const auto& move : chosen) sum += move.share;
        for (auto& move : chosen) move.share /= sum;
        return chosen;
    }

private:
    const ChainState& m_state;
    std::map<int, std::vector<Move>> m_byStage;
};

std::optional<std::uint32_t> codeOfRegion(const ChainState& state, const std::string& region) {
    const auto& column = state.table().region;
    for (const auto code : column)
        if (toLowerAscii(state.text(code)) == toLowerAscii(trim(region))) return code;
    return std::nullopt;
}

/// Stages by name or number as marks per stage number; none named: all.
Result<std::vector<std::uint8_t>> stageMarks(const ChainState& state, const std::vector<std::string>& names) {
    std::vector<std::uint8_t> marks(std::size_t(state.base().stages().size()) + 1, names.empty());
    for (const auto& name : names) {
        const auto stage = stageNamed(state, name);
        if (!stage) return tl::unexpected(stage.error());
        marks[std::size_t(*stage)] = 1;
    }
    return marks;
}

} // namespace

StepSentence applyOperation(ChainState& state, const RemoveLink& operation, StepContext& context) {
    if (auto ok = refuseShock(context); !ok) return tl::unexpected(ok.error());
    const auto found = flowsOfPair(state, operation.source, operation.target, operation.kind);
    if (!found) return tl::unexpected(found.error());
    const double value = sumOf(state, *found);
    state.begin(context.recompute);
    for (const auto i : *found) {
        const StateFlow flow = state.flows()[i];
        if (flow.counted) state.buyOutside(flow.target, flow.value);
        state.erase(i);
    }
    if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    return "The link from " + operation.source + " to " + operation.target + " of " + amountText(value) + " is gone.";
}

StepSentence applyOperation(ChainState& state, const AddLink& operation, StepContext& context) {
    if (auto ok = refuseShock(context); !ok) return tl::unexpected(ok.error());
    const auto s = firmNamed(state, operation.source), t = firmNamed(state, operation.target);
    if (!s) return tl::unexpected(s.error());
    if (!t) return tl::unexpected(t.error());
    if (*s == *t) return failure(ErrorCode::BadArgument, "A firm cannot sell to itself.");
    if (!(operation.value > 0)) return failure(ErrorCode::BadArgument, "A new link needs a value above 0.");
    if (operation.digital)
        if (auto ok = requireShare(*operation.digital); !ok) return tl::unexpected(ok.error());
    state.begin(context.recompute);
    const auto kind = state.kindNamed(operation.kind.empty() ? "material" : operation.kind);
    if (state.isLayer(kind) && operation.finance != "extra") {
        const auto paying = financingFlows(state, *s, *t, operation);
        if (!paying) return tl::unexpected(paying.error());
        const double left = std::max(0.0, 1 - operation.value / sumOf(state, *paying));
        for (const auto i : *paying) state.setValue(i, state.flows()[i].value * left);
    }
    const float score = operation.digital ? static_cast<float>(*operation.digital) : std::nanf("");
    state.addTrade(state.flowOf(*s, *t, kind, kNone, score), operation.value, score);
    if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    return operation.source + " sells " + amountText(operation.value) + " to " + operation.target + ".";
}

StepSentence applyOperation(ChainState& state, const Rewire& operation, StepContext& context) {
    if (auto ok = refuseShock(context); !ok) return tl::unexpected(ok.error());
    if (auto ok = requireShare(operation.share); !ok) return tl::unexpected(ok.error());
    const auto to = firmNamed(state, operation.to);
    if (!to) return tl::unexpected(to.error());
    if (operation.to == operation.buyer || operation.to == operation.from)
        return failure(ErrorCode::BadArgument, "The new supplier must be another firm.");
    const auto found = flowsOfPair(state, operation.from, operation.buyer, {});
    if (!found) return tl::unexpected(found.error());
    state.begin(context.recompute);
    double moved = 0;
    for (const auto i : *found) {
        const StateFlow flow = state.flows()[i];
        const double amount = flow.counted ? operation.share * flow.value : 0;
        if (amount == 0) continue;
        const auto joined = state.flowOf(*to, flow.target, flow.kind, flow.via, flow.digital);
        state.setValue(joined, (state.flows()[joined].gone ? 0 : state.flows()[joined].value) + amount);
        state.setValue(i, operation.share == 1 ? 0 : flow.value - amount);
        moved += amount;
    }
    if (moved > 0)
        if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    return operation.buyer + " buys " + amountText(moved) + " from " + operation.to + " instead of " + operation.from + ".";
}

StepSentence applyOperation(ChainState& state, const DigitiseLink& operation, StepContext& context) {
    if (auto ok = requireShare(operation.score); !ok) return tl::unexpected(ok.error());
    const auto found = flowsOfPair(state, operation.source, operation.target, operation.kind);
    if (!found) return tl::unexpected(found.error());
    state.begin(context.recompute);
    for (const auto i : *found) state.setDigital(i, static_cast<float>(operation.score));
    return "The link from " + operation.source + " to " + operation.target + " has the digital score " + toText(operation.score) + ".";
}

StepSentence applyOperation(ChainState& state, const Reshore& operation, StepContext& context) {
    if (auto ok = refuseShock(context); !ok) return tl::unexpected(ok.error());
    if (auto ok = requireShare(operation.share); !ok) return tl::unexpected(ok.error());
    const auto from = codeOfRegion(state, operation.fromRegion), to = codeOfRegion(state, operation.toRegion);
    if (!from || !to)
        return failure(ErrorCode::NotFound, "There is no region \"" + (from ? operation.toRegion : operation.fromRegion) + "\".");
    if (*from == *to) return failure(ErrorCode::BadArgument, "Both regions are the same.");
    const auto stages = stageMarks(state, operation.stages);
    if (!stages) return tl::unexpected(stages.error());
    const Replacements replacements(state, *to);
    state.begin(context.recompute);
    double moved = 0, stranded = 0;
    std::size_t made = 0;
    for (std::size_t i = 0, count = state.flows().size(); i < count; ++i) {
        const StateFlow flow = state.flows()[i];
        const bool concerned = flow.counted && !flow.gone && state.table().region[flow.source] == *from &&
                               (*stages)[std::size_t(state.firms().stage[flow.source])];
        const double amount = concerned ? operation.share * flow.value : 0;
        if (amount == 0) continue;
        const auto moves = replacements.of(flow.source, flow.target);
        made += moves.size();
        if (made > kMostLinks) return failure(ErrorCode::TooLarge, "This would make more than five million links; name the stages.");
        for (const auto& move : moves) {
            const auto joined = state.flowOf(move.to, flow.target, flow.kind, flow.via, flow.digital);
            state.setValue(joined, (state.flows()[joined].gone ? 0 : state.flows()[joined].value) + amount * move.share);
        }
        if (moves.empty()) {
            stranded += amount;
            state.strandDemand(flow.target, amount);
            state.buyOutside(flow.target, amount);
        } else {
            moved += amount;
        }
        state.setValue(i, operation.share == 1 ? 0 : flow.value - amount);
    }
    if (moved + stranded > 0)
        if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    return amountText(moved) + " moved from " + operation.fromRegion + " to " + operation.toRegion +
           (stranded > 0 ? "; " + amountText(stranded) + " found no supplier there." : ".");
}

StepSentence applyOperation(ChainState& state, const Scale& operation, StepContext& context) {
    if (auto ok = refuseShock(context); !ok) return tl::unexpected(ok.error());
    if (!(operation.factor >= 0) || !std::isfinite(operation.factor)) return failure(ErrorCode::BadArgument, "The factor must be 0 or more.");
    const auto wanted = [](const std::string& text) { return text.empty() ? std::vector<std::string>{} : std::vector{text}; };
    const auto from = stageMarks(state, wanted(operation.fromStage)), to = stageMarks(state, wanted(operation.toStage));
    if (!from) return tl::unexpected(from.error());
    if (!to) return tl::unexpected(to.error());
    const auto& stage = state.firms().stage;
    state.begin(Recompute::Ledger);
    const bool everything = operation.fromStage.empty() && operation.toStage.empty();
    std::size_t links = 0;
    for (std::size_t i = 0; i < state.flows().size(); ++i) {
        const StateFlow flow = state.flows()[i];
        if (!flow.counted || flow.gone || !(*from)[std::size_t(stage[flow.source])] || !(*to)[std::size_t(stage[flow.target])]) continue;
        state.setValue(i, flow.value * operation.factor);
        ++links;
    }
    if (links == 0) return failure(ErrorCode::NoData, "No link lies between these stages in this period.");
    if (operation.factor == 1) return std::string("Nothing changes by the factor 1.");
    if (everything) state.scaleBooks(operation.factor);
    else if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    return std::to_string(links) + " links are multiplied by " + toText(operation.factor) + ".";
}

} // namespace chainscape
