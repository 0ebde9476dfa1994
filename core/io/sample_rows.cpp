// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sample_rows.h"

#include <algorithm>

#include "core/base/text.h"

namespace chainscape {

std::vector<SampleRow> sampleRows(std::string_view text, const ScanRules& rules, std::size_t most) {
    std::vector<SampleRow> rows;
    auto source = Utf8Source::open(bytesOf(std::make_shared<const std::string>(text)), "UTF-8");
    if (!source) return rows;
    constexpr std::size_t kLeast = 4096, kMost = 256 * 1024;
    RecordSplitter splitter(**source, rules, std::clamp(text.size() + 1, kLeast, kMost)); // dialects are tried by the dozen: no more room than needed
    TextBlock block;
    Records records;
    std::string scratch;
    while (rows.size() < most) {
        const auto more = splitter.next(block);
        if (!more || !*more) break;
        scanRecords(block, rules, records);
        for (std::uint32_t r = 0; r < records.rowCount && rows.size() < most; ++r) {
            const Record& record = records.rows[r];
            SampleRow row{block.firstLine + record.line, {}};
            row.cells.reserve(record.cells);
            for (std::uint32_t c = 0; c < record.cells; ++c)
                row.cells.push_back(repairedUtf8(trim(cellText(block, rules, records.cells[record.firstCell + c], scratch))));
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

} // namespace chainscape
