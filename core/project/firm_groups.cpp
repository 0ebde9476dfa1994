// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/firm_groups.h"

#include <map>

#include "core/analysis/communities.h"
#include "core/analysis/digital.h"
#include "core/analysis/internets.h"
#include "core/project/union_snapshot.h"

namespace chainscape {
namespace {

FirmGroups groupsByText(const Dataset& dataset, const std::vector<std::uint32_t>& codes, const std::string& by) {
    FirmGroups out;
    std::map<std::uint32_t, std::uint32_t> groupOf;
    for (const auto code : codes) {
        if (code == 0) {
            out.of.push_back(kNone);
            continue;
        }
        const auto [at, isNew] = groupOf.emplace(code, static_cast<std::uint32_t>(out.key.size()));
        if (isNew) {
            out.key.push_back(by + '=' + dataset.text(code));
            out.name.push_back(dataset.text(code));
        }
        out.of.push_back(at->second);
    }
    return out;
}

FirmGroups groupsByStage(const Dataset& dataset) {
    FirmGroups out;
    for (int k = 1; k <= dataset.stages().size(); ++k) {
        out.key.push_back("stage=" + std::to_string(k));
        out.name.emplace_back(dataset.stages().name(k));
    }
    for (const auto stage : dataset.firms().stage) out.of.push_back(stage > 0 ? static_cast<std::uint32_t>(stage - 1) : kNone);
    return out;
}

Result<FirmGroups> groupsByCommunity(const Dataset& dataset, const Snapshot& s, const CommunityOptions& options, Progress& progress) {
    const auto found = communities(s, options, progress);
    if (!found) return tl::unexpected(found.error());
    FirmGroups out;
    out.of.assign(dataset.firms().size(), kNone);
    for (std::size_t i = 0; i < s.nodeCount(); ++i) out.of[s.firm()[i]] = found->of[i];
    for (std::uint32_t k = 1; k <= found->count; ++k) {
        out.key.push_back("community=" + std::to_string(k));
        out.name.push_back(std::to_string(k));
    }
    return out;
}

Result<FirmGroups> groupsByInternet(const Dataset& dataset, const Snapshot& s, const DigitalOptions& options, Progress& progress) {
    const auto found = internets(s, digitalEdges(s, options), progress);
    if (!found) return tl::unexpected(found.error());
    FirmGroups out;
    out.of.assign(dataset.firms().size(), kNone);
    for (const auto& piece : found->pieces) {
        for (const auto node : piece.firms) out.of[s.firm()[node]] = static_cast<std::uint32_t>(out.key.size());
        out.key.push_back("internet=" + s.id(piece.hub));
        out.name.push_back(s.name(piece.hub));
    }
    return out;
}

} // namespace

Result<FirmGroups> firmGroups(const DatasetPtr& dataset, const ViewSpec& view, const std::string& by, const AnalysisOptions& options, Progress& progress) {
    if (by == "stage") return groupsByStage(*dataset);
    if (by == "sector") return groupsByText(*dataset, dataset->firms().sector, by);
    if (by == "region") return groupsByText(*dataset, dataset->firms().region, by);
    if (by != "community" && by != "internet")
        return failure(ErrorCode::BadArgument, "There are no groups by \"" + by + "\"; choose stage, sector, region, community or internet.");
    ViewSpec whole = view;
    whole.filter = {};
    whole.narrow = false;
    const auto snapshot = unionSnapshot(dataset, whole);
    if (!snapshot) return tl::unexpected(snapshot.error());
    return by == "community" ? groupsByCommunity(*dataset, **snapshot, options.communities, progress) : groupsByInternet(*dataset, **snapshot, options.digital, progress);
}

} // namespace chainscape
