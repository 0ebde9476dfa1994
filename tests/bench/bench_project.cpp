// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_project import LINKS.csv P.chain    CSV into a new project and open again, step by step
// bench_project whole|stream LINKS.csv P.chain   as the command line does it: the rows in memory, or written while they are read
// bench_project cancel LINKS.csv P.chain SECONDS   stopped after so long: how long it takes to end
// bench_project sum P.chain                 the flows by stage pair and period; firms' stages are the first two letters of their ids
// bench_project open P.chain                openProject as both programs do it, and telling the stages once more
// bench_project make FIRMS LINKS PERIODS P.chain   a project of that size
// bench_project resident LINKS PERIODS      memory of one Dataset
// Prints RESULT key=value lines: wall and CPU seconds, resident MiB.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>

#include "core/analysis/stage_inference.h"
#include "core/base/parallel.h"
#include "core/model/dataset_builder.h"
#include "core/project/project.h"

using namespace chainscape;

namespace {

/// A line of /proc/self/status in MiB.
double memory(std::string_view key) {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(key)) return std::stod(line.substr(key.size() + 1)) / 1024;
    return 0;
}

class Stopwatch {
public:
    explicit Stopwatch(const char* name) : m_name(name) {}
    ~Stopwatch() {
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_start;
        std::printf("RESULT %s_s=%.3f\nRESULT %s_cpu_s=%.3f\nRESULT %s_peak_mib=%.0f\n", m_name, wall.count(), m_name,
                    double(std::clock() - m_cpu) / CLOCKS_PER_SEC, m_name, memory("VmHWM"));
        std::fflush(stdout);
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    const char* m_name;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::clock_t m_cpu = std::clock();
};

int failed(const Error& error) {
    std::fprintf(stderr, "%s\n", describe(error).c_str());
    return 1;
}

int importStepwise(const std::string& csv, const std::string& path) {
    Progress progress;
    const TableInput input{csv, {}, nullptr};
    auto file = ProjectFile::create(path);
    if (!file) return failed(file.error());
    {
        const Stopwatch all("import_all");
        Result<LinkImport> read = failure(ErrorCode::Unknown, "");
        {
            const Stopwatch watch("parse");
            const auto shown = preview(input);
            if (!shown) return failed(shown.error());
            read = readLinks(input, shown->plan, progress);
            if (!read) return failed(read.error());
        }
        const Stopwatch watch("write");
        ImportBatch batch;
        batch.links = &read->rows;
        batch.files.push_back({TableKind::Links, std::move(read->report), {}, 0, {}});
        if (const auto id = file->appendImport(batch, progress); !id) return failed(id.error());
    }
    Result<DatasetPtr> dataset = DatasetPtr{};
    {
        const Stopwatch watch("load");
        dataset = file->loadDataset(progress);
        if (!dataset) return failed(dataset.error());
    }
    const Stopwatch watch("reload_with_stages");
    const auto again = reload(*file, progress);
    return again ? 0 : failed(again.error());
}

int importAtOnce(const std::string& csv, const std::string& path, ImportMode mode) {
    Progress progress;
    const Stopwatch watch(mode == ImportMode::Streamed ? "stream" : "whole");
    ImportOptions options;
    options.mode = mode;
    options.needsDataset = false;
    const auto summary = importAsProject(path, {{{csv, {}, nullptr}, TableKind::Links, {}}}, options, progress);
    if (!summary) return failed(summary.error());
    std::printf("RESULT rows=%lld\nRESULT firms=%lld\nRESULT links=%lld\n", static_cast<long long>(summary->rowsKept),
                static_cast<long long>(summary->firms), static_cast<long long>(summary->links));
    return 0;
}

int cancelAfter(const std::string& csv, const std::string& path, double seconds) {
    using Clock = std::chrono::steady_clock;
    Progress progress;
    Clock::time_point stopped;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        stopped = Clock::now();
        progress.stop();
    });
    const auto summary = importAsProject(path, {{{csv, {}, nullptr}, TableKind::Links, {}}}, {}, progress);
    const auto ended = Clock::now();
    stopper.join();
    if (summary || summary.error().code != ErrorCode::Cancelled) return std::fputs("It ended before it was stopped.\n", stderr), 1;
    std::printf("RESULT cancel_s=%.4f\n", std::chrono::duration<double>(ended - stopped).count());
    return 0;
}

int sumByStages(const std::string& path) {
    Progress progress;
    const auto file = ProjectFile::open(path, ProjectAccess::ReadOnly, progress);
    if (!file) return failed(file.error());
    const auto dataset = file->loadDataset(progress);
    if (!dataset) return failed(dataset.error());
    const Dataset& d = **dataset;
    std::map<std::string, std::uint16_t> known;
    std::vector<std::uint16_t> stage;
    for (const auto& id : d.firms().id) stage.push_back(known.emplace(id.substr(0, 2), std::uint16_t(known.size())).first->second);
    const std::size_t stages = known.size(), periods = d.periods().size();
    std::vector<double> sums(stages * stages * periods);
    {
        const Stopwatch watch("sum");
        const auto& [start, link, value] = std::tie(d.flows().start, d.flows().link, d.flows().value);
        const auto& source = d.links().source;
        const auto& target = d.links().target;
        parallelFor(periods, 1, [&](std::size_t begin, std::size_t end) {
            constexpr std::size_t ahead = 24; // a period's links are far apart
            for (std::size_t i = start[begin], p = begin; i < start[end]; ++i) {
                while (i >= start[p + 1]) ++p;
                const auto next = link[std::min(i + ahead, link.size() - 1)];
                __builtin_prefetch(&source[next]);
                __builtin_prefetch(&target[next]);
                const std::size_t pair = stage[source[link[i]]] * stages + stage[target[link[i]]];
                if (!std::isnan(value[i])) sums[p * stages * stages + pair] += value[i];
            }
        });
    }
    double total = 0;
    std::size_t groups = 0;
    for (const double sum : sums) groups += sum != 0, total += sum;
    std::printf("RESULT groups=%zu\nRESULT sum=%.1f\n", groups, total);
    return 0;
}

int openOnce(const std::string& path) {
    Progress progress;
    DatasetPtr dataset;
    {
        const Stopwatch watch("open");
        const auto project = openProject(path, ProjectAccess::ReadOnly, progress);
        if (!project) return failed(project.error());
        dataset = project->dataset;
    }
    const Stopwatch watch("of_that_stages");
    const auto told = inferStages(*dataset, progress);
    return told ? 0 : failed(told.error());
}

/// Rows of random links over all periods, straight into a project.
int makeProject(unsigned firms, unsigned links, unsigned periods, const std::string& path) {
    std::mt19937 random(1);
    LinkRows rows;
    rows.periods = {{}};
    for (unsigned p = 0; p < periods; ++p) {
        const Period period = advanced(*parsePeriod("2005Q1"), int(p));
        rows.periods.push_back({toText(period), period});
    }
    for (unsigned f = 0; f < firms; ++f) rows.firms.idOf("firm " + std::to_string(f));
    for (unsigned l = 0; l < links; ++l) {
        const auto source = 1 + random() % firms, target = 1 + random() % firms;
        for (unsigned p = 1; p <= periods; ++p) {
            rows.source.push_back(std::uint32_t(source));
            rows.target.push_back(std::uint32_t(target));
            rows.period.push_back(p);
            rows.value.push_back(double(random() % 100000) / 100);
            rows.row.push_back(std::int64_t(rows.row.size()) + 2);
        }
    }
    rows.files = {{"made", 0, rows.source.size()}};
    ImportBatch batch;
    batch.links = &rows;
    batch.files.emplace_back();
    Progress progress;
    auto file = ProjectFile::create(path);
    if (!file) return failed(file.error());
    const Stopwatch watch("make");
    const auto id = file->appendImport(batch, progress);
    return id ? 0 : failed(id.error());
}

int measureResident(unsigned links, unsigned periods) {
    std::mt19937 random(1);
    const double before = memory("VmRSS");
    DatasetPtr dataset;
    {
        DatasetBuilder builder;
        const auto kind = builder.kind("material");
        const auto unit = builder.unit("EUR");
        const unsigned firms = links / 5 + 1;
        for (unsigned f = 0; f < firms; ++f) builder.firm("firm " + std::to_string(f));
        for (unsigned p = 0; p < periods; ++p) builder.period(advanced(*parsePeriod("2015"), int(p)), std::to_string(2015 + p));
        for (unsigned l = 0; l < links; ++l) {
            const auto link = builder.link(std::uint32_t(random() % firms), std::uint32_t(random() % firms), kind, unit);
            for (unsigned p = 0; p < periods; ++p) builder.addRow(link, p, double(random() % 1000), 0.5f);
        }
        auto built = builder.build();
        if (!built) return failed(built.error());
        dataset = std::move(*built);
    }
    std::printf("RESULT resident_mib=%.0f\nRESULT building_peak_mib=%.0f\nRESULT flows=%zu\n", memory("VmRSS") - before, memory("VmHWM"),
                dataset->flows().size());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    const auto number = [&](int i) { return unsigned(std::stoul(argv[i])); };
    if (what == "import" && argc == 4) return importStepwise(argv[2], argv[3]);
    if (what == "whole" && argc == 4) return importAtOnce(argv[2], argv[3], ImportMode::InMemory);
    if (what == "stream" && argc == 4) return importAtOnce(argv[2], argv[3], ImportMode::Streamed);
    if (what == "cancel" && argc == 5) return cancelAfter(argv[2], argv[3], std::stod(argv[4]));
    if (what == "sum" && argc == 3) return sumByStages(argv[2]);
    if (what == "open" && argc == 3) return openOnce(argv[2]);
    if (what == "make" && argc == 6) return makeProject(number(2), number(3), number(4), argv[5]);
    if (what == "resident" && argc == 4) return measureResident(number(2), number(3));
    std::fprintf(stderr, "Usage: see the head of bench_project.cpp\n");
    return 2;
}
