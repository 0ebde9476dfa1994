// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PathsDialog: the ways along the links between two firms, as a list; what is chosen is lit on the map.

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QSpinBox>
#include <QTableWidget>

#include "core/analysis/chain_paths.h"
#include "ui/jobs/jobs.h"

namespace chainscape::ui {

class PathsDialog : public QDialog {
    Q_OBJECT
public:
    /// Nodes of the snapshot. Starts from the one to the other, or the other way when only that way leads somewhere.
    PathsDialog(SnapshotPtr snapshot, std::uint32_t one, std::uint32_t other, Jobs& jobs, QWidget* parent = nullptr);

signals:
    /// Ids of the firms on the chosen paths; all of them when none is chosen.
    void firmsChosen(const std::vector<std::string>& firms);

private:
    void find();
    void list(const ChainPaths& found);
    void tellChosen();
    [[nodiscard]] QString textOf(const ChainPath& path) const;

    SnapshotPtr m_snapshot;
    std::uint32_t m_from, m_to;
    Jobs& m_jobs;
    ChainPaths m_found;
    bool m_turned = false;
    QComboBox* m_rule;
    QSpinBox* m_longest;
    QTableWidget* m_table;
    QLabel *m_ends, *m_count;
};

} // namespace chainscape::ui
