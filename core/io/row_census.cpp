// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <tuple>

#include "core/io/link_set.h"
#include "core/io/project_file.h"
#include "core/io/project_write.h"

namespace chainscape {
namespace {

/// Numbers for what tells links of the same two firms apart: kind (blank is material), unit and platform.
class LinkWords {
public:
    explicit LinkWords(const LinkRows& rows) : m_rows(rows), m_material(rows.words.find("material")) {}

    std::uint32_t of(std::size_t row) {
        const auto kind = cellOf(m_rows.kind, row, 0u);
        const std::tuple words{kind == 0 ? m_material : kind, cellOf(m_rows.unit, row, 0u), cellOf(m_rows.viaPlatform, row, 0u)};
        if (m_known.empty() || words != m_last) {
            m_last = words;
            m_number = m_known.emplace(words, static_cast<std::uint32_t>(m_known.size())).first->second;
        }
        return m_number;
    }

private:
    const LinkRows& m_rows;
    std::uint32_t m_material;
    std::tuple<std::uint32_t, std::uint32_t, std::uint32_t> m_last;
    std::uint32_t m_number = 0;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> m_known;
};

} // namespace

Result<RowCensus> rowCensus(const LinkRows& rows, std::size_t memory, const Progress& progress) {
    constexpr std::size_t kLook = 65536; // rows between two looks at progress
    RowCensus out{std::vector<std::uint8_t>(rows.firms.size(), 0), std::vector<std::uint8_t>(std::max<std::size_t>(1, rows.periods.size()), 0), 0};
    for (const auto* column : {&rows.source, &rows.target, &rows.viaPlatform})
        for (const std::uint32_t firm : *column) out.firms[firm] = 1;
    out.firms[0] = 0; // the blank
    if (rows.period.empty()) out.periods[0] = rows.size() > 0;
    for (const std::uint32_t period : rows.period) out.periods[period] = 1;
    LinkWords words(rows);
    const auto links = countLinks(memory, [&](LinkSet& set) -> Result<void> {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (row % kLook == 0 && progress.stopped()) return Progress::cancelled();
            set.add(rows.source[row], rows.target[row], words.of(row));
        }
        return {};
    });
    if (!links) return tl::unexpected(links.error());
    out.links = *links;
    return out;
}

} // namespace chainscape
