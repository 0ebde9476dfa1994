// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/row_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "core/base/text.h"
#include "core/io/aggregates.h"

namespace chainscape {
namespace {

/// The columns that make a link in a period; 0 where the file has none.
std::array<std::uint32_t, 6> grainOf(const LinkRows& rows, std::size_t r) {
    const auto cell = [r](const std::vector<std::uint32_t>& column) { return column.empty() ? 0u : column[r]; };
    return {rows.source[r], rows.target[r], cell(rows.kind), cell(rows.unit), cell(rows.viaPlatform), cell(rows.period)};
}

class RuleBook {
public:
    explicit RuleBook(LinkImport& import) : m_rows(import.rows), m_report(import.report), m_rules(import.report.plan.mapping.rules) {
        m_drop.assign(m_rows.size(), 0);
    }

    void apply() {
        convertUnits();
        leaveOutSums();
        leaveOut();
        settleValues();
        turnReturns();
        if (m_rules.repeats != Repeats::Sum) settleRepeats();
        dropRows();
    }

private:
    void say(std::int64_t count, const char* what) {
        if (count > 0) m_report.warnings.push_back(std::to_string(count) + what);
    }

    void convertUnits() {
        std::int64_t changed = 0;
        for (const UnitFactor& factor : m_rules.units) {
            const std::uint32_t from = m_rows.words.find(factor.from);
            if (m_rows.unit.empty() || from == StringTable::none || factor.from.empty()) continue;
            const std::uint32_t to = m_rows.words.idOf(factor.to);
            for (std::size_t r = 0; r < m_rows.size(); ++r) {
                if (m_rows.unit[r] != from) continue;
                m_rows.unit[r] = to;
                m_rows.value[r] *= factor.factor;
                ++changed;
            }
        }
        say(changed, " values were converted to another unit.");
    }

    /// Rows of a matrix that add up others, whatever they are called.
    void leaveOutSums() {
        if (!m_report.plan.mapping.find(ColumnRole::TargetColumn)) return;
        const auto sums = sumRows(m_rows);
        for (std::size_t r = 0; r < m_rows.size(); ++r)
            if (std::binary_search(sums.begin(), sums.end(), m_rows.row[r]))
                reject(r, RejectReason::Total, "The row \"" + std::string(m_rows.firms[m_rows.source[r]]) + "\" adds up the rows above it and is left out.");
    }

    void leaveOut() {
        if (!rejectsRows(m_rules)) return;
        std::vector<std::uint8_t> isLeftOut(m_rows.firms.size(), 0);
        for (const std::string& name : m_rules.leaveOut)
            if (const std::uint32_t id = m_rows.firms.find(name); id != StringTable::none) isLeftOut[id] = 1;
        for (std::size_t r = 0; r < m_rows.size(); ++r) {
            if (m_drop[r]) continue;
            const auto source = m_rows.source[r], target = m_rows.target[r];
            const auto reason = isLeftOut[source] || isLeftOut[target] ? std::optional(RejectReason::Aggregate) : valueRule(m_rules, m_rows.value[r], source == target);
            if (reason) reject(r, *reason, ruleSentence(*reason));
        }
    }

    void settleValues() {
        std::int64_t zeros = 0, blanks = 0;
        for (std::size_t r = 0; r < m_rows.size(); ++r) {
            if (m_drop[r]) continue;
            double& value = m_rows.value[r];
            const bool zero = value == 0 && m_rules.zeros == Zeros::Unknown, blank = std::isnan(value) && m_rules.blanks == Blanks::Zero;
            if (zero) value = std::numeric_limits<double>::quiet_NaN();
            if (blank) value = 0;
            zeros += zero;
            blanks += blank;
        }
        m_report.unknownValues += zeros - blanks;
        say(zeros, " values of 0 count as unknown.");
        say(blanks, " blank values count as 0.");
    }

    void turnReturns() {
        if (m_rules.negatives != Negatives::Return) return;
        std::int64_t turned = 0;
        for (std::size_t r = 0; r < m_rows.size(); ++r) {
            if (m_drop[r] || !(m_rows.value[r] < 0)) continue;
            if (m_rows.kind.empty()) m_rows.kind.assign(m_rows.size(), 0);
            std::swap(m_rows.source[r], m_rows.target[r]);
            m_rows.value[r] = -m_rows.value[r];
            m_rows.kind[r] = m_rows.words.idOf("return");
            ++turned;
        }
        m_report.negativeValues -= turned;
        say(turned, " values below zero became returns: links the other way round, of the kind \"return\".");
    }

    void settleRepeats() {
        std::map<std::array<std::uint32_t, 6>, std::vector<std::uint32_t>> groups;
        for (std::size_t r = 0; r < m_rows.size(); ++r)
            if (!m_drop[r]) groups[grainOf(m_rows, r)].push_back(static_cast<std::uint32_t>(r));
        std::int64_t settled = 0;
        for (const auto& [grain, rows] : groups) {
            if (rows.size() < 2) continue;
            settled += static_cast<std::int64_t>(rows.size());
            if (m_rules.repeats == Repeats::Mean) shareMean(rows);
            else if (m_rules.repeats == Repeats::Last) keepLast(rows);
            else setApart(rows);
        }
        say(settled, m_rules.repeats == Repeats::Mean   ? " rows repeat a link and period; each holds its share of their mean."
                     : m_rules.repeats == Repeats::Last ? " rows repeat a link and period; only the last of each counts."
                                                        : " rows repeat a link and period; from the second on each is a link of its own, with a number behind its kind.");
    }

    void shareMean(const std::vector<std::uint32_t>& rows) {
        const auto known = std::count_if(rows.begin(), rows.end(), [&](std::uint32_t r) { return !std::isnan(m_rows.value[r]); });
        for (const std::uint32_t r : rows) m_rows.value[r] /= static_cast<double>(std::max<std::ptrdiff_t>(1, known));
    }

    void setApart(const std::vector<std::uint32_t>& rows) {
        if (m_rows.kind.empty()) m_rows.kind.assign(m_rows.size(), 0);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            std::uint32_t& kind = m_rows.kind[rows[i]];
            kind = m_rows.words.idOf((kind == 0 ? std::string("material") : std::string(m_rows.words[kind])) + " (" + std::to_string(i + 1) + ")");
        }
    }

    void keepLast(const std::vector<std::uint32_t>& rows) {
        const std::string last = std::to_string(m_rows.row[rows.back()]);
        for (std::size_t i = 0; i + 1 < rows.size(); ++i)
            reject(rows[i], RejectReason::Repeated, "Row " + last + " says the same link and period again and takes its place.");
    }

    void reject(std::size_t r, RejectReason reason, std::string sentence) {
        m_drop[r] = 1;
        Reject entry{m_report.file, m_rows.row[r], {}, reason, std::move(sentence), {}};
        const auto add = [&](std::string_view cell) { entry.original += (entry.original.empty() ? "" : ",") + std::string(cell); };
        add(m_rows.firms[m_rows.source[r]]);
        add(m_rows.firms[m_rows.target[r]]);
        if (!m_rows.period.empty()) add(m_rows.periods[m_rows.period[r]].text);
        add(chainscape::toText(m_rows.value[r]));
        m_more.push_back(std::move(entry));
    }

    template <class T>
    void keep(std::vector<T>& column) const {
        std::size_t to = 0;
        if (column.empty()) return;
        for (std::size_t r = 0; r < m_drop.size(); ++r)
            if (!m_drop[r]) column[to++] = column[r];
        column.resize(to);
    }

    void dropRows() {
        if (m_more.empty()) return;
        for (auto* column : {&m_rows.source, &m_rows.target, &m_rows.viaPlatform, &m_rows.period, &m_rows.kind, &m_rows.unit, &m_rows.sourceRef}) keep(*column);
        keep(m_rows.value);
        keep(m_rows.digital);
        keep(m_rows.confidence);
        keep(m_rows.row);
        for (RowAttribute& attribute : m_rows.attributes) keep(attribute.ids);
        m_rows.files.back().count = m_rows.size();
        const auto count = static_cast<std::int64_t>(m_more.size());
        m_report.rowsKept -= count;
        m_report.rowsRejected += count;
        m_report.rejects.insert(m_report.rejects.end(), m_more.begin(), m_more.end());
        std::stable_sort(m_report.rejects.begin(), m_report.rejects.end(), [](const Reject& a, const Reject& b) { return a.row < b.row; });
    }

    LinkRows& m_rows;
    FileReport& m_report;
    const RowRules& m_rules;
    std::vector<std::uint8_t> m_drop;
    std::vector<Reject> m_more;
};

} // namespace

bool rejectsRows(const RowRules& rules) {
    return rules.negatives == Negatives::Reject || rules.rejectLoops || rules.zeros == Zeros::Reject || rules.blanks == Blanks::Reject || rules.least > 0 ||
           !rules.leaveOut.empty();
}

std::optional<RejectReason> valueRule(const RowRules& rules, double value, bool loop) {
    if (rules.negatives == Negatives::Reject && value < 0) return RejectReason::Negative;
    if (rules.rejectLoops && loop) return RejectReason::Loop;
    if (rules.zeros == Zeros::Reject && value == 0) return RejectReason::Zero;
    if (rules.blanks == Blanks::Reject && std::isnan(value)) return RejectReason::BlankValue;
    if (std::abs(value) < rules.least) return RejectReason::Below;
    return std::nullopt;
}

std::string ruleSentence(RejectReason reason) {
    switch (reason) {
    case RejectReason::Negative: return "The value is below zero; such rows are left out by rule.";
    case RejectReason::Loop: return "The row links a firm to itself; such rows are left out by rule.";
    case RejectReason::Zero: return "The value is 0; such rows are left out by rule.";
    case RejectReason::BlankValue: return "There is no value; such rows are left out by rule.";
    case RejectReason::Below: return "The value is below the threshold; such rows are left out by rule.";
    default: return "One end sums up other firms; such rows are left out by rule.";
    }
}

bool needsAllRows(const ColumnMapping& mapping) {
    RowRules plain;
    plain.blankPartner = mapping.rules.blankPartner; // the reader has seen to these
    return !(mapping.rules == plain) || mapping.find(ColumnRole::TargetColumn); // rows of sums are told from all others
}

void applyRules(LinkImport& import) {
    if (needsAllRows(import.report.plan.mapping)) RuleBook(import).apply();
}

Result<std::vector<UnitFactor>> unitFactorsOf(std::string_view text) {
    std::vector<UnitFactor> factors;
    while (!trim(text).empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view piece = trim(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
        if (piece.empty()) continue;
        const std::size_t equals = piece.find('=');
        const std::string_view right = equals == std::string_view::npos ? std::string_view() : trim(piece.substr(equals + 1));
        const std::size_t blank = right.find(' ');
        const auto number = blank == std::string_view::npos ? std::nullopt : parseNumber(right.substr(0, blank));
        if (!number || !(*number > 0) || trim(piece.substr(0, equals)).empty())
            return failure(ErrorCode::BadArgument, "\"" + std::string(piece) + "\" is no conversion; write it like \"kt = 1000 t\", several with semicolons.");
        factors.push_back({std::string(trim(piece.substr(0, equals))), std::string(trim(right.substr(blank))), *number});
    }
    return factors;
}

std::string toText(const std::vector<UnitFactor>& factors) {
    std::string text;
    for (const UnitFactor& factor : factors)
        text += (text.empty() ? "" : "; ") + factor.from + " = " + toText(factor.factor) + " " + factor.to;
    return text;
}

} // namespace chainscape
