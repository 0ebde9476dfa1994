// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios in the project: every step is one step of its undo, and a monkey that edits at random finds its way back and forth.
#include <random>

#include <QMenu>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/window/scenario_desk.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

constexpr const char* kFirms = "id,name,stage,region,is_platform,end_user\ns1,Ore One,1,EU,,\ns2,Ore Two,1,ASIA,,\nm1,Maker,2,EU,,\nm2,Rival,2,ASIA,,\np,Market,3,,1,\nu,User,4,,,1\n";
constexpr const char* kLinks = "source,target,period,value,digital\ns1,m1,2023,9,1\nm1,u,2023,20,1\ns1,m1,2024,10,1\ns2,m1,2024,5,0\ns2,m2,2024,8,0\nm1,p,2024,30,1\nm2,p,2024,12,0\nm2,u,2024,6,0\np,u,2024,50,1\n";

struct DeskStand {
    QTemporaryDir dir;
    Session session;
    Jobs jobs;
    ProjectController project{session, jobs};
    QWidget window;
    ScenarioDesk desk{session, jobs, project, &window};

    DeskStand() {
        const auto write = [&](const char* name, const char* text) {
            QFile file(dir.filePath(QLatin1String(name)));
            if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
            file.write(text);
            return file.fileName().toStdString();
        };
        Progress progress;
        const std::string path = dir.filePath(QStringLiteral("p.chain")).toStdString();
        const auto made = importAsProject(path, {{{write("links.csv", kLinks), {}, nullptr}, TableKind::Links, {}}, {{write("firms.csv", kFirms), {}, nullptr}, TableKind::Firms, {}}}, {}, progress);
        if (!made) qFatal("%s", made.error().message.c_str());
        project.open(QString::fromStdString(path));
        settle();
    }
    void settle() {
        for (int quiet = 0; quiet < 3; ++quiet) {
            QTRY_VERIFY_WITH_TIMEOUT(jobs.idle() && !project.isBusy(), 20000);
            QCoreApplication::processEvents();
        }
    }
    /// All that is kept about scenarios, and which one is on show.
    [[nodiscard]] QString kept() {
        settle();
        QString out = QString::fromStdString(session.spec().scenario) + '|';
        for (const auto& d : project.documents(DocumentKind::Scenario)) out += QString::fromStdString(d.name + '=' + d.json + ';');
        return out;
    }
};

Operation anyOperation(std::mt19937& random) {
    const char* ids[] = {"s1", "s2", "m1", "m2", "p", "u", "nobody"};
    const auto firm = [&] { return std::string(ids[random() % 7]); };
    switch (random() % 14) {
    case 0: return RemoveFirm{firm(), random() % 2 ? RemoveFirm::Mode::Lose : RemoveFirm::Mode::Reallocate};
    case 1: return RemovePlatform{.firm = "p"};
    case 2: return AddFirm{.id = "n" + std::to_string(random() % 3), .stage = "2"};
    case 3: return MoveFirm{firm(), "2"};
    case 4: return RemoveLink{"s1", "m1", ""};
    case 5: return AddLink{.source = firm(), .target = "u", .value = 3, .finance = "extra"};
    case 6: return Rewire{"m1", "s1", "s2", 0.5};
    case 7: return Merge{{"m1", "m2"}, ""};
    case 8: return Split{firm(), {{"a", 0.5}, {"b", 0.5}}};
    case 9: return DigitiseFirm{firm(), 1};
    case 10: return DigitiseLink{"m2", "u", "", 1};
    case 11: return Capacity{.firm = firm(), .share = 0.5};
    case 12: return Reshore{"ASIA", "EU", {}, 1};
    default: return Scale{"", "", 1.1};
    }
}

} // namespace

class TestScenarioDesk : public QObject {
    Q_OBJECT
private slots:
    void everyStepCanBeUndone() {
        DeskStand s;
        const DatasetPtr base = s.project.base();
        const QString start = s.kept();
        s.desk.addStep(RemoveFirm{"m2", RemoveFirm::Mode::Lose}, QStringLiteral("Rival lost"));
        const QString one = s.kept();
        QCOMPARE(s.session.spec().scenario, std::string("Rival lost"));
        QVERIFY(s.session.dataset() != base);
        s.desk.addStep(DigitiseFirm{"m1", 1}, QStringLiteral("Maker digital"));
        const QString two = s.kept();
        QVERIFY(one != two);
        s.project.undoStack().undo();
        QCOMPARE(s.kept(), one);
        s.project.undoStack().undo();
        QCOMPARE(s.kept(), start);
        QCOMPARE(s.session.dataset().get(), base.get());
        s.project.undoStack().redo();
        s.project.undoStack().redo();
        QCOMPARE(s.kept(), two);
        QCOMPARE(s.project.base().get(), base.get());
    }

    void monkey_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 3; ++seed) QTest::addRow("seed %d", seed) << seed;
    }
    /// Undo to the start equals the start, redo to the end equals the end; the base is never touched.
    void monkey() {
        QFETCH(int, seed);
        const int minutes = qEnvironmentVariableIntValue("CHAINSCAPE_MONKEY_MINUTES"); // longer than in the daily run
        std::mt19937 random{unsigned(seed)};
        DeskStand s;
        auto& undo = s.project.undoStack();
        const DatasetPtr base = s.project.base();
        const QString start = s.kept();
        QElapsedTimer clock;
        clock.start();
        for (int edit = 0; minutes > 0 ? clock.elapsed() < minutes * 60000 : edit < 40; ++edit) {
            const auto dice = random() % 10;
            if (dice < 6) s.desk.addStep(anyOperation(random), QStringLiteral("step"));
            else if (dice < 7) s.desk.show({}); // the next step begins a scenario of its own
            else if (dice < 9) undo.undo();
            else undo.redo();
            if (edit % 5 == 0) s.settle();
        }
        while (undo.canRedo()) undo.redo();
        const QString end = s.kept();
        while (undo.canUndo()) undo.undo();
        QCOMPARE(s.kept().section('|', 1), start.section('|', 1));
        while (undo.canRedo()) undo.redo();
        QCOMPARE(s.kept().section('|', 1), end.section('|', 1));
        QCOMPARE(s.project.base().get(), base.get());
    }

    /// Every operation can be reached from a firm, a link or a stage.
    void menusHoldEveryOperation() {
        DeskStand s;
        s.session.setPeriodIndex(1);
        QMenu menu;
        s.desk.fillMenu(menu, "p");
        s.desk.fillItemMenu(menu, Item::link("m1", "p"));
        s.desk.fillItemMenu(menu, Item::stage(2));
        QStringList words;
        for (const auto* action : menu.findChildren<QAction*>()) words << action->text();
        const QString all = words.join('\n');
        for (const char* word : {"fails", "dissolves", "Add a firm", "Move to another stage", "is cut", "Add a link", "Switch one", "Merge", "Split", "goes digital", "Maker to Market goes digital", "capacity",
                                 "another region", "Scale"})
            QVERIFY2(all.contains(QLatin1String(word)), word);
    }
};

QTEST_MAIN(TestScenarioDesk)
#include "tst_scenario_desk.moc"
