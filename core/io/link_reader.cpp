// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/io/block_run.h"
#include "core/io/import_tables.h"
#include "core/io/link_parse.h"
#include "core/io/reports.h"
#include "core/io/row_rules.h"
#include "core/base/text.h"

namespace chainscape {
namespace {

/// Puts chunks together in file order; parser-local ids become ids of the result when a kept row first uses them.
class LinkCollector {
public:
    LinkCollector(const LinkColumns& columns, const ReadPlan& plan, std::size_t workers) : m_workers(workers) {
        m_rows.periods.push_back({});
        for (const std::size_t c : columns.attributes) m_rows.attributes.push_back({plan.mapping.columns[c].header, {}});
    }

    void take(std::size_t worker, LinkChunk& chunk) {
        Local& local = m_workers[worker];
        extend(local.firms, chunk.newFirms);
        extend(local.words, chunk.newWords);
        local.periods.insert(local.periods.end(), chunk.newPeriods.begin(), chunk.newPeriods.end());
        local.periodIds.resize(local.periods.size() + 1, StringTable::none);
        texts(chunk.source, local.firms, m_rows.firms, m_rows.source);
        texts(chunk.target, local.firms, m_rows.firms, m_rows.target);
        texts(chunk.viaPlatform, local.firms, m_rows.firms, m_rows.viaPlatform);
        texts(chunk.kind, local.words, m_rows.words, m_rows.kind);
        texts(chunk.unit, local.words, m_rows.words, m_rows.unit);
        texts(chunk.sourceRef, local.words, m_rows.words, m_rows.sourceRef);
        for (std::size_t a = 0; a < chunk.attributes.size(); ++a)
            texts(chunk.attributes[a], local.words, m_rows.words, m_rows.attributes[a].ids);
        periods(chunk.period, local);
        add(m_rows.value, chunk.value);
        add(m_rows.digital, chunk.digital);
        add(m_rows.confidence, chunk.confidence);
        add(m_rows.row, chunk.row);
        m_digital.add(chunk.digitalCensus);
        m_confidence.add(chunk.confidenceCensus);
        m_tally.add(chunk.read, chunk.rejects);
        m_negative += chunk.negative;
        m_unknown += chunk.unknown;
        m_short += chunk.shortRows;
        m_nuls += chunk.nuls;
    }

    LinkImport finish(const std::string& file, const ReadPlan& plan);

private:
    struct Texts {
        std::vector<std::string_view> texts{std::string_view{}};
        std::vector<std::uint32_t> ids{0};
    };
    struct Local {
        Texts firms, words;
        std::vector<NewPeriod> periods;
        std::vector<std::uint32_t> periodIds{0};
    };

    static void extend(Texts& known, const std::vector<std::string_view>& more) {
        known.texts.insert(known.texts.end(), more.begin(), more.end());
        known.ids.resize(known.texts.size(), StringTable::none);
    }

    template <class T>
    static void add(std::vector<T>& to, const std::vector<T>& more) {
        to.insert(to.end(), more.begin(), more.end());
    }

    void texts(const std::vector<std::uint32_t>& from, Texts& known, StringTable& table, std::vector<std::uint32_t>& to) {
        if (from.empty()) return;
        const std::size_t start = to.size();
        to.resize(start + from.size());
        std::uint32_t* out = to.data() + start;
        for (const std::uint32_t local : from) {
            std::uint32_t& id = known.ids[local];
            if (id == StringTable::none) id = tabled(known.texts[local], table);
            *out++ = id;
        }
    }

    std::uint32_t tabled(std::string_view text, StringTable& table) {
        const bool right = isUtf8(text);
        m_repaired += !right;
        return table.idOf(right ? text : repairedUtf8(text));
    }

    void periods(const std::vector<std::uint32_t>& from, Local& local) {
        for (const std::uint32_t id : from) {
            std::uint32_t& known = local.periodIds[id];
            if (known == StringTable::none) known = tabled(local.periods[id - 1]);
            m_rows.period.push_back(known);
        }
    }

    std::uint32_t tabled(const NewPeriod& found) {
        const std::uint32_t id = m_periodTexts.idOf(found.text);
        if (id == m_rows.periods.size()) m_rows.periods.push_back({repairedUtf8(found.text), found.period.value_or(Period{})});
        return id;
    }

    LinkRows m_rows;
    StringTable m_periodTexts;
    std::vector<Local> m_workers;
    RejectTally m_tally;
    ScoreCensus m_digital, m_confidence;
    std::int64_t m_negative = 0, m_unknown = 0, m_short = 0;
    std::size_t m_nuls = 0, m_repaired = 0;
};

void rescale(std::vector<float>& scores, DigitalScale scale) {
    const double factor = scoreFactor(scale);
    if (factor == 1) return;
    const double divisor = 1 / factor;
    for (float& score : scores) score = static_cast<float>(static_cast<double>(score) / divisor);
}

LinkImport LinkCollector::finish(const std::string& file, const ReadPlan& plan) {
    LinkImport result;
    FileReport& report = result.report;
    report.file = file;
    report.plan = plan;
    m_tally.moveInto(report);
    report.negativeValues = m_negative;
    report.unknownValues = m_unknown;
    report.shortRows = m_short;
    const DigitalScale scale = plan.mapping.digitalScale == DigitalScale::Auto ? scaleOf(m_digital) : plan.mapping.digitalScale;
    report.digitalScale = m_rows.digital.empty() ? DigitalScale::Auto : scale;
    rescale(m_rows.digital, scale);
    rescale(m_rows.confidence, scaleOf(m_confidence));
    report.warnings = linkWarnings({report, m_nuls, m_repaired});
    m_rows.files.push_back({file, 0, m_rows.size()});
    result.rows = std::move(m_rows);
    return result;
}

} // namespace

Result<LinkImport> readLinks(const TableInput& input, const ReadPlan& plan, Progress& progress) {
    if (plan.mapping.kind != TableKind::Links) return failure(ErrorCode::BadArgument, "The columns are mapped as firms, not as links.", {input.shownName()});
    if (auto missing = missingRole(plan.mapping)) {
        missing->place.file = input.shownName();
        return tl::unexpected(*missing);
    }
    auto source = openText(input, plan.dialect);
    if (!source) return tl::unexpected(source.error());
    const LinkColumns columns(plan.mapping);
    ScanRules rules = ScanRules::of(plan.dialect);
    rules.width = columns.width;
    RecordSplitter splitter(**source, rules);
    if (auto skipped = splitter.skipLines(plan.dialect.skipLines); !skipped) return tl::unexpected(skipped.error());
    const std::string file = input.shownName();
    std::vector<std::unique_ptr<LinkParser>> parsers;
    for (std::size_t i = 0; i < workerCount(); ++i) parsers.push_back(std::make_unique<LinkParser>(plan, columns, file));
    LinkCollector collector(columns, plan, parsers.size());
    progress.report(0, "reading " + file);
    const auto done = runBlocks<LinkChunk>(
        splitter, progress,
        [&](std::size_t worker, const TextBlock& block, LinkChunk& chunk) { parsers[worker]->parse(block, chunk); },
        [&](std::size_t worker, LinkChunk& chunk) { collector.take(worker, chunk); }, **source);
    if (!done) return tl::unexpected(done.error());
    LinkImport import = collector.finish(file, plan);
    applyRules(import);
    return import;
}

} // namespace chainscape
