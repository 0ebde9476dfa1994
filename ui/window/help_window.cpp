// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_window.h"

#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>

#include "ui/style/sizes.h"

// Outside of namespaces, as the macro asks; the resources lie in a static library, which drops them otherwise.
static void loadGuide() { Q_INIT_RESOURCE(guide); }

namespace chainscape::ui {
namespace {

constexpr auto kGuide = ":/chainscape/guide/";

QString read(const QString& page) {
    QFile file(QLatin1String(kGuide) + page);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

/// The first heading of a page.
QString titleOf(const QString& page) {
    const QString text = read(page);
    return text.startsWith(QLatin1String("# ")) ? text.mid(2).section('\n', 0, 0).trimmed() : page;
}

/// Markdown comes in without margins and with double rules around cells.
void giveAir(QTextDocument& document) {
    for (QTextFrame* frame : document.rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorderCollapse(true);
            format.setBorder(0.5);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setCellPadding(size::grid / 2.0);
            format.setTopMargin(size::grid);
            format.setBottomMargin(size::grid);
            table->setFormat(format);
        }
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        if (cursor.currentTable()) continue;
        QTextBlockFormat format = block.blockFormat();
        const bool heading = format.headingLevel() > 0;
        format.setTopMargin(heading && block != document.begin() ? 2.5 * size::grid : 0);
        format.setBottomMargin(block.textList() ? size::grid / 4.0 : size::grid);
        format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
        cursor.setBlockFormat(format);
    }
}

} // namespace

HelpWindow::HelpWindow(QWidget* parent) : QMainWindow(parent), m_pages(new QListWidget), m_text(new QTextBrowser) {
    loadGuide();
    setWindowTitle(tr("User guide"));
    setAttribute(Qt::WA_DeleteOnClose, false);
    resize(860, 680);
    m_pages->setAccessibleName(tr("Pages of the guide"));
    m_text->setAccessibleName(tr("Guide"));
    m_pages->setFrameShape(QFrame::NoFrame);
    m_pages->setSpacing(3);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->document()->setDocumentMargin(20);
    QStringList pages = QDir(QLatin1String(kGuide)).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
    pages.removeAll(QStringLiteral("index.md"));
    pages.prepend(QStringLiteral("index.md"));
    for (const QString& page : std::as_const(pages)) {
        auto* item = new QListWidgetItem(titleOf(page), m_pages);
        item->setData(Qt::UserRole, page);
    }
    auto* split = new QSplitter(this);
    split->addWidget(m_pages);
    split->addWidget(m_text);
    split->setSizes({210, 650});
    setCentralWidget(split);
    connect(m_pages, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (!item) return;
        m_text->setMarkdown(read(item->data(Qt::UserRole).toString()));
        giveAir(*m_text->document());
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) { show(url.fileName()); });
}

void HelpWindow::show(const QString& page) {
    for (int i = 0; i < m_pages->count(); ++i)
        if (m_pages->item(i)->data(Qt::UserRole).toString() == page) m_pages->setCurrentRow(i);
    QMainWindow::show();
    raise();
    activateWindow();
}

void HelpWindow::open(QWidget* parent, const QString& page) {
    auto* window = parent->findChild<HelpWindow*>(QString(), Qt::FindDirectChildrenOnly);
    if (!window) window = new HelpWindow(parent);
    window->show(page);
}

} // namespace chainscape::ui
