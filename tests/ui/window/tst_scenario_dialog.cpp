// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The builder of scenarios by object names: every operation as fields, order, switching off, undo, and what does not apply.
#include <QDialogButtonBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "core/project/scenario_report.h"
#include "tests/core/chain_text.h"
#include "ui/window/scenario_dialog.h"
#include "ui/window/scenario_result.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

DatasetPtr small() {
    return test::chain("firm a stage=1\nfirm b stage=2\nfirm c stage=2\nfirm u stage=3 end\na -> b : 10 @1\na -> c : 5 @1\nb -> u : 20 @1\nc -> u : 8 @1\n"
                       "a -> b : 12 @2\nb -> u : 24 @2\n",
                       StageList{{"Mine", "Make", "Use"}});
}

ScenarioDialog::Trial trialOn(const DatasetPtr& base) {
    return [base](const StoredScenario& scenario, const std::function<void(Result<ScenarioResult>)>& done) {
        Progress progress;
        SnapshotSpec spec;
        spec.from = base->periodIndex(scenario.period);
        done(replay(base, scenario, spec, progress));
    };
}

template <class Widget>
Widget* named(QWidget& parent, const char* object) {
    auto* found = parent.findChild<Widget*>(QLatin1String(object));
    if (!found) qFatal("no %s", object);
    return found;
}

} // namespace

class TestScenarioDialog : public QObject {
    Q_OBJECT
private slots:
    /// Every operation's step comes back from the fields as it went in.
    void everyOperationHasItsForm() {
        const std::vector<Operation> all{RemoveFirm{"b", RemoveFirm::Mode::Reallocate},
                                         RemovePlatform{"b", RemovePlatform::Mode::Bypass, RemovePlatform::Margin::Split, false, 0.5},
                                         AddFirm{"n", "New", "Make", "steel", "EU"},
                                         MoveFirm{"b", "Use"},
                                         RemoveLink{"a", "b", "material"},
                                         AddLink{"a", "u", 3.5, "service", "extra", 0.25},
                                         Rewire{"u", "b", "c", 0.4},
                                         Merge{{"b", "c"}, "b"},
                                         Split{"b", {{"b1", 0.25}, {"b2", 0.75}}},
                                         DigitiseFirm{"b", 0.8},
                                         DigitiseLink{"a", "b", "", 0.7},
                                         Capacity{"b", 0.5, std::nullopt, Capacity::Mode::Supply, 0.1},
                                         Reshore{"ASIA", "EU", {"1", "2"}, 0.5},
                                         Scale{"1", "2", 1.5}};
        QCOMPARE(stepForms().size(), std::variant_size_v<Operation>);
        ScenarioForm form(small());
        for (const auto& operation : all) {
            ScenarioStep step{.operation = operation, .recompute = Recompute::Ledger, .note = "why"};
            form.setStep(step);
            const auto read = form.step();
            QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
            QVERIFY2(*read == step, std::string(nameOf(operation)).c_str());
            QVERIFY(!stepWords(step).isEmpty());
        }
    }

    void addChangeMoveUndo() {
        const auto base = small();
        ScenarioDialog dialog(QStringLiteral("S"), {}, base, trialOn(base));
        auto* list = named<QListWidget>(dialog, "steps");
        auto* operation = named<QComboBox>(dialog, "stepOperation");
        operation->setCurrentIndex(operation->findData(QStringLiteral("digitise_firm")));
        named<QLineEdit>(dialog, "field_firm")->setText(QStringLiteral("b"));
        named<QLineEdit>(dialog, "field_score")->setText(QStringLiteral("0,9"));
        named<QPushButton>(dialog, "stepAdd")->click();
        QCOMPARE(list->count(), 1);
        named<QLineEdit>(dialog, "field_firm")->setText(QStringLiteral("nobody"));
        named<QPushButton>(dialog, "stepAdd")->click();
        QCOMPARE(list->count(), 2);
        QVERIFY(list->item(1)->text().contains(QStringLiteral("Does not apply"))); // and is kept
        named<QPushButton>(dialog, "stepUp")->click();
        QCOMPARE(std::get<DigitiseFirm>(dialog.scenario().edits.steps[0].operation).firm, std::string("nobody"));
        list->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(dialog.scenario().edits.steps[0].off);
        for (int i = 0; i < 4; ++i) named<QPushButton>(dialog, "stepUndo")->click();
        QVERIFY(dialog.scenario().edits.steps.empty());
        for (int i = 0; i < 4; ++i) named<QPushButton>(dialog, "stepRedo")->click();
        QCOMPARE(dialog.scenario().edits.steps.size(), std::size_t(2));
        QVERIFY(dialog.scenario().edits.steps[0].off);
        QCOMPARE(std::get<DigitiseFirm>(dialog.scenario().edits.steps[1].operation).score, 0.9);
    }

    /// A name that only one firm has will do; a name of two stays as it is, and the step says so.
    void namesAreUnderstood() {
        DatasetBuilder builder;
        for (const auto& [id, name] : {std::pair{"f1", "Falcon Motors"}, {"f2", "Twin"}, {"f3", "Twin"}}) {
            FirmRecord record;
            record.id = id;
            record.name = name;
            builder.addFirm(record);
        }
        const auto base = *builder.build();
        ScenarioForm form(base);
        const auto firmFor = [&](const char* typed) {
            named<QLineEdit>(form, "field_firm")->setText(QLatin1String(typed));
            return std::get<RemoveFirm>(form.step()->operation).firm;
        };
        QCOMPARE(firmFor("f2"), std::string("f2"));
        QCOMPARE(firmFor("f1 (Falcon Motors)"), std::string("f1"));
        QCOMPARE(firmFor("falcon motors"), std::string("f1"));
        QCOMPARE(firmFor("Twin"), std::string("Twin"));
        QVERIFY(stepWords({.operation = RemoveFirm{"f1", RemoveFirm::Mode::Lose}}, base.get()).contains(QStringLiteral("Falcon Motors")));
    }

    /// Return in a field adds the step and the dialog stays; OK takes a single step that was filled in.
    void returnAddsTheStep() {
        const auto base = small();
        ScenarioDialog dialog(QStringLiteral("S"), {}, base, trialOn(base));
        dialog.show();
        auto* firm = named<QLineEdit>(dialog, "field_firm");
        firm->setText(QStringLiteral("b"));
        firm->setFocus();
        QTest::keyClick(firm, Qt::Key_Return);
        QCOMPARE(dialog.scenario().edits.steps.size(), std::size_t(1));
        QVERIFY(dialog.isVisible());
        ScenarioDialog other(QStringLiteral("S"), {}, base, trialOn(base));
        named<QLineEdit>(other, "field_firm")->setText(QStringLiteral("c"));
        other.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
        QCOMPARE(other.result(), int(QDialog::Accepted));
        QCOMPARE(other.scenario().edits.steps.size(), std::size_t(1));
    }

    void whatIsMissingIsSaid() {
        const auto base = small();
        ScenarioDialog dialog(QStringLiteral("S"), {}, base, trialOn(base));
        named<QPushButton>(dialog, "stepAdd")->click();
        QVERIFY(dialog.scenario().edits.steps.empty());
        bool told = false;
        for (const auto* label : dialog.findChildren<QLabel*>()) told = told || label->text().contains(QStringLiteral("firm"));
        QVERIFY(told);
    }

    /// The same steps on another period: the one that no longer fits says so.
    void replayOnAnotherPeriod() {
        const auto base = small();
        StoredScenario scenario;
        scenario.period = "1";
        scenario.edits.steps = {{.operation = RemoveFirm{"c", RemoveFirm::Mode::Lose}}, {.operation = DigitiseFirm{"b", 1}}};
        ScenarioDialog dialog(QStringLiteral("S"), scenario, base, trialOn(base));
        auto* list = named<QListWidget>(dialog, "steps");
        QVERIFY(!list->item(0)->text().contains(QStringLiteral("Does not apply")));
        auto* period = named<QComboBox>(dialog, "scenarioPeriod");
        period->setCurrentIndex(1);
        emit period->activated(1);
        QVERIFY(list->item(0)->text().contains(QStringLiteral("Does not apply")));
        QVERIFY(!list->item(1)->text().contains(QStringLiteral("Does not apply")));
    }

    void sideBySide() {
        const auto base = small();
        StoredScenario lose, nothing;
        lose.edits.steps = {{.operation = RemoveFirm{"b", RemoveFirm::Mode::Lose}}, {.operation = Capacity{.firm = "a", .share = 0.5}}};
        const std::vector<NamedScenario> both{{"lose b", lose}, {"nothing", nothing}};
        Progress progress;
        const auto report = scenarioReport(base, both, {.from = 0}, {}, progress);
        QVERIFY(report.has_value());
        QCOMPARE(report->columns.size(), std::size_t(2));
        QCOMPARE(report->columns[1].change.rStar, 0.0);
        for (const auto& row : report->rows) QVERIFY(std::isnan(row.base) ? std::isnan(row.values[1]) : row.base == row.values[1]); // no step: equal in every figure
        const auto total = std::ranges::find_if(report->rows, [](const ScenarioRow& r) { return r.measure->id == "total_value"; });
        QVERIFY(total != report->rows.end());
        QCOMPARE(total->base, 43.0);
        QVERIFY(total->values[0] < 43.0);
        ScenarioResultDialog* dialog = new ScenarioResultDialog(*report);
        auto* table = named<QTableWidget>(*dialog, "scenarioFigures");
        QCOMPARE(table->columnCount(), 6);
        auto* steps = named<QTableWidget>(*dialog, "scenarioSteps");
        bool band = false;
        for (int r = 0; r < steps->rowCount(); ++r) band = band || steps->item(r, 2)->text().contains(QStringLiteral("Leontief"));
        QVERIFY(band);
        auto* shortfalls = named<QTableWidget>(*dialog, "scenarioShortfalls");
        QVERIFY(shortfalls->rowCount() > 0);
        QSignalSpy picked(dialog, &ScenarioResultDialog::firmPicked), compare(dialog, &ScenarioResultDialog::compareWanted);
        shortfalls->setCurrentCell(0, 0);
        QCOMPARE(picked.first().first().toString(), QStringLiteral("u")); // b sold to it alone
        named<QPushButton>(*dialog, "compareFlow")->click();
        QCOMPARE(compare.first().first().toString(), QStringLiteral("lose b"));
        delete dialog;
    }
};

QTEST_MAIN(TestScenarioDialog)
#include "tst_scenario_dialog.moc"
