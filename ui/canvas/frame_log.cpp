// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/frame_log.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>

#include <QByteArray>

namespace chainscape::ui {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

struct Log {
    Log() {
        const QByteArray path = qgetenv("CHAINSCAPE_FRAMELOG");
        if (!path.isEmpty()) file.reset(std::fopen(path.constData(), "a"));
    }
    std::unique_ptr<std::FILE, CloseFile> file;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    std::mutex mutex;
};

} // namespace

void logFrame(std::string_view what, std::string_view cause, double milliseconds, std::int64_t drawn) {
    static Log log;
    if (!log.file) return;
    const std::lock_guard lock(log.mutex);
    const double at = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - log.start).count();
    std::fprintf(log.file.get(), "{\"what\":\"%.*s\",\"cause\":\"%.*s\",\"ms\":%.3f,\"drawn\":%lld,\"at\":%.1f}\n",
                 static_cast<int>(what.size()), what.data(), static_cast<int>(cause.size()), cause.data(), milliseconds,
                 static_cast<long long>(drawn), at);
    std::fflush(log.file.get());
}

} // namespace chainscape::ui
