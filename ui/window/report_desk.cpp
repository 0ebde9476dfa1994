// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/report_desk.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>

#include "ui/canvas/export.h"
#include "ui/painters/figure_frame.h"
#include "ui/style/sizes.h"
#include "ui/window/figure_dialog.h"
#include "ui/window/figures_dialog.h"

namespace chainscape::ui {
namespace {

const auto kFigureJob = QStringLiteral("figure");
const QSizeF kHalfPage{size::halfPageWidth, size::halfPageHeight};

} // namespace

ReportDesk::ReportDesk(Session& session, Jobs& jobs, ProjectController& project, QWidget* window)
    : QObject(window), m_session(session), m_jobs(jobs), m_project(project), m_window(window) {}

FigureRequest ReportDesk::request(const ViewSpec& spec) const {
    FigureRequest r;
    r.dataset = m_session.dataset();
    r.spec = spec;
    if (const auto& file = m_project.file(); file && !m_project.isBusy())
        if (auto memory = readForecastMemory(*file)) r.memory = std::move(*memory);
    r.scenarios = m_project.documents(DocumentKind::Scenario);
    r.size = pixelsOf(kHalfPage) * kPaperScale;
    return r;
}

void ReportDesk::add(const View& view) {
    if (!m_session.hasData()) return;
    ViewSpec spec = view.figureSpec();
    const auto snapshot = m_session.snapshot();
    if (spec.period.empty()) spec.period = m_session.dataset()->periods()[std::size_t(m_session.periodIndex())].text;
    spec.texts = figureTexts(*m_session.dataset(), spec, snapshot ? QString::fromStdString(snapshot->unit()) : QString{}, {});
    const auto kept = m_project.documents(DocumentKind::Figure);
    QString name = QString::fromStdString(spec.texts.title);
    const auto taken = [&](const QString& n) {
        return std::ranges::any_of(kept, [&](const Document& d) { return QString::fromStdString(d.name) == n; });
    };
    for (int k = 2; taken(name); ++k) name = QStringLiteral("%1 (%2)").arg(QString::fromStdString(spec.texts.title)).arg(k);
    m_project.putDocument(DocumentKind::Figure, name, toJson(spec));
    emit said(tr("\"%1\" is in the report, which now has %n figure(s).", nullptr, int(kept.size()) + 1).arg(name), false);
}

void ReportDesk::makeScene(const FigureRequest& request, std::function<void(Scene)> done) {
    const auto answer = [this, done = std::move(done)](Result<Scene> scene) {
        if (scene) done(std::move(*scene));
        else emit said(QString::fromStdString(scene.error().message), true);
    };
    if (request.spec.view == ViewKind::Forecast) { // QtCharts lives in the GUI thread
        Progress progress;
        answer(figureScene(request, progress));
        return;
    }
    m_jobs.start<Scene>(kFigureJob, [request](Progress& progress) { return figureScene(request, progress); }, answer);
}

void ReportDesk::copyFigure(const View& view) {
    if (!m_session.hasData()) return;
    makeScene(request(view.figureSpec()), [this](const Scene& scene) {
        Progress progress;
        FigurePage page;
        page.millimetres = kHalfPage;
        page.logical = pixelsOf(kHalfPage) * kPaperScale;
        auto data = clipboardOf(*scene, page, scene->summary, progress);
        if (!data) {
            emit said(QString::fromStdString(data.error().message), true);
            return;
        }
        QGuiApplication::clipboard()->setMimeData(data->release());
        emit said(tr("The figure is on the clipboard, as SVG, PDF and picture."), false);
    });
}

void ReportDesk::exportFigure(const View& view) {
    if (!m_session.hasData()) return;
    FigureDialog dialog(m_session.dataset(), view.figureSpec(), m_jobs, m_window);
    dialog.setGiven(request(view.figureSpec()));
    connect(&dialog, &FigureDialog::said, this, &ReportDesk::said);
    dialog.exec();
}

void ReportDesk::showFigures() {
    FiguresDialog dialog(m_project, m_window);
    connect(&dialog, &FiguresDialog::openWanted, this, [this](const ViewSpec& spec) { m_session.setSpec(spec); });
    connect(&dialog, &FiguresDialog::exportWanted, this, [this, &dialog](const ViewSpec& spec) {
        FigureDialog figure(m_session.dataset(), spec, m_jobs, &dialog);
        figure.setGiven(request(spec));
        connect(&figure, &FigureDialog::said, this, &ReportDesk::said);
        figure.exec();
    });
    dialog.exec();
}

} // namespace chainscape::ui
