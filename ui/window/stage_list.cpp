// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/stage_list.h"

#include <algorithm>

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPixmap>
#include <QSignalBlocker>

#include "core/model/view_snapshot.h"
#include "ui/painters/firm_colours.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

QIcon chip(const QColor& colour) {
    QPixmap pixmap(20, 20);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(colour);
    return pixmap;
}

struct StageSums {
    std::vector<int> firms;
    std::vector<double> value;
    double total = 0;
};

StageSums sums(const Snapshot* s, int stages) {
    StageSums out{std::vector<int>(std::size_t(stages) + 1, 0), std::vector<double>(std::size_t(stages) + 1, 0)};
    if (!s) return out;
    for (std::size_t i = 0; i < s->nodeCount(); ++i) {
        const double v = std::max(s->outValue()[i], s->inValue()[i]);
        ++out.firms[std::size_t(s->stage()[i])];
        out.value[std::size_t(s->stage()[i])] += v;
        out.total += v;
    }
    return out;
}

QLabel* figure(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", "secondary");
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return label;
}

} // namespace

StageListWidget::StageListWidget(Session& session, QWidget* parent) : QWidget(parent), m_session(session), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(4);
    m_grid->setHorizontalSpacing(6);
    m_grid->setColumnStretch(0, 1);
}

void StageListWidget::build(const QStringList& names) {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_names = names;
    m_rows.clear();
    m_grid->addWidget(figure(tr("firms"), this), 0, 1);
    m_grid->addWidget(figure(tr("share"), this), 0, 2);
    for (int stage = 1; stage <= int(names.size()); ++stage) {
        const QString& name = names[stage - 1];
        auto* box = new QCheckBox(QString(name).replace('&', QStringLiteral("&&")), this);
        box->setAccessibleName(name);
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        box->setIconSize({10, 10});
        box->setToolTip(tr("Show or hide this stage"));
        connect(box, &QCheckBox::toggled, this, [this, stage](bool on) { toggle(stage, on); });
        const Row row{box, figure({}, this), figure({}, this)};
        m_grid->addWidget(row.box, stage, 0);
        m_grid->addWidget(row.firms, stage, 1);
        m_grid->addWidget(row.share, stage, 2);
        m_rows.push_back(row);
    }
}

/// A step in time changes the numbers alone; the rows are made again only for other stages.
void StageListWidget::show(const Theme& theme) {
    QStringList names;
    if (m_session.dataset())
        for (int stage = 1; stage <= m_session.dataset()->stages().size(); ++stage) names << fromUtf8(m_session.dataset()->stages().name(stage));
    if (names != m_names || m_rows.empty()) build(names);
    if (names.isEmpty()) return;
    const auto& stages = m_session.dataset()->stages();
    const auto snapshot = m_session.snapshot();
    const StageSums all = sums(snapshot.get(), stages.size());
    const auto& chosen = m_session.spec().filter.stages;
    for (std::size_t stage = 1; stage <= m_rows.size(); ++stage) {
        const Row& row = m_rows[stage - 1];
        const QSignalBlocker quiet(row.box);
        row.box->setIcon(chip(colourOfStage(theme, stages, int(stage))));
        row.box->setChecked(chosen.empty() || std::ranges::find(chosen, int(stage)) != chosen.end());
        row.firms->setText(countText(all.firms[stage]));
        row.share->setText(percentText(all.total > 0 ? all.value[stage] / all.total : 0));
    }
}

void StageListWidget::toggle(int stage, bool on) {
    const int count = m_session.dataset()->stages().size();
    m_session.edit(What::Filter, [&](ViewSpec& spec) {
        auto& list = spec.filter.stages;
        if (list.empty())
            for (int s = 1; s <= count; ++s) list.push_back(s);
        std::erase(list, stage);
        if (on) list.push_back(stage);
        std::ranges::sort(list);
        if (int(list.size()) == count || list.empty()) list.clear();
    });
}

} // namespace chainscape::ui
