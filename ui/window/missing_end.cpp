// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/missing_end.h"

#include <QHBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {

MissingEnd::MissingEnd(QWidget* parent) : QWidget(parent), m_question(new QLabel), m_firm(new QLineEdit) {
    setProperty("role", "card");
    setAttribute(Qt::WA_StyledBackground);
    m_question->setWordWrap(true);
    m_question->setBuddy(m_firm);
    m_firm->setObjectName(QStringLiteral("missingEnd"));
    m_firm->setClearButtonEnabled(true);
    m_firm->setFixedWidth(220);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * size::grid, 2 * size::grid, 3 * size::grid, 2 * size::grid);
    row->addWidget(m_question, 1);
    row->addWidget(m_firm);
    connect(m_firm, &QLineEdit::textEdited, this, [this](const QString& text) { emit named(m_isSource, text); });
    hide();
}

bool MissingEnd::wants(const ColumnMapping& mapping) {
    const auto has = [&](ColumnRole role) { return mapping.find(role).has_value(); };
    const bool partners = has(ColumnRole::PartnerPairs) || has(ColumnRole::PartnerList);
    const bool turned = has(ColumnRole::Target) && has(ColumnRole::TargetColumn);
    return mapping.kind == TableKind::Links && !partners && !turned && (!has(ColumnRole::Source) || (!has(ColumnRole::Target) && !has(ColumnRole::TargetColumn)));
}

bool MissingEnd::isSource(const ColumnMapping& mapping) {
    const bool noTarget = !mapping.find(ColumnRole::Target) && !mapping.find(ColumnRole::TargetColumn);
    return !mapping.find(ColumnRole::Source) && !(noTarget && !mapping.constantSource.empty());
}

void MissingEnd::show(const ColumnMapping& mapping) {
    setVisible(wants(mapping));
    m_isSource = isSource(mapping);
    const QString firm = fromUtf8(m_isSource ? mapping.constantSource : mapping.constantTarget);
    m_question->setText(m_isSource ? tr("No column says who sells. All rows are sold by (please check):") : tr("No column says who buys. All rows are bought by (please check):"));
    m_question->setToolTip(tr("A name given here is the file's or folder's. Correct it, or choose a column below."));
    m_firm->setAccessibleName(m_isSource ? tr("The seller of all rows") : tr("The buyer of all rows"));
    m_firm->setPlaceholderText(m_isSource ? tr("seller of all rows") : tr("buyer of all rows"));
    if (firm != m_firm->text().trimmed()) m_firm->setText(firm);
}

} // namespace chainscape::ui
