// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/scenario_form.h"

#include <algorithm>

#include <QCheckBox>
#include <QCompleter>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/style/format.h"

namespace chainscape::ui {
namespace {

/// Ids may stand with their names behind: "F1 (Falcon Motors)".
QString idOf(const QString& text) {
    const auto bracket = text.indexOf(QStringLiteral(" ("));
    return (bracket > 0 && text.endsWith(')') ? text.left(bracket) : text).trimmed();
}

QJsonObject stored(const ScenarioStep& step) {
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(EditList{{step}})));
    return document.array().first().toObject();
}

QString listText(const QJsonValue& value) {
    QStringList words;
    for (const auto& entry : value.toArray()) words << entry.toVariant().toString();
    return words.join(QStringLiteral(", "));
}

QString partsText(const QJsonValue& value) {
    QStringList words;
    for (const auto& entry : value.toArray()) words << QStringLiteral("%1=%2").arg(entry.toObject()["id"].toString()).arg(entry.toObject()["share"].toDouble());
    return words.join(QStringLiteral(", "));
}

/// Decimal point or comma; text that is no number stays text, so that the reader names it.
QJsonValue numberValue(const QString& text) {
    bool ok = false;
    const double number = QString(text).replace(',', '.').toDouble(&ok);
    return ok ? QJsonValue(number) : QJsonValue(text);
}

QJsonArray partsValue(const QString& text) {
    QJsonArray parts;
    for (const QString& word : text.split(',', Qt::SkipEmptyParts)) parts.append(QJsonObject{{"id", word.section('=', 0, 0).trimmed()}, {"share", numberValue(word.section('=', 1).trimmed())}});
    return parts;
}

QJsonArray listValue(const QString& text) {
    QJsonArray words;
    for (const QString& word : text.split(',', Qt::SkipEmptyParts)) words.append(word.trimmed());
    return words;
}

} // namespace

ScenarioForm::ScenarioForm(DatasetPtr dataset, QWidget* parent)
    : QWidget(parent), m_dataset(std::move(dataset)), m_forms(stepForms()), m_operation(new QComboBox(this)), m_recompute(new QComboBox(this)), m_note(new QLineEdit(this)), m_rows(new QFormLayout(this)) {
    for (const auto& form : m_forms) m_operation->addItem(form.name, QLatin1String(form.op));
    for (const auto mode : {Recompute::Demand, Recompute::Supply, Recompute::Ledger, Recompute::Shock}) m_recompute->addItem(recomputeWords(mode));
    m_operation->setAccessibleName(tr("Operation"));
    m_operation->setObjectName(QStringLiteral("stepOperation"));
    m_recompute->setAccessibleName(tr("How the chain answers"));
    m_recompute->setObjectName(QStringLiteral("stepRecompute"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setObjectName(QStringLiteral("stepNote"));
    setProperty("role", "panel");
    setAttribute(Qt::WA_StyledBackground);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->addRow(tr("Operation"), m_operation);
    m_rows->addRow(tr("Chain answers"), m_recompute);
    m_rows->addRow(tr("Note"), m_note);
    connect(m_operation, &QComboBox::currentIndexChanged, this, [this](int i) { showOperation(m_forms[std::size_t(i)], "{}"); });
    showOperation(m_forms.front(), "{}");
}

QStringList ScenarioForm::wordsFor(FieldKind kind) const {
    QStringList words;
    if (!m_dataset) return words;
    const auto& firms = m_dataset->firms();
    if (kind == FieldKind::Firm || kind == FieldKind::Firms)
        for (std::size_t f = 0; f < firms.size(); ++f) words << firmText(fromUtf8(firms.id[f]));
    if (kind == FieldKind::Stage || kind == FieldKind::Stages)
        for (int s = 1; s <= m_dataset->stages().size(); ++s) words << fromUtf8(m_dataset->stages().name(s));
    if (kind == FieldKind::LinkKind)
        for (const auto& known : m_dataset->kinds()) words << fromUtf8(known.name);
    if (kind == FieldKind::Region)
        for (const auto code : firms.region)
            if (code != 0) words << fromUtf8(m_dataset->text(code));
    if (kind == FieldKind::Region) words.removeDuplicates();
    return words;
}

/// "F1 (Falcon Motors)"; the id alone where it is the name, or no firm's.
QString ScenarioForm::firmText(const QString& id) const {
    const auto firm = m_dataset ? m_dataset->firmIndex(id.toStdString()) : kNone;
    const QString name = firm == kNone ? id : fromUtf8(m_dataset->firms().name[firm]);
    return name == id ? id : QStringLiteral("%1 (%2)").arg(id, name);
}

/// The id where an id or "id (name)" was typed, or a name that only one firm has; else the text, so that the step names it.
QString ScenarioForm::firmId(const QString& text) const {
    const QString id = idOf(text);
    if (!m_dataset || m_dataset->firmIndex(id.toStdString()) != kNone) return id;
    const auto& firms = m_dataset->firms();
    const auto same = [&](const std::string& name) { return fromUtf8(name).compare(text.trimmed(), Qt::CaseInsensitive) == 0; };
    const auto first = std::ranges::find_if(firms.name, same);
    const bool only = first != firms.name.end() && std::none_of(std::next(first), firms.name.end(), same);
    return only ? fromUtf8(firms.id[std::size_t(first - firms.name.begin())]) : id;
}

QJsonArray ScenarioForm::firmIds(const QString& text) const {
    QJsonArray ids;
    for (const QString& word : text.split(',', Qt::SkipEmptyParts)) ids.append(firmId(word));
    return ids;
}

QWidget* ScenarioForm::makeField(const StepField& field, const std::string& json) {
    const QJsonValue value = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object()[QLatin1String(field.key)];
    QWidget* made = nullptr;
    if (field.kind == FieldKind::Word) {
        auto* box = new QComboBox(this);
        for (qsizetype i = 0; i < field.words.size(); ++i) box->addItem(field.shown[i], field.words[i]);
        box->setCurrentIndex(int(std::max<qsizetype>(0, field.words.indexOf(value.toString()))));
        made = box;
    } else if (field.kind == FieldKind::Flag) {
        auto* box = new QCheckBox(this);
        box->setChecked(value.isUndefined() || value.toBool());
        made = box;
    } else {
        auto* line = new QLineEdit(this);
        line->setText(field.kind == FieldKind::Parts ? partsText(value) : value.isArray() ? listText(value) : field.kind == FieldKind::Firm ? firmText(value.toString()) : value.toVariant().toString());
        line->setPlaceholderText(field.hint);
        if (const QStringList words = wordsFor(field.kind); !words.isEmpty()) {
            auto* completer = new QCompleter(words, line);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setFilterMode(Qt::MatchContains);
            line->setCompleter(completer);
        }
        made = line;
    }
    made->setAccessibleName(field.label);
    made->setObjectName(QStringLiteral("field_") + QLatin1String(field.key));
    return made;
}

void ScenarioForm::showOperation(const StepForm& form, const std::string& json) {
    m_form = form;
    while (m_rows->rowCount() > 3) m_rows->removeRow(1);
    m_editors.clear();
    QWidget* before = m_operation;
    for (const auto& field : m_form.fields) {
        m_editors.push_back(makeField(field, json));
        m_rows->insertRow(int(m_editors.size()), field.label, m_editors.back());
        setTabOrder(before, m_editors.back());
        before = m_editors.back();
    }
    setTabOrder(before, m_recompute);
}

void ScenarioForm::setStep(const ScenarioStep& step) {
    const std::string op(nameOf(step.operation));
    const QSignalBlocker quiet(m_operation);
    m_operation->setCurrentIndex(m_operation->findData(fromUtf8(op)));
    showOperation(stepForm(op), QJsonDocument(stored(step)).toJson(QJsonDocument::Compact).toStdString());
    m_recompute->setCurrentIndex(int(step.recompute));
    m_note->setText(fromUtf8(step.note));
    m_off = step.off;
}

Result<ScenarioStep> ScenarioForm::step() const {
    QJsonObject object{{"op", QLatin1String(m_form.op)}};
    for (std::size_t i = 0; i < m_editors.size(); ++i) {
        const StepField& field = m_form.fields[i];
        const QLatin1String key(field.key);
        if (const auto* box = qobject_cast<QComboBox*>(m_editors[i])) object[key] = box->currentData().toString();
        else if (const auto* flag = qobject_cast<QCheckBox*>(m_editors[i])) object[key] = flag->isChecked();
        else if (const QString text = static_cast<QLineEdit*>(m_editors[i])->text().trimmed(); !text.isEmpty()) {
            const bool number = field.kind == FieldKind::Number || field.kind == FieldKind::Share || field.kind == FieldKind::MaybeShare || field.kind == FieldKind::MaybeNumber;
            if (number) object[key] = numberValue(text);
            else if (field.kind == FieldKind::Parts) object[key] = partsValue(text);
            else if (field.kind == FieldKind::Firms) object[key] = firmIds(text);
            else if (field.kind == FieldKind::Stages) object[key] = listValue(text);
            else object[key] = field.kind == FieldKind::Firm ? firmId(text) : text;
        }
    }
    auto read = editListFromJson(QJsonDocument(QJsonArray{object}).toJson(QJsonDocument::Compact).toStdString());
    if (!read) return tl::unexpected(read.error());
    ScenarioStep step = std::move(read->steps.front());
    step.recompute = Recompute(m_recompute->currentIndex());
    step.note = m_note->text().trimmed().toStdString();
    step.off = m_off;
    return step;
}

} // namespace chainscape::ui
