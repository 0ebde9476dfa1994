// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PlatformRemoval: what becomes of the chain when a platform is lost, bypassed or dissolved.

#include <array>
#include <string>

#include "core/project/panel_tables.h"
#include "core/scenario/edit_list.h"

namespace chainscape {

/// Values in the chain's unit; NaN where the removal could not be tried, `note` then says why.
struct PlatformRemoval {
    RemovePlatform::Mode mode = RemovePlatform::Mode::Lose;
    double bought = 0, sold = 0;                   ///< the platform's trade today
    double strandedSupply = 0, strandedDemand = 0; ///< what its suppliers cannot place, what its buyers cannot get
    double externalPurchases = 0;                  ///< bought from outside the chain instead
    double tradeLeft = 0;                          ///< share of the chain's value that is still traded
    double tracedLow = 0, tracedHigh = 0;          ///< end-to-end share afterwards, unknown scores analogue and digital
    std::string note;
};

/// Lost, bypassed, dissolved, in this order; on the whole chain without the snapshot's filter, with the spare capacity of the settings.
std::array<PlatformRemoval, 3> platformRemovals(const PanelInput& input, const std::string& platform, Progress& progress);

/// "lost", "bypassed", "dissolved".
const char* wordOf(RemovePlatform::Mode mode);

} // namespace chainscape
