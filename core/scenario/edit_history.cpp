// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/edit_history.h"

#include <algorithm>

namespace chainscape {

void EditHistory::push(EditList next) {
    if (next == now()) return;
    m_states.resize(m_at + 1);
    m_states.push_back(std::move(next));
    ++m_at;
}

void EditHistory::insert(std::size_t at, ScenarioStep step) {
    EditList next = now();
    if (at > next.steps.size()) return;
    next.steps.insert(next.steps.begin() + std::ptrdiff_t(at), std::move(step));
    push(std::move(next));
}

void EditHistory::replace(std::size_t at, ScenarioStep step) {
    EditList next = now();
    if (at >= next.steps.size()) return;
    next.steps[at] = std::move(step);
    push(std::move(next));
}

void EditHistory::remove(std::size_t at) {
    EditList next = now();
    if (at >= next.steps.size()) return;
    next.steps.erase(next.steps.begin() + std::ptrdiff_t(at));
    push(std::move(next));
}

void EditHistory::move(std::size_t from, std::size_t to) {
    EditList next = now();
    if (from >= next.steps.size() || to >= next.steps.size()) return;
    const auto first = next.steps.begin();
    if (from < to) std::rotate(first + std::ptrdiff_t(from), first + std::ptrdiff_t(from) + 1, first + std::ptrdiff_t(to) + 1);
    else std::rotate(first + std::ptrdiff_t(to), first + std::ptrdiff_t(from), first + std::ptrdiff_t(from) + 1);
    push(std::move(next));
}

void EditHistory::setOff(std::size_t at, bool off) {
    if (at >= now().steps.size()) return;
    ScenarioStep step = now().steps[at];
    step.off = off;
    replace(at, std::move(step));
}

} // namespace chainscape
