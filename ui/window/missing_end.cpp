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

void MissingEnd::show(const ColumnMapping& mapping) {
    const auto has = [&](ColumnRole role) { return mapping.find(role).has_value(); };
    const bool partners = has(ColumnRole::PartnerPairs) || has(ColumnRole::PartnerList);
    const bool noSource = !has(ColumnRole::Source) && !partners, noTarget = !has(ColumnRole::Target) && !has(ColumnRole::TargetColumn) && !partners;
    setVisible(mapping.kind == TableKind::Links && (noSource || noTarget));
    m_isSource = noSource && !(noTarget && mapping.constantSource.size() > 0);
    m_question->setText(m_isSource ? tr("No column says who sells. Choose one below, or name the seller of all rows:")
                                   : tr("No column says who buys. Choose one below, or name the buyer of all rows:"));
    m_firm->setAccessibleName(m_isSource ? tr("The seller of all rows") : tr("The buyer of all rows"));
    m_firm->setPlaceholderText(m_isSource ? tr("seller of all rows") : tr("buyer of all rows"));
    const QString firm = fromUtf8(m_isSource ? mapping.constantSource : mapping.constantTarget);
    if (firm != m_firm->text().trimmed()) m_firm->setText(firm);
}

} // namespace chainscape::ui
