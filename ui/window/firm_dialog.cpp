// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/firm_dialog.h"

#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "core/base/text.h"
#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

/// "0,45" and "45 %" are how people write .45.
QString scoreText(const QString& typed) {
    QString text = typed.trimmed();
    const bool percent = text.endsWith(QLatin1Char('%'));
    if (percent) text.chop(1);
    const auto number = parseNumber(text.replace(QLatin1Char(','), QLatin1Char('.')).toStdString());
    if (!number) return text;
    return QString::fromStdString(toText(percent ? *number / 100 : *number));
}

bool isScore(const QString& text) {
    const auto number = parseNumber(text.toStdString());
    return text.isEmpty() || (number && *number >= 0 && *number <= 1);
}

bool holdsFrom(FirmField field) {
    return field == FirmField::Stage || field == FirmField::Digital || field == FirmField::IsPlatform || field == FirmField::IsEndUser;
}

} // namespace

FirmDialog::FirmDialog(DatasetPtr dataset, FirmId firm, PeriodId period, QWidget* parent)
    : QDialog(parent), m_dataset(std::move(dataset)), m_firm(firm), m_period(period), m_name(new QLineEdit(this)), m_sector(new QLineEdit(this)),
      m_region(new QLineEdit(this)), m_digital(new QLineEdit(this)), m_stage(new QComboBox(this)), m_from(new QComboBox(this)),
      m_platform(new QCheckBox(tr("Platform: it stands between firms"), this)), m_endUser(new QCheckBox(tr("End user: the chain ends here"), this)),
      m_problem(new QLabel(this)) {
    const auto& firms = m_dataset->firms();
    const auto f = static_cast<std::size_t>(firm);
    const auto state = m_dataset->firmAt(firm, period);
    setWindowTitle(tr("Edit firm: %1").arg(QString::fromStdString(firms.name[f])));
    m_name->setText(QString::fromStdString(firms.name[f]));
    m_sector->setText(QString::fromStdString(m_dataset->text(firms.sector[f])));
    m_region->setText(QString::fromStdString(m_dataset->text(firms.region[f])));
    if (!std::isnan(state.digital)) m_digital->setText(QString::number(double(state.digital), 'g', 4));
    m_digital->setPlaceholderText(unknownText());
    m_platform->setChecked(state.isPlatform);
    m_endUser->setChecked(state.isEndUser);
    fillStages();
    m_stage->setCurrentIndex(state.stageInferred ? 0 : state.stage);
    buildForm();
    m_before = values();
    for (QLineEdit* edit : {m_name, m_digital}) connect(edit, &QLineEdit::textChanged, this, &FirmDialog::check);
    check();
}

void FirmDialog::fillStages() {
    m_stage->addItem(tr("Told from the links"), QString());
    const auto& stages = m_dataset->stages();
    for (int s = 1; s <= stages.size(); ++s) m_stage->addItem(fromUtf8(stages.name(s)), QString::number(s));
    m_from->addItem(tr("Always"), QString());
    for (const auto& entry : m_dataset->periods()) {
        const QString text = QString::fromStdString(entry.text);
        m_from->addItem(tr("From %1").arg(periodText(entry.period, locale())), text);
    }
    m_from->setVisible(m_dataset->periods().size() > 1);
}

void FirmDialog::buildForm() {
    auto* form = new QFormLayout(this);
    const std::tuple<QString, QWidget*, QString> rows[] = {
        {tr("&Name"), m_name, tr("Name")},
        {tr("&Stage"), m_stage, tr("Stage")},
        {tr("Se&ctor"), m_sector, tr("Sector")},
        {tr("&Region"), m_region, tr("Region")},
        {tr("&Digital score, 0 to 1"), m_digital, tr("Digital score")},
        {QString(), m_platform, tr("Platform")},
        {QString(), m_endUser, tr("End user")},
    };
    for (const auto& [label, field, name] : rows) {
        field->setAccessibleName(name);
        form->addRow(label, field);
    }
    if (m_from->count() > 2) {
        m_from->setAccessibleName(tr("Stage, score and flags hold"));
        form->addRow(tr("Stage, score and flags &hold"), m_from);
    }
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("What is wrong"));
    form->addRow(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("Change firm"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
}

void FirmDialog::check() {
    QString problem;
    if (m_name->text().trimmed().isEmpty()) problem = tr("A firm needs a name.");
    else if (!isScore(scoreText(m_digital->text()))) problem = tr("A digital score is a number from 0 to 1; leave it blank when it is unknown.");
    m_problem->setText(problem);
    m_apply->setEnabled(problem.isEmpty());
}

std::vector<std::pair<FirmField, QString>> FirmDialog::values() const {
    const auto flag = [](const QCheckBox* box) { return box->isChecked() ? QStringLiteral("1") : QStringLiteral("0"); };
    return {{FirmField::Name, m_name->text().trimmed()},
            {FirmField::Stage, m_stage->currentData().toString()},
            {FirmField::Sector, m_sector->text().trimmed()},
            {FirmField::Region, m_region->text().trimmed()},
            {FirmField::Digital, scoreText(m_digital->text())},
            {FirmField::IsPlatform, flag(m_platform)},
            {FirmField::IsEndUser, flag(m_endUser)}};
}

std::vector<FirmEdit> FirmDialog::edits() const {
    std::vector<FirmEdit> out;
    const auto now = values();
    const auto& id = m_dataset->firms().id[static_cast<std::size_t>(m_firm)];
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (now[i].second == m_before[i].second) continue;
        const std::string from = holdsFrom(now[i].first) ? m_from->currentData().toString().toStdString() : std::string();
        out.push_back({id, now[i].first, now[i].second.toStdString(), from});
    }
    return out;
}

QString FirmDialog::sentence() const {
    QStringList fields;
    const QString words[] = {tr("name"), tr("stage"), tr("sector"), tr("region"), tr("digital score"), tr("platform"), tr("end user")};
    for (const auto& edit : edits()) fields << words[static_cast<std::size_t>(edit.field)];
    return tr("Changed %1 of %2").arg(fields.join(QStringLiteral(", ")), QString::fromStdString(m_dataset->firms().name[static_cast<std::size_t>(m_firm)]));
}

} // namespace chainscape::ui
