// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/note_tool.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/style/format.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kNudge = 0.01;       ///< of the map's width or height
constexpr double kFirstSize = 90;     ///< of an arrow or box that was clicked or placed by keyboard, px
constexpr double kLeastDrag = 8;      ///< px; shorter drags are clicks

QString kindWord(CanvasNote::Kind kind) {
    if (kind == CanvasNote::Kind::Arrow) return NoteTool::tr("arrow");
    return kind == CanvasNote::Kind::Box ? NoteTool::tr("box") : NoteTool::tr("note");
}

CanvasNote movedBy(CanvasNote note, QPointF by) {
    note.x += by.x();
    note.x2 += by.x();
    note.y += by.y();
    note.y2 += by.y();
    return note;
}

} // namespace

/// The line or box that is being drawn, over the canvas; the mouse does not see it.
class NoteTool::Preview : public QWidget {
public:
    explicit Preview(QWidget* canvas) : QWidget(canvas) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        hide();
    }
    void show(QPointF from, QPointF to, CanvasNote::Kind kind) {
        m_from = from;
        m_to = to;
        m_kind = kind;
        setGeometry(parentWidget()->rect());
        setVisible(kind != CanvasNote::Kind::Note);
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        if (m_kind == CanvasNote::Kind::Box) painter.drawRect(QRectF(m_from, m_to).normalized());
        else painter.drawLine(m_from, m_to);
    }

private:
    QPointF m_from, m_to;
    CanvasNote::Kind m_kind = CanvasNote::Kind::Note;
};

NoteTool::NoteTool(Session& session, CanvasWidget& canvas) : QObject(&canvas), m_session(session), m_canvas(canvas), m_preview(new Preview(&canvas)), m_text(new QLineEdit(&canvas)) {
    m_text->setObjectName(QStringLiteral("noteText"));
    m_text->setAccessibleName(tr("Text of the note"));
    m_text->setPlaceholderText(tr("Text, then Enter"));
    m_text->hide();
    m_text->installEventFilter(this);
    canvas.installEventFilter(this);
    connect(m_text, &QLineEdit::editingFinished, this, &NoteTool::commitText);
    connect(&canvas, &CanvasWidget::cameraChanged, this, [this] {
        if (m_text->isVisible()) m_canvas.setFocus(); // what was written is kept
    });
}

void NoteTool::edit(const std::function<void(std::vector<CanvasNote>&)>& change) {
    m_session.edit(What::Look, [&](ViewSpec& s) { change(s.notes); });
}

QPointF NoteTool::toUnit(QPointF screen) const {
    const QPointF world = m_canvas.camera().toWorld(screen);
    return {(world.x() - m_map.left()) / std::max(1.0, m_map.width()), (world.y() - m_map.top()) / std::max(1.0, m_map.height())};
}

void NoteTool::begin(CanvasNote::Kind kind) {
    m_kind = kind;
    m_from.reset();
    m_canvas.setCursor(Qt::CrossCursor);
    m_canvas.setFocus();
    m_session.say(kind == CanvasNote::Kind::Note ? tr("Click where the note goes. Enter puts it in the middle, Escape gives up.")
                                                 : tr("Drag from one end of the %1 to the other. Enter puts it in the middle, Escape gives up.").arg(kindWord(kind)));
}

void NoteTool::stop() {
    m_kind.reset();
    m_from.reset();
    m_preview->hide();
    m_canvas.unsetCursor();
}

void NoteTool::place(QPointF from, QPointF to) {
    const auto kind = *m_kind;
    if (kind != CanvasNote::Kind::Note && (to - from).manhattanLength() < kLeastDrag) to = from + QPointF(kFirstSize, kind == CanvasNote::Kind::Box ? kFirstSize / 2 : 0);
    const QPointF a = toUnit(from), b = kind == CanvasNote::Kind::Note ? a : toUnit(to);
    stop();
    edit([&](auto& notes) { notes.push_back({kind, a.x(), a.y(), b.x(), b.y(), {}}); });
    const auto index = static_cast<std::uint32_t>(m_session.spec().notes.size() - 1);
    select({ItemKind::Annotation, index});
    write(index);
}

void NoteTool::placeInTheMiddle() {
    const QPointF middle = QRectF(m_canvas.rect()).center();
    place(middle, middle);
}

void NoteTool::select(ItemRef item) {
    m_selected = item.kind == ItemKind::Annotation && item.id < m_session.spec().notes.size() ? item : ItemRef{};
    if (m_selected) m_canvas.setFocused(m_selected);
}

void NoteTool::selectNext() {
    const auto count = static_cast<std::uint32_t>(m_session.spec().notes.size());
    if (count == 0) {
        m_session.say(tr("There are no notes on this map."));
        return;
    }
    select({ItemKind::Annotation, m_selected ? (m_selected.id + 1) % count : 0});
    m_session.say(tr("Note %1 of %2: %3. Enter writes, arrow keys move, Delete removes it.").arg(m_selected.id + 1).arg(count).arg(textOf(m_selected.id)));
}

void NoteTool::write(std::uint32_t index) {
    if (index >= m_session.spec().notes.size()) return;
    const CanvasNote& note = m_session.spec().notes[index];
    m_writing = index;
    const QPointF at = m_canvas.camera().toScreen(QPointF(m_map.left() + note.x * m_map.width(), m_map.top() + note.y * m_map.height()));
    m_text->setText(fromUtf8(note.text));
    m_text->resize(220, size::row);
    m_text->move(std::clamp(int(at.x()) + 6, 0, std::max(0, m_canvas.width() - 220)), std::clamp(int(at.y()) - size::row / 2, 0, std::max(0, m_canvas.height() - size::row)));
    m_text->show();
    m_text->setFocus();
    m_text->selectAll();
    m_session.say(tr("Write its text; Enter keeps it."));
}

void NoteTool::commitText() {
    if (!m_text->isVisible()) return;
    m_text->hide();
    const std::string text = m_text->text().trimmed().toStdString();
    const auto index = m_writing;
    if (index >= m_session.spec().notes.size()) return;
    if (text.empty() && m_session.spec().notes[index].kind == CanvasNote::Kind::Note) { // a note without words is none
        remove(index);
    } else {
        edit([&](auto& notes) { notes[index].text = text; });
        m_session.say(tr("Kept: %1. Drag moves it, Enter writes again, Delete removes it.").arg(textOf(index)));
    }
    m_canvas.setFocus();
}

void NoteTool::remove(std::uint32_t index) {
    if (index >= m_session.spec().notes.size()) return;
    m_session.say(tr("Deleted: %1.").arg(textOf(index)));
    select({});
    m_canvas.setFocused({});
    edit([&](auto& notes) { notes.erase(notes.begin() + std::ptrdiff_t(index)); });
}

void NoteTool::nudge(Qt::Key arrow) {
    if (!m_selected || m_selected.id >= m_session.spec().notes.size()) return;
    const QPointF by = arrow == Qt::Key_Left ? QPointF(-kNudge, 0) : arrow == Qt::Key_Right ? QPointF(kNudge, 0) : QPointF(0, arrow == Qt::Key_Up ? -kNudge : kNudge);
    edit([&](auto& notes) { notes[m_selected.id] = movedBy(notes[m_selected.id], by); });
}

void NoteTool::drag(std::uint32_t index, QPointF world, bool finished) {
    if (index >= m_session.spec().notes.size()) return;
    if (!m_dragFrom) m_dragFrom = world;
    const QPointF by((world.x() - m_dragFrom->x()) / std::max(1.0, m_map.width()), (world.y() - m_dragFrom->y()) / std::max(1.0, m_map.height()));
    m_dragged.emplace(index, movedBy(m_session.spec().notes[index], by));
    if (!finished) {
        emit changed();
        return;
    }
    const CanvasNote moved = m_dragged->second;
    m_dragged.reset();
    m_dragFrom.reset();
    select({ItemKind::Annotation, index});
    edit([&](auto& notes) { notes[index] = moved; });
}

std::vector<CanvasNote> NoteTool::shown() const {
    auto notes = m_session.spec().notes;
    if (m_dragged && m_dragged->first < notes.size()) notes[m_dragged->first] = m_dragged->second;
    return notes;
}

QString NoteTool::textOf(std::uint32_t index) const {
    if (index >= m_session.spec().notes.size()) return {};
    const CanvasNote& note = m_session.spec().notes[index];
    return note.text.empty() ? tr("%1 without words").arg(kindWord(note.kind)) : tr("%1 \"%2\"").arg(kindWord(note.kind), elided(fromUtf8(note.text), 40));
}

void NoteTool::fillMenu(QMenu& menu, std::uint32_t index) {
    menu.addAction(tr("Write..."), this, [this, index] { write(index); });
    menu.addAction(tr("Delete"), this, [this, index] { remove(index); });
}

bool NoteTool::key(int key) {
    if (active()) {
        if (key == Qt::Key_Escape) stop();
        else if (key == Qt::Key_Return || key == Qt::Key_Enter) placeInTheMiddle();
        else return false;
        return true;
    }
    if (key == Qt::Key_N) {
        selectNext();
        return true;
    }
    if (!m_selected || m_canvas.focused() != m_selected || (key != Qt::Key_Delete && key != Qt::Key_Backspace)) return false;
    remove(m_selected.id);
    return true;
}

bool NoteTool::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text) {
        const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event)->key() : 0;
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            commitText(); // the map must not see the key: there it opens the note again
            return true;
        }
        if (key == Qt::Key_Escape) {
            m_text->setText(fromUtf8(m_writing < m_session.spec().notes.size() ? m_session.spec().notes[m_writing].text : std::string{}));
            m_canvas.setFocus();
            return true;
        }
        return false;
    }
    if (event->type() == QEvent::KeyPress) return key(static_cast<QKeyEvent*>(event)->key());
    if (event->type() == QEvent::ShortcutOverride && active() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // it gives up the tool, not the selection
        return true;
    }
    if (!active()) return false;
    const auto* mouse = dynamic_cast<QMouseEvent*>(event);
    if (!mouse) return false;
    if (event->type() == QEvent::MouseButtonPress && mouse->button() == Qt::LeftButton) {
        m_from = mouse->position();
        return true;
    }
    if (event->type() == QEvent::MouseMove && m_from) {
        m_preview->show(*m_from, mouse->position(), *m_kind);
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease && m_from) {
        place(*m_from, mouse->position());
        return true;
    }
    return event->type() == QEvent::MouseMove;
}

} // namespace chainscape::ui
