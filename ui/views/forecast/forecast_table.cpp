// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table twin of the forecast view: every number of the chart, and its way to the clipboard.

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>

#include "ui/painters/forecast_words.h"
#include "ui/style/format.h"
#include "ui/views/forecast/forecast_view.h"

namespace chainscape::ui {
namespace {

/// A table that is filled from left to right, periods down.
class TwinWriter {
public:
    TwinWriter(QTableWidget& table, const QStringList& heads, std::size_t rows) : m_table(table) {
        m_table.clear();
        m_table.setColumnCount(int(heads.size()));
        m_table.setRowCount(int(rows));
        m_table.setHorizontalHeaderLabels(heads);
    }
    void put(std::size_t row, int column, const QString& text) {
        auto* cell = new QTableWidgetItem(text); // the table owns it
        if (column > 0) cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table.setItem(int(row), column, cell);
    }
    void putPeriods(const ForecastCase& c) {
        for (std::size_t t = 0; t < c.periods.size(); ++t) put(t, 0, periodText(c.periods[t]));
        for (std::size_t h = 0; h < c.ahead.size(); ++h) put(c.periods.size() + h, 0, periodText(c.ahead[h]));
    }
    /// History and forecast in a column each, then lower and upper ends of the levels from `first` to before `last`.
    void putCase(const ForecastCase& c, int column, std::size_t first, std::size_t last) {
        for (std::size_t t = 0; t < c.history.size(); ++t) put(t, column, exactText(c.history[t]));
        const auto& bands = c.result.bands;
        for (std::size_t h = 0; h < c.result.mean.size(); ++h) {
            const std::size_t row = c.history.size() + h;
            put(row, column + 1, exactText(c.result.mean[h]));
            for (std::size_t level = first; level < last && !bands.empty(); ++level) {
                put(row, column + 2 + 2 * int(level - first), exactText(bands.lower[level][h]));
                put(row, column + 3 + 2 * int(level - first), exactText(bands.upper[level][h]));
            }
        }
    }

private:
    QTableWidget& m_table;
};

} // namespace

void ForecastView::fillTable() {
    if (showsGroup()) return fillGroupTable();
    const QStringList heads{tr("Period"), tr("Value"), tr("Forecast"), tr("50% from"), tr("50% to"), tr("80% from"), tr("80% to"), tr("95% from"), tr("95% to")};
    TwinWriter twin(*m_table, heads, m_case->history.size() + m_case->result.mean.size());
    twin.putPeriods(*m_case);
    twin.putCase(*m_case, 1, 0, forecast::kLevelCount);
    m_table->scrollToBottom();
}

/// Four columns a series: value, forecast and the likely range.
void ForecastView::fillGroupTable() {
    QStringList heads{tr("Period")};
    for (const auto& c : m_group->cases)
        for (const QString& word : {tr("value"), tr("forecast"), tr("80% from"), tr("80% to")}) heads << QStringLiteral("%1: %2").arg(forecastTitle(c), word);
    TwinWriter twin(*m_table, heads, groupStride(*m_group));
    const auto longest = std::ranges::max_element(m_group->cases, {}, [](const ForecastCase& c) { return c.periods.size() + c.ahead.size(); });
    twin.putPeriods(*longest);
    for (std::size_t i = 0; i < m_group->cases.size(); ++i) twin.putCase(m_group->cases[i], 1 + 4 * int(i), 1, 2);
    m_table->scrollToBottom();
}

/// All rows with their heads, as tab-separated text that a spreadsheet takes.
void ForecastView::copyTable() const {
    QStringList lines, cells;
    for (int c = 0; c < m_table->columnCount(); ++c) cells << m_table->horizontalHeaderItem(c)->text();
    lines << cells.join(QLatin1Char('\t'));
    for (int r = 0; r < m_table->rowCount(); ++r) {
        cells.clear();
        for (int c = 0; c < m_table->columnCount(); ++c) cells << (m_table->item(r, c) ? m_table->item(r, c)->text() : QString());
        lines << cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    m_session.say(tr("The table is on the clipboard."));
}

} // namespace chainscape::ui
