// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/series_table.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "core/base/text.h"
#include "core/io/csv_scan.h"
#include "core/io/encoding.h"

namespace chainscape::cli {
namespace {

constexpr std::size_t kSeriesPerPass = 20000; // held at once when a file has its series mixed

struct Columns {
    std::size_t id = 0, period = 0, value = 0;
    std::optional<std::size_t> frequency;
};

char delimiterOf(std::string_view header) {
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char c : {',', ';', '\t', '|'}) {
        const auto n = std::count(header.begin(), header.end(), c);
        if (n > most) {
            most = n;
            best = c;
        }
    }
    return best;
}

Result<Columns> columnsOf(const std::vector<std::string>& header, const std::string& path) {
    std::unordered_map<std::string, std::size_t> at;
    for (std::size_t i = 0; i < header.size(); ++i) at.emplace(toLowerAscii(trim(header[i])), i);
    Columns columns;
    for (const auto& [name, slot] : {std::pair<std::string, std::size_t*>{"id", &columns.id}, {"period", &columns.period}, {"value", &columns.value}}) {
        const auto it = at.find(name);
        if (it == at.end())
            return failure(ErrorCode::MissingColumn, "There is no column \"" + name + "\"; the header needs id, period and value (frequency is optional).", {path, 1, name});
        *slot = it->second;
    }
    if (const auto it = at.find("frequency"); it != at.end()) columns.frequency = it->second;
    return columns;
}

bool isUnknownWord(std::string_view text) {
    static const auto words = Dialect::defaultMissingWords();
    const auto lower = toLowerAscii(text);
    return lower == "nan" || lower == "-nan" || std::any_of(words.begin(), words.end(), [&](const std::string& w) { return toLowerAscii(w) == lower; });
}

void readValue(SeriesRow& row, std::string_view text, char delimiter) {
    text = trim(text);
    if (text.empty()) return;
    auto number = parseNumber(text);
    if (!number && delimiter != ',' && std::count(text.begin(), text.end(), ',') == 1) {
        std::string point(text);
        std::replace(point.begin(), point.end(), ',', '.');
        number = parseNumber(point);
    }
    row.state = number ? CellState::Number : isUnknownWord(text) ? CellState::Unknown : CellState::Bad;
    if (number) row.value = *number;
    else row.valueText = text.substr(0, 60);
}

/// Turns the cells of a file into rows and hands series over.
class Reader {
public:
    Reader(std::string path, Reading reading, const std::function<bool(RawSeries&&)>& take) : m_path(std::move(path)), m_reading(reading), m_take(take) {}

    Result<SeriesTableReport> run() {
        do {
            m_more = false;
            m_columns.reset();
            if (const auto ok = pass(); !ok) return tl::unexpected(ok.error());
            m_isFirst = false;
        } while (m_more && !m_stopped);
        return m_report;
    }

private:
    /// Reads the file once.
    Result<void> pass() {
        auto bytes = openBytes(m_path);
        if (!bytes) return tl::unexpected(bytes.error());
        const auto sample = sampleText();
        if (!sample) return tl::unexpected(sample.error());
        auto source = Utf8Source::open(std::move(*bytes), guessEncoding(*sample).name);
        if (!source) return tl::unexpected(source.error());
        m_rules.delimiter = delimiterOf(std::string_view(*sample).substr(0, sample->find_first_of("\r\n")));
        RecordSplitter splitter(**source, m_rules);
        TextBlock block;
        for (bool going = true; going;) {
            const auto more = splitter.next(block);
            if (!more) return tl::unexpected(more.error());
            if (!*more) break;
            const auto kept = takeBlock(block);
            if (!kept) return tl::unexpected(kept.error());
            going = *kept;
        }
        if (!m_columns) return failure(ErrorCode::EmptyFile, "The file has no header line.", {m_path, 0, {}});
        if (!m_stopped) finish();
        return {};
    }

    Result<std::string> sampleText() {
        auto bytes = openBytes(m_path);
        if (!bytes) return tl::unexpected(bytes.error());
        std::string sample(64 * 1024, '\0');
        const auto n = (*bytes)->read(sample.data(), sample.size());
        if (!n) return tl::unexpected(n.error());
        sample.resize(*n);
        if (const auto what = foreignFormat(sample); !what.empty())
            return failure(ErrorCode::BadFormat, "This is " + std::string(what) + ", not a text table; save it as CSV.", {m_path, 0, {}});
        return sample;
    }

    std::string_view cell(const TextBlock& block, const Record& record, std::size_t column) {
        if (column >= record.cells) return {};
        return trim(cellText(block, m_rules, m_records.cells[record.firstCell + column], m_scratch));
    }

    Result<bool> takeBlock(const TextBlock& block) {
        scanRecords(block, m_rules, m_records);
        std::uint32_t first = 0;
        if (!m_columns && m_records.rowCount > 0) {
            std::vector<std::string> header;
            for (std::size_t c = 0; c < m_records.rows[0].cells; ++c) header.emplace_back(cell(block, m_records.rows[0], c));
            const auto columns = columnsOf(header, m_path);
            if (!columns) return tl::unexpected(columns.error());
            m_columns = *columns;
            first = 1;
        }
        for (std::uint32_t r = first; r < m_records.rowCount; ++r)
            if (!takeRow(block, m_records.rows[r])) return false;
        return true;
    }

    bool takeRow(const TextBlock& block, const Record& record) {
        m_report.rowsRead += m_isFirst ? 1 : 0;
        const std::string id(cell(block, record, m_columns->id));
        if (id.empty()) {
            m_report.rowsRejected += m_isFirst ? 1 : 0;
            return true;
        }
        RawSeries* series = seriesOf(id);
        if (!series) return !m_stopped;
        SeriesRow row;
        row.period = cell(block, record, m_columns->period);
        if (m_columns->frequency) row.frequency = cell(block, record, *m_columns->frequency);
        readValue(row, cell(block, record, m_columns->value), m_rules.delimiter);
        series->rows.push_back(std::move(row));
        return true;
    }

    /// The series a row belongs to; null when reading must stop (m_stopped) or the row is of another pass.
    RawSeries* seriesOf(const std::string& id) {
        if (m_reading == Reading::Whole) {
            if (m_seen.contains(std::hash<std::string>{}(id))) return nullptr;
            const auto it = m_index.find(id);
            if (it != m_index.end()) return &m_all[it->second];
            m_more = m_more || m_all.size() == kSeriesPerPass;
            if (m_all.size() == kSeriesPerPass) return nullptr;
            m_index.emplace(id, m_all.size());
            m_all.push_back({id, {}});
            return &m_all.back();
        }
        if (!m_all.empty() && m_all.back().id == id) return &m_all.back();
        if (!m_all.empty() && !hand()) return nullptr;
        if (!m_seen.insert(std::hash<std::string>{}(id)).second) {
            m_report.grouped = false;
            m_stopped = true;
            return nullptr;
        }
        m_all.push_back({id, {}});
        return &m_all.back();
    }

    bool hand() {
        m_stopped = !m_take(std::move(m_all.back()));
        m_all.clear();
        return !m_stopped;
    }

    void finish() {
        for (auto& series : m_all) {
            m_seen.insert(std::hash<std::string>{}(series.id));
            m_stopped = m_stopped || !m_take(std::move(series));
        }
        m_all.clear();
        m_index.clear();
    }

    std::string m_path;
    Reading m_reading;
    const std::function<bool(RawSeries&&)>& m_take;
    ScanRules m_rules;
    Records m_records;
    std::string m_scratch;
    std::optional<Columns> m_columns;
    std::vector<RawSeries> m_all;
    std::unordered_map<std::string, std::size_t> m_index;
    std::unordered_set<std::size_t> m_seen;
    bool m_stopped = false, m_isFirst = true, m_more = false;
    SeriesTableReport m_report;
};

} // namespace

Result<SeriesTableReport> readSeriesTable(const std::string& path, Reading reading, const std::function<bool(RawSeries&&)>& take) {
    return Reader(path, reading, take).run();
}

} // namespace chainscape::cli
