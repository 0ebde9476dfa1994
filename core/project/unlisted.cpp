// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/unlisted.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/project/row_drop.h"

namespace chainscape {
namespace {

void dropLinks(LinkRows& links, const std::vector<std::uint8_t>& drop) {
    keepRows(links.files, drop);
    for (auto* column : {&links.source, &links.target, &links.viaPlatform, &links.period, &links.kind, &links.unit, &links.sourceRef}) keepRows(*column, drop);
    for (auto* column : {&links.digital, &links.confidence}) keepRows(*column, drop);
    keepRows(links.value, drop);
    keepRows(links.row, drop);
    for (RowAttribute& attribute : links.attributes) keepRows(attribute.ids, drop);
}

/// The row as it was understood; its line is not at hand any more.
Reject unlistedReject(const LinkRows& links, std::size_t row, std::uint32_t firm, const std::string& file) {
    std::string original = std::string(links.firms[links.source[row]]) + "," + std::string(links.firms[links.target[row]]);
    if (!links.period.empty()) original += "," + links.periods[links.period[row]].text;
    original += "," + toText(links.value[row]);
    return {file, links.row[row], {}, RejectReason::Unlisted, "\"" + std::string(links.firms[firm]) + "\" is in no list of firms; such rows are left out by rule.", std::move(original)};
}

} // namespace

bool rejectsUnlisted(std::span<FileReport* const> reports) {
    return std::ranges::any_of(reports, [](const FileReport* report) { return report->plan.mapping.rules.rejectUnlisted; });
}

void rejectUnlisted(LinkRows& links, std::span<FileReport* const> reports, const ListedFirms& listed) {
    std::vector<std::uint8_t> unlisted(links.firms.size(), 0), drop(links.size(), 0);
    for (std::uint32_t firm = 1; firm < links.firms.size(); ++firm) unlisted[firm] = !listed.contains(std::string(links.firms[firm]));
    for (std::size_t f = 0; f < std::min(reports.size(), links.files.size()); ++f) {
        FileReport& report = *reports[f];
        if (!report.plan.mapping.rules.rejectUnlisted) continue;
        const FileSpan& span = links.files[f];
        for (std::size_t row = span.first; row < span.first + span.count; ++row) {
            if (!unlisted[links.source[row]] && !unlisted[links.target[row]]) continue;
            drop[row] = 1;
            report.rejects.push_back(unlistedReject(links, row, unlisted[links.source[row]] ? links.source[row] : links.target[row], report.file));
            ++report.rowsRejected;
            --report.rowsKept;
        }
        std::ranges::stable_sort(report.rejects, {}, &Reject::row);
    }
    dropLinks(links, drop);
}

} // namespace chainscape
