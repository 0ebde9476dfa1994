// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/collapsed_chain.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/model/dataset_builder.h"
#include "core/project/firm_groups.h"

namespace chainscape {
namespace {

constexpr std::size_t kFewestGroups = 2, kMostGroups = 60;

std::size_t distinctWords(const std::vector<std::uint32_t>& codes) {
    std::set<std::uint32_t> seen(codes.begin(), codes.end());
    seen.erase(0);
    return seen.size();
}

bool alongTheChain(NetworkLayoutKind layout) {
    return layout == NetworkLayoutKind::Lanes || layout == NetworkLayoutKind::Trophic || layout == NetworkLayoutKind::Focus;
}

/// Group of every firm as a key; blank: none.
std::vector<std::string> groupKeys(const Dataset& base, const ViewSpec& view, const std::string& by, const FirmGroups& groups) {
    const bool split = by != "stage" && alongTheChain(view.layout);
    std::vector<std::string> out(groups.of.size());
    for (std::size_t f = 0; f < out.size(); ++f) {
        if (groups.of[f] == kNone) continue;
        out[f] = groups.key[groups.of[f]];
        if (split) out[f] += ",stage=" + std::to_string(base.firms().stage[f]);
    }
    return out;
}

/// Stage of most firms of a group, the earliest on ties; 0 when none has one.
int stageOfMost(const std::map<int, int>& count) {
    int best = 0, most = 0;
    for (const auto& [stage, n] : count)
        if (stage > 0 && n > most) {
            most = n;
            best = stage;
        }
    return best;
}

struct GroupSoFar {
    std::uint32_t firms = 0;
    std::map<int, int> stages;
    std::set<std::uint32_t> sectors, regions;
};

FirmRecord recordOf(const Dataset& base, std::uint32_t f) {
    const FirmTable& t = base.firms();
    FirmRecord r;
    r.id = t.id[f];
    r.name = t.name[f];
    r.stage = t.stage[f];
    r.sector = base.text(t.sector[f]);
    r.region = base.text(t.region[f]);
    r.digital = t.digital[f];
    if (t.isPlatform[f]) r.isPlatform = true;
    if (t.isEndUser[f]) r.isEndUser = true;
    r.latitude = t.latitude[f];
    r.longitude = t.longitude[f];
    return r;
}

/// Firms and groups of the collapsed chain; links and flows follow.
class Collapser {
public:
    Collapser(const DatasetPtr& base, const ViewSpec& view, const FirmGroups& groups, std::vector<std::string> keys)
        : m_base(*base), m_groups(groups), m_keys(std::move(keys)), m_opened(view.opened.begin(), view.opened.end()),
          m_pass(firmsPassing(*base, view.filter, PeriodId{static_cast<std::uint32_t>(base->periods().size() - 1)})) {
        m_builder.setStages(base->stages());
        m_builder.setTitle(base->title());
        m_builder.setSource(base->source(), base->sourceDate());
        m_builder.setIllustrative(base->illustrative());
    }

    void addFirms(CollapsedChain& out) {
        std::map<std::string, GroupSoFar> all;
        for (std::uint32_t f = 0; f < m_keys.size(); ++f) {
            if (!m_pass[f] || m_keys[f].empty()) continue;
            auto& group = all[m_keys[f]];
            ++group.firms;
            ++group.stages[m_base.firms().stage[f]];
            group.sectors.insert(m_base.firms().sector[f]);
            group.regions.insert(m_base.firms().region[f]);
        }
        out.place.assign(m_keys.size(), kNone);
        for (std::uint32_t f = 0; f < m_keys.size(); ++f) {
            if (!m_pass[f]) continue;
            const auto group = m_keys[f].empty() || m_opened.contains(m_keys[f]) ? all.end() : all.find(m_keys[f]);
            const bool alone = group == all.end() || group->second.firms < 2;
            out.place[f] = m_builder.addFirm(alone ? recordOf(m_base, f) : groupRecord(f, group->second));
            out.firms.resize(std::max<std::size_t>(out.firms.size(), out.place[f] + 1), 0);
            if (!alone) out.firms[out.place[f]] = group->second.firms;
        }
    }

    void addFlows(const CollapsedChain& out) {
        std::vector<std::uint32_t> periods;
        for (const auto& entry : m_base.periods()) periods.push_back(m_builder.period(entry.period, entry.text));
        for (const auto& kind : m_base.kinds()) m_builder.setLayer(kind.name, kind.layer);
        const LinkTable& links = m_base.links();
        std::vector<std::uint32_t> linkOf(links.size(), kNone);
        for (std::uint32_t l = 0; l < links.size(); ++l) {
            const auto source = out.place[links.source[l]], target = out.place[links.target[l]];
            if (source == kNone || target == kNone) continue;
            linkOf[l] = m_builder.link(source, target, m_builder.kind(m_base.kinds()[links.kind[l]].name), m_builder.unit(m_base.units()[links.unit[l]]));
        }
        const FlowTable& flows = m_base.flows();
        m_builder.reserveRows(flows.size());
        for (std::size_t p = 0; p + 1 < flows.start.size(); ++p)
            for (auto i = flows.start[p]; i < flows.start[p + 1]; ++i)
                if (const auto link = linkOf[flows.link[i]]; link != kNone) m_builder.addRow(link, periods[p], flows.value[i], flows.digital[i]);
    }

    Result<DatasetPtr> build() { return m_builder.build(); }

private:
    FirmRecord groupRecord(std::uint32_t f, const GroupSoFar& group) const {
        FirmRecord r;
        r.id = m_keys[f];
        r.name = m_groups.name[m_groups.of[f]];
        r.stage = stageOfMost(group.stages);
        if (group.sectors.size() == 1) r.sector = m_base.text(*group.sectors.begin());
        if (group.regions.size() == 1) r.region = m_base.text(*group.regions.begin());
        return r;
    }

    const Dataset& m_base;
    const FirmGroups& m_groups;
    std::vector<std::string> m_keys;
    std::set<std::string> m_opened;
    std::vector<std::uint8_t> m_pass;
    DatasetBuilder m_builder;
};

} // namespace

std::vector<std::string> CollapsedChain::members(const Dataset& base, std::uint32_t group) const {
    std::vector<std::string> out;
    for (std::uint32_t f = 0; f < place.size(); ++f)
        if (place[f] == group) out.push_back(base.firms().id[f]);
    return out;
}

std::string collapseOf(const Dataset& dataset, const ViewSpec& view) {
    if (view.collapseBy == "firm") return {};
    if (!view.collapseBy.empty()) return view.collapseBy;
    if (dataset.firms().size() <= kFirmsAtOnce) return {};
    const auto fits = [](std::size_t groups) { return groups >= kFewestGroups && groups <= kMostGroups; };
    if (fits(distinctWords(dataset.firms().sector))) return "sector";
    if (fits(distinctWords(dataset.firms().region))) return "region";
    return {};
}

Result<CollapsedChain> collapseChain(const DatasetPtr& base, const ViewSpec& view, const std::string& by, const AnalysisOptions& options, Progress& progress) {
    if (base->periods().empty()) return failure(ErrorCode::NoData, "The project has no links with a period yet; import a links file.");
    const auto groups = firmGroups(base, view, by, options, progress);
    if (!groups) return tl::unexpected(groups.error());
    CollapsedChain out;
    out.by = by;
    Collapser collapser(base, view, *groups, groupKeys(*base, view, by, *groups));
    collapser.addFirms(out);
    if (progress.stopped()) return Progress::cancelled();
    collapser.addFlows(out);
    auto built = collapser.build();
    if (!built) return tl::unexpected(built.error());
    out.dataset = std::move(*built);
    return out;
}

ViewSpec collapsedView(const CollapsedChain& chain, const Dataset& base, const ViewSpec& view) {
    ViewSpec out = view;
    out.filter = {.kinds = view.filter.kinds, .minValue = view.filter.minValue, .digital = view.filter.digital, .threshold = view.filter.threshold};
    const auto moved = [&](const std::string& id) -> std::string {
        const auto f = base.firmIndex(id);
        if (f == kNone || chain.place[f] == kNone) return {};
        return chain.dataset->firms().id[chain.place[f]];
    };
    if (!view.focus.empty()) out.focus = moved(view.focus);
    out.selected.clear();
    for (const auto& id : view.selected)
        if (auto now = moved(id); !now.empty() && (out.selected.empty() || out.selected.back() != now)) out.selected.push_back(std::move(now));
    return out;
}

} // namespace chainscape
