// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// EditHistory: a list of steps while it is being edited, with every state before and after. Plain values.

#include <string>
#include <vector>

#include "core/scenario/edit_list.h"

namespace chainscape {

class EditHistory {
public:
    explicit EditHistory(EditList start = {}) : m_states{std::move(start)} {}

    [[nodiscard]] const EditList& now() const { return m_states[m_at]; }
    [[nodiscard]] bool canUndo() const { return m_at > 0; }
    [[nodiscard]] bool canRedo() const { return m_at + 1 < m_states.size(); }
    void undo() { m_at -= canUndo() ? 1 : 0; }
    void redo() { m_at += canRedo() ? 1 : 0; }

    // Each of these is one state to undo. Places outside the list, and edits that change nothing, leave everything as it is.
    void insert(std::size_t at, ScenarioStep step);
    void replace(std::size_t at, ScenarioStep step);
    void remove(std::size_t at);
    void move(std::size_t from, std::size_t to); ///< `to`: its place afterwards
    void setOff(std::size_t at, bool off);

private:
    void push(EditList next);

    std::vector<EditList> m_states;
    std::size_t m_at = 0;
};

} // namespace chainscape
