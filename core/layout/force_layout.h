// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The force layout: linked firms near each other, unlinked ones apart; cold, warm or live.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/layout/layout_graph.h"

namespace chainscape {

/// Fast: springs against repulsion. Quality: then distances as hop counts (least stress). Clusters: then dense groups apart.
enum class ForceMode : std::uint8_t { Fast, Quality, Clusters };

struct ForceOptions {
    ForceMode mode = ForceMode::Fast;
    std::uint64_t seed = 1;
    /// Where nodes stand already: one entry per node, or empty. NaN, infinite or beyond 1e12: not placed yet.
    std::span<const float> startX, startY;
    /// `spread` of the result the start comes from.
    float startSpread = 1;
    /// 1 = stays exactly at its start (which must be known, else it is free); one entry per node, or empty.
    std::span<const std::uint8_t> pinned;
    /// Of the full graph; 0: as the mode needs (cold 15, warm 5).
    std::int32_t iterations = 0;
    /// Called on the working thread a few times a second with the picture so far, of a cold start only: one place per node, NaN for parts
    /// that have none yet. Changes nothing of the result.
    std::function<void(const Positions&)> meanwhile;
};

struct ForceResult {
    Positions positions;         // finite, one per node; a cold start has links of about one unit
    float spread = 1;            // radial power in these positions; hand it back as startSpread
    std::int32_t iterations = 0; // of all levels and stages, of the largest part
};

/// Lays out any graph: parallel and self-links, no links, no nodes, disconnected parts (each by itself, then packed), stars.
/// Without any start: cold, multilevel. With a start (at least two different places): every part relaxes where it stands
/// and keeps its centre, nodes without a place start beside their neighbours, wholly new parts are laid out and set beside
/// the picture. In the modes quality and clusters a start keeps all known nodes where they are and only places new ones.
/// Pinned nodes do not move by a bit. Equal input gives equal bits for any number of threads.
/// Errors: BadArgument (links outside, arrays of other lengths), Cancelled.
/// Cost: n log n + links per iteration; 100,000 nodes with 500,000 links take one to two seconds on two cores.
Result<ForceResult> forceLayout(const LayoutGraph& graph, const ForceOptions& options, Progress& progress);

/// The same springs one iteration at a time, for a picture that lives while the user drags. Starts where options.startX/Y
/// stand, else with forceLayout.
class LiveForce {
public:
    static Result<LiveForce> start(const LayoutGraph& graph, const ForceOptions& options, Progress& progress);
    LiveForce(LiveForce&&) noexcept;
    LiveForce& operator=(LiveForce&&) noexcept;
    ~LiveForce();

    /// One move of every node; returns the mean move in links. Moves get smaller from call to call until wake().
    float iterate();

    /// Lets nodes move freely again, after a drag or a change.
    void wake();

    /// Holds node at (x, y) (finite) until released; for dragging. Out-of-range nodes are ignored.
    void hold(std::int32_t node, float x, float y);
    void release(std::int32_t node);

    /// Where all nodes are now, in the units of the start.
    [[nodiscard]] Positions positions() const;
    [[nodiscard]] float spread() const;

private:
    struct State;
    explicit LiveForce(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace chainscape
