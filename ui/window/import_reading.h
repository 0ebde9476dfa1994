// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ImportReading: how a file is written and what its rows mean, as controls that show every guess and let it be changed.

#include <optional>

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabWidget>

#include "core/io/import_tables.h"

namespace chainscape::ui {

class ImportReading : public QTabWidget {
    Q_OBJECT
public:
    explicit ImportReading(QWidget* parent = nullptr);

    void show(const Preview& preview);
    /// `from` with what the controls say.
    [[nodiscard]] Dialect dialect(Dialect from) const;
    /// Puts what rows mean into a mapping; its columns stay.
    void fill(ColumnMapping& mapping) const;
    /// Why the conversion of units cannot be read; empty: fine.
    [[nodiscard]] QString problem() const;
    /// The seller or buyer of all rows, where no column says it.
    void setEnd(bool isSource, const QString& firm);
    /// Firms that sum up others: rows from or to them are rejected.
    void leaveOut(const QStringList& firms);
    /// One sentence on what becomes of rows that files leave open.
    static QString sentence(const ColumnMapping& mapping);

signals:
    void kindChanged(int kind);
    void readingChanged(); ///< the preview has to be read again
    void meaningChanged(); ///< the rows stay, their meaning changed

private:
    void buildReading();
    void buildMeaning();
    void buildRest();
    void addEncodings();
    void delimiterTyped();
    [[nodiscard]] std::optional<double> leastValue() const;
    QSpinBox* lines(QFormLayout* form, const QString& words, const QString& tip);
    void row(QFormLayout* form, const QString& words, QWidget* control, const QString& name, const QString& tip = {});

    QComboBox *m_kind, *m_delimiter, *m_quote, *m_decimal, *m_encoding, *m_dates, *m_step, *m_scale;
    QSpinBox *m_header = nullptr, *m_above = nullptr, *m_below = nullptr, *m_fill = nullptr;
    QLineEdit *m_missing, *m_comment, *m_split;
    QComboBox *m_repeats, *m_negatives, *m_zeros, *m_blanks;
    QCheckBox* m_loops;
    QComboBox *m_unlisted, *m_lists;
    QLineEdit* m_listMark;
    QLineEdit *m_least, *m_leaveOut, *m_sourcePrefix, *m_targetPrefix;
    QLineEdit *m_blank, *m_unit, *m_convert, *m_linkKind, *m_period, *m_source, *m_target;
};

} // namespace chainscape::ui
