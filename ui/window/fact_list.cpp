// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/fact_list.h"

#include <QGridLayout>
#include <QLabel>

namespace chainscape::ui {

FactList::FactList(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::Light)), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 4, 0, 4);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(0, 1);
}

void FactList::setTheme(const Theme& theme) { m_theme = &theme; }

void FactList::show(const std::vector<Fact>& facts) {
    while (m_lines.size() < facts.size()) m_lines.push_back(addLine());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const bool used = i < facts.size();
        if (used) fill(m_lines[i], facts[i]);
        for (QLabel* part : {m_lines[i].name, m_lines[i].value, m_lines[i].remark}) part->setVisible(used);
    }
    setVisible(!facts.empty());
}

FactList::Line FactList::addLine() {
    const Line line{new QLabel(this), new QLabel(this), new QLabel(this)};
    line.name->setWordWrap(true);
    line.name->setProperty("role", "secondary");
    connect(line.name, &QLabel::linkActivated, this, &FactList::measureWanted);
    line.value->setProperty("role", "value");
    line.value->setAlignment(Qt::AlignRight);
    line.remark->setAlignment(Qt::AlignRight);
    const int row = static_cast<int>(m_lines.size());
    m_grid->addWidget(line.name, row, 0);
    m_grid->addWidget(line.value, row, 1);
    m_grid->addWidget(line.remark, row, 2);
    return line;
}

void FactList::fill(const Line& line, const Fact& fact) {
    const bool leads = !fact.measure.isEmpty();
    line.name->setText(leads ? QStringLiteral("<a href=\"%1\" style=\"color: %2; text-decoration: none\">%3</a>").arg(fact.measure, m_theme->secondary.name(), fact.name.toHtmlEscaped()) : fact.name);
    line.name->setTextInteractionFlags(leads ? Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard : Qt::NoTextInteraction);
    line.name->setAccessibleName(leads ? tr("%1: how is this computed").arg(fact.name) : QString());
    line.value->setText(fact.value);
    line.remark->setText(fact.remark);
    const QString colour = QStringLiteral("color: %1").arg((fact.down ? m_theme->down : m_theme->up).name());
    if (line.remark->styleSheet() != colour) line.remark->setStyleSheet(colour);
    for (QLabel* part : {line.name, line.value, line.remark}) part->setToolTip(fact.tip);
}

} // namespace chainscape::ui
