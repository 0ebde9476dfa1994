// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bars that wrap: rows, shrinking before breaking, labels beside their controls.
#include <QtTest/QtTest>

#include <QLabel>
#include <QWidget>

#include "ui/views/common/wrap_layout.h"

using namespace chainscape::ui;

namespace {

/// A control that wants 100 x 20 px and can do with 60.
class Block : public QWidget {
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override { return {100, 20}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, 20}; }
};

} // namespace

class TestWrapLayout : public QObject {
    Q_OBJECT
private slots:
    void init();
    void oneRowWithRoom();
    void shrinksBeforeItBreaks();
    void breaksWhenLeastWidthsDoNotFit();
    void shrinksOnlyToSaveARow();
    void labelStaysWithItsControl();
    void hiddenTakesNoRoom();

private:
    void lay(int width) {
        m_layout->setGeometry({0, 0, width, m_layout->heightForWidth(width)});
    }
    std::unique_ptr<QWidget> m_bar;
    WrapLayout* m_layout = nullptr;
    Block *m_a = nullptr, *m_b = nullptr, *m_c = nullptr;
};

void TestWrapLayout::init() {
    m_bar = std::make_unique<QWidget>();
    m_layout = new WrapLayout(m_bar.get());
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(10);
    m_a = new Block(m_bar.get());
    m_b = new Block(m_bar.get());
    m_c = new Block(m_bar.get());
    m_layout->addWidget(m_a);
    m_layout->addWidget(m_b);
    m_layout->addStretch();
    m_layout->addWidget(m_c);
    m_bar->show();
}

void TestWrapLayout::oneRowWithRoom() {
    lay(400);
    QCOMPARE(m_layout->heightForWidth(400), 20);
    QCOMPARE(m_a->geometry(), QRect(0, 0, 100, 20));
    QCOMPARE(m_b->geometry(), QRect(110, 0, 100, 20));
    QCOMPARE(m_c->geometry(), QRect(300, 0, 100, 20)); // behind the stretch: at the right
}

void TestWrapLayout::shrinksBeforeItBreaks() {
    lay(260);
    QCOMPARE(m_layout->heightForWidth(260), 20);
    QCOMPARE(m_a->width(), 80);
    QCOMPARE(m_c->geometry().right(), 259);
}

void TestWrapLayout::breaksWhenLeastWidthsDoNotFit() {
    lay(190); // three of 60 and two gaps need 200
    QCOMPARE(m_layout->heightForWidth(190), 50);
    QCOMPARE(m_b->y(), 0);
    QCOMPARE(m_c->pos(), QPoint(0, 30));
    QCOMPARE(m_layout->minimumSize(), QSize(60, 20));
}

void TestWrapLayout::shrinksOnlyToSaveARow() {
    auto* d = new Block(m_bar.get());
    m_layout->addWidget(d);
    d->show();
    lay(250); // four of 60 need 270: two rows either way, and there four of 100 have room
    QCOMPARE(m_layout->heightForWidth(250), 50);
    QCOMPARE(m_a->width(), 100);
    QCOMPARE(m_c->y(), 30);
    QCOMPARE(d->width(), 100);
}

void TestWrapLayout::labelStaysWithItsControl() {
    auto* label = new QLabel(QStringLiteral("Size"), m_bar.get());
    auto* control = new Block(m_bar.get());
    label->setBuddy(control);
    m_layout->addWidget(label);
    m_layout->addWidget(control);
    label->show();
    control->show();
    const int both = label->minimumSizeHint().width() + 10 + 60;
    lay(200 + both + 9); // one pixel short of both in the first row, though the label alone would fit
    QVERIFY(label->y() >= 20 && label->y() < control->y() + 20);
    QVERIFY(control->x() > label->x());
    QVERIFY(control->geometry().center().y() >= 30);
}

void TestWrapLayout::hiddenTakesNoRoom() {
    m_b->hide();
    lay(190);
    QCOMPARE(m_layout->heightForWidth(190), 20);
    QCOMPARE(m_c->geometry().right(), 189);
}

QTEST_MAIN(TestWrapLayout)
#include "tst_wrap_layout.moc"
