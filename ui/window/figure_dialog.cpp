// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/figure_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/model/view_snapshot.h"
#include "ui/canvas/export.h"
#include "ui/painters/figure_frame.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kPreviewWidth = 640, kPreviewHeight = 460;

} // namespace

FigureDialog::FigureDialog(DatasetPtr dataset, ViewSpec spec, Jobs& jobs, QWidget* parent)
    : QDialog(parent), m_dataset(std::move(dataset)), m_spec(std::move(spec)), m_jobs(jobs), m_title(new QLineEdit), m_subtitle(new QLineEdit),
      m_caption(new QLineEdit), m_source(new QLineEdit), m_date(new QLineEdit), m_size(new QComboBox), m_format(new QComboBox), m_theme(new QComboBox),
      m_width(new QDoubleSpinBox), m_height(new QDoubleSpinBox), m_dpi(new QSpinBox), m_transparent(new QCheckBox(tr("Transparent ground"))), m_preview(new QLabel) {
    setWindowTitle(tr("Export figure"));
    resize(1040, 600);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setMinimumSize(320, 240);
    m_preview->setAccessibleName(tr("Preview"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* saveButton = buttons->addButton(tr("Export figure..."), QDialogButtonBox::AcceptRole);
    saveButton->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &FigureDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* middle = new QHBoxLayout;
    middle->addWidget(buildForm());
    middle->addWidget(m_preview, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(size::panelPadding, size::panelPadding, size::panelPadding, size::panelPadding);
    column->addLayout(middle, 1);
    column->addWidget(buttons);
    m_later.setSingleShot(true);
    m_later.setInterval(200);
    connect(&m_later, &QTimer::timeout, this, &FigureDialog::showPreview);
    sizeChosen();
}

QWidget* FigureDialog::buildForm() {
    auto* box = new QWidget(this);
    box->setFixedWidth(340);
    auto* form = new QFormLayout(box);
    const QString unit = QString::fromStdString(unitOf(*m_dataset, m_spec));
    const FigureTexts texts = figureTexts(*m_dataset, m_spec, unit, {});
    const std::tuple<QString, QLineEdit*, std::string> lines[] = {{tr("Title"), m_title, texts.title}, {tr("Subtitle"), m_subtitle, texts.subtitle},
                                                                  {tr("Caption"), m_caption, texts.caption}, {tr("Source"), m_source, texts.source}, {tr("Date"), m_date, texts.date}};
    for (const auto& [name, edit, text] : lines) {
        edit->setText(QString::fromStdString(text));
        edit->setAccessibleName(name);
        form->addRow(name, edit);
        connect(edit, &QLineEdit::textEdited, &m_later, qOverload<>(&QTimer::start));
    }
    m_size->addItem(tr("half page, 160 x 100 mm"), QSizeF(size::halfPageWidth, size::halfPageHeight));
    m_size->addItem(tr("slide, 254 x 142.9 mm"), QSizeF(size::slideWidth, size::slideHeight));
    m_size->addItem(tr("wide column, 170 x 110 mm"), QSizeF(size::columnWidth, 110));
    m_size->addItem(tr("own size"), QSizeF());
    for (auto* spin : {m_width, m_height}) {
        spin->setRange(30, 2000);
        spin->setSuffix(tr(" mm"));
        connect(spin, &QDoubleSpinBox::valueChanged, &m_later, qOverload<>(&QTimer::start));
    }
    m_dpi->setRange(50, 1200);
    m_dpi->setValue(300);
    m_format->addItems({tr("SVG, vector"), tr("PDF, vector"), tr("PNG, picture")});
    m_theme->addItems({tr("paper"), tr("light"), tr("dark")});
    form->addRow(tr("Size"), m_size);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Dots per inch"), m_dpi);
    form->addRow(tr("Theme"), m_theme);
    form->addRow(QString{}, m_transparent);
    for (const auto& [w, name] : {std::pair<QWidget*, QString>{m_size, tr("Size")}, {m_width, tr("Width")}, {m_height, tr("Height")}, {m_format, tr("Format")}, {m_dpi, tr("Dots per inch")}, {m_theme, tr("Theme")}})
        w->setAccessibleName(name);
    connect(m_size, &QComboBox::activated, this, &FigureDialog::sizeChosen);
    connect(m_theme, &QComboBox::activated, &m_later, qOverload<>(&QTimer::start));
    connect(m_transparent, &QCheckBox::toggled, &m_later, qOverload<>(&QTimer::start));
    return box;
}

void FigureDialog::sizeChosen() {
    const QSizeF chosen = m_size->currentData().toSizeF();
    const bool own = chosen.isEmpty();
    m_width->setEnabled(own);
    m_height->setEnabled(own);
    if (!own) {
        m_width->setValue(chosen.width());
        m_height->setValue(chosen.height());
    }
    m_later.start(0);
    m_later.setInterval(200);
}

QSizeF FigureDialog::millimetres() const { return {m_width->value(), m_height->value()}; }

FigureRequest FigureDialog::request() const {
    FigureRequest r = m_given;
    r.dataset = m_dataset;
    r.spec = m_spec;
    r.spec.texts = {m_title->text().toStdString(), m_subtitle->text().toStdString(), m_caption->text().toStdString(), m_source->text().toStdString(), m_date->text().toStdString()};
    r.size = pixelsOf(millimetres()) * kPaperScale;
    r.theme = m_theme->currentIndex() == 2 ? ThemeKind::Dark : m_theme->currentIndex() == 1 ? ThemeKind::Light : ThemeKind::Print;
    r.transparent = m_transparent->isChecked();
    return r;
}

void FigureDialog::showPreview() {
    Progress progress;
    const FigureRequest r = request();
    const auto scene = figureScene(r, progress);
    if (!scene) {
        m_preview->setText(QString::fromStdString(scene.error().message));
        return;
    }
    const double scale = std::min(kPreviewWidth / r.size.width(), kPreviewHeight / r.size.height());
    FigurePage page;
    page.millimetres = millimetres();
    page.logical = r.size;
    page.dpi = 96 * scale * kPaperScale * devicePixelRatioF();
    page.transparent = r.transparent;
    if (auto image = imageOf(**scene, page, progress)) {
        image->setDevicePixelRatio(devicePixelRatioF());
        m_preview->setPixmap(QPixmap::fromImage(*image));
    }
}

void FigureDialog::save() {
    const char* suffix = m_format->currentIndex() == 0 ? "svg" : m_format->currentIndex() == 1 ? "pdf" : "png";
    QString path = QFileDialog::getSaveFileName(this, tr("Export figure"), m_title->text().replace('/', '-') + '.' + QLatin1String(suffix),
                                                tr("Figures (*.%1)").arg(QLatin1String(suffix)));
    if (path.isEmpty()) return;
    if (!path.endsWith(QLatin1Char('.') + QLatin1String(suffix))) path += QLatin1Char('.') + QLatin1String(suffix);
    Progress progress;
    const FigureRequest r = request();
    const auto scene = figureScene(r, progress);
    Result<void> written = scene ? Result<void>{} : Result<void>{tl::unexpected(scene.error())};
    if (scene) {
        FigurePage page;
        page.millimetres = millimetres();
        page.logical = r.size;
        page.dpi = m_dpi->value();
        page.transparent = r.transparent;
        written = writeFigure(**scene, page, path, progress);
    }
    if (!written) {
        m_preview->setText(QString::fromStdString(describe(written.error())));
        return;
    }
    emit said(tr("Exported %1.").arg(path), false);
    accept();
}

} // namespace chainscape::ui
