// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Recordings: painter commands kept elsewhere (a chart's), played into their box, as vectors on vector devices.

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

class QPainter;

namespace chainscape::ui {

/// Nothing for an empty recording, extent or box. Any thread, also several at a time with the same recording.
void play(QPainter& painter, const Recording& recording, const Camera& camera);

} // namespace chainscape::ui
