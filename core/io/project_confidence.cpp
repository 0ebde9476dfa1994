// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/project_state.h"

namespace chainscape {
namespace {

constexpr std::string_view kSums =
    "SELECT s.id, t.id, p.text, coalesce(k.name, 'material'), coalesce(u.name, ''), coalesce(v.id, ''), x.weighted, x.weight, x.plain, x.rows FROM"
    " (SELECT r.source, r.target, r.period, g.kind, g.unit, g.via, sum(g.confidence * abs(coalesce(r.value, 0))) AS weighted,"
    " sum(abs(coalesce(r.value, 0))) AS weight, sum(g.confidence) AS plain, count(*) AS rows"
    " FROM imports i CROSS JOIN link_rows r ON r.id BETWEEN i.first_row_id AND i.last_row_id JOIN tags g ON g.number = r.tag"
    " WHERE i.active AND g.confidence IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6) x"
    " JOIN firms s ON s.number = x.source JOIN firms t ON t.number = x.target JOIN periods p ON p.number = x.period"
    " LEFT JOIN kinds k ON k.number = x.kind LEFT JOIN units u ON u.number = x.unit LEFT JOIN firms v ON v.number = x.via";

} // namespace

Result<void> ProjectFile::forEachConfidence(const std::function<void(const ConfidenceSum&)>& each, Progress& progress) const {
    const Watched watched(m_state->db, progress);
    const auto any = m_state->db.integer("SELECT EXISTS (SELECT 1 FROM tags WHERE confidence IS NOT NULL)");
    if (!any) return tl::unexpected(any.error());
    if (*any == 0) return {};
    ConfidenceSum sum;
    return forEach(m_state->db, kSums, [&](const sqlite::Statement& row) {
        int column = 0;
        for (std::string* text : {&sum.source, &sum.target, &sum.period, &sum.kind, &sum.unit, &sum.via}) *text = row.text(column++);
        for (double* number : {&sum.weighted, &sum.weight, &sum.plain, &sum.rows}) *number = row.real(column++);
        each(sum);
    });
}

} // namespace chainscape
