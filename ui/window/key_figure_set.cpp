// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/key_figure_set.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/change_index.h"
#include "core/analysis/registry.h"
#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

ChainNumber numberOf(std::string_view id, Findings& findings, Progress& progress) {
    const auto got = chainMeasure(id, findings, progress);
    if (!got) return {NAN, NAN, NAN, got.error().message};
    return {got->value, got->low, got->high, {}};
}

/// The cut with the least digital share; from 0 when nothing crosses any border.
StageCut weakest(const std::vector<StageCut>& cuts) {
    StageCut out;
    for (const StageCut& cut : cuts)
        if (out.from == 0 || cut.digital < out.digital) out = cut;
    return out;
}

void addWeakestCut(ChainNumbers& out, Findings& findings, Progress& progress) {
    out.weakestShare = {NAN, NAN, NAN, {}};
    const auto low = findings.dataChain(UnknownScore::AsAnalogue, progress);
    const auto high = findings.dataChain(UnknownScore::AsDigital, progress);
    if (!low || !high) {
        out.weakestShare.reason = (low ? high : low).error().message;
        return;
    }
    const StageCut least = weakest(low->cuts), most = weakest(high->cuts);
    if (least.from == 0) {
        out.weakestShare.reason = "No link crosses from one stage to the next.";
        return;
    }
    out.weakestFrom = least.from;
    out.weakestTo = least.to;
    out.weakestShare.low = least.digital;
    out.weakestShare.high = most.digital;
    if (least.digital == most.digital) out.weakestShare.value = least.digital;
}

/// Between nothing and all: no band that says anything.
bool nothingKnown(const ChainNumber& n) { return std::isnan(n.value) && n.low <= 0 && n.high >= 1; }

QString shareOrBand(const ChainNumber& n) {
    if (!std::isnan(n.value)) return percentText(n.value);
    if (!nothingKnown(n) && !std::isnan(n.low) && !std::isnan(n.high)) return Words::tr("%1 to %2").arg(percentText(n.low), percentText(n.high));
    return unknownText();
}

QString tip(const QString& meaning, const ChainNumber& n) {
    QString out = meaning;
    if (std::isnan(n.value) && !n.reason.empty()) out += '\n' + QString::fromStdString(n.reason);
    else if (nothingKnown(n)) out += '\n' + Words::tr("No digital score is known, so it may be anything.");
    else if (std::isnan(n.value) && !std::isnan(n.low)) out += '\n' + Words::tr("A band, because some digital scores are unknown.");
    return out;
}

/// "0 pp" is neither better nor worse.
bool isChange(const QString& words) { return std::ranges::any_of(words, [](QChar c) { return c.isDigit() && c != QChar('0'); }); }

KeyFigure shareFigure(const char* id, const QString& name, const QString& meaning, const ChainNumber& now, const ChainNumber* before, bool higherIsBetter) {
    KeyFigure f{QLatin1String(id), name, shareOrBand(now), {}, tip(meaning, now)};
    if (before && !std::isnan(now.value) && !std::isnan(before->value)) {
        f.change = pointsText(now.value - before->value);
        f.worse = isChange(f.change) && (higherIsBetter ? now.value < before->value : now.value > before->value);
    } else if (before && !nothingKnown(now) && !std::isnan(now.low) && !std::isnan(before->low)) {
        // Both ends of the band, under the same reading of unknown scores.
        const QString low = pointsText(now.low - before->low), high = pointsText(now.high - before->high);
        if (low == high) f.change = low;
        else f.tip += QLatin1Char(' ') + Words::tr("Since the period before: %1 to %2.").arg(low, high); // no room for two bands
        f.worse = higherIsBetter ? now.low < before->low && now.high < before->high : now.low > before->low && now.high > before->high;
    }
    return f;
}

KeyFigure plainFigure(const char* id, const QString& name, const QString& meaning, const ChainNumber& now, const ChainNumber* before) {
    KeyFigure f{QLatin1String(id), name, std::isnan(now.value) ? unknownText() : shortText(now.value, 3), {}, tip(meaning, now)};
    if (before && !std::isnan(now.value) && !std::isnan(before->value)) f.change = signedText(std::round((now.value - before->value) * 1000) / 1000);
    return f;
}

} // namespace

Result<ChainNumbers> chainNumbers(const SnapshotPtr& now, const SnapshotPtr& before, const AnalysisOptions& options, Progress& progress) {
    Findings findings(now, options);
    ChainNumbers out;
    out.directedness = numberOf("directedness", findings, progress);
    out.length = numberOf("chain_length", findings, progress);
    out.penetration = numberOf("penetration", findings, progress);
    out.platforms = numberOf("platform_share", findings, progress);
    addWeakestCut(out, findings, progress);
    out.restructured = {NAN, NAN, NAN, "There is no period before this one."};
    if (before) {
        if (const auto table = alignSnapshots(*before, *now)) out.restructured = {restructuring(*table).rStar, NAN, NAN, {}};
        else out.restructured.reason = table.error().message;
    }
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

bool quickFirmByFirm(const Snapshot& snapshot) { return double(snapshot.nodeCount()) * double(snapshot.edgeCount()) <= 2e7; }

Result<ChainNumbers> withCriticalFirm(ChainNumbers numbers, const SnapshotPtr& now, const AnalysisOptions& options, Progress& progress) {
    if (!quickFirmByFirm(*now) || now->nodeCount() == 0) return numbers;
    Findings findings(now, options);
    const auto& risk = findings.risk(progress);
    if (progress.stopped()) return Progress::cancelled();
    const auto node = risk ? mostCritical(*now, risk->index) : kNone;
    if (node == kNone) return numbers;
    numbers.criticalFirm = now->id(node);
    numbers.criticalName = now->name(node);
    numbers.criticalLoss = risk->index[node];
    return numbers;
}

std::vector<KeyFigure> keyFigures(const ChainNumbers& now, const ChainNumbers* b) {
    std::vector<KeyFigure> out;
    out.push_back(plainFigure("directedness", Words::tr("One-way"), Words::tr("1: everything flows one way through the levels; 0: it goes round in circles."), now.directedness, b ? &b->directedness : nullptr));
    out.push_back(plainFigure("chain_length", Words::tr("Length"), Words::tr("Steps of production that stand behind a delivery to end users."), now.length, b ? &b->length : nullptr));
    out.push_back(shareFigure("penetration", Words::tr("Traceable"), Words::tr("Share of what end users buy whose value can be traced on digital links from where it was made."), now.penetration, b ? &b->penetration : nullptr, true));
    KeyFigure cut = shareFigure("weakest_cut", Words::tr("Weakest cut"), Words::tr("The border between two stages where the least value crosses digitally."), now.weakestShare, b ? &b->weakestShare : nullptr, true);
    if (now.weakestFrom > 0 && !nothingKnown(now.weakestShare)) cut.value = QStringLiteral("%1|%2 %3").arg(now.weakestFrom).arg(now.weakestTo).arg(shareOrBand(now.weakestShare));
    if (b && b->weakestFrom > 0 && b->weakestFrom != now.weakestFrom) cut.tip += '\n' + Words::tr("The period before it was %1|%2.").arg(b->weakestFrom).arg(b->weakestTo);
    out.push_back(cut);
    out.push_back(shareFigure("platform_share", Words::tr("Platforms"), Words::tr("Share of final value that passes through a platform."), now.platforms, b ? &b->platforms : nullptr, false));
    KeyFigure critical{QStringLiteral("critical_firm"), Words::tr("Most critical"), unknownText(), {}, Words::tr("The firm whose failure would hit the largest share of the chain's output."), true};
    if (!now.criticalFirm.empty()) {
        critical.value = QStringLiteral("%1 %2").arg(QString::fromStdString(now.criticalName), percentText(now.criticalLoss));
        if (b && !b->criticalFirm.empty()) {
            critical.change = pointsText(now.criticalLoss - b->criticalLoss);
            critical.worse = isChange(critical.change) && now.criticalLoss > b->criticalLoss;
            if (b->criticalFirm != now.criticalFirm) critical.tip += '\n' + Words::tr("The period before it was %1.").arg(QString::fromStdString(b->criticalName));
        }
    }
    out.push_back(critical);
    out.push_back(plainFigure("restructured", Words::tr("Restructured"), Words::tr("How much of the trade changed its place since the period before, growth left out: 0 none, 1 all."), now.restructured, b ? &b->restructured : nullptr));
    return out;
}

} // namespace chainscape::ui
