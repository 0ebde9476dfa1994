// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/measure_text.h"

#include <cmath>

#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {

QString measureText(const Measure& measure, double value, const QString& unit) {
    if (std::isnan(value)) return unknownText();
    switch (measure.unit) {
    case MeasureUnit::Value: return valueText(value, unit);
    case MeasureUnit::Share: return percentText(value);
    case MeasureUnit::Flag: return value != 0 ? Words::tr("yes") : Words::tr("no");
    case MeasureUnit::Count:
    case MeasureUnit::Label: return countText(qint64(std::llround(value)));
    default: return shortText(value);
    }
}

} // namespace chainscape::ui
