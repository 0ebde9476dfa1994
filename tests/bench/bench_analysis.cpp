// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_analysis EDGES STAGES [part...]: times measures on a graph ("u v" per line; stage 0.. of node i on line i).
// Parts: linear (all measures of cost O(m)), pagerank, components, betweenness, risk, extraction, communities; default: linear.
// Prints RESULT key=seconds lines, CPU time beside wall time.

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <string>

#include "core/analysis/registry.h"
#include "core/model/dataset_builder.h"

using namespace chainscape;

namespace {

class Stopwatch {
public:
    ~Stopwatch() {
        std::printf("RESULT %s_s=%.4f\nRESULT %s_cpu_s=%.4f\n", m_name.c_str(), wall(), m_name.c_str(), double(std::clock() - m_cpu) / CLOCKS_PER_SEC);
        std::fflush(stdout);
    }
    explicit Stopwatch(std::string name) : m_name(std::move(name)) {}
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    [[nodiscard]] double wall() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count(); }

    std::string m_name;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::clock_t m_cpu = std::clock();
};

SnapshotPtr load(const char* edgesPath, const char* stagesPath) {
    DatasetBuilder builder;
    std::ifstream stages(stagesPath), edges(edgesPath);
    std::mt19937 random(1);
    int stage = 0;
    for (int i = 0; stages >> stage; ++i) {
        FirmRecord firm;
        firm.id = std::to_string(i);
        firm.stage = stage + 1;
        firm.sector = "s" + std::to_string(random() % 40);
        firm.isPlatform = stage == 5 && random() % 50 == 0;
        builder.addFirm(firm);
    }
    const auto kind = builder.kind("material");
    const auto unit = builder.unit("EUR");
    const auto period = builder.period(*parsePeriod("2024"), "2024");
    std::string u, v;
    while (edges >> u >> v) {
        const auto link = builder.link(builder.firm(u), builder.firm(v), kind, unit);
        builder.addRow(link, period, 1 + double(random() % 1000) / 10, random() % 2 == 0 ? 1.f : 0.f);
    }
    const auto dataset = builder.build();
    if (!dataset) return nullptr;
    const auto made = makeSnapshot(*dataset, {});
    return made ? *made : nullptr;
}

void linear(const SnapshotPtr& snapshot, Progress& progress) {
    Findings findings(snapshot, {});
    const Stopwatch all("linear");
    for (const auto& measure : measures()) {
        if (measure.cost != Cost::Linear) continue;
        const auto start = std::clock();
        const bool ok = measure.level == MeasureLevel::Chain ? measure.chain(findings, progress).has_value() : measure.column(findings, progress).has_value();
        const double took = double(std::clock() - start) / CLOCKS_PER_SEC;
        if (took > 0.02 || !ok) std::printf("  %s %.3f%s\n", std::string(measure.id).c_str(), took, ok ? "" : " refused");
    }
}

void run(const std::string& part, const SnapshotPtr& s, Progress& progress) {
    if (part == "linear") return linear(s, progress);
    Findings findings(s, {});
    const Stopwatch watch(part);
    if (part == "pagerank") (void)centrality(*s, {}, progress);
    if (part == "components") std::printf("  parts %u\n", weakComponents(*s).count);
    if (part == "betweenness") (void)betweenness(*s, {.exactUpTo = 5000, .pivots = 100}, progress);
    if (part == "risk") std::printf("  rounds %d\n", systemicRisk(*s, {}, progress)->rounds);
    if (part == "risk2") std::printf("  rounds %d\n", systemicRisk(*s, {.epsilon = 1e-2}, progress)->rounds);
    if (part == "extraction") (void)findings.extraction(progress);
    if (part == "gaps") (void)findings.gapGains(UnknownScore::AsAnalogue, progress);
    if (part == "communities")
        if (const auto c = communities(*s, {.restarts = 1}, progress)) std::printf("  modularity %.4f\n", c->modularity);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: bench_analysis EDGES STAGES [linear pagerank components betweenness risk risk2 extraction gaps communities]\n");
        return 2;
    }
    const auto snapshot = load(argv[1], argv[2]);
    if (!snapshot) return 1;
    std::printf("%zu firms, %zu links\n", snapshot->nodeCount(), snapshot->edgeCount());
    Progress progress;
    if (argc == 3) run("linear", snapshot, progress);
    for (int i = 3; i < argc; ++i) run(argv[i], snapshot, progress);
    return 0;
}
