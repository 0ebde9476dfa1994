// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Canvas accessibility: what a screen reader hears of a CanvasWidget. Name and summary of what is shown; the focused item and the
// selected ones as children with their words and places.

namespace chainscape::ui {

class CanvasWidget;

/// Tells Qt how to make interfaces for canvases; once per program, further calls do nothing.
void installCanvasAccessibility();

void notifyScene(CanvasWidget& canvas);
void notifySelection(CanvasWidget& canvas);
void notifyFocus(CanvasWidget& canvas);

} // namespace chainscape::ui
