// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QtTest>

#include "tests/core/chain_text.h"
#include "ui/models/firm_table_model.h"
#include "ui/models/link_table_model.h"

using namespace chainscape;
using namespace chainscape::ui;

class TestTableModels : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void firmsShowFacts();
    void measuresFollow();
    void linksShowShares();
    void measuresOfLinks();
    void unknownIsAWord();
    void emptyModelsAreFine();

private:
    SnapshotPtr m_snapshot = test::snapshot(test::chain("firm a stage=1 digital=0.25 region=EU\nfirm b stage=2 platform\n"
                                                        "a -> b : 30 @2021 d=1 [EUR]\nc -> b : 10 @2021 service [EUR]\nc -> a : ? @2021 [EUR]"));
};

void TestTableModels::firmsShowFacts() {
    FirmTableModel model;
    QAbstractItemModelTester tester(&model);
    model.show(m_snapshot, theme(ThemeKind::Light));
    QCOMPARE(model.rowCount(), 3);
    const int a = model.rowOf("a"), b = model.rowOf("b");
    const auto cell = [&](int row, int column, int role = Qt::DisplayRole) { return model.index(row, column).data(role); };
    QCOMPARE(cell(a, FirmTableModel::Region).toString(), QString("EU"));
    QCOMPARE(cell(a, FirmTableModel::Sells).toString(), QString("30"));
    QCOMPARE(cell(a, FirmTableModel::Sells, FirmTableModel::SortRole).toDouble(), 30.0);
    QCOMPARE(cell(b, FirmTableModel::Platform).toString(), QString("yes"));
    QCOMPARE(model.headerData(FirmTableModel::Buys, Qt::Horizontal, Qt::DisplayRole).toString(), QString("Buys, EUR"));
    QCOMPARE(model.rowOf("nobody"), -1);
}

void TestTableModels::measuresFollow() {
    FirmTableModel model;
    QAbstractItemModelTester tester(&model);
    model.show(m_snapshot, theme(ThemeKind::Light));
    model.setMeasures({{"u", "Upstreamness", "steps", {1, 2, 3}}, {"bad", "Bad", "", {1}}});
    QCOMPARE(model.columnCount(), FirmTableModel::FixedColumns + 1);
    QCOMPARE(model.index(2, FirmTableModel::FixedColumns).data().toString(), QString("3"));
    model.show(m_snapshot, theme(ThemeKind::Light));
    QCOMPARE(model.columnCount(), int(FirmTableModel::FixedColumns));
}

void TestTableModels::linksShowShares() {
    LinkTableModel model;
    QAbstractItemModelTester tester(&model);
    model.show(m_snapshot);
    QCOMPARE(model.rowCount(), 3);
    int row = 0;
    while (model.index(row, LinkTableModel::Seller).data().toString() != "a") ++row;
    QCOMPARE(model.index(row, LinkTableModel::Share).data().toString(), QString("75%"));
    QCOMPARE(model.index(row, LinkTableModel::Value).data().toString(), QString("30"));
    QCOMPARE(model.index(row, 0).data(LinkTableModel::TargetIdRole).toString(), QString("b"));
}

void TestTableModels::measuresOfLinks() {
    LinkTableModel model;
    QAbstractItemModelTester tester(&model);
    model.show(m_snapshot);
    const double nan = std::nan("");
    model.setMeasures({{"level_step", "Level step", "", {0.5, nan, 2}}, {"is_gap", "Gap", "", {1, 0, nan}, false, true}, {"bad", "Bad", "", {1}}});
    QCOMPARE(model.columnCount(), LinkTableModel::FixedColumns + 2);
    const auto words = [&](int row, int k) { return model.index(row, LinkTableModel::FixedColumns + k).data().toString(); };
    QCOMPARE(words(0, 0), QString("0.5"));
    QCOMPARE(words(1, 0), QString("unknown"));
    QCOMPARE(words(0, 1), QString("yes"));
    QCOMPARE(words(1, 1), QString());
    QCOMPARE(words(2, 1), QString("unknown"));
    QCOMPARE(model.index(2, LinkTableModel::FixedColumns).data(LinkTableModel::SortRole).toDouble(), 2.0);
    QCOMPARE(model.headerData(LinkTableModel::FixedColumns + 1, Qt::Horizontal, Qt::DisplayRole).toString(), QString("Gap"));
    model.show(m_snapshot);
    QCOMPARE(model.columnCount(), int(LinkTableModel::FixedColumns));
}

void TestTableModels::unknownIsAWord() {
    FirmTableModel firms;
    firms.show(m_snapshot, theme(ThemeKind::Light));
    QCOMPARE(firms.index(firms.rowOf("b"), FirmTableModel::Digital).data().toString(), QString("unknown"));
    QCOMPARE(firms.index(firms.rowOf("c"), FirmTableModel::Stage).data().toString(), QString("unknown"));
    LinkTableModel links;
    links.show(m_snapshot);
    bool seen = false;
    for (int r = 0; r < links.rowCount(); ++r) seen = seen || links.index(r, LinkTableModel::Value).data().toString() == "unknown";
    QVERIFY(seen);
}

void TestTableModels::emptyModelsAreFine() {
    FirmTableModel firms;
    LinkTableModel links;
    QAbstractItemModelTester a(&firms), b(&links);
    QCOMPARE(firms.rowCount(), 0);
    firms.show(nullptr, theme(ThemeKind::Light));
    links.show(nullptr);
    QCOMPARE(links.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestTableModels)
#include "tst_table_models.moc"
