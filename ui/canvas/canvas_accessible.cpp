// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_accessible.h"

#include <algorithm>
#include <vector>

#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/canvas/canvas_widget.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kMostChildren = 100;

/// The focused item first, then the selected ones.
std::vector<ItemRef> spokenItems(const CanvasWidget& canvas) {
    std::vector<ItemRef> items;
    if (canvas.focused()) items.push_back(canvas.focused());
    for (const ItemRef item : canvas.selected())
        if (item != canvas.focused() && items.size() < kMostChildren) items.push_back(item);
    return items;
}

/// One item. Lives as long as its canvas's interface; without a canvas it is invalid.
class ItemInterface : public QAccessibleInterface {
public:
    ItemInterface(CanvasWidget* canvas, ItemRef item) : m_canvas(canvas), m_item(item) {}

    [[nodiscard]] ItemRef item() const { return m_item; }
    [[nodiscard]] bool isValid() const override { return m_canvas != nullptr; }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_canvas); }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override { return kind == QAccessible::Name ? m_canvas->itemText(m_item) : QString(); }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override {
        const QRect box = m_canvas->boxOf(m_item).toAlignedRect();
        return {m_canvas->mapToGlobal(box.topLeft()), box.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Graphic; }
    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        state.focused = m_canvas->hasFocus() && m_canvas->focused() == m_item;
        const auto& selected = m_canvas->selected();
        state.selected = std::find(selected.begin(), selected.end(), m_item) != selected.end();
        return state;
    }

private:
    CanvasWidget* m_canvas;
    ItemRef m_item;
};

class CanvasInterface : public QAccessibleWidget {
public:
    explicit CanvasInterface(CanvasWidget* canvas) : QAccessibleWidget(canvas, QAccessible::Chart), m_canvas(canvas) {}
    CanvasInterface(const CanvasInterface&) = delete;
    CanvasInterface& operator=(const CanvasInterface&) = delete;
    ~CanvasInterface() override { forget(); }

    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        const Scene scene = m_canvas->scene();
        if (kind == QAccessible::Name && m_canvas->accessibleName().isEmpty() && scene) return scene->title;
        if (kind == QAccessible::Description && m_canvas->accessibleDescription().isEmpty() && scene) return scene->summary;
        return QAccessibleWidget::text(kind);
    }
    /// The items, then the minimap while it is there.
    [[nodiscard]] int childCount() const override {
        return static_cast<int>(spokenItems(*m_canvas).size()) + (m_canvas->minimap().isVisible() ? 1 : 0);
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override {
        const auto items = spokenItems(*m_canvas);
        if (index == static_cast<int>(items.size()) && m_canvas->minimap().isVisible()) return minimapInterface();
        if (index < 0 || index >= static_cast<int>(items.size())) return nullptr;
        return interfaceOf(items[static_cast<std::size_t>(index)]);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override {
        const auto items = spokenItems(*m_canvas);
        for (std::size_t i = 0; i < items.size(); ++i)
            if (interfaceOf(items[i]) == child) return static_cast<int>(i);
        if (child != nullptr && child == minimapInterface()) return static_cast<int>(items.size());
        return -1;
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override {
        if (!m_canvas->focused()) return const_cast<CanvasInterface*>(this);
        return interfaceOf(m_canvas->focused());
    }

private:
    [[nodiscard]] QAccessibleInterface* minimapInterface() const {
        return QAccessible::queryAccessibleInterface(const_cast<Minimap*>(&m_canvas->minimap()));
    }
    QAccessibleInterface* interfaceOf(ItemRef item) const {
        for (const auto& [known, id] : m_children)
            if (known == item) return QAccessible::accessibleInterface(id);
        if (m_children.size() > 4 * kMostChildren) forget();
        auto* made = new ItemInterface(m_canvas, item);
        m_children.emplace_back(item, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    void forget() const {
        for (const auto& [item, id] : m_children) QAccessible::deleteAccessibleInterface(id);
        m_children.clear();
    }

    CanvasWidget* m_canvas;
    mutable std::vector<std::pair<ItemRef, QAccessible::Id>> m_children;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* canvas = qobject_cast<CanvasWidget*>(object);
    return canvas != nullptr ? new CanvasInterface(canvas) : nullptr;
}

void notify(CanvasWidget& canvas, QAccessible::Event type) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&canvas, type);
    QAccessible::updateAccessibility(&event);
}

} // namespace

void installCanvasAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(&makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

void notifyScene(CanvasWidget& canvas) { notify(canvas, QAccessible::DescriptionChanged); }

void notifySelection(CanvasWidget& canvas) { notify(canvas, QAccessible::SelectionWithin); }

void notifyFocus(CanvasWidget& canvas) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(&canvas, QAccessible::Focus);
    if (canvas.focused()) event.setChild(0);
    QAccessible::updateAccessibility(&event);
}

} // namespace chainscape::ui
