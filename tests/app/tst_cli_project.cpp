// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

/// The contract of chainscape-cli import, info and export, held through the program itself.
class TestCliProject : public QObject {
    Q_OBJECT
private slots:
    void init();
    void importAnswersInJson();
    void strictSaysRejected();
    void stagesAndRecipe();
    void existingProjectsNeedAppend();
    void exportImportsBack();
    void failuresAreOneSentence_data();
    void failuresAreOneSentence();
    void wrongUsage_data();
    void wrongUsage();
    void mapsAreDrawnAsAsked();

private:
    struct Answer {
        int code = -1;
        QByteArray out, err;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };
    Answer run(const QStringList& arguments) {
        QProcess program;
        program.setWorkingDirectory(m_folder->path());
        program.start(CHAINSCAPE_CLI, arguments);
        if (!program.waitForFinished(60000)) return {};
        return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
    }
    void write(const QString& name, const QByteArray& bytes) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QByteArray read(const QString& name) {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliProject::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    write("links.csv", "source,target,period,kind,value,unit\na,b,2021,material,3,kg\na,b,2022,material,4,kg\nb,c,2022,data,1,kg\n,c,2022,data,1,kg\na,c,2022,data,many,kg\n");
    write("colours.csv", "colour\nred\nblue\n");
    write("firms.csv", "id,name,stage\na,Firm A,1\nb,Firm B,2\nc,Firm C,4\n");
}

void TestCliProject::importAnswersInJson() {
    const auto done = run({"import", "--project", "p.chain", "--links", "links.csv", "--firms", "firms.csv", "--rejects", "rejects.csv", "--json"});
    QCOMPARE(done.code, 0);
    const QJsonObject json = done.json();
    QCOMPARE(json["rows_read"].toInt(), 8);
    QCOMPARE(json["rows_kept"].toInt(), 6);
    QCOMPARE(json["rows_rejected"].toInt(), 2);
    QCOMPARE(json["rejects"].toArray().size(), 2);
    QCOMPARE(json["rejects"].toArray()[0].toObject()["count"].toInt(), 1);
    QCOMPARE(json["firms"].toInt(), 3);
    QCOMPARE(json["links"].toInt(), 2);
    QCOMPARE(json["periods"].toInt(), 2);
    QCOMPARE(json["files"].toArray().size(), 2);
    QVERIFY(json["warnings"].isArray());
    const auto rejects = read("rejects.csv").split('\n');
    QCOMPARE(rejects[0], QByteArray("file,row,column,reason,sentence,original"));
    QVERIFY(rejects[1].contains("blank_source") && rejects[1].contains(",5,"));
    QVERIFY(rejects[2].contains("bad_value") && rejects[2].contains("\"a,c,2022,data,many,kg\""));
    QCOMPARE(QDir(m_folder->path()).entryList({"p.chain*"}, QDir::Files), QStringList{"p.chain"});

    const QJsonObject info = run({"info", "p.chain", "--json"}).json();
    QCOMPARE(info["firms"].toInt(), 3);
    QCOMPARE(info["links"].toInt(), 2);
    QCOMPARE(info["periods"].toArray(), (QJsonArray{"2021", "2022"}));
    QCOMPARE(info["stages"].toArray().size(), 4);
    QCOMPARE(info["kinds"].toArray(), (QJsonArray{"material", "data"}));
    QCOMPARE(info["units"].toArray(), QJsonArray{"kg"});
    QCOMPARE(info["sources"].toArray().size(), 2);
    QVERIFY(info["coverage"].isObject());
    QVERIFY(run({"info", "p.chain"}).out.contains("3 firms"));
}

void TestCliProject::strictSaysRejected() {
    QCOMPARE(run({"import", "--project", "p.chain", "--links", "links.csv", "--strict"}).code, 3);
    QCOMPARE(run({"info", "p.chain", "--json"}).json()["links"].toInt(), 2);
}

void TestCliProject::stagesAndRecipe() {
    write("named.csv", "id;tier\na;Mine\nb;Sea\n");
    const auto done = run({"import", "--project", "p.chain", "--firms", "named.csv", "--stages", "Mine, Shop", "--json"});
    QCOMPARE(done.code, 0);
    QCOMPARE(done.json()["rejects"].toArray()[0].toObject()["reason"].toString(), QString("unknown_stage"));
    QCOMPARE(run({"info", "p.chain", "--json"}).json()["stages"].toArray(), (QJsonArray{"Mine", "Shop"}));
    write("odd.csv", "x;y;z\na;b;1,5\n");
    write("recipe.json", R"({"chainscape_recipe":1,"dialect":{"delimiter":";","decimal":","},"mapping":{"kind":"links","columns":[
        {"header":"x","role":"target"},{"header":"y","role":"source"},{"header":"z","role":"value"}]}})");
    QCOMPARE(run({"import", "--project", "q.chain", "--links", "odd.csv", "--recipe", "recipe.json"}).code, 0);
    QCOMPARE(run({"export", "q.chain", "--to", "csv", "-o", "out"}).code, 0);
    QVERIFY(read("out/links.csv").contains("b,a,,material,1.5"));
}

void TestCliProject::existingProjectsNeedAppend() {
    QCOMPARE(run({"import", "--project", "p.chain", "--links", "links.csv"}).code, 0);
    const auto refused = run({"import", "--project", "p.chain", "--links", "links.csv"});
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.err.contains("--append"));
    QCOMPARE(run({"import", "--project", "p.chain", "--links", "links.csv", "--append"}).code, 0);
    QCOMPARE(run({"info", "p.chain", "--json"}).json()["sources"].toArray().size(), 2);
    QCOMPARE(run({"import", "--project", "none.chain", "--links", "links.csv", "--append"}).code, 1);
    QCOMPARE(QDir(m_folder->path()).entryList({"*.chain*"}, QDir::Files), QStringList{"p.chain"});
}

void TestCliProject::exportImportsBack() {
    QCOMPARE(run({"import", "--project", "p.chain", "--links", "links.csv", "--firms", "firms.csv"}).code, 0);
    QCOMPARE(run({"export", "p.chain", "--to", "csv", "-o", "one"}).code, 0);
    QCOMPARE(run({"import", "--project", "q.chain", "--links", "one/links.csv", "--firms", "one/firms.csv"}).code, 0);
    QCOMPARE(run({"export", "q.chain", "--to", "csv", "-o", "two"}).code, 0);
    QVERIFY(!read("one/links.csv").isEmpty());
    QCOMPARE(read("two/links.csv"), read("one/links.csv"));
    QCOMPARE(read("two/firms.csv"), read("one/firms.csv"));
}

void TestCliProject::failuresAreOneSentence_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no project") << QStringList{"info", "none.chain"};
    QTest::newRow("not a project") << QStringList{"info", "links.csv"};
    QTest::newRow("a folder") << QStringList{"info", "."};
    QTest::newRow("no links file") << QStringList{"import", "--project", "p.chain", "--links", "none.csv"};
    QTest::newRow("a folder as links") << QStringList{"import", "--project", "p.chain", "--links", "."};
    QTest::newRow("no folder") << QStringList{"import", "--project", "none/p.chain", "--links", "links.csv"};
    QTest::newRow("nothing to import") << QStringList{"import", "--project", "p.chain"};
    QTest::newRow("no recipe") << QStringList{"import", "--project", "p.chain", "--links", "links.csv", "--recipe", "none.json"};
    QTest::newRow("bad recipe") << QStringList{"import", "--project", "p.chain", "--links", "links.csv", "--recipe", "links.csv"};
    QTest::newRow("no source column") << QStringList{"import", "--project", "p.chain", "--links", "colours.csv"};
}

void TestCliProject::failuresAreOneSentence() {
    QFETCH(QStringList, arguments);
    const auto refused = run(arguments);
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.out.isEmpty());
    QCOMPARE(refused.err.count('\n'), 1);
    QVERIFY(refused.err.size() > 20);
    QVERIFY(QDir(m_folder->path()).entryList({"*.chain*"}).isEmpty());
}

void TestCliProject::wrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"fly"};
    QTest::newRow("no project named") << QStringList{"import", "--links", "links.csv"};
    QTest::newRow("unknown format") << QStringList{"export", "p.chain", "--to", "tape", "-o", "x"};
}

void TestCliProject::wrongUsage() {
    QFETCH(QStringList, arguments);
    QCOMPARE(run(arguments).code, 2);
}

void TestCliProject::mapsAreDrawnAsAsked() {
    QCOMPARE(run({"import", "--project", "p.chain", "--links", "links.csv", "--firms", "firms.csv"}).code, 0);
    const auto draw = [&](const QStringList& more) { return run(QStringList{"render", "p.chain", "--view", "network", "-o", "map.svg"} + more); };
    QCOMPARE(draw({}).code, 0);
    const QByteArray plain = read("map.svg");
    const auto looks = draw({"--size-by", "upstreamness", "--opacity-by", "throughput", "--shape-by", "end_user", "--palette", "#123456,#654321", "--width-scale", "log", "--window", "2", "--new-and-gone", "--focus", "a", "--trail"});
    QVERIFY2(looks.code == 0, looks.err.constData());
    const QByteArray map = read("map.svg");
    QVERIFY(map != plain);
    for (const char* word : {"#123456", "Opacity: throughput", "log scale", "2021 to 2022"}) QVERIFY2(map.contains(word), word);
    for (const QStringList& wrong : {QStringList{"--size-scale", "cubic"}, {"--opacity-by", "luck"}, {"--palette", "red"}, {"--ramp", "rainbow"}, {"--bookmark", "none"}}) {
        const auto refused = draw(wrong);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains(wrong.last().toUtf8()), refused.err.constData());
    }
}

QTEST_GUILESS_MAIN(TestCliProject)
#include "tst_cli_project.moc"
