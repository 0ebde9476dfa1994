// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/scenario/operations.h"

namespace chainscape {
namespace {

/// Flows of a buyer that may take over from a supplier: same sector where there are any, else same stage.
std::vector<std::size_t> substitutes(const ChainState& state, const FlowIndex& index, std::uint32_t buyer, std::uint32_t supplier) {
    std::vector<std::size_t> sameStage, sameSector;
    const auto& sector = state.table().sector;
    for (auto k = index.start[buyer]; k < index.start[buyer + 1]; ++k) {
        const auto& flow = state.flows()[index.place[k]];
        if (!flow.counted || flow.gone || flow.source == supplier || !(flow.value > 0)) continue;
        if (state.firms().stage[flow.source] != state.firms().stage[supplier]) continue;
        sameStage.push_back(index.place[k]);
        if (sector[flow.source] == sector[supplier]) sameSector.push_back(index.place[k]);
    }
    return sameSector.empty() ? sameStage : sameSector;
}

/// Each buyer moves what it bought to its other suppliers of the stage; returns what found none.
double reallocateSales(ChainState& state, std::uint32_t firm) {
    const auto index = state.byTarget();
    double stranded = 0;
    for (std::size_t i = 0, count = state.flows().size(); i < count; ++i) {
        const StateFlow flow = state.flows()[i];
        if (flow.source != firm || !flow.counted || flow.gone) continue;
        const auto others = substitutes(state, index, flow.target, firm);
        double sum = 0;
        for (const auto k : others) sum += state.flows()[k].value;
        if (sum > 0) {
            for (const auto k : others) state.setValue(k, state.flows()[k].value * (1 + flow.value / sum));
        } else {
            stranded += flow.value;
            state.strandDemand(flow.target, flow.value);
            state.buyOutside(flow.target, flow.value);
        }
        state.setValue(i, 0);
    }
    return stranded;
}

} // namespace

Result<std::uint32_t> firmNamed(const ChainState& state, const std::string& id) {
    const auto f = state.firmIndex(id);
    if (f == kNone) return failure(ErrorCode::NotFound, "There is no firm \"" + id + "\".");
    return f;
}

Result<std::uint32_t> activeFirm(const ChainState& state, const std::string& id) {
    const auto f = firmNamed(state, id);
    if (f && !(state.sizeOf(*f) > 0)) return failure(ErrorCode::NoData, id + " does not trade in this period.");
    return f;
}

Result<int> stageNamed(const ChainState& state, const std::string& text) {
    const int stage = state.base().stages().find(text);
    if (stage == 0) return failure(ErrorCode::NotFound, "There is no stage \"" + text + "\".");
    return stage;
}

Result<void> requireShare(double share) {
    if (!(share >= 0 && share <= 1)) return failure(ErrorCode::BadArgument, "A share must lie between 0 and 1, not " + toText(share) + ".");
    return {};
}

std::string shownName(const ChainState& state, const std::string& id) {
    const auto firm = state.base().firmIndex(id);
    return firm == kNone ? id : std::string(state.base().firms().name[firm]);
}

std::string amountText(double value) {
    const double digits = value == 0 ? 0 : std::pow(10.0, 5 - std::floor(std::log10(std::fabs(value))));
    return toText(digits == 0 ? 0 : std::round(value * digits) / digits);
}

double loseFirm(ChainState& state, std::uint32_t firm) {
    double sold = 0;
    for (std::size_t i = 0, count = state.flows().size(); i < count; ++i) {
        const StateFlow flow = state.flows()[i];
        if (flow.gone || (flow.source != firm && flow.target != firm)) continue;
        if (flow.counted && flow.source == firm) {
            sold += flow.value;
            state.buyOutside(flow.target, flow.value);
        }
        state.erase(i);
    }
    state.close(firm, state.firms().endUser[firm] ? ChainState::Stock::Dropped : ChainState::Stock::Outside);
    return sold;
}

StepSentence applyOperation(ChainState& state, const RemoveFirm& operation, StepContext& context) {
    const auto firm = activeFirm(state, operation.firm);
    if (!firm) return tl::unexpected(firm.error());
    if (context.recompute == Recompute::Shock) {
        if (operation.mode == RemoveFirm::Mode::Reallocate)
            return failure(ErrorCode::BadArgument, "A shock cannot be reallocated; choose demand, supply or ledger.");
        return applyOperation(state, Capacity{.firm = operation.firm, .share = 0.0, .mode = Capacity::Mode::Shock}, context);
    }
    state.begin(context.recompute);
    const bool reallocate = operation.mode == RemoveFirm::Mode::Reallocate;
    const double sold = state.firms().sales[*firm];
    const double stranded = reallocate ? reallocateSales(state, *firm) : 0;
    loseFirm(state, *firm);
    if (auto ok = state.settle(context.progress); !ok) return tl::unexpected(ok.error());
    if (!reallocate) return shownName(state, operation.firm) + " is gone; its sales of " + amountText(sold) + " are lost.";
    return shownName(state, operation.firm) + " is gone; of its sales of " + amountText(sold) + " other suppliers took " + amountText(sold - stranded) +
           (stranded > 0 ? ", " + amountText(stranded) + " found none." : ".");
}

StepSentence applyOperation(ChainState& state, const AddFirm& operation, StepContext& context) {
    if (operation.id.empty()) return failure(ErrorCode::BadArgument, "A new firm needs an id.");
    if (state.firmIndex(operation.id) != kNone) return failure(ErrorCode::BadArgument, "There is a firm \"" + operation.id + "\" already.");
    int stage = 0;
    if (!operation.stage.empty()) {
        const auto found = stageNamed(state, operation.stage);
        if (!found) return tl::unexpected(found.error());
        stage = *found;
    }
    state.begin(context.recompute);
    const auto firm = state.addFirm(operation.id, kNone);
    state.nameFirm(firm, operation.name, operation.sector, operation.region);
    state.markEntrant(firm);
    if (stage > 0) state.setStage(firm, stage);
    return operation.id + " is there; it counts once it has links.";
}

StepSentence applyOperation(ChainState& state, const MoveFirm& operation, StepContext& context) {
    const auto firm = firmNamed(state, operation.firm);
    if (!firm) return tl::unexpected(firm.error());
    const auto stage = stageNamed(state, operation.stage);
    if (!stage) return tl::unexpected(stage.error());
    if (state.firms().stage[*firm] == *stage) return shownName(state, operation.firm) + " is in that stage already.";
    state.begin(context.recompute);
    state.setStage(*firm, *stage);
    return shownName(state, operation.firm) + " is now in stage " + std::string(state.base().stages().name(*stage)) + ".";
}

StepSentence applyOperation(ChainState& state, const Merge& operation, StepContext& context) {
    std::vector<std::uint32_t> members;
    for (const auto& id : operation.firms) {
        const auto firm = activeFirm(state, id);
        if (!firm) return tl::unexpected(firm.error());
        if (std::ranges::find(members, *firm) == members.end()) members.push_back(*firm);
    }
    if (members.size() < 2) return failure(ErrorCode::BadArgument, "A merger needs two firms or more.");
    auto largest = members.front();
    double weight = 0, weighted = 0;
    for (const auto f : members) {
        if (state.firms().endUser[f] != state.firms().endUser[members.front()])
            return failure(ErrorCode::BadArgument, "An end user and a producer cannot be merged.");
        if (state.sizeOf(f) > state.sizeOf(largest)) largest = f;
        if (std::isnan(state.firms().digital[f])) continue;
        weight += state.sizeOf(f);
        weighted += state.sizeOf(f) * double(state.firms().digital[f]);
    }
    auto into = operation.into.empty() ? largest : state.firmIndex(operation.into);
    if (into != kNone && state.sizeOf(into) > 0 && std::ranges::find(members, into) == members.end())
        return failure(ErrorCode::BadArgument, "\"" + operation.into + "\" is another firm already; choose a new id or one of the merged.");
    state.begin(context.recompute);
    if (into == kNone) into = state.addFirm(operation.into, largest);
    else if (state.firms().stage[into] != state.firms().stage[largest]) state.setStage(into, state.firms().stage[largest]);
    if (weight > 0 && state.firms().digital[into] != static_cast<float>(weighted / weight))
        state.setFirmDigital(into, static_cast<float>(weighted / weight));
    const double internal = state.merge(members, into);
    return "Merged " + std::to_string(members.size()) + " firms into " + state.id(into) + "; trade of " + amountText(internal) +
           " between them is now internal.";
}

StepSentence applyOperation(ChainState& state, const Split& operation, StepContext& context) {
    const auto firm = activeFirm(state, operation.firm);
    if (!firm) return tl::unexpected(firm.error());
    double sum = 0;
    for (const auto& [id, share] : operation.parts) {
        if (auto ok = requireShare(share); !ok) return tl::unexpected(ok.error());
        if (id != operation.firm && state.firmIndex(id) != kNone)
            return failure(ErrorCode::BadArgument, "There is a firm \"" + id + "\" already.");
        sum += share;
    }
    if (operation.parts.size() < 2 || std::fabs(sum - 1) > 1e-9)
        return failure(ErrorCode::BadArgument, "A split needs two parts or more whose shares add up to 1.");
    state.begin(context.recompute);
    std::vector<std::pair<std::uint32_t, double>> parts;
    for (const auto& [id, share] : operation.parts) {
        const auto known = state.firmIndex(id);
        if (known != kNone && known != *firm) return failure(ErrorCode::BadArgument, "Two parts are called \"" + id + "\".");
        parts.emplace_back(known != kNone ? known : state.addFirm(id, *firm), share);
    }
    state.split(*firm, parts);
    return shownName(state, operation.firm) + " is split into " + std::to_string(parts.size()) + " firms.";
}

StepSentence applyOperation(ChainState& state, const DigitiseFirm& operation, StepContext& context) {
    const auto firm = firmNamed(state, operation.firm);
    if (!firm) return tl::unexpected(firm.error());
    if (auto ok = requireShare(operation.score); !ok) return tl::unexpected(ok.error());
    const auto score = static_cast<float>(operation.score);
    if (state.firms().digital[*firm] == score) return shownName(state, operation.firm) + " has that score already.";
    state.begin(context.recompute);
    state.setFirmDigital(*firm, score);
    return shownName(state, operation.firm) + " now has the digital score " + toText(operation.score) + ".";
}

} // namespace chainscape
