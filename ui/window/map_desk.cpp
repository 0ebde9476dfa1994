// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/map_desk.h"

#include "core/model/view_snapshot.h"
#include "ui/style/format.h"
#include "ui/window/bookmarks_dialog.h"
#include "ui/window/filter_dialog.h"

namespace chainscape::ui {
namespace {

/// Documents of the project whose names begin like this are bookmarks or filters; the rest is not ours.
const auto kBookmark = QStringLiteral("bookmark: ");
const auto kFirmFilter = QStringLiteral("firm filter: ");

} // namespace

MapDesk::MapDesk(Session& session, ProjectController& project, Jobs& jobs, QWidget* window)
    : QObject(window), m_session(session), m_project(project), m_jobs(jobs), m_window(window) {}

QStringList MapDesk::bookmarkNames() const {
    QStringList out;
    for (const auto& document : m_project.documents(DocumentKind::View))
        if (const QString name = fromUtf8(document.name); name.startsWith(kBookmark)) out << name.mid(kBookmark.size());
    return out;
}

void MapDesk::goTo(const QString& name) {
    for (const auto& document : m_project.documents(DocumentKind::View)) {
        if (fromUtf8(document.name) != kBookmark + name) continue;
        auto spec = readViewSpec(document.json);
        if (!spec) m_session.say(QString::fromStdString(spec.error().message));
        else
            m_session.edit(What::All, [&](ViewSpec& s) {
                spec->scenario = s.scenario; // data on show stay; a bookmark is a way to look at them
                s = *spec;
            });
        if (spec) m_session.setSpec(m_session.spec());
        return;
    }
}

void MapDesk::showBookmarks() {
    BookmarksDialog dialog(bookmarkNames(), m_window);
    connect(&dialog, &BookmarksDialog::saveWanted, this, [this](const QString& name) { m_project.putDocument(DocumentKind::View, kBookmark + name, toJson(m_session.spec())); });
    connect(&dialog, &BookmarksDialog::removeWanted, this, [this](const QString& name) { m_project.removeDocument(DocumentKind::View, kBookmark + name); });
    connect(&dialog, &BookmarksDialog::showWanted, this, &MapDesk::goTo);
    dialog.exec();
}

void MapDesk::filterFirms() {
    if (!m_session.hasData()) return;
    ViewSpec open = m_session.spec();
    open.filter.onlyFirms.clear();
    open.filter.hiddenFirms.clear();
    const auto snapshot = makeSnapshot(m_session.dataset(), open);
    if (!snapshot) {
        m_session.say(QString::fromStdString(snapshot.error().message));
        return;
    }
    std::map<QString, FirmRules> stored;
    for (const auto& document : m_project.documents(DocumentKind::Setting))
        if (const QString name = fromUtf8(document.name); name.startsWith(kFirmFilter))
            if (auto rules = firmRulesFromJson(document.json)) stored[name.mid(kFirmFilter.size())] = *rules;
    FilterDialog dialog(*snapshot, m_session.analysis(), std::move(stored), m_jobs, m_window);
    connect(&dialog, &FilterDialog::saveWanted, this, [this](const QString& name, const FirmRules& rules) { m_project.putDocument(DocumentKind::Setting, kFirmFilter + name, toJson(rules)); });
    connect(&dialog, &FilterDialog::removeWanted, this, [this](const QString& name) { m_project.removeDocument(DocumentKind::Setting, kFirmFilter + name); });
    if (dialog.exec() != QDialog::Accepted) return;
    const auto& firms = dialog.firms();
    m_session.edit(What::Filter, [&](ViewSpec& s) {
        s.filter.hiddenFirms.clear();
        s.filter.onlyFirms = firms.size() == (*snapshot)->nodeCount() ? std::vector<std::string>{} : firms;
    });
    m_session.say(tr("%1 firms on show; \"Show all firms again\" in the map's menu takes the filter off.").arg(countText(qint64(firms.size()))));
}

} // namespace chainscape::ui
