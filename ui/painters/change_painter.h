// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The change figure: the network difference of two periods on one stable layout above the restructuring of all periods, with the
// figures in words.

#include <memory>

#include <QLocale>
#include <QRectF>

#include "core/project/change_case.h"
#include "core/project/change_indicator.h"
#include "core/project/flow_panels.h"
#include "core/project/network_places.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// Both periods in one, or one of them alone (to blink between them).
enum class ChangeSide : std::uint8_t { Both, A, B };

struct ChangeInput {
    std::shared_ptr<const ChangeCase> change;
    std::shared_ptr<const ChangeHistory> history; ///< none: no bars
    std::shared_ptr<const NetworkPlaces> places;  ///< in lanes; one entry per firm of the dataset
    std::shared_ptr<const std::vector<SnapshotPtr>> multiples; ///< for ChangeShow::Multiples only
    std::shared_ptr<const FlowPanel> flow;                     ///< for ChangeShow::Flow only
    std::shared_ptr<const IndicatorSeries> indicator;          ///< in place of the bars; none: bars
    ViewSpec spec;                                ///< change, focus and selection
    ChangeSide side = ChangeSide::Both;           ///< of the map
    std::string hoverFirm;                        ///< id; blank: none
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    std::size_t linkBudget = 20000;               ///< largest changes first
};

/// Paints into `area` (px at camera identity) and returns the legend. Items: ItemKind::Firm with the firm's index in the dataset,
/// ItemKind::Link with the index in ChangeTable::links, ItemKind::Stage with the stage, ItemKind::Step with the index in
/// ChangeHistory::steps, ItemKind::Period with a period's index, ItemKind::Control with
/// kSwipeHandle for the line between A and B, in the flow difference ItemKind::Node and ItemKind::Band by flowItem(). By
/// spec.change.show the map, the flow difference, the ranks or small multiples. When both periods are one, a sentence says so in place of the map.
Legend paintChange(DisplayList& list, const ChangeInput& input, const QRectF& area);

/// "2023 to 2024", or "base to scenario, 2024", in the locale.
QString comparedText(const ChangeCase& change, const QLocale& locale);

/// "A, 2023" and "B, 2024", or "base" and "scenario".
std::pair<QString, QString> sideTexts(const ChangeCase& change, const QLocale& locale);

/// Where the map stands in the area of the figure: above the words and bars.
QRectF changeMapArea(const ChangeInput& input, const QRectF& area);

/// Why there is nothing to compare; empty when there is.
QString nothingToCompare(const ChangeCase& change, const QLocale& locale);

/// "restructuring", "remix", ... translated.
QString phaseText(Phase phase);

} // namespace chainscape::ui
