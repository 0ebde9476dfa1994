// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SketchClock: shows a layout under way a few times a second, when somebody looks.

#include <chrono>
#include <functional>

#include "core/layout/layout_graph.h"

namespace chainscape {

class SketchClock {
public:
    explicit SketchClock(const std::function<void(const Positions&)>& meanwhile) : m_meanwhile(meanwhile) {}

    [[nodiscard]] bool due() const {
        constexpr auto pause = std::chrono::milliseconds(200);
        return m_meanwhile && std::chrono::steady_clock::now() - m_last >= pause;
    }
    void show(const Positions& at) {
        m_meanwhile(at);
        m_last = std::chrono::steady_clock::now();
    }
    void offer(const Positions& at) {
        if (due()) show(at);
    }

private:
    const std::function<void(const Positions&)>& m_meanwhile;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

} // namespace chainscape
