// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flow/flow_hand_layer.h"

#include <QPainter>

#include "ui/canvas/painter_backend.h"

namespace chainscape::ui {

FlowHandLayer::FlowHandLayer(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setObjectName(QStringLiteral("flow_hand"));
    hide();
}

void FlowHandLayer::show(DisplayList list) {
    m_list = std::move(list);
    setGeometry(parentWidget()->rect());
    setVisible(true);
    update();
}

void FlowHandLayer::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    Progress progress;
    paint(painter, m_list, {}, size(), progress, Ground::Leave);
}

} // namespace chainscape::ui
