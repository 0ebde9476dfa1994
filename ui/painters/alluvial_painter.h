// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The alluvial figure: groups of firms as blocks a period, ribbons for the firms that stay and that move; colour is identity.

#include <memory>
#include <set>
#include <string>

#include <QLocale>
#include <QRectF>

#include "core/analysis/change_alluvial.h"
#include "core/model/view_spec.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct AlluvialInput {
    DatasetPtr dataset;
    std::shared_ptr<const Alluvial> groups;
    ViewSpec spec; ///< change.weight, focus and selection
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
};

/// The groups that a view shows: by spec.change.by, from spec.from to spec.to (blank: all periods). Fails as alluvial does.
Result<Alluvial> alluvialOf(const DatasetPtr& dataset, const ViewSpec& spec, Progress& progress);

/// Paints into `area` and returns the legend. Items: ItemKind::Group and ItemKind::Band as alluvialItem() reads them.
Legend paintAlluvial(DisplayList& list, const AlluvialInput& input, const QRectF& area);

/// What an item of the figure stands for: a block, or a ribbon from a period to the next one.
struct AlluvialItem {
    std::size_t period = 0;                ///< place in Alluvial::periods
    const AlluvialBlock* block = nullptr;
    const AlluvialRibbon* ribbon = nullptr;
};
/// Both null when the item is none of this figure.
AlluvialItem alluvialItem(const Alluvial& groups, ItemRef ref);

/// Ids of the firms of a block or ribbon.
std::set<std::string> firmsOf(const Alluvial& groups, const AlluvialItem& item, const Dataset& dataset);

/// "Component", "around Tesla", "Acme's internet", "via MatchHub", "no platform", "others".
QString alluvialGroupText(const Alluvial& groups, std::size_t group, const Dataset& dataset);
QColor alluvialGroupColour(const Alluvial& groups, std::size_t group, const Dataset& dataset, const Theme& theme);

} // namespace chainscape::ui
