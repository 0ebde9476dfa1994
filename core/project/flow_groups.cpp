// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/flow_groups.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/analysis/communities.h"

namespace chainscape {
namespace {

constexpr int kShownBoxes = 48;                ///< in all, where the user says nothing
constexpr int kFewestShown = 5, kMostShown = 14; ///< a stage

struct Member {
    std::uint32_t firm = 0;
    double value = 0;
    int stage = 0;
};

/// Firms of a stage that share a word.
struct Bucket {
    std::string word;
    double value = 0;
    std::vector<Member> members;
};

using WordOf = std::function<std::string(std::uint32_t firm, const std::string& by)>;

class Grouping {
public:
    Grouping(const Snapshot& all, const ViewSpec& view, FlowPlan& plan, std::vector<std::uint32_t> community)
        : m_dataset(all.dataset()), m_view(view), m_plan(plan), m_community(std::move(community)) {
        std::set<int> stages;
        std::map<int, std::vector<Member>> byStage;
        const bool noStage = view.flow.lanesFromFlows || std::ranges::all_of(all.stage(), [](int s) { return s == 0; });
        const auto add = [&](std::uint32_t firm, int stage, double value) { byStage[noStage ? 0 : stage].push_back({firm, value, noStage ? 0 : stage}); };
        for (std::uint32_t i = 0; i < all.nodeCount(); ++i) add(all.firm()[i], all.stage()[i], std::max(all.outValue()[i], all.inValue()[i]));
        addLoners(all, add);
        const int stageCount = static_cast<int>(byStage.size());
        const int chosen = noStage ? kShownBoxes / 2 : std::clamp(kShownBoxes / std::max(1, stageCount), kFewestShown, kMostShown);
        m_most = static_cast<std::size_t>(view.topGroups > 0 ? view.topGroups : chosen);
        for (auto& [stage, members] : byStage) {
            if (stage == 0) continue;
            addStage(stage, members);
        }
        if (byStage.contains(0)) addStage(0, byStage[0]);
        for (std::uint32_t g = 0; g < m_plan.groups.size(); ++g)
            for (const auto f : m_plan.groups[g].firms) m_plan.groupOfFirm[f] = g;
    }

private:
    /// Firms that trade with themselves only, or in negative values only, are no nodes of the snapshot.
    template <class Add>
    void addLoners(const Snapshot& all, const Add& add) {
        std::set<std::uint32_t> done;
        const auto once = [&](std::uint32_t firm, double value) {
            if (all.nodeOfFirm(firm) == kNone && done.insert(firm).second) add(firm, m_dataset.firmAt(FirmId{firm}, PeriodId{all.spec().to}).stage, std::abs(value));
        };
        for (const auto& self : all.selfLinks()) once(self.firm, self.value);
        for (const auto& pair : all.negatives()) once(pair.sourceFirm, pair.value), once(pair.targetFirm, pair.value);
    }

    void addStage(int stage, const std::vector<Member>& members) {
        const auto it = m_view.flow.groupByStage.find(stage);
        addGroups(members, it == m_view.flow.groupByStage.end() ? m_view.groupBy : it->second, std::to_string(stage) + "|");
    }

    [[nodiscard]] std::size_t timesOpened(const std::string& key) const {
        return static_cast<std::size_t>(std::ranges::count(m_view.flow.opened, key));
    }

    /// The largest groups of `members` and the rest as one; opened ones as what is in them.
    void addGroups(const std::vector<Member>& members, const std::string& by, const std::string& prefix) {
        auto buckets = bucketsOf(members, by);
        const std::string otherKey = prefix + "*";
        const std::size_t most = m_most * (1 + timesOpened(otherKey));
        FlowGroup other{members.front().stage, {}, otherKey, by, true, {}};
        for (std::size_t k = 0; k < buckets.size(); ++k) {
            auto& bucket = buckets[k];
            const std::string key = prefix + bucket.word;
            if (k >= most && buckets.size() != most + 1)
                for (const auto& m : bucket.members) other.firms.push_back(m.firm);
            else if (by != "firm" && timesOpened(key) > 0 && bucket.members.size() > 1)
                addGroups(bucket.members, "firm", key + "/");
            else m_plan.groups.push_back({bucket.members.front().stage, shownName(by, bucket), key, by, false, firmsOf(bucket)});
        }
        if (!other.firms.empty()) m_plan.groups.push_back(std::move(other));
    }

    [[nodiscard]] std::vector<Bucket> bucketsOf(const std::vector<Member>& members, const std::string& by) const {
        std::map<std::string, Bucket> byWord;
        for (const auto& m : members) {
            Bucket& b = byWord[wordOf(m.firm, by)];
            b.value += m.value;
            b.members.push_back(m);
        }
        std::vector<Bucket> buckets;
        for (auto& [word, bucket] : byWord) {
            bucket.word = word;
            buckets.push_back(std::move(bucket));
        }
        std::ranges::stable_sort(buckets, [](const Bucket& a, const Bucket& b) { return a.value > b.value; });
        return buckets;
    }

    [[nodiscard]] std::string wordOf(std::uint32_t firm, const std::string& by) const {
        const auto& t = m_dataset.firms();
        if (by == "sector") return m_dataset.text(t.sector[firm]);
        if (by == "region") return m_dataset.text(t.region[firm]);
        if (by == "firm") return t.id[firm];
        if (by == "platform") return t.isPlatform[firm] ? "platform" : "direct";
        if (by == "community") return m_community[firm] == kNone ? std::string() : std::to_string(m_community[firm] + 1);
        for (const auto& attribute : t.attributes)
            if (attribute.name == by) return m_dataset.text(attribute.codes[firm]);
        return {};
    }

    [[nodiscard]] std::string shownName(const std::string& by, const Bucket& bucket) const {
        const auto& front = bucket.members.front();
        if (by == "firm") return m_dataset.firms().name[front.firm];
        return by == "stage" ? std::string(m_dataset.stages().name(front.stage)) : bucket.word;
    }

    static std::vector<std::uint32_t> firmsOf(const Bucket& bucket) {
        std::vector<std::uint32_t> firms;
        for (const auto& m : bucket.members) firms.push_back(m.firm);
        return firms;
    }

    const Dataset& m_dataset;
    const ViewSpec& m_view;
    FlowPlan& m_plan;
    std::vector<std::uint32_t> m_community;
    std::size_t m_most = 0;
};

bool groupsByCommunity(const ViewSpec& view) {
    return view.groupBy == "community" || std::ranges::any_of(view.flow.groupByStage, [](const auto& entry) { return entry.second == "community"; });
}

} // namespace

Result<void> makeFlowGroups(const Snapshot& all, const ViewSpec& view, FlowPlan& plan, Progress& progress) {
    plan.groupOfFirm.assign(all.dataset().firms().size(), kNone);
    std::vector<std::uint32_t> community(all.dataset().firms().size(), kNone);
    if (groupsByCommunity(view)) {
        const auto found = communities(all, {}, progress);
        if (!found) return tl::unexpected(found.error());
        for (std::uint32_t i = 0; i < all.nodeCount(); ++i) community[all.firm()[i]] = found->of[i];
    }
    Grouping(all, view, plan, std::move(community));
    return {};
}

} // namespace chainscape
