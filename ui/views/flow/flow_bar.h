// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowBar: the controls above the flow figure. Knows the spec, not the data behind the picture.

#include <functional>

#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

#include "core/model/dataset.h"
#include "core/model/view_spec.h"

namespace chainscape::ui {

class FlowBar : public QWidget {
    Q_OBJECT
public:
    explicit FlowBar(QWidget* parent = nullptr);

    /// Sets the controls to a spec without telling anybody.
    void show(const ViewSpec& spec, const DatasetPtr& dataset);

signals:
    /// The user wants the spec changed like this.
    void wanted(const std::function<void(chainscape::ViewSpec&)>& change);
    void lockWanted(bool locked);
    void copyWanted();
    void exportWanted();

private:
    void buildMore();
    void askForLabels();
    void fillStages();
    [[nodiscard]] QComboBox* combo(const QString& words, const QString& name);
    QMenu* choices(const QString& title, const QStringList& words, int current, const std::function<void(int)>& chosen);

    ViewSpec m_spec;
    DatasetPtr m_dataset;
    QComboBox *m_form, *m_group, *m_colour;
    QSpinBox* m_top;
    QCheckBox* m_dark;
    QToolButton *m_up, *m_more;
    QMenu* m_menu;
};

} // namespace chainscape::ui
