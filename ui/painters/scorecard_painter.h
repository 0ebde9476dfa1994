// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The scorecard as a heat table: a stage a row; visible, feedback and predictable as columns, each over the last periods.

#include <memory>

#include <QLocale>
#include <QRectF>
#include <QString>

#include "core/project/scorecard.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct ScorecardInput {
    DatasetPtr dataset;
    std::shared_ptr<const Scorecard> card; ///< may be null: the message is shown
    QString message;
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    std::vector<std::string> palette; ///< colours of stages of one's own
};

/// What a cell stands for; the id of its item (ItemKind::Point).
struct ScorecardSpot {
    std::size_t stage = 0, period = 0;
    Aspect aspect = Aspect::VisibleFirms;
};
std::uint32_t idOf(const Scorecard& card, const ScorecardSpot& spot);
ScorecardSpot spotOf(const Scorecard& card, std::uint32_t id);

/// "Firms that trade", "Value with a digital score", "Sales with return data", "Sales forecast better than by repeating".
QString aspectName(Aspect aspect);

/// "Component, 2024 Q4: 82% of firms trade (41 of 50)". For tooltips and the status bar.
QString scorecardTip(const ScorecardInput& input, std::uint32_t id);

/// Paints into `area`. Any thread with fonts.
Legend paintScorecard(DisplayList& list, const ScorecardInput& input, const QRectF& area);

} // namespace chainscape::ui
