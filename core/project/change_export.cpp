// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/change_export.h"

namespace chainscape {
namespace {

/// The texts of firms and stages of a comparison.
class Names {
public:
    Names(const ChangeTable& table, const Dataset& dataset) : m_table(table), m_dataset(dataset) {}

    [[nodiscard]] PanelCell id(std::uint32_t firm) const { return firm == kNone ? PanelCell() : PanelCell(m_table.firms[firm].id); }
    [[nodiscard]] PanelCell name(std::uint32_t firm) const {
        if (firm == kNone) return {};
        const auto f = m_dataset.firmIndex(m_table.firms[firm].id);
        return f == kNone ? PanelCell(m_table.firms[firm].id) : PanelCell(m_dataset.firms().name[f]);
    }
    [[nodiscard]] PanelCell stage(int stage) const { return stage == 0 ? PanelCell() : PanelCell(m_dataset.stages().name(stage)); }
    [[nodiscard]] PanelCell ids(const std::vector<std::uint32_t>& firms) const {
        std::vector<std::string> out;
        for (const auto f : firms) out.push_back(m_table.firms[f].id);
        return out;
    }

private:
    const ChangeTable& m_table;
    const Dataset& m_dataset;
};

} // namespace

PanelTable changeListTable(const ChangeTable& table, const Dataset& dataset, std::optional<ChangeList> only) {
    PanelTable out{"changes", "Changes", "What entered, left, grew, shrank or switched supplier",
                   {{"what", "What", CellKind::Text}, {"firm", "Firm or seller", CellKind::Seller}, {"name", "Name", CellKind::Text}, {"stage", "Stage", CellKind::Text},
                    {"buyer", "Buyer", CellKind::Buyer}, {"buyer_name", "Buyer's name", CellKind::Text}, {"buyer_stage", "Buyer's stage", CellKind::Text}, {"before", "Before", CellKind::Value},
                    {"after", "After", CellKind::Value}, {"change", "Change", CellKind::Value}, {"dropped", "Suppliers dropped", CellKind::Firms}, {"taken", "Suppliers taken", CellKind::Firms}},
                   {}};
    const Names names(table, dataset);
    for (const auto& row : changeRows(table)) {
        if (only && row.list != *only) continue;
        out.rows.push_back({nameOf(row.list), names.id(row.firm), names.name(row.firm), names.stage(row.stage), names.id(row.target), names.name(row.target), names.stage(row.targetStage),
                            row.before, row.after, row.delta(), names.ids(row.dropped), names.ids(row.taken)});
    }
    return out;
}

} // namespace chainscape
