// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The toy chain of the reference numbers (14 firms, 7 stages, 3 years) and the numbers themselves, from tests/golden/analytics.

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/core/chain_text.h"

namespace chainscape::test {

inline QByteArray goldenBytes(const QString& name) {
    QFile file(QStringLiteral(CHAINSCAPE_GOLDEN "/analytics/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("missing %s", qPrintable(file.fileName()));
    return file.readAll();
}

inline QJsonObject goldenObject(const QString& name) { return QJsonDocument::fromJson(goldenBytes(name)).object(); }

inline DatasetPtr toyChain() {
    DatasetBuilder builder;
    const auto rows = [](const QString& name) {
        auto lines = goldenBytes(name).split('\n');
        lines.removeFirst();
        return lines;
    };
    for (const auto& line : rows("toy_firms.csv")) {
        const auto cells = line.trimmed().split(',');
        if (cells.size() < 7) continue;
        FirmRecord firm{.id = cells[0].toStdString(), .name = cells[1].toStdString(), .stage = cells[2].toInt()};
        firm.sector = cells[3].toStdString();
        firm.region = cells[4].toStdString();
        firm.digital = cells[5].toFloat();
        firm.isPlatform = cells[6] == "1";
        builder.addFirm(firm);
    }
    for (const auto& line : rows("toy_links.csv")) {
        const auto cells = line.trimmed().split(',');
        if (cells.size() < 6) continue;
        const auto added = builder.addFlow(cells[0].toStdString(), cells[1].toStdString(), cells[2].toStdString(), cells[4].toDouble(),
                                           cells[3].toStdString(), cells[5].toFloat());
        if (!added) qFatal("%s", added.error().message.c_str());
    }
    auto built = builder.build();
    if (!built) qFatal("%s", built.error().message.c_str());
    return *built;
}

inline SnapshotPtr toySnapshot(const DatasetPtr& toy, std::string_view period) {
    return snapshot(toy, {.from = toy->periodIndex(period)});
}

/// |a - b| within the rounding of the reference numbers.
inline bool near(double a, double b, double tolerance = 1e-6) { return std::fabs(a - b) <= tolerance; }

} // namespace chainscape::test

#define VERIFY_NEAR(actual, expected)                                                                                             \
    do {                                                                                                                          \
        const double a_ = (actual), e_ = (expected);                                                                              \
        QVERIFY2(chainscape::test::near(a_, e_), qPrintable(QStringLiteral("%1 is %2, expected %3").arg(#actual).arg(a_, 0, 'g', 12).arg(e_, 0, 'g', 12))); \
    } while (false)
