// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every target checks of an input that could be read: no row is lost, every refusal is a sentence.

#include <cstdlib>

#include "core/io/import_tables.h"

namespace chainscape {

inline void require(bool holds) {
    if (!holds) std::abort();
}

/// Previews and reads as links and as firms.
inline void readAll(const TableInput& input) {
    const auto shown = preview(input);
    if (!shown) return require(!shown.error().message.empty());
    Progress progress;
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : shown->rows) rows.push_back(row.cells);
    ReadPlan asLinks = shown->plan, asFirms = shown->plan;
    const ColumnSample sample{shown->header, rows, shown->plan.dialect.numbers};
    asLinks.mapping = guessMapping(sample, TableKind::Links);
    asFirms.mapping = guessMapping(sample, TableKind::Firms);
    asLinks.mapping.rules = {.repeats = Repeats::Last, .negatives = Negatives::Return, .blankPartner = "unidentified"};
    asLinks.mapping.lists = ListCells::Share;
    asLinks.mapping.listMark = ';';
    asFirms.dialect.fillDown = 2;
    asFirms.dialect.splitFirst = ',';
    if (const auto links = readLinks(input, asLinks, progress)) {
        require(links->report.rowsRead == links->report.rowsKept + links->report.rowsRejected);
        require(static_cast<std::int64_t>(links->rows.size()) == links->report.rowsKept);
    }
    if (const auto firms = readFirms(input, asFirms, progress)) {
        require(firms->report.rowsRead == firms->report.rowsKept + firms->report.rowsRejected);
        require(static_cast<std::int64_t>(firms->rows.size()) == firms->report.rowsKept);
    }
}

} // namespace chainscape
