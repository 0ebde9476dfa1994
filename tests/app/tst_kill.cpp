// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <csignal>
#include <filesystem>
#include <random>

#include "core/io/project_file.h"
#include "core/io/sqlite_db.h"

using namespace chainscape;
namespace fs = std::filesystem;

/// Kills the program at random moments of an import, and a saver at random moments of saving: what was saved before is there.
class TestKill : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void appendIsAllOrNothing();
    void newProjectsAppearWholeOrNotAtAll();
    void savesThatReturnedStay();

private:
    int timeOf(const QStringList& arguments);
    void killAfter(const QStringList& arguments, int milliseconds);
    void check(const std::string& path);
    QTemporaryDir m_folder;
    std::mt19937 m_random{7};
    QString m_links;
};

namespace {

constexpr int kRows = 40000;
constexpr int kKillsOfAppend = 30, kKillsOfNew = 12, kKillsOfSave = 20;

/// A second life of this test: saves numbered settings and says each number after it was saved.
int saveForever(const char* path) {
    Progress progress;
    auto file = ProjectFile::open(path, ProjectAccess::ReadWrite, progress);
    for (int n = 1; file; ++n) {
        if (!file->putDocument(DocumentKind::Setting, "counter", std::to_string(n))) return 1;
        std::printf("%d\n", n);
        std::fflush(stdout);
    }
    return 1;
}

} // namespace

void TestKill::initTestCase() {
    m_links = m_folder.filePath("links.csv");
    QFile file(m_links);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray text("source,target,period,value,digital\n");
    for (int i = 0; i < kRows; ++i)
        text += QByteArray("f") + QByteArray::number(i * 7 % 997) + ",g" + QByteArray::number(i * 13 % 991) + ",20" + QByteArray::number(10 + i % 10) + ',' +
                QByteArray::number(i) + ",0.5\n";
    file.write(text);
}

int TestKill::timeOf(const QStringList& arguments) {
    QElapsedTimer timer;
    timer.start();
    QProcess program;
    program.start(CHAINSCAPE_CLI, arguments);
    program.waitForFinished(60000);
    return int(timer.elapsed());
}

void TestKill::killAfter(const QStringList& arguments, int milliseconds) {
    QProcess program;
    program.start(CHAINSCAPE_CLI, arguments);
    if (!program.waitForFinished(milliseconds)) program.kill();
    program.waitForFinished(10000);
}

void TestKill::check(const std::string& path) {
    {
        const auto db = sqlite::Db::open(path, sqlite::OpenMode::ReadOnly);
        QVERIFY2(db.has_value(), db ? "" : describe(db.error()).c_str());
        QCOMPARE(QString::fromStdString(db->text("PRAGMA integrity_check").value_or("failed")), QString("ok"));
    }
    Progress progress;
    auto file = ProjectFile::open(path, ProjectAccess::ReadWrite, progress);
    QVERIFY2(file.has_value(), file ? "" : describe(file.error()).c_str());
    const auto dataset = file->loadDataset(progress);
    QVERIFY2(dataset.has_value(), dataset ? "" : describe(dataset.error()).c_str());
    std::size_t rows = 0;
    for (const auto count : (*dataset)->flows().rows) rows += count;
    QVERIFY2(rows >= kRows && rows % kRows == 0, "an import is there as a whole or not at all");
    QCOMPARE(file->imports()->size(), rows / kRows);
}

void TestKill::appendIsAllOrNothing() {
    const QString base = m_folder.filePath("base.chain"), project = m_folder.filePath("p.chain");
    const int whole = timeOf({"import", "--project", base, "--links", m_links});
    QVERIFY(QFile::exists(base));
    for (int i = 0; i < kKillsOfAppend; ++i) {
        if (i % 5 == 0) {
            QFile::remove(project);
            QVERIFY(QFile::copy(base, project));
        }
        killAfter({"import", "--project", project, "--links", m_links, "--append"}, std::uniform_int_distribution(1, whole + whole / 4)(m_random));
        check(project.toStdString());
        if (QTest::currentTestFailed()) return;
    }
}

void TestKill::newProjectsAppearWholeOrNotAtAll() {
    const QString project = m_folder.filePath("new.chain");
    const int whole = timeOf({"import", "--project", m_folder.filePath("timing.chain"), "--links", m_links});
    for (int i = 0; i < kKillsOfNew; ++i) {
        QFile::remove(project);
        killAfter({"import", "--project", project, "--links", m_links}, std::uniform_int_distribution(1, whole)(m_random));
        if (QFile::exists(project)) check(project.toStdString());
        if (QTest::currentTestFailed()) return;
    }
    QFile::remove(project);
    killAfter({"import", "--project", project, "--links", m_links}, 60000);
    check(project.toStdString());
    QCOMPARE(QDir(m_folder.path()).entryList({"new.chain*"}, QDir::Files), QStringList{"new.chain"});
}

void TestKill::savesThatReturnedStay() {
    const QString project = m_folder.filePath("save.chain");
    QVERIFY(QFile::copy(m_folder.filePath("base.chain"), project));
    int last = 0;
    for (int i = 0; i < kKillsOfSave; ++i) {
        QProcess saver;
        saver.start(QCoreApplication::applicationFilePath(), {"--save-forever", project});
        QVERIFY(saver.waitForReadyRead(10000));
        QTest::qSleep(std::uniform_int_distribution(1, 60)(m_random));
        saver.kill();
        saver.waitForFinished(10000);
        const auto said = saver.readAllStandardOutput().split('\n');
        last = said.size() >= 2 ? said[said.size() - 2].toInt() : last;
        QVERIFY(last > 0);
        check(project.toStdString());
        Progress progress;
        const auto file = ProjectFile::open(project.toStdString(), ProjectAccess::ReadOnly, progress);
        QVERIFY(file.has_value());
        const auto saved = file->document(DocumentKind::Setting, "counter");
        QVERIFY(saved.has_value());
        QVERIFY2(std::stoi(saved->json) >= last, "a save that returned must stay");
    }
}

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--save-forever") return saveForever(argv[2]);
    QCoreApplication app(argc, argv);
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kill.moc"
