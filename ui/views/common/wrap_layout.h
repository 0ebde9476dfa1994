// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// WrapLayout: controls in a row that goes on in a second row where the first is full, so that a bar never widens its window.

#include <vector>

#include <QLayout>

class QComboBox;

namespace chainscape::ui {

/// A label stays beside its buddy. Controls shrink to their least width where that saves a row, else they are as wide as they want; a stretch takes what its row leaves
/// over. Hidden widgets take no room.
class WrapLayout : public QLayout {
public:
    explicit WrapLayout(QWidget* parent = nullptr);
    ~WrapLayout() override;

    void addStretch();

    void addItem(QLayoutItem* item) override { m_items.push_back(item); }
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override; ///< of the widest control
    [[nodiscard]] QSize sizeHint() const override;    ///< all in one row
    void setGeometry(const QRect& rect) override;

private:
    /// Controls that stay together: one, or a label and its buddy.
    struct Unit {
        std::vector<QLayoutItem*> items;
        int least = 0, wanted = 0, height = 0; ///< widths with the gaps between the items
        bool stretch = false;
    };
    using Row = std::vector<Unit>;

    [[nodiscard]] std::vector<Unit> units() const;
    [[nodiscard]] std::vector<Row> rows(int width) const;
    [[nodiscard]] std::vector<Row> rowsOf(int width, int Unit::* widthOf) const;
    void place(const Row& row, const QRect& room) const;
    [[nodiscard]] QSize framed(QSize inside) const;

    std::vector<QLayoutItem*> m_items;
};

/// The box never gets so narrow that its entry is cut; `least`: letters it keeps room for anyway.
void keepEntryWhole(QComboBox& box, int least);

} // namespace chainscape::ui
