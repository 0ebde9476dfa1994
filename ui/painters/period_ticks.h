// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// PeriodTicks: which periods of a time axis get a label, so that labels are round and never touch.

#include <cstddef>
#include <span>
#include <vector>

#include <QLocale>
#include <QString>

#include "core/base/period.h"

namespace chainscape::ui {

struct PeriodTick {
    std::size_t place = 0; ///< index into the periods
    QString text;
};

/// For consecutive periods spread over `width` px. Half-years, quarters and months are labelled by year where at least two years begin
/// ("2024"), else each by itself ("2024 Q4"); years and numbers at round ones.
std::vector<PeriodTick> periodTicks(std::span<const Period> periods, double width, const QLocale& locale);

} // namespace chainscape::ui
