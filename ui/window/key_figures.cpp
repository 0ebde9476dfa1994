// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/key_figures.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr int kLeastValue = 130; ///< px of a long value that are always shown

/// A value of which a long one is cut where room is short, so that its figure does not widen the window.
/// What is cut is the name in front, never the number at the end.
class ValueLabel : public QLabel {
public:
    using QLabel::QLabel;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint().boundedTo({kLeastValue, sizeHint().height()}); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, fitting());
    }

private:
    [[nodiscard]] QString fitting() const {
        if (fontMetrics().horizontalAdvance(text()) <= width()) return text();
        const QString number = text().mid(text().lastIndexOf(QLatin1Char(' ')));
        return fontMetrics().elidedText(text().chopped(number.size()), Qt::ElideRight, width() - fontMetrics().horizontalAdvance(number)) + number;
    }
};

/// A flat button with two lines: the name, and the value with its change.
class FigureButton : public QPushButton {
public:
    FigureButton(const KeyFigure& figure, const QColor& changeColour, QWidget* parent) : QPushButton(parent) {
        setFlat(true);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        setProperty("link", true);
        setCursor(Qt::PointingHandCursor);
        setToolTip(figure.tip);
        setAccessibleName(QStringLiteral("%1: %2 %3").arg(figure.name, figure.value, figure.change).trimmed());
        auto* name = new QLabel(figure.name, this);
        name->setProperty("role", "secondary");
        auto* value = new ValueLabel(figure.value, this);
        value->setProperty("role", "value");
        auto* change = new QLabel(figure.change, this);
        change->setProperty("role", "secondary");
        change->setStyleSheet(QStringLiteral("color: %1").arg(changeColour.name()));
        for (QLabel* label : std::initializer_list<QLabel*>{name, value, change}) label->setAttribute(Qt::WA_TransparentForMouseEvents);
        auto* second = new QHBoxLayout;
        second->setSpacing(8);
        second->addWidget(value);
        second->addWidget(change);
        second->addStretch(1);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(6, 3, 6, 3);
        column->setSpacing(1);
        column->addWidget(name);
        column->addLayout(second);
    }

    [[nodiscard]] QSize sizeHint() const override { return layout()->sizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return layout()->minimumSize(); }
};

} // namespace

KeyFigures::KeyFigures(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout(this)) {
    setProperty("role", "strip");
    setAccessibleName(tr("Key figures"));
    setAttribute(Qt::WA_StyledBackground);
    m_row->setContentsMargins(10, 2, 10, 2);
    m_row->setSpacing(4);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumHeight(size::stripHeight);
}

void KeyFigures::show(const std::vector<KeyFigure>& figures, const QColor& better, const QColor& worse) {
    while (QLayoutItem* item = m_row->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto& figure : figures) {
        auto* button = new FigureButton(figure, figure.worse ? worse : better, this);
        connect(button, &QPushButton::clicked, this, [this, id = figure.id] { emit clicked(id); });
        auto* how = new QAction(tr("How is this computed"), button);
        connect(how, &QAction::triggered, this, [this, id = figure.id] { emit howWanted(id); });
        button->addAction(how);
        button->setContextMenuPolicy(Qt::ActionsContextMenu);
        button->setObjectName(QStringLiteral("figure_") + figure.id);
        m_row->addWidget(button);
    }
}

} // namespace chainscape::ui
