// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// InspectorPanel: facts, numbers, series, partners and evidence of what is focused, sums of several selected firms; else what the view in
// front answers.

#include <array>

#include <QLabel>
#include <QScrollArea>

#include "ui/session/session.h"
#include "ui/style/theme.h"
#include "ui/window/fact_list.h"

class QFormLayout;
class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace chainscape::ui {

class ShareBars;
class Sparkline;

class InspectorPanel : public QScrollArea {
    Q_OBJECT
public:
    InspectorPanel(Session& session, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Shown while nothing is focused.
    void setQuestion(const QString& question, const QString& about);
    /// Further facts for the focused firm or link (measures), appended to the plain ones. Dropped when the focus moves.
    void setMeasureFacts(const Item& item, std::vector<Fact> facts);
    void setEvidence(const QString& html);
    /// Measures whose values over the periods can be chosen, of firms and of links: id and name.
    using Choices = std::vector<std::pair<QString, QString>>;
    void setSeriesChoices(Choices firms, Choices links);
    /// The chosen measure of a firm or link, one value per period; NaN breaks the line.
    void setMeasureSeries(const Item& item, const QString& measure, std::vector<double> values);
    void refresh(Changes what);

signals:
    void computedWanted(); ///< "How is this computed"
    void measureWanted(const QString& measure); ///< the same of one number
    void evidenceWanted(const chainscape::ui::Item& item);
    void seriesWanted(const QString& measure); ///< blank: throughput or value, which the panel knows itself

private:
    void showFirm(const Snapshot& snapshot, const std::string& id);
    void showLink(const Snapshot& snapshot, const Item& link);
    void showStage(const Snapshot& snapshot, int stage);
    void showSeveral(const Snapshot& snapshot);
    [[nodiscard]] bool severalShown() const;
    void showNothing();
    void showPartners(const Snapshot& snapshot, std::uint32_t node);
    void showSeries(const Item& item);
    [[nodiscard]] std::vector<double> plainSeries(const Item& item) const;
    void offerSeries(bool link);
    void hideParts();

    Session& m_session;
    const Theme* m_theme;
    QLabel *m_title, *m_subtitle, *m_seriesTitle, *m_suppliersTitle, *m_buyersTitle, *m_evidenceTitle, *m_evidence;
    FactList* m_facts;
    Sparkline* m_series;
    QComboBox* m_seriesOf;
    ShareBars *m_suppliers, *m_buyers;
    QPushButton* m_how;
    QString m_question, m_about;
    Item m_measured;
    std::vector<Fact> m_measures;
    std::array<Choices, 2> m_choices;  ///< of firms, of links
    std::array<QString, 2> m_chosen;   ///< ids; blank: the plain one
    bool m_offersLinks = false;        ///< which of the two the box shows
    Item m_seriesItem;
    QString m_seriesMeasure;
    std::vector<double> m_seriesValues;
};

} // namespace chainscape::ui
