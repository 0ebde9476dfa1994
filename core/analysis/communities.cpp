// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/communities.h"

#ifdef CHAINSCAPE_HAS_IGRAPH

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>

#include <igraph/igraph.h>

namespace chainscape {
namespace {

/// Debian's igraph is not thread-safe: one caller at a time.
std::mutex& igraphMutex() {
    static std::mutex mutex;
    return mutex;
}

/// The undirected simple projection with weights summed over both directions.
struct Projection {
    std::vector<igraph_integer_t> ends;
    std::vector<igraph_real_t> weight, strength;
    double total = 0;
};

Projection project(const Snapshot& s) {
    Projection out;
    out.strength.assign(s.nodeCount(), 0);
    const auto& edges = s.edges();
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
        const auto i = edges.source[e], j = edges.target[e];
        const auto back = s.edgeBetween(j, i);
        double weight = edges.value[e];
        if (back != kNone) {
            if (back < e) continue;
            weight += edges.value[back];
        }
        if (!(weight > 0)) continue;
        out.ends.push_back(igraph_integer_t(i));
        out.ends.push_back(igraph_integer_t(j));
        out.weight.push_back(weight);
        out.strength[i] += weight;
        out.strength[j] += weight;
        out.total += weight;
    }
    return out;
}

/// igraph objects that are freed again.
class Graph {
public:
    Graph(const Projection& p, std::size_t nodes) {
        igraph_vector_int_t ends;
        igraph_vector_int_view(&ends, p.ends.data(), igraph_integer_t(p.ends.size()));
        m_made = igraph_create(&m_graph, &ends, igraph_integer_t(nodes), IGRAPH_UNDIRECTED) == IGRAPH_SUCCESS;
    }
    ~Graph() {
        if (m_made) igraph_destroy(&m_graph);
    }
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;
    [[nodiscard]] bool made() const { return m_made; }
    [[nodiscard]] const igraph_t* get() const { return &m_graph; }

private:
    igraph_t m_graph{};
    bool m_made = false;
};

/// One run; quality is modularity because node weights are strengths and the resolution is divided by twice the total weight.
bool leiden(const Graph& graph, const Projection& p, double resolution, std::vector<std::uint32_t>& of, double& quality) {
    igraph_vector_t weight, strength;
    igraph_vector_view(&weight, p.weight.data(), igraph_integer_t(p.weight.size()));
    igraph_vector_view(&strength, p.strength.data(), igraph_integer_t(p.strength.size()));
    igraph_vector_int_t membership;
    if (igraph_vector_int_init(&membership, 0) != IGRAPH_SUCCESS) return false;
    igraph_integer_t count = 0;
    igraph_real_t q = 0;
    const auto code = igraph_community_leiden(graph.get(), &weight, &strength, resolution / (2 * p.total), 0.01, false, -1, &membership, &count, &q);
    of.resize(p.strength.size());
    if (code == IGRAPH_SUCCESS)
        for (std::size_t i = 0; i < of.size(); ++i) of[i] = static_cast<std::uint32_t>(VECTOR(membership)[i]);
    igraph_vector_int_destroy(&membership);
    quality = q;
    return code == IGRAPH_SUCCESS;
}

/// Numbers communities by size, ties by their smallest id.
void renumber(const Snapshot& s, Communities& c) {
    c.count = c.of.empty() ? 0 : *std::ranges::max_element(c.of) + 1;
    std::vector<std::uint32_t> size(c.count, 0), smallest(c.count, kNone), order(c.count), place(c.count);
    for (std::uint32_t i = 0; i < c.of.size(); ++i) {
        ++size[c.of[i]];
        auto& first = smallest[c.of[i]];
        if (first == kNone || s.id(i) < s.id(first)) first = i;
    }
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, [&](auto a, auto b) { return size[a] != size[b] ? size[a] > size[b] : s.id(smallest[a]) < s.id(smallest[b]); });
    for (std::uint32_t k = 0; k < order.size(); ++k) place[order[k]] = k;
    for (auto& community : c.of) community = place[community];
}

} // namespace

Result<Communities> communities(const Snapshot& s, const CommunityOptions& options, Progress& progress) {
    const auto p = project(s);
    Communities out;
    out.of.resize(s.nodeCount());
    std::iota(out.of.begin(), out.of.end(), 0u);
    out.modularity = std::numeric_limits<double>::quiet_NaN();
    if (p.weight.empty()) {
        renumber(s, out);
        return out;
    }
    const std::lock_guard lock(igraphMutex());
    igraph_set_error_handler(igraph_error_handler_ignore);
    const Graph graph(p, s.nodeCount());
    if (!graph.made()) return failure(ErrorCode::Unknown, "The communities could not be computed: there is not enough memory.");
    const int runs = s.nodeCount() <= options.restartsUpTo ? std::max(options.restarts, 1) : 1;
    for (int run = 0; run < runs; ++run) {
        if (progress.stopped()) return Progress::cancelled();
        progress.report(double(run) / runs, "finding communities");
        igraph_rng_seed(igraph_rng_default(), options.seed + static_cast<std::uint64_t>(run));
        std::vector<std::uint32_t> of;
        double quality = 0;
        if (!leiden(graph, p, options.resolution, of, quality))
            return failure(ErrorCode::Unknown, "The communities could not be computed: the community library refused the chain.");
        if (!(std::isnan(out.modularity) || quality > out.modularity + 1e-12)) continue;
        out.modularity = quality;
        out.of = std::move(of);
    }
    renumber(s, out);
    return out;
}

} // namespace chainscape

#else

namespace chainscape {

Result<Communities> communities(const Snapshot&, const CommunityOptions&, Progress&) {
    return failure(ErrorCode::Undefined, "Communities are not available: this build has no igraph.");
}

} // namespace chainscape

#endif
