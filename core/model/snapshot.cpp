// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/snapshot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/model/flow_sums.h"

namespace chainscape {
namespace {

/// One flow that passed, with its pair of firms.
struct Piece {
    std::uint32_t source, target, link;
    double value;
    float digital;
};

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words) {
        if (!out.empty()) out += ", ";
        out += w.empty() ? "(none)" : w;
    }
    return out;
}

} // namespace

class SnapshotMaker {
public:
    SnapshotMaker(DatasetPtr dataset, SnapshotSpec spec) : m_out(std::make_shared<Snapshot>()) {
        m_out->m_dataset = std::move(dataset);
        m_out->m_spec = std::move(spec);
    }

    Result<SnapshotPtr> make() {
        if (auto ok = resolvePeriods(); !ok) return tl::unexpected(ok.error());
        if (auto ok = resolveUnit(); !ok) return tl::unexpected(ok.error());
        gatherPieces();
        sumPairs();
        numberNodes();
        buildAdjacency();
        markEndUsers();
        return SnapshotPtr(m_out);
    }

private:
    Result<void> resolvePeriods() {
        auto& spec = m_out->m_spec;
        const auto& periods = data().periods();
        if (periods.empty()) return failure(ErrorCode::NoData, "The project has no links with a period yet; import a links file.");
        const auto last = static_cast<std::uint32_t>(periods.size() - 1);
        if (spec.from == kNone) spec.from = last;
        if (spec.to == kNone) spec.to = spec.from;
        if (spec.to > last || spec.from > spec.to)
            return failure(ErrorCode::BadArgument, "The range of periods lies outside the data.");
        for (auto p = spec.from; p <= spec.to; ++p)
            if (periods[p].period.granularity != periods[spec.to].period.granularity)
                return failure(ErrorCode::BadArgument, "The range mixes periods of different length (" + periods[p].text + " and " +
                                                           periods[spec.to].text + "); choose periods of one length.");
        return {};
    }

    Result<void> resolveUnit() {
        auto& spec = m_out->m_spec;
        const auto units = data().unitsOf(spec.layer);
        if (!spec.unit) {
            if (units.size() > 1)
                return failure(ErrorCode::MixedUnits, "The " + std::string(nameOf(spec.layer)) + " layer has several units (" +
                                                          joined(units) + "); choose one with --unit.");
            spec.unit = units.empty() ? std::string{} : units.front();
        } else if (!units.empty() && std::ranges::find(units, *spec.unit) == units.end()) {
            return failure(ErrorCode::NotFound, "There is no unit \"" + *spec.unit + "\" in the " + std::string(nameOf(spec.layer)) +
                                                    " layer; it has " + joined(units) + ".");
        }
        return {};
    }

    /// One byte per link: belongs to the layer, unit and kinds of the spec, and both firms pass.
    std::vector<std::uint8_t> linksPassing() const {
        const auto& spec = m_out->m_spec;
        const auto& links = data().links();
        const auto firms = firmsPassing(data(), spec.filter, PeriodId{spec.to});
        std::vector<std::uint8_t> kindPass;
        for (const auto& kind : data().kinds())
            kindPass.push_back(kind.layer == spec.layer && (spec.filter.kinds.empty() ||
                                                            std::ranges::find(spec.filter.kinds, kind.name) != spec.filter.kinds.end()));
        const auto unit = std::ranges::find(data().units(), *spec.unit) - data().units().begin();
        std::vector<std::uint8_t> pass(links.size());
        for (std::size_t l = 0; l < links.size(); ++l)
            pass[l] = kindPass[links.kind[l]] && links.unit[l] == unit && firms[links.source[l]] && firms[links.target[l]];
        return pass;
    }

    void gatherPieces() {
        const auto pass = linksPassing();
        const auto& links = data().links();
        const auto& flows = data().flows();
        const auto& spec = m_out->m_spec;
        m_pieces.reserve(flows.start[spec.to + 1] - flows.start[spec.from]);
        for (auto i = flows.start[spec.from]; i < flows.start[spec.to + 1]; ++i) {
            const auto l = flows.link[i];
            if (pass[l]) m_pieces.push_back({links.source[l], links.target[l], l, flows.value[i], flows.digital[i]});
        }
        sortPieces();
    }

    /// Stable counting sorts by link, target, source: O(pieces + firms).
    void sortPieces() {
        std::vector<Piece> other(m_pieces.size());
        const auto pass = [&](std::size_t keys, auto key) {
            std::vector<std::uint32_t> count(keys + 1, 0);
            for (const auto& p : m_pieces) ++count[key(p) + 1];
            std::partial_sum(count.begin(), count.end(), count.begin());
            for (const auto& p : m_pieces) other[count[key(p)]++] = p;
            m_pieces.swap(other);
        };
        const auto byLink = [](const Piece& p) { return p.link; };
        if (!std::ranges::is_sorted(m_pieces, {}, byLink)) pass(data().links().size(), byLink);
        pass(data().firms().size(), [](const Piece& p) { return p.target; });
        pass(data().firms().size(), [](const Piece& p) { return p.source; });
    }

    void sumPairs() {
        auto& edges = m_out->m_edges;
        for (std::size_t i = 0; i < m_pieces.size();) {
            std::size_t end = i;
            FlowSum sum;
            while (end < m_pieces.size() && m_pieces[end].source == m_pieces[i].source && m_pieces[end].target == m_pieces[i].target) {
                sum.add(m_pieces[end].value, m_pieces[end].digital);
                ++end;
            }
            if (keep(m_pieces[i], sum)) {
                edges.source.push_back(m_pieces[i].source); // firms until numberNodes()
                edges.target.push_back(m_pieces[i].target);
                edges.value.push_back(sum.value);
                edges.digital.push_back(sum.score());
                edges.valueUnknown.push_back(sum.known == 0);
                edges.partStart.push_back(static_cast<std::uint32_t>(m_out->m_parts.link.size()));
                addParts(i, end);
            }
            i = end;
        }
        edges.partStart.push_back(static_cast<std::uint32_t>(m_out->m_parts.link.size()));
        m_pieces = {};
    }

    /// Decides a pair by analytics 0.1 and the filter; counts self-links and negative pairs.
    bool keep(const Piece& piece, const FlowSum& sum) {
        const Filter& filter = m_out->m_spec.filter;
        if (piece.source == piece.target) {
            m_out->m_selfLinks.push_back({piece.source, sum.value});
            return false;
        }
        if (sum.known > 0 && sum.value < 0) {
            m_out->m_negatives.push_back({piece.source, piece.target, sum.value});
            return false;
        }
        if (sum.known > 0 && sum.value == 0) return false;
        if (filter.minValue > 0 && sum.value < filter.minValue) return false;
        const float score = sum.score();
        switch (filter.digital) {
        case DigitalFilter::Any: return true;
        case DigitalFilter::Digital: return double(score) >= filter.threshold;
        case DigitalFilter::Analogue: return double(score) < filter.threshold;
        case DigitalFilter::Unknown: return std::isnan(score);
        }
        return true;
    }

    void addParts(std::size_t begin, std::size_t end) {
        auto& parts = m_out->m_parts;
        for (std::size_t i = begin; i < end;) {
            FlowSum sum;
            const auto link = m_pieces[i].link;
            for (; i < end && m_pieces[i].link == link; ++i) sum.add(m_pieces[i].value, m_pieces[i].digital);
            parts.link.push_back(link);
            parts.value.push_back(sum.sum());
            parts.digital.push_back(sum.score());
        }
    }

    void numberNodes() {
        auto& s = *m_out;
        const auto firms = data().firms().size();
        s.m_nodeOfFirm.assign(firms, kNone);
        for (const auto f : s.m_edges.source) s.m_nodeOfFirm[f] = 0;
        for (const auto f : s.m_edges.target) s.m_nodeOfFirm[f] = 0;
        for (std::uint32_t f = 0; f < firms; ++f) {
            if (s.m_nodeOfFirm[f] == kNone) continue;
            s.m_nodeOfFirm[f] = static_cast<std::uint32_t>(s.m_firm.size());
            s.m_firm.push_back(f);
            const auto state = data().firmAt(FirmId{f}, PeriodId{s.m_spec.to});
            s.m_stage.push_back(static_cast<std::int16_t>(state.stage));
            s.m_stageInferred.push_back(state.stageInferred);
            s.m_digital.push_back(state.digital);
            s.m_isPlatform.push_back(state.isPlatform);
            s.m_isEndUser.push_back(state.isEndUser);
        }
        for (auto& f : s.m_edges.source) f = s.m_nodeOfFirm[f];
        for (auto& f : s.m_edges.target) f = s.m_nodeOfFirm[f];
    }

    void buildAdjacency() {
        auto& s = *m_out;
        const auto n = s.nodeCount(), m = s.edgeCount();
        s.m_outValue.assign(n, 0);
        s.m_inValue.assign(n, 0);
        s.m_out.start.assign(n + 1, 0);
        s.m_in.start.assign(n + 1, 0);
        for (std::size_t e = 0; e < m; ++e) {
            ++s.m_out.start[s.m_edges.source[e] + 1];
            ++s.m_in.start[s.m_edges.target[e] + 1];
            s.m_outValue[s.m_edges.source[e]] += s.m_edges.value[e];
            s.m_inValue[s.m_edges.target[e]] += s.m_edges.value[e];
            s.m_total += s.m_edges.value[e];
        }
        std::partial_sum(s.m_out.start.begin(), s.m_out.start.end(), s.m_out.start.begin());
        std::partial_sum(s.m_in.start.begin(), s.m_in.start.end(), s.m_in.start.begin());
        s.m_out.node = s.m_edges.target; // edges are sorted by (source, target)
        s.m_in.node.resize(m);
        s.m_in.edgeOf.resize(m);
        auto next = s.m_in.start;
        for (std::uint32_t e = 0; e < m; ++e) {
            const auto at = next[s.m_edges.target[e]]++;
            s.m_in.node[at] = s.m_edges.source[e];
            s.m_in.edgeOf[at] = e;
        }
    }

    void markEndUsers() {
        auto& s = *m_out;
        const auto n = s.nodeCount();
        if (std::ranges::any_of(s.m_isEndUser, [](auto flag) { return flag != 0; })) {
            s.m_endUserRule = Snapshot::EndUserRule::Flagged;
            return;
        }
        if (data().hasGivenStages() && std::ranges::find(s.m_stage, std::int16_t(s.stageCount())) != s.m_stage.end()) {
            s.m_endUserRule = Snapshot::EndUserRule::LastStage;
            for (std::size_t i = 0; i < n; ++i) s.m_isEndUser[i] = s.m_stage[i] == s.stageCount();
            return;
        }
        s.m_endUserRule = Snapshot::EndUserRule::Sinks;
        for (std::size_t i = 0; i < n; ++i) s.m_isEndUser[i] = s.m_out.start[i] == s.m_out.start[i + 1];
    }

    [[nodiscard]] const Dataset& data() const { return *m_out->m_dataset; }

    std::shared_ptr<Snapshot> m_out;
    std::vector<Piece> m_pieces;
};

std::string Snapshot::periodText() const {
    const auto& periods = m_dataset->periods();
    if (m_spec.from == m_spec.to) return periods[m_spec.to].text;
    return periods[m_spec.from].text + " to " + periods[m_spec.to].text;
}

std::uint32_t Snapshot::nodeOfId(std::string_view id) const {
    const auto f = m_dataset->firmIndex(id);
    return f == kNone ? kNone : m_nodeOfFirm[f];
}

std::uint32_t Snapshot::edgeBetween(std::uint32_t source, std::uint32_t target) const {
    const auto begin = m_out.node.begin() + m_out.start[source], end = m_out.node.begin() + m_out.start[source + 1];
    const auto it = std::lower_bound(begin, end, target);
    return it != end && *it == target ? static_cast<std::uint32_t>(it - m_out.node.begin()) : kNone;
}

Result<SnapshotPtr> makeSnapshot(DatasetPtr dataset, const SnapshotSpec& spec) { return SnapshotMaker(std::move(dataset), spec).make(); }

} // namespace chainscape
