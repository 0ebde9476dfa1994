// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Network figures of small chains, painted for tests.

#include <cmath>
#include <functional>

#include "core/project/network_case.h"
#include "tests/core/chain_text.h"
#include "ui/painters/network_painter.h"

namespace chainscape::ui::testing {

struct Painted {
    DisplayList list;
    Legend legend;
    SnapshotPtr snapshot;
};

inline Painted painted(const DatasetPtr& data, const ViewSpec& spec, QSizeF size = {900, 560}, const std::function<void(NetworkInput&)>& more = {}) {
    Progress progress;
    auto made = networkCase(data, spec, {}, progress);
    if (!made) qFatal("%s", made.error().message.c_str());
    Painted out;
    out.snapshot = *caseSnapshot(*made, data, spec);
    NetworkInput in;
    in.snapshot = out.snapshot;
    in.spec = caseView(*made, data, spec);
    in.places = made->places;
    in.groups = made->groups;
    in.hulls = made->hulls;
    in.locale = QLocale::c();
    if (spec.view == ViewKind::DataChain) in.chain = std::make_shared<const DataChainCase>(*dataChainCase(out.snapshot, in.spec, {}, progress));
    if (more) more(in);
    out.list.background = theme(in.theme).canvas.rgba();
    out.legend = paintNetwork(out.list, in, QRectF({0, 0}, size));
    return out;
}

inline bool finite(const DisplayList& list) {
    for (const auto& layer : list.layers()) {
        for (const auto& d : layer.discs)
            if (!std::isfinite(d.x) || !std::isfinite(d.y) || !std::isfinite(d.radius)) return false;
        for (std::size_t i = 0; i < layer.curves.size(); ++i)
            if (!std::isfinite(layer.curves.ends.x0[i]) || !std::isfinite(layer.curves.cy1[i]) || !std::isfinite(layer.curves.ends.width[i])) return false;
        for (const auto& t : layer.texts)
            if (!std::isfinite(t.anchor.x()) || !std::isfinite(t.shift.x())) return false;
        for (const auto& r : layer.rects)
            if (!std::isfinite(r.box.width()) || !std::isfinite(r.box.top())) return false;
    }
    return true;
}

inline QStringList words(const DisplayList& list) {
    QStringList out;
    for (const auto& layer : list.layers())
        for (const auto& t : layer.texts) out << t.text;
    return out;
}

/// In one line, with usual blanks.
inline QString plain(const QStringList& words) { return words.join('|').replace(QChar(QChar::Nbsp), ' '); }

/// Three stages; one link digital, one not and one nobody knows between the first two.
inline DatasetPtr threeStates() {
    return test::chain("firm a stage=1\nfirm a2 stage=1\nfirm b stage=2\nfirm b2 stage=2\nfirm c stage=3 end\n"
                       "a -> b : 10 @2024 d=1 [EUR]\na2 -> b : 30 @2024 d=.1 [EUR]\na2 -> b2 : 5 @2024 [EUR]\nb -> c : 40 @2024 d=.8 [EUR]\nb2 -> c : 6 @2024 d=.9 [EUR]");
}

/// Two users send things back to two recyclers, and one of those to a mine; the mine and a maker also trade forward.
inline DatasetPtr backflow() {
    return test::chain("firm mine stage=1\nfirm maker stage=2\nfirm r1 stage=3\nfirm r2 stage=3\nfirm u1 stage=4\nfirm u2 stage=4\n"
                       "mine -> maker : 100 @2023 [EUR]\nmaker -> u1 : 90 @2023 [EUR]\nmine -> maker : 100 @2024 [EUR]\nmaker -> u1 : 80 @2024 [EUR]\nmaker -> u2 : 70 @2024 [EUR]\n"
                       "u1 -> r1 : 4 @2024 [EUR]\nu2 -> r1 : 5 @2024 [EUR]\nu2 -> r2 : 6 @2024 [EUR]\nr1 -> mine : 3 @2024 [EUR]");
}

/// Two full lanes, the values of which differ a lot.
inline DatasetPtr twoFullLanes(int firms) {
    DatasetBuilder b;
    for (int i = 0; i < firms; ++i)
        for (const char* side : {"s", "t"}) b.addFirm({.id = side + std::to_string(i), .name = std::string("Maker of parts ") + side + std::to_string(i), .stage = side[0] == 's' ? 1 : 2});
    for (int i = 0; i < firms; ++i)
        for (int k = 0; k < firms; ++k) [[maybe_unused]] const auto added = b.addFlow("s" + std::to_string(i), "t" + std::to_string(k), "2024", 1 + (i * i * k) % 1000, "material", 1, "EUR");
    return *b.build();
}

} // namespace chainscape::ui::testing
