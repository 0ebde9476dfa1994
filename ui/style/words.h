// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Words: the context in which text outside of widgets is translated ("Words::tr"). Widgets use their own tr().

#include <QCoreApplication>

namespace chainscape::ui {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(chainscape::ui::Words)
};

} // namespace chainscape::ui
