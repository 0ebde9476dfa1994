// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSignalSpy>
#include <QThreadPool>
#include <QtTest>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "ui/jobs/jobs.h"

using namespace chainscape;
using namespace chainscape::ui;

class TestJobs : public QObject {
    Q_OBJECT
private slots:
    void answersInTheGuiThread();
    void latestWins();
    void longOnesKeepNobodyWaiting();
    void cancelledNeverAnswers();
    void exceptionsBecomeErrors();
    void reportsLongWork();
    void destructionWaits();
    void paintingWaitsForNoJob();
    void freedMemoryIsGivenBack();
};

void TestJobs::answersInTheGuiThread() {
    Jobs jobs;
    int answer = 0;
    QThread* where = nullptr;
    jobs.start<int>("sum", [](Progress&) -> Result<int> { return 42; }, [&](Result<int> r) {
        answer = *r;
        where = QThread::currentThread();
    });
    QCOMPARE(answer, 0);
    QTRY_COMPARE(answer, 42);
    QCOMPARE(where, thread());
    QVERIFY(jobs.idle());
}

/// What a large job leaves behind in pieces between others that stay.
void TestJobs::freedMemoryIsGivenBack() {
#if !defined(__GLIBC__)
    QSKIP("other C libraries decide themselves");
#endif
    const auto resident = [] {
        QFile statm("/proc/self/statm");
        return statm.open(QIODevice::ReadOnly) ? statm.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
    };
    constexpr qint64 large = 200 << 20, piece = 20000;
    std::vector<std::unique_ptr<char[]>> kept;
    const auto before = resident();
    Jobs jobs;
    bool done = false;
    jobs.start<int>("large", [&kept](Progress&) -> Result<int> {
        std::vector<std::unique_ptr<char[]>> freed;
        for (qint64 i = 0; i < large / piece; ++i) {
            freed.push_back(std::make_unique<char[]>(piece));
            kept.push_back(std::make_unique<char[]>(8));
        }
        return 1;
    }, [&](Result<int>) { done = true; });
    QTRY_VERIFY(done);
    QVERIFY(resident() - before > large / 2); // else this test says nothing
    QTRY_VERIFY_WITH_TIMEOUT(resident() - before < large / 2, 20000);
}

void TestJobs::latestWins() {
    Jobs jobs;
    QList<int> answers;
    for (int i = 0; i < 20; ++i)
        jobs.start<int>("layout", [i](Progress& p) -> Result<int> {
            for (int k = 0; k < 20 && !p.stopped(); ++k) QThread::msleep(1);
            return i;
        }, [&](Result<int> r) { answers.append(*r); });
    QTRY_COMPARE(answers.size(), 1);
    QTest::qWait(60);
    QCOMPARE(answers, QList<int>{19});
}

void TestJobs::longOnesKeepNobodyWaiting() {
    Jobs jobs;
    for (int i = 0; i < QThread::idealThreadCount() + 2; ++i)
        jobs.start<int>(QStringLiteral("measure %1").arg(i), [](Progress& p) -> Result<int> {
            while (!p.stopped()) QThread::msleep(1);
            return Progress::cancelled();
        }, [](const Result<int>&) {});
    bool answered = false;
    jobs.start<int>("map", [](Progress&) -> Result<int> { return 1; }, [&](const Result<int>&) { answered = true; });
    QTRY_VERIFY(answered);
}

void TestJobs::cancelledNeverAnswers() {
    Jobs jobs;
    bool answered = false;
    QSignalSpy finished(&jobs, &Jobs::finished);
    jobs.start<int>("x", [](Progress& p) -> Result<int> {
        while (!p.stopped()) QThread::msleep(1);
        return Progress::cancelled();
    }, [&](Result<int>) { answered = true; });
    QVERIFY(jobs.running("x"));
    jobs.cancel("x");
    QCOMPARE(finished.count(), 1);
    QTest::qWait(30);
    QVERIFY(!answered);
}

void TestJobs::exceptionsBecomeErrors() {
    Jobs jobs;
    std::string message;
    jobs.start<int>("bad", [](Progress&) -> Result<int> { throw std::runtime_error("boom"); }, [&](Result<int> r) { message = r.error().message; });
    QTRY_VERIFY(message.find("boom") != std::string::npos);
}

void TestJobs::reportsLongWork() {
    Jobs jobs;
    QSignalSpy spy(&jobs, &Jobs::progress);
    bool done = false;
    jobs.start<int>("slow", [](Progress& p) -> Result<int> {
        for (int i = 0; i < 300; ++i) {
            p.report(i / 300.0, "working");
            QThread::msleep(1);
        }
        return 0;
    }, [&](Result<int>) { done = true; });
    QTRY_VERIFY(done);
    QVERIFY(spy.count() >= 1 && spy.count() <= 10);
    QCOMPARE(spy.first().at(2).toString(), QString("working"));
}

void TestJobs::destructionWaits() {
    std::atomic<bool> left{false};
    {
        Jobs jobs;
        jobs.start<int>("x", [&](Progress& p) -> Result<int> {
            while (!p.stopped()) QThread::msleep(1);
            left = true;
            return 0;
        }, [](Result<int>) { QFAIL("a destroyed runner answered"); });
        QTest::qWait(5);
    }
    QVERIFY(left);
}

void TestJobs::paintingWaitsForNoJob() {
    // Qt 6.4 fills large areas on the global pool and waits for it, so no job may sit there.
    Jobs jobs;
    std::atomic<int> running{0};
    for (int i = 0; i < QThread::idealThreadCount(); ++i)
        jobs.start<int>(QString::number(i), [&](Progress& p) -> Result<int> {
            ++running;
            while (!p.stopped()) QThread::msleep(1);
            return 0;
        }, [](Result<int>) {});
    QTRY_COMPARE(running.load(), QThread::idealThreadCount());
    QCOMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
}

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
