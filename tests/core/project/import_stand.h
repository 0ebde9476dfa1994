// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ImportStand: a folder for files, and imports into projects in it, for tests.

#include <memory>
#include <string>
#include <vector>

#include <QtTest>

#include "core/project/project.h"

namespace chainscape::test {

class ImportStand : public QObject {
protected:
    std::string at(const QString& name) { return m_folder->filePath(name).toStdString(); }
    ImportSource text(const char* name, const QByteArray& content) {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", name);
        file.write(content);
        return {{at(name), {}, nullptr}, {}, {}};
    }
    ImportSummary imported(const char* project, const std::vector<ImportSource>& sources, const ImportOptions& options = {}) {
        auto summary = importAsProject(at(project), sources, options, m_progress);
        if (!summary) qFatal("%s", describe(summary.error()).c_str());
        return std::move(*summary);
    }
    ProjectFile open(const char* project) {
        auto file = ProjectFile::open(at(project), ProjectAccess::ReadWrite, m_progress);
        if (!file) qFatal("%s", describe(file.error()).c_str());
        return std::move(*file);
    }
    /// An empty folder, for the next test.
    void anew() { m_folder = std::make_unique<QTemporaryDir>(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Progress m_progress;
};

} // namespace chainscape::test
