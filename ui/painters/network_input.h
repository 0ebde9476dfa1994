// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkInput: everything the network painter needs, as values, so that it can run on any thread.

#include <memory>
#include <optional>
#include <vector>

#include <QLocale>
#include <QRectF>
#include <QString>

#include "core/model/snapshot.h"
#include "core/model/view_spec.h"
#include "core/project/collapsed_chain.h"
#include "core/project/data_chain_case.h"
#include "core/project/firm_groups.h"
#include "core/project/network_places.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// A measure over the nodes of the snapshot, for colour or size. NaN: unknown.
struct NodeColumn {
    QString name, unit;
    std::vector<double> value;
    bool diverging = false; ///< centred on 0
};

struct NetworkInput {
    SnapshotPtr snapshot;
    ViewSpec spec;
    std::shared_ptr<const NetworkPlaces> places;
    std::optional<NodeColumn> colour; ///< none: by the category or built-in column spec.colourBy names
    std::optional<NodeColumn> size;   ///< none: throughput
    std::shared_ptr<const DataChainCase> chain; ///< of this snapshot: the map shows the data chain; none: the trade
    std::shared_ptr<const CollapsedChain> groups; ///< whose dataset the snapshot is of; none: every firm for itself
    std::shared_ptr<const FirmGroups> hulls;      ///< outlines, by firm of the snapshot's dataset; none: no outlines
    std::string hoverFirm;            ///< id; blank: none
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    std::size_t edgeBudget = 6000;    ///< when the spec names none: heaviest links first; the rest is summed up in the legend
};

} // namespace chainscape::ui
