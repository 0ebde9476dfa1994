// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The views of the window, in the order of their tabs.

#include <utility>
#include <vector>

#include "ui/jobs/jobs.h"
#include "ui/session/session.h"
#include "ui/views/common/view.h"

namespace chainscape::ui {

class MeasureFeed;
class ScenarioDesk;

/// Measures into colour and size menus and tables; a firm's menu in the network.
void connectViews(const std::vector<View*>& views, Session& session, MeasureFeed& measures, ScenarioDesk& scenarios);

std::vector<std::pair<View*, QString>> makeViews(Session& session, Jobs& jobs, QWidget* parent);

} // namespace chainscape::ui
