// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/search_box.h"

#include <QAbstractItemView>
#include <QAbstractProxyModel>
#include <QAction>

namespace chainscape::ui {
namespace {

QString plain(const QAction& action) { return action.text().remove(QLatin1Char('&')).remove(QStringLiteral("...")); }

} // namespace

void SearchModel::setActions(const QList<QAction*>& actions) {
    beginResetModel();
    m_actions = actions;
    endResetModel();
}

void SearchModel::setDataset(DatasetPtr dataset) {
    beginResetModel();
    m_dataset = std::move(dataset);
    endResetModel();
}

QAction* SearchModel::actionAt(int row) const { return row >= 0 && row < m_actions.size() ? m_actions[row] : nullptr; }

std::string SearchModel::firmAt(int row) const {
    const auto f = std::size_t(row - m_actions.size());
    return row >= m_actions.size() && m_dataset && f < m_dataset->firms().size() ? m_dataset->firms().id[f] : std::string{};
}

int SearchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_actions.size()) + (m_dataset ? int(m_dataset->firms().size()) : 0);
}

QVariant SearchModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole)) return {};
    if (const QAction* action = actionAt(index.row())) {
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        return role == Qt::DisplayRole && !keys.isEmpty() ? QStringLiteral("%1   %2").arg(plain(*action), keys) : plain(*action);
    }
    const auto f = std::size_t(index.row() - m_actions.size());
    return QString::fromStdString(m_dataset->firms().name[f]);
}

SearchBox::SearchBox(QWidget* parent) : QLineEdit(parent), m_completer(new QCompleter(this)) {
    setPlaceholderText(tr("Search firms and actions   Ctrl+K"));
    setAccessibleName(tr("Search firms and actions"));
    setClearButtonEnabled(true);
    m_completer->setModel(&m_model);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(12);
    m_completer->popup()->setAccessibleName(tr("Found"));
    setCompleter(m_completer);
    // The completer is its own receiver: a line edit that loses the focus cuts what its completer tells it.
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), m_completer, [this](const QModelIndex& completion) {
        const int row = rowOf(completion); // now: the line edit is about to take the words over, and what was found changes
        QMetaObject::invokeMethod(this, [this, row] { go(row); }, Qt::QueuedConnection);
    });
    connect(this, &QLineEdit::returnPressed, this, [this] {
        if (text().isEmpty() || m_completer->popup()->currentIndex().isValid()) return; // the completer answers itself
        m_completer->setCompletionPrefix(text());
        if (m_completer->completionCount() == 0) return;
        m_completer->setCurrentRow(0);
        m_completer->popup()->hide();
        go(rowOf(m_completer->currentIndex()));
    });
}

int SearchBox::rowOf(const QModelIndex& completion) const {
    const auto* proxy = qobject_cast<const QAbstractProxyModel*>(m_completer->completionModel());
    return proxy ? proxy->mapToSource(completion).row() : completion.row();
}

void SearchBox::go(int row) {
    clear();
    if (QAction* action = m_model.actionAt(row)) action->trigger();
    else if (const auto id = m_model.firmAt(row); !id.empty()) emit firmFound(QString::fromStdString(id));
}

} // namespace chainscape::ui
