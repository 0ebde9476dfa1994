// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Session: the open project as the views see it. The single truth for period, filter, focus and selection.

#include <functional>
#include <memory>
#include <set>
#include <vector>

#include <QObject>
#include <QString>

#include "core/analysis/analysis_options.h"
#include "core/model/snapshot_cache.h"
#include "core/model/view_spec.h"
#include "ui/session/item.h"

namespace chainscape::ui {

/// What has changed; views look at the bits they care for.
enum class What : quint32 {
    Dataset = 1 << 0,
    Period = 1 << 1,     ///< period, A or B
    Filter = 1 << 2,     ///< filter, layer, unit, narrow
    Focus = 1 << 3,
    Selection = 1 << 4,
    Hover = 1 << 5,
    Look = 1 << 6,       ///< layout, colour, size, grouping, order, pins
    Figures = 1 << 7,    ///< the report's collection
    Scenario = 1 << 8,
    Settings = 1 << 9,
    All = 0xFFFF,
};
Q_DECLARE_FLAGS(Changes, What)

/// Lives in the GUI thread. Setters are cheap; changed() comes once per event-loop turn with all bits since the last.
class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);

    /// Swaps the dataset (import, edit, undo, scenario). Focus and selection stay where the firms still exist.
    void setDataset(DatasetPtr dataset);
    [[nodiscard]] const DatasetPtr& dataset() const { return m_dataset; }
    /// The last dataset that was set without a scenario on show; dataset() itself when none is.
    [[nodiscard]] const DatasetPtr& base() const { return m_base; }
    [[nodiscard]] bool hasData() const { return m_dataset && !m_dataset->periods().empty(); }

    /// The settings of the analysis, as kept in the project.
    [[nodiscard]] const AnalysisOptions& analysis() const { return m_analysis; }
    /// Announces What::Settings when they differ.
    void setAnalysis(const AnalysisOptions& options);

    /// The chain at the current period, layer, unit and filter; null without data. Made on first use after a change.
    [[nodiscard]] SnapshotPtr snapshot() const;
    /// The snapshots of this dataset made so far; jobs may use it, too.
    [[nodiscard]] const std::shared_ptr<SnapshotCache>& snapshots() const { return m_snapshots; }
    /// Why snapshot() is null.
    [[nodiscard]] const Error& snapshotError() const { return m_snapshotError; }

    /// All that views share, as one value. `view` is that of the view in front.
    [[nodiscard]] const ViewSpec& spec() const { return m_spec; }
    /// Changes the spec in one step: edit(spec), then changed(what). Remembered for back() unless it is hover-like.
    void edit(Changes what, const std::function<void(ViewSpec&)>& change);
    void setSpec(const ViewSpec& spec);

    [[nodiscard]] int periodIndex() const; ///< -1 without data
    void setPeriodIndex(int index);
    [[nodiscard]] int markerA() const;     ///< index of the comparison's A, -1 without data
    [[nodiscard]] int markerB() const;
    void setMarkers(int a, int b);

    [[nodiscard]] const Item& focus() const { return m_focus; }
    void setFocus(const Item& item);
    [[nodiscard]] const Item& hover() const { return m_hover; }
    void setHover(const Item& item);
    [[nodiscard]] const std::set<std::string>& selected() const { return m_selected; } ///< firm ids
    void setSelected(std::set<std::string> firms);
    /// Selects the firms; a firm or link in focus that is none of theirs no longer is. One step back.
    void choose(std::set<std::string> firms);
    /// A click in any view: focuses, and selects that item alone (or toggles it when `extend`).
    void click(const Item& item, bool extend);

    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_history.size(); }
    void back();
    void forward();

    /// One sentence for the status bar.
    void say(const QString& sentence) { emit said(sentence); }

signals:
    void changed(chainscape::ui::Changes what);
    void said(const QString& sentence);

private:
    void announce(Changes what);
    void remember();
    void takeFocus(const Item& item);
    void takeSelected(std::set<std::string> firms);
    void dropStrangers();

    DatasetPtr m_dataset, m_base;
    ViewSpec m_spec;
    Item m_focus, m_hover;
    std::set<std::string> m_selected;
    std::shared_ptr<SnapshotCache> m_snapshots = std::make_shared<SnapshotCache>();
    mutable SnapshotPtr m_snapshot;
    mutable Error m_snapshotError;
    mutable bool m_snapshotFresh = false;
    AnalysisOptions m_analysis;
    Changes m_pending;
    std::vector<ViewSpec> m_history;
    std::size_t m_at = 0;
};

} // namespace chainscape::ui

Q_DECLARE_OPERATORS_FOR_FLAGS(chainscape::ui::Changes)
