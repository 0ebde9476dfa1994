// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Scenarios run on the toy chain and on random industries, for tests.

#include <functional>
#include <map>
#include <random>

#include "core/analysis/accounts.h"
#include "core/analysis/change_index.h"
#include "core/analysis/digital.h"
#include "core/analysis/multipliers.h"
#include "core/analysis/penetration.h"
#include "core/analysis/trophic.h"
#include "core/scenario/scenario.h"
#include "tests/core/analysis/toy_chain.h"

namespace chainscape::test {

inline ScenarioResult run(const DatasetPtr& base, const char* json, const SnapshotSpec& spec) {
    Progress progress;
    const auto edits = editListFromJson(json);
    if (!edits) qFatal("%s", edits.error().message.c_str());
    auto result = applyScenario(base, spec, *edits, progress);
    if (!result) qFatal("%s", result.error().message.c_str());
    return *result;
}

inline ScenarioResult run24(const char* json) {
    const auto toy = toyChain();
    return run(toy, json, {.from = toy->periodIndex("2024")});
}

/// The same without the quotes that C++ wants escaped.
inline QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

struct Figures {
    SnapshotPtr snapshot;
    Accounts books;
    double chainLength = 0, incoherence = 0;

    explicit Figures(const ScenarioResult& result) : snapshot(test::snapshot(result.after, result.spec)) {
        Progress progress;
        books = *accounts(*snapshot, {}, progress);
        chainLength = positions(*snapshot, books, progress)->chainLength;
        incoherence = trophicLevels(*snapshot, {}, progress)->incoherence;
    }
    double output(const std::string& id) const {
        const auto node = snapshot->nodeOfId(id);
        return node == kNone ? 0 : books.output[books.producer(node)];
    }
    double value(const std::string& s, const std::string& t) const {
        const auto a = snapshot->nodeOfId(s), b = snapshot->nodeOfId(t);
        const auto e = a == kNone || b == kNone ? kNone : snapshot->edgeBetween(a, b);
        return e == kNone ? 0 : snapshot->edges().value[e];
    }
};

/// E2E of the result, both firms' scores counting, too, when asked.
inline double tracedShare(const ScenarioResult& result, DigitalMode mode) {
    Progress progress;
    const Figures figures(result);
    const auto digital = digitalEdges(*figures.snapshot, {.mode = mode});
    return penetration(*figures.snapshot, figures.books, digital, progress)->share;
}

inline void verifyInvariants(const ScenarioResult& result) {
    for (const auto& invariant : result.invariants)
        QVERIFY2(invariant.holds, qPrintable(QString("%1 is off by %2").arg(invariant.name.c_str()).arg(invariant.error)));
    QVERIFY(near(result.valueAdded + result.externalPurchases, result.finalUse, 1e-9 * std::max(1.0, result.finalUse)));
}

inline void compareOutputs(const Figures& figures, const QJsonObject& x) {
    for (auto it = x.begin(); it != x.end(); ++it) VERIFY_NEAR(figures.output(it.key().toStdString()), it.value().toDouble());
}

/// Largest difference of the flows of two snapshots, pair by pair.
inline double flowDifference(const Snapshot& a, const Snapshot& b) {
    std::map<std::pair<std::string, std::string>, double> delta;
    for (const auto* s : {&a, &b})
        for (std::size_t e = 0; e < s->edgeCount(); ++e)
            delta[{s->id(s->edges().source[e]), s->id(s->edges().target[e])}] += (s == &a ? 1 : -1) * s->edges().value[e];
    double worst = 0;
    for (const auto& [pair, d] : delta) worst = std::max(worst, std::fabs(d));
    return worst;
}

inline double flowDifference(const ScenarioResult& a, const ScenarioResult& b) {
    return flowDifference(*test::snapshot(a.after, a.spec), *test::snapshot(b.after, b.spec));
}

/// Random staged chain with loops, unbalanced books and platforms, in period 2024 between two others.
inline DatasetPtr randomIndustry(unsigned seed, int firms, int links) {
    std::mt19937 random(seed);
    std::string text;
    const auto stageOf = [&](int f) { return 1 + f * 6 / firms; };
    for (int f = 0; f < firms; ++f)
        text += "firm f" + std::to_string(f) + " stage=" + std::to_string(stageOf(f)) + " sector=s" + std::to_string(random() % 3) +
                " region=" + (random() % 2 ? "EU" : "ASIA") + (stageOf(f) == 5 && random() % 3 == 0 ? " platform" : "") + "\n";
    for (int l = 0; l < links; ++l) {
        auto a = int(random() % unsigned(firms)), b = int(random() % unsigned(firms));
        if (stageOf(a) > stageOf(b) && random() % 8) std::swap(a, b);
        if (stageOf(a) == 6) continue;
        text += "f" + std::to_string(a) + " -> f" + std::to_string(b) + " : " + std::to_string(1 + random() % 90) + " @2024" +
                (random() % 4 ? " material" : " service") + (random() % 2 ? " d=1" : " d=0") + "\n";
    }
    return chain(text + "f0 -> f" + std::to_string(firms - 1) + " : 500 @2024\nf0 -> f1 : 2 @2023\nf0 -> f1 : 3 @2025\n");
}

inline ScenarioResult runRandom(const DatasetPtr& base, const QByteArray& steps) {
    return run(base, steps.constData(), {.from = base->periodIndex("2024")});
}

} // namespace chainscape::test
