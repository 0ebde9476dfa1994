// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ScenarioFields: what the operations of a scenario are called and which parameters they take, for forms and lists.

#include <vector>

#include <QString>
#include <QStringList>

#include "core/scenario/edit_list.h"

namespace chainscape::ui {

enum class FieldKind : std::uint8_t { Text, Firm, Firms, Stage, Stages, Region, LinkKind, Word, Flag, Number, Share, MaybeShare, MaybeNumber, Parts };

struct StepField {
    const char* key;     ///< the parameter's name in a stored step
    QString label;
    FieldKind kind = FieldKind::Text;
    QStringList words;   ///< of FieldKind::Word: as stored
    QStringList shown;   ///< of FieldKind::Word: as read
    QString hint;
};

struct StepForm {
    const char* op;      ///< the operation's name in a stored step
    QString name;
    std::vector<StepField> fields;
};

/// All operations, in the order of the menu.
std::vector<StepForm> stepForms();
/// The form of a stored operation; the first one when there is none of that name.
StepForm stepForm(std::string_view op);

/// "Remove firm: Acme": what a step does, without its note; by name for firms that the dataset knows, else by id.
QString stepWords(const ScenarioStep& step, const Dataset* dataset = nullptr);

QString recomputeWords(Recompute mode);

} // namespace chainscape::ui
