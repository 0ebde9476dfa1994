// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two boards of the forecast view: links that may appear or vanish with the test of their probabilities, and the ledger's record.

#include <memory>
#include <vector>

#include <QLocale>
#include <QRectF>
#include <QString>

#include "core/project/ledger.h"
#include "core/project/link_outlook.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct LinksBoardInput {
    DatasetPtr dataset;
    std::shared_ptr<const LinkOutlook> outlook; ///< may be null: the message is shown
    QString message;
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
};

/// Calibration plot and test on the left, the likeliest new links and the least likely old ones on the right. Items: ItemKind::Link, the
/// place in `ghosts`, then in `fading` after all ghosts.
Legend paintLinksBoard(DisplayList& list, const LinksBoardInput& input, const QRectF& area);

/// The firms of an item of the board; kNone twice outside.
std::pair<std::uint32_t, std::uint32_t> endsOf(const LinkOutlook& outlook, std::uint32_t item);

/// "Mine A to Plant B: 34% in the next period. They have traded before."
QString linkTip(const LinksBoardInput& input, std::uint32_t item);

struct LedgerBoardInput {
    DatasetPtr dataset;
    ForecastMemoryPtr memory; ///< may be null: nothing was issued
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
};

/// Hit rates, skill and bias by level and horizon on the left, the latest outcomes on the right: "said 120 to 140, was 133: inside".
/// Items: ItemKind::Series, the place in the ledger.
Legend paintLedgerBoard(DisplayList& list, const LedgerBoardInput& input, const QRectF& area);

/// "said 120 to 140, was 133: inside"; "said 120 to 140" before it is scored.
QString saidWords(const LedgerEntry& entry, const QLocale& locale);

/// "The whole chain", "Component: sales", "Component to Manufacture", "Cathode One: sales" for a series of the ledger.
QString seriesTitle(const Dataset& dataset, const std::string& series);

} // namespace chainscape::ui
