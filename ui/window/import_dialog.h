// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ImportDialog: preview of each table, how it is read, what its columns mean. Every guess can be changed; the preview follows.

#include <functional>
#include <vector>

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

#include "core/io/read_many.h"
#include "core/project/project.h"
#include "ui/jobs/jobs.h"
#include "ui/models/preview_model.h"

namespace chainscape::ui {

class ColumnRoles;
class ImportOutlook;
class ImportReading;
class MissingEnd;

/// What the open project knows of; all empty without one.
struct ImportSetting {
    std::vector<Recipe> recipes;
    std::vector<ImportRecord> imports;
    std::vector<EditRecord> edits;
    DatasetPtr dataset;
    std::vector<HeaderWord> words;
    std::vector<std::string> listed; ///< ids in its lists of firms
};

class ImportDialog : public QDialog {
    Q_OBJECT
public:
    ImportDialog(std::vector<FoundTable> tables, Jobs& jobs, ImportSetting setting = {}, QWidget* parent = nullptr);
    ~ImportDialog() override;

    /// The tables that are ticked.
    [[nodiscard]] std::vector<ImportSource> sources() const;
    [[nodiscard]] ImportOptions options() const;

private:
    struct File {
        TableInput input;
        bool chosen = true;
        Preview preview;
        ColumnMapping guess; ///< before anything was changed by hand
        QString problem;   ///< why it cannot be read; empty: fine
        QString recipe;    ///< what it was recognised by; empty: it was not
        QStringList drift; ///< what is not as in the recipe
        bool read = false;
    };

    void buildLayout();
    QWidget* buildLeft();
    void wire();
    void look(std::size_t file);
    void lookAgain();
    void took(std::size_t at, Result<Preview> got, bool fresh);
    void nameTheOwner(File& file);
    void shareTheUnit();
    void showFile();
    void kindChanged(int kind);
    void mappingChanged();
    void spread();
    void compareSoon();
    void compare();
    void showOutlook(const ImportChanges& changes);
    void editWords();
    [[nodiscard]] std::vector<HeaderWord> taught() const;
    void saveRecipe();
    void updateSentence();
    [[nodiscard]] QString plainSentence() const;
    [[nodiscard]] File* current();

    Jobs& m_jobs;
    ImportSetting m_setting;
    std::vector<File> m_files;
    QListWidget* m_list;
    ImportReading* m_reading;
    QCheckBox* m_alike;
    QLineEdit* m_stages;
    QComboBox* m_place;
    QTableView* m_table;
    PreviewModel m_model;
    ColumnRoles* m_roles;
    MissingEnd* m_missing;
    ImportOutlook* m_outlook;
    QLabel *m_dialect, *m_sentence;
    QPushButton *m_import, *m_save, *m_words;
};

} // namespace chainscape::ui
