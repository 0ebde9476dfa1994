// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The change view: its pages, a click on a bar, groups that select firms, and settings that are told on.
#include <QSignalSpy>

#include "tests/core/chain_text.h"
#include "ui/painters/change_map.h"
#include "ui/views/change/change_settings_dialog.h"
#include "ui/views/change/change_view.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

DatasetPtr years() {
    return test::chain("firm a stage=1\nfirm b stage=2\nfirm c stage=2\nfirm u stage=3 end\n"
                       "a -> b : 10 @2001\nb -> u : 20 @2001\na -> b : 11 @2002\nb -> u : 21 @2002\na -> c : 10 @2003\nc -> u : 20 @2003\na -> b : 1 @2003\nb -> u : 2 @2003\n",
                       StageList{{"Mine", "Make", "Use"}});
}

struct ChangeStand {
    Session session;
    Jobs jobs;
    ChangeView view{session, jobs};

    ChangeStand() {
        QObject::connect(&session, &Session::changed, &view, &ChangeView::refresh);
        view.resize(1100, 600);
        view.show();
        session.setDataset(years());
        settle();
    }
    void settle() {
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(jobs.idle(), 20000);
        QCoreApplication::processEvents();
    }
    [[nodiscard]] CanvasWidget* canvas() const { return view.findChild<CanvasWidget*>(); }
    [[nodiscard]] QString said() const { return canvas()->scene() ? canvas()->scene()->summary : QString(); }
};

} // namespace

class TestChangeView : public QObject {
    Q_OBJECT
private slots:
    void everyPageShowsItself() {
        ChangeStand s;
        QTRY_VERIFY(s.said().contains(QStringLiteral("Change of the network")));
        auto* page = s.view.findChild<QComboBox*>(QStringLiteral("changeShow"));
        QVERIFY(page);
        s.view.bar().setPage(ChangeShow::Alluvial);
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.change.by = AlluvialBy::Role; });
        s.settle();
        QTRY_VERIFY(s.said().startsWith(QStringLiteral("Role")));
        QCOMPARE(s.view.figureSpec().view, ViewKind::Alluvial);
        s.view.bar().setPage(ChangeShow::Ranks);
        s.settle();
        QTRY_VERIFY(s.said().startsWith(QStringLiteral("Ranks")));
        QCOMPARE(s.view.figureSpec().change.show, ChangeShow::Ranks);
        s.view.bar().setPage(ChangeShow::Multiples);
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("3 periods")));
        s.view.bar().setPage(ChangeShow::Lists);
        s.settle();
        QVERIFY(s.view.findChild<QTableView*>()->model()->rowCount() > 0);
    }

    /// A click on the peak opens that comparison with the firms that make it.
    void peakOpens() {
        ChangeStand s;
        emit s.canvas()->clicked({ItemKind::Step, 1}, {});
        s.settle();
        QCOMPARE(s.session.markerA(), 1);
        QCOMPARE(s.session.markerB(), 2);
        QTRY_VERIFY(!s.session.selected().empty());
        QVERIFY(s.session.selected().contains("b"));
    }

    void groupsSelectTheirFirms() {
        ChangeStand s;
        s.view.bar().setPage(ChangeShow::Alluvial);
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.change.by = AlluvialBy::Stage; });
        s.settle();
        QTRY_VERIFY(s.said().startsWith(QStringLiteral("Stage")));
        emit s.canvas()->clicked({ItemKind::Group, 1}, {}); // 2001: Make
        QCOMPARE(s.session.selected(), std::set<std::string>{"b"});
    }

    void blinkShowsOneSideAtATime() {
        ChangeStand s;
        auto* blink = s.view.findChild<QPushButton*>(QStringLiteral("blink"));
        QVERIFY(blink && blink->isVisible());
        const auto both = s.canvas()->scene();
        blink->setChecked(true);
        QTRY_VERIFY(s.canvas()->scene() != both);
        blink->setChecked(false);
    }

    /// The look names the page, so that a bookmark or a project brings it back.
    void lookNamesThePage() {
        ChangeStand s;
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.change.show = ChangeShow::Flow; });
        s.settle();
        QTRY_VERIFY(s.said().startsWith(QStringLiteral("Difference of the flows")));
        QCOMPARE(s.view.bar().page(), ChangeShow::Flow);
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.change.show = ChangeShow::Lists; });
        s.settle();
        QVERIFY(s.view.findChild<QTableView*>()->isVisible());
    }

    void lineIsDragged() {
        ChangeStand s;
        auto* swipe = s.view.findChild<QPushButton*>(QStringLiteral("swipe"));
        auto* slider = s.view.findChild<QSlider*>(QStringLiteral("swipePlace"));
        QVERIFY(swipe && slider && !slider->isVisible());
        swipe->click();
        s.settle();
        QCOMPARE(s.session.spec().change.swipe, std::optional(0.5));
        QVERIFY(slider->isVisible());
        emit s.canvas()->itemDragged({ItemKind::Control, kSwipeHandle}, {double(s.canvas()->width()) / 4, 100}, true);
        s.settle();
        QVERIFY(std::abs(*s.session.spec().change.swipe - 0.25) < 0.01);
        QCOMPARE(slider->value(), 25);
        slider->setValue(80);
        QCOMPARE(s.session.spec().change.swipe, std::optional(0.8));
        s.view.findChild<QPushButton*>(QStringLiteral("blink"))->click(); // one or the other
        QVERIFY(!s.session.spec().change.swipe);
    }

    void indicatorIsChosen() {
        ChangeStand s;
        auto* below = s.view.findChild<QComboBox*>(QStringLiteral("changeIndicator"));
        QVERIFY(below);
        const int at = below->findData(QStringLiteral("total_value"));
        QVERIFY(at > 0);
        below->setCurrentIndex(at);
        emit below->activated(at);
        s.settle();
        QCOMPARE(s.session.spec().change.indicator, std::string("total_value"));
        QTRY_VERIFY([&] {
            const auto scene = s.canvas()->scene(); // none while it is made
            if (!scene) return false;
            for (const auto& layer : scene->layers())
                for (const auto& text : layer.texts)
                    if (text.text.contains(QStringLiteral("every period"))) return true;
            return false;
        }());
    }

    void settingsGoRound() {
        const auto dataset = years();
        const ChangeSettings settings{{0.2, 1.0 / 3, 0.05}, {{"b", "c", "2003"}}, {{"Law", "2002", "note"}}};
        ChangeSettingsDialog dialog(settings, *dataset, nullptr);
        QCOMPARE(dialog.settings(), settings);
        dialog.findChild<QPushButton*>(QStringLiteral("eventsAdd"))->click(); // an empty row is no event
        QCOMPARE(dialog.settings(), settings);
        dialog.findChild<QDoubleSpinBox*>(QStringLiteral("ruleRStar"))->setValue(0.3);
        QCOMPARE(dialog.settings().rule.rStarAtLeast, 0.3);
    }
};

QTEST_MAIN(TestChangeView)
#include "tst_change_view.moc"
