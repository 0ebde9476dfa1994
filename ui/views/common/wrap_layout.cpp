// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/common/wrap_layout.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QFontMetricsF>
#include <QLabel>

namespace chainscape::ui {
namespace {

bool isLabelOf(QLayoutItem* label, QLayoutItem* control) {
    const auto* words = qobject_cast<const QLabel*>(label->widget());
    return words && words->buddy() && words->buddy() == control->widget();
}

QSize wantedOf(QLayoutItem* item) { return item->sizeHint().expandedTo(item->minimumSize()); }

} // namespace

WrapLayout::WrapLayout(QWidget* parent) : QLayout(parent) {
    setContentsMargins(12, 4, 12, 4);
    setSpacing(6);
}

WrapLayout::~WrapLayout() {
    for (QLayoutItem* item : m_items) delete item;
}

void WrapLayout::addStretch() { addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum)); }

QLayoutItem* WrapLayout::itemAt(int index) const { return index >= 0 && index < count() ? m_items[std::size_t(index)] : nullptr; }

QLayoutItem* WrapLayout::takeAt(int index) {
    QLayoutItem* item = itemAt(index);
    if (item) m_items.erase(m_items.begin() + index);
    return item;
}

std::vector<WrapLayout::Unit> WrapLayout::units() const {
    std::vector<Unit> out;
    QLayoutItem* before = nullptr;
    for (QLayoutItem* item : m_items) {
        const bool stretch = item->spacerItem() != nullptr;
        if (!stretch && item->isEmpty()) continue;
        if (!before || stretch || !isLabelOf(before, item)) out.push_back({{}, -spacing(), -spacing(), 0, stretch});
        Unit& unit = out.back();
        unit.items.push_back(item);
        unit.least = stretch ? 0 : unit.least + spacing() + item->minimumSize().width();
        unit.wanted = stretch ? 0 : unit.wanted + spacing() + wantedOf(item).width();
        unit.height = std::max(unit.height, wantedOf(item).height());
        before = item;
    }
    return out;
}

std::vector<WrapLayout::Row> WrapLayout::rows(int width) const {
    auto squeezed = rowsOf(width, &Unit::least), easy = rowsOf(width, &Unit::wanted);
    return easy.size() > squeezed.size() ? squeezed : easy;
}

/// As many units a row as fit with the given width of each.
std::vector<WrapLayout::Row> WrapLayout::rowsOf(int width, int Unit::* widthOf) const {
    std::vector<Row> out(1);
    int x = 0;
    for (Unit& unit : units()) {
        if (x > 0 && x + spacing() + unit.*widthOf > width) {
            out.emplace_back();
            x = 0;
        }
        x += unit.*widthOf + (x > 0 && !unit.stretch ? spacing() : 0);
        out.back().push_back(std::move(unit));
    }
    return out;
}

void WrapLayout::place(const Row& row, const QRect& room) const {
    int least = -spacing(), wanted = -spacing(), springs = 0;
    for (const Unit& unit : row) {
        springs += unit.stretch ? 1 : 0;
        least += unit.stretch ? 0 : spacing() + unit.least;
        wanted += unit.stretch ? 0 : spacing() + unit.wanted;
    }
    const double grown = wanted > least ? std::clamp(double(room.width() - least) / (wanted - least), 0.0, 1.0) : 0;
    const int spring = springs > 0 ? std::max(0, room.width() - wanted) / springs : 0;
    int x = room.left();
    for (const Unit& unit : row) {
        if (unit.stretch) {
            x += spring;
            continue;
        }
        for (QLayoutItem* item : unit.items) {
            const QSize most = wantedOf(item);
            const int wide = item->minimumSize().width() + int(grown * (most.width() - item->minimumSize().width()));
            item->setGeometry({x, room.top() + (room.height() - most.height()) / 2, std::min(wide, room.right() + 1 - x), most.height()});
            x += wide + spacing();
        }
    }
}

int WrapLayout::heightForWidth(int width) const {
    const QMargins m = contentsMargins();
    int height = m.top() + m.bottom() - spacing();
    for (const Row& row : rows(width - m.left() - m.right())) {
        int tallest = 0;
        for (const Unit& unit : row) tallest = std::max(tallest, unit.height);
        height += tallest + spacing();
    }
    return height;
}

QSize WrapLayout::framed(QSize inside) const {
    const QMargins m = contentsMargins();
    return inside + QSize(m.left() + m.right(), m.top() + m.bottom());
}

QSize WrapLayout::minimumSize() const {
    QSize least;
    for (const Unit& unit : units()) least = least.expandedTo({unit.least, unit.height});
    return framed(least);
}

QSize WrapLayout::sizeHint() const {
    QSize all(-spacing(), 0);
    for (const Unit& unit : units()) all = QSize(all.width() + (unit.stretch ? 0 : spacing() + unit.wanted), std::max(all.height(), unit.height));
    return framed(all);
}

void WrapLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    const QRect inside = rect.marginsRemoved(contentsMargins());
    int y = inside.top();
    for (const Row& row : rows(inside.width())) {
        int tallest = 0;
        for (const Unit& unit : row) tallest = std::max(tallest, unit.height);
        place(row, {inside.left(), y, inside.width(), tallest});
        y += tallest + spacing();
    }
}

void keepEntryWhole(QComboBox& box, int least) {
    constexpr double frame = 52; // borders, padding and arrow
    box.setMinimumContentsLength(least);
    // As a width: a box does not ask its letters again when their number changes.
    const auto fit = [&box] { box.setMinimumWidth(int(std::ceil(QFontMetricsF(box.font()).horizontalAdvance(box.currentText()) + frame))); };
    QObject::connect(&box, &QComboBox::currentTextChanged, &box, fit);
    fit();
}

} // namespace chainscape::ui
