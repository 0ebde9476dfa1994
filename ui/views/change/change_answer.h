// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the change view asks a job, and what it gets back: values that do not look at the session.

#include <memory>
#include <string>
#include <vector>

#include "core/project/change_case.h"
#include "core/project/change_indicator.h"
#include "core/project/flow_panels.h"
#include "core/project/network_places.h"
#include "ui/painters/alluvial_painter.h"
#include "ui/session/session.h"

namespace chainscape::ui {

/// Parts are there as far as the page needs them, or were kept from before.
struct ChangeAnswer {
    std::shared_ptr<const ChangeCase> change;
    std::shared_ptr<const ChangeHistory> history;
    std::shared_ptr<const NetworkPlaces> places;
    std::shared_ptr<const std::vector<SnapshotPtr>> multiples;
    std::shared_ptr<const Alluvial> groups;
    std::shared_ptr<const FlowPanel> flow;
    std::shared_ptr<const IndicatorSeries> indicator;
    std::shared_ptr<const std::vector<ChangeRow>> rows; ///< of the lists
};

struct ChangeQuestion {
    ChangeRequest request; ///< spec.change.show tells the page
    ChangeAnswer kept;     ///< parts that still hold
};

/// Fails with the first part that fails; Cancelled when stopped.
Result<ChangeAnswer> answerTo(const ChangeQuestion& question, Progress& progress);

/// What the places and the history depend on: everything but the periods, the page and the focus.
std::string keptKey(const Session& session);

/// What the page depends on beside keptKey() and the periods.
std::string pageKey(const ViewSpec& spec);

} // namespace chainscape::ui
