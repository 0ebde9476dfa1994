// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// RejectsDialog: the rows that were not kept, with the reason and the original text; copied or exported as CSV.

#include <vector>

#include <QDialog>

#include "core/io/project_file.h"

namespace chainscape::ui {

class RejectsDialog : public QDialog {
    Q_OBJECT
public:
    RejectsDialog(const std::vector<StoredReject>& rejects, QWidget* parent = nullptr);

private:
    void exportCsv(const std::vector<StoredReject>& rejects);
};

} // namespace chainscape::ui
