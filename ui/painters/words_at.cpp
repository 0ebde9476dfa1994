// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/words_at.h"

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

Legend paintSentence(DisplayList& list, const QString& sentence, const QRectF& area, const Theme& theme) {
    Text t;
    t.text = sentence;
    t.anchor = area.center();
    t.size = size::baseFont;
    t.colour = theme.secondary.rgba();
    t.maxWidth = area.width();
    list.text(t);
    list.summary = sentence;
    return {};
}

} // namespace chainscape::ui
