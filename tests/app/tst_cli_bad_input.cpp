// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

namespace {

struct Command {
    const char* name;
    QStringList arguments; ///< P stands for the project, OUT for a file to write
};

const QList<Command>& commands() {
    static const QList<Command> all = {
        {"info", {"info", "P", "--json"}},
        {"metrics", {"metrics", "P", "--firms", "--links", "--json"}},
        {"compare", {"compare", "P", "--from", "1", "--to", "2", "--json"}},
        {"scenario", {"scenario", "P", "--steps", "steps.json", "--json"}},
        {"forecast", {"forecast", "P", "--of", "total", "--horizon", "2", "--output", "OUT.csv"}},
        {"layout lanes", {"layout", "P", "--algorithm", "lanes", "--output", "OUT.csv"}},
        {"layout force", {"layout", "P", "--algorithm", "force", "--output", "OUT.csv"}},
        {"layout trophic", {"layout", "P", "--algorithm", "trophic", "--output", "OUT.csv"}},
        {"sankey", {"sankey", "P", "--output", "OUT.json"}},
        {"analyse bridge", {"analyse", "P", "--what", "bridge", "--json"}},
        {"analyse internets", {"analyse", "P", "--what", "internets", "--json"}},
        {"analyse platforms", {"analyse", "P", "--what", "platforms", "--json"}},
        {"analyse critical", {"analyse", "P", "--what", "critical", "--json"}},
        {"analyse loops", {"analyse", "P", "--what", "loops", "--json"}},
        {"analyse phases", {"analyse", "P", "--what", "phases", "--json"}},
        {"analyse health", {"analyse", "P", "--what", "health", "--json"}},
        {"analyse links", {"analyse", "P", "--what", "links", "--json"}},
        {"analyse ledger", {"analyse", "P", "--what", "ledger", "--json"}},
        {"analyse scorecard", {"analyse", "P", "--what", "scorecard", "--json"}},
        {"render network", {"render", "P", "--view", "network", "-o", "OUT.svg"}},
        {"render flow", {"render", "P", "--view", "flow", "-o", "OUT.svg"}},
        {"render forecast", {"render", "P", "--view", "forecast", "-o", "OUT.svg"}},
        {"render change", {"render", "P", "--view", "change", "-o", "OUT.svg"}},
        {"export", {"export", "P", "--to", "csv", "-o", "OUT"}},
    };
    return all;
}

} // namespace

/// Whatever is wrong with a project, every command says so in one sentence; whatever is thin about a chain, it answers or says why not.
class TestCliBadInput : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void brokenProjects_data();
    void brokenProjects();
    void thinChains_data();
    void thinChains();
    void oneBadSeriesStopsNoOther();
    void mixedSeriesInPasses();

private:
    struct Answer {
        int code = -1;
        QByteArray out, err;
    };
    Answer run(QStringList arguments, const QString& project = {}) {
        for (QString& argument : arguments) {
            if (argument == "P") argument = project;
            if (argument.startsWith("OUT")) argument = m_folder.filePath("out-" + argument);
        }
        QProcess program;
        program.setWorkingDirectory(m_folder.path());
        program.start(CHAINSCAPE_CLI, arguments);
        if (!program.waitForFinished(120000)) {
            program.kill();
            program.waitForFinished();
            return {};
        }
        if (program.exitStatus() != QProcess::NormalExit) return {};
        return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
    }
    void write(const QString& name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QByteArray read(const QString& name) {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir m_folder;
};

void TestCliBadInput::initTestCase() {
    write("steps.json", R"([{"op": "remove_firm", "firm": "a"}])");
    write("links.csv", "source,target,period,value\na,b,1,3\nb,c,1,2\na,b,2,4\nb,c,2,5\n");
    QCOMPARE(run({"import", "--project", "whole.chain", "--links", "links.csv"}).code, 0);
    const QByteArray whole = read("whole.chain");
    QVERIFY(whole.size() > 4096);
    write("empty.chain", {});
    write("text.chain", "source,target\na,b\n");
    write("cut.chain", whole.left(whole.size() / 2));
    QByteArray torn = whole;
    for (qsizetype i = 200; i < torn.size(); i += 7) torn[i] = char(i * 31);
    write("torn.chain", torn);
    QByteArray newer = whole;
    newer[60] = 0x7f; // user_version, big endian, at byte 60 of an SQLite file
    write("newer.chain", newer);
    QByteArray other = whole;
    other[68] = other[69] = 0x01; // application_id
    write("other.chain", other);
    QVERIFY(QDir(m_folder.path()).mkdir("folder.chain"));
    // Chains with hardly anything in them.
    const std::pair<const char*, QByteArray> thin[] = {
        {"one-link", "source,target,period,value\na,b,1,3\n"},
        {"self-link", "source,target,period,value\na,a,1,3\n"},
        {"all-zero", "source,target,period,value\na,b,1,0\nb,c,1,0\na,b,2,0\n"},
        {"no-value", "source,target,period\na,b,1\nb,c,2\n"},
        {"no-period", "source,target,value\na,b,3\nb,c,4\n"},
        {"negative", "source,target,period,value\na,b,1,-3\nb,c,1,-4\na,b,2,-1\n"},
        {"closed-loop", "source,target,period,value\na,b,1,5\nb,a,1,5\na,b,2,5\nb,a,2,5\n"},
        {"huge", "source,target,period,value\na,b,1,1e300\nb,c,1,1e300\na,b,2,1e15\n"},
        {"tiny", "source,target,period,value\na,b,1,1e-300\nb,c,1,1e-12\na,b,2,1e-12\n"},
        {"two-units", "source,target,period,value,unit\na,b,1,3,kg\nb,c,1,4,EUR\na,b,2,3,kg\n"},
        {"data-only", "source,target,period,value,kind\na,b,1,3,data\nb,c,2,4,data\n"},
        {"odd-names", "source,target,period,value\n\"=1+1\",\"<b>&amp;\",1,3\n\"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\",\"=1+1\",2,4\n"},
    };
    for (const auto& [name, links] : thin) {
        write(QString(name) + ".csv", links);
        QCOMPARE(run({"import", "--project", QString(name) + ".chain", "--links", QString(name) + ".csv"}).code, 0);
    }
    write("firms-only.csv", "id,name,stage\na,A,1\nb,B,2\n");
    QCOMPARE(run({"import", "--project", "firms-only.chain", "--firms", "firms-only.csv"}).code, 0);
}

void TestCliBadInput::oneBadSeriesStopsNoOther() {
    QByteArray table = "id,period,value,frequency\n";
    const auto add = [&](const QByteArray& id, const QList<QByteArray>& values, const QByteArray& frequency) {
        for (qsizetype t = 0; t < values.size(); ++t) table += id + ',' + QByteArray::number(2000 + t) + ',' + values[t] + ',' + frequency + '\n';
    };
    add("good", {"10", "12", "11", "13", "14", "13", "15", "16", "15", "17"}, "1");
    add("word", {"1", "2", "12,5x", "4"}, "1");
    add("season", {"1", "2", "3", "4"}, "169");
    add("short", {"5", "6", "7"}, "1");
    table += "twice,2001,1,1\ntwice,2001,2,1\n";
    write("series.csv", table.replace("12,5x", "\"12,5x\""));
    const Answer answer = run({"forecast", "--series", "series.csv", "--horizon", "2", "--output", "OUT.csv", "--json"});
    QCOMPARE(answer.code, 0);
    const auto document = QJsonDocument::fromJson(answer.out).object();
    QCOMPARE(document["forecast"].toInt(), 2);
    QCOMPARE(document["refused"].toInt(), 3);
    QStringList reasons;
    for (const auto& refusal : document["refusals"].toArray()) reasons << refusal.toObject()["reason"].toString();
    QCOMPARE(reasons, (QStringList{"a period stands twice with different values", "frequency is no whole number from 1 to 168", "value is not a number"}));
    const QByteArray out = read("out-OUT.csv");
    QVERIFY(out.contains("good,2010,") && out.contains("short,2003,7,") && out.contains("too short"));
}

/// More series than are held at once, row by row in turn: each comes once, whole and in the order of the file.
void TestCliBadInput::mixedSeriesInPasses() {
    constexpr int kSeries = 20003;
    QByteArray table = "id,period,value\n";
    for (int t = 0; t < 4; ++t)
        for (int i = 0; i < kSeries; ++i) table += 's' + QByteArray::number(i) + ',' + QByteArray::number(2001 + t) + ',' + QByteArray::number(i + 1) + '\n';
    write("mixed.csv", table);
    const Answer answer = run({"forecast", "--series", "mixed.csv", "--horizon", "1", "--output", "OUT.csv", "--json"});
    QCOMPARE(answer.code, 0);
    const auto document = QJsonDocument::fromJson(answer.out).object();
    QCOMPARE(document["rows_read"].toInt(), 4 * kSeries);
    const auto lines = read("out-OUT.csv").trimmed().split('\n');
    QCOMPARE(lines.size(), qsizetype(kSeries + 1));
    for (int i = 0; i < kSeries; ++i) {
        const auto cells = lines[i + 1].split(',');
        QVERIFY(cells[0] == 's' + QByteArray::number(i) && cells[1] == "2005" && std::abs(cells[2].toDouble() - (i + 1)) < 1e-6 * (i + 1));
    }
}

void TestCliBadInput::brokenProjects_data() {
    QTest::addColumn<QString>("project");
    for (const char* name : {"missing", "empty", "text", "cut", "torn", "newer", "other", "folder"}) QTest::newRow(name) << QString(name) + ".chain";
}

void TestCliBadInput::brokenProjects() {
    QFETCH(QString, project);
    const QByteArray before = read(project);
    for (const auto& command : commands()) {
        const Answer answer = run(command.arguments, project);
        const QByteArray said = QByteArray(command.name) + ": " + answer.err;
        if (project == "newer.chain" && answer.code == 0) continue; // it may be read
        QVERIFY2(answer.code == 1, said);
        QVERIFY2(answer.out.isEmpty(), answer.out);
        QVERIFY2(answer.err.count('\n') == 1 && answer.err.endsWith(".\n"), said);
        QVERIFY2(project == "newer.chain" || answer.err.contains(project.toUtf8()), said);
    }
    QCOMPARE(read(project), before);
}

void TestCliBadInput::thinChains_data() {
    QTest::addColumn<QString>("project");
    for (const char* name : {"one-link", "self-link", "all-zero", "no-value", "no-period", "negative", "closed-loop", "huge", "tiny", "two-units", "data-only", "odd-names", "firms-only"})
        QTest::newRow(name) << QString(name) + ".chain";
}

void TestCliBadInput::thinChains() {
    QFETCH(QString, project);
    for (const auto& command : commands()) {
        const Answer answer = run(command.arguments, project);
        const QByteArray said = QByteArray(command.name) + ": " + answer.err;
        QVERIFY2(answer.code == 0 || answer.code == 1, said);
        if (answer.code == 1) {
            QVERIFY2(answer.out.isEmpty(), answer.out);
            QVERIFY2(answer.err.trimmed().endsWith('.'), said);
        } else if (command.arguments.contains("--json")) {
            QVERIFY2(!QJsonDocument::fromJson(answer.out).isNull(), said + answer.out);
        }
    }
}

QTEST_GUILESS_MAIN(TestCliBadInput)
#include "tst_cli_bad_input.moc"
