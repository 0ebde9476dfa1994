// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What each operation does to a ChainState. Every function returns one English sentence on what it did, or why it cannot apply;
// then the state it was given must be thrown away.

#include <optional>

#include "core/scenario/chain_state.h"
#include "core/scenario/shock_band.h"

namespace chainscape {

/// How a step is worked out, and what it tells beside its sentence.
struct StepContext {
    Recompute recompute = Recompute::Demand;
    Progress& progress;
    std::optional<ShockBand> band;
};

using StepSentence = Result<std::string>;

StepSentence applyOperation(ChainState& state, const RemoveFirm& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const RemovePlatform& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const AddFirm& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const MoveFirm& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const RemoveLink& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const AddLink& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const Rewire& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const Merge& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const Split& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const DigitiseFirm& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const DigitiseLink& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const Capacity& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const Reshore& operation, StepContext& context);
StepSentence applyOperation(ChainState& state, const Scale& operation, StepContext& context);

/// The firm with this id; fails with NotFound.
Result<std::uint32_t> firmNamed(const ChainState& state, const std::string& id);
/// The same for a firm that trades in the period; fails with NoData.
Result<std::uint32_t> activeFirm(const ChainState& state, const std::string& id);
/// A stage by name or number; fails with NotFound.
Result<int> stageNamed(const ChainState& state, const std::string& text);
/// A share in 0..1; fails with BadArgument.
Result<void> requireShare(double share);
/// The firm's name in a sentence; its id where the base knows no such firm.
std::string shownName(const ChainState& state, const std::string& id);
/// A value in a sentence: at most six digits.
std::string amountText(double value);

/// Takes all trade of a firm away; its buyers buy outside (under Demand). Returns what it sold.
double loseFirm(ChainState& state, std::uint32_t firm);

} // namespace chainscape
