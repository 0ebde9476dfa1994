// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/palette_dialog.h"

#include <QColorDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QPixmap>
#include <QVBoxLayout>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

using Colours = std::array<QColor, kStageColours>;

/// Okabe, Ito 2008, black last.
Colours okabeIto() {
    return {QColor(0xE6, 0x9F, 0x00), QColor(0x56, 0xB4, 0xE9), QColor(0x00, 0x9E, 0x73), QColor(0xF0, 0xE4, 0x42),
            QColor(0x00, 0x72, 0xB2), QColor(0xD5, 0x5E, 0x00), QColor(0xCC, 0x79, 0xA7), QColor(0x40, 0x40, 0x40)};
}

/// From dark to light in one hue: for paper without colour.
Colours oneHue() {
    Colours out;
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = rampColour(Ramp::Blues, 1 - double(k) / double(out.size() - 1));
    return out;
}

QString sightName(Sight sight) {
    switch (sight) {
    case Sight::Protanopia: return PaletteDialog::tr("people who do not see red (protanopia)");
    case Sight::Deuteranopia: return PaletteDialog::tr("people who do not see green (deuteranopia)");
    case Sight::Tritanopia: return PaletteDialog::tr("people who do not see blue (tritanopia)");
    case Sight::Usual: break;
    }
    return PaletteDialog::tr("everybody");
}

} // namespace

QString paletteVerdict(std::span<const QColor> colours) {
    for (const Sight sight : {Sight::Usual, Sight::Deuteranopia, Sight::Protanopia, Sight::Tritanopia})
        if (const double least = smallestDifference(colours, sight); least < kTellApart)
            return PaletteDialog::tr("Two of these look alike to %1: difference %2, at least %3 is needed.").arg(sightName(sight), shortText(least, 2), shortText(kTellApart, 2));
    return PaletteDialog::tr("Everybody can tell these apart.");
}

PaletteDialog::PaletteDialog(const Theme& theme, const std::vector<std::string>& palette, QWidget* parent)
    : QDialog(parent), m_theme(theme), m_colours(ownColours(theme, palette, {}).stages), m_preset(new QComboBox(this)), m_verdict(new QLabel(this)) {
    setWindowTitle(tr("Colours of stages and groups"));
    auto* column = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    m_preset->setObjectName(QStringLiteral("palettePreset"));
    m_preset->addItems({tr("as they are below"), tr("the program's own"), tr("Okabe and Ito"), tr("one hue, dark to light")});
    form->addRow(tr("Start from"), m_preset);
    m_preset->setAccessibleName(tr("Start from"));
    column->addLayout(form);
    auto* grid = new QGridLayout;
    for (int k = 0; k < int(kStageColours); ++k) {
        auto* button = new QPushButton(this);
        button->setObjectName(QStringLiteral("colour%1").arg(k + 1));
        button->setIconSize({40, 18});
        connect(button, &QPushButton::clicked, this, [this, k] { choose(k); });
        m_buttons[std::size_t(k)] = button;
        grid->addWidget(button, k / 2, k % 2);
    }
    column->addLayout(grid);
    m_verdict->setWordWrap(true);
    m_verdict->setObjectName(QStringLiteral("paletteVerdict"));
    m_verdict->setMinimumWidth(360);
    column->addWidget(m_verdict);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Use these colours"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_preset, &QComboBox::activated, this, &PaletteDialog::takePreset);
    showColours();
}

void PaletteDialog::showColours() {
    for (std::size_t k = 0; k < m_colours.size(); ++k) {
        QPixmap swatch(40, 18);
        swatch.fill(m_colours[k]);
        m_buttons[k]->setIcon(swatch);
        m_buttons[k]->setText(tr("Colour %1, %2").arg(k + 1).arg(m_colours[k].name()));
    }
    m_verdict->setText(paletteVerdict(m_colours));
}

void PaletteDialog::setColour(int index, const QColor& colour) {
    if (index < 0 || index >= int(kStageColours) || !colour.isValid()) return;
    m_colours[std::size_t(index)] = colour;
    m_preset->setCurrentIndex(0);
    showColours();
}

void PaletteDialog::choose(int index) { setColour(index, QColorDialog::getColor(m_colours[std::size_t(index)], this, tr("Colour %1").arg(index + 1))); }

void PaletteDialog::takePreset(int row) {
    if (row == 1) m_colours = m_theme.stages;
    if (row == 2) m_colours = okabeIto();
    if (row == 3) m_colours = oneHue();
    showColours();
}

std::vector<std::string> PaletteDialog::palette() const {
    if (m_colours == m_theme.stages) return {};
    std::vector<std::string> out;
    for (std::size_t k = 0; k < m_colours.size(); ++k) out.push_back(m_colours[k] == m_theme.stages[k] ? std::string{} : m_colours[k].name().toStdString());
    return out;
}

} // namespace chainscape::ui
