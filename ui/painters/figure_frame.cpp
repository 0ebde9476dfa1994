// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/figure_frame.h"

#include <algorithm>

#include <QStringList>

#include "core/model/view_snapshot.h"
#include "ui/painters/findings_painter.h"
#include "ui/painters/forecast_boards.h"
#include "ui/style/format.h"
#include "ui/style/sizes.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kMargin = 19;   // 5 mm
constexpr double kTitleBlock = 44;
constexpr double kSourceLine = 16;

QString shownPeriod(const Dataset& dataset, const std::string& text, const QLocale& locale) {
    if (dataset.periods().empty()) return {};
    const auto at = text.empty() ? kNone : dataset.periodIndex(text);
    const auto& entry = at == kNone ? dataset.periods().back() : dataset.periods()[at];
    return periodText(entry.period, locale);
}

QString forecastFigureTitle(const Dataset& dataset, const ViewSpec& spec) {
    switch (spec.forecastShow) {
    case ForecastShow::Scorecard: return Words::tr("Visible, feedback, predictable");
    case ForecastShow::Links: return Words::tr("Links that may appear or end");
    case ForecastShow::Ledger: return Words::tr("Forecasts held to their word");
    default: break;
    }
    if (spec.of == "total") return Words::tr("The whole chain: what comes next");
    const bool named = !spec.series.empty() && (spec.of != "firm" || spec.series.ends_with(":out") || spec.series.ends_with(":in"));
    return named ? seriesTitle(dataset, spec.of + ':' + spec.series) : Words::tr("What comes next");
}

QString viewTitle(const Dataset& dataset, const ViewSpec& spec) {
    switch (spec.view) {
    case ViewKind::Network: return Words::tr("The chain");
    case ViewKind::Flow: return Words::tr("Where the value goes");
    case ViewKind::Forecast: return forecastFigureTitle(dataset, spec);
    case ViewKind::Change: return Words::tr("What changed");
    case ViewKind::Alluvial: return Words::tr("How the groups moved");
    case ViewKind::Scorecard: return Words::tr("Visible, feedback, predictable");
    case ViewKind::Quadrant: return Words::tr("Critical and analogue");
    case ViewKind::DataChain: return Words::tr("Where the data chain breaks");
    case ViewKind::Findings: return Words::tr("Findings");
    }
    return {};
}

bool comparesPeriods(ViewKind view) { return view == ViewKind::Change || view == ViewKind::Alluvial; }

std::string subtitleOf(const Dataset& dataset, const ViewSpec& spec, const QString& unit) {
    QStringList parts;
    if (!unit.isEmpty()) parts << unit;
    if (spec.layer != chainscape::Layer::Money) parts << Words::tr("layer %1").arg(QString::fromUtf8(nameOf(spec.layer).data()));
    if (!spec.filter.empty()) parts << Words::tr("filtered");
    if (!spec.scenario.empty()) parts << Words::tr("scenario %1").arg(QString::fromStdString(spec.scenario));
    if (dataset.illustrative()) parts << Words::tr("illustrative data");
    return parts.join(QStringLiteral(" · ")).toStdString();
}

void line(DisplayList& list, const std::string& text, QPointF at, double pixels, int weight, const QColor& colour, double width) {
    if (text.empty()) return;
    Text t;
    t.text = QString::fromStdString(text);
    t.anchor = at;
    t.size = pixels;
    t.weight = weight;
    t.colour = colour.rgba();
    t.across = Across::Left;
    t.maxWidth = width;
    list.text(t);
}

} // namespace

FigureTexts figureTexts(const Dataset& dataset, const ViewSpec& spec, const QString& unit, const QLocale& locale) {
    FigureTexts t = spec.texts;
    if (t.title.empty()) {
        QString title = spec.view == ViewKind::Findings ? findingsTitle(panelNamed(spec.topic).value_or(Panel::Critical)) : viewTitle(dataset, spec);
        if (comparesPeriods(spec.view)) {
            const std::string first = dataset.periods().empty() ? std::string{} : dataset.periods().front().text;
            title += QStringLiteral(", ") + Words::tr("%1 to %2").arg(shownPeriod(dataset, spec.from.empty() ? first : spec.from, locale), shownPeriod(dataset, spec.to, locale));
        } else if (spec.view != ViewKind::Forecast) {
            title += QStringLiteral(", ") + shownPeriod(dataset, spec.period, locale);
        }
        t.title = title.toStdString();
    }
    if (t.subtitle.empty()) t.subtitle = subtitleOf(dataset, spec, unit);
    if (t.source.empty()) t.source = dataset.source().empty() ? Words::tr("source not stated").toStdString() : dataset.source();
    if (t.date.empty()) t.date = dataset.sourceDate();
    return t;
}

FrameBoxes frameBoxes(QSizeF size, const FigureTexts& texts, double legendHeight) {
    const double bottom = kSourceLine + (texts.caption.empty() ? 0 : kSourceLine);
    const double top = kMargin + kTitleBlock;
    const double legendTop = size.height() - kMargin - bottom - legendHeight;
    FrameBoxes boxes;
    boxes.body = QRectF(kMargin, top, std::max(10.0, size.width() - 2 * kMargin), std::max(10.0, legendTop - top - 6));
    boxes.legend = QRectF(kMargin, legendTop, boxes.body.width(), legendHeight);
    return boxes;
}

void paintFrame(DisplayList& list, QSizeF size, const FigureTexts& texts, const Theme& theme) {
    const double width = size.width() - 2 * kMargin;
    line(list, texts.title, {kMargin, kMargin + 16}, size::figureTitleFont, size::semibold, theme.text, width);
    line(list, texts.subtitle, {kMargin, kMargin + 34}, size::sectionFont, size::regular, theme.secondary, width);
    double y = size.height() - kMargin;
    const QString source = Words::tr("Source: %1").arg(QString::fromStdString(texts.source)) +
                           (texts.date.empty() ? QString{} : QStringLiteral(" · ") + QString::fromStdString(texts.date));
    line(list, source.toStdString(), {kMargin, y}, size::smallestFont, size::regular, theme.secondary, width);
    y -= kSourceLine;
    line(list, texts.caption, {kMargin, y}, size::smallFont, size::regular, theme.text, width);
}

} // namespace chainscape::ui
