// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The forecast view: computes in a job, follows the focus, says what is missing.
#include <QLineEdit>
#include <QSignalSpy>

#include "tests/core/chain_text.h"
#include "ui/views/forecast/forecast_view.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

DatasetPtr yearly(int count) {
    std::string text = "firm a stage=1\nfirm b stage=2\nfirm c stage=3\n";
    for (int y = 0; y < count; ++y)
        text += "a -> b : " + std::to_string(10 + y) + " @" + std::to_string(2001 + y) + " material [t]\nb -> c : " + std::to_string(30 + y) + " @" + std::to_string(2001 + y) + " material [t]\n";
    return test::chain(text, StageList{{"Mine", "Make", "Sell"}});
}

struct Stand {
    Session session;
    Jobs jobs;
    ForecastView view{session, jobs};

    explicit Stand(const DatasetPtr& dataset) {
        QObject::connect(&session, &Session::changed, &view, &ForecastView::refresh);
        view.resize(900, 500);
        view.show();
        session.setDataset(dataset);
        settle();
    }
    void settle() {
        QCoreApplication::processEvents();
        QTRY_VERIFY_WITH_TIMEOUT(jobs.idle(), 20000);
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QString said() const {
        auto* canvas = view.findChild<CanvasWidget*>();
        return canvas->scene() ? canvas->scene()->summary : QString();
    }
};

} // namespace

class TestForecastView : public QObject {
    Q_OBJECT
private slots:
    void showsTheWholeChain() {
        Stand s(yearly(14));
        QTRY_VERIFY(s.said().contains(QStringLiteral("The whole chain")));
        QSignalSpy legend(&s.view, &View::legendChanged);
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.logAxis = true; });
        QTRY_VERIFY(!legend.isEmpty());
    }

    void followsTheFocus() {
        Stand s(yearly(14));
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.of = "firm"; });
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Choose a firm")));
        s.session.click(Item::firm("b"), false);
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("b: sales")));
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.of = "link"; });
        s.session.click(Item::link("a", "b"), false);
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("a to b")));
        QCOMPARE(s.view.figureSpec().series, std::string("a>b"));
    }

    void stagePairsCanBeChosen() {
        Stand s(yearly(14));
        s.session.edit(What::Look, [](ViewSpec& spec) { spec.of = "stage-pair"; });
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Make to Sell")));
        QComboBox* pairs = nullptr;
        for (auto* box : s.view.findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Pair of stages")) pairs = box;
        QVERIFY(pairs && pairs->isVisible());
        QCOMPARE(pairs->count(), 2);
        emit pairs->activated((pairs->setCurrentIndex(1), 1));
        s.settle();
        QTRY_VERIFY(s.said().contains(QStringLiteral("Mine to Make")));
    }

    void tooShortIsSaid() {
        Stand s(yearly(2));
        QTRY_VERIFY(s.said().contains(QStringLiteral("short")));
    }

    void withoutDataItAsksForSome() {
        Stand s(nullptr);
        s.view.refresh(What::All);
        QTRY_VERIFY(s.said().contains(QStringLiteral("Import")));
    }

    void everyControlHasAName() {
        Stand s(yearly(5));
        for (auto* control : s.view.findChildren<QWidget*>())
            if (control->focusPolicy() != Qt::NoFocus && !qobject_cast<QLineEdit*>(control) && control->isVisible()) QVERIFY2(!control->accessibleName().isEmpty(), control->metaObject()->className());
    }
};

QTEST_MAIN(TestForecastView)
#include "tst_forecast_view.moc"
