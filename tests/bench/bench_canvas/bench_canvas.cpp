// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Frame times of the canvas: 1600 x 1000, all links in full style (antialiased, width by value, colour by stage, direction), and the
// density overview. Two pictures: stage columns with long lane curves, and clusters of tapered links,
// straight and bent as the free layouts draw them.
// CHAINSCAPE_BENCH_QUICK leaves out the comparison with QPainter. Usage: bench_canvas [repeats] [folder for pictures or -] [part of a scene's name]. Prints the best and the median of the repeats, wall and CPU, in ms.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <QGuiApplication>
#include <QPainter>

#include "ui/canvas/painter_backend.h"
#include "ui/canvas/raster_backend.h"
#include "ui/style/sizes.h"
#include "ui/style/theme.h"

using namespace chainscape;
using namespace chainscape::ui;

namespace {

constexpr QSize kSize(1600, 1000);

double uniform(std::mt19937& engine) { return static_cast<double>(engine()) / 4294967296.0; }

double heavyTail(std::mt19937& engine) { return std::pow(1 - uniform(engine), -0.6); }

double linkWidth(std::mt19937& engine) {
    return std::clamp(size::linkNarrowest * std::sqrt(heavyTail(engine)), size::linkNarrowest, size::linkWidest);
}

void addDiscs(DisplayList& list, const std::vector<QPointF>& places, const std::vector<int>& stages, double radius) {
    const Theme& t = theme(ThemeKind::Light);
    for (std::size_t i = 0; i < places.size(); ++i) {
        Disc disc;
        disc.x = static_cast<float>(places[i].x());
        disc.y = static_cast<float>(places[i].y());
        disc.radius = static_cast<float>(radius);
        disc.outlineWidth = places.size() > 20000 ? 0 : static_cast<float>(size::discOutline);
        disc.fill = stageColour(t, stages[i]).rgba();
        disc.outline = t.canvas.rgba();
        disc.item = {ItemKind::Firm, static_cast<std::uint32_t>(i)};
        list.disc(disc);
    }
}

struct Scenery {
    bool columns = false;
    int firms = 0, links = 0;
    bool curved = false;
    Direction direction = Direction::None;
    bool bent = false; ///< as the free network layouts draw: slightly bent
};

void bentLink(DisplayList& list, QPointF from, QPointF to, double width, StyleId style, ItemRef item) {
    const QPointF d = to - from, normal(-d.y() * 0.12, d.x() * 0.12);
    list.curve(from, from + d / 3 + normal, from + d * 2 / 3 + normal, to, width, style, item);
}

DisplayList makeScene(const Scenery& s) {
    std::mt19937 engine(42);
    const Theme& t = theme(ThemeKind::Light);
    DisplayList list;
    list.links = LinkLook::Lines;
    std::vector<QPointF> places;
    std::vector<int> stages;
    const int clusters = 60;
    for (int i = 0; i < s.firms; ++i) {
        const int stage = i % 8, cluster = i % clusters;
        stages.push_back(stage);
        const double angle = 6.283 * uniform(engine), radius = 95 * std::sqrt(uniform(engine));
        if (s.columns) places.emplace_back(100 + stage * 200, 20 + 960 * uniform(engine));
        else places.emplace_back(100 + (cluster % 10) * 155 + radius * std::cos(angle), 100 + (cluster / 10) * 160 + radius * std::sin(angle));
    }
    std::vector<StyleId> styles;
    for (int k = 0; k < 8; ++k)
        styles.push_back(list.lineStyle({withAlpha(stageColour(t, k), size::linkAtRest).rgba(), 0, 0, s.direction}));
    if (s.curved) list.reserveCurves(static_cast<std::size_t>(s.links));
    else list.reserveLines(static_cast<std::size_t>(s.links));
    for (int i = 0; i < s.links; ++i) {
        const int a = static_cast<int>(engine() % static_cast<unsigned>(s.firms));
        // Columns: one to three stages on; clusters: four of five links inside.
        int b = static_cast<int>(engine() % static_cast<unsigned>(s.firms));
        if (s.columns) b = (b / 8 * 8 + (a + 1 + i % 3) % 8) % s.firms;
        else if (i % 5 != 0) b = (b / clusters * clusters + a % clusters) % s.firms;
        const auto from = static_cast<std::size_t>(a), to = static_cast<std::size_t>(b);
        const ItemRef item{ItemKind::Link, static_cast<std::uint32_t>(i)};
        const StyleId style = styles[static_cast<std::size_t>(stages[from])];
        if (s.curved) list.laneCurve(places[from], places[to], linkWidth(engine), style, item);
        else if (s.bent) bentLink(list, places[from], places[to], linkWidth(engine), style, item);
        else list.line(places[from], places[to], linkWidth(engine), style, item);
    }
    addDiscs(list, places, stages, s.firms > 20000 ? 1.5 : 3);
    return list;
}

double cpuMilliseconds() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void measure(const std::string& name, const DisplayList& list, LinkLook look, int repeats, const std::string& folder) {
    std::vector<double> wall, cpu;
    Frame frame;
    QImage spare; // the picture before the last one, as the window hands it over
    for (int i = 0; i < repeats; ++i) {
        Progress progress;
        const double before = cpuMilliseconds();
        // A different camera each time, as when the user pans and zooms.
        const Camera camera = zoomed(Camera{}, 1 + 0.002 * i, {800, 500});
        Frame next = rasterise(list, camera, kSize, {1, look}, progress, std::exchange(spare, {}));
        spare = std::exchange(frame, std::move(next)).image;
        cpu.push_back(cpuMilliseconds() - before);
        wall.push_back(frame.milliseconds);
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    const std::size_t middle = wall.size() / 2;
    std::printf("%-34s %-8s best %8.1f median %8.1f   cpu best %8.1f median %8.1f   drawn %lld\n", name.c_str(),
                look == LinkLook::Lines ? "full" : "density", wall.front(), wall[middle], cpu.front(), cpu[middle],
                static_cast<long long>(frame.drawn));
    std::fflush(stdout);
    if (!folder.empty()) frame.image.save(QString::fromStdString(folder + "/" + name + (look == LinkLook::Lines ? "_full.png" : "_density.png")));
}

/// The frame against links drawn one by one with QPainter: mean absolute difference per pixel and channel. QPainter rounds every
/// link to the steps of the picture's channels; with 16 bits a channel that noise is gone.
void compareWithPainter(const std::string& name, const DisplayList& list, QImage::Format format) {
    Progress progress;
    const QImage fast = rasterise(list, {}, kSize, {1, LinkLook::Lines}, progress).image;
    QImage slow(kSize, format);
    const int slowDepth = slow.depth();
    QPainter painter(&slow);
    const double before = cpuMilliseconds();
    paint(painter, list, {}, QSizeF(kSize), progress);
    const double spent = cpuMilliseconds() - before;
    painter.end();
    slow = slow.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    double sum = 0, lighter = 0;
    for (int y = 0; y < fast.height(); ++y)
        for (int x = 0; x < fast.width(); ++x) {
            const QRgb p = fast.pixel(x, y), q = slow.pixel(x, y);
            lighter += qRed(p) - qRed(q) + qGreen(p) - qGreen(q) + qBlue(p) - qBlue(q);
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
        }
    std::printf("%-34s QPainter on %d bits a pixel %8.1f ms cpu, mean difference %.3f of 255, lighter by %+.3f\n", name.c_str(), slowDepth, spent,
                sum / (3.0 * fast.width() * fast.height()), lighter / (3.0 * fast.width() * fast.height()));
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const int repeats = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
    const std::string folder = argc > 2 && argv[2] != std::string("-") ? argv[2] : "", wanted = argc > 3 ? argv[3] : "";
    const struct {
        const char* name;
        Scenery scenery;
    } scenes[] = {{"columns_curves", {true, 0, 0, true, Direction::None}},
                  {"columns_lines", {true, 0, 0, false, Direction::None}},
                  {"clusters_taper", {false, 0, 0, false, Direction::Taper}},
                  {"clusters_bent", {false, 0, 0, false, Direction::Taper, true}},
                  {"clusters_lines", {false, 0, 0, false, Direction::None}}};
    for (const auto& [base, scenery] : scenes)
        for (const int firms : {1000, 10000, 100000}) {
            Scenery s = scenery;
            s.firms = firms;
            s.links = firms * 5;
            const std::string name = std::string(base) + "_" + std::to_string(firms / 1000) + "k";
            if (name.find(wanted) == std::string::npos) continue;
            const DisplayList list = makeScene(s);
            measure(name, list, LinkLook::Lines, repeats, folder);
            measure(name, list, LinkLook::Density, repeats, folder);
            if (firms > 10000 || qEnvironmentVariableIsSet("CHAINSCAPE_BENCH_QUICK")) continue;
            compareWithPainter(name, list, QImage::Format_ARGB32_Premultiplied);
            compareWithPainter(name, list, QImage::Format_RGBA64_Premultiplied);
        }
    return 0;
}
