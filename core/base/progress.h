// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Progress: the one way a long core function is watched and stopped.

#include <atomic>
#include <functional>
#include <string_view>

#include "core/base/result.h"

namespace chainscape {

/// Passed by reference into long functions. stop() may be called from any thread; the rest is for the working thread.
/// A function that finds stopped() true returns cancelled() soon (aim: within 100 ms) and leaves nothing half done.
class Progress {
public:
    /// done in 0..1, or negative when unknown; what is a short English phrase ("reading links.csv").
    using Sink = std::function<void(double done, std::string_view what)>;

    Progress() = default;
    explicit Progress(Sink sink) : m_sink(std::move(sink)) {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void stop() noexcept { m_stopped.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool stopped() const noexcept { return m_stopped.load(std::memory_order_relaxed); }

    void report(double done, std::string_view what = {}) {
        if (m_sink) m_sink(done, what);
    }

    /// The error a stopped function returns.
    static tl::unexpected<Error> cancelled() { return failure(ErrorCode::Cancelled, "Stopped."); }

private:
    std::atomic<bool> m_stopped{false};
    Sink m_sink;
};

} // namespace chainscape
