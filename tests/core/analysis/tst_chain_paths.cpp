// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/chain_paths.h"
#include "tests/core/chain_text.h"

using namespace chainscape;

namespace {

/// a to e: a>e (1), a>b>e (least 5), a>c>e (least 2), a>b>c>e (least 3); back d>a; x apart.
SnapshotPtr diamond() {
    return test::snapshot(test::chain("a -> e : 1 @2024 [x]\na -> b : 6 @2024 [x]\nb -> e : 5 @2024 [x]\na -> c : 2 @2024 [x]\nc -> e : 4 @2024 [x]\nb -> c : 3 @2024 [x]\ne -> d : 1 @2024 [x]\nd -> a : 1 @2024 [x]\nx -> y : 1 @2024 [x]"));
}

QStringList pathTexts(const Snapshot& s, const ChainPaths& found) {
    QStringList out;
    for (const auto& path : found.paths) {
        QString text;
        for (const auto node : path.nodes) text += QString::fromStdString(s.id(node));
        out << text + QString::number(path.least);
    }
    return out;
}

} // namespace

class TestChainPaths : public QObject {
    Q_OBJECT
private slots:
    void rules_data();
    void rules();
    void limits();
    void refusals();
};

void TestChainPaths::rules_data() {
    QTest::addColumn<int>("rule");
    QTest::addColumn<int>("longest");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("shortest") << int(PathRule::Shortest) << 5 << QStringList{"ae1"};
    QTest::newRow("within 2") << int(PathRule::Within) << 2 << QStringList{"ae1", "abe5", "ace2"};
    QTest::newRow("within 9") << int(PathRule::Within) << 9 << QStringList{"ae1", "abe5", "ace2", "abce3"};
    QTest::newRow("widest") << int(PathRule::Widest) << 5 << QStringList{"abe5"};
}

void TestChainPaths::rules() {
    QFETCH(int, rule);
    QFETCH(int, longest);
    QFETCH(QStringList, expected);
    const auto s = diamond();
    Progress progress;
    const auto found = chainPaths(*s, s->nodeOfId("a"), s->nodeOfId("e"), {.rule = PathRule(rule), .longest = longest}, progress);
    QVERIFY(found);
    QCOMPARE(pathTexts(*s, *found), expected);
    QVERIFY(!found->cut);
}

void TestChainPaths::limits() {
    const auto s = diamond();
    Progress progress;
    const auto found = chainPaths(*s, s->nodeOfId("a"), s->nodeOfId("e"), {.rule = PathRule::Within, .most = 2}, progress);
    QCOMPARE(found->paths.size(), std::size_t(2));
    QVERIFY(found->cut);
}

void TestChainPaths::refusals() {
    const auto s = diamond();
    Progress progress;
    for (const auto rule : {PathRule::Shortest, PathRule::Within, PathRule::Widest}) {
        QVERIFY(chainPaths(*s, s->nodeOfId("a"), s->nodeOfId("x"), {.rule = rule}, progress)->paths.empty());
        QVERIFY(chainPaths(*s, s->nodeOfId("a"), s->nodeOfId("a"), {.rule = rule}, progress)->paths.empty());
        QVERIFY(!chainPaths(*s, 99, 0, {.rule = rule}, progress));
    }
    Progress stopped;
    stopped.stop();
    QVERIFY(!chainPaths(*s, s->nodeOfId("a"), s->nodeOfId("e"), {.rule = PathRule::Within}, stopped));
}

QTEST_APPLESS_MAIN(TestChainPaths)
#include "tst_chain_paths.moc"
