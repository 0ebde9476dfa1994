// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/link_reader.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/base/large_memory.h"
#include "core/base/text.h"
#include "core/io/block_run.h"
#include "core/io/link_parse.h"
#include "core/io/reports.h"
#include "core/io/row_rules.h"

namespace chainscape {
namespace {

constexpr double kMostRoom = 2e8; ///< rows; beyond it columns grow as they fill
#ifndef CHAINSCAPE_SMALL_BLOCKS
constexpr std::size_t kReadBlock = 1024 * 1024;
constexpr std::size_t kStreamBlock = 256 * 1024;
#else // fuzzing: a small file has many blocks, too
constexpr std::size_t kReadBlock = 512;
constexpr std::size_t kStreamBlock = 256;
#endif
constexpr std::size_t kStreamRows = 32768;

/// How the scores of a file are written.
struct LinkScales {
    DigitalScale digital = DigitalScale::Auto, confidence = DigitalScale::Auto;
};

void rescale(std::vector<float>& scores, DigitalScale scale) {
    const double factor = scoreFactor(scale);
    if (factor == 1) return;
    const double divisor = 1 / factor;
    for (float& score : scores) score = static_cast<float>(static_cast<double>(score) / divisor);
}

/// Puts chunks together in file order; parser-local ids become ids of the result when a kept row first uses them.
class LinkCollector {
public:
    /// `bytes`: of the whole text when known, else 0.
    LinkCollector(const LinkColumns& columns, const ReadPlan& plan, std::size_t workers, std::uint64_t bytes)
        : m_workers(workers), m_bytes(bytes), m_hasDigital(columns.digital.has_value()) {
        m_rows.periods.push_back({});
        for (const std::size_t c : columns.attributes) m_rows.attributes.push_back({plan.mapping.columns[c].header, {}});
    }

    void add(std::size_t worker, LinkChunk& chunk) {
        Local& local = m_workers[worker];
        if (m_pieces == 0 && chunk.bytes > 0) m_pieces = double(m_bytes) / double(chunk.bytes) * 1.02;
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
        names(chunk, local);
        periods(chunk.period, local);
        extendBy(m_rows.value, chunk.value);
        extendBy(m_rows.digital, chunk.digital);
        extendBy(m_rows.confidence, chunk.confidence);
        extendBy(m_rows.row, chunk.row);
        m_digital.add(chunk.digitalCensus);
        m_confidence.add(chunk.confidenceCensus);
        m_tally.add(chunk.read, chunk.rejects);
        m_negative += chunk.negative;
        m_unknown += chunk.unknown;
        m_short += chunk.shortRows;
        m_nuls += chunk.nuls;
    }

    [[nodiscard]] std::size_t held() const { return m_rows.size(); }

    /// What stands for the scores of the whole file, told from all of them.
    [[nodiscard]] LinkScales scales(const ReadPlan& plan) const {
        const DigitalScale given = plan.mapping.digitalScale;
        return {given == DigitalScale::Auto ? scaleOf(m_digital) : given, scaleOf(m_confidence)};
    }

    /// The rows so far; clearRows() makes room for the next ones.
    LinkRows& take(const std::string& file, const LinkScales& scales) {
        rescale(m_rows.digital, scales.digital);
        rescale(m_rows.confidence, scales.confidence);
        m_rows.files.assign(1, {file, 0, m_rows.size(), std::exchange(m_names, {})});
        return m_rows;
    }
    std::vector<Reject> takeRejects() { return m_tally.takeRejects(); }
    void clearRows();

    FileReport report(const std::string& file, const ReadPlan& plan, const LinkScales& scales);

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

    /// The first rows of a column make room for the whole file.
    template <class T>
    void extendBy(std::vector<T>& to, const std::vector<T>& more) {
        if (to.empty()) reserveLarge(to, static_cast<std::size_t>(std::min(m_pieces * double(more.size()), kMostRoom)));
        to.insert(to.end(), more.begin(), more.end());
    }

    void texts(std::vector<std::uint32_t>& from, Texts& known, StringTable& table, std::vector<std::uint32_t>& to) {
        for (std::uint32_t& id : from) {
            std::uint32_t& tableId = known.ids[id];
            if (tableId == StringTable::none) tableId = tabled(known.texts[id], table);
            id = tableId;
        }
        extendBy(to, from);
    }

    std::uint32_t tabled(std::string_view text, StringTable& table) {
        const bool right = isUtf8(text);
        m_repaired += !right;
        return table.idOf(right ? text : repairedUtf8(text));
    }

    /// Columns that name the sources and targets. (The chunk's ends are ids of the result by now.)
    void names(const LinkChunk& chunk, Local& local) {
        for (const auto& [ends, words] : {std::pair(&chunk.source, &chunk.sourceName), std::pair(&chunk.target, &chunk.targetName)})
            for (std::size_t r = 0; r < std::min(ends->size(), words->size()); ++r) {
                const std::uint32_t word = (*words)[r], firm = (*ends)[r];
                if (word == 0 || local.words.texts[word] == m_rows.firms[firm]) continue;
                if (m_nameOf.size() <= firm) m_nameOf.resize(m_rows.firms.size(), 0);
                std::uint32_t& known = m_nameOf[firm];
                std::uint32_t& tableId = local.words.ids[word];
                if (tableId == StringTable::none) tableId = tabled(local.words.texts[word], m_rows.words);
                if (known == 0) m_names.push_back({firm, known = tableId, chunk.row[r]});
                else if (known != tableId) m_renamed.insert(firm);
            }
    }

    void periods(std::vector<std::uint32_t>& from, Local& local) {
        for (std::uint32_t& id : from) {
            std::uint32_t& known = local.periodIds[id];
            if (known == StringTable::none) known = tabled(local.periods[id - 1]);
            id = known;
        }
        extendBy(m_rows.period, from);
    }

    std::uint32_t tabled(const NewPeriod& found) {
        const std::uint32_t id = m_periodTexts.idOf(found.text);
        if (id == m_rows.periods.size()) m_rows.periods.push_back({repairedUtf8(found.text), found.period.value_or(Period{})});
        return id;
    }

    LinkRows m_rows;
    StringTable m_periodTexts;
    std::vector<FirmName> m_names;          ///< since take()
    std::vector<std::uint32_t> m_nameOf;    ///< by firm: the first name, 0: none yet
    std::set<std::uint32_t> m_renamed;      ///< firms with several
    std::vector<Local> m_workers;
    std::uint64_t m_bytes = 0;
    bool m_hasDigital = false;
    double m_pieces = 0; ///< as large as the first one the file has
    RejectTally m_tally;
    ScoreCensus m_digital, m_confidence;
    std::int64_t m_negative = 0, m_unknown = 0, m_short = 0;
    std::size_t m_nuls = 0, m_repaired = 0;
};

void LinkCollector::clearRows() {
    for (auto* column :
         {&m_rows.source, &m_rows.target, &m_rows.viaPlatform, &m_rows.period, &m_rows.kind, &m_rows.unit, &m_rows.sourceRef})
        column->clear();
    m_rows.value.clear();
    m_rows.digital.clear();
    m_rows.confidence.clear();
    m_rows.row.clear();
    for (RowAttribute& attribute : m_rows.attributes) attribute.ids.clear();
}

FileReport LinkCollector::report(const std::string& file, const ReadPlan& plan, const LinkScales& scales) {
    FileReport report;
    report.file = file;
    report.plan = plan;
    m_tally.moveInto(report);
    report.negativeValues = m_negative;
    report.unknownValues = m_unknown;
    report.shortRows = m_short;
    report.digitalScale = m_hasDigital && report.rowsKept > 0 ? scales.digital : DigitalScale::Auto;
    report.warnings = linkWarnings({report, m_nuls, m_repaired});
    if (!m_renamed.empty()) report.warnings.push_back(std::to_string(m_renamed.size()) + " firms have several names beside one code; the first one counts.");
    return report;
}

/// A links file being read: its text cut into blocks, a parser for each core.
class LinkReading {
public:
    static Result<std::unique_ptr<LinkReading>> open(const TableInput& input, const ReadPlan& plan, std::size_t blockSize) {
        if (plan.mapping.kind != TableKind::Links)
            return failure(ErrorCode::BadArgument, "The columns are mapped as firms, not as links.", {input.shownName()});
        if (auto missing = missingRole(plan.mapping)) {
            missing->place.file = input.shownName();
            return tl::unexpected(*missing);
        }
        auto source = openText(input, plan.dialect);
        if (!source) return tl::unexpected(source.error());
        auto reading = std::make_unique<LinkReading>(input, plan, std::move(*source), blockSize);
        if (auto skipped = reading->m_splitter.skipLines(plan.dialect.skipLines); !skipped)
            return tl::unexpected(skipped.error());
        return reading;
    }

    LinkReading(const TableInput& input, const ReadPlan& plan, std::unique_ptr<Utf8Source> source, std::size_t blockSize)
        : m_file(input.shownName()), m_columns(plan.mapping), m_source(std::move(source)),
          m_splitter(*m_source, rulesOf(plan, m_columns), blockSize),
          m_collector(m_columns, plan, workers(blockSize), blockSize == kReadBlock ? m_source->size() : 0) {
        for (std::size_t i = 0; i < workers(blockSize); ++i)
            m_parsers.push_back(std::make_unique<LinkParser>(plan, m_columns, m_file));
    }

    /// taken() is called when the collector has got another piece.
    Result<void> run(const std::function<Result<void>()>& taken, Progress& progress) {
        progress.report(0, "reading " + m_file);
        return runBlocks<LinkChunk>(
            {m_splitter, *m_source, m_parsers.size()}, progress,
            [&](std::size_t worker, const TextBlock& block, LinkChunk& chunk) { m_parsers[worker]->parse(block, chunk); },
            [&](std::size_t worker, LinkChunk& chunk) -> Result<void> {
                m_collector.add(worker, chunk);
                return taken();
            });
    }

    [[nodiscard]] const std::string& file() const { return m_file; }
    LinkCollector& collector() { return m_collector; }

private:
    /// Every parser has a table of the texts of its own: in pieces there is but one.
    static std::size_t workers(std::size_t blockSize) { return blockSize == kReadBlock ? workerCount() : 1; }

    static ScanRules rulesOf(const ReadPlan& plan, const LinkColumns& columns) {
        ScanRules rules = ScanRules::of(plan.dialect);
        rules.width = columns.width;
        return rules;
    }

    std::string m_file;
    LinkColumns m_columns;
    std::unique_ptr<Utf8Source> m_source;
    RecordSplitter m_splitter;
    LinkCollector m_collector;
    std::vector<std::unique_ptr<LinkParser>> m_parsers;
};

/// The scales of a file's scores, told by reading these columns alone.
Result<LinkScales> scalesOf(const TableInput& input, const ReadPlan& plan, Progress& progress) {
    const auto& mapping = plan.mapping;
    if (!mapping.find(ColumnRole::Confidence) &&
        (!mapping.find(ColumnRole::LinkDigital) || mapping.digitalScale != DigitalScale::Auto))
        return LinkScales{mapping.digitalScale, DigitalScale::Auto};
    ReadPlan thin = plan;
    thin.mapping.constantTarget = "-";
    for (MappedColumn& column : thin.mapping.columns)
        if (column.role != ColumnRole::Source && column.role != ColumnRole::LinkDigital && column.role != ColumnRole::Confidence)
            column.role = ColumnRole::Ignore;
    auto reading = LinkReading::open(input, thin, kStreamBlock);
    if (!reading) return tl::unexpected(reading.error());
    LinkCollector& collector = (*reading)->collector();
    const auto done = (*reading)->run(
        [&]() -> Result<void> {
            collector.clearRows();
            collector.takeRejects();
            return {};
        },
        progress);
    if (!done) return tl::unexpected(done.error());
    return collector.scales(plan);
}

} // namespace

Result<LinkImport> readLinks(const TableInput& input, const ReadPlan& plan, Progress& progress) {
    auto reading = LinkReading::open(input, plan, kReadBlock);
    if (!reading) return tl::unexpected(reading.error());
    const auto done = (*reading)->run([]() -> Result<void> { return {}; }, progress);
    if (!done) return tl::unexpected(done.error());
    LinkCollector& collector = (*reading)->collector();
    const LinkScales scales = collector.scales(plan);
    LinkImport import;
    import.rows = std::move(collector.take((*reading)->file(), scales));
    import.report = collector.report((*reading)->file(), plan, scales);
    reading->reset();
    applyRules(import);
    return import;
}

bool canStream(const ReadPlan& plan) { return !needsAllRows(plan.mapping); }

Result<FileReport> streamLinks(const TableInput& input, const ReadPlan& plan, const LinkSink& sink, Progress& progress) {
    if (!canStream(plan))
        return failure(ErrorCode::BadArgument,
                       "Rules about repeated rows, values below zero, loops or units need all rows in memory. Import this file "
                       "without streaming.",
                       {input.shownName()});
    const auto scales = scalesOf(input, plan, progress);
    if (!scales) return tl::unexpected(scales.error());
    auto reading = LinkReading::open(input, plan, kStreamBlock);
    if (!reading) return tl::unexpected(reading.error());
    LinkCollector& collector = (*reading)->collector();
    const auto handOver = [&]() -> Result<void> {
        auto ok = sink(collector.take((*reading)->file(), *scales), collector.takeRejects());
        collector.clearRows();
        return ok;
    };
    auto done =
        (*reading)->run([&]() -> Result<void> { return collector.held() < kStreamRows ? Result<void>{} : handOver(); }, progress);
    if (done) done = handOver();
    if (!done) return tl::unexpected(done.error());
    return collector.report((*reading)->file(), plan, *scales);
}

} // namespace chainscape
