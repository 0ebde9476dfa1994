// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ImportDialog: preview of each file, how it is read, what its columns mean. Every guess can be changed; the preview follows.

#include <vector>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

#include "core/project/project.h"
#include "ui/jobs/jobs.h"
#include "ui/models/preview_model.h"

namespace chainscape::ui {

class ColumnRoles;

class ImportDialog : public QDialog {
    Q_OBJECT
public:
    ImportDialog(std::vector<TableInput> inputs, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<ImportSource> sources() const;
    [[nodiscard]] ImportOptions options() const;

private:
    struct File {
        TableInput input;
        Preview preview;
        QString problem; ///< why it cannot be read; empty: fine
        bool read = false;
    };

    QWidget* buildReading();
    void buildLayout();
    void look(std::size_t file);
    void lookAgain();
    void showFile();
    void mappingChanged();
    void updateSentence();
    [[nodiscard]] File* current();

    Jobs& m_jobs;
    std::vector<File> m_files;
    QListWidget* m_list;
    QComboBox *m_kind, *m_delimiter, *m_decimal, *m_encoding;
    QCheckBox* m_header;
    QLineEdit *m_unit, *m_stages;
    QTableView* m_table;
    PreviewModel m_model;
    ColumnRoles* m_roles;
    QLabel *m_dialect, *m_sentence;
    QPushButton* m_import;
};

} // namespace chainscape::ui
