// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ImportOutlook: what an import would bring, told before it is made: rows kept and rejected, sums beside their parts, changes.

#include <QLabel>

#include "core/project/project.h"

namespace chainscape::ui {

class ImportOutlook : public QLabel {
    Q_OBJECT
public:
    explicit ImportOutlook(QWidget* parent = nullptr);

    /// `inProject`: there are flows to compare with; `added`: the files are added to them, in nobody's place.
    void show(const ImportChanges& changes, bool inProject, bool added);
    void clear();

    /// "4,685 rows, 3 rejected".
    static QString countsOf(const FileReport& report);

signals:
    void leaveOut(const QStringList& firms); ///< sums that the user wants left out

private:
    QStringList m_sums;
};

} // namespace chainscape::ui
