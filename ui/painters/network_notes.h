// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Notes, arrows and boxes drawn by hand on the map (ViewSpec::notes), in figures too.

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// Paints every note in the order of the spec; items are ItemKind::Annotation with the note's index.
void paintNotes(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// Long notes as several lines of at most this many characters; breaks at blanks, and where the text breaks.
QStringList noteLines(const QString& text);
inline constexpr int kNoteLine = 34;

} // namespace chainscape::ui
