// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/reports.h"

#include <array>
#include <iterator>
#include <utility>

namespace chainscape {
namespace {

void addCommon(const ReadFindings& findings, std::vector<std::string>& warnings) {
    const FileReport& report = findings.report;
    if (report.rowsRead == 0) warnings.push_back("The file holds a header but no rows.");
    if (const int notes = report.plan.dialect.footerLines; notes > 0)
        warnings.push_back(std::to_string(notes) + (notes == 1 ? " line at the end was" : " lines at the end were") + " taken for a note and left out.");
    if (const int filled = report.plan.dialect.fillDown; filled > 0)
        warnings.push_back("Blank cells of the first " + (filled == 1 ? std::string("column") : std::to_string(filled) + " columns") + " were taken to repeat the cell above.");
    if (report.plan.dialect.splitFirst != 0) warnings.push_back("The first column holds several and was split at its commas.");
    if (report.shortRows > 0)
        warnings.push_back(std::to_string(report.shortRows) + " rows have fewer cells than the header; what is missing counts as blank.");
    if (findings.nuls > 0) warnings.push_back(std::to_string(findings.nuls) + " NUL bytes were left out.");
    if (findings.repaired > 0)
        warnings.push_back(std::to_string(findings.repaired) + " texts are not valid in the file's encoding and were read as Windows-1252.");
    for (const MappedColumn& column : report.plan.mapping.columns)
        if (!column.sure) warnings.push_back("The column \"" + column.header + "\" was taken as " + std::string(nameOf(column.role)) + ".");
}

} // namespace

void RejectTally::add(std::int64_t read, std::vector<Reject>& rejects) {
    m_read += read;
    m_rejected += static_cast<std::int64_t>(rejects.size());
    for (Reject& reject : rejects) {
        if (m_textBytes + reject.original.size() > kRejectTextTotal) reject.original = {};
        m_textBytes += reject.original.size();
    }
    m_rejects.insert(m_rejects.end(), std::make_move_iterator(rejects.begin()), std::make_move_iterator(rejects.end()));
}

std::vector<Reject> RejectTally::takeRejects() { return std::exchange(m_rejects, {}); }

void RejectTally::moveInto(FileReport& report) {
    report.rowsRead = m_read;
    report.rowsRejected = m_rejected;
    report.rowsKept = report.rowsRead - report.rowsRejected;
    report.rejects = std::move(m_rejects);
}

std::vector<std::string> linkWarnings(const ReadFindings& findings) {
    std::vector<std::string> warnings;
    addCommon(findings, warnings);
    const FileReport& report = findings.report;
    const ColumnMapping& mapping = report.plan.mapping;
    if (mapping.lists == ListCells::Whole && mapping.listMark != 0)
        warnings.push_back(std::string("Cells seem to list several firms, parted by \"") + mapping.listMark + "\". Each such cell counts as one firm unless they are split.");
    if (mapping.splitsLists())
        warnings.push_back(std::string("Cells that list several firms, parted by \"") + mapping.listMark + "\", became a row for each" +
                           (mapping.lists == ListCells::Share ? ", with an equal share of the value." : ", each with the whole value."));
    if (!mapping.find(ColumnRole::Value) && !mapping.find(ColumnRole::PeriodColumn) && !mapping.find(ColumnRole::TargetColumn))
        warnings.push_back("There is no column of values: every row counts 1.");
    if (report.negativeValues > 0 && mapping.rules.negatives == Negatives::Net)
        warnings.push_back(std::to_string(report.negativeValues) + " values are negative; they are kept and netted per link and period.");
    if (report.unknownValues > 0) warnings.push_back(std::to_string(report.unknownValues) + " values are blank and count as unknown.");
    return warnings;
}

std::vector<std::string> firmWarnings(const ReadFindings& findings) {
    std::vector<std::string> warnings;
    addCommon(findings, warnings);
    return warnings;
}

std::string_view nameOf(RejectReason reason) {
    static constexpr std::array<std::string_view, 23> kNames = {
        "blank_source", "blank_target", "blank_name", "bad_value",      "bad_period", "bad_digital",  "bad_confidence",
        "bad_number",   "bad_flag",     "too_many_cells", "too_long", "bad_encoding",
        "total",        "unknown_stage", "negative",       "loop",           "repeated",
        "zero",         "blank_value",   "below",      "aggregate",     "unlisted_firm", "repeated_header"};
    return kNames[static_cast<std::size_t>(reason)];
}

std::string TableInput::shownName() const { return part.empty() ? path : path + ", " + part; }

} // namespace chainscape
