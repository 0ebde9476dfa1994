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
#include "core/project/firm_trail.h"
#include "core/project/network_places.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct NetworkMorph;

/// A measure over the nodes of the snapshot, for colour or size. NaN: unknown.
struct NodeColumn {
    QString name, unit;
    std::vector<double> value;
    bool diverging = false; ///< centred on 0
};

/// Groups of firms found in the data, the same in every period: of each node its group (kNone: none), and the groups' names, the one with the
/// first colour first.
struct NodeGroups {
    QString name;
    std::vector<std::uint32_t> of;
    QStringList groups;
};

/// What a map is coloured, sized, faded and drawn wide by where that is a measure; each of the snapshot it was made of.
struct MapColumns {
    std::optional<NodeColumn> colour;  ///< none: by the category or built-in column spec.colourBy names
    std::optional<NodeGroups> groups;  ///< colours by communities or internets
    std::optional<NodeColumn> size;    ///< none: throughput
    std::optional<NodeColumn> opacity; ///< none: as spec.network.opacityBy says
    std::optional<NodeColumn> width;   ///< one entry per edge; none: as spec.widthBy says
};

/// A firm that is being dragged: where the mouse holds it, in the unit square of the places.
struct HeldFirm {
    std::uint32_t firm = 0;
    double x = 0, y = 0;
};

struct NetworkInput {
    SnapshotPtr snapshot;
    ViewSpec spec;
    std::shared_ptr<const NetworkPlaces> places;
    MapColumns columns; ///< those of another number of nodes or edges are passed over
    std::shared_ptr<const DataChainCase> chain; ///< of this snapshot: the map shows the data chain; none: the trade
    std::shared_ptr<const CollapsedChain> groups; ///< whose dataset the snapshot is of; none: every firm for itself
    std::shared_ptr<const FirmGroups> hulls;      ///< outlines, by firm of the snapshot's dataset; none: no outlines
    std::optional<HeldFirm> held;
    SnapshotPtr before;                           ///< a period before: what came and went since is emphasised; none: nothing is
    std::shared_ptr<const FirmTrail> trail;       ///< of the firm in focus; none: no trail
    std::shared_ptr<const NetworkMorph> morph;    ///< where everything was; none: it stands still
    double morphed = 1;                           ///< 0: as it was, 1: as it is
    std::string hoverFirm;            ///< id; blank: none
    ThemeKind theme = ThemeKind::Light;
    bool zoomable = false;            ///< on screen: the legend tells what zooming shows, too
    QLocale locale;
    std::size_t edgeBudget = 6000;    ///< most links when the spec names no number (fewer where ink would cover the map)
};

} // namespace chainscape::ui
