// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// EditList: a remix as a list of steps. Plain values: compare, reorder, store. What a step means: analytics H and E5.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace chainscape {

/// How the rest of the chain answers to an edit.
/// Demand: recipes and final demand stay, output follows (Leontief). Supply: sales splits and value added stay (Ghosh).
/// Ledger: only the edited links change, value added absorbs the rest. Shock: the cascade of lost inputs and orders (C1).
enum class Recompute : std::uint8_t { Demand, Supply, Ledger, Shock };

struct RemoveFirm {
    enum class Mode : std::uint8_t { Lose, Reallocate };
    std::string firm;
    Mode mode = Mode::Lose;
    bool operator==(const RemoveFirm&) const = default;
};

struct RemovePlatform {
    enum class Mode : std::uint8_t { Dissolve, Lose, Bypass };
    enum class Margin : std::uint8_t { Buyers, Suppliers, Split };
    std::string firm;
    Mode mode = Mode::Dissolve;
    Margin margin = Margin::Buyers;
    bool digital = true;    ///< the new direct links carry data
    double headroom = 0.25; ///< room of existing links under Bypass
    bool operator==(const RemovePlatform&) const = default;
};

struct AddFirm {
    std::string id, name, stage, sector, region; ///< stage: a name or a number
    bool operator==(const AddFirm&) const = default;
};

struct MoveFirm {
    std::string firm, stage;
    bool operator==(const MoveFirm&) const = default;
};

struct RemoveLink {
    std::string source, target, kind; ///< blank kind: every kind of the layer
    bool operator==(const RemoveLink&) const = default;
};

struct AddLink {
    std::string source, target;
    double value = 0;
    std::string kind = "material";
    std::string finance = "pro_rata"; ///< "pro_rata", "extra" or the id of a supplier of the target
    std::optional<double> digital;    ///< score of the new trade; unknown when not given
    bool operator==(const AddLink&) const = default;
};

struct Rewire {
    std::string buyer, from, to;
    double share = 1;
    bool operator==(const Rewire&) const = default;
};

struct Merge {
    std::vector<std::string> firms;
    std::string into; ///< a new id, or one of `firms`; blank: the largest of them
    bool operator==(const Merge&) const = default;
};

struct Split {
    std::string firm;
    std::vector<std::pair<std::string, double>> parts; ///< id, share; shares add up to 1
    bool operator==(const Split&) const = default;
};

struct DigitiseFirm {
    std::string firm;
    double score = 1;
    bool operator==(const DigitiseFirm&) const = default;
};

struct DigitiseLink {
    std::string source, target, kind; ///< blank kind: every kind of the layer
    double score = 1;
    bool operator==(const DigitiseLink&) const = default;
};

struct Capacity {
    enum class Mode : std::uint8_t { Band, Demand, Supply, Shock, Reroute };
    std::string firm;
    std::optional<double> share, value; ///< what is left: share of today's output, or an amount; one of the two
    Mode mode = Mode::Band;             ///< Band tells all answers and applies the step's recompute mode
    double headroom = 0.25;             ///< spare capacity of the others under Reroute
    bool operator==(const Capacity&) const = default;
};

struct Reshore {
    std::string fromRegion, toRegion;
    std::vector<std::string> stages; ///< names or numbers; empty: all
    double share = 1;
    bool operator==(const Reshore&) const = default;
};

struct Scale {
    std::string fromStage, toStage; ///< blank: any stage
    double factor = 1;
    bool operator==(const Scale&) const = default;
};

using Operation = std::variant<RemoveFirm, RemovePlatform, AddFirm, MoveFirm, RemoveLink, AddLink, Rewire, Merge, Split, DigitiseFirm,
                               DigitiseLink, Capacity, Reshore, Scale>;

/// The word of an operation in files and on the command line: "remove_firm", ...
std::string_view nameOf(const Operation& operation);

struct ScenarioStep {
    Operation operation;
    Recompute recompute = Recompute::Demand;
    bool off = false;
    std::string note;
    std::vector<std::string> unread; ///< parameters of the file that the operation does not have

    bool operator==(const ScenarioStep&) const = default;
};

struct EditList {
    std::vector<ScenarioStep> steps;

    bool operator==(const EditList&) const = default;
};

/// Reads a JSON array of steps (product.md 6). Fails with BadFormat, naming the step (counted from 1) and the parameter.
Result<EditList> editListFromJson(std::string_view json);

/// The JSON array of the steps; editListFromJson(toJson(list)) == list. Blank texts and lists are left out.
std::string toJson(const EditList& list);

} // namespace chainscape
