// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ViewSpec: everything that makes one figure, as a plain value. The window edits it, the project stores it, painters obey it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/model/change_look.h"
#include "core/model/filter.h"
#include "core/model/flow_look.h"
#include "core/model/network_look.h"
#include "core/model/vocabulary.h"

namespace chainscape {

enum class ViewKind : std::uint8_t { Network, Flow, Forecast, Change, Alluvial, Scorecard, Quadrant, DataChain, Findings };
/// What the forecast view shows: one series, small multiples by stage, several series on one scale, the scorecard, links, the ledger.
enum class ForecastShow : std::uint8_t { Series, Stages, Several, Scorecard, Links, Ledger };
enum class NetworkLayoutKind : std::uint8_t { Lanes, Force, Trophic, Focus, Region };

/// What the network view makes of the chain: the map, the map of what is digital, or a matrix.
enum class NetworkShow : std::uint8_t { Map, DataChain, Matrix };

/// Something drawn by hand on the network map, in the unit square of its places.
struct CanvasNote {
    enum class Kind : std::uint8_t { Note, Arrow, Box };
    Kind kind = Kind::Note;
    double x = 0, y = 0;   ///< note: its place; arrow: its tail; box: a corner
    double x2 = 0, y2 = 0; ///< arrow: its head; box: the opposite corner
    std::string text;
    bool operator==(const CanvasNote&) const = default;
};

struct FigureTexts {
    std::string title, subtitle, caption, source, date; ///< blank: filled from the data
    bool operator==(const FigureTexts&) const = default;
};

struct ViewSpec {
    ViewKind view = ViewKind::Network;

    // what is shown
    std::string period;              ///< blank: the last
    std::string from, to;            ///< the A and B of a comparison; blank: first and last
    Layer layer = Layer::Money;
    std::string unit;                ///< blank: the only one
    Filter filter;
    std::string focus;               ///< firm id; blank: none
    std::vector<std::string> selected;
    std::string scenario;            ///< name; blank: base

    // network
    NetworkLayoutKind layout = NetworkLayoutKind::Lanes;
    std::string forceMode;           ///< fast, quality or clusters; blank: by the number of firms
    std::string collapseBy;          ///< groups drawn as one: stage, sector, region, community or internet; blank: firms
    std::vector<std::string> opened; ///< keys of groups that are shown as firms all the same
    std::string hullBy;              ///< outlines around internet, community, sector or region; blank: none
    std::string colourScale = "linear", sizeScale = "linear", widthScale = "linear"; ///< linear, log, rank or classes
    int edgeBudget = 0;              ///< heaviest links drawn; 0: by the number of firms
    int window = 1;                  ///< periods summed up, ending with `period`
    bool trails = false;             ///< where the firm in focus stood in the periods before
    std::vector<CanvasNote> notes;
    NetworkShow networkShow = NetworkShow::Map;
    int focusStage = 0;              ///< stage whose data horizon is shown; 0: none
    bool narrow = false;             ///< raw material to product only
    std::string colourBy = "stage";
    std::string sizeBy = "throughput";
    std::string widthBy = "value";   ///< value, digital or a measure of links
    NetworkLook network;
    std::map<std::string, std::pair<double, double>> pins; ///< firm id -> place in layout units

    // flow
    std::string groupBy = "firm";    ///< firm, stage, sector, region, platform or an attribute's name
    int topGroups = 0;               ///< groups a stage before "Other"; 0: chosen by the painter
    std::vector<std::string> order;  ///< group keys dragged by hand, top to bottom
    double scale = 0;                ///< px per unit of value at the reference height; 0: fitted
    FlowLook flow;

    // forecast
    std::string of = "total";        ///< total, channel, stage-pair, firm, link, structure
    std::string series;              ///< firm id, "source>target", "stage>stage", "platform" or "direct", a structure measure
    int horizon = 8;
    bool logAxis = false;
    ForecastShow forecastShow = ForecastShow::Series;
    std::vector<std::string> alongside; ///< further series beside the first: "of:series", as the ledger names them
    bool indexed = false;            ///< several series with their last known value as 100
    std::vector<std::string> fans;   ///< stored scenarios drawn beside the base
    bool ghosts = false;             ///< links likely to appear, dotted on the network

    ChangeLook change;

    // findings
    std::string topic;               ///< name of a Panel ("bridge"); blank: critical firms
    bool risk = false;               ///< systemic risk also where it takes long

    FigureTexts texts;

    bool operator==(const ViewSpec&) const = default;
};

std::string_view nameOf(ViewKind view);
std::optional<ViewKind> viewNamed(std::string_view name);
std::string_view nameOf(ForecastShow show);
std::optional<ForecastShow> forecastShowNamed(std::string_view name);
std::string_view nameOf(NetworkLayoutKind layout);
std::optional<NetworkLayoutKind> networkLayoutNamed(std::string_view name);

/// One JSON object; fields at their default are left out. readViewSpec ignores unknown fields and takes defaults for missing
/// or ill-typed ones; text that is no JSON object fails with BadFormat.
std::string toJson(const ViewSpec& spec);
Result<ViewSpec> readViewSpec(std::string_view json);

} // namespace chainscape
