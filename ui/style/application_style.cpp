// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/application_style.h"

#include <QApplication>
#include <QFile>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"

// Must stand outside any namespace; a static library's resources are dropped without it.
static void loadStyleResources() { Q_INIT_RESOURCE(style); }

namespace chainscape::ui {
namespace {

QString readChrome() {
    loadStyleResources();
    QFile file(QStringLiteral(":/chainscape/style/chrome.qss"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    return opened ? QString::fromUtf8(file.readAll()) : QString();
}

struct Token {
    const char* name;
    QColor colour;
};

} // namespace

QPalette paletteFor(const Theme& t) {
    QPalette palette;
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.panel);
    palette.setColor(QPalette::AlternateBase, t.window);
    palette.setColor(QPalette::ToolTipBase, t.panel);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::PlaceholderText, t.unknown);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::Button, t.panel);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.accentText);
    palette.setColor(QPalette::Light, t.panel);
    palette.setColor(QPalette::Midlight, t.hairline);
    palette.setColor(QPalette::Mid, t.border);
    palette.setColor(QPalette::Dark, t.unknown);
    palette.setColor(QPalette::Shadow, t.border);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.accentText);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.unknown);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, t.border);
    return palette;
}

QString styleSheetFor(const Theme& t) {
    static const QString chrome = readChrome();
    const bool dark = t.kind == ThemeKind::Dark;
    // Longer names first: $accentText must not be read as $accent.
    const Token tokens[] = {{"$accentHover", mixed(t.accent, t.text, 0.15)},
                            {"$accentText", t.accentText},
                            {"$secondary", t.secondary},
                            {"$selection", t.selectionTint},
                            {"$hairline", t.hairline},
                            {"$unknown", t.unknown},
                            {"$window", t.window},
                            {"$accent", t.accent},
                            {"$border", t.border},
                            {"$panel", t.panel},
                            {"$field", t.window},
                            {"$hover", t.hoverTint},
                            {"$text", t.text},
                            {"$gap", t.gap}};
    QString sheet = chrome;
    for (const Token& token : tokens) sheet.replace(QLatin1String(token.name), token.colour.name());
    return sheet.replace(QLatin1String("$variant"), dark ? QLatin1String("dark") : QLatin1String("light"));
}

void applyTheme(QApplication& application, const Theme& theme) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteFor(theme));
    QApplication::setFont(interfaceFont(size::baseFont));
    application.setStyleSheet(styleSheetFor(theme));
}

void applyTheme(QWidget& window, const Theme& theme) {
    window.setPalette(paletteFor(theme));
    window.setStyleSheet(styleSheetFor(theme));
}

void restyle(QWidget& widget) {
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    widget.update();
}

} // namespace chainscape::ui
