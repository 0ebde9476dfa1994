// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Snapshot: a Dataset at a period (or range of periods), one layer, one unit, under a filter, with its own adjacency.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/dataset.h"
#include "core/model/filter.h"

namespace chainscape {

struct SnapshotSpec {
    std::uint32_t from = kNone;       ///< period index; kNone: the last period
    std::uint32_t to = kNone;         ///< inclusive; kNone: same as from
    Layer layer = Layer::Money;
    std::optional<std::string> unit;  ///< none: the only unit of the layer, else failure MixedUnits listing them
    Filter filter;

    bool operator==(const SnapshotSpec&) const = default;
};

/// Compressed sparse rows over the nodes of a snapshot. Edge e of node i: start[i] <= e < start[i + 1], targets ascending.
/// `edgeOf` of the in-direction gives the out-direction's edge index.
struct Adjacency {
    std::vector<std::uint32_t> start;
    std::vector<std::uint32_t> node;
    std::vector<std::uint32_t> edgeOf; ///< empty in the out-direction (edge index = position)
};

/// Immutable; safe to read from any thread.
///
/// Nodes are the firms with at least one edge, ascending by firm index. Edges are distinct (source, target) pairs: parallel
/// flows of the layer are summed over kinds and periods; self-links, zero and (after netting) negative pairs are left out and
/// counted; a pair with only unknown values is an edge of value 0 with `valueUnknown` set. (analytics 0.1)
class Snapshot {
public:
    struct Edges {
        std::vector<std::uint32_t> source, target; ///< nodes
        std::vector<double> value;                 ///< >= 0
        std::vector<float> digital;                ///< value-weighted mean score 0..1, NaN unknown
        std::vector<std::uint8_t> valueUnknown;
        std::vector<std::uint32_t> partStart;      ///< parts of edge e: [partStart[e], partStart[e + 1])
        [[nodiscard]] std::size_t size() const { return source.size(); }
    };
    /// What an edge is made of: one entry per link (kind, via platform) behind it.
    struct Parts {
        std::vector<std::uint32_t> link;
        std::vector<double> value;  ///< NaN unknown
        std::vector<float> digital;
    };
    struct SelfLink {
        std::uint32_t firm = 0;
        double value = 0;
    };
    struct Negative {
        std::uint32_t sourceFirm = 0, targetFirm = 0;
        double value = 0;
    };

    [[nodiscard]] const DatasetPtr& datasetPtr() const { return m_dataset; }
    [[nodiscard]] const Dataset& dataset() const { return *m_dataset; }
    /// The spec with period indices and unit filled in.
    [[nodiscard]] const SnapshotSpec& spec() const { return m_spec; }
    [[nodiscard]] const std::string& unit() const { return *m_spec.unit; }
    /// "2024" or "2023 to 2024".
    [[nodiscard]] std::string periodText() const;

    [[nodiscard]] std::size_t nodeCount() const { return m_firm.size(); }
    [[nodiscard]] std::size_t edgeCount() const { return m_edges.size(); }
    [[nodiscard]] int stageCount() const { return m_dataset->stages().size(); }

    // one entry per node
    [[nodiscard]] std::span<const std::uint32_t> firm() const { return m_firm; } ///< firm index of each node
    [[nodiscard]] std::span<const std::int16_t> stage() const { return m_stage; } ///< 1..K, 0 unknown
    [[nodiscard]] std::span<const std::uint8_t> stageInferred() const { return m_stageInferred; }
    [[nodiscard]] std::span<const float> digital() const { return m_digital; }    ///< firm score, NaN unknown
    [[nodiscard]] std::span<const std::uint8_t> isPlatform() const { return m_isPlatform; }
    [[nodiscard]] std::span<const std::uint8_t> isEndUser() const { return m_isEndUser; }
    [[nodiscard]] std::span<const double> outValue() const { return m_outValue; }
    [[nodiscard]] std::span<const double> inValue() const { return m_inValue; }
    [[nodiscard]] const std::string& id(std::uint32_t node) const { return m_dataset->firms().id[m_firm[node]]; }
    [[nodiscard]] const std::string& name(std::uint32_t node) const { return m_dataset->firms().name[m_firm[node]]; }
    /// kNone when the firm is not active here.
    [[nodiscard]] std::uint32_t nodeOfFirm(std::uint32_t firm) const { return m_nodeOfFirm[firm]; }
    [[nodiscard]] std::uint32_t nodeOfId(std::string_view id) const;

    [[nodiscard]] const Edges& edges() const { return m_edges; }
    [[nodiscard]] const Parts& edgeParts() const { return m_parts; }
    [[nodiscard]] const Adjacency& out() const { return m_out; }
    [[nodiscard]] const Adjacency& in() const { return m_in; }
    /// Edge index of (source, target) nodes; kNone when there is none. O(log degree).
    [[nodiscard]] std::uint32_t edgeBetween(std::uint32_t source, std::uint32_t target) const;

    [[nodiscard]] double totalValue() const { return m_total; }
    [[nodiscard]] std::span<const SelfLink> selfLinks() const { return m_selfLinks; }
    [[nodiscard]] std::span<const Negative> negatives() const { return m_negatives; } ///< pairs left out
    /// How end users were told: flagged firms, the last stage, or firms that sell nothing.
    enum class EndUserRule : std::uint8_t { Flagged, LastStage, Sinks };
    [[nodiscard]] EndUserRule endUserRule() const { return m_endUserRule; }

private:
    friend class SnapshotMaker;
    DatasetPtr m_dataset;
    SnapshotSpec m_spec;
    std::vector<std::uint32_t> m_firm, m_nodeOfFirm;
    std::vector<std::int16_t> m_stage;
    std::vector<std::uint8_t> m_stageInferred, m_isPlatform, m_isEndUser;
    std::vector<float> m_digital;
    std::vector<double> m_outValue, m_inValue;
    Edges m_edges;
    Parts m_parts;
    Adjacency m_out, m_in;
    std::vector<SelfLink> m_selfLinks;
    std::vector<Negative> m_negatives;
    double m_total = 0;
    EndUserRule m_endUserRule = EndUserRule::Sinks;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// Fails with NoData (no periods), BadArgument (period out of range, from after to, periods of different granularity),
/// NotFound (unknown unit) or MixedUnits. A snapshot without edges is fine. O(flows of the periods + firms).
Result<SnapshotPtr> makeSnapshot(DatasetPtr dataset, const SnapshotSpec& spec);

} // namespace chainscape
