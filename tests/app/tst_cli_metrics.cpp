// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

/// `metrics` against dense linear algebra written apart from the program (tests/golden/analytics/random_chains.py).
class TestCliMetrics : public QObject {
    Q_OBJECT
private slots:
    void randomChains_data();
    void randomChains();

private:
    QJsonObject metricsOf(const QJsonObject& chain);
    static void compare(const QJsonValue& got, const QJsonValue& expected, const QByteArray& where);
    QTemporaryDir m_folder;
};

void TestCliMetrics::randomChains_data() {
    QTest::addColumn<QJsonObject>("chain");
    QFile file(CHAINSCAPE_GOLDEN "/analytics/random_chains.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    int n = 0;
    for (const auto& chain : QJsonDocument::fromJson(file.readAll()).array()) QTest::addRow("chain %d", ++n) << chain.toObject();
    QCOMPARE(n, 8);
}

QJsonObject TestCliMetrics::metricsOf(const QJsonObject& chain) {
    for (const char* name : {"firms", "links"}) {
        QFile file(m_folder.filePath(QString(name) + ".csv"));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(chain[name].toString().toUtf8());
    }
    QStringList stages;
    for (int s = 1; s <= chain["stages"].toInt(); ++s) stages << QString("Stage %1").arg(s);
    QFile::remove(m_folder.filePath("p.chain"));
    const QStringList commands[] = {
        {"import", "--project", "p.chain", "--links", "links.csv", "--firms", "firms.csv", "--stages", stages.join(',')},
        {"metrics", "p.chain", "--unit", "EUR", "--firms", "--links", "--json"},
    };
    QByteArray out;
    for (const auto& arguments : commands) {
        QProcess program;
        program.setWorkingDirectory(m_folder.path());
        program.start(CHAINSCAPE_CLI, arguments);
        if (!program.waitForFinished(60000) || program.exitCode() != 0) return {};
        out = program.readAllStandardOutput();
    }
    return QJsonDocument::fromJson(out).object();
}

void TestCliMetrics::compare(const QJsonValue& got, const QJsonValue& expected, const QByteArray& where) {
    if (expected.isArray()) {
        QVERIFY2(got.toArray().size() == expected.toArray().size(), where);
        for (int i = 0; i < expected.toArray().size(); ++i) compare(got.toArray()[i], expected.toArray()[i], where + '[' + QByteArray::number(i) + ']');
    } else if (expected.isObject()) {
        for (const auto& key : expected.toObject().keys()) compare(got.toObject()[key], expected.toObject()[key], where + '.' + key.toUtf8());
    } else if (expected.isDouble()) {
        const double a = got.toDouble(1e99), b = expected.toDouble();
        QVERIFY2(std::abs(a - b) <= 1e-6 * std::max(1.0, std::abs(b)), where + ": " + QByteArray::number(a, 'g', 10) + " instead of " + QByteArray::number(b, 'g', 10));
    } else {
        QVERIFY2(got == expected, where);
    }
}

void TestCliMetrics::randomChains() {
    QFETCH(QJsonObject, chain);
    const QJsonObject got = metricsOf(chain);
    QVERIFY(!got.isEmpty());
    compare(got["chain"], chain["chain"], "chain");
    QHash<QString, QJsonObject> firms, links;
    for (const auto& row : got["firms"].toArray()) firms[row.toObject()["id"].toString()] = row.toObject();
    for (const auto& row : got["links"].toArray()) links[row.toObject()["source"].toString() + '>' + row.toObject()["target"].toString()] = row.toObject();
    const auto rows = chain["firm_rows"].toArray();
    QCOMPARE(firms.size(), rows.size());
    for (const auto& row : rows) compare(firms[row.toObject()["id"].toString()], row, row.toObject()["id"].toString().toUtf8());
    int gaps = 0;
    for (const auto& link : std::as_const(links)) gaps += link["is_gap"].toBool();
    for (const auto& row : chain["gains"].toArray()) {
        const QString key = row.toObject()["source"].toString() + '>' + row.toObject()["target"].toString();
        QVERIFY2(links[key]["is_gap"].toBool(), key.toUtf8());
        compare(links[key]["gap_gain"], row.toObject()["gap_gain"], key.toUtf8());
    }
    QCOMPARE(gaps, chain["gains"].toArray().size());
}

QTEST_GUILESS_MAIN(TestCliMetrics)
#include "tst_cli_metrics.moc"
