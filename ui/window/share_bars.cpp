// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/share_bars.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/style/fonts.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

enum Role { ShareRole = Qt::UserRole, IdRole, ColourRole };
constexpr int kRowHeight = 25;

class BarDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const double share = index.data(ShareRole).toDouble();
        const QRectF row = QRectF(option.rect).adjusted(0, 2, -2, -2);
        const double room = row.width() - 48;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        QColor bar = index.data(ColourRole).value<QColor>();
        bar.setAlphaF(0.24F);
        painter->setBrush(bar);
        painter->drawRoundedRect(QRectF(row.left(), row.top(), std::max(2.0, room * (std::isnan(share) ? 0 : share)), row.height()), 2, 2);
        if (option.state & (QStyle::State_HasFocus | QStyle::State_MouseOver)) {
            painter->setPen(QPen(option.palette.color(QPalette::Highlight), 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(row, 2, 2);
        }
        painter->setFont(interfaceFont(size::baseFont - 1));
        painter->setPen(option.palette.color(QPalette::Text));
        const QRectF words(row.left() + 6, row.top(), room - 8, row.height());
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft, painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, int(words.width())));
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, std::isnan(share) ? unknownText() : percentText(share));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {100, kRowHeight}; }
};

} // namespace

ShareBars::ShareBars(const QString& accessibleName, QWidget* parent) : QListWidget(parent) {
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new BarDelegate(this));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { emit opened(item->data(IdRole).toString()); });
    connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { emit opened(item->data(IdRole).toString()); });
}

void ShareBars::show(const std::vector<ShareBar>& bars, const QColor& colour) {
    clear();
    for (const auto& bar : bars) {
        auto* item = new QListWidgetItem(bar.name, this);
        item->setData(ShareRole, bar.share);
        item->setData(IdRole, bar.id);
        item->setData(ColourRole, colour);
        item->setToolTip(bar.tip);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(bar.name, std::isnan(bar.share) ? unknownText() : percentText(bar.share)));
    }
    setFixedHeight(int(bars.size()) * kRowHeight + 2);
}

} // namespace chainscape::ui
