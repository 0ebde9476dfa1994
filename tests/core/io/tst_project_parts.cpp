// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/io/csv_write.h"
#include "core/io/project_digest.h"
#include "core/io/sqlite_db.h"

using namespace chainscape;

/// The small parts around a project file: digests, written cells, the database layer.
class TestProjectParts : public QObject {
    Q_OBJECT
private slots:
    void digestsAreThoseOfTheStandard();
    void digestOfFiles();
    void guardedCellsComeBack_data();
    void guardedCellsComeBack();
    void writersLeaveNothingHalf();
    void transactionsRollBack();
    void statementsStop();
};

void TestProjectParts::digestsAreThoseOfTheStandard() {
    QCOMPARE(sha256(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    for (const std::size_t size : {55u, 56u, 63u, 64u, 65u, 1000u}) {
        const std::string text(size, 'x');
        const auto expected = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256).toHex();
        QCOMPARE(QByteArray::fromStdString(sha256(text)), expected);
    }
}

void TestProjectParts::digestOfFiles() {
    QTemporaryFile file;
    QVERIFY(file.open());
    const QByteArray bytes = QByteArray(3 * 1024 * 1024 + 17, 'q');
    file.write(bytes);
    file.flush();
    const Progress progress;
    const auto digest = digestOf(file.fileName().toStdString(), progress);
    QVERIFY(digest.has_value());
    QCOMPARE(digest->bytes, std::int64_t{bytes.size()});
    QCOMPARE(QByteArray::fromStdString(digest->sha256), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    QVERIFY(!digestOf("/no/such/file", progress).has_value());
}

void TestProjectParts::guardedCellsComeBack_data() {
    QTest::addColumn<QString>("cell");
    QTest::addColumn<bool>("changed");
    QTest::newRow("formula") << "=1+1" << true;
    QTest::newRow("plus word") << "+cmd" << true;
    QTest::newRow("at") << "@SUM(A1)" << true;
    QTest::newRow("minus word") << "-steel" << true;
    QTest::newRow("negative number") << "-12.5" << false;
    QTest::newRow("apostrophe and formula") << "'=1+1" << true;
    QTest::newRow("two apostrophes") << "''-x" << true;
    QTest::newRow("apostrophe and word") << "'s-Hertogenbosch" << false;
    QTest::newRow("plain") << "Steel Ltd" << false;
    QTest::newRow("empty") << "" << false;
}

void TestProjectParts::guardedCellsComeBack() {
    QFETCH(QString, cell);
    QFETCH(bool, changed);
    const std::string text = cell.toStdString(), out = guarded(text);
    QCOMPARE(out != text, changed);
    QCOMPARE(std::string(unguarded(out)), text);
}

void TestProjectParts::writersLeaveNothingHalf() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.csv").toStdString();
    {
        auto csv = CsvWriter::create(path);
        QVERIFY(csv.has_value());
        csv->text("lost").endRow();
    }
    QVERIFY(QDir(folder.path()).isEmpty());
    auto csv = CsvWriter::create(path);
    QVERIFY(csv.has_value());
    csv->text("a \"b\", c").text("=x").number(0.1).number(0.3f).number(std::nan("")).endRow();
    QVERIFY(csv->finish().has_value());
    QFile file(folder.filePath("a.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("\"a \"\"b\"\", c\",'=x,0.1,0.3,\n"));
    QVERIFY(!CsvWriter::create("/no/such/folder/a.csv").has_value());
}

void TestProjectParts::transactionsRollBack() {
    const QTemporaryDir folder;
    auto db = sqlite::Db::open(folder.filePath("a.db").toStdString(), sqlite::OpenMode::Create);
    QVERIFY(db.has_value());
    QVERIFY(db->run("CREATE TABLE t(x)").has_value());
    {
        auto transaction = sqlite::Transaction::begin(*db);
        QVERIFY(transaction.has_value());
        QVERIFY(db->run("INSERT INTO t VALUES(1)").has_value());
    }
    QCOMPARE(*db->integer("SELECT count(*) FROM t"), std::int64_t{0});
    auto transaction = sqlite::Transaction::begin(*db);
    QVERIFY(db->run("INSERT INTO t VALUES(1)").has_value());
    QVERIFY(transaction->commit().has_value());
    QCOMPARE(*db->integer("SELECT count(*) FROM t"), std::int64_t{1});
    QVERIFY(!sqlite::Db::open(folder.filePath("a.db").toStdString(), sqlite::OpenMode::Create).has_value());
}

void TestProjectParts::statementsStop() {
    const QTemporaryDir folder;
    auto db = sqlite::Db::open(folder.filePath("a.db").toStdString(), sqlite::OpenMode::Create);
    Progress progress;
    progress.stop();
    db->watch(&progress);
    const auto endless = db->integer("WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n");
    QVERIFY(!endless);
    QCOMPARE(endless.error().code, ErrorCode::Cancelled);
    db->watch(nullptr);
    QCOMPARE(*db->integer("SELECT 7"), std::int64_t{7});
}

QTEST_GUILESS_MAIN(TestProjectParts)
#include "tst_project_parts.moc"
