// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkView: the chain as a map. Lays out in a job, paints off the GUI thread, turns gestures into the session's words.

#include <memory>

#include <QTimer>

#include "core/project/data_chain_case.h"
#include "core/project/network_case.h"
#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/painters/network_ghosts.h"
#include "ui/painters/network_input.h"
#include "ui/views/common/view.h"
#include "ui/views/network/map_motion.h"
#include "ui/views/network/network_bar.h"
#include "ui/views/network/network_menu.h"
#include "ui/views/network/note_tool.h"

namespace chainscape::ui {

class NetworkView : public View {
    Q_OBJECT
public:
    NetworkView(Session& session, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] ViewKind kind() const override { return ViewKind::Network; }
    void refresh(Changes what) override;
    void setTheme(const Theme& theme) override;
    [[nodiscard]] ViewSpec figureSpec() const override;
    void zoom(int step) override;
    [[nodiscard]] QString question() const override { return tr("Who depends on whom?"); }
    [[nodiscard]] QString about() const override;

    /// Measures for colour, size, opacity and width; a column of the wrong length is left out.
    void setColumns(const MapColumns& columns);
    /// Pairs the user marked as impossible or known, for links that may appear.
    void setMarks(const ForecastMarks& marks);
    /// Adds what can be done with the firm, or with the selection, on this map.
    void fillMenu(QMenu& menu, const std::string& firm);
    [[nodiscard]] CanvasWidget& canvas() { return *m_canvas; }
    [[nodiscard]] MapMotion& motion() { return *m_motion; }

signals:
    /// The threshold slider was let go: these settings are to be kept in the project.
    void settingsWanted(const chainscape::AnalysisOptions& options);
    /// A firm (or, with a blank id, the ground or a group) wants its menu.
    void firmMenuWanted(const QString& firm, QPoint globalPosition);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] ViewSpec shownSpec() const;
    /// The project's settings, with the threshold that is being dragged.
    [[nodiscard]] AnalysisOptions analysis() const;
    void layOut();
    /// A force layout that is still under way.
    void takeSketch(const NetworkCase& sketch, const DatasetPtr& base, const std::string& key);
    /// What groups, outlines and places depend on.
    [[nodiscard]] std::string caseKey() const;
    [[nodiscard]] static bool isLayoutJob(const QString& key);
    void keepSketch();
    void showWords(const QString& words);
    [[nodiscard]] QString whyNothing() const;
    void takeCase(NetworkCase made, const DatasetPtr& base, const std::string& key);
    void traceChain();
    void repaintMap();
    /// Large maps are painted in a job, the latest wish last; what is shown stays until then.
    void paintLater(const NetworkInput& in, const QRectF& area);
    void showMap(std::shared_ptr<DisplayList> list, Legend legend, const NetworkInput& in);
    void keepLast(bool steppedInTime);
    bool takeSnapshot(const ViewSpec& spec);
    void bringIntoView();
    void followTrail(const ViewSpec& spec);
    [[nodiscard]] QString drawnNumbers(std::uint32_t node) const;
    [[nodiscard]] QString returnTip(std::uint32_t id) const;
    void selectReturns(std::uint32_t id);
    void foreseeLinks(DisplayList& list, const NetworkInput& input, Legend& legend);
    void sayReach();
    [[nodiscard]] NetworkInput input() const;
    [[nodiscard]] bool paintedIsShown() const;
    [[nodiscard]] Item itemOf(ItemRef ref) const;
    [[nodiscard]] ItemRef refOf(const Item& item) const;
    [[nodiscard]] QString tipOf(ItemRef ref) const;
    [[nodiscard]] QString firmTip(std::uint32_t firm) const;
    /// The group behind a firm of the drawn dataset; its index, or kNone for a firm that stands for itself.
    [[nodiscard]] std::uint32_t groupOf(ItemRef ref) const;
    void clicked(ItemRef ref, Qt::KeyboardModifiers modifiers);
    void opened(ItemRef ref);
    void dragged(ItemRef ref, QPointF world, bool finished);
    void areaSelected(const std::vector<ItemRef>& items, Qt::KeyboardModifiers modifiers);
    void walk(Qt::Key arrow);

    Jobs& m_jobs;
    CanvasWidget* m_canvas;
    NetworkBar* m_bar;
    NetworkMenu* m_menu;
    NoteTool* m_notes;
    MapMotion* m_motion;
    std::optional<NetworkCase> m_case;
    DatasetPtr m_base; ///< the data the case was made from
    std::string m_caseKey, m_caseAsked;
    std::string m_sketchOf; ///< key of the layout under way that is on show; blank: none
    std::shared_ptr<const DataChainCase> m_chain;
    std::string m_chainAsked;
    std::optional<double> m_draggedThreshold;
    ForecastMarks m_marks;
    std::shared_ptr<const LinkOutlook> m_ghosts; ///< of the snapshot on show
    std::string m_ghostsAsked;
    MapColumns m_columns;
    std::shared_ptr<const FirmTrail> m_trail;
    std::string m_trailAsked;
    std::optional<HeldFirm> m_held;      ///< under the mouse
    std::optional<NetworkInput> m_last;  ///< of the picture on show
    SnapshotPtr m_before;                ///< the period before the one on show
    ThemeKind m_theme = ThemeKind::Light;
    SnapshotPtr m_shown; ///< of the case's dataset
    std::string m_shownKey;
    bool m_fitPending = true;
    bool m_painting = false, m_paintAgain = false; ///< a large map
    QTimer m_sayAtRest;
    QTimer m_resized; ///< paints anew once a resize has come to rest
};

} // namespace chainscape::ui
