// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Layers as they lie on the screen: heads of columns are moved there once, all else keeps its camera.

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

/// A layer and the camera it is drawn with. Heads become a Screen layer under `camera`: across with it, upright above their foot or,
/// when that has gone up, where they are at the identity, on the ground of the list so that they can be read.
class PlacedLayer {
public:
    PlacedLayer(const DisplayList& list, const Layer& layer, const Camera& camera);

    [[nodiscard]] const Layer& layer() const { return m_heads ? *m_heads : m_layer; }
    [[nodiscard]] const Camera& camera() const { return m_camera; }

private:
    const Layer& m_layer;
    std::unique_ptr<Layer> m_heads;
    Camera m_camera;
};

} // namespace chainscape::ui
