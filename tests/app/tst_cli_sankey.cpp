// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

class TestCliSankey : public QObject {
    Q_OBJECT
private slots:
    void laysOutFlows();
    void writesTheOrder();
    void refusesWrongInput();

private:
    QByteArray run(const QStringList& arguments, int expected);
    QString write(const QString& name, const QByteArray& text);
    QTemporaryDir m_folder;
};

QByteArray TestCliSankey::run(const QStringList& arguments, int expected) {
    QProcess process;
    process.start(CHAINSCAPE_CLI, QStringList{"sankey"} + arguments);
    if (!process.waitForFinished(60000) || process.exitCode() != expected)
        qWarning() << arguments << process.exitCode() << process.readAllStandardError();
    return process.exitCode() == expected ? process.readAllStandardOutput() : QByteArray("wrong exit");
}

QString TestCliSankey::write(const QString& name, const QByteArray& text) {
    QFile file(m_folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(text);
    return file.fileName();
}

void TestCliSankey::laysOutFlows() {
    const auto flows = write("flows.csv", "source,target,value\nMine,Smelter,5\nSmelter,Maker,4\nMaker,Mine,1\nMaker,User,3\nSmelter,Smelter,2\n");
    const auto output = m_folder.filePath("out.json");
    const auto answer = QJsonDocument::fromJson(run({"--flows", flows, "--output", output, "--json"}, 0)).object();
    QCOMPARE(answer["links"].toInt(), 5);
    QCOMPARE(answer["return_links"].toInt(), 1);
    QFile file(output);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto drawing = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(drawing["nodes"].toArray().size(), 4);
    QCOMPARE(drawing["links"].toArray().size(), 5);
    QCOMPARE(drawing["links"].toArray()[4].toObject()["kind"].toString(), QString("self"));
    const double scale = drawing["scale"].toDouble();
    for (const auto link : drawing["links"].toArray())
        QVERIFY(qAbs(link.toObject()["width"].toDouble() - link.toObject()["value"].toDouble() * scale) < 1e-9);
}

void TestCliSankey::writesTheOrder() {
    // the link 0 -> 2 bends in layer 1; layer 2 has no node, its place lies on the line
    const auto graph = write("graph.json", R"({"nodes":[{"name":"a","layer":0},{"name":"b","layer":1},{"name":"c","layer":3}],
        "links":[{"source":0,"target":1,"value":2},{"source":1,"target":2,"value":2},{"source":0,"target":2,"value":1}]})");
    const auto order = m_folder.filePath("order.txt");
    run({"--graph", graph, "--output", m_folder.filePath("out.json"), "--order", order, "--time-ms", "20"}, 0);
    QFile file(order);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = QString::fromUtf8(file.readAll()).trimmed().split('\n');
    QCOMPARE(lines.size(), 6);
    QVERIFY(lines[3].startsWith("d 0 2 1 ") || lines[4].startsWith("d 0 2 1 ") || lines[3].startsWith("d 0 2 2 "));
    QCOMPARE(lines.filter("d 0 2 ").size(), 2);
    QCOMPARE(lines.filter("d 1 2 2 ").size(), 1);
}

void TestCliSankey::refusesWrongInput() {
    const auto output = m_folder.filePath("none.json");
    run({"--graph", write("bad.json", "{"), "--output", output}, 1);
    run({"--graph", write("range.json", R"({"nodes":[{"name":"a"}],"links":[{"source":0,"target":4,"value":1}]})"), "--output", output}, 1);
    run({"--output", output}, 2);
    QCOMPARE(run({"--graph", m_folder.filePath("missing.json"), "--output", output}, 1), QByteArray());
    QVERIFY(!QFile::exists(output));
}

QTEST_GUILESS_MAIN(TestCliSankey)
#include "tst_cli_sankey.moc"
