// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/recording.h"

#include <QPainter>

namespace chainscape::ui {

void play(QPainter& painter, const Recording& recording, const Camera& camera) {
    const QRectF box = camera.toScreen(recording.box);
    if (recording.commands.isNull() || recording.extent.isEmpty() || box.isEmpty()) return;
    QPicture own; // playing moves a read position that copies of a QPicture share
    own.setData(recording.commands.data(), recording.commands.size());
    painter.save();
    painter.translate(box.topLeft());
    painter.scale(box.width() / recording.extent.width(), box.height() / recording.extent.height());
    painter.translate(-recording.extent.topLeft());
    // Qt blows recordings up to the device's dots per inch; here the painter's transform has done so already.
    painter.scale(static_cast<double>(own.logicalDpiX()) / painter.device()->logicalDpiX(), static_cast<double>(own.logicalDpiY()) / painter.device()->logicalDpiY());
    own.play(&painter);
    painter.restore();
}

} // namespace chainscape::ui
