// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/words_at.h"

#include <QFontMetricsF>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {

Text wordsAt(const QString& words, QPointF at, const WordStyle& style) {
    Text t;
    t.text = words;
    t.anchor = at;
    t.size = style.pixels;
    t.weight = style.weight;
    t.colour = style.colour.rgba();
    t.halo = style.halo.isValid() ? style.halo.rgba() : 0;
    t.across = style.across;
    t.upright = Upright::Middle;
    t.maxWidth = style.width;
    t.item = style.item;
    return t;
}

void putWords(DisplayList& list, const QString& words, QPointF at, const WordStyle& style) { list.text(wordsAt(words, at, style)); }

QStringList wrapped(const QString& words, double pixels, double width) {
    const QFontMetricsF metrics(interfaceFont(pixels));
    QStringList lines;
    for (const QString& word : words.split(QLatin1Char(' '))) {
        const QString longer = lines.isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
        if (lines.isEmpty() || metrics.horizontalAdvance(longer) > width) lines << word;
        else lines.back() = longer;
    }
    return lines;
}

Legend paintSentence(DisplayList& list, const QString& sentence, const QRectF& area, const Theme& theme) {
    constexpr double line = 20;
    const QStringList lines = wrapped(sentence, size::baseFont, 0.94 * area.width());
    double y = area.center().y() - line * double(lines.size() - 1) / 2;
    for (const QString& words : lines) {
        putWords(list, words, {area.center().x(), y}, {.pixels = size::baseFont, .colour = theme.secondary, .across = Across::Middle, .width = area.width()});
        y += line;
    }
    list.summary = sentence;
    return {};
}

} // namespace chainscape::ui
