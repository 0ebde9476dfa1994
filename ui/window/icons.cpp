// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace chainscape::ui {
namespace {

constexpr int kGrid = 24;

void drawSymbol(QPainter& p, Symbol which, const QColor& colour) {
    p.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (which) {
    case Symbol::Play:
    case Symbol::Pause: {
        p.setBrush(colour);
        p.setPen(Qt::NoPen);
        p.drawEllipse(QPointF(12, 12), 11, 11);
        p.setBrush(Qt::white);
        if (which == Symbol::Play) {
            p.drawPolygon(QPolygonF{{9.5, 7.5}, {17, 12}, {9.5, 16.5}});
        } else {
            p.drawRect(QRectF(8.5, 7.5, 2.5, 9));
            p.drawRect(QRectF(13, 7.5, 2.5, 9));
        }
        break;
    }
    case Symbol::Fit: p.drawRect(QRectF(5, 7, 14, 10)); break;
    case Symbol::ZoomIn: p.drawLine(12, 6, 12, 18); [[fallthrough]];
    case Symbol::ZoomOut: p.drawLine(6, 12, 18, 12); break;
    case Symbol::Close:
        p.drawLine(7, 7, 17, 17);
        p.drawLine(17, 7, 7, 17);
        break;
    case Symbol::Search:
        p.drawEllipse(QPointF(10.5, 10.5), 5.5, 5.5);
        p.drawLine(QPointF(14.8, 14.8), QPointF(19, 19));
        break;
    }
}

template <class Draw>
QIcon drawn(std::initializer_list<int> sizes, Draw draw) {
    QIcon icon;
    for (const int size : sizes) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(double(size) / kGrid, double(size) / kGrid);
        draw(painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace

QIcon symbol(Symbol which, const QColor& colour) {
    return drawn({24, 28, 48, 56}, [&](QPainter& p) { drawSymbol(p, which, colour); });
}

QIcon programIcon() {
    return drawn({24, 48, 128, 256}, [](QPainter& p) {
        const QColor colours[] = {QColor(0x66, 0x41, 0x96), QColor(0x03, 0x63, 0x58), QColor(0x80, 0x45, 0x00), QColor(0xB5, 0x62, 0x90)};
        const QPointF places[] = {{4, 7}, {10, 16}, {15, 7}, {20, 15}};
        for (int i = 0; i < 3; ++i) {
            QPainterPath path(places[i]);
            const double middle = (places[i].x() + places[i + 1].x()) / 2;
            path.cubicTo({middle, places[i].y()}, {middle, places[i + 1].y()}, places[i + 1]);
            p.setPen(QPen(colours[i], 2.4, Qt::SolidLine, Qt::RoundCap));
            p.setBrush(Qt::NoBrush);
            p.drawPath(path);
        }
        p.setPen(Qt::NoPen);
        for (int i = 0; i < 4; ++i) {
            p.setBrush(colours[i]);
            p.drawEllipse(places[i], 3, 3);
        }
    });
}

} // namespace chainscape::ui
