// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_settings.h"

namespace chainscape {
Result<AnalysisOptions> analysisSettings(const ProjectFile& file) {
    const auto stored = file.document(DocumentKind::Setting, kAnalysisDocument);
    if (stored) return analysisOptionsFromJson(stored->json);
    if (stored.error().code == ErrorCode::NotFound) return AnalysisOptions{};
    return tl::unexpected(stored.error());
}

Result<void> storeAnalysisSettings(ProjectFile& file, const AnalysisOptions& options) {
    if (!(options == AnalysisOptions{})) return file.putDocument(DocumentKind::Setting, kAnalysisDocument, toJson(options));
    const auto stored = file.document(DocumentKind::Setting, kAnalysisDocument);
    if (stored) return file.removeDocument(DocumentKind::Setting, kAnalysisDocument);
    return {};
}

Result<ChangeSettings> changeSettings(const ProjectFile& file) {
    const auto stored = file.document(DocumentKind::Setting, kChangeSettings);
    if (stored) return readChangeSettings(stored->json);
    if (stored.error().code == ErrorCode::NotFound) return ChangeSettings{};
    return tl::unexpected(stored.error());
}

} // namespace chainscape
