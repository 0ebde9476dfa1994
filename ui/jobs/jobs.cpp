// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobs.h"

#include <exception>
#include <optional>

#include <QElapsedTimer>
#include <QFuture>
#include <QMetaObject>
#include <QPointer>
#include <QThread>
#include <QtConcurrent>

#include "core/base/large_memory.h"

namespace chainscape::ui {

struct Jobs::Job {
    explicit Job(Progress::Sink sink) : progress(std::move(sink)) {}
    Progress progress;
    std::optional<Error> error;
    std::function<void(const Error*)> done;
    QFuture<void> future;
};

namespace {

constexpr qint64 kQuietMs = 150;
constexpr qint64 kReportEveryMs = 50;
constexpr int kRestMs = 2000;
constexpr std::size_t kWorthGivingBack = 128 << 20; ///< bytes

/// Thins reports out and hands them to the GUI thread.
class Reporter {
public:
    Reporter(QPointer<Jobs> jobs, QString key) : m_jobs(std::move(jobs)), m_key(std::move(key)) { m_since.start(); }

    void operator()(double done, std::string_view what) {
        const qint64 now = m_since.elapsed();
        if (now < kQuietMs || now - m_last < kReportEveryMs) return;
        m_last = now;
        const QString text = QString::fromUtf8(what.data(), qsizetype(what.size()));
        QMetaObject::invokeMethod(
            m_jobs.data(), [jobs = m_jobs, key = m_key, done, text] { if (jobs) emit jobs->progress(key, done, text); }, Qt::QueuedConnection);
    }

private:
    QPointer<Jobs> m_jobs;
    QString m_key;
    QElapsedTimer m_since;
    qint64 m_last = 0;
};

} // namespace

/// More threads than cores: a short job is not to wait for long ones.
Jobs::Jobs(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(2 * QThread::idealThreadCount() + 2);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, [this] { m_pool.start([] { giveBackFreed(kWorthGivingBack); }); });
}

Jobs::~Jobs() {
    cancelAll();
    for (const auto& job : std::as_const(m_all)) job->future.waitForFinished();
}

void Jobs::run(const QString& key, std::function<void(Progress&)> work, std::function<void(const Error*)> done) {
    cancel(key);
    m_rest.stop();
    auto reporter = std::make_shared<Reporter>(this, key);
    auto job = std::make_shared<Job>([reporter](double d, std::string_view w) { (*reporter)(d, w); });
    job->done = std::move(done);
    m_running.insert(key, job);
    m_all.append(job);
    job->future = QtConcurrent::run(&m_pool, [this, key, job, work = std::move(work)] {
        try {
            work(job->progress);
        } catch (const std::exception& e) {
            job->error = Error{ErrorCode::Unknown, std::string("Stopped by an unexpected error: ") + e.what(), {}};
        }
        QMetaObject::invokeMethod(this, [this, key, job] { answered(key, job); }, Qt::QueuedConnection);
    });
}

void Jobs::answered(const QString& key, const std::shared_ptr<Job>& job) {
    m_all.removeOne(job);
    if (m_all.isEmpty()) m_rest.start();
    const bool latest = m_running.value(key) == job;
    if (!latest || job->progress.stopped()) return;
    m_running.remove(key);
    emit finished(key);
    job->done(job->error ? &*job->error : nullptr);
}

void Jobs::cancel(const QString& key) {
    const auto job = m_running.take(key);
    if (!job) return;
    job->progress.stop();
    emit finished(key);
}

void Jobs::cancelAll() {
    for (const auto& key : m_running.keys()) cancel(key);
}

bool Jobs::running(const QString& key) const { return m_running.contains(key); }

} // namespace chainscape::ui
