// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "core/base/text.h"
#include "core/base/undefined.h"
#include "core/io/block_run.h"
#include "core/io/import_tables.h"
#include "core/io/period_forms.h"
#include "core/io/reports.h"
#include "core/io/values.h"

namespace chainscape {
namespace {

struct Refusal {
    std::size_t column = 0;
    RejectReason reason = RejectReason::BadNumber;
    std::string sentence;
};

/// Reads firm rows one after the other; firm files are small beside link files.
class FirmReader {
public:
    FirmReader(const ReadPlan& plan, std::string file) : m_plan(plan), m_file(std::move(file)), m_rules(ScanRules::of(plan.dialect)) {
        m_rules.width = plan.mapping.columns.size();
        m_rows.periods.push_back({});
        for (const MappedColumn& column : plan.mapping.columns)
            if (column.role == ColumnRole::Attribute) m_rows.attributes.push_back({column.header, {}});
    }

    void read(const TextBlock& block);
    FirmImport finish();

private:
    using Column = std::optional<std::size_t>;

    std::string_view cell(std::size_t column) {
        if (column >= m_record->cells) return {};
        return trim(cellText(*m_block, m_rules, m_records.cells[m_record->firstCell + column], m_scratch));
    }
    std::uint32_t word(std::string_view text) {
        const bool right = isUtf8(text);
        m_repaired += !right;
        return m_rows.words.idOf(right ? text : repairedUtf8(text));
    }
    Column at(ColumnRole role) const { return m_plan.mapping.find(role); }

    std::optional<Refusal> readRow(std::int64_t line);
    std::optional<Refusal> tooWide();
    std::optional<Refusal> readNumbers();
    std::optional<Refusal> number(ColumnRole role, double& value);
    std::optional<Refusal> score(float& value);
    std::optional<Refusal> flag(ColumnRole role, Flag& value);
    std::optional<Refusal> period(std::uint32_t& id);
    void text(ColumnRole role, std::vector<std::uint32_t>& to) {
        if (const Column column = at(role)) to.push_back(word(cell(*column)));
    }
    void refuse(const Refusal& refusal);

    struct Numbers {
        double revenue = kNaN, cost = kNaN, latitude = kNaN, longitude = kNaN;
        float digital = std::numeric_limits<float>::quiet_NaN();
        Flag isPlatform = Flag::Unknown, endUser = Flag::Unknown;
        std::uint32_t period = 0;
    };

    const ReadPlan& m_plan;
    std::string m_file;
    ScanRules m_rules;
    FirmRows m_rows;
    StringTable m_periodTexts;
    std::vector<std::optional<Period>> m_periods{Period{}};
    std::vector<std::uint32_t> m_periodIds{0};
    RejectTally m_tally;
    ScoreCensus m_census;
    std::int64_t m_short = 0;
    std::size_t m_nuls = 0, m_repaired = 0;

    const TextBlock* m_block = nullptr;
    const Record* m_record = nullptr;
    Records m_records;
    Numbers m_numbers;
    std::vector<Reject> m_rejects;
    std::string m_scratch;
};

std::string quoted(std::string_view text) { return "\"" + repairedUtf8(text.substr(0, 60)) + "\""; }

void FirmReader::read(const TextBlock& block) {
    m_block = &block;
    m_nuls += block.nuls;
    scanRecords(block, m_rules, m_records);
    if (block.quoting == Quoting::TooLong) {
        m_rejects.push_back(makeReject(m_file, block.firstLine, RejectReason::TooLong, block.text));
        m_rejects.back().sentence = "The line is too long to be read; its start is kept here.";
        m_tally.add(1, m_rejects);
        m_rejects.clear();
        return;
    }
    const DataRows rows = dataRows(block, m_records, m_plan.dialect);
    for (std::uint32_t r = rows.first; r < rows.end; ++r) {
        m_record = &m_records.rows[r];
        m_short += m_record->cells < m_rules.width;
        if (const auto refusal = readRow(block.firstLine + m_record->line)) refuse(*refusal);
    }
    m_tally.add(rows.end - rows.first, m_rejects);
    m_rejects.clear();
}

void FirmReader::refuse(const Refusal& refusal) {
    const std::string_view line = std::string_view(m_block->text).substr(m_record->begin, m_record->end - m_record->begin);
    Reject reject = makeReject(m_file, m_block->firstLine + m_record->line, refusal.reason, line);
    if (refusal.column < m_plan.mapping.columns.size()) reject.column = m_plan.mapping.columns[refusal.column].header;
    reject.sentence = refusal.sentence;
    m_rejects.push_back(std::move(reject));
}

std::optional<Refusal> FirmReader::tooWide() {
    if (at(ColumnRole::PartnerPairs) || at(ColumnRole::PartnerList)) return std::nullopt; // read with the links
    for (std::size_t c = m_rules.width; c < m_record->cells; ++c)
        if (!cell(c).empty())
            return Refusal{c, RejectReason::TooManyCells,
                           "The row has " + std::to_string(m_record->cells) + " cells, the header " + std::to_string(m_rules.width) +
                               "; is a delimiter inside a cell not quoted?"};
    return std::nullopt;
}

std::optional<Refusal> FirmReader::number(ColumnRole role, double& value) {
    const Column column = at(role);
    if (!column) return std::nullopt;
    const std::string_view text = cell(*column);
    if (const auto parsed = parseCellNumber(text, m_plan.dialect.numbers)) value = parsed->value;
    else if (!isMissing(text, m_plan.dialect.missingWords))
        return Refusal{*column, RejectReason::BadNumber, quoted(text) + " is not a number."};
    return std::nullopt;
}

std::optional<Refusal> FirmReader::score(float& value) {
    double number = kNaN;
    const Column column = at(ColumnRole::FirmDigital);
    if (!column) return std::nullopt;
    if (auto refusal = this->number(ColumnRole::FirmDigital, number)) {
        refusal->reason = RejectReason::BadDigital;
        return refusal;
    }
    if (number < 0 || number > largestScore(m_plan.mapping.digitalScale))
        return Refusal{*column, RejectReason::BadDigital, quoted(cell(*column)) + " is not a digital score of the column's scale."};
    value = static_cast<float>(number);
    return std::nullopt;
}

std::optional<Refusal> FirmReader::flag(ColumnRole role, Flag& value) {
    const Column column = at(role);
    if (!column) return std::nullopt;
    const std::string_view text = cell(*column);
    if (const auto parsed = parseFlag(text)) value = *parsed;
    else if (!isMissing(text, m_plan.dialect.missingWords))
        return Refusal{*column, RejectReason::BadFlag, quoted(text) + " is neither yes nor no."};
    return std::nullopt;
}

std::optional<Refusal> FirmReader::period(std::uint32_t& id) {
    const Column column = at(ColumnRole::Period);
    if (!column) return std::nullopt;
    const std::string_view text = cell(*column);
    const std::uint32_t local = m_periodTexts.idOf(text);
    if (local == m_periods.size()) {
        auto read = readPeriod(text, m_plan.mapping.dateOrder);
        if (!read && isMissing(text, m_plan.dialect.missingWords)) read = Period{};
        m_periods.push_back(read);
        m_periodIds.push_back(static_cast<std::uint32_t>(m_rows.periods.size()));
        if (read) m_rows.periods.push_back({repairedUtf8(text), *read});
    }
    if (!m_periods[local]) return Refusal{*column, RejectReason::BadPeriod, quoted(text) + " is not a period that can be read."};
    id = m_periodIds[local];
    return std::nullopt;
}

std::optional<Refusal> FirmReader::readNumbers() {
    m_numbers = {};
    std::optional<Refusal> refusal;
    const auto keep = [&](std::optional<Refusal> found) {
        if (!refusal) refusal = std::move(found);
    };
    keep(period(m_numbers.period));
    keep(score(m_numbers.digital));
    keep(flag(ColumnRole::IsPlatform, m_numbers.isPlatform));
    keep(flag(ColumnRole::EndUser, m_numbers.endUser));
    keep(number(ColumnRole::Revenue, m_numbers.revenue));
    keep(number(ColumnRole::Cost, m_numbers.cost));
    keep(number(ColumnRole::Latitude, m_numbers.latitude));
    keep(number(ColumnRole::Longitude, m_numbers.longitude));
    return refusal;
}

std::optional<Refusal> FirmReader::readRow(std::int64_t line) {
    if (auto wide = tooWide()) return wide;
    const Column id = at(ColumnRole::Id), name = at(ColumnRole::Name);
    const std::string idText(id ? cell(*id) : std::string_view{});
    const std::string nameText(name ? cell(*name) : std::string_view{});
    if (idText.empty() && nameText.empty()) return Refusal{id ? *id : *name, RejectReason::BlankName, "The firm has neither an id nor a name."};
    if (auto refusal = readNumbers()) return refusal;
    m_rows.id.push_back(word(idText.empty() ? nameText : idText));
    m_rows.name.push_back(word(nameText.empty() ? idText : nameText));
    text(ColumnRole::Stage, m_rows.stage);
    text(ColumnRole::Sector, m_rows.sector);
    text(ColumnRole::Region, m_rows.region);
    text(ColumnRole::Parent, m_rows.parent);
    text(ColumnRole::Function, m_rows.function);
    std::size_t attribute = 0;
    for (std::size_t c = 0; c < m_plan.mapping.columns.size(); ++c)
        if (m_plan.mapping.columns[c].role == ColumnRole::Attribute) m_rows.attributes[attribute++].ids.push_back(word(cell(c)));
    const auto put = [&](ColumnRole role, auto& column, auto value) {
        if (at(role)) column.push_back(value);
    };
    put(ColumnRole::Period, m_rows.period, m_numbers.period);
    put(ColumnRole::FirmDigital, m_rows.digital, m_numbers.digital);
    put(ColumnRole::IsPlatform, m_rows.isPlatform, m_numbers.isPlatform);
    put(ColumnRole::EndUser, m_rows.endUser, m_numbers.endUser);
    put(ColumnRole::Revenue, m_rows.revenue, m_numbers.revenue);
    put(ColumnRole::Cost, m_rows.cost, m_numbers.cost);
    put(ColumnRole::Latitude, m_rows.latitude, m_numbers.latitude);
    put(ColumnRole::Longitude, m_rows.longitude, m_numbers.longitude);
    m_rows.row.push_back(line);
    if (!std::isnan(m_numbers.digital)) m_census.add(static_cast<double>(m_numbers.digital));
    return std::nullopt;
}

/// What a row says of its firm, as one text.
std::string wordsOfRow(const FirmRows& rows, std::size_t r) {
    std::string all;
    for (const auto* column : {&rows.name, &rows.stage, &rows.sector, &rows.region, &rows.parent, &rows.function})
        all += column->empty() ? "|" : std::to_string((*column)[r]) + "|";
    for (const auto* column : {&rows.revenue, &rows.cost, &rows.latitude, &rows.longitude}) all += column->empty() ? "|" : std::to_string((*column)[r]) + "|";
    for (const RowAttribute& attribute : rows.attributes) all += std::to_string(attribute.ids[r]) + "|";
    return all;
}

/// Firms of several rows that say different things of it, though none has a period.
std::int64_t saidTwice(const FirmRows& rows) {
    if (!rows.period.empty()) return 0;
    std::unordered_map<std::uint32_t, std::size_t> first;
    std::unordered_set<std::uint32_t> twice;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto [known, isNew] = first.try_emplace(rows.id[r], r);
        if (!isNew && !twice.contains(rows.id[r]) && wordsOfRow(rows, known->second) != wordsOfRow(rows, r)) twice.insert(rows.id[r]);
    }
    return static_cast<std::int64_t>(twice.size());
}

FirmImport FirmReader::finish() {
    FirmImport result;
    FileReport& report = result.report;
    report.file = m_file;
    report.plan = m_plan;
    m_tally.moveInto(report);
    report.shortRows = m_short;
    const DigitalScale scale = m_plan.mapping.digitalScale == DigitalScale::Auto ? scaleOf(m_census) : m_plan.mapping.digitalScale;
    report.digitalScale = m_rows.digital.empty() ? DigitalScale::Auto : scale;
    const double divisor = 1 / scoreFactor(scale);
    for (float& digital : m_rows.digital) digital = static_cast<float>(static_cast<double>(digital) / divisor);
    report.warnings = firmWarnings({report, m_nuls, m_repaired});
    if (const auto twice = saidTwice(m_rows); twice > 0)
        report.warnings.push_back(std::to_string(twice) + (twice == 1 ? " firm stands" : " firms stand") +
                                  " in several rows that differ; the last row's values hold. If they are firms of their own, they need ids of their own.");
    m_rows.files.push_back({m_file, 0, m_rows.size()});
    result.rows = std::move(m_rows);
    return result;
}

} // namespace

Result<FirmImport> readFirms(const TableInput& input, const ReadPlan& plan, Progress& progress) {
    const std::string file = input.shownName();
    if (plan.mapping.kind != TableKind::Firms) return failure(ErrorCode::BadArgument, "The columns are mapped as links, not as firms.", {input.shownName()});
    if (auto missing = missingRole(plan.mapping)) {
        missing->place.file = file;
        return tl::unexpected(*missing);
    }
    auto source = openText(input, plan.dialect);
    if (!source) return tl::unexpected(source.error());
    ScanRules rules = ScanRules::of(plan.dialect);
    rules.width = plan.mapping.columns.size();
    RecordSplitter splitter(**source, rules);
    if (auto skipped = splitter.skipLines(plan.dialect.skipLines); !skipped) return tl::unexpected(skipped.error());
    FirmReader reader(plan, file);
    TextBlock block;
    for (;;) {
        if (progress.stopped()) return Progress::cancelled();
        progress.report((*source)->done(), "reading " + file);
        const auto more = splitter.next(block);
        if (!more) return tl::unexpected(more.error());
        if (!*more) break;
        reader.read(block);
    }
    return reader.finish();
}

} // namespace chainscape
