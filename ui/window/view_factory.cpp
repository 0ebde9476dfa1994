// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_factory.h"

#include <QCoreApplication>

#include "ui/views/flow/flow_view.h"
#include "ui/views/network/network_view.h"
#include "ui/views/tables/tables_view.h"

namespace chainscape::ui {

std::vector<std::pair<View*, QString>> makeViews(Session& session, Jobs& jobs, QWidget* parent) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("Views", text); };
    return {{new NetworkView(session, jobs, parent), tr("Network")}, {new FlowView(session, jobs, parent), tr("Flow")}, {new TablesView(session, parent), tr("Tables")}};
}

} // namespace chainscape::ui
