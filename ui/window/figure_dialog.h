// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FigureDialog: texts, size and format of a figure with a live preview, then a file.

#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimer>

#include "ui/jobs/jobs.h"
#include "ui/report/figure.h"

class QCheckBox;

namespace chainscape::ui {

class FigureDialog : public QDialog {
    Q_OBJECT
public:
    FigureDialog(DatasetPtr dataset, ViewSpec spec, Jobs& jobs, QWidget* parent = nullptr);

    /// What the project adds to the dataset and the spec: base, ledger, marks, scenarios, settings.
    void setGiven(const FigureRequest& given) { m_given = given; }

signals:
    void said(const QString& sentence, bool problem);

private:
    QWidget* buildForm();
    void sizeChosen();
    void showPreview();
    void save();
    [[nodiscard]] FigureRequest request() const;
    [[nodiscard]] QSizeF millimetres() const;

    FigureRequest m_given;
    DatasetPtr m_dataset;
    ViewSpec m_spec;
    Jobs& m_jobs;
    QLineEdit *m_title, *m_subtitle, *m_caption, *m_source, *m_date;
    QComboBox *m_size, *m_format, *m_theme;
    QDoubleSpinBox *m_width, *m_height;
    QSpinBox* m_dpi;
    QCheckBox* m_transparent;
    QLabel* m_preview;
    QTimer m_later;
};

} // namespace chainscape::ui
