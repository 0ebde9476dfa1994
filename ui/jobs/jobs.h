// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Jobs: run a core function off the GUI thread, keyed by purpose; the latest start of a key wins.

#include <functional>
#include <memory>
#include <utility>

#include <QHash>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace chainscape::ui {

/// Lives in the GUI thread. A newer start of the same key stops the older one and drops its answer. Answers arrive in the GUI
/// thread, after start() has returned. Jobs of different keys run side by side: a short one does not wait for long ones. Exceptions of
/// libraries end as an Error. Memory that jobs have freed goes back to the system once none has run for a while. Destruction stops
/// everything and waits.
class Jobs : public QObject {
    Q_OBJECT
public:
    explicit Jobs(QObject* parent = nullptr);
    ~Jobs() override;

    /// work runs in a pool of its own; done gets its answer (never for a stopped or superseded job).
    template <class T>
    void start(const QString& key, std::function<Result<T>(Progress&)> work, std::function<void(Result<T>)> done) {
        auto answer = std::make_shared<Result<T>>(Progress::cancelled());
        run(key, [answer, work = std::move(work)](Progress& progress) { *answer = work(progress); },
            [answer, done = std::move(done)](const Error* error) {
                if (error) done(tl::unexpected<Error>(*error));
                else done(std::move(*answer));
            });
    }

    /// Stops the job of this key; its done is not called.
    void cancel(const QString& key);
    void cancelAll();
    [[nodiscard]] bool running(const QString& key) const;
    [[nodiscard]] bool idle() const { return m_running.isEmpty(); }

signals:
    /// After 150 ms of work, then at most every 50 ms; done is negative when unknown.
    void progress(const QString& key, double done, const QString& what);
    /// The job ended, was stopped or superseded.
    void finished(const QString& key);

private:
    struct Job;
    void run(const QString& key, std::function<void(Progress&)> work, std::function<void(const Error*)> done);
    void answered(const QString& key, const std::shared_ptr<Job>& job);

    QThreadPool m_pool; ///< not the global one: Qt's painting waits for that, and would wait for jobs
    QHash<QString, std::shared_ptr<Job>> m_running;
    QList<std::shared_ptr<Job>> m_all;
    QTimer m_rest; ///< runs while there is nothing to do after work
};

} // namespace chainscape::ui
