// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_import LINKS.csv: preview, then parse to typed columns, then into a project file; the same by DuckDB and sqlite3 where they are
// installed. RESULT lines with wall and CPU seconds, peak memory and ratios (below 1: faster than they). What peers take includes the start
// of their program, which is told, too: small files say little.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>

#include <sys/resource.h>

#include "core/io/import_tables.h"
#include "core/project/project.h"

namespace {

using namespace chainscape;

/// Wall and CPU seconds, of this process and of children that ended.
struct Spent {
    double wall = 0, cpu = 0;
};

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; }

Spent now() {
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now().time_since_epoch();
    double cpu = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        cpu += seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }
    return {wall.count(), cpu};
}

class Clock {
public:
    Spent print(const std::string& what) const {
        const Spent end = now(), spent{end.wall - m_start.wall, end.cpu - m_start.cpu};
        std::printf("RESULT %s_s=%.4f\nRESULT %s_cpu_s=%.4f\n", what.c_str(), spent.wall, what.c_str(), spent.cpu);
        std::fflush(stdout);
        return spent;
    }

private:
    Spent m_start = now();
};

/// A program to compare with: shell commands that see $CSV and $DB. The first that is there is taken.
struct Way {
    const char* found; ///< ends with 0 when it can be used
    const char* start; ///< does nothing
    const char* parse; ///< into memory; null: it has no such step
    const char* store; ///< into $DB
};

struct Peer {
    const char* name;
    std::array<Way, 3> ways;
};

constexpr const char* kNode = "node -e \"const {DuckDBInstance:D}=require('@duckdb/node-api');"
                              "D.create(process.argv[1]).then(d=>d.connect()).then(c=>c.run(process.argv[2])).then(()=>process.exit(0))\" ";
#define READ_CSV "CREATE TABLE t AS SELECT * FROM read_csv('$CSV')"

const std::array<Peer, 2> kPeers = {
    {{"duckdb",
      {{{"command -v duckdb", "duckdb -c 'SELECT 1'", "duckdb -c \"" READ_CSV "\"", "duckdb \"$DB\" -c \"" READ_CSV "\""},
        {"python3 -c 'import duckdb'", "python3 -c 'import duckdb; duckdb.sql(\"SELECT 1\")'", "python3 -c \"import duckdb; duckdb.connect().execute(\\\"" READ_CSV "\\\")\"",
         "python3 -c \"import duckdb; duckdb.connect('$DB').execute(\\\"" READ_CSV "\\\")\""},
        {"node -e \"require('@duckdb/node-api')\"", "NODE :memory: 'SELECT 1'", "NODE :memory: \"" READ_CSV "\"", "NODE \"$DB\" \"" READ_CSV "\""}}}},
     {"sqlite3",
      {{{"command -v sqlite3", "sqlite3 :memory: 'SELECT 1'", nullptr,
         "sqlite3 \"$DB\" 'PRAGMA journal_mode=off' 'PRAGMA synchronous=off' \".import --csv '$CSV' t\""},
        {},
        {}}}}}};
#undef READ_CSV

std::string spelled(std::string command) {
    if (command.starts_with("NODE ")) command = kNode + command.substr(5);
    return "{ " + command + "; } >/dev/null 2>&1";
}

bool runs(const char* command) { return std::system(spelled(command).c_str()) == 0; }

void ratio(const char* peer, const char* what, const Spent& own, const Spent& theirs) {
    std::printf("RESULT %s_%s_ratio=%.3f\nRESULT %s_%s_cpu_ratio=%.3f\n", peer, what, own.wall / theirs.wall, peer, what, own.cpu / theirs.cpu);
}

/// Ours against theirs, in the same run.
void compare(const Peer& peer, const Spent& parse, const Spent& store) {
    const auto way = std::find_if(peer.ways.begin(), peer.ways.end(), [](const Way& w) { return w.found != nullptr && runs(w.found); });
    if (way == peer.ways.end()) {
        std::printf("%s is not installed: no comparison with it.\n", peer.name);
        return;
    }
    const auto timed = [&](const char* command, const char* what) -> std::optional<Spent> {
        if (command == nullptr) return std::nullopt;
        std::remove(std::getenv("DB"));
        const Clock clock;
        if (!runs(command)) {
            std::printf("%s cannot read the file: no comparison of %s.\n", peer.name, what);
            return std::nullopt;
        }
        return clock.print(std::string(peer.name) + "_" + what);
    };
    timed(way->start, "start");
    if (const auto theirs = timed(way->parse, "parse")) ratio(peer.name, "parse", parse, *theirs);
    if (const auto theirs = timed(way->store, "store")) ratio(peer.name, "store", store, *theirs);
}

int failed(const Error& error) {
    std::fprintf(stderr, "%s\n", describe(error).c_str());
    return 1;
}

/// Reads and lets go of everything, so that the memory of the next step is its own.
std::optional<Spent> parsed(const TableInput& input) {
    const Clock start;
    const auto shown = preview(input);
    start.print("preview");
    Progress progress;
    const Clock parse;
    const auto links = shown ? readLinks(input, shown->plan, progress) : tl::unexpected(shown.error());
    if (!links) {
        failed(links.error());
        return std::nullopt;
    }
    const Spent spent = parse.print("parse");
    double sum = 0;
    for (const double value : links->rows.value)
        if (!std::isnan(value)) sum += value;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("RESULT rows=%zu\nRESULT firms=%zu\nRESULT sum=%.2f\nRESULT peak_mib=%ld\n", links->rows.size(), links->rows.firms.size() - 1, sum, usage.ru_maxrss / 1024);
    return spent;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: bench_import LINKS.csv\n", stderr);
        return 2;
    }
    const TableInput input{arguments[1], {}, {}};
    const auto parse = parsed(input);
    if (!parse) return 1;
    const auto folder = std::filesystem::temp_directory_path() / ("bench_import_" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    std::filesystem::create_directory(folder);
    Progress progress;
    ImportOptions options;
    options.needsDataset = false;
    const Clock clock;
    const auto made = importAsProject((folder / "bench.chain").string(), {{input, TableKind::Links, std::nullopt}}, options, progress);
    const Spent store = clock.print("store");
    if (made) {
        setenv("CSV", arguments[1], 1);
        setenv("DB", (folder / "bench.db").c_str(), 1);
        for (const Peer& peer : kPeers) compare(peer, *parse, store);
    }
    std::filesystem::remove_all(folder);
    return made ? 0 : failed(made.error());
}
